//! `pdesk retention …`

use desk::Desk;
use desk::retention::DuePage;
use serde_json::json;

use crate::args::{RetentionCommand, SetPeriodArgs};
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};

pub async fn run(office: &Office, desk: &Desk, command: RetentionCommand) -> Result<Said> {
    match command {
        RetentionCommand::Show => show(office, desk).await,
        RetentionCommand::Set(args) => {
            set(desk, args).await?;
            show(office, desk).await
        }
        RetentionCommand::Due => {
            let due = due(desk).await?;
            office.say(&due, |words| output::retention::due(words, &due))
        }
        RetentionCommand::Erase { confirm } => {
            let due = due(desk).await?;
            let free = due
                .rows
                .iter()
                .filter(|row| !row.held && row.duty.is_none());
            let cases: Vec<_> = free.map(|row| row.case).collect();
            let mut many = desk.retention_erase(&cases, confirm).await?;
            many.messages = desk.retention_erase_automated().await?.messages;
            office.say(&many, |words| output::retention::erased_many(words, &many))
        }
        RetentionCommand::List { file } => {
            let erased = desk.write_erasures_to(&file).await?;
            let path = file.display().to_string();
            office.say(&json!({ "path": path, "erased": erased }), |words| {
                let params = [("count", erased.into()), ("path", path.as_str().into())];
                words.say("erasures-written", &params)
            })
        }
        RetentionCommand::Backups => backups(office, desk).await,
        RetentionCommand::Destroy { backup } => {
            desk.destroy_backup(backup).await?;
            backups(office, desk).await
        }
    }
}

async fn show(office: &Office, desk: &Desk) -> Result<Said> {
    let view = desk.retention().await?;
    office.say(&view, |words| output::retention::periods(words, &view))
}

async fn set(desk: &Desk, args: SetPeriodArgs) -> Result<()> {
    match (args.class, args.backup_days) {
        (Some(class), _) => desk
            .set_period(class.as_str(), args.months)
            .await
            .map(drop)?,
        (None, Some(days)) => desk.set_backup_days(days).await?,
        // The arguments ask for one of the two.
        (None, None) => {}
    }
    Ok(())
}

/// Everything that is due, in one page.
async fn due(desk: &Desk) -> Result<DuePage> {
    let mut all = desk.retention_due(None).await?;
    while let Some(next) = all.next.take() {
        let page = desk.retention_due(Some(&next)).await?;
        all.rows.extend(page.rows);
        all.next = page.next;
    }
    Ok(all)
}

async fn backups(office: &Office, desk: &Desk) -> Result<Said> {
    let backups = desk.backup_list().await?;
    office.say(&backups, |words| {
        output::retention::backups(words, &backups, zone(desk))
    })
}
