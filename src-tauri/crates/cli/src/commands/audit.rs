//! `pdesk audit …`

use std::path::Path;

use chrono_tz::Tz;
use desk::Desk;
use desk::audit::{AuditFilter, AuditVerdict};
use serde_json::json;

use super::collect;
use super::triage::person;
use crate::args::{AuditCommand, LogArgs};
use crate::auditor;
use crate::error::Failure;
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};
use crate::terminal;

pub async fn run(office: &Office, desk: &Desk, command: AuditCommand) -> Result<Said> {
    match command {
        AuditCommand::Log(args) => log(office, desk, args).await,
        AuditCommand::Verify { checkpoint, .. } => {
            let verdict = match checkpoint {
                Some(file) => {
                    let export = read(&file)?;
                    let last = export.lines().last().unwrap_or_default();
                    desk.audit_verify_since(last).await?
                }
                None => desk.audit_verify().await?,
            };
            say(office, &verdict, zone(desk))
        }
        AuditCommand::Prove { seq } => {
            let proof = desk.audit_prove(seq).await?;
            office.say(&proof, |_| format!("{proof:#}"))
        }
        AuditCommand::Checkpoint { to } => checkpoint(office, desk, to.as_deref()).await,
        AuditCommand::Table { file, which } => {
            let filter = filter(desk, &which).await?;
            let entries = desk.audit_table(&filter, &file).await?;
            let path = file.display().to_string();
            office.say(&json!({ "path": path, "entries": entries }), |words| {
                words.say("audit-written", &[("path", path.as_str().into())])
            })
        }
        AuditCommand::Export { file } => {
            let entries = desk.audit_export(&file).await?;
            let path = file.display().to_string();
            office.say(&json!({ "path": path, "entries": entries }), |words| {
                words.say("audit-written", &[("path", path.as_str().into())])
            })
        }
    }
}

/// Proves an exported log: no workspace is needed for it.
pub fn offline(
    office: &Office,
    export: &Path,
    key: Option<&str>,
    earlier: Option<&Path>,
) -> Result<Said> {
    let earlier = earlier.map(read).transpose()?;
    let verdict = auditor::verify(&read(export)?, key, earlier.as_deref())?;
    say(office, &verdict, Tz::UTC)
}

/// Proves one entry by its file: no workspace is needed for it.
pub fn proven(office: &Office, proof: &Path, key: Option<&str>) -> Result<Said> {
    let verdict = auditor::verify_entry(&read(proof)?, key)?;
    say(office, &verdict, Tz::UTC)
}

async fn checkpoint(office: &Office, desk: &Desk, to: Option<&Path>) -> Result<Said> {
    let mut value = desk.audit_checkpoint().await?;
    let text = value["checkpoint"].as_str().unwrap_or_default().to_owned();
    value["path"] = serde_json::Value::Null;
    let Some(to) = to else {
        return office.say(&value, |_| text.clone());
    };
    let file = if to.is_dir() {
        let size = text.lines().nth(1).unwrap_or_default();
        to.join(format!("checkpoint-{size}.json"))
    } else {
        to.to_owned()
    };
    // As the last line of an export: that is what `audit verify --checkpoint` reads.
    terminal::write_new(&file, format!("{value}\n").as_bytes())?;
    let path = file.display().to_string();
    value["path"] = json!(path);
    office.say(&value, |words| {
        words.say("audit-written", &[("path", path.as_str().into())])
    })
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|e| Failure::reading(file, &e))
}

fn say(office: &Office, verdict: &AuditVerdict, zone: Tz) -> Result<Said> {
    let failure = (!verdict.sound).then(|| {
        Failure::Desk(desk::Error::AuditNotSound {
            seq: verdict.first_bad.unwrap_or(0),
        })
    });
    let said = office.say(verdict, |words| {
        output::audit::verdict(words, verdict, zone)
    })?;
    Ok(said.but(failure))
}

/// What the arguments let through.
async fn filter(desk: &Desk, args: &LogArgs) -> Result<AuditFilter> {
    let who = match &args.person {
        Some(name) => Some(person(desk, name).await?),
        None => None,
    };
    let case = match &args.case {
        Some(case) => Some(desk.case_id(case).await?),
        None => None,
    };
    Ok(AuditFilter {
        act: args.act.clone(),
        person: who,
        case,
        from: args.from,
        to: args.to,
        before: args.before,
        limit: AuditFilter::page(),
    })
}

async fn log(office: &Office, desk: &Desk, args: LogArgs) -> Result<Said> {
    let filter = filter(desk, &args).await?;
    let (entries, next) = collect(args.limit, args.before, |before, limit| {
        let filter = AuditFilter {
            before,
            limit,
            ..filter.clone()
        };
        async move {
            let page = desk.audit_list(&filter).await?;
            Ok((page.entries, page.next))
        }
    })
    .await?;
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            let mut row = json!(entry);
            row["id"] = json!(entry.seq);
            row
        })
        .collect();
    office.say(&rows, |words| {
        let mut text = output::audit::log(words, &entries, zone(desk));
        if let Some(next) = next {
            let said = words.say("cli-more-before", &[("next", next.to_string().into())]);
            text.push_str(&format!("\n{said}\n"));
        }
        text
    })
}
