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
        AuditCommand::Export { file } => {
            let entries = desk.audit_export(&file).await?;
            let path = file.display().to_string();
            office.say(&json!({ "path": path, "entries": entries }), |words| {
                words.say("audit-export-done", &[("path", path.as_str().into())])
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

async fn log(office: &Office, desk: &Desk, args: LogArgs) -> Result<Said> {
    let who = match &args.person {
        Some(name) => Some(person(desk, name).await?),
        None => None,
    };
    let case = match &args.case {
        Some(case) => Some(desk.case_id(case).await?),
        None => None,
    };
    let filter = AuditFilter {
        act: args.act,
        person: who,
        case,
        from: args.from,
        to: args.to,
        before: None,
        limit: AuditFilter::page(),
    };
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
