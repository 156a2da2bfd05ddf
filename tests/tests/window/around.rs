//! What stands around the cases in the real window: the office's figures, what the desktop is
//! told, and a case on its way to paper.

use std::time::Duration;

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::repository::{built, root};
use tests::samples;
use tests::window::{Opening, Window};

const SIZES: [(u32, u32); 2] = [(1440, 900), (1100, 700)];

fn call(office: &Office, kind: &str, subject: &str) -> Result<()> {
    let (kind, subject) = (format!("--kind={kind}"), format!("--subject={subject}"));
    let by = [
        "cases",
        "new",
        "--channel=phone",
        "--name=Ada Quill",
        "--text=The heron was loud.",
    ];
    office.fine(&[&by[..], &[&kind, &subject]].concat())?;
    Ok(())
}

#[tokio::test]
async fn the_figures_stand_where_no_case_is_open() -> Result<()> {
    let office = Office::new()?;
    for kind in ["question", "question", "complaint"] {
        call(&office, kind, "The heron")?;
    }
    office.fine(&["cases", "triage", "C-1", "--kind=question"])?;
    office.fine(&[
        "cases",
        "answer",
        "C-1",
        "--text=Done.",
        "--outcome=question=fulfilled",
    ])?;
    for (language, theme) in [("en", "light"), ("zh-CN", "dark")] {
        for size in SIZES {
            let home = tempfile::tempdir()?;
            let window = Window::at_work_as(&office, home.path(), (language, theme), size).await?;
            window.wait_for(".rows [role=option]").await?;
            let told = window.text_of(".figures").await?;
            assert!(told.contains("100%"), "{told}");
            window
                .looked_at(&format!("desk-figures-{language}-{theme}-{}", size.0))
                .await?;
            assert!(window.errors().await?.is_empty());
            window.close().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_desktop_is_told_how_many_and_nothing_else() -> Result<()> {
    let office = Office::new()?;
    call(&office, "complaint", "Due today")?;
    let today =
        chrono::Utc::now().with_timezone(&chrono::FixedOffset::east_opt(8 * 3600).expect("zone"));
    let due = format!("--due={}", today.format("%Y-%m-%d"));
    office.fine(&["cases", "triage", "C-1", &due])?;
    let urgent = |n: usize| -> Result<std::path::PathBuf> {
        let eml = office.folder().join(format!("urgent-{n}.eml"));
        let from = format!("Ada Roe <ada{n}@example.com>");
        std::fs::write(
            &eml,
            samples::message(n, &from, "Kill", "I complain: they want to kill me."),
        )?;
        Ok(eml)
    };
    let path = office.workspace().display().to_string();
    let args = vec!["--workspace".to_owned(), path];
    let window = Window::open(Opening {
        args,
        ..Opening::default()
    })
    .await?;
    let desktop = window.desktop().await?;
    window.unlock().await?;
    assert_eq!(desktop.shows(1).await?, ["1 case falls due today."]);

    let bring = async |n: usize| -> Result<()> {
        window.drop_file(&urgent(n)?).await?;
        window.wait_for("dialog[open] li").await?;
        window.confirm().await
    };
    bring(1).await?;
    let shown = desktop.shows(2).await?;
    assert_eq!(shown[1], "1 new message in an urgent case.");

    // It can be switched off.
    window.keys("g,").await?;
    window.wait_for("#settings-notices").await?;
    window.tab_to("Tell me on the desktop").await?;
    window.keys(" ").await?;
    window.wait_for_text(".foot[role=status]", "Saved").await?;
    window.looked_at("desk-notices").await?;
    bring(2).await?;
    window.wait_for(".rows [aria-posinset='3']").await?;
    // Longer than it takes to look again.
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(desktop.shown()?, shown);
    window.close().await
}

#[tokio::test]
async fn a_desktop_that_is_to_be_told_nothing_hears_nothing() -> Result<()> {
    let office = Office::new()?;
    let home = tempfile::tempdir()?;
    let folder = home.path().join("config/privacy-desk");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(
        folder.join("window.json"),
        r#"{ "prefs": { "notify": false } }"#,
    )?;
    let path = office.workspace().display().to_string();
    let window = Window::open(Opening {
        args: vec!["--workspace".to_owned(), path],
        home: Some(home.path().to_owned()),
        ..Opening::default()
    })
    .await?;
    let desktop = window.desktop().await?;
    window.unlock().await?;
    let eml = office.folder().join("urgent.eml");
    let urgent = "I complain: they want to kill me.";
    let message = samples::message(1, "Ada Roe <ada@example.com>", "Kill", urgent);
    std::fs::write(&eml, message)?;
    window.drop_file(&eml).await?;
    window.wait_for("dialog[open] li").await?;
    window.confirm().await?;
    window.wait_for_text(".rows", "severe").await?;
    // Longer than it takes to look again.
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(desktop.shown()?, [""; 0]);
    window.close().await
}

#[tokio::test]
async fn a_case_goes_to_paper_whole_and_the_log_says_so() -> Result<()> {
    let office = Office::new()?;
    call(&office, "delete", "The recordings of the heron")?;
    office.fine(&["cases", "note", "C-1", "--text=A kingfisher, rather."])?;
    let home = tempfile::tempdir()?;
    let window = Window::at_work_as(&office, home.path(), ("en", "dark"), SIZES[0]).await?;
    window.wait_for(".rows [role=option]").await?;
    window.press(Key::Enter).await?;
    window.wait_for(".side").await?;
    window.chord(&[Key::Control], 'p').await?;
    window.wait_for("dialog[open]").await?;
    window.looked_at("desk-print").await?;
    window.chord(&[Key::Control], Key::Enter.into()).await?;
    let pdf = window.print_to_file().await?;
    window.wait_gone("dialog[open]").await?;
    std::fs::write(root().join("target/window/desk-paper.pdf"), &pdf)?;
    let program = built().join("privacy-desk");
    let drawn = preview::draw(program.as_os_str(), &pdf, 0).expect("a page");
    // All of it is paper: nothing of the window stands before or after it.
    assert_eq!(drawn.pages, 1);
    assert!(drawn.png.len() > 20_000, "something stands on it");
    std::fs::write(root().join("target/window/desk-paper.png"), &drawn.png)?;
    let read = "return document.querySelector('.paper').textContent";
    let paper = window.script(read, vec![]).await?;
    let paper = paper.as_str().unwrap_or_default();
    for part in [
        "C-1",
        "The recordings of the heron",
        "The heron was loud.",
        "30 days",
        "officer",
    ] {
        assert!(paper.contains(part), "{part} in {paper}");
    }
    assert!(!paper.contains("kingfisher"), "notes are internal: {paper}");
    assert!(window.errors().await?.is_empty());
    window.close().await?;
    let log = office.json(&["audit", "log"])?.to_string();
    assert!(log.contains("case.printed"), "{log}");
    Ok(())
}
