//! A case's whole way.

use chrono::TimeDelta;
use desk::Error;
use desk::complaints::*;
use domain::complaints::{AskKind, Identity, IdentityMethod, Outcome, Priority, Status};
use uuid::Uuid;

use crate::office::{mail, on, tell};

fn verified() -> IdentityInput {
    IdentityInput {
        state: Identity::Verified,
        method: Some(IdentityMethod::Code),
        note: "code typed back".into(),
    }
}

fn answer(case: &CaseDetail, outcome: Outcome) -> AnswerInput {
    AnswerInput {
        text: "It is done.".into(),
        eml: None,
        sent_at: None,
        outcomes: case
            .asks
            .iter()
            .map(|ask| OutcomeInput {
                ask: ask.id,
                outcome,
                reason: String::new(),
                recipients_to_tell: Vec::new(),
            })
            .collect(),
    }
}

#[test]
fn from_mail_to_closed() {
    tell(|office| async move {
        let desk = &office.desk;
        office
            .receive(&[&mail(
                "Ada Quill <ada@example.com>",
                "Please delete my account",
                "a1@example.com",
                "",
                "Please delete my account and all of my data.",
            )])
            .await;
        let row = &office.list(View::New, "").await[0];
        assert!(row.unread);
        assert_eq!(row.name, "Ada Quill");
        let case = office.case(1).await;
        assert_eq!(case.next_step.as_deref(), Some("triage"));
        assert!(!office.list(View::New, "").await[0].unread);

        let triage = Triage {
            kinds: Some(vec![AskKind::Delete, AskKind::StopPush]),
            ..Triage::default()
        };
        desk.case_triage(on(&case), triage).await.expect("triage");
        let case = office.case(1).await;
        assert_eq!(case.status, Status::Triaged);
        assert!(case.asks.iter().all(|ask| !ask.proposed));
        desk.case_assign(on(&case), Some(desk.session().person.id))
            .await
            .expect("assign");
        let case = office.case(1).await;
        assert_eq!(case.status, Status::InProgress);

        // Nothing is done for somebody we don't know.
        let early = desk
            .case_answer(on(&case), answer(&case, Outcome::Fulfilled))
            .await;
        assert!(
            matches!(early, Err(Error::Blocked { missing }) if missing.contains("identity-checked"))
        );
        desk.case_identity(on(&case), verified())
            .await
            .expect("identity");
        let case = office.case(1).await;
        assert_eq!(
            case.identity.by.as_ref().map(|p| p.name.as_str()),
            Some("Li Wen")
        );

        let mut given = answer(&case, Outcome::Fulfilled);
        given.outcomes[0].recipients_to_tell = vec![RecipientTold {
            name: "A partner".into(),
            told_on: None,
        }];
        desk.case_answer(on(&case), given).await.expect("answer");
        let case = office.case(1).await;
        assert_eq!(case.status, Status::Answered);
        assert!(case.still_open.contains(&"recipient-not-told".to_owned()));
        assert!(
            case.messages
                .iter()
                .any(|m| m.outgoing && m.blocks[0].text == "It is done.")
        );
        desk.case_close(on(&case)).await.expect("close");
        let case = office.case(1).await;
        assert_eq!(case.status, Status::Closed);

        let acts: Vec<&str> = case.timeline.iter().map(|e| e.act.as_str()).collect();
        for act in [
            "case.close",
            "case.answer",
            "case.identity",
            "case.assign",
            "case.triage",
            "message.received",
            "case.opened",
        ] {
            assert!(acts.contains(&act), "{act} in {acts:?}");
        }
        assert!(case.timeline.iter().all(|e| e.person.is_some()));
    });
}

#[test]
fn a_refusal_is_whole_or_not_made() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = office.call("Stop", "Please stop the push messages.").await;
        desk.case_triage(
            on(&case),
            Triage {
                kinds: Some(vec![AskKind::StopPush]),
                ..Triage::default()
            },
        )
        .await
        .expect("triage");
        let case = desk.case_open(case.id).await.expect("case");
        let choices = desk.choices().await.expect("choices");
        let ground = choices.regimes[0]
            .grounds
            .iter()
            .find(|g| g.id.starts_with("policy/"))
            .expect("ground");
        let whole = RefusalInput {
            ask: case.asks[0].id,
            ground: ground.id.clone(),
            reason: "Not a request that can be read.".into(),
            route: "service@minglives.com".into(),
            text: String::new(),
        };
        let lacking = [
            (
                RefusalInput {
                    ground: " ".into(),
                    ..whole.clone()
                },
                "ground",
            ),
            (
                RefusalInput {
                    reason: " ".into(),
                    ..whole.clone()
                },
                "reason",
            ),
            (
                RefusalInput {
                    route: String::new(),
                    ..whole.clone()
                },
                "route",
            ),
        ];
        for (refusal, part) in lacking {
            let refused = desk.case_refuse(on(&case), refusal).await;
            assert_eq!(
                refused.err(),
                Some(Error::RefusalIncomplete {
                    missing: part.into()
                })
            );
        }
        let unknown = RefusalInput {
            ground: "policy/no-such".into(),
            ..whole.clone()
        };
        let refused = desk.case_refuse(on(&case), unknown).await;
        assert!(
            matches!(refused, Err(Error::UnknownGround { ground, known })
                if ground == "policy/no-such" && known.contains(&whole.ground))
        );
        let as_answer = desk
            .case_answer(on(&case), answer(&case, Outcome::Refused))
            .await;
        assert!(matches!(as_answer, Err(Error::Invalid { .. })));
        let done = desk
            .case_refuse(on(&case), whole.clone())
            .await
            .expect("refusal");
        assert_eq!(done.status, Status::Answered);
        // Nothing was sent with it, so it is taken back as any other act.
        assert_eq!(desk.undo_last(case.id).await.expect("undone").act, "undo");
        let case = desk.case_open(case.id).await.expect("case");
        assert_eq!(case.asks[0].outcome, None);
        desk.case_refuse(on(&case), whole).await.expect("refusal");
        let case = desk.case_open(case.id).await.expect("case");
        assert_eq!(case.asks[0].outcome, Some(Outcome::Refused));
        assert!(case.asks[0].ground_title.is_some() && case.asks[0].route.is_some());
    });
}

#[test]
fn undo_brings_back_what_was_and_the_log_keeps_both() {
    tell(|office| async move {
        let desk = &office.desk;
        let before = office.call("A question", "Who keeps my data?").await;
        assert_eq!(
            desk.undo_last(before.id).await.err(),
            Some(Error::UndoNothing)
        );
        let triage = Triage {
            kinds: Some(vec![AskKind::View, AskKind::Complaint]),
            priority: Some(Priority::High),
            tags: Some(vec!["press".into(), " Press ".into()]),
            regime: Some("gdpr".into()),
            ..Triage::default()
        };
        let done = desk.case_triage(on(&before), triage).await.expect("triage");
        let after = desk.case_open(before.id).await.expect("case");
        assert_eq!(
            (after.tags.as_slice(), after.clocks.len()),
            (["press".to_owned()].as_slice(), 2)
        );
        desk.undo(done.undo.expect("undo")).await.expect("undone");
        let back = desk.case_open(before.id).await.expect("case");
        assert_eq!(back.status, before.status);
        assert_eq!(back.regime, before.regime);
        assert_eq!(
            back.asks.iter().map(|a| (a.id, a.kind)).collect::<Vec<_>>(),
            before
                .asks
                .iter()
                .map(|a| (a.id, a.kind))
                .collect::<Vec<_>>()
        );
        assert!(back.tags.is_empty());
        assert_eq!(
            desk.undo(done.undo.expect("undo")).await.err(),
            Some(Error::UndoNotPossible)
        );
        assert_eq!(back.timeline[0].act, "case.opened");
        assert!(back.timeline.iter().any(|e| e.act == "case.undo"));
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn an_act_on_an_old_version_is_refused_and_a_repeat_is_harmless() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = office.call("A question", "Who keeps my data?").await;
        let me = desk.session().person.id;
        let key = On {
            key: Some(Uuid::now_v7()),
            ..on(&case)
        };
        let first = desk.case_assign(key, Some(me)).await.expect("assign");
        let second = desk.case_assign(key, Some(me)).await.expect("again");
        assert_eq!((first.version, first.undo), (second.version, second.undo));
        assert_eq!(
            desk.case_assign(on(&case), None).await.err(),
            Some(Error::Conflict)
        );
    });
}

#[test]
fn new_mail_reopens_what_was_closed() {
    tell(|office| async move {
        let desk = &office.desk;
        office
            .receive(&[&mail(
                "Ada <ada@example.com>",
                "Your app",
                "a1@example.com",
                "",
                "A suggestion: a dark theme.",
            )])
            .await;
        let case = office.case(1).await;
        desk.case_triage(
            on(&case),
            Triage {
                kinds: Some(vec![AskKind::Suggestion]),
                ..Triage::default()
            },
        )
        .await
        .expect("triage");
        let case = office.case(1).await;
        desk.case_answer(on(&case), answer(&case, Outcome::Fulfilled))
            .await
            .expect("answer");
        let case = office.case(1).await;
        desk.case_close(on(&case)).await.expect("close");
        office.pass(TimeDelta::hours(1));
        office
            .receive(&[&mail(
                "Ada <ada@example.com>",
                "Re: Your app",
                "a2@example.com",
                "In-Reply-To: <a1@example.com>\n",
                "It is still light.",
            )])
            .await;
        let row = &office.list(View::AllOpen, "").await[0];
        assert_eq!(row.status, Some(Status::InProgress));
        assert!(row.unread);
        // What it asks now has a clock of its own, from now.
        let case = office.case(1).await;
        assert_eq!(case.asks.len(), 2);
        assert!(case.asks[1].outcome.is_none() && case.clocks[1].clock.met_at.is_none());
        assert!(row.due_at.is_some());
        assert!(case.timeline.iter().any(|e| e.act == "case.new-mail"));
    });
}

#[test]
fn waiting_snoozing_linking_and_parties() {
    tell(|office| async move {
        let desk = &office.desk;
        let one = office.call("A question", "Who keeps my data?").await;
        let two = office.call("Another", "And for how long?").await;
        assert!(
            two.alike.iter().any(|other| other.case == one.id),
            "the same address is suggested"
        );
        desk.case_link(on(&two), one.id, true).await.expect("link");
        let one = desk.case_open(one.id).await.expect("case");
        assert!(one.links.iter().any(|l| l.case == two.id && l.linked));

        let day = office.now().date_naive() + chrono::Days::new(3);
        desk.case_snooze(on(&one), Some(day)).await.expect("snooze");
        assert!(
            office
                .list(View::NeedsMe, "")
                .await
                .iter()
                .all(|row| row.id != one.id)
        );
        office.pass(TimeDelta::days(4));
        assert!(
            office
                .list(View::NeedsMe, "")
                .await
                .iter()
                .any(|row| row.id == one.id)
        );

        let case = desk.case_open(one.id).await.expect("case");
        let party = PartyInput {
            id: None,
            role: domain::complaints::PartyRole::Guardian,
            name: "Grace Quill".into(),
            address: String::new(),
            detail: "mother".into(),
            minor: false,
        };
        desk.case_party(on(&case), party).await.expect("party");
        let case = desk.case_open(one.id).await.expect("case");
        assert_eq!(case.parties.len(), 2);
        assert!(
            desk.case_await(on(&case), Status::AwaitingRequester)
                .await
                .is_err(),
            "not before triage"
        );
        desk.case_triage(
            on(&case),
            Triage {
                kinds: Some(vec![AskKind::Question]),
                minor: Some(true),
                ..Triage::default()
            },
        )
        .await
        .expect("triage");
        let case = desk.case_open(one.id).await.expect("case");
        desk.case_await(on(&case), Status::AwaitingRequester)
            .await
            .expect("await");
        assert!(office.list(View::Awaiting, "").await[0].minor);
        let case = desk.case_open(one.id).await.expect("case");
        desk.case_not_ours(on(&case), "Another company's app.")
            .await
            .expect("not ours");
        let case = desk.case_open(one.id).await.expect("case");
        assert_eq!(
            (case.status, case.asks[0].outcome),
            (Status::Closed, Some(Outcome::NotOurs))
        );
        desk.case_reopen(on(&case), "It is ours after all.")
            .await
            .expect("reopen");
        let case = desk.case_open(one.id).await.expect("case");
        assert_eq!(case.status, Status::InProgress);
        assert!(case.notes.iter().any(|n| n.text == "It is ours after all."));
    });
}

#[test]
fn a_reply_to_a_recorded_answer_joins_a_case_that_came_by_phone() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = office.call("A question", "Who keeps my data?").await;
        desk.case_triage(
            on(&case),
            Triage {
                kinds: Some(vec![AskKind::Question]),
                ..Triage::default()
            },
        )
        .await
        .expect("triage");
        let case = desk.case_open(case.id).await.expect("case");
        let sent = office.folder.path().join("sent.eml");
        let text = "From: service@minglives.com\r\nTo: ada@example.com\r\nSubject: Your question\r\n\
                    Message-ID: <ours@minglives.com>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0800\r\n\r\nWe do.\r\n";
        std::fs::write(&sent, text).expect("file");
        office.pass(TimeDelta::days(3));
        let answer = AnswerInput {
            text: String::new(),
            eml: Some(sent.display().to_string()),
            ..answer(&case, Outcome::Fulfilled)
        };
        desk.case_answer(on(&case), answer).await.expect("answer");
        let case = desk.case_open(case.id).await.expect("case");
        // It counts from when it was sent, not from when it was recorded.
        assert_eq!(
            case.asks[0].decided_at.map(|at| at.to_rfc3339()),
            Some("2026-03-02T01:00:00+00:00".into())
        );
        let reply = mail(
            "Ada <ada@example.com>",
            "Re: Your question",
            "a2@example.com",
            "In-Reply-To: <ours@minglives.com>\n",
            "For how long?",
        );
        let report = office.receive(&[&reply]).await;
        assert_eq!((report.joined, report.opened), (1, 0));
    });
}
