//! Departments as a tree: what is under what, and what follows when one is called something else.

use std::collections::BTreeMap;

use desk::audit::AuditFilter;
use desk::complaints::Triage;
use desk::people::{Invitee, RoleView};
use desk::workspace::{Creation, DepartmentView, NewWorkspace, Place};
use desk::{Desk, Error};
use domain::data::Language;
use domain::people::Role;

use crate::office::{Engine, Office, PASSPHRASE, cheap, on, runtime, tell};
use crate::team::{as_role, comes};

/// A tree in a line: each after the one that it lies under, a dot for each step down.
fn drawn(all: &[DepartmentView]) -> String {
    let line = |one: &DepartmentView| format!("{}{}", ".".repeat(one.depth), one.name);
    all.iter().map(line).collect::<Vec<_>>().join(" ")
}

/// How many entries the log has, by act.
async fn acts(desk: &Desk) -> BTreeMap<String, usize> {
    let filter = AuditFilter {
        limit: 500,
        ..AuditFilter::default()
    };
    let log = desk.audit_list(&filter).await.expect("log");
    let mut acts = BTreeMap::new();
    for entry in log.entries {
        *acts.entry(entry.act).or_default() += 1;
    }
    acts
}

#[test]
fn departments_are_put_under_one_another_and_never_in_a_circle() {
    tell(|office| async move {
        let desk = &office.desk;
        desk.add_department("Payments", Some("Finance"))
            .await
            .expect("added");
        desk.add_department("Refunds", Some("Payments"))
            .await
            .expect("added");
        let nowhere = desk.add_department("X", Some("Nowhere")).await;
        assert!(matches!(
            nowhere.err(),
            Some(Error::NoSuchDepartment { .. })
        ));
        let tree = desk.choices().await.expect("choices").departments;
        assert!(
            drawn(&tree).contains("Finance .Payments ..Refunds Legal"),
            "{}",
            drawn(&tree)
        );

        let circle = desk.move_department("Finance", Some("Refunds")).await;
        let found = Error::DepartmentCircle {
            department: "Finance".to_owned(),
            under: "Refunds".to_owned(),
        };
        assert_eq!(circle.err(), Some(found));
        let own = desk.move_department("Finance", Some("Finance")).await;
        assert!(matches!(own.err(), Some(Error::DepartmentCircle { .. })));
        let tree = desk
            .move_department("Payments", Some("Platform"))
            .await
            .expect("moved");
        assert!(drawn(&tree).contains("Finance Legal Marketing Platform .Payments ..Refunds"));
        let before = acts(desk).await;
        let same = desk.move_department("Payments", Some("Platform")).await;
        assert_eq!(same.expect("as it was"), tree);
        assert_eq!(acts(desk).await, before, "what changed nothing is no act");
        let top = desk.move_department("Payments", None).await.expect("moved");
        assert!(drawn(&top).contains("Payments .Refunds Platform"));
    });
}

#[test]
fn a_department_is_called_something_else_and_nothing_is_lost() {
    tell(|office| async move {
        let desk = &office.desk;
        desk.add_department("Payments", Some("Finance"))
            .await
            .expect("added");
        let case = office.call("A refund", "It never came.").await;
        let other = office.call("Another", "It came twice.").await;
        for (case, to) in [(&case, "Finance"), (&other, "Payments")] {
            let triage = Triage {
                department: Some(to.into()),
                ..Triage::default()
            };
            desk.case_triage(on(case), triage).await.expect("given");
        }
        let taken = desk.rename_department("Finance", "LEGAL").await;
        let legal = Error::DepartmentExists {
            department: "Legal".to_owned(),
        };
        assert_eq!(taken.err(), Some(legal));
        let unknown = desk.rename_department("Nowhere", "Somewhere").await;
        assert!(matches!(
            unknown.err(),
            Some(Error::NoSuchDepartment { .. })
        ));
        let before = acts(desk).await;
        let tree = desk
            .rename_department("Finance", "Money")
            .await
            .expect("renamed");
        assert!(drawn(&tree).contains("Money .Payments") && !drawn(&tree).contains("Finance"));
        let mut after = acts(desk).await;
        assert_eq!(after.remove("workspace.department-renamed"), Some(1));
        assert_eq!(after, before, "one entry says it all");

        let again = office.case(case.number).await;
        assert_eq!(again.department.as_deref(), Some("Money"));
        assert_ne!(
            again.version,
            case.version + 1,
            "who saw it before sees it anew"
        );
        // What was done before can't be taken back to the old name.
        let undone = desk.undo_last(case.id).await;
        assert_eq!(undone.err(), Some(Error::UndoNotPossible));
        let same = office.case(other.number).await;
        assert_eq!(same.department.as_deref(), Some("Payments"));
        // In capitals alone it is the same one.
        desk.rename_department("Money", "MONEY")
            .await
            .expect("renamed");
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn a_manager_of_a_department_is_one_of_what_lies_under_it() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let desk = &office.desk;
        desk.add_department("Payments", Some("Finance"))
            .await
            .expect("added");
        let of = |role, department: Option<&str>| RoleView {
            role,
            department: department.map(str::to_owned),
        };
        let who = Invitee {
            roles: vec![
                of(Role::Manager, Some("Finance")),
                of(Role::Staff, Some("Legal")),
            ],
            ..as_role("Mia Sol", Role::Manager)
        };
        let manager = comes(&office, who).await;
        let manages = async || desk.person("Mia Sol").await.expect("person").manages;
        assert_eq!(manages().await, ["Finance", "Payments"]);
        desk.move_department("Payments", None).await.expect("moved");
        assert_eq!(manages().await, ["Finance"]);
        desk.add_department("Night desk", Some("Finance"))
            .await
            .expect("added");
        assert_eq!(manages().await, ["Finance", "Night desk"]);

        // Their roles follow a new name, and so does what is signed of them.
        let by_manager = manager.rename_department("Finance", "Money").await;
        assert_eq!(by_manager.err(), Some(Error::NotAllowed));
        let administrator = comes(&office, as_role("Ada Quill", Role::Administrator)).await;
        let by_admin = administrator.rename_department("Finance", "Money").await;
        assert_eq!(
            by_admin.err(),
            Some(Error::NotAllowed),
            "cases are the officers'"
        );
        administrator
            .move_department("Legal", Some("Platform"))
            .await
            .expect("moved");
        desk.rename_department("Finance", "Money")
            .await
            .expect("renamed");
        let member = desk.person("Mia Sol").await.expect("person");
        assert_eq!(member.manages, ["Money", "Night desk"]);
        assert!(member.roles.contains(&of(Role::Manager, Some("Money"))));
        manager.close().await;
        drop(manager);
        let folder = office.folder.path().join(format!("{}.desk", member.login));
        let again = Desk::open(Place::folder(folder), crate::team::THEIRS)
            .await
            .expect("open");
        assert!(
            again
                .session()
                .roles
                .contains(&of(Role::Manager, Some("Money")))
        );
        let database = office.database.as_deref().expect("database");
        let signed = "select count(*) from desk.endorsement where statement like '%manager@Money%'";
        assert_eq!(crate::office::psql(database, signed), "1");
        let by_hand = "select count(*) from desk.audit_entry where act = 'database.changed'";
        assert_eq!(crate::office::psql(database, by_hand), "0");
    });
}

#[test]
fn a_rename_by_hand_hides_no_other_change() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let case = office.call("A refund", "It never came.").await;
        let triage = Triage {
            department: Some("Finance".into()),
            ..Triage::default()
        };
        office
            .desk
            .case_triage(on(&case), triage)
            .await
            .expect("given");
        let database = office.database.as_deref().expect("database");
        let server = testbed::Postgres::shared().expect("server");
        let sql = format!(
            "set session authorization \"{database}.founder\"; begin;
             update desk.cases set priority = 'low' where id = '{}';
             select desk.department_rename('Finance', 'Money'); commit;",
            case.id
        );
        server.psql(database, &sql).expect("by hand");
        let noted = "select count(case_id) from desk.audit_entry where act = 'database.changed'";
        assert_eq!(crate::office::psql(database, noted), "1");
    });
}

#[test]
fn a_workspace_made_in_chinese_has_departments_in_chinese() {
    runtime().block_on(async {
        let folder = tempfile::tempdir().expect("folder");
        let place = Place::folder(folder.path().join("工作区.desk"));
        let input = NewWorkspace {
            name: "名直播".into(),
            person: "李文".into(),
            language: Language::Chinese,
            ..NewWorkspace::default()
        };
        let creation = Creation::begin(place, PASSPHRASE, input, cheap()).expect("keys");
        let typed = creation.recovery().groups.join("-");
        let desk = creation.finish(&typed).await.expect("workspace");
        let all = desk.choices().await.expect("choices").departments;
        assert!(
            all.len() > 4 && all.iter().all(|one| !one.name.is_ascii()),
            "{all:?}"
        );
        desk.close().await;
    });
}
