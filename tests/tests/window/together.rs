//! Three people with three roles in three windows on one PostgreSQL: each sees what the others do,
//! nobody sees what is not theirs, and the log has it all.

use anyhow::Result;
use testbed::Postgres;
use tests::team::{comes, team};
use tests::window::{Key, Window};

/// Writes a note on the case that is open.
async fn notes(window: &Window, text: &str) -> Result<()> {
    window.wait_for("[role=toolbar]").await?;
    window.keys("n").await?;
    window.wait_for("dialog[open]").await?;
    window.keys(text).await?;
    window.confirm().await?;
    window.wait_for_text("main", text).await
}

#[tokio::test]
async fn three_people_see_each_others_work_and_nobody_elses() -> Result<()> {
    let (office, database) = team()?;
    let second = comes(&office, "Bo Lind", "officer")?;
    let third = comes(&office, "Uma Kerr", "auditor")?;
    let first = Window::at_work(&office).await?;
    let other = first.beside(&second).await?;
    let auditor = first.beside(&third).await?;
    auditor.wait_for_text("main h1", "Audit log").await?;

    // What one enters, another has in the list, and the auditor in the log: by itself.
    first.wait_for("main .list, main .empty").await?;
    first.keys("c").await?;
    first.wait_for("dialog[open]").await?;
    first.fill("Subject", "About a gift").await?;
    first.confirm().await?;
    for window in [&first, &other] {
        window
            .wait_for_text("[role=option]", "About a gift")
            .await?;
        window.press(Key::Home).await?;
        window.press(Key::Enter).await?;
        window.wait_for("[role=toolbar]").await?;
    }
    auditor
        .wait_for_text("[role=grid]", "Entered by hand")
        .await?;

    // Both have it open: each sees what the other writes, and neither stands in the other's way.
    notes(&other, "Rang back at noon.").await?;
    first.wait_for_text("main", "Rang back at noon.").await?;
    notes(&first, "The gift was sent again.").await?;
    other
        .wait_for_text("main", "The gift was sent again.")
        .await?;
    auditor.wait_for_text("[role=grid]", "Note added").await?;

    // The auditor has nothing of it, by the window or by psql.
    let page = auditor.text().await?;
    assert!(
        !page.contains("About a gift") && !page.contains("Rang back"),
        "{page}"
    );
    let server = Postgres::shared()?;
    let as_login = |login: &str, sql: &str| {
        let login = format!("{database}.{login}");
        server.psql(
            &database,
            &format!("set session authorization \"{login}\"; {sql}"),
        )
    };
    for table in ["note", "party", "blob_chunk", "search_token", "mailbox"] {
        let read = as_login("uma-kerr", &format!("select count(*) from desk.{table}"));
        assert!(read.is_err(), "{table}");
    }
    let kept = as_login("uma-kerr", "update desk.cases set priority = 'low'");
    assert!(kept.is_err(), "an auditor changes nothing");
    let keys = "select count(*) from desk.data_key k join desk.scope s on s.id = k.scope
        where s.kind = 'complaints'";
    assert_eq!(as_login("uma-kerr", keys)?.trim(), "0");
    assert_ne!(as_login("bo-lind", keys)?.trim(), "0");

    for window in [first, other, auditor] {
        let errors = window.errors().await?;
        assert!(errors.is_empty(), "{errors:?}");
        window.close().await?;
    }
    let log = third.list(&["audit", "log", "--act", "case.note"])?;
    let who: Vec<&str> = log.iter().filter_map(|e| e["login"].as_str()).collect();
    let expected = ["first", "bo-lind"].map(|own| format!("{database}.{own}"));
    assert_eq!(who, expected);
    assert_eq!(third.json(&["audit", "verify"])?["sound"], true);
    Ok(())
}
