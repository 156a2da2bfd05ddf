//! Two officers at one case in two windows: each sees that the other is there, and what one changed
//! while the other was typing stands beside it and is merged field by field.

use anyhow::Result;
use serde_json::{Value, json};
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples;
use tests::team::{comes, team};
use tests::window::{Key, Window};

/// Looks at the screen with axe, and leaves a picture of it.
async fn look(window: &Window, name: &str) -> Result<()> {
    let picture = root().join(format!("target/window/conflict-{name}.png"));
    window.screenshot(&picture).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe on {name}:\n{}", found.join("\n"));
    Ok(())
}

/// Opens the one case of the list.
async fn opens(window: &Window) -> Result<()> {
    window
        .wait_for_text("[role=option]", "About a gift")
        .await?;
    window.press(Key::Home).await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=toolbar]").await.map(drop)
}

/// Opens the case in both windows, and the form for triage.
async fn both_triage(first: &Window, other: &Window) -> Result<()> {
    for window in [first, other] {
        opens(window).await?;
    }
    first
        .wait_for_text(".others", "Bo Lind has it open")
        .await?;
    other.keys("t").await?;
    other.wait_for("dialog[open]").await?;
    first.wait_for_text(".others", "Bo Lind is writing").await?;
    look(first, "here").await?;
    first.keys("t").await?;
    first.wait_for("dialog[open]").await.map(drop)
}

/// Sends the form that the other was quicker than: what they did then stands in it.
async fn is_told(window: &Window, what: &str) -> Result<()> {
    window.chord(&[Key::Control], Key::Enter.into()).await?;
    window
        .wait_for_text(".conflict", "Bo Lind changed this case")
        .await?;
    window.wait_for_text(".conflict", what).await?;
    let told_twice = window.find_count("dialog[open] .warn-i").await?;
    assert_eq!(told_twice, 0, "it is no error");
    Ok(())
}

/// What is chosen in the list of departments.
async fn department(window: &Window) -> Result<String> {
    let chosen = "return document.querySelector('dialog[open] select').value";
    let chosen = window.script(chosen, vec![]).await?;
    Ok(chosen.as_str().unwrap_or_default().to_owned())
}

async fn fields(first: &Window, other: &Window) -> Result<()> {
    both_triage(first, other).await?;
    // While one types, the other says what the case is, and how pressing.
    for (window, way) in [(other, Key::Right), (first, Key::Left)] {
        window.tab_to("○ normal").await?;
        window.press(way).await?;
    }
    first.fill("Tags", "gifts").await?;
    other.tab_to("Department").await?;
    other.keys("Legal").await?;
    other.confirm().await?;

    // The other's words are beside one's own; nothing that was typed is gone, and what was not
    // touched is as the other left it.
    is_told(first, "Legal").await?;
    look(first, "beside").await?;
    assert_eq!(department(first).await?, "Legal");
    let pressed = first
        .texts("dialog[open] .tags [aria-pressed=true]")
        .await?;
    assert_eq!(pressed, ["gifts"]);
    let on = first.texts("dialog[open] .option.on").await?;
    assert_eq!(on, ["low"]);
    first.push("Take theirs").await?;
    first.confirm().await
}

async fn kinds(first: &Window, other: &Window) -> Result<()> {
    both_triage(first, other).await?;
    other.push("Complaint").await?;
    other.tab_to("Department").await?;
    other.keys("Legal").await?;
    other.confirm().await?;

    first.fill("Tags", "gifts").await?;
    is_told(first, "Complaint").await?;
    look(first, "kinds").await?;
    let asked = first
        .texts("dialog[open] .option[aria-pressed=true]")
        .await?;
    assert_eq!(asked.len(), 2, "{asked:?}");
    // What was there before can be chosen again.
    first.tab_to("Department").await?;
    first.keys("None").await?;
    first.confirm().await
}

async fn who(first: &Window, other: &Window) -> Result<()> {
    for window in [first, other] {
        opens(window).await?;
        window.keys("v").await?;
        window.wait_for("dialog[open]").await?;
        window.tab_to("○ Verified").await?;
        window.press(Key::Left).await?;
    }
    other.fill("Note", "Called back").await?;
    other.confirm().await?;
    is_told(first, "Called back").await?;
    look(first, "identity").await?;
    first.confirm().await?;

    for window in [first, other] {
        window.push("Change Ada Roe").await?;
        window.wait_for("dialog[open]").await?;
    }
    other.fill("Address", "ada@example.com").await?;
    other.confirm().await?;
    first.fill("Account, phone", "Account 17").await?;
    is_told(first, "ada@example.com").await?;
    look(first, "party").await?;
    first.confirm().await
}

/// Two officers tell the story of one case, each in a window; gives the case as it is then.
async fn two(
    office: &Office,
    story: impl AsyncFnOnce(&Window, &Window) -> Result<()>,
) -> Result<Value> {
    let second = comes(office, "Bo Lind", "officer")?;
    let first = Window::at_work(office).await?;
    let other = first.beside(&second).await?;
    let told = story(&first, &other).await;
    if told.is_err() {
        for (window, name) in [(&first, "first"), (&other, "other")] {
            let picture = root().join(format!("target/window/conflict-broke-{name}.png"));
            window.screenshot(&picture).await?;
        }
    }
    for window in [first, other] {
        let errors = window.errors().await?;
        window.close().await?;
        assert!(errors.is_empty(), "{errors:?}");
    }
    told?;
    office.json(&["cases", "show", "1"])
}

#[tokio::test]
async fn what_two_change_at_once_is_merged_field_by_field() -> Result<()> {
    let (office, _) = team()?;
    let new = [
        "cases",
        "new",
        "--channel=phone",
        "--subject=About a gift",
        "--text=Where is it?",
        "--kind=question",
    ];
    office.fine(&new)?;
    let case = two(&office, fields).await?;
    assert_eq!(case["priority"], "high", "theirs was taken");
    assert_eq!(case["department"], "Legal", "what the other alone changed");
    assert_eq!(case["tags"], json!(["gifts"]), "what one alone changed");
    Ok(())
}

/// Sending a form confirms the kinds that it shows as proposed, but takes back none that somebody
/// else has set by then.
#[tokio::test]
async fn a_kind_that_one_adds_stays_when_the_other_triages() -> Result<()> {
    let (office, _) = team()?;
    let eml = office.folder().join("1.eml");
    let from = "Ada Roe <ada.roe@example.com>";
    let body = "Please delete my account and all my personal data.";
    std::fs::write(&eml, samples::message(1, from, "About a gift", body))?;
    office.fine(&["import", &eml.to_string_lossy()])?;
    let before = office.json(&["cases", "show", "1"])?;
    assert_eq!(before["asks"][0]["proposed"], true, "{before}");
    let case = two(&office, kinds).await?;
    let asks = case["asks"].as_array().expect("asks");
    let kinds: Vec<_> = asks.iter().map(|ask| ask["kind"].as_str()).collect();
    assert_eq!(kinds, [Some("delete"), Some("complaint")]);
    assert_eq!(case["department"], Value::Null, "as it was chosen again");
    assert_eq!(case["tags"], json!(["gifts"]));
    Ok(())
}

#[tokio::test]
async fn who_asks_is_merged_field_by_field_too() -> Result<()> {
    let (office, _) = team()?;
    let new = [
        "cases",
        "new",
        "--channel=phone",
        "--subject=About a gift",
        "--text=Where is it?",
        "--name=Ada Roe",
    ];
    office.fine(&new)?;
    let case = two(&office, who).await?;
    assert_eq!(case["identity"]["state"], "claimed");
    assert_eq!(case["identity"]["note"], "Called back", "the other's");
    let party = &case["parties"][0];
    assert_eq!(party["address"], "ada@example.com", "the other's");
    assert_eq!(party["detail"], "Account 17", "one's own");
    Ok(())
}
