//! Who asks, established in the real window by a code: by mail through a real Exim and a real
//! Dovecot, and passed on in the company's app. By keyboard alone.

use anyhow::Result;
use serde_json::json;
use tests::pdesk::Office;
use tests::post::{ADA, Post};
use tests::window::{Key, Window};

const IDENTITY: &str = ".side section[aria-label=Identity]";

/// The code in a text: two groups of four, of letters and digits that nobody takes for another.
fn code_in(text: &str) -> String {
    let is_code = |word: &&str| {
        let plain = |c: char| c == '-' || c.is_ascii_digit() || c.is_ascii_uppercase();
        word.len() == 9 && word.as_bytes()[4] == b'-' && word.chars().all(plain)
    };
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.find(is_code).expect("a code").to_owned()
}

async fn proof(window: &Window, code: &str) -> Result<()> {
    window.palette("Check a code that came back").await?;
    window.wait_for("dialog[open] input:focus").await?;
    window.keys(code).await
}

#[tokio::test]
async fn a_code_goes_by_mail_and_comes_back() -> Result<()> {
    let (office, post) = (Office::new()?, Post::start()?);
    post.read_by(&office, true)?;
    post.arrives(1, &format!("Ada Quill <{ADA}>"), "Delete my account", "")?;
    let window = Window::at_work(&office).await?;
    let told = by_mail(&window, &post).await;
    window.end("identity", told).await
}

async fn by_mail(window: &Window, post: &Post) -> Result<()> {
    window
        .wait_for_text("[role=option]", "Delete my account")
        .await?;
    window.go_to_case(1, "Delete my account").await?;
    // What there is to go by stands where the decision is made.
    window
        .wait_for_text(IDENTITY, "What the newest mail shows of its sender")
        .await?;
    window
        .wait_for_text(IDENTITY, "First message from this address")
        .await?;
    window.looked_at("identity-panel").await?;

    window.push("Have it proven who asks").await?;
    window.wait_for("dialog[open] select").await?;
    let to = "return document.querySelector('dialog[open] select').value";
    assert_eq!(window.script(to, vec![]).await?, ADA);
    window.looked_at("identity-ask").await?;
    window.confirm().await?;
    // The letter is looked at before it goes.
    window.wait_for(".reply textarea:focus").await?;
    let letter = "return document.querySelector('.reply textarea').value";
    let letter = window.script(letter, vec![]).await?;
    let code = code_in(letter.as_str().expect("a letter"));
    window.looked_at("identity-letter").await?;
    window.send().await?;
    window.comes_to_say(".sending", "Sent").await?;
    let got = post.ada_has(1).await?;
    assert!(got[0].contains(&code), "{}", got[0]);
    window
        .wait_for_text(IDENTITY, &format!("Code made for {ADA}"))
        .await?;
    window
        .wait_for_text(IDENTITY, "Wrong attempts left: 5")
        .await?;
    window.looked_at("identity-asked").await?;

    proof(window, "AAAA-AAAA").await?;
    window.send().await?;
    window
        .wait_for_text("dialog[open]", "Attempts that are left: 4")
        .await?;
    window
        .wait_for_text("dialog[open]", "Wrong attempts left: 4")
        .await?;
    window.looked_at("identity-wrong").await?;
    // What is there is typed over, however it was said.
    window
        .keys(&format!(" {} ", code.to_lowercase().replace('-', " ")))
        .await?;
    window.confirm().await?;
    window.wait_for_text(IDENTITY, "Verified").await?;
    window
        .wait_for_text(IDENTITY, "Code sent, typed back")
        .await?;
    window
        .wait_for_text(IDENTITY, "It was said, and is used up")
        .await?;
    window.looked_at("identity-proved").await?;

    // Taken back, a new one is needed.
    window.keys("z").await?;
    window
        .wait_for_text(IDENTITY, "Have it proven who asks")
        .await?;
    assert!(!window.text_of(IDENTITY).await?.contains("Check a code"));
    Ok(())
}

#[tokio::test]
async fn a_code_is_passed_on_in_the_app() -> Result<()> {
    let office = Office::new()?;
    office.fine(&[
        "cases",
        "new",
        "--channel=app",
        "--subject=聊天记录",
        "--text=请提供我的聊天记录。",
        "--kind=copy",
        "--name=李娜",
        "--detail=账号 88213",
    ])?;
    let home = tempfile::tempdir()?;
    let look = ("zh-CN", "dark");
    let window = Window::at_work_as(&office, home.path(), look, (1100, 700)).await?;
    let told = by_app(&window).await;
    window.end("identity-app", told).await?;
    let case = office.json(&["cases", "show", "1"])?;
    let code = &case["identity"]["code"];
    assert_eq!(case["identity"]["state"], "verified");
    assert_eq!(
        [&code["state"], &code["channel"], &code["to"]],
        [&json!("used"), &json!("app"), &json!("88213")]
    );
    let log = office.json(&["audit", "log"])?.to_string();
    assert!(log.contains("case.identity-code-wrong"), "{log}");
    assert!(!log.contains("88213"), "the account is sealed: {log}");
    Ok(())
}

async fn by_app(window: &Window) -> Result<()> {
    let identity = ".side section[aria-label=身份]";
    window.wait_for_text("[role=option]", "聊天记录").await?;
    window.go_to_case(1, "聊天记录").await?;
    window.palette("请对方证明身份").await?;
    window.wait_for_text("dialog[open]", "登记账号").await?;
    window.fill("登记账号", "8821").await?;
    window.looked_at("identity-app-ask").await?;
    window.send().await?;
    window
        .wait_for_text("dialog[open]", "本案当事人处没有这个账号")
        .await?;
    window.fill("登记账号", "88213").await?;
    window.send().await?;
    window.wait_for("dialog[open] output").await?;
    let code = code_in(&window.text_of("dialog[open] output").await?);
    window.looked_at("identity-app-handed").await?;
    window.push("复制").await?;
    window.wait_for_text("dialog[open]", "已复制").await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;
    window
        .wait_for_text(identity, "验证码须在应用内转交账号 88213")
        .await?;
    assert!(
        !window.text().await?.contains(&code),
        "it is shown this once"
    );
    window.looked_at("identity-app-panel").await?;

    window.palette("核对收到的验证码").await?;
    window.wait_for("dialog[open] input:focus").await?;
    window.keys("AAAA-AAAA").await?;
    window.send().await?;
    window
        .wait_for_text("dialog[open]", "还可以尝试 4 次")
        .await?;
    window.looked_at("identity-app-wrong").await?;
    window.keys(&code).await?;
    window.confirm().await?;
    window.wait_for_text(identity, "已核验").await?;
    window.looked_at("identity-app-proved").await
}
