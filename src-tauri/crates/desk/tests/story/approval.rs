//! A second person's approval, and the letter that extends.

use desk::Error;
use desk::answers::{DraftView, ExtensionInput, SaveDraft, Writing};
use desk::complaints::{IdentityInput, OutcomeInput, RefusalInput, Triage};
use desk::package::{PackageInput, PackageTo, Protect};
use desk::workspace::SettingsChange;
use domain::complaints::{Approval, AskKind, Identity, IdentityMethod, Outcome, Stop};
use domain::people::Role;
use domain::regime::ClockKind;
use uuid::Uuid;

use crate::mailbox::sync;
use crate::office::{Engine, Office, runtime};
use crate::reply::{ADA, Post, asked, drafted, flushed, on, send, story, triaged};
use crate::team::{as_role, comes};

const ROUTE: &str = "You can complain to the authority of your province.";

fn asking(refusals: bool, disclosures: bool) -> SettingsChange {
    SettingsChange {
        approve_refusals: Some(refusals),
        approve_disclosures: Some(disclosures),
        ..SettingsChange::default()
    }
}

async fn refusing(office: &Office, case: Uuid, ask: Uuid) -> DraftView {
    drafted(office, case, |writing| {
        writing.text = format!("Dear Ada,\n\nno.\n\n{ROUTE}");
        writing.decides.refusals.push(RefusalInput {
            ask,
            ground: "policy/policy-meaningless".into(),
            reason: "It was asked before.".into(),
            route: ROUTE.into(),
            text: String::new(),
        });
    })
    .await
}

async fn resaved(office: &Office, draft: DraftView, writing: Writing) -> DraftView {
    let save = SaveDraft {
        case: draft.case,
        id: Some(draft.id),
        version: Some(draft.version),
        writing,
    };
    office.desk.draft_save(save).await.expect("kept")
}

async fn stops(desk: &desk::Desk, draft: &DraftView) -> Vec<(Stop, Vec<String>)> {
    let stops = desk.reply_check(draft.id).await.expect("check");
    stops.into_iter().map(|one| (one.stop, one.about)).collect()
}

#[test]
fn where_one_person_works_nobody_is_asked_for() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let set = office.desk.set_settings(asking(true, false)).await;
        assert_eq!(set.expect_err("alone"), Error::NobodyApproves);
        assert!(!office.desk.session().settings.approve_refusals);
    });
}

#[test]
fn a_refusal_goes_only_as_a_second_person_approved_it() {
    runtime().block_on(async {
        let (office, post) = (Office::open(Engine::Pg).await, Post::open());
        let bo = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let set = office.desk.set_settings(asking(true, false)).await;
        assert!(set.expect("set").approve_refusals);
        let case = asked(&office, &post, ADA).await;
        let ask = triaged(&office, case, AskKind::Explain).await;
        // What refuses nothing needs nobody.
        let plain = drafted(&office, case, |_| {}).await;
        assert_eq!(stops(&office.desk, &plain).await, []);
        office.desk.draft_discard(plain.id).await.expect("gone");

        let draft = refusing(&office, case, ask).await;
        let missing = (Stop::NotApproved, vec!["Bo Lind".to_owned()]);
        assert_eq!(
            stops(&office.desk, &draft).await,
            std::slice::from_ref(&missing)
        );
        let early = send(&office, &draft, &[Stop::NotApproved]).await;
        let stopped = Error::Stopped {
            stops: "not-approved".into(),
        };
        assert_eq!(early.expect_err("not passed by a word"), stopped);
        // Nobody approves what nobody asks for, nor their own.
        let unasked = bo.approval_give(draft.id, draft.version).await;
        assert_eq!(unasked.expect_err("unasked"), Error::Conflict);
        let asked = office.desk.approval_ask(draft.id, draft.version).await;
        let asked = asked.expect("asked").approval.expect("approval");
        assert_eq!((asked.state, asked.mine), (Approval::Waiting, true));
        let own = office.desk.approval_give(draft.id, draft.version).await;
        assert_eq!(own.expect_err("own"), Error::ApprovalOwn);

        // Returned, it is written anew, and asked for again.
        let waiting = bo.approvals().await.expect("waiting");
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].draft.writing.text, draft.writing.text);
        let why = bo.approval_return(draft.id, draft.version, " ").await;
        assert!(matches!(why.expect_err("no reason"), Error::Invalid { .. }));
        let why = "Say which request it repeats.";
        bo.approval_return(draft.id, draft.version, why)
            .await
            .expect("returned");
        assert!(bo.approvals().await.expect("waiting").is_empty());
        let back = office.desk.draft(draft.id).await.expect("draft");
        let back = back.approval.expect("approval");
        assert_eq!(back.state, Approval::Returned);
        assert_eq!(back.reason.as_deref(), Some(why));
        let mut writing = draft.writing.clone();
        writing.text = format!("Dear Ada,\n\nno: see our answer of May.\n\n{ROUTE}");
        let save = desk::answers::SaveDraft {
            case,
            id: Some(draft.id),
            version: Some(draft.version),
            writing,
        };
        let draft = office.desk.draft_save(save).await.expect("saved");
        assert!(draft.approval.as_ref().is_some_and(|one| !one.holds));
        office
            .desk
            .approval_ask(draft.id, draft.version)
            .await
            .expect("asked again");
        let stale = bo.approval_give(draft.id, draft.version - 1).await;
        assert_eq!(stale.expect_err("another version"), Error::Conflict);
        let given = bo.approval_give(draft.id, draft.version).await;
        let given = given.expect("given").approval.expect("approval");
        assert_eq!(given.decided_by.expect("Bo").name, "Bo Lind");
        assert_eq!(stops(&office.desk, &draft).await, []);

        // Written on after that, it needs them again.
        let mut writing = draft.writing.clone();
        writing.text.push_str("\nNever write again.");
        let save = desk::answers::SaveDraft {
            case,
            id: Some(draft.id),
            version: Some(draft.version),
            writing: writing.clone(),
        };
        let more = office.desk.draft_save(save).await.expect("saved");
        assert_eq!(stops(&office.desk, &more).await, [missing]);
        office
            .desk
            .approval_ask(more.id, more.version)
            .await
            .expect("asked");
        bo.approval_give(more.id, more.version)
            .await
            .expect("given");
        let done = send(&office, &more, &[]).await.expect("sent");
        let waits = office.desk.outbox().await.expect("outbox");
        let by = waits[0].approved_by.as_ref().expect("approved");
        assert_eq!(by.name, "Bo Lind");
        // Taken back and sent again as it is, it needs nobody again.
        office
            .desk
            .undo(done.undo.expect("undo"))
            .await
            .expect("back");
        send(&office, &more, &[]).await.expect("sent again");
        assert_eq!(flushed(&office).await.sent, 1);
        let case = office.desk.case_open(case).await.expect("case");
        assert_eq!(case.asks[0].outcome, Some(Outcome::Refused));
        let acts: Vec<&str> = case.timeline.iter().map(|one| one.act.as_str()).collect();
        for act in ["approval.asked", "approval.returned", "approval.given"] {
            assert!(acts.contains(&act), "{act}: {acts:?}");
        }

        // What goes in the place of one that did not arrive says what that one said.
        let nowhere = "refused-ada@example.com";
        let lost = drafted(&office, case.id, |writing| {
            writing.to = vec![nowhere.into()]
        })
        .await;
        send(&office, &lost, &[Stop::Stranger]).await.expect("sent");
        assert_eq!(flushed(&office).await.refused, 1);
        let lost = office.desk.outbox().await.expect("outbox").remove(0);
        let again = office.desk.draft_again(lost.message).await.expect("again");
        let found = stops(&office.desk, &again).await;
        assert!(
            found.iter().any(|(stop, _)| *stop == Stop::NotApproved),
            "{found:?}"
        );
        bo.close().await;
    });
}

#[test]
fn what_gives_data_out_goes_with_an_answer_that_a_second_person_approves() {
    runtime().block_on(async {
        let (office, post) = (Office::open(Engine::Pg).await, Post::open());
        let bo = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let set = office.desk.set_settings(asking(false, true)).await;
        set.expect("set");
        let case = asked(&office, &post, ADA).await;
        let ask = triaged(&office, case, AskKind::Copy).await;
        let identity = IdentityInput {
            state: Identity::Verified,
            method: Some(IdentityMethod::Code),
            note: String::new(),
        };
        let known = office.desk.case_identity(on(case), identity).await;
        known.expect("identity");
        let file = office.folder.path().join("chat.txt");
        std::fs::write(&file, "hello").expect("file");
        let out = office.folder.path().join("given.zip");
        let package = |to| PackageInput {
            files: vec![file.to_string_lossy().into_owned()],
            attached: Vec::new(),
            protect: Protect::Made,
            expires_on: office.now().date_naive() + chrono::Days::new(14),
            to,
        };
        let aside = PackageTo::Path(out.to_string_lossy().into_owned());
        let aside = office.desk.package_make(case, package(aside)).await;
        assert_eq!(aside.expect_err("aside"), Error::PackageNeedsApproval);
        assert!(!out.exists());
        let draft = drafted(&office, case, |writing| {
            writing.decides.outcomes.push(OutcomeInput {
                ask,
                outcome: Outcome::Fulfilled,
                reason: String::new(),
                recipients_to_tell: Vec::new(),
            });
        })
        .await;
        let with = PackageTo::Draft(draft.id);
        let made = office.desk.package_make(case, package(with)).await;
        made.expect("with the answer");
        let draft = office.desk.draft(draft.id).await.expect("draft");
        let found = stops(&office.desk, &draft).await;
        assert!(found.iter().any(|(stop, _)| *stop == Stop::NotApproved));
        office
            .desk
            .approval_ask(draft.id, draft.version)
            .await
            .expect("asked");
        // Who approves looks into it.
        let (name, bytes) = bo
            .draft_file(draft.id, draft.files[0].id)
            .await
            .expect("file");
        assert!(name.ends_with(".zip") && bytes.starts_with(b"PK"));
        bo.approval_give(draft.id, draft.version)
            .await
            .expect("given");
        send(&office, &draft, &[Stop::FileUnread])
            .await
            .expect("sent");
        bo.close().await;
    });
}

#[test]
fn the_letter_that_tells_of_an_extension_extends() {
    story(|office, post| async move {
        let case = asked(&office, &post, ADA).await;
        let triage = Triage {
            kinds: Some(vec![AskKind::View]),
            regime: Some("gdpr".into()),
            ..Triage::default()
        };
        let done = office.desk.case_triage(on(case), triage).await;
        done.expect("triage");
        let detail = office.desk.case_open(case).await.expect("case");
        let clock = detail
            .clocks
            .iter()
            .find(|one| one.clock.kind == ClockKind::Answer && one.clock.extension.offer.is_some());
        let clock = clock.expect("extendable");
        let offer = clock.clock.extension.offer.expect("offer");
        let extends = |reason: &str| ExtensionInput {
            clock: clock.id,
            reason: reason.to_owned(),
        };
        let unsaid = office.desk.extension_draft(case, extends(" ")).await;
        assert!(matches!(unsaid.expect_err("why"), Error::Invalid { .. }));
        let why = "Your data lies in several systems.";
        let draft = office.desk.extension_draft(case, extends(why)).await;
        let draft = draft.expect("draft");
        for said in [
            why.to_owned(),
            offer.first_due_date.format("%-d %B %Y").to_string(),
            offer.longest_due_date.format("%-d %B %Y").to_string(),
        ] {
            assert!(draft.writing.text.contains(&said), "{}", draft.writing.text);
        }
        assert!(draft.writing.to[0].contains(ADA));
        // Where the clock has moved since, or somebody has put in another day, that is said.
        let until = offer.longest_due_date;
        let said = until.format("%-d %B %Y").to_string();
        let (right, mut wrong) = (draft.writing.text.clone(), draft.writing.clone());
        wrong.text = right.replace(&said, &format!("3{said}"));
        let draft = resaved(&office, draft, wrong.clone()).await;
        let other = (Stop::OtherDay, vec![until.to_string()]);
        assert_eq!(stops(&office.desk, &draft).await, [other]);
        let draft = resaved(
            &office,
            draft,
            Writing {
                text: right,
                ..wrong
            },
        )
        .await;
        assert_eq!(stops(&office.desk, &draft).await, []);
        // Written, nobody is told; sent, they are.
        let open = office.desk.case_open(case).await.expect("case");
        let granted = |detail: &desk::complaints::CaseDetail| {
            let one = detail.clocks.iter().find(|one| one.id == clock.id);
            one.expect("clock").clock.extension.granted
        };
        assert!(granted(&open).is_none());
        let done = send(&office, &draft, &[]).await.expect("sent");
        let sent = office.desk.case_open(case).await.expect("case");
        assert!(granted(&sent).is_some());
        let course = sent.clocks.iter().find(|one| one.id == clock.id);
        let course = course.expect("clock").clock.course.as_ref();
        assert_eq!(course.expect("course").due_date, offer.longest_due_date);
        // Taken back, it is not extended.
        office
            .desk
            .undo(done.undo.expect("undo"))
            .await
            .expect("back");
        let back = office.desk.case_open(case).await.expect("case");
        assert!(granted(&back).is_none());
        // After the first period there is nothing to extend.
        office.pass(offer.tell_by - office.now() + chrono::TimeDelta::hours(1));
        let late = office.desk.extension_draft(case, extends(why)).await;
        assert!(matches!(late.expect_err("late"), Error::Blocked { .. }));
        let late = send(&office, &draft, &[]).await;
        assert!(matches!(late.expect_err("late"), Error::Blocked { .. }));
    });
}

/// Sends a draft that comes back, and gives its message and the draft that is written again.
async fn bounced(office: &Office, post: &Post, draft: &DraftView) -> (Uuid, DraftView) {
    send(office, draft, Stop::ALL).await.expect("sent");
    assert_eq!(flushed(office).await.sent, 1);
    post.smtp.settle().expect("settled");
    sync(office).await;
    let lost = office.desk.outbox().await.expect("outbox").remove(0);
    let again = office.desk.draft_again(lost.message).await;
    (lost.message, again.expect("again"))
}

#[test]
fn what_gave_data_is_not_sent_again_to_somebody_who_is_doubted() {
    story(|office, post| async move {
        let case = asked(&office, &post, ADA).await;
        let ask = triaged(&office, case, AskKind::Copy).await;
        let known = async |state, method| {
            let identity = IdentityInput {
                state,
                method,
                note: String::new(),
            };
            let known = office.desk.case_identity(on(case), identity).await;
            known.expect("identity");
        };
        known(Identity::Verified, Some(IdentityMethod::InPerson)).await;
        let draft = drafted(&office, case, |writing| {
            writing.to = vec!["bounces-ada@example.com".into()];
            writing.decides.outcomes.push(OutcomeInput {
                ask,
                outcome: Outcome::Fulfilled,
                reason: String::new(),
                recipients_to_tell: Vec::new(),
            });
        })
        .await;
        let (lost, again) = bounced(&office, &post, &draft).await;
        let unsure = |stops: Vec<(Stop, Vec<String>)>| {
            let mut stops = stops.iter();
            stops.any(|(stop, _)| *stop == Stop::NotVerified)
        };
        assert!(!unsure(stops(&office.desk, &again).await));
        known(Identity::Claimed, None).await;
        assert!(unsure(stops(&office.desk, &again).await));
        office.desk.draft_discard(again.id).await.expect("gone");
        office.desk.outbox_cancel(lost).await.expect("given up");
        office.pass(chrono::TimeDelta::minutes(1));
        // What gives nothing, as the letter that asks who they are, may.
        let draft = drafted(&office, case, |writing| {
            writing.to = vec!["bounces-ada@example.com".into()];
        })
        .await;
        let (_, again) = bounced(&office, &post, &draft).await;
        assert!(!unsure(stops(&office.desk, &again).await));
    });
}
