//! `pdesk cases …`: lists, and acts that are a call each.

use desk::Desk;
use desk::complaints::{Arrangement, Deed, Done, ListQuery, NewCase, On, View};
use serde_json::json;

use super::{answer, answers, array, bulk, collect, go_on, joining, package, tasks, triage};
use crate::args::{CasesCommand, NewArgs, Part, SearchArgs, StatsArgs, TextArgs};
use crate::error::Failure;
use crate::office::{Office, Result, instant, zone};
use crate::output::{self, Said};
use crate::words::wire;

pub async fn run(office: &Office, desk: &Desk, command: CasesCommand) -> Result<Said> {
    let done = match command {
        CasesCommand::List(args) => {
            let shows = args.listed.arrangement();
            return list(office, desk, &shows, args.part).await;
        }
        CasesCommand::Search(args) => return search(office, desk, args).await,
        CasesCommand::Counts => return counts(office, desk).await,
        CasesCommand::Stats(args) => return stats(office, desk, args).await,
        CasesCommand::Show(args) => {
            let case = desk.case_open(desk.case_id(&args.case).await?).await?;
            return office.say(&case, |words| output::case::case(words, &case, zone(desk)));
        }
        CasesCommand::Extend(args) => return answer::extend(office, desk, args).await,
        CasesCommand::Task(command) => return tasks::run(office, desk, command).await,
        CasesCommand::Merge(args) => return joining::merge(office, desk, args).await,
        CasesCommand::Split(args) => return joining::split(office, desk, args).await,
        CasesCommand::Unmerge(args) => return joining::unmerge(office, desk, &args.case).await,
        CasesCommand::Unsplit(args) => return joining::unsplit(office, desk, args).await,
        CasesCommand::Distinct(args) => return joining::distinct(office, desk, args).await,
        CasesCommand::Close(args) => return close(office, desk, &args.case).await,
        CasesCommand::New(args) => new(desk, args).await?,
        CasesCommand::Triage(args) => triage::triage(desk, args).await?,
        CasesCommand::Assign(args) => triage::assign(desk, args).await?,
        CasesCommand::Note(args) => {
            let text = text(&args.words)?;
            let mut mentions = Vec::with_capacity(args.mentions.len());
            for name in &args.mentions {
                mentions.push(triage::person(desk, name).await?);
            }
            let on = on(desk, &args.case.case).await?;
            desk.deed(on, Deed::Note { text, mentions }).await?
        }
        CasesCommand::Identity(args) => triage::identity(desk, args).await?,
        CasesCommand::Party(args) => triage::party(desk, args).await?,
        CasesCommand::Await(args) => {
            let on = on(desk, &args.case.case).await?;
            desk.case_await(on, args.what.status()).await?
        }
        CasesCommand::Resume(args) => desk.case_resume(on(desk, &args.case).await?).await?,
        CasesCommand::Acknowledge(args) => answer::acknowledge(desk, args).await?,
        CasesCommand::Answer(args) => answer::answer(office, desk, args).await?,
        CasesCommand::Refuse(args) => answer::refuse(office, desk, args).await?,
        CasesCommand::Told(args) => answer::told(office, desk, args).await?,
        CasesCommand::NotOurs(args) => {
            let on = on(desk, &args.case.case).await?;
            desk.case_not_ours(on, &args.reason).await?
        }
        CasesCommand::Snooze(args) => {
            let on = on(desk, &args.case.case).await?;
            desk.case_snooze(on, args.until).await?
        }
        CasesCommand::Link(args) => {
            let on = on(desk, &args.case.case).await?;
            let other = desk.case_id(&args.other).await?;
            desk.case_link(on, other, !args.remove).await?
        }
        CasesCommand::Reopen(args) => {
            let on = on(desk, &args.case.case).await?;
            desk.case_reopen(on, &args.reason).await?
        }
        CasesCommand::Hold(args) => {
            let on = on(desk, &args.case.case).await?;
            desk.case_hold(on, &args.reason).await?
        }
        CasesCommand::Release(args) => desk.case_release(on(desk, &args.case).await?).await?,
        CasesCommand::Erase(args) => {
            let on = on(desk, &args.case.case).await?;
            desk.case_erase(on, args.because, args.confirm).await?
        }
        CasesCommand::VerifyIdentity(args) => {
            return answers::verify_identity(office, desk, args).await;
        }
        CasesCommand::Package(args) => return package::package(office, desk, args).await,
        CasesCommand::Reply(args) => return answers::reply(office, desk, args).await,
        CasesCommand::Bulk(args) => return bulk::bulk(office, desk, args).await,
        CasesCommand::UndoBulk(args) => return bulk::undo(office, desk, args).await,
        CasesCommand::Undo(args) => desk.undo_last(desk.case_itself(&args.case).await?).await?,
    };
    office.say(&done, |words| output::lists::done(words, &done))
}

/// A case that is worked on, at whatever version it has.
pub async fn on(desk: &Desk, case: &str) -> Result<On> {
    Ok(On {
        case: desk.case_id(case).await?,
        version: None,
        key: None,
    })
}

/// A text that was given as it is, in a file, or on stdin; empty where none was.
pub fn text(args: &TextArgs) -> Result<String> {
    match (&args.text, &args.text_file) {
        (Some(text), _) => Ok(text.clone()),
        (None, Some(file)) if file.as_os_str() == "-" => {
            std::io::read_to_string(std::io::stdin()).map_err(|e| Failure::reading(file, &e))
        }
        (None, Some(file)) => std::fs::read_to_string(file).map_err(|e| Failure::reading(file, &e)),
        (None, None) => Ok(String::new()),
    }
}

/// The cases of an arrangement, in pages.
pub async fn list(office: &Office, desk: &Desk, shows: &Arrangement, part: Part) -> Result<Said> {
    let (rows, next) = collect(part.limit, part.after, |after, limit| {
        let query = ListQuery {
            view: shows.view,
            query: shows.query.clone(),
            sort: shows.sort,
            reverse: shows.reverse,
            after,
            limit,
        };
        async move {
            let page = desk.cases_list(&query).await?;
            Ok((page.rows, page.next))
        }
    })
    .await?;
    let next = next.as_deref();
    office.say(&array(&rows, next), |words| {
        output::lists::cases(words, &rows, zone(desk)) + &go_on(words, next)
    })
}

async fn search(office: &Office, desk: &Desk, args: SearchArgs) -> Result<Said> {
    let shows = Arrangement {
        view: View::All,
        query: args.words.join(" "),
        sort: None,
        reverse: false,
        grouped: false,
        columns: Vec::new(),
    };
    let part = Part {
        limit: args.limit,
        after: None,
    };
    list(office, desk, &shows, part).await
}

async fn counts(office: &Office, desk: &Desk) -> Result<Said> {
    let counts = desk.cases_counts().await?;
    let rows: Vec<_> = counts
        .iter()
        .map(|count| {
            let mut row = json!(count);
            row["id"] = json!(wire(&count.view));
            row
        })
        .collect();
    office.say(&rows, |words| output::lists::counts(words, &counts))
}

async fn stats(office: &Office, desk: &Desk, args: StatsArgs) -> Result<Said> {
    let stats = desk.cases_stats(args.from, args.to).await?;
    office.say(&stats, |words| output::stats::figures(words, &stats))
}

async fn new(desk: &Desk, args: NewArgs) -> Result<Done> {
    let input = NewCase {
        channel: args.channel,
        received_at: args.received_at.map(|at| instant(at, zone(desk))),
        subject: args.subject,
        text: text(&args.words)?,
        kinds: args.kinds,
        name: args.name,
        address: args.address,
        detail: args.detail,
    };
    Ok(desk.case_new(input).await?)
}

async fn close(office: &Office, desk: &Desk, case: &str) -> Result<Said> {
    let on = on(desk, case).await?;
    let still_open = desk.case_open(on.case).await?.still_open;
    let done = desk.case_close(on).await?;
    let mut value = json!(done);
    value["still_open"] = json!(still_open);
    office.say(&value, |words| {
        let mut lines = vec![output::lists::done(words, &done)];
        lines.extend(still_open.iter().map(|open| words.word("still-open", open)));
        lines.join("\n")
    })
}
