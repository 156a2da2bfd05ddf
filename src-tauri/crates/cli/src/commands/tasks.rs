//! `pdesk cases task …`

use desk::Desk;
use desk::complaints::TaskInput;

use super::cases::{on, text};
use crate::args::TaskCommand;
use crate::office::{Office, Result};
use crate::output::{self, Said};

pub async fn run(office: &Office, desk: &Desk, command: TaskCommand) -> Result<Said> {
    let done = match command {
        TaskCommand::Give(args) => {
            let input = TaskInput {
                department: args.department,
                due_on: args.due,
                text: text(&args.words)?,
                excerpt: args.excerpt,
            };
            desk.case_task(on(desk, &args.case.case).await?, input)
                .await?
        }
        TaskCommand::Answer(args) => {
            let on = on(desk, &args.case.case).await?;
            desk.case_task_answer(on, args.task, &text(&args.words)?)
                .await?
        }
        TaskCommand::Withdraw(args) => {
            let on = on(desk, &args.case.case).await?;
            desk.case_task_withdraw(on, args.task, &args.reason).await?
        }
        TaskCommand::List(args) => {
            let case = desk.case_open(desk.case_id(&args.case).await?).await?;
            return office.say(&case.tasks, |words| {
                let tasks = case.tasks.iter();
                let lines: Vec<_> = tasks.map(|one| output::case::task(words, one)).collect();
                lines.join("\n")
            });
        }
    };
    office.say(&done, |words| output::lists::done(words, &done))
}
