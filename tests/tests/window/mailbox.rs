//! The mailbox desk in the real window, beside a real Dovecot, by keyboard alone.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use testbed::Dovecot;
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples::message;
use tests::window::{Key, Window};

const USER: &str = "service@minglives.com";
const PASSWORD: &str = "a \"quoted\\ password";
const CTRL: &[Key] = &[Key::Control];
/// How long a server that came back may go unnoticed: longer than the longest wait of its outage.
const OUTAGE: Duration = Duration::from_secs(120);
/// How long a minute without anybody may take on a busy computer.
const IDLE: Duration = Duration::from_secs(300);

/// Looks at the screen with axe, and leaves a picture of it.
async fn look(window: &Window, name: &str) -> Result<()> {
    let picture = root().join(format!("target/window/mailbox-{name}.png"));
    window.screenshot(&picture).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe on {name}:\n{}", found.join("\n"));
    Ok(())
}

fn deliver(server: &Dovecot, number: usize, header: &str) -> Result<()> {
    let from = format!("Ada Quill <ada{number}@example.com>");
    let raw = message(number, &from, &format!("Letter {number}"), "Delete it all.");
    let raw = [header.as_bytes(), &raw[..]].concat();
    Ok(server.deliver(USER, "INBOX", &raw)?)
}

/// A server on which there is something of everything: two letters, one of them twice, an answer
/// that no person wrote, and what is no mail.
fn server() -> Result<Dovecot> {
    let server = Dovecot::start()?;
    server.add_user(USER, PASSWORD)?;
    server.create_folder(USER, "已处理 & done")?;
    deliver(&server, 1, "")?;
    deliver(&server, 2, "")?;
    deliver(&server, 2, "")?;
    deliver(&server, 3, "Auto-Submitted: auto-replied\n")?;
    server.deliver(USER, "INBOX", b"\r\n \r\n")?;
    Ok(server)
}

/// The numbers of the ledger's line as they stand on the screen.
async fn sum(window: &Window) -> Result<Vec<i64>> {
    let numbers = window
        .script(
            "return [...document.querySelectorAll('.sum .line:first-child button')]
                .map((one) => Number(one.innerText.replace(/[^0-9]/g, '')));",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(numbers)?)
}

/// Waits until the ledger says so much of the server, and holds it to its sum.
async fn adds_up(window: &Window, on_server: i64) -> Result<()> {
    let began = Instant::now();
    loop {
        let numbers = sum(window).await?;
        if numbers.first() == Some(&on_server) {
            assert_eq!(numbers[1..].iter().sum::<i64>(), on_server, "{numbers:?}");
            return Ok(());
        }
        if began.elapsed() > OUTAGE {
            bail!("{on_server} on the server do not come: {numbers:?}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Ends a story: a picture of where it failed, and nothing in the console.
async fn end(window: Window, name: &str, told: Result<()>) -> Result<()> {
    if told.is_err() {
        let picture = root().join(format!("target/window/mailbox-{name}-broke.png"));
        window.screenshot(&picture).await?;
    }
    let errors = window.errors().await?;
    window.close().await?;
    told?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    Ok(())
}

#[tokio::test]
async fn a_mailbox_is_set_up_read_and_accounted_for() -> Result<()> {
    let office = Office::new()?;
    let home = tempfile::tempdir()?;
    let look = ("en", "light");
    let window = Window::at_work_as(&office, home.path(), look, (1440, 900)).await?;
    let told = story(&window, server()?).await;
    end(window, "en", told).await
}

async fn story(window: &Window, mut server: Dovecot) -> Result<()> {
    // A new workspace names both ways in.
    window
        .wait_for_text(".list .empty", "Bring mail in")
        .await?;
    look(window, "begin").await?;
    window.push("Set up a mailbox").await?;
    set_up(window, &server).await?;

    adds_up(window, 5).await?;
    window.wait_for_text(".doing", "Up to date").await?;
    look(window, "ledger").await?;
    terms(window).await?;
    arrivals(window, &server).await?;
    outage(window, &mut server).await?;

    // Locked, nothing is read, and the window says so.
    window.chord(CTRL, 'l').await?;
    window.wait_for_text("main form", "no mail is read").await?;
    look(window, "locked").await?;
    deliver(&server, 8, "")?;
    window.unlock().await?;
    window.wait_for_text("[role=grid]", "Letter 8").await?;
    adds_up(window, 8).await?;

    // What others delete there is told of, and stays here.
    let uids = server.uids(USER, "INBOX")?;
    server.expunge(USER, "INBOX", &uids[..1])?;
    window.palette("Compare everything").await?;
    adds_up(window, 7).await?;
    window.push("1 gone from the server since").await?;
    window.wait_for_text("[role=grid]", "found gone").await?;
    look(window, "gone").await?;

    window.palette("Change").await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Name", "desk of service").await?;
    window.confirm().await?;
    window.wait_for_text(".list", "desk of service").await?;
    adds_up(window, 7).await?;
    window.palette("Stop reading it").await?;
    window.wait_for_text("dialog[open]", "stays").await?;
    look(window, "remove").await?;
    window.confirm().await?;
    window
        .wait_for_text("main .empty", "No mailbox is set up")
        .await
}

/// Sets the mailbox up with a wrong password, is told, and corrects it.
async fn set_up(window: &Window, server: &Dovecot) -> Result<()> {
    window.wait_for("dialog[open]").await?;
    look(window, "form").await?;
    window.fill("User", USER).await?;
    window.fill("Server", "localhost").await?;
    window
        .fill("Port", &server.imaps_port().to_string())
        .await?;
    window.tab_to("Password").await?;
    window.keys("not this one").await?;
    window.tab_to("Certificates to trust").await?;
    let authority = std::fs::read_to_string(server.ca_file())?;
    let enter = char::from(Key::Enter).to_string();
    window.keys(&authority.replace('\n', &enter)).await?;
    window.push("Test the connection").await?;
    window.wait_for_text(".test .failed", "og in").await?;
    window
        .wait_for_text(".test .failed", "Check user and password")
        .await?;
    window.wait_for_text("footer", "The test failed").await?;
    look(window, "refused").await?;

    window.fill("Password", PASSWORD).await?;
    window.wait_for_text("footer", "Not tested").await?;
    window.push("Test the connection").await?;
    window.wait_for_text(".test", "can be read").await?;
    window.tab_to("已处理 & done").await?;
    window.keys(" ").await?;
    look(window, "tested").await?;
    window.confirm().await
}

/// Each number of the ledger opens what it counts, and a message leads to its case.
async fn terms(window: &Window) -> Result<()> {
    window.push("1 automatic").await?;
    rows(window, &["Letter 3"]).await?;
    window.push("1 duplicate").await?;
    rows(window, &["Letter 2"]).await?;
    window.push("0 missing").await?;
    window
        .wait_for_text(".sum", "on the server, and not here")
        .await?;
    window.push("2 opened a case").await?;
    rows(window, &["Letter 2", "Letter 1"]).await?;
    window.tab_to("Messages that opened a case").await?;
    window.keys("j").await?;
    look(window, "opened").await?;
    window.press(Key::Enter).await?;
    window.wait_for_text(".reading-pane", "Letter 1").await?;
    window.keys("gm").await?;
    // The other folder has a ledger of its own.
    window.wait_for_text(".list", "已处理 & done").await?;
    window.tab_to("INBOX").await?;
    window.keys("j").await?;
    window
        .wait_for_text(".ledger .bar", "已处理 & done")
        .await?;
    adds_up(window, 0).await?;
    window.keys("k").await?;
    adds_up(window, 5).await
}

/// Waits until the table lists these, and no more.
async fn rows(window: &Window, subjects: &[&str]) -> Result<()> {
    let began = Instant::now();
    let script =
        "return [...document.querySelectorAll('[role=grid] tbody tr td:nth-child(2) small')]
        .map((one) => one.innerText)";
    loop {
        let found = window.script(script, vec![]).await?;
        if found == json!(subjects) {
            return Ok(());
        }
        if began.elapsed() > OUTAGE {
            bail!("the table lists {found}, not {subjects:?}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Mail comes into the list by itself while the window is open.
async fn arrivals(window: &Window, server: &Dovecot) -> Result<()> {
    window.keys("go").await?;
    window.wait_for("[role=option]").await?;
    for number in [6, 7] {
        deliver(server, number, "")?;
        window
            .wait_for_text("[role=listbox]", &format!("Letter {number}"))
            .await?;
    }
    Ok(())
}

/// The server dies: the window says so, at both desks; and it reads on once it is back.
async fn outage(window: &Window, server: &mut Dovecot) -> Result<()> {
    server.kill();
    window
        .wait_for_text(".mail .failed", "service can’t be read")
        .await?;
    look(window, "failed-list").await?;
    window.push("service can’t be read").await?;
    window
        .wait_for_text(".doing", "Everything that came in is kept")
        .await?;
    window
        .wait_for_text(".doing", "tried again by itself")
        .await?;
    look(window, "failed").await?;
    server.restart()?;
    let began = Instant::now();
    while let Err(error) = window.wait_for_text(".doing", "Up to date").await {
        if began.elapsed() > OUTAGE {
            return Err(error);
        }
    }
    adds_up(window, 7).await
}

#[tokio::test]
async fn the_desk_in_chinese_and_mail_that_keeps_no_window_open() -> Result<()> {
    let office = Office::new()?;
    let server = server()?;
    add(&office, &server)?;
    office.fine(&["workspace", "settings", "--lock-after", "1"])?;
    let home = tempfile::tempdir()?;
    let look = ("zh-CN", "dark");
    let window = Window::at_work_as(&office, home.path(), look, (1100, 700)).await?;
    let told = in_chinese(&window, &server).await;
    end(window, "zh", told).await
}

/// Adds the mailbox on the command line.
fn add(office: &Office, server: &Dovecot) -> Result<Value> {
    let password = office.folder().join("password");
    std::fs::write(&password, PASSWORD)?;
    office.json(&[
        "mailbox",
        "add",
        "客服",
        "--host",
        "localhost",
        "--port",
        &server.imaps_port().to_string(),
        "--tls",
        "implicit",
        "--user",
        USER,
        "--password-file",
        &password.to_string_lossy(),
        "--ca-file",
        &server.ca_file().to_string_lossy(),
    ])
}

async fn in_chinese(window: &Window, server: &Dovecot) -> Result<()> {
    window.keys("gm").await?;
    adds_up(window, 5).await?;
    window.wait_for_text(".doing", "已是最新").await?;
    look(window, "zh-ledger").await?;
    window.palette("修改").await?;
    window.wait_for("dialog[open]").await?;
    window.push("测试连接").await?;
    window.wait_for_text(".test", "可以收取此邮箱").await?;
    look(window, "zh-form").await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;

    // An address says which provider it is, and what has to be done there.
    window.keys("c").await?;
    window.wait_for("dialog[open]").await?;
    window.fill("用户名", "office@qq.com").await?;
    window.wait_for_text("dialog[open] .note", "授权码").await?;
    let host = "return document.querySelector('.server input').value";
    assert_eq!(window.script(host, vec![]).await?, json!("imap.qq.com"));
    look(window, "zh-provider").await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;

    // Mail goes on coming in, and nobody is there: the keys are closed all the same.
    let began = Instant::now();
    let mut number = 10;
    while !window.text().await?.contains("锁定期间不收取邮件") {
        assert!(began.elapsed() < IDLE, "the window stays open");
        deliver(server, number, "")?;
        number += 1;
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
    look(window, "zh-locked").await?;
    window.unlock().await?;
    adds_up(window, i64::try_from(number)? - 5).await
}
