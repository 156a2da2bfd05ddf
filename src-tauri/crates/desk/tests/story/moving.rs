//! A workspace moves to a team's server with everything in it, and back.

use desk::complaints::{Deed, TaskInput};
use desk::workspace::{Migrator, Place, restore};
use desk::{Desk, Error};
use domain::people::Role;
use testbed::Postgres;

use crate::office::{Engine, Office, PASSPHRASE, mail, on, runtime};
use crate::team::{all, as_role, comes};

fn migrator() -> Migrator {
    let server = Postgres::shared().expect("server");
    Migrator {
        url: server.fresh_database().expect("database"),
        plain: false,
        login: Some("first".to_owned()),
    }
}

/// What a person sees of it.
async fn seen(desk: &Desk) -> Vec<String> {
    let mut seen = Vec::new();
    let mut rows = desk.cases_list(&all()).await.expect("list").rows;
    rows.sort_by_key(|row| row.number);
    for row in rows {
        let case = desk.case_open(row.id).await.expect("case");
        let notes: Vec<_> = case.notes.iter().map(|note| note.text.as_str()).collect();
        let acts: Vec<_> = case
            .timeline
            .iter()
            .rev()
            .map(|entry| entry.act.as_str())
            .collect();
        let acts: Vec<_> = acts
            .into_iter()
            .filter(|act| !["case.opened", "message.exported"].contains(act))
            .collect();
        seen.push(format!(
            "{} {} {:?} {notes:?} {acts:?} {:?}",
            case.number, case.subject, case.status, case.tags
        ));
        for message in &case.messages {
            let raw = desk.raw(message.id).await.expect("raw");
            seen.push(String::from_utf8_lossy(&raw).into_owned());
        }
    }
    for word in ["gift", "礼物", "Rang"] {
        let mut query = all();
        query.query = word.to_owned();
        let found = desk.cases_list(&query).await.expect("search").rows;
        seen.push(format!(
            "{word}: {:?}",
            found.iter().map(|r| r.number).collect::<Vec<_>>()
        ));
    }
    seen
}

#[test]
fn everything_comes_along_both_ways() {
    runtime().block_on(async {
        let mut office = Office::open(Engine::Lite).await;
        let mails: Vec<String> = (0..5)
            .map(|n| {
                mail(
                    &format!("P{n} <p{n}@example.com>"),
                    "A gift 礼物",
                    &format!("{n}@x"),
                    "",
                    "It never came.",
                )
            })
            .collect();
        let mut mails: Vec<&str> = mails.iter().map(String::as_str).collect();
        // The same bytes again, and an answer: rows that point at one another.
        let answer = mail(
            "P1 <p1@example.com>",
            "Re: A gift",
            "r@x",
            "In-Reply-To: <1@x>\n",
            "And?",
        );
        mails.extend([mails[0], &answer]);
        office.receive(&mails).await;
        let case = office.call("By phone", "About my data.").await;
        let me = office.desk.choices().await.expect("choices").people[0].id;
        let note = Deed::Note {
            text: "Rang back.".to_owned(),
            mentions: vec![me],
        };
        office.desk.deed(on(&case), note).await.expect("note");
        let case = office.desk.case_open(case.id).await.expect("case");
        let task = TaskInput {
            department: "Legal".to_owned(),
            due_on: office.now().date_naive(),
            text: "Which data?".to_owned(),
            excerpt: String::new(),
        };
        office.desk.case_task(on(&case), task).await.expect("task");
        let before = seen(&office.desk).await;
        let there = office.folder.path().join("team.desk");
        let moved = office
            .desk
            .move_to_team(&migrator(), &there, true)
            .await
            .expect("moved");
        let rows = |table: &str| moved.iter().find(|m| m.table == table).expect("table").rows;
        assert_eq!((rows("cases"), rows("note")), (6, 1));
        assert_eq!((rows("note_mention"), rows("task")), (1, 1));
        assert!(rows("message") == 7 && rows("audit_entry") > 10);

        let team = Desk::open(Place::folder(&there), PASSPHRASE)
            .await
            .expect("open");
        assert_eq!(seen(&team).await, before);
        assert!(
            team.audit_verify().await.expect("verify").sound,
            "one log through both"
        );
        let again = team
            .move_to_team(&migrator(), &office.folder.path().join("x.desk"), true)
            .await;
        assert_eq!(again.err(), Some(Error::AlreadyTeam));

        // A team's work, and home again.
        office.desk.close().await;
        office.desk = team;
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let case = other.case_open(case.id).await.expect("case");
        other
            .case_note(on(&case), "Rang again.")
            .await
            .expect("note");
        let with_team = seen(&office.desk).await;
        let home = office.folder.path().join("home.desk");
        office.desk.move_here(&home).await.expect("home");
        let alone = Desk::open(Place::folder(&home), PASSPHRASE)
            .await
            .expect("open");
        assert_eq!(seen(&alone).await, with_team);
        assert!(alone.audit_verify().await.expect("verify").sound);
        let people = alone.office().await.expect("people");
        let standing: Vec<_> = people.iter().map(|one| one.standing.as_str()).collect();
        assert_eq!(standing, ["active", "left"]);
        alone
            .case_note(on(&alone.case_open(case.id).await.expect("case")), "Alone.")
            .await
            .expect("note");
        alone.close().await;
    });
}

#[test]
fn a_move_that_can_not_be_leaves_nothing() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let taken = Office::open(Engine::Pg).await;
        let there = office.folder.path().join("team.desk");
        let into = taken.place.server.clone().expect("migrator");
        let refused = office.desk.move_to_team(&into, &there, true).await;
        assert_eq!(refused.err(), Some(Error::TeamExists));
        assert!(!there.exists());
        let staff = comes(&taken, as_role("Mia Sol", Role::Staff)).await;
        let home = staff.move_here(&there).await;
        assert_eq!(home.err(), Some(Error::NotAllowed));
        assert!(!there.exists());
    });
}

#[test]
fn a_backup_of_a_team_restores_on_this_computer_and_moves_to_a_server_again() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let case = office.call("By phone", "About my data.").await;
        office
            .desk
            .case_note(on(&case), "Rang back.")
            .await
            .expect("note");
        let before = seen(&office.desk).await;
        let file = office.folder.path().join("b.deskbackup");
        office
            .desk
            .backup(&file, |_, _| true)
            .await
            .expect("backup");
        let here = office.folder.path().join("here.desk");
        let desk = restore(&file, Place::folder(&here), PASSPHRASE, None)
            .await
            .expect("restored")
            .desk;
        assert_eq!(seen(&desk).await, before);
        let there = office.folder.path().join("there.desk");
        desk.move_to_team(&migrator(), &there, true)
            .await
            .expect("moved");
        desk.close().await;
        let desk = Desk::open(Place::folder(&there), PASSPHRASE)
            .await
            .expect("open");
        assert_eq!(seen(&desk).await, before);
        assert!(desk.audit_verify().await.expect("verify").sound);
        let staff = comes(&office, as_role("Mia Sol", Role::Staff)).await;
        let other = office.folder.path().join("c.deskbackup");
        assert_eq!(
            staff.backup(&other, |_, _| true).await.err(),
            Some(Error::NotAllowed)
        );
        assert!(!other.exists());
    });
}
