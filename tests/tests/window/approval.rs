//! A request that comes by mail, who asks established by a code, an answer that a second person
//! approves, and what comes back to it: two officers in two real windows on one PostgreSQL.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tests::post::{ADA, DELIVERY, Post, USER, header_of};
use tests::samples::message;
use tests::team::{comes, team};
use tests::window::{Key, Window};

const CTRL: &[Key] = &[Key::Control];

/// A code as the letter has it: two groups of four.
fn code_in(text: &str) -> Option<&str> {
    let is_code = |word: &&str| {
        word.len() == 9
            && word.as_bytes()[4] == b'-'
            && word
                .bytes()
                .all(|b| b == b'-' || b.is_ascii_digit() || b.is_ascii_uppercase())
    };
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .find(is_code)
}

/// Ada writes to the company.
fn arrives(post: &Post, number: usize, subject: &str, header: &str, body: &str) -> Result<()> {
    let raw = message(number, &format!("Ada Quill <{ADA}>"), subject, body);
    let raw = [header.as_bytes(), &raw[..]].concat();
    Ok(post.dovecot.deliver(USER, "INBOX", &raw)?)
}

#[tokio::test]
async fn an_answer_goes_as_a_second_person_approved_it() -> Result<()> {
    let (office, _) = team()?;
    let second = comes(&office, "Bo Lind", "officer")?;
    let post = Post::start()?;
    post.read_by(&office, true)?;
    let asks = "Please send me a copy of my chats.\n\nAda";
    arrives(&post, 1, "My chats", "", asks)?;
    office.fine(&["mailbox", "sync", "service"])?;
    office.fine(&["cases", "triage", "1", "--kind", "copy"])?;
    let first = Window::at_work(&office).await?;
    let other = first.beside(&second).await?;
    let told = story(&post, (&first, &other)).await;
    let broke = if told.is_err() {
        Err(anyhow::anyhow!("broke off"))
    } else {
        Ok(())
    };
    let beside = other.end("approval-other", broke).await;
    first.end("approval", told).await?;
    beside?;
    let outbox = second.list(&["outbox", "list"])?;
    assert!(outbox.is_empty(), "{outbox:?}");
    Ok(())
}

async fn story(post: &Post, (first, other): (&Window, &Window)) -> Result<()> {
    // The workspace asks for a second person.
    first.wait_for_text("[role=option]", "My chats").await?;
    first
        .palette("A second person approves what gives personal data out")
        .await?;
    first.wait_for("input[type=checkbox]:focus").await?;
    first.keys(" ").await?;
    first.wait_for("input[type=checkbox]:focus:checked").await?;
    first.looked_at("approval-settings").await?;

    // Who asks is established by a code, which she sends back.
    first.go_to_case(1, "My chats").await?;
    first.push("Have it proven who asks").await?;
    first.wait_for("dialog[open] select").await?;
    first.confirm().await?;
    first.wait_for(".reply textarea:focus").await?;
    first.send().await?;
    let letter = post.ada_has(1).await?.remove(0);
    let code = code_in(&letter).context("a code")?.to_owned();
    let answers = |raw: &str| -> Result<String> {
        let id = header_of(raw, "Message-ID").context("an id")?;
        Ok(format!("In-Reply-To: {id}\n"))
    };
    arrives(
        post,
        2,
        "Re: My chats",
        &answers(&letter)?,
        &format!("The code is {code}."),
    )?;
    first.wait_for_text(".thread", "The code is").await?;
    first.palette("Check a code that came back").await?;
    first.wait_for("dialog[open] input:focus").await?;
    first.keys(&code).await?;
    first.confirm().await?;
    first
        .wait_for_text(".side section[aria-label=Identity]", "Verified")
        .await?;

    // With a file it is a disclosure: it does not go before somebody else has looked at it.
    first.keys("r").await?;
    first.wait_for(".reply textarea:focus").await?;
    first
        .keys("Dear Ada, your chats are in the attached file.")
        .await?;
    let file = first.home().join("chats.txt");
    std::fs::write(&file, "Ada: hello")?;
    first.push("Attach a file").await?;
    first.native_dialog("A file that goes along", &file).await?;
    first.wait_for_text(".reply li", "chats.txt").await?;
    first.send().await?;
    first
        .wait_for_text(".stops .mend", "A second person has to approve it")
        .await?;
    first.wait_for_text(".stops .mend", "Bo Lind").await?;
    first.looked_at("approval-needed").await?;
    first.push("Ask for approval").await?;
    first
        .wait_for_text(".approval", "Waits for a second person")
        .await?;
    first.looked_at("approval-waits").await?;

    // The other is led to it, and sends it back.
    other.wait_for_text(".rail", "Outbox").await?;
    other.keys("gx").await?;
    other
        .wait_for_text("dialog[open]", "asks you to approve")
        .await?;
    other.looked_at("approval-outbox").await?;
    other.push("C-1").await?;
    other
        .wait_for_text(".draft", "Waits for your approval")
        .await?;
    other.looked_at("approval-wanted").await?;
    other.push("Look at it").await?;
    other
        .wait_for_text(".approval", "asks you to approve")
        .await?;
    other.looked_at("approval-asked").await?;
    other.push("Return").await?;
    other.wait_for("dialog[open]").await?;
    other.fill("Reason", "Say until when we keep them.").await?;
    other.confirm().await?;
    other.wait_for_text(".approval", "Returned by").await?;

    // It is written anew, asked for again, and approved.
    first
        .wait_for_text(".approval", "Say until when we keep them.")
        .await?;
    first.looked_at("approval-returned").await?;
    first.tab_to("Your answer").await?;
    first.chord(CTRL, Key::End.into()).await?;
    first.keys(" We keep them for a year.").await?;
    first.wait_for_text(".reply header", "Saved").await?;
    first.send().await?;
    first.wait_for(".stops .mend").await?;
    first.push("Ask for approval").await?;
    first
        .wait_for_text(".approval", "Waits for a second person")
        .await?;
    other.press(Key::Escape).await?;
    other.wait_for_text(".draft", "for a year").await?;
    other.push("Look at it").await?;
    other
        .wait_for_text(".approval", "asks you to approve")
        .await?;
    other.push("Approve").await?;
    other.wait_for_text(".approval", "Approved by").await?;
    first
        .wait_for_text(".approval", "Approved by Bo Lind")
        .await?;
    first.looked_at("approval-given").await?;

    // Now it goes, and what she answers comes back to the case.
    first.send().await?;
    let began = Instant::now();
    while first.find_count(".stops input:not(:checked)").await? > 0 {
        first.keys(" ").await?;
        assert!(began.elapsed() < DELIVERY, "it is stopped");
    }
    if first.find_count(".reply").await? > 0 {
        first.send().await?;
    }
    first.wait_for_text(".foot", "goes in 10 seconds").await?;
    let got = post.ada_has(2).await?;
    let answer = got
        .iter()
        .find(|raw| raw.contains("We keep them for a year."));
    let answer = answer.context("the answer")?;
    assert!(answer.contains("chats.txt"), "{answer}");
    arrives(post, 3, "Thank you", &answers(answer)?, "Thank you, Ada")?;
    let began = Instant::now();
    while !first.text().await?.contains("Thank you, Ada") {
        assert!(began.elapsed() < DELIVERY, "her answer does not come");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    first.looked_at("approval-answered").await?;
    Ok(())
}
