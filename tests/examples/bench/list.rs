//! How long an officer waits for lists and searches among many cases.

use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use desk::Desk;
use desk::complaints::{CasePage, ListQuery, View};
use testbed::bulk::{COMMON, RARE};

use crate::team::Team;

/// How often each is asked.
const TIMES: usize = 200;

/// Among `count` cases.
pub fn run(count: usize) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(measured(count))
}

async fn measured(count: usize) -> Result<()> {
    let team = Team::begin().await?;
    // Made at once when everything is there, as after a restore.
    team.psql("drop index desk.search_token_gin")?;
    let started = Instant::now();
    team.cases(count, 1).await?;
    let took = started.elapsed().as_secs_f64();
    eprintln!("{count} cases in {took:.0} s");
    team.psql(
        "set maintenance_work_mem = '1GB';
         create index search_token_gin on desk.search_token using gin (tokens)",
    )?;
    team.psql("vacuum analyze")?;
    let size = team.psql("select pg_database_size(current_database()) / 1000000")?;
    let desk = team.officer("reader", |_| Ok(())).await?;
    println!(
        "\n{count} cases ({size} MB), as an officer over TLS: `bench list {count}`; {:.0} cases a second came in\n",
        count as f64 / took
    );
    println!("| asked | shown | p50 (ms) | p99 (ms) |");
    println!("| --- | ---: | ---: | ---: |");
    let first = asked(&desk, "").await?;
    if count >= 1_000 && first.total.count < 999 {
        bail!("{} cases are listed", first.total.count);
    }
    timed(&desk, "list, first page", "", false).await?;
    timed(&desk, "list, next page", "", true).await?;
    timed(&desk, "search: a rare word", RARE, false).await?;
    timed(
        &desk,
        "search: a word of three in five cases",
        COMMON,
        false,
    )
    .await?;
    timed(&desk, "search: two Chinese characters", "的一", false).await?;
    timed(&desk, "search: a word of nobody", "zzyzx", false).await
}

async fn asked(desk: &Desk, query: &str) -> Result<CasePage> {
    Ok(desk.cases_list(&page(query, None)).await?)
}

fn page(query: &str, after: Option<String>) -> ListQuery {
    ListQuery {
        view: View::AllOpen,
        query: query.to_owned(),
        after,
        ..ListQuery::default()
    }
}

/// Asks again and again, for the first page or for each next one, and prints a row.
async fn timed(desk: &Desk, name: &str, query: &str, next: bool) -> Result<()> {
    let first = asked(desk, query).await?;
    let shown = first.rows.len();
    let mut after = first.next;
    let mut waited = Vec::with_capacity(TIMES);
    while waited.len() < TIMES {
        let query = page(query, after.clone().filter(|_| next));
        let started = Instant::now();
        let page = desk.cases_list(&query).await?;
        waited.push(started.elapsed().as_secs_f64() * 1000.0);
        if next {
            after = Some(page.next.context("a next page")?);
        }
        // Once is enough of what takes long.
        if waited.iter().sum::<f64>() > 60_000.0 {
            break;
        }
    }
    waited.sort_by(f64::total_cmp);
    let at = |share: usize| waited[(waited.len() * share / 100).min(waited.len() - 1)];
    println!("| {name} | {shown} | {:.1} | {:.1} |", at(50), at(99));
    Ok(())
}
