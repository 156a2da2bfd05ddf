//! `pdesk cases bulk …`

use desk::Desk;
use desk::complaints::{BulkDone, BulkPreview, Deed, Marked};
use uuid::Uuid;

use super::cases::text;
use super::triage;
use crate::args::{BulkAct, BulkArgs, UndoBulkArgs};
use crate::office::{Office, Result, instant, zone};
use crate::output::{self, Said};

pub async fn bulk(office: &Office, desk: &Desk, args: BulkArgs) -> Result<Said> {
    let marked = Marked {
        cases: ids(desk, &args.cases).await?,
        all: args.all.then(|| args.listed.arrangement()),
        except: ids(desk, &args.except).await?,
        up_to: None,
    };
    let deed = deed(desk, args.act).await?;
    if args.dry_run {
        let preview: BulkPreview = desk.bulk_preview(&marked, deed).await?;
        return office.say(&preview, |words| output::bulk::preview(words, &preview));
    }
    let done = desk
        .bulk(&marked, deed, Uuid::new_v4(), |_, _| true)
        .await?;
    office.say(&done, |words| output::bulk::done(words, &done))
}

pub async fn undo(office: &Office, desk: &Desk, args: UndoBulkArgs) -> Result<Said> {
    let done: BulkDone = desk.bulk_undo(args.id).await?;
    office.say(&done, |words| output::bulk::done(words, &done))
}

async fn ids(desk: &Desk, cases: &[String]) -> Result<Vec<Uuid>> {
    let mut ids = Vec::with_capacity(cases.len());
    for case in cases {
        ids.push(desk.case_id(case).await?);
    }
    Ok(ids)
}

async fn deed(desk: &Desk, act: BulkAct) -> Result<Deed> {
    Ok(match act {
        BulkAct::Triage(fields) => Deed::Triage {
            triage: triage::made(fields),
        },
        BulkAct::Assign { person } => Deed::Assign {
            person: triage::whom(desk, &person).await?,
        },
        BulkAct::Note(words) => Deed::Note {
            text: text(&words)?,
            mentions: Vec::new(),
        },
        BulkAct::Await { what } => Deed::Await {
            what: what.status(),
        },
        BulkAct::Resume => Deed::Resume,
        BulkAct::Snooze { until } => Deed::Snooze { until },
        BulkAct::NotOurs(why) => Deed::NotOurs { reason: why.reason },
        BulkAct::Close => Deed::Close,
        BulkAct::Reopen(why) => Deed::Reopen { reason: why.reason },
        BulkAct::Hold(why) => Deed::Hold { reason: why.reason },
        BulkAct::Release => Deed::Release,
        BulkAct::Acknowledge(sent) => Deed::Acknowledge {
            text: text(&sent.words)?,
            sent_at: sent.sent_at.map(|at| instant(at, zone(desk))),
        },
        BulkAct::Answer(answer) => Deed::Answer {
            text: text(&answer.sent.words)?,
            outcome: answer.outcome,
            reason: answer.reason,
            sent_at: answer.sent.sent_at.map(|at| instant(at, zone(desk))),
        },
        BulkAct::Refuse(refusal) => Deed::Refuse {
            ground: refusal.ground,
            reason: refusal.reason,
            route: refusal.route,
            text: text(&refusal.words)?,
        },
        BulkAct::Link { to } => Deed::Link {
            to: match to {
                Some(case) => Some(desk.case_id(&case).await?),
                None => None,
            },
        },
        BulkAct::Merge { other_person } => Deed::Merge { other_person },
    })
}
