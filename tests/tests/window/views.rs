//! Narrowing the list by what can be asked for, putting it in another order, and keeping it as a
//! view: by keyboard.

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::window::Window;

fn office() -> Result<Office> {
    let office = Office::new()?;
    for (kind, subject) in [
        ("delete", "Delete the recordings"),
        ("complaint", "The heron was loud"),
        ("question", "Who reads the replays"),
        ("complaint", "The heron again"),
    ] {
        let kind = format!("--kind={kind}");
        let subject = format!("--subject={subject}");
        office.fine(&[
            "cases",
            "new",
            "--channel=phone",
            &kind,
            &subject,
            "--name=Ada Quill",
        ])?;
    }
    office.fine(&["cases", "triage", "C-4", "--priority=severe"])?;
    Ok(office)
}

/// The subjects that are listed, once they are these.
async fn listed(window: &Window, subjects: &[&str]) -> Result<()> {
    let read = "return [...document.querySelectorAll('.rows .subj')].map((one) => one.innerText);";
    let mut found: Vec<String> = Vec::new();
    for _ in 0..100 {
        found = serde_json::from_value(window.script(read, vec![]).await?)?;
        if found == subjects {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("{found:?} is listed")
}

/// The view that is shown, in the rail.
const HERE: &str = ".rail .views [aria-current=true]";

const BY_DUE: [&str; 4] = [
    "The heron was loud",
    "Who reads the replays",
    "The heron again",
    "Delete the recordings",
];

#[tokio::test]
async fn a_list_is_narrowed_ordered_and_kept_by_keyboard() -> Result<()> {
    let office = office()?;
    let window = Window::at_work(&office).await?;
    window.wait_for(".rows [role=option]").await?;
    listed(&window, &BY_DUE).await?;

    // What can be asked for is offered, told in words, and taken with Tab.
    window.keys("/").await?;
    window.wait_for("input[role=combobox]:focus").await?;
    window.keys("ki").await?;
    window.wait_for_text(".hints", "what is asked").await?;
    window.press(Key::Tab).await?;
    window.keys("compla").await?;
    window.wait_for_text(".hints", "Complaint").await?;
    window.looked_at("views-completion").await?;
    window.press(Key::Tab).await?;
    window.keys("-again").await?;
    listed(&window, &["The heron was loud"]).await?;

    // The second way: what must not be goes, what is left is both complaints, most severe first.
    for _ in 0.."-again".len() {
        window.press(Key::Backspace).await?;
    }
    window.press(Key::Enter).await?;
    window.keys("p").await?;
    window.wait_for("[role=menu]").await?;
    while window.text_of("[role=menu] button:focus").await?.trim() != "Priority" {
        window.press(Key::Down).await?;
    }
    window.press(Key::Enter).await?;
    let herons = ["The heron again", "The heron was loud"];
    listed(&window, &herons).await?;

    window.chord(&[Key::Control], 's').await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Name", "Herons").await?;
    window.looked_at("views-keep").await?;
    window.push("Save").await?;
    window.wait_gone("dialog[open]").await?;
    window.wait_for_text(".rail .views", "Herons").await?;
    window.wait_for_text(HERE, "Herons").await?;
    window.looked_at("views-kept").await?;

    // Elsewhere and back: by the palette.
    window.keys("go").await?;
    window.wait_for_text(HERE, "All open").await?;
    listed(&window, &BY_DUE).await?;
    window.palette("Herons").await?;
    window.wait_for_text(HERE, "Herons").await?;
    listed(&window, &herons).await?;
    assert!(window.errors().await?.is_empty());
    window.close().await
}

#[tokio::test]
async fn kept_views_are_put_in_order_by_hand_and_by_keyboard() -> Result<()> {
    let office = office()?;
    for (name, query) in [
        ("Herons", "heron"),
        ("Calls", "channel:phone"),
        ("Gifts", "gift"),
    ] {
        office.fine(&["views", "save", name, "--query", query])?;
    }
    let window = Window::at_work(&office).await?;
    let order = async |wanted: [&str; 3]| -> Result<()> {
        let mut found = Vec::new();
        for _ in 0..100 {
            found = window.texts(".rail .kept .cut").await?;
            if found == wanted {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        anyhow::bail!("{found:?} stand in the rail")
    };
    order(["Herons", "Calls", "Gifts"]).await?;

    // Alt and an arrow takes it along, and the focus stays on it; at the end it goes no further.
    window.tab_to("Herons").await?;
    for _ in 0..3 {
        window.chord(&[Key::Alt], Key::Down.into()).await?;
    }
    order(["Calls", "Gifts", "Herons"]).await?;
    window.chord(&[Key::Alt], Key::Up.into()).await?;
    order(["Calls", "Herons", "Gifts"]).await?;
    let focused = "return document.activeElement.innerText.trim()";
    assert!(
        window
            .script(focused, vec![])
            .await?
            .to_string()
            .contains("Herons")
    );
    window
        .wait_for_text(".foot[role=status]", "number 2")
        .await?;

    // By hand, from the last to the first. Nothing is opened by it.
    let place = "const at = [...document.querySelectorAll('.rail .kept .nav-i')].map((one) => {
        const { x, y, height } = one.getBoundingClientRect();
        return [Math.round(x) + 20, Math.round(y + height / 2)];
    }); return at;";
    let at: Vec<(i32, i32)> = serde_json::from_value(window.script(place, vec![]).await?)?;
    window.drag(at[2], at[0]).await?;
    order(["Gifts", "Calls", "Herons"]).await?;
    window.wait_for_text(HERE, "All open").await?;
    window.looked_at("views-order").await?;
    // A click still does.
    window.drag(at[0], at[0]).await?;
    window.wait_for_text(HERE, "Gifts").await?;
    assert!(window.errors().await?.is_empty());
    window.close().await?;
    let kept = office.list(&["views", "list"])?;
    let kept: Vec<&str> = kept
        .iter()
        .filter_map(|view| view["name"].as_str())
        .collect();
    assert_eq!(kept, ["Gifts", "Calls", "Herons"]);
    Ok(())
}
