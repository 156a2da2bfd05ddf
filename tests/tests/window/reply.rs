//! An answer written, looked at, taken back, sent and answered in the real window, beside a real
//! Dovecot and a real Exim, by keyboard alone.

use anyhow::Result;
use testbed::{Dovecot, OddSmtpServer, SmtpOddity};
use tests::pdesk::Office;
use tests::post::{ADA, PASSWORD, Post, USER};
use tests::samples::message;
use tests::team::{comes, team};
use tests::window::{Key, Window};

const CTRL: &[Key] = &[Key::Control];
#[tokio::test]
async fn an_answer_goes_and_is_answered() -> Result<()> {
    let (office, servers) = (Office::new()?, Post::start()?);
    servers.read_by(&office, false)?;
    servers.arrives(1, &format!("Ada Quill <{ADA}>"), "Delete my account", "")?;
    let window = Window::at_work(&office).await?;
    let told = story(&window, &servers).await;
    window.end("reply", told).await
}

async fn story(window: &Window, servers: &Post) -> Result<()> {
    window
        .wait_for_text("[role=option]", "Delete my account")
        .await?;
    window.go_to_case(1, "Delete my account").await?;

    // Where nothing can be sent yet, it says so, leads there, and keeps what was written.
    window.keys("r").await?;
    window.wait_for(".reply textarea:focus").await?;
    window.keys("Dear Ada, as you see in the attached").await?;
    window
        .wait_for_text(".reply", "No mailbox is set up")
        .await?;
    window.wait_for_text(".reply header", "Saved").await?;
    window.looked_at("reply-no-sender").await?;
    window.push("Set up sending").await?;
    set_up(window, servers).await?;

    // What was being written is still there, and can go now.
    window.go_to_case(1, "Delete my account").await?;
    window.wait_for_text(".reply", "Privacy office").await?;
    window.tab_to("Your answer").await?;
    window.press(Key::Escape).await?;
    window.wait_for_text(".draft", "Your draft").await?;
    window.looked_at("reply-draft").await?;
    window.keys("r").await?;
    window.wait_for(".reply textarea:focus").await?;
    window.chord(CTRL, Key::End.into()).await?;
    window.keys(" file, we have deleted it.").await?;
    window.wait_for_text(".reply header", "Saved").await?;
    window.looked_at("reply-writing").await?;

    // A file is not for somebody of whom it is not known who they are: that can't be passed.
    let file = window.home().join("what we hold.txt");
    std::fs::write(&file, "What we hold of you.")?;
    window.push("Attach a file").await?;
    window
        .native_dialog("A file that goes along", &file)
        .await?;
    window
        .wait_for_text(".reply li", "what we hold.txt")
        .await?;
    window.send().await?;
    window
        .wait_for_text(".stops .mend", "Establish the identity first")
        .await?;
    window.wait_for(".stops .mend:focus").await?;
    window.looked_at("reply-not-verified").await?;
    window.push("Do not send what we hold.txt").await?;
    window.wait_gone(".reply ul[aria-label^='1 ']").await?;

    // It speaks of a file, and none goes along: that is looked at before it goes.
    window.send().await?;
    window.wait_for_text(".stops", "none goes along").await?;
    window.wait_for(".stops input:focus").await?;
    window.looked_at("reply-stopped").await?;
    window.keys(" ").await?;
    window.send().await?;
    window.wait_for_text(".foot", "goes in 10 seconds").await?;
    window.wait_for_text(".sending", "Goes in").await?;
    window.looked_at("reply-goes").await?;

    // Taken back, it is a draft again, and is written on.
    window.keys("z").await?;
    window.wait_for(".reply textarea:focus").await?;
    assert_eq!(window.find_count(".sending").await?, 0);
    assert!(servers.dovecot.messages(ADA, "INBOX")?.is_empty());
    window.chord(CTRL, Key::End.into()).await?;
    window.keys(" All of it.").await?;
    window.send().await?;
    window.wait_for(".stops input:focus").await?;
    window.keys(" ").await?;
    window.send().await?;
    window.comes_to_say(".sending", "Sent").await?;
    window.looked_at("reply-sent").await?;
    assert_eq!(window.find_count(".rail .n.late").await?, 0);

    // It is what she gets, and her answer comes back into the case.
    let got = servers.ada_has(1).await?;
    let raw = &got[0];
    assert!(raw.contains("we have deleted it. All of it."), "{raw}");
    let id = raw
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID: "))
        .expect("an id");
    servers.arrives(
        2,
        &format!("Ada Quill <{ADA}>"),
        "Re: Thank you for that",
        &format!("In-Reply-To: {id}\n"),
    )?;
    window.wait_for_text(".subject", "3 messages").await?;
    window.looked_at("reply-answered").await?;

    refused(window, servers).await
}

/// What no server takes can't be missed.
async fn refused(window: &Window, servers: &Post) -> Result<()> {
    let bo = "Bo Reed <refused-bo@example.com>";
    servers.arrives(3, bo, "My data", "")?;
    window
        .wait_for_text(".list [role=listbox]", "My data")
        .await?;
    window.go_to_case(2, "My data").await?;
    window.keys("r").await?;
    window.wait_for(".reply textarea:focus").await?;
    window.keys("Dear Bo, we look into it.").await?;
    window.send().await?;
    window.wait_for_text(".foot", "goes in 10 seconds").await?;
    window.comes_to_say(".sending.wrong", "refused").await?;
    window
        .wait_for_text(".foot.mail", "Outbox: 1 to look at")
        .await?;
    window.wait_for_text(".rail .n.late", "1").await?;
    window.looked_at("reply-refused").await?;
    window.keys("gx").await?;
    window
        .wait_for_text("dialog[open]", "refused-bo@example.com")
        .await?;
    window.looked_at("reply-outbox").await?;
    window.push("Give up").await?;
    window
        .wait_for_text("dialog[open] .sure", "not sent any more")
        .await?;
    window.push("Give up").await?;
    window
        .wait_for_text("dialog[open]", "Nothing waits to be sent")
        .await?;
    window.press(Key::Escape).await?;
    window.wait_for_text(".sending", "given up").await?;

    // Nor what was taken and came back.
    servers.arrives(4, "Cy Vane <bounces-cy@example.com>", "My address", "")?;
    window
        .wait_for_text(".list [role=listbox]", "My address")
        .await?;
    window.go_to_case(3, "My address").await?;
    window.keys("r").await?;
    window.wait_for(".reply textarea:focus").await?;
    window.keys("Dear Cy, we look into it.").await?;
    window.send().await?;
    window.comes_to_say(".sending.wrong", "Came back").await?;
    window.looked_at("reply-bounced").await?;
    let row = ".rows [role=option][aria-selected=true] .glyphs .unsent.late";
    window.wait_for(row).await?;
    // To send the same again is asked about, by whom gets it.
    window.push("Send the same again").await?;
    window
        .wait_for_text(".sure", "It goes to Cy Vane <bounces-cy@example.com>.")
        .await?;
    window.push("Send the same again").await?;
    window.wait_gone(".sending.wrong").await
}

/// Says how the mailbox's mail is sent, and tries it.
async fn set_up(window: &Window, servers: &Post) -> Result<()> {
    window.wait_for_text("main h1", "Mailbox").await?;
    window.palette("Change").await?;
    window.wait_for("dialog[open]").await?;
    window.tab_to("Answers are sent").await?;
    window.keys(" ").await?;
    window.fill("Sending server", "localhost").await?;
    let port = servers.exim.smtps_port().to_string();
    window.fill("Sending port", &port).await?;
    window.fill("Sender’s name", "Privacy office").await?;
    // Another server is shown no secret that was given for the one before.
    window.wait_for_text("dialog footer", "Password").await?;
    window.fill("Password", PASSWORD).await?;
    window.push("Test the connection").await?;
    window.wait_for_text(".test", "mail can be sent").await?;
    window
        .wait_for_text(".test ol", "where mail is sent")
        .await?;
    window.looked_at("reply-sending-set-up").await?;
    window.confirm().await
}

#[tokio::test]
async fn of_one_that_nobody_knows_of_somebody_says_that_it_arrived() -> Result<()> {
    let office = Office::new()?;
    let dovecot = Dovecot::start()?;
    dovecot.add_user(USER, PASSWORD)?;
    let sends = OddSmtpServer::start(Some(SmtpOddity::KeepsAndHangsUp))?;
    let port = format!("--smtp-port={}", sends.port());
    let smtp = ["--smtp-host=localhost", &port, "--smtp-tls=none"];
    let login = (USER, PASSWORD);
    office.add_mailbox(login, dovecot.imaps_port(), dovecot.ca_file(), &smtp)?;
    let raw = message(1, &format!("Ada <{ADA}>"), "About a gift", "Stop it.");
    dovecot.deliver(USER, "INBOX", &raw)?;
    let window = Window::at_work(&office).await?;
    let told = unknown(&window).await;
    window.end("reply-unknown", told).await?;
    assert_eq!(sends.kept().len(), 1, "it is not sent again by itself");
    Ok(())
}

async fn unknown(window: &Window) -> Result<()> {
    window
        .wait_for_text("[role=option]", "About a gift")
        .await?;
    window.go_to_case(1, "About a gift").await?;
    window.keys("r").await?;
    window.wait_for(".reply textarea:focus").await?;
    window.keys("Dear Ada, it is stopped.").await?;
    window.send().await?;
    window
        .comes_to_say(".sending.wrong", "Nobody knows")
        .await?;
    window
        .wait_for_text(".foot.mail", "Outbox: 1 to look at")
        .await?;
    window.looked_at("reply-unknown").await?;
    window.push("It arrived").await?;
    window.wait_for_text(".sure", "counts as sent").await?;
    window.push("It arrived").await?;
    window.wait_gone(".sending.wrong").await?;
    window.wait_for_text(".sending", "Sent").await?;
    window.wait_gone(".foot.mail").await
}

#[tokio::test]
async fn it_stands_in_a_small_window_in_the_other_language() -> Result<()> {
    let (office, servers) = (Office::new()?, Post::start()?);
    servers.read_by(&office, true)?;
    servers.arrives(1, "Bo Reed <refused-bo@example.com>", "删除账号", "")?;
    let home = tempfile::tempdir()?;
    let look = ("zh-CN", "dark");
    let window = Window::at_work_as(&office, home.path(), look, (1100, 700)).await?;
    let told = small(&window).await;
    window.end("reply-small", told).await
}

async fn small(window: &Window) -> Result<()> {
    window.wait_for_text("[role=option]", "删除账号").await?;
    window.go_to_case(1, "删除账号").await?;
    window.keys("r").await?;
    window.wait_for(".reply textarea:focus").await?;
    window.keys("您好，附件 C-9 已附上。").await?;
    window.wait_for_text(".reply header", "已保存").await?;
    window.looked_at("reply-small-writing").await?;
    window.push("占满整个高度").await?;
    window.looked_at("reply-small-whole").await?;
    window.push("显示上方的邮件").await?;
    window.tab_to("同时决定").await?;
    window.press(Key::Enter).await?;
    window.tab_to("结果").await?;
    window.press(Key::End).await?;
    window.wait_for(".reply .grounds").await?;
    window.looked_at("reply-small-decides").await?;
    // What a refusal lacks is said at its field; what the text lacks, once that is there.
    window.send().await?;
    window.wait_for(".reply .lacks input:focus").await?;
    window.keys(" ").await?;
    window.fill("告知对方的理由", "票据须保存五年。").await?;
    window.send().await?;
    window.wait_for_text(".stops", "哪里投诉").await?;
    window.looked_at("reply-small-stopped").await?;
    window.push("写入正文").await?;
    window.wait_for_text(".reply header", "已保存").await
}

#[tokio::test]
async fn two_write_in_one_draft() -> Result<()> {
    let (first, _) = team()?;
    let other = comes(&first, "Bo Lind", "officer")?;
    let mail = first.folder().join("a.eml");
    std::fs::write(
        &mail,
        message(1, &format!("Ada <{ADA}>"), "About a gift", "Stop it."),
    )?;
    first.fine(&["import", mail.to_str().unwrap()])?;
    let window = Window::at_work(&first).await?;
    let beside = window.beside(&other).await?;
    let told = two(&window, &beside).await;
    beside.end("reply-two-beside", Ok(())).await?;
    window.end("reply-two", told).await
}

async fn two(first: &Window, other: &Window) -> Result<()> {
    first.go_to_case(1, "About a gift").await?;
    other.go_to_case(1, "About a gift").await?;
    first.keys("r").await?;
    first.wait_for(".reply textarea:focus").await?;
    first.keys("Dear Ada").await?;
    first.wait_for_text(".reply header", "Saved").await?;

    // The other sees that somebody is at it, and what, and may write in it all the same.
    other.wait_for_text(".others", "is writing").await?;
    other.wait_for_text(".draft", "Dear Ada").await?;
    other.push("Go on writing").await?;
    other.wait_for(".reply textarea:focus").await?;
    other.keys("Good day, ").await?;
    other.wait_for_text(".reply header", "Saved").await?;

    first.chord(CTRL, Key::End.into()).await?;
    first.keys(", it is stopped.").await?;
    first
        .wait_for_text(".disputed", "Good day, Dear Ada")
        .await?;
    first.wait_for_text(".disputed", "Bo Lind wrote").await?;
    first.looked_at("reply-disputed").await?;
    first.push("Keep both").await?;
    first.wait_gone(".disputed").await?;
    first.wait_for_text(".reply header", "Saved").await?;
    first.press(Key::Escape).await?;
    first.wait_gone(".reply").await?;
    first.wait_for_text(".thread", "it is stopped").await?;
    assert_eq!(first.find_count(".draft").await?, 2);
    Ok(())
}
