//! Notes that mention people, and tasks of departments, in the real window by keyboard alone.

use anyhow::Result;
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples;
use tests::window::{Key, Window};

/// Two letters.
fn office() -> Result<Office> {
    let office = Office::new()?;
    let folder = office.folder().join("mail");
    std::fs::create_dir(&folder)?;
    let mails = [
        (
            "Ada Quill <ada@example.com>",
            "My chat",
            "A complaint: somebody read my chat aloud.\n\nIt was on Tuesday, in the lounge.",
        ),
        (
            "周沛然 <zhou@example.com>",
            "请删除我的账号",
            "请删除我的账号。",
        ),
    ];
    for (at, (from, subject, body)) in mails.iter().enumerate() {
        let mail = samples::message(at, from, subject, body);
        std::fs::write(folder.join(format!("{at}.eml")), mail)?;
    }
    office.fine(&["import", folder.to_str().unwrap()])?;
    Ok(office)
}

async fn story(window: &Window) -> Result<()> {
    // A note mentions whom it is for.
    window.go_to_case(1, "My chat").await?;
    window.keys("n").await?;
    window.wait_for("dialog[open] textarea").await?;
    window.keys("For you @").await?;
    window.wait_for("dialog[open] [role=option]").await?;
    window.looked_at("tasks-mention").await?;
    window.press(Key::Enter).await?;
    window.wait_gone("dialog[open] [role=option]").await?;
    window.keys("to answer").await?;
    window.confirm().await?;
    window.wait_for_text(".thread .who", "@").await?;
    window.go_to_case(2, "请删除我的账号").await?;
    window.push("Mentions of me").await?;
    window
        .wait_for_text("[role=row], [role=option]", "C-1")
        .await?;
    window.looked_at("tasks-mentions").await?;

    // A department gets a task with a passage of the letter.
    window.go_to_case(1, "My chat").await?;
    window.keys("x").await?;
    window.wait_for("dialog[open]").await?;
    window.keys("Leg").await?;
    window.fill("What is to be done", "Who had access?").await?;
    window.tab_to("Passage").await?;
    window.keys("It").await?;
    window.wait_for("dialog[open] textarea").await?;
    window.looked_at("tasks-give").await?;
    window.confirm().await?;
    window.wait_for_text(".side", "Who had access?").await?;
    window
        .wait_for_text(".side blockquote", "It was on Tuesday, in the lounge.")
        .await?;
    window.looked_at("tasks-given").await?;

    // What it answers comes back, and is taken back with one key.
    window.push("Enter the answer").await?;
    window.wait_for("dialog[open]").await?;
    window.keys("Two moderators.").await?;
    window.confirm().await?;
    window.wait_for_text(".side", "Two moderators.").await?;
    window.looked_at("tasks-answered").await?;
    window.keys("z").await?;
    window.wait_for_text(".side", "Enter the answer").await?;
    window.push("Withdraw").await?;
    window.wait_for("dialog[open]").await?;
    window.confirm().await?;
    window.wait_for_text(".side", "withdrawn").await
}

#[tokio::test]
async fn people_are_mentioned_and_departments_given_tasks_by_keyboard_alone() -> Result<()> {
    let office = office()?;
    let window = Window::at_work(&office).await?;
    let told = story(&window).await;
    if told.is_err() {
        let _ = window
            .screenshot(&root().join("target/window/tasks-failed.png"))
            .await;
    }
    let errors = window.errors().await?;
    window.close().await?;
    told?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    Ok(())
}

/// The same as somebody sees it in the dark, in Chinese, in a small window.
#[tokio::test]
async fn it_is_to_be_read_in_the_dark_and_in_chinese() -> Result<()> {
    let office = office()?;
    let day = (chrono::Utc::now() + chrono::Days::new(3)).format("%Y-%m-%d");
    office.fine(&[
        "cases",
        "task",
        "give",
        "2",
        "--department",
        "Legal",
        "--due",
        &day.to_string(),
        "--text",
        "核实账号的登录记录",
        "--excerpt",
        "请删除我的账号。",
    ])?;
    let home = tempfile::tempdir()?;
    let window = Window::at_work_as(&office, home.path(), ("zh-CN", "dark"), (1100, 700)).await?;
    window.go_to_case(2, "请删除我的账号").await?;
    window.wait_for_text(".side", "核实账号的登录记录").await?;
    window.looked_at("tasks-zh-given").await?;
    window.keys("x").await?;
    window.wait_for_text("dialog[open]", "交办任务").await?;
    window.looked_at("tasks-zh-give").await?;
    let errors = window.errors().await?;
    window.close().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    Ok(())
}
