//! The quarterly access review: everyone at work is confirmed, by another where there is one.

use chrono::TimeDelta;
use desk::audit::AuditFilter;
use desk::people::AccessReview;
use desk::workspace::Place;
use desk::{Desk, Error};
use domain::people::Role;

use crate::office::{Engine, Office, psql, runtime, tell};
use crate::team::{THEIRS, as_role, comes};

async fn entries(desk: &Desk, act: &str) -> Vec<desk::audit::AuditEntry> {
    let filter = AuditFilter {
        act: Some(act.to_owned()),
        limit: 100,
        ..AuditFilter::default()
    };
    desk.audit_list(&filter).await.expect("log").entries
}

/// Who is confirmed, and by whom.
fn confirmed(review: &AccessReview) -> Vec<(&str, &str)> {
    let mut found: Vec<(&str, &str)> = review
        .people
        .iter()
        .filter_map(|one| {
            let by = one.confirmed.as_ref()?;
            Some((one.member.name.as_str(), by.by.name.as_str()))
        })
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn who_is_alone_confirms_themselves_and_each_quarter_asks_anew() {
    tell(|office| async move {
        // 2 March in Shanghai.
        let review = office.desk.access_review().await.expect("review");
        assert_eq!(review.quarter, "2026-Q1");
        assert_eq!(review.due.to_string(), "2026-03-31");
        assert!(review.alone && review.finished.is_none());
        assert_eq!((review.confirmed, review.people.len()), (0, 1));
        assert!(review.people[0].last_seen.is_some());
        let done = office
            .desk
            .confirm_access("Li Wen")
            .await
            .expect("confirmed");
        assert_eq!(done.finished.expect("finished").by.name, "Li Wen");
        office
            .desk
            .confirm_access("Li Wen")
            .await
            .expect("once is enough");
        let said = entries(&office.desk, "access.confirmed").await;
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].detail["alone"], "true");
        assert_eq!(entries(&office.desk, "access.reviewed").await.len(), 1);

        // The last hour of March in UTC is the second quarter's first morning in Shanghai.
        let until: chrono::DateTime<chrono::Utc> = "2026-03-31T15:59:59Z".parse().expect("time");
        office.pass(until - office.now());
        assert_eq!(
            office.desk.access_review().await.expect("review").quarter,
            "2026-Q1"
        );
        office.pass(TimeDelta::seconds(1));
        let next = office.desk.access_review().await.expect("review");
        assert_eq!((next.quarter.as_str(), next.confirmed), ("2026-Q2", 0));
        assert!(next.finished.is_none());
        office
            .desk
            .confirm_access("Li Wen")
            .await
            .expect("confirmed");
        assert_eq!(entries(&office.desk, "access.reviewed").await.len(), 2);
        assert!(office.desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn a_team_is_gone_through_and_nobody_confirms_themselves() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let database = office.database.clone().expect("database");
        let admin = comes(&office, as_role("Ada Quill", Role::Administrator)).await;
        let staff = comes(&office, as_role("Mia Sol", Role::Staff)).await;
        let auditor = comes(&office, as_role("Uma Kerr", Role::Auditor)).await;
        let invited = office.desk.invite(as_role("Ed Fell", Role::Staff)).await;
        let invited = invited.expect("invited");
        admin.close().await;
        drop(admin);
        // The administrator's clock is the server's; the story's is the office's.
        let admin = {
            let folder = office
                .folder
                .path()
                .join(format!("{database}.ada-quill.desk"));
            let now = office.now();
            Desk::open_at(
                Place::folder(folder),
                THEIRS,
                std::sync::Arc::new(move || now),
            )
            .await
            .expect("open")
        };
        let review = office.desk.access_review().await.expect("review");
        let another = review.people.iter().filter(|one| one.another);
        let another: Vec<&str> = another.map(|one| one.member.name.as_str()).collect();
        assert!(!review.alone && another == ["Li Wen"]);
        assert_eq!(review.people.len(), 4, "who is at work, and nobody else");

        let own = office.desk.confirm_access("Li Wen").await;
        assert_eq!(own.err(), Some(Error::FourEyes));
        for desk in [&staff, &auditor] {
            let refused = desk.confirm_access("Ada Quill").await;
            assert_eq!(refused.err(), Some(Error::NotAllowed));
        }
        assert_eq!(staff.access_review().await.err(), Some(Error::NotAllowed));
        auditor.access_review().await.expect("auditors see it");
        let waiting = office.desk.confirm_access(&invited.login).await;
        assert!(matches!(waiting.err(), Some(Error::PersonState { .. })));

        // Roles are changed, and confirmed as they are now; somebody goes.
        office
            .desk
            .confirm_access("Ada Quill")
            .await
            .expect("confirmed");
        let to = as_role("", Role::Manager).roles;
        office.desk.set_roles("Mia Sol", to).await.expect("roles");
        let review = office
            .desk
            .confirm_access("Mia Sol")
            .await
            .expect("confirmed");
        assert_eq!(
            confirmed(&review),
            [("Ada Quill", "Li Wen"), ("Mia Sol", "Li Wen")]
        );
        let said = entries(&office.desk, "access.confirmed").await;
        assert_eq!(said[0].detail["roles"], "manager");
        assert_eq!(said[0].detail["quarter"], "2026-Q1");
        let review = admin.confirm_access("Li Wen").await.expect("by another");
        assert!(review.finished.is_none() && review.confirmed == 3);
        office.desk.let_go("Uma Kerr").await.expect("left");
        let review = office.desk.access_review().await.expect("review");
        assert_eq!(review.people.len(), 3);
        let finished = review.finished.expect("with the last of it");
        assert_eq!(
            (finished.by.name.as_str(), finished.at),
            ("Li Wen", office.now())
        );
        let whole = entries(&office.desk, "access.reviewed").await;
        assert_eq!(whole.len(), 1);
        assert_eq!(whole[0].detail["people"], "3");
        assert_eq!(entries(&office.desk, "access.confirmed").await.len(), 3);
        // Who comes afterwards is for the next quarter.
        let late = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let review = late.access_review().await.expect("review");
        assert!(review.confirmed < review.people.len() || review.quarter != "2026-Q1");

        // At the server, too: not for oneself, not in another's name, and never taken back.
        let server = testbed::Postgres::shared().expect("server");
        let by = |login: &str, sql: &str| {
            server.psql(
                &database,
                &format!("set session authorization \"{database}.{login}\"; {sql}"),
            )
        };
        let id = |login: &str| {
            psql(
                &database,
                &format!("select id from desk.person where login = '{database}.{login}'"),
            )
        };
        let confirm = |reviewed: &str, signer: &str| {
            format!(
                "insert into desk.access_confirmation (begins, reviewed, signer, at)
                 values ('2026-07-01', '{reviewed}', '{signer}', now())"
            )
        };
        let (founder, bo) = (id("founder"), id("bo-lind"));
        assert!(by("bo-lind", &confirm(&bo, &bo)).is_err());
        assert!(by("bo-lind", &confirm(&founder, &founder)).is_err());
        assert!(by("mia-sol", &confirm(&founder, &id("mia-sol"))).is_err());
        assert!(by("bo-lind", "delete from desk.access_confirmation").is_err());
        by("bo-lind", &confirm(&founder, &bo)).expect("as the door does");
    });
}
