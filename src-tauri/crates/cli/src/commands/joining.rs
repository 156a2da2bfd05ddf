//! Merging and splitting cases.

use desk::Desk;
use desk::complaints::{MergeInput, On, SplitInput};
use serde_json::json;

use super::answer::find;
use crate::args::{DistinctArgs, MergeArgs, SplitArgs, UnsplitArgs};
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};

/// The very case of a number, also where that leads to another by now.
async fn itself(desk: &Desk, case: &str) -> Result<On> {
    Ok(On {
        case: desk.case_itself(case).await?,
        version: None,
        key: None,
    })
}

pub async fn merge(office: &Office, desk: &Desk, args: MergeArgs) -> Result<Said> {
    let on = itself(desk, &args.case.case).await?;
    let into = desk.case_id(&args.into).await?;
    if args.dry_run {
        let view = desk.merge_preview(on.case, into).await?;
        return office.say(&view, |words| {
            output::joining::merge(words, &view, zone(desk))
        });
    }
    let input = MergeInput {
        into,
        other_person: args.other_person,
    };
    let done = desk.case_merge(on, input).await?;
    office.say(&done, |words| output::lists::done(words, &done))
}

pub async fn split(office: &Office, desk: &Desk, args: SplitArgs) -> Result<Said> {
    let on = itself(desk, &args.case.case).await?;
    let mut asks = Vec::with_capacity(args.asks.len());
    if !args.asks.is_empty() {
        let case = desk.case_open(on.case).await?;
        for named in &args.asks {
            asks.push(find(&office.words, &case, Some(named))?.id);
        }
    }
    let input = SplitInput {
        messages: args.messages,
        asks,
    };
    if args.dry_run {
        let view = desk.split_preview(on.case, &input).await?;
        return office.say(&view, |words| {
            output::joining::split(words, &view, zone(desk))
        });
    }
    let done = desk.case_split(on, &input).await?;
    office.say(&done, |words| output::lists::done(words, &done))
}

pub async fn unmerge(office: &Office, desk: &Desk, case: &str) -> Result<Said> {
    let done = desk.case_unmerge(itself(desk, case).await?).await?;
    office.say(&done, |words| output::lists::done(words, &done))
}

pub async fn unsplit(office: &Office, desk: &Desk, args: UnsplitArgs) -> Result<Said> {
    let on = itself(desk, &args.case.case).await?;
    let done = desk.case_unsplit(on, args.other_person).await?;
    office.say(&done, |words| output::lists::done(words, &done))
}

pub async fn distinct(office: &Office, desk: &Desk, args: DistinctArgs) -> Result<Said> {
    let case = desk.case_id(&args.case.case).await?;
    let other = desk.case_id(&args.other).await?;
    desk.case_distinct(case, other, !args.remove).await?;
    let value = json!({ "case": case, "other": other, "distinct": !args.remove });
    office.say(&value, |words| {
        words.plain(if args.remove {
            "cli-not-distinct"
        } else {
            "cli-distinct"
        })
    })
}
