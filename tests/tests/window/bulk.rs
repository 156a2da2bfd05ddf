//! Many cases at once in the real window, by keyboard: marked one by one, as a run, or all of the
//! list; told beforehand what is not possible; taken back at once. And by the command line.

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::window::Window;

fn office(count: usize) -> Result<Office> {
    let office = Office::new()?;
    for n in 1..=count {
        let subject = format!("--subject=Call {n}");
        office.fine(&[
            "cases",
            "new",
            "--channel=phone",
            "--kind=question",
            &subject,
        ])?;
    }
    Ok(office)
}

/// How many cases there are of each status.
fn statuses(office: &Office) -> Result<(usize, usize)> {
    let cases = office.list(&["cases", "list", "--view=all"])?;
    let of = |status: &str| cases.iter().filter(|case| case["status"] == status).count();
    Ok((of("new"), of("closed")))
}

#[tokio::test]
async fn many_are_marked_closed_and_brought_back_by_keyboard() -> Result<()> {
    let office = office(6)?;
    office.fine(&["cases", "not-ours", "C-6", "--reason=Not ours."])?;
    let window = Window::at_work(&office).await?;
    window.wait_for(".rows [role=option]").await?;

    // One, and a run from it: then the marked ones are told beforehand what happens to them.
    window.keys(" jj").await?;
    window.chord(&[Key::Shift], ' ').await?;
    window.wait_for_text(".marks", "3 marked").await?;
    window.looked_at("bulk-marked").await?;
    window.press(Key::Escape).await?;
    window.wait_gone(".marks").await?;
    window.keys("go").await?;

    // All of every case: one of them is closed already.
    window.palette("Everything").await?;
    window
        .wait_for_text(".rail .views [aria-current=true]", "Everything")
        .await?;
    window.wait_for(".rows [aria-posinset='6']").await?;
    window.chord(&[Key::Control], 'a').await?;
    window.wait_for_text(".marks", "All marked").await?;
    window.push("Do to all").await?;
    window.wait_for("[role=menu]").await?;
    while !window
        .text_of("[role=menu] button:focus")
        .await?
        .contains("Not ours")
    {
        window.press(Key::Down).await?;
    }
    window.press(Key::Enter).await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Reason", "Spam, all of it.").await?;
    window
        .wait_for_text("dialog[open]", "Can be done to 5 of 6.")
        .await?;
    window.wait_for_text("dialog[open]", "C-6").await?;
    window.looked_at("bulk-preview").await?;
    window.chord(&[Key::Control], '\u{e007}').await?;
    window.wait_gone("dialog[open]").await?;
    window
        .wait_for_text(".last", "Done to 5; 1 left as they were.")
        .await?;
    window.looked_at("bulk-done").await?;

    // One key takes all of it back.
    window.keys("z").await?;
    window.wait_for_text(".last", "Taken back from 5.").await?;
    let errors = window.errors().await?;
    window.close().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    assert_eq!(statuses(&office)?, (5, 1));
    Ok(())
}

#[test]
fn the_same_by_the_command_line() -> Result<()> {
    let office = office(4)?;
    let dry = [
        "cases",
        "bulk",
        "--all",
        "--except=C-2",
        "--dry-run",
        "close",
    ];
    let preview = office.json(&dry)?;
    assert_eq!(
        (&preview["total"], &preview["possible"]),
        (&3.into(), &0.into())
    );
    assert_eq!(preview["refused"][0]["code"], "case.act.blocked");
    let act = [
        "cases",
        "bulk",
        "--case=1",
        "--case=C-3",
        "not-ours",
        "--reason=Spam.",
    ];
    let done = office.json(&act)?;
    assert_eq!(done["done"], 2);
    assert_eq!(statuses(&office)?, (2, 2));
    let id = done["id"].as_str().expect("id");
    let undone = office.json(&["cases", "undo-bulk", id])?;
    assert_eq!(undone["done"], 2);
    assert_eq!(statuses(&office)?, (4, 0));
    let said = office.fine(&["cases", "bulk", "--all", "triage", "--add-tag=heron"])?;
    let said = String::from_utf8(said)?;
    assert!(said.contains("Done to 4."), "{said}");
    assert_eq!(office.list(&["cases", "search", "tag:heron"])?.len(), 4);
    let log = office.json(&["audit", "verify"])?;
    assert_eq!(log["sound"], true);
    Ok(())
}
