//! `pdesk cases reply` and `pdesk outbox …`

use chrono::{DateTime, Utc};
use desk::answers::{Decisions, DraftView, OutboxView, SaveDraft, SendDraft, StopView, Writing};
use desk::complaints::{Done, RecipientTold};
use desk::{Desk, Error};
use uuid::Uuid;

use super::answer::outcomes;
use super::cases::{on, text};
use crate::args::{OutboxCommand, ReplyArgs, VerifyArgs};
use crate::error::Failure;
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};

/// Writes an answer and has it go, or keeps it as a draft. What keeps it from going keeps it as a
/// draft no longer either: a command is given again.
pub async fn reply(office: &Office, desk: &Desk, args: ReplyArgs) -> Result<Said> {
    let began = Utc::now();
    let on = on(desk, &args.case.case).await?;
    let (check, queue, keep) = (args.check, args.queue, args.draft);
    let confirmed = args.confirmed.clone();
    let files: Vec<String> = args
        .files
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    let writing = writing(office, desk, args).await?;
    let saved = desk.draft_save(SaveDraft {
        case: on.case,
        id: None,
        version: None,
        writing,
    });
    let mut draft = saved.await?;
    let id = draft.id;
    let sent = async {
        for file in &files {
            draft = desk.draft_attach(id, file).await?;
        }
        if keep {
            return Ok(Sent::Kept);
        }
        if check {
            return Ok(Sent::Stopped(desk.reply_check(id).await?));
        }
        let version = draft.version;
        let send = SendDraft {
            draft: id,
            version,
            confirmed,
        };
        Ok::<_, Error>(Sent::Gone(desk.case_reply(on, send).await?))
    };
    let sent = sent.await;
    if matches!(sent, Err(_) | Ok(Sent::Stopped(_))) {
        desk.draft_discard(id).await?;
    }
    match sent? {
        Sent::Kept => office.say(&draft, |words| {
            output::drafts::draft(words, &draft, zone(desk))
        }),
        Sent::Stopped(stops) => stopped(office, &stops),
        Sent::Gone(done) if queue => office.say(&done, |words| output::lists::done(words, &done)),
        Sent::Gone(done) => gone(office, desk, &done, began).await,
    }
}

/// What became of an answer.
enum Sent {
    Gone(Done),
    Stopped(Vec<StopView>),
    Kept,
}

/// Sends a code to the address on record, says one that is passed on in the app, or takes the one
/// that was said.
pub async fn verify_identity(office: &Office, desk: &Desk, args: VerifyArgs) -> Result<Said> {
    let on = on(desk, &args.case.case).await?;
    if let Some(code) = &args.code {
        let done = desk.identity_prove(on, code).await?;
        return office.say(&done, |words| output::lists::done(words, &done));
    }
    if let Some(account) = &args.account {
        let handed = desk.identity_hand(on.case, account).await?;
        return office.say(&handed, |words| {
            output::answers::handed(words, &handed, zone(desk))
        });
    }
    let began = Utc::now();
    let draft = desk.identity_ask(on.case, args.to.as_deref()).await?;
    let send = SendDraft {
        draft: draft.id,
        version: draft.version,
        confirmed: Vec::new(),
    };
    let done = desk.case_reply(on, send).await;
    if done.is_err() {
        desk.draft_discard(draft.id).await?;
    }
    gone(office, desk, &done?, began).await
}

/// Has what was queued go, and says whether it did.
pub(super) async fn gone(
    office: &Office,
    desk: &Desk,
    done: &Done,
    began: DateTime<Utc>,
) -> Result<Said> {
    desk.outbox_flush().await?;
    let left = desk.outbox().await?;
    let ours = |one: &OutboxView| one.case == done.case && one.queued_at >= began;
    let left = left.into_iter().rfind(ours);
    let said = office.say(done, |words| output::lists::done(words, done))?;
    Ok(said.but(left.map(|one| {
        Failure::Desk(Error::NotSent {
            state: one.state.to_string(),
            said: one.failure.map(|f| f.said).unwrap_or_default(),
        })
    })))
}

fn stopped(office: &Office, stops: &[StopView]) -> Result<Said> {
    office.say(&stops, |words| output::answers::stops(words, stops))
}

async fn writing(office: &Office, desk: &Desk, args: ReplyArgs) -> Result<Writing> {
    let case = desk.case_id(&args.case.case).await?;
    let begun = desk.reply_begin(case, args.answers).await?.writing;
    let case = desk.case_open(case).await?;
    let told: Vec<RecipientTold> = args
        .tell
        .into_iter()
        .map(|one| RecipientTold {
            name: one.name,
            told_on: one.told_on,
        })
        .collect();
    let mailbox = match &args.from {
        Some(name) => Some(desk.mailbox(name).await?.id),
        None => begun.mailbox,
    };
    Ok(Writing {
        to: if args.to.is_empty() {
            begun.to
        } else {
            args.to
        },
        cc: args.cc,
        subject: args.subject.unwrap_or(begun.subject),
        text: text(&args.words)?,
        quoted: if args.no_quote {
            String::new()
        } else {
            begun.quoted
        },
        html: args.html,
        mailbox,
        answers: begun.answers,
        decides: Decisions {
            outcomes: outcomes(&office.words, &case, &args.outcomes, &args.reason, &told)?,
            refusals: Vec::new(),
            acknowledges: args.acknowledges,
            awaits: args.awaits.map(|what| what.status()),
            extends: None,
        },
        again: None,
    })
}

pub async fn outbox(office: &Office, desk: &Desk, command: OutboxCommand) -> Result<Said> {
    match command {
        OutboxCommand::Flush => {
            let flushed = desk.outbox_flush().await?;
            return office.say(&flushed, |words| output::answers::flushed(words, &flushed));
        }
        OutboxCommand::List => {}
        OutboxCommand::Again { message, to } => {
            let draft = again(desk, message, to).await?;
            return office.say(&draft, |words| {
                output::drafts::draft(words, &draft, zone(desk))
            });
        }
        OutboxCommand::Retry { message } => desk.outbox_retry(message).await?,
        OutboxCommand::Cancel { message } => desk.outbox_cancel(message).await?,
        OutboxCommand::Arrived { message } => desk.outbox_arrived(message).await?,
    }
    let all = desk.outbox().await?;
    office.say(&all, |words| {
        output::answers::outbox(words, &all, zone(desk))
    })
}

async fn again(desk: &Desk, message: Uuid, to: Vec<String>) -> Result<DraftView> {
    let draft = desk.draft_again(message).await?;
    if to.is_empty() {
        return Ok(draft);
    }
    let writing = Writing {
        to,
        cc: Vec::new(),
        ..draft.writing
    };
    let draft = SaveDraft {
        case: draft.case,
        id: Some(draft.id),
        version: Some(draft.version),
        writing,
    };
    Ok(desk.draft_save(draft).await?)
}
