//! The code that shows who asks, passed on in the app; and no code of which nobody is told. By mail:
//! `letters.rs`.

use desk::Error;
use desk::answers::{CodeState, SaveDraft, SendDraft, Writing};
use desk::audit::AuditFilter;
use desk::complaints::CaseDetail;
use desk::letters::SaveLetter;
use domain::complaints::{Channel, Identity, IdentityMethod, Stop};
use domain::data::Language;
use domain::letters::LetterKind;
use uuid::Uuid;

use crate::office::{Office, on, psql, tell};

const ACCOUNT: &str = "7 720";

async fn entries(office: &Office, case: &CaseDetail, act: &str) -> Vec<String> {
    let filter = AuditFilter {
        act: Some(act.to_owned()),
        case: Some(case.id),
        limit: 100,
        ..AuditFilter::default()
    };
    let log = office.desk.audit_list(&filter).await.expect("log");
    let told = log.entries.iter().rev();
    told.map(|one| format!("{} {:?}", one.act, one.detail))
        .collect()
}

#[test]
fn a_code_that_is_passed_on_in_the_app_shows_who_has_the_account() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = office.call("Chat", "Please send me my chat.").await;
        for other in ["", "77 20", "720", "7 72", "ccount", "7720"] {
            let refused = desk.identity_hand(case.id, other).await;
            assert_eq!(
                refused.expect_err("not on record"),
                Error::AccountNotOnRecord,
                "{other}"
            );
        }
        assert!(office.case(1).await.identity.code.is_none());

        let handed = desk.identity_hand(case.id, " 7 720 ").await.expect("made");
        assert_eq!((handed.account.as_str(), handed.left), (ACCOUNT, 5));
        let case = office.case(1).await;
        let code = case.identity.code.clone().expect("code");
        assert_eq!(
            (code.state, code.channel, code.to.as_str(), code.left),
            (CodeState::Open, Channel::App, ACCOUNT, 5)
        );
        assert_eq!(
            (code.until, code.by.name.as_str()),
            (handed.until, "Li Wen")
        );
        assert_ne!(case.identity.state, Identity::Verified);
        let log = entries(&office, &case, "case.identity-code").await.concat();
        assert!(log.contains(r#""channel": "app""#), "{log}");
        assert!(
            !log.contains(ACCOUNT) && !log.contains(&handed.code),
            "{log}"
        );

        // By mail it goes to nobody: it would show who reads that mail.
        let writing = Writing {
            to: vec!["ada@example.com".into()],
            text: format!("Your code: {}", handed.code),
            ..Writing::default()
        };
        let draft = desk.draft_save(SaveDraft {
            case: case.id,
            id: None,
            version: None,
            writing,
        });
        let draft = draft.await.expect("draft");
        let send = SendDraft {
            draft: draft.id,
            version: draft.version,
            confirmed: Stop::ALL.to_vec(),
        };
        let stopped = desk.case_reply(on(&case), send).await;
        assert!(
            matches!(&stopped, Err(Error::Stopped { stops }) if stops.contains("code-elsewhere")),
            "{stopped:?}"
        );

        let wrong = desk.identity_prove(on(&case), "AAAA-AAAA").await;
        assert_eq!(wrong.expect_err("wrong"), Error::WrongCode { left: 4 });
        let left = office.case(1).await.identity.code.expect("code").left;
        assert_eq!(left, 4);
        let done = desk.identity_prove(on(&case), &handed.code).await;
        let done = done.expect("proved");
        let proved = office.case(1).await.identity;
        assert_eq!(proved.state, Identity::Verified);
        assert_eq!(proved.method, Some(IdentityMethod::Code));
        let code = proved.code.expect("on record");
        assert_eq!(
            (code.state, code.channel, code.to.as_str()),
            (CodeState::Used, Channel::App, ACCOUNT)
        );

        // Taken back, it is used up all the same.
        desk.undo(done.undo.expect("undo")).await.expect("undone");
        let case = office.case(1).await;
        assert_ne!(case.identity.state, Identity::Verified);
        assert_eq!(
            case.identity.code.as_ref().map(|one| one.state),
            Some(CodeState::Used)
        );
        let again = desk.identity_prove(on(&case), &handed.code).await;
        assert_eq!(again.expect_err("used"), Error::NoCode);
    });
}

/// Has no draft find room any more, or again. The letter is long, so that none fits in what is free
/// of a file already.
async fn full(office: &Office, full: bool) {
    if let Some(database) = &office.database {
        let sql = if full {
            "alter table desk.draft add constraint full_up check (false)"
        } else {
            "alter table desk.draft drop constraint full_up"
        };
        psql(database, sql);
        return;
    }
    if full {
        let long: String = (0..2000).map(|_| Uuid::new_v4().to_string()).collect();
        for language in Language::ALL {
            let letter = SaveLetter {
                kind: LetterKind::IdentityRequest,
                language: *language,
                version: 0,
                subject: "Who asks".into(),
                text: format!("{{{{ code }}}} {long}"),
            };
            office.desk.letter_save(letter).await.expect("worded");
        }
    }
    office.desk.pretend_full(full).await.expect("limit");
}

#[test]
fn guessed_at_or_old_it_says_so_and_where_its_letter_can_not_be_kept_the_one_before_holds() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = office.call("Chat", "Please send me my chat.").await;
        let state = async || {
            let code = office.case(1).await.identity.code.expect("code");
            (code.state, code.left)
        };
        desk.identity_hand(case.id, ACCOUNT).await.expect("made");
        for _ in 0..5 {
            let wrong = desk.identity_prove(on(&office.case(1).await), "x").await;
            assert!(matches!(wrong, Err(Error::WrongCode { .. })), "{wrong:?}");
        }
        assert_eq!(state().await, (CodeState::Guessed, 0));
        let first = desk.identity_hand(case.id, ACCOUNT).await.expect("made");
        assert_eq!(state().await, (CodeState::Open, 5));

        full(&office, true).await;
        let failed = desk.identity_ask(case.id, None).await;
        assert!(failed.is_err(), "{failed:?}");
        full(&office, false).await;
        assert!(office.case(1).await.drafts.is_empty());
        assert_eq!(state().await, (CodeState::Open, 5));
        let shown = office.case(1).await;
        desk.identity_prove(on(&shown), &first.code)
            .await
            .expect("it still holds");

        // What nobody has looked through yet waits for nothing.
        let draft = desk.identity_ask(case.id, None).await.expect("draft");
        assert_eq!(draft.writing.decides.awaits, None);
        assert_eq!(office.case(1).await.drafts[0].id, draft.id);
        office.pass(chrono::TimeDelta::days(15));
        assert_eq!(state().await.0, CodeState::Old);
    });
}
