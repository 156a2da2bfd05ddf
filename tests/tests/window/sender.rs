//! What there is to go by in judging a sender, as the real window shows it: in both languages and
//! both themes.

use anyhow::Result;
use testbed::Dovecot;
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples::message;
use tests::window::Window;

const USER: &str = "service@minglives.com";
const PASSWORD: &str = "lathe";

/// A message with these lines on top, as our own server wrote some of them.
fn deliver(server: &Dovecot, number: usize, header: &str, from: &str) -> Result<()> {
    let raw = message(number, from, &format!("Letter {number}"), "Delete it all.");
    let raw = [header.as_bytes(), &raw[..]].concat();
    Ok(server.deliver(USER, "INBOX", &raw)?)
}

/// Somebody whose domain vouches for them, and somebody who tries every trick.
fn server() -> Result<Dovecot> {
    let server = Dovecot::start()?;
    server.add_user(USER, PASSWORD)?;
    let own = "Authentication-Results: mx.minglives.com;";
    deliver(
        &server,
        1,
        &format!("{own} spf=pass smtp.mailfrom=example.com; dmarc=pass header.from=example.com\n"),
        "Ada Quill <ada@example.com>",
    )?;
    deliver(
        &server,
        2,
        &format!(
            "{own} spf=fail smtp.mailfrom=rninglives.com; dmarc=fail header.from=rninglives.com\n\
             {own} dmarc=pass header.from=rninglives.com\n\
             Reply-To: a@example.com, b@example.org, a@example.com, c@minglives.com.a-domain-as-long-as-they-come-and-then-some.example.org\n"
        ),
        "\"service@minglives.com Privacy\u{200b}Office\" <office@rninglives.com>",
    )?;
    Ok(server)
}

fn office(server: &Dovecot) -> Result<Office> {
    let office = Office::new()?;
    let more = ["--authserv-id=mx.minglives.com"];
    let port = server.imaps_port();
    office.add_mailbox((USER, PASSWORD), port, server.ca_file(), &more)?;
    office.fine(&["mailbox", "sync"])?;
    Ok(office)
}

/// Opens a letter's case, and gives the lines over its message.
async fn lines(window: &Window, number: usize, picture: &str) -> Result<Vec<String>> {
    window.keys("go").await?;
    window.wait_for("[role=option]").await?;
    let open = "[...document.querySelectorAll('[role=option]')]
        .find((one) => one.innerText.includes(arguments[0])).click();";
    let letter = format!("Letter {number}");
    window.script(open, vec![letter.as_str().into()]).await?;
    window.wait_for_text(".reading-pane h2", &letter).await?;
    let picture = root().join(format!("target/window/sender-{picture}.png"));
    window.screenshot(&picture).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe:\n{}", found.join("\n"));
    let lines = "return [...document.querySelectorAll('.reading-pane p.line')]
        .map((one) => one.innerText.replace(/\\s+/g, ' ').trim());";
    Ok(serde_json::from_value(window.script(lines, vec![]).await?)?)
}

#[tokio::test]
async fn a_sender_is_shown_with_what_speaks_for_and_against_them() -> Result<()> {
    let server = server()?;
    let office = office(&server)?;
    let long = "minglives.com.a-domain-as-long-as-they-come-and-then-some.example.org";
    for (look, size, good, bad) in [
        (
            ("en", "light"),
            (1440, 900),
            vec!["The sender’s domain vouches for this message. First message from this address.".to_owned()],
            vec![
                "The sender’s domain does not vouch for this message: anyone may have sent it. First message from this address.".to_owned(),
                "It carries results that pretend to be from our own mail server (mx.minglives.com).".to_owned(),
                "Answers would go to a@example.com, not to office@rninglives.com.".to_owned(),
                "Answers would go to b@example.org, not to office@rninglives.com.".to_owned(),
                format!("Answers would go to c@{long}, not to office@rninglives.com."),
                "The name shows the address service@minglives.com; it was sent from office@rninglives.com.".to_owned(),
            ],
        ),
        (
            ("zh-CN", "dark"),
            (1100, 700),
            vec!["已通过发件人域名验证。 这个地址第一次来信。".to_owned()],
            vec![
                "未通过发件人域名验证，发件人可能是伪造的。 这个地址第一次来信。".to_owned(),
                "邮件中含有冒充我方邮件服务器（mx.minglives.com）的验证结果。".to_owned(),
                "回信会寄往 a@example.com，而不是 office@rninglives.com。".to_owned(),
            ],
        ),
    ] {
        let home = tempfile::tempdir()?;
        let window = Window::at_work_as(&office, home.path(), look, size).await?;
        let shown = lines(&window, 1, &format!("{}-good", look.0)).await?;
        assert_eq!(shown, good);
        let shown = lines(&window, 2, &format!("{}-bad", look.0)).await?;
        assert_eq!(shown[..bad.len()], bad);
        println!("{shown:#?}");
        let errors = window.errors().await?;
        window.close().await?;
        assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    }
    Ok(())
}
