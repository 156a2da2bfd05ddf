//! Marked cases are linked in the real window, by keyboard: with one another, or with one that is
//! looked for.

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::window::Window;

/// The numbers of the cases that a case is linked to.
fn linked(office: &Office, number: &str) -> Result<Vec<u64>> {
    let case = office.json(&["cases", "show", number])?;
    let links = case["links"].as_array().expect("links").iter();
    let links = links.filter(|link| link["linked"] == true);
    let mut numbers: Vec<u64> = links.filter_map(|link| link["number"].as_u64()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

#[tokio::test]
async fn marked_cases_are_linked_with_one_and_parted_again() -> Result<()> {
    let office = Office::new()?;
    for subject in ["Heron", "Lathe", "Quince"] {
        let subject = format!("--subject={subject}");
        office.fine(&["cases", "new", "--channel=phone", &subject])?;
    }
    let window = Window::at_work(&office).await?;
    window.wait_for(".rows [aria-posinset='3']").await?;
    window.chord(&[Key::Control], 'a').await?;
    window.wait_for_text(".marks", "All marked").await?;
    window.push("Do to all").await?;
    window.wait_for("[role=menu]").await?;
    while !window
        .text_of("[role=menu] button:focus")
        .await?
        .contains("Link")
    {
        window.press(Key::Down).await?;
    }
    window.press(Key::Enter).await?;
    let says = "dialog[open]";
    window.wait_for_text(says, "Can be done to 3 of 3.").await?;
    window.looked_at("bulk-link-each").await?;

    // With one of them, that has none to be linked to itself.
    window.tab_to("Link them to").await?;
    window.press(Key::Down).await?;
    window
        .wait_for_text(says, "Say what is to be done.")
        .await?;
    window
        .fill("Name, address, or words of the subject", "Quince")
        .await?;
    window.wait_for_text(says, "Can be done to 2 of 2.").await?;
    window.looked_at("bulk-link-one").await?;
    window.chord(&[Key::Control], '\u{e007}').await?;
    window.wait_gone(says).await?;
    window.wait_for_text(".last", "Done to 2.").await?;
    window.keys("z").await?;
    window.wait_for_text(".last", "Taken back from 2.").await?;
    let errors = window.errors().await?;
    window.close().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    assert!(linked(&office, "3")?.is_empty());
    let log = office.list(&["audit", "log", "--act=case.link"])?;
    assert_eq!(log.len(), 2);
    Ok(())
}
