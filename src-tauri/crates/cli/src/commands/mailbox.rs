//! `pdesk mailbox …` and `pdesk ledger`

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use desk::Desk;
use desk::mailbox::{
    LedgerQuery, MailboxInput, MailboxView, Secret, Smtp, SyncReport, SyncState, TestReport,
};
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use crate::args::{
    LedgerArgs, MailboxAddArgs, MailboxChangeArgs, MailboxCommand, SmtpArgs, SyncArgs,
};
use crate::error::Failure;
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};
use crate::terminal;

/// Entries asked for at once.
const PAGE: u32 = 500;

pub async fn run(office: &Office, desk: &Desk, command: MailboxCommand) -> Result<Said> {
    match command {
        MailboxCommand::Add(args) => {
            let view = desk.mailbox_add(input(args)?).await?;
            office.say(&view, |words| {
                words.say("mailbox-added", &[("name", view.name.as_str().into())])
            })
        }
        MailboxCommand::Change(args) => {
            let before = desk.mailbox(&args.name).await?;
            let view = desk
                .mailbox_change(before.id, changed(before, args)?)
                .await?;
            office.say(&view, |words| {
                words.say("mailbox-changed", &[("name", view.name.as_str().into())])
            })
        }
        MailboxCommand::List => {
            let all = desk.mailboxes().await?;
            office.say(&all, |words| output::mailbox::list(words, &all, zone(desk)))
        }
        MailboxCommand::Test { name } => {
            let report = desk.mailbox_test_kept(&name).await?;
            let said = office.say(&report, |words| output::mailbox::test(words, &report))?;
            Ok(said.but(failed_test(&report)))
        }
        MailboxCommand::Remove { name } => {
            let id = desk.mailbox(&name).await?.id;
            desk.mailbox_remove(id).await?;
            office.say(&json!({ "id": id }), |words| {
                words.say("mailbox-removed", &[("name", name.as_str().into())])
            })
        }
        MailboxCommand::Sync(SyncArgs { watch: true, .. }) => watch(office, desk).await,
        MailboxCommand::Sync(SyncArgs { name, .. }) => sync(office, desk, name, false).await,
        MailboxCommand::Reconcile { name } => sync(office, desk, name, true).await,
        MailboxCommand::Providers => {
            let all = desk::mailbox::providers();
            office.say(&all, |words| output::mailbox::providers(words, &all))
        }
    }
}

fn input(args: MailboxAddArgs) -> Result<MailboxInput> {
    Ok(MailboxInput {
        name: args.name,
        host: args.host,
        port: args.port,
        tls: args.tls.0,
        user: args.user,
        secret: secret(args.password_file, args.token_command)?,
        ca: certificates(args.ca_file)?,
        folders: args.folders,
        authserv_ids: args.authserv_ids,
        smtp: smtp(args.smtp),
    })
}

/// A mailbox as it is, but for what is given.
fn changed(before: MailboxView, args: MailboxChangeArgs) -> Result<MailboxInput> {
    let folders = before.folders.into_iter().map(|folder| folder.name);
    let or = |given: Vec<String>, before: Vec<String>| match given.is_empty() {
        true => before,
        false => given,
    };
    Ok(MailboxInput {
        name: args.called.unwrap_or(before.name),
        host: args.host.unwrap_or(before.host),
        port: args.port.unwrap_or(before.port),
        tls: args.tls.map_or(before.tls, |tls| tls.0),
        user: args.user.unwrap_or(before.user),
        secret: secret(args.password_file, args.token_command)?,
        ca: certificates(args.ca_file)?.or(before.ca.filter(|_| !args.no_ca)),
        folders: or(args.folders, folders.collect()),
        authserv_ids: match args.no_authserv_id {
            true => Vec::new(),
            false => or(args.authserv_ids, before.authserv_ids),
        },
        smtp: match args.no_smtp {
            true => None,
            false => smtp(args.smtp).or(before.smtp),
        },
    })
}

/// How mail is sent, where that is told: host, port and protection come together.
fn smtp(args: SmtpArgs) -> Option<Smtp> {
    Some(Smtp {
        host: args.smtp_host?,
        port: args.smtp_port?,
        tls: args.smtp_tls?.0,
        sender_name: args.sender_name.unwrap_or_default(),
        sender_address: args.sender_address.unwrap_or_default(),
        acknowledges: args.acknowledges,
    })
}

fn secret(password: Option<PathBuf>, command: Option<String>) -> Result<Option<Secret>> {
    Ok(match password {
        Some(file) => Some(Secret::Password(terminal::secret_file(&file)?.to_string())),
        None => command.map(Secret::TokenCommand),
    })
}

fn certificates(file: Option<PathBuf>) -> Result<Option<String>> {
    file.map(|path| std::fs::read_to_string(&path).map_err(|e| Failure::reading(&path, &e)))
        .transpose()
}

/// The failure of a test that did not come through.
fn failed_test(report: &TestReport) -> Option<Failure> {
    let last = report.steps.last()?;
    let why = last.why.clone()?;
    Some(Failure::Desk(desk::Error::Mailbox {
        step: last.step.clone(),
        why,
        said: last.said.clone(),
    }))
}

/// Looks at one mailbox, or at each in turn: one that does not answer keeps no other waiting.
async fn sync(office: &Office, desk: &Desk, name: Option<String>, all: bool) -> Result<Said> {
    let names = match name {
        Some(name) => vec![name],
        None => desk
            .mailboxes()
            .await?
            .into_iter()
            .map(|m| m.name)
            .collect(),
    };
    let ids: Vec<_> = desk.mailboxes().await?.iter().map(|m| m.id).collect();
    // An interrupt between two looks counts too, and each one that comes.
    let stopped = Arc::new(AtomicBool::new(false));
    let stopper = tokio::spawn({
        let (desk, stopped) = (desk.clone(), Arc::clone(&stopped));
        async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                stopped.store(true, Ordering::SeqCst);
                ids.iter().for_each(|id| desk.mailbox_stop(*id));
            }
        }
    });
    let mut reports: Vec<SyncReport> = Vec::new();
    let mut failure = None;
    for name in names {
        if stopped.load(Ordering::SeqCst) {
            failure = Some(Failure::ImportStopped);
            break;
        }
        match desk.mailbox_sync(&name, all).await {
            Ok(report) => {
                if report.mail.cancelled {
                    failure = Some(Failure::ImportStopped);
                }
                reports.push(report);
            }
            Err(error) => failure = failure.or(Some(Failure::Desk(error))),
        }
    }
    stopper.abort();
    let said = office.say(&reports, |words| output::mailbox::synced(words, &reports))?;
    Ok(said.but(failure))
}

/// Watches until interrupted, and says on stderr what each mailbox does.
async fn watch(office: &Office, desk: &Desk) -> Result<Said> {
    let heard = |kind| signal(kind).map_err(|e| Failure::Start { why: e.to_string() });
    // Both from the start: what comes while a state is shown counts too.
    let mut interrupt = heard(SignalKind::interrupt())?;
    let mut terminate = heard(SignalKind::terminate())?;
    let mut news = desk.mailbox_news();
    let watching = tokio::spawn({
        let desk = desk.clone();
        async move { desk.mailbox_watch().await }
    });
    let mut last: Vec<(String, SyncState)> = Vec::new();
    loop {
        tokio::select! {
            _ = interrupt.recv() => break,
            _ = terminate.recv() => break,
            changed = news.changed() => if changed.is_err() { break },
        }
        for mailbox in desk.mailboxes().await? {
            let now = (mailbox.name, mailbox.state);
            let counting = matches!(now.1, SyncState::Syncing { .. });
            if !counting && !last.contains(&now) {
                terminal::show(&output::clean(&output::mailbox::state(
                    &office.words,
                    &now.0,
                    &now.1,
                )));
                last.retain(|(name, _)| *name != now.0);
                last.push(now);
            }
        }
    }
    let ledger = desk.ledger().await?;
    desk.close().await;
    // It ends by itself once the desk is closed.
    let _ = watching.await;
    office.say(&ledger, |words| output::mailbox::ledger(words, &ledger))
}

pub async fn ledger(office: &Office, desk: &Desk, args: LedgerArgs) -> Result<Said> {
    let ledgers = desk.ledger().await?;
    let Some(folder) = args.folder else {
        return office.say(&ledgers, |words| output::mailbox::ledger(words, &ledgers));
    };
    let id = ledgers
        .iter()
        .find(|ledger| ledger.folder == folder)
        .map(|ledger| ledger.id)
        .ok_or(desk::Error::MailboxNotFound { name: folder })?;
    let mut entries = Vec::new();
    let mut query = LedgerQuery {
        disposition: args.disposition,
        gone: args.gone.then_some(true),
        before: None,
        limit: PAGE,
    };
    loop {
        let page = desk.ledger_entries(id, &query).await?;
        query.before = page.last().map(|entry| entry.uid);
        let ended = page.len() < PAGE as usize;
        entries.extend(page);
        if ended {
            break;
        }
    }
    office.say(&entries, |words| {
        output::mailbox::entries(words, &entries, zone(desk))
    })
}
