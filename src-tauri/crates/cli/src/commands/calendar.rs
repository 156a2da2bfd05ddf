//! `pdesk calendar …`

use desk::Desk;

use crate::args::CalendarCommand;
use crate::office::{Office, Result};
use crate::output::{self, Said};

pub async fn run(office: &Office, desk: &Desk, command: CalendarCommand) -> Result<Said> {
    let all = match command {
        CalendarCommand::List => desk.calendars_list().await?,
        CalendarCommand::Add {
            file,
            dry_run: true,
            ..
        } => {
            let years = desk.calendar_look(&file.to_string_lossy()).await?;
            return office.say(&years, |words| output::calendar::years(words, &years));
        }
        CalendarCommand::Add { file, calendar, .. } => {
            desk.calendar_add(&file.to_string_lossy(), &calendar)
                .await?
        }
        CalendarCommand::Remove { calendar } => desk.calendar_remove(&calendar).await?,
    };
    office.say(&all, |words| output::calendar::calendars(words, &all))
}
