//! Letters, acknowledgements by rule, and the code that shows who asks, on real servers.

use chrono::TimeDelta;
use desk::Error;
use desk::answers::SaveDraft;
use desk::complaints::Triage;
use domain::complaints::{AskKind, Identity, IdentityMethod, Outcome, Status, Stop};
use testbed::Responder;
use uuid::Uuid;

use crate::mailbox::{USER, sync};
use crate::office::{Office, mail};
use crate::reply::{ADA, asked, flushed, on, send, story, triaged};

#[test]
fn a_letter_is_filled_in_from_its_case_and_worded_by_the_office() {
    use desk::letters::SaveLetter;
    use domain::data::Language;
    use domain::letters::LetterKind;
    story(|office, post| async move {
        let case = asked(&office, &post, ADA).await;
        triaged(&office, case, AskKind::Delete).await;
        let kind = LetterKind::Acknowledgement;
        let fill = async || {
            office
                .desk
                .letter_fill(case, kind, None)
                .await
                .expect("filled")
        };
        let filled = fill().await;
        assert!(
            filled.text.starts_with("Dear Ada Quill,"),
            "{}",
            filled.text
        );
        assert!(filled.text.contains("to have your data deleted"));
        assert!(filled.unfilled.is_empty(), "{:?}", filled.unfilled);
        assert_eq!(
            filled.decides.acknowledges,
            acknowledges(&office, case).await
        );
        let refusal = office
            .desk
            .letter_fill(case, LetterKind::Refusal, None)
            .await;
        let refusal = refusal.expect("filled");
        assert_eq!(refusal.unfilled, ["ground", "reason"]);
        let decided = &refusal.decides.refusals[0];
        assert!(refusal.text.contains(&decided.route), "{decided:?}");
        let shown = office.desk.case_open(case).await.expect("case");
        assert_eq!(
            shown.letters,
            [
                LetterKind::Acknowledgement,
                LetterKind::Partial,
                LetterKind::Refusal,
                LetterKind::Delete
            ]
        );
        let done = office
            .desk
            .letter_fill(case, LetterKind::Delete, None)
            .await;
        let done = done.expect("filled").decides.outcomes;
        assert_eq!(
            (done[0].ask, done[0].outcome),
            (shown.asks[0].id, Outcome::Fulfilled)
        );
        // Of two that are open, none is meant without a word.
        let more = Triage {
            kinds: Some(vec![AskKind::Delete, AskKind::View]),
            ..Triage::default()
        };
        office.desk.case_triage(on(case), more).await.expect("two");
        let refusal = office
            .desk
            .letter_fill(case, LetterKind::Refusal, None)
            .await;
        assert!(refusal.expect("filled").decides.refusals.is_empty());

        let save = |version, text: &str| SaveLetter {
            kind,
            language: Language::English,
            version,
            subject: "It is here: {{ number }}".into(),
            text: text.into(),
        };
        let unfit = office.desk.letter_save(save(0, "{{ secret }}")).await;
        let said = Error::LetterField {
            part: "text".into(),
            field: "secret".into(),
        };
        assert_eq!(unfit.expect_err("unfit"), said);
        let unfit = office.desk.letter_preview(&save(0, "Hi\n{{ name"));
        assert!(
            matches!(&unfit, Err(Error::LetterTemplate { part, line: 2, .. }) if part == "text"),
            "{unfit:?}"
        );
        let shown = office.desk.letter_preview(&save(0, "Hello {{ name }}!"));
        let shown = shown.expect("preview");
        assert_eq!(shown.subject, "It is here: C-128");
        assert_eq!(shown.text, "Hello Ada Quill!\n");
        office
            .desk
            .letter_save(save(0, "Hello {{ name }}!"))
            .await
            .expect("kept");
        let late = office.desk.letter_save(save(0, "Hi {{ name }}!")).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        assert_eq!(fill().await.text, "Hello Ada Quill!\n");
        let versions = office.desk.letter_versions(kind, Language::English).await;
        let versions: Vec<i32> = versions
            .expect("versions")
            .iter()
            .map(|v| v.version)
            .collect();
        assert_eq!(versions, [1, 0]);
    });
}

/// Whether the case is still to be acknowledged.
async fn acknowledges(office: &Office, case: Uuid) -> bool {
    let shown = office.desk.case_open(case).await.expect("case");
    let mut offers = shown.offers.iter();
    offers.any(|offer| offer.act == "acknowledge" && offer.missing.is_empty())
}

#[test]
fn what_answers_by_itself_is_told_once_and_no_loop_begins() {
    for responder in [Responder::Careless, Responder::Careful] {
        story(|office, post| async move {
            office.pass(chrono::Utc::now() - office.now());
            let mut by_rule = post.mailbox();
            if let Some(smtp) = &mut by_rule.smtp {
                smtp.acknowledges = true;
            }
            office.desk.mailbox_add(by_rule).await.expect("mailbox");
            post.smtp.answer(ADA, Some(responder)).expect("responder");
            let asks = |n: u32| {
                let id = format!("r{n}@example.com");
                let text = "Please delete my account.";
                let raw = mail(
                    "Ada Quill <ada@example.com>",
                    &format!("Request {n}"),
                    &id,
                    "",
                    text,
                );
                let raw = raw.replace('\n', "\r\n").into_bytes();
                post.imap.deliver(USER, "INBOX", &raw).expect("delivery");
            };
            asks(1);
            for _ in 0..4 {
                sync(&office).await;
                flushed(&office).await;
                post.smtp.settle().expect("settled");
            }
            let told = post.read(ADA, "INBOX");
            let about: Vec<&str> = told.iter().map(|one| one.subject.as_str()).collect();
            assert_eq!(told.len(), 1, "{about:?}");
            assert!(about[0].contains("C-1 "), "{about:?}");
            assert!(
                mail::automated(&told[0], &[]).is_some(),
                "it says that it is none"
            );
            assert_eq!(
                told[0].return_path.as_deref(),
                Some(""),
                "no bounce answers it"
            );

            // The same person on the same day.
            asks(2);
            sync(&office).await;
            flushed(&office).await;
            post.smtp.settle().expect("settled");
            assert_eq!(post.read(ADA, "INBOX").len(), 1);
        });
    }
}

#[test]
fn who_asks_is_established_by_a_code_that_only_they_can_read() {
    story(|office, post| async move {
        let case = asked(&office, &post, ADA).await;
        triaged(&office, case, AskKind::Delete).await;
        let elsewhere = office.desk.identity_ask(case, Some("bo@example.net")).await;
        assert!(
            matches!(elsewhere, Err(Error::Invalid { .. })),
            "{elsewhere:?}"
        );
        let draft = office.desk.identity_ask(case, None).await.expect("draft");
        assert_eq!(draft.writing.to, [ADA]);
        let stops = office.desk.reply_check(draft.id).await.expect("check");
        assert!(stops.is_empty(), "{stops:?}");
        let mut elsewhere = draft.writing.clone();
        elsewhere.cc = vec!["bo@example.net".into()];
        let save = SaveDraft {
            case,
            id: Some(draft.id),
            version: Some(draft.version),
            writing: elsewhere,
        };
        let copied = office.desk.draft_save(save).await.expect("saved");
        let stopped = send(&office, &copied, Stop::ALL).await;
        assert!(
            matches!(&stopped, Err(Error::Stopped { stops }) if stops == "code-elsewhere"),
            "{stopped:?}"
        );
        let save = SaveDraft {
            case,
            id: Some(draft.id),
            version: Some(copied.version),
            writing: draft.writing.clone(),
        };
        let draft = office.desk.draft_save(save).await.expect("saved");
        let done = send(&office, &draft, &[]).await.expect("sent");
        assert_eq!(done.status, Status::AwaitingIdentity);
        flushed(&office).await;
        post.smtp.settle().expect("settled");
        let letter = post.read(ADA, "INBOX").remove(0).text;
        let code = letter.split("code ").nth(1).expect("code");
        let code: String = code.chars().take(9).collect();
        for left in [4, 3] {
            let wrong = office.desk.identity_prove(on(case), "AAAA-AAAA").await;
            assert_eq!(wrong.expect_err("wrong"), Error::WrongCode { left });
        }
        let said = format!(" {} ", code.to_lowercase().replace('-', " "));
        office
            .desk
            .identity_prove(on(case), &said)
            .await
            .expect("proved");
        let shown = office.desk.case_open(case).await.expect("case");
        assert_eq!(shown.identity.state, Identity::Verified);
        assert_eq!(shown.identity.method, Some(IdentityMethod::Code));
        let again = office.desk.identity_prove(on(case), &code).await;
        assert_eq!(again.expect_err("used"), Error::NoCode);

        // One that is guessed at, or old, holds no longer.
        office.desk.identity_ask(case, None).await.expect("draft");
        for _ in 0..5 {
            let wrong = office.desk.identity_prove(on(case), "x").await;
            assert!(matches!(wrong, Err(Error::WrongCode { .. })), "{wrong:?}");
        }
        let over = office.desk.identity_prove(on(case), "x").await;
        assert_eq!(over.expect_err("over"), Error::NoCode);
        office.desk.identity_ask(case, None).await.expect("draft");
        office.pass(TimeDelta::days(15));
        let old = office.desk.identity_prove(on(case), "x").await;
        assert_eq!(old.expect_err("old"), Error::NoCode);
    });
}
