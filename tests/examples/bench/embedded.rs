//! How long an officer waits on the embedded workspace, at 1,000 cases and at a thousand times as
//! many.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use chrono::Utc;
use desk::Desk;
use desk::complaints::{Deed, ListQuery, Marked, On, Triage, View};
use desk::workspace::{Creation, NewWorkspace, Place};
use domain::complaints::{AskKind, Priority};
use testbed::bulk::{COMMON, RARE};
use uuid::Uuid;

use crate::team::{PASSPHRASE, cheap, opened};

/// How often each is asked, and how often an act on a hundred cases is done.
const TIMES: usize = 300;
const BULKS: usize = 30;
/// What is asked no more often once all of it took so long.
const LONG: Duration = Duration::from_secs(20);

/// Measures at 1,000 cases, and at ten times as many each time up to `count`.
pub fn run(count: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let sizes: Vec<usize> = std::iter::successors(Some(1_000), |size| Some(size * 10))
        .take_while(|size| *size <= count)
        .collect();
    let runtime = tokio::runtime::Runtime::new()?;
    let columns = runtime.block_on(grown(folder.path(), &sizes))?;
    println!("\nEmbedded workspace: `bench embedded {count}`; p50 / p99 in ms\n");
    print!("| asked |");
    for size in &sizes {
        print!(" {size} |");
    }
    println!(
        " p50, last / 10,000 |\n| --- |{}",
        " ---: |".repeat(sizes.len() + 1)
    );
    let first = columns.first().context("a size")?;
    for (at, row) in first.iter().enumerate() {
        print!("| {} |", row.name);
        for column in &columns {
            print!(" {:.1} / {:.1} |", column[at].p50, column[at].p99);
        }
        let grew =
            columns.last().context("a size")?[at].p50 / columns[1.min(columns.len() - 1)][at].p50;
        println!(" {grew:.2} × |");
    }
    runtime.block_on(crate::window::run(&workspace(folder.path()), count))
}

fn workspace(folder: &Path) -> PathBuf {
    folder.join("bench.desk")
}

struct Row {
    name: String,
    p50: f64,
    p99: f64,
}

async fn grown(folder: &Path, sizes: &[usize]) -> Result<Vec<Vec<Row>>> {
    let place = Place::folder(workspace(folder));
    let input = NewWorkspace {
        name: "Bench".to_owned(),
        person: "Li Wen".to_owned(),
        ..NewWorkspace::default()
    };
    let desk = Creation::begin(place, PASSPHRASE, input, cheap())?
        .finish_unchecked()
        .await?;
    let mut columns = Vec::new();
    let mut ids = Vec::new();
    for (size, seed) in sizes.iter().zip(1..) {
        let (started, more) = (Instant::now(), size - ids.len());
        ids.extend(opened(desk.clone(), more, seed).await?);
        eprintln!(
            "{size} cases: {:.0} came in a second",
            more as f64 / started.elapsed().as_secs_f64()
        );
        columns.push(measured(&desk, &ids).await?);
    }
    desk.close().await;
    Ok(columns)
}

async fn measured(desk: &Desk, ids: &[Uuid]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for view in View::ALL {
        let name = format!("first page: {view:?}");
        rows.push(pages(desk, name, page(*view, ""), false).await?);
    }
    let open = |query: &str| page(View::AllOpen, query);
    rows.push(pages(desk, "next page".to_owned(), open(""), true).await?);
    rows.push(opening(desk, ids).await?);
    rows.push(triage(desk, ids).await?);
    let asked = [
        ("filter: a tag of few", format!("tag:{TAG}")),
        (
            "filter: due, and of a kind",
            "due:<7d kind:delete".to_owned(),
        ),
        ("search: a rare word", RARE.to_owned()),
        ("search: a word of three in five cases", COMMON.to_owned()),
        ("search: two Chinese characters", "的一".to_owned()),
        ("search: a word of nobody", "zzyzx".to_owned()),
    ];
    for (name, query) in asked {
        rows.push(pages(desk, name.to_owned(), open(&query), false).await?);
    }
    rows.push(bulk(desk, ids).await?);
    rows.extend(around(desk).await?);
    Ok(rows)
}

/// What the window asks by itself, and a page that is asked for meanwhile.
async fn around(desk: &Desk) -> Result<Vec<Row>> {
    let [mut counts, mut news, mut figures, mut meanwhile] = [const { Vec::new() }; 4];
    for _ in 0..BULKS {
        let started = Instant::now();
        desk.cases_counts().await?;
        counts.push(started.elapsed());
        let started = Instant::now();
        desk.notices(Utc::now()).await?;
        news.push(started.elapsed());
    }
    let counting = desk.clone();
    let started = Instant::now();
    let counting = tokio::spawn(async move { counting.cases_stats(None, None).await });
    while meanwhile.is_empty() || !counting.is_finished() {
        let started = Instant::now();
        desk.cases_list(&page(View::AllOpen, "")).await?;
        meanwhile.push(started.elapsed());
    }
    counting.await??;
    figures.push(started.elapsed());
    let rows = [
        ("the rail's counts", counts),
        ("what the desktop is told", news),
        ("the figures", figures),
        ("first page while they are counted", meanwhile),
    ];
    Ok(rows
        .map(|(name, waited)| Row::of(name.to_owned(), waited))
        .into())
}

/// What few cases are tagged with: those that were triaged here.
const TAG: &str = "seen";

fn page(view: View, query: &str) -> ListQuery {
    ListQuery {
        view,
        query: query.to_owned(),
        ..ListQuery::default()
    }
}

/// The first page again and again, or each next one.
async fn pages(desk: &Desk, name: String, mut query: ListQuery, next: bool) -> Result<Row> {
    let mut waited = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let started = Instant::now();
        let page = desk.cases_list(&query).await?;
        waited.push(started.elapsed());
        if next {
            // From the beginning again, where they come to an end.
            query.after = page.next;
        }
        // A few times is enough of what takes long.
        if waited.len() >= 5 && waited.iter().sum::<Duration>() > LONG {
            break;
        }
    }
    Ok(Row::of(name, waited))
}

/// Cases all over the workspace, each opened once.
async fn opening(desk: &Desk, ids: &[Uuid]) -> Result<Row> {
    let mut waited = Vec::with_capacity(TIMES);
    for id in spread(ids, TIMES) {
        let started = Instant::now();
        let case = desk.case_open(id).await?;
        waited.push(started.elapsed());
        if case.id != id {
            bail!("another case");
        }
    }
    Ok(Row::of("opening a case".to_owned(), waited))
}

async fn triage(desk: &Desk, ids: &[Uuid]) -> Result<Row> {
    let mut waited = Vec::with_capacity(TIMES);
    for case in spread(ids, TIMES) {
        let triage = Triage {
            kinds: Some(vec![AskKind::Delete]),
            tags: Some(vec![TAG.to_owned()]),
            ..Triage::default()
        };
        let on = On {
            case,
            version: None,
            key: None,
        };
        let started = Instant::now();
        desk.case_triage(on, triage).await?;
        waited.push(started.elapsed());
    }
    Ok(Row::of("an act of triage".to_owned(), waited))
}

/// One act on a hundred cases, others each time.
async fn bulk(desk: &Desk, ids: &[Uuid]) -> Result<Row> {
    let mut waited = Vec::with_capacity(BULKS);
    let all: Vec<Uuid> = spread(ids, BULKS * 100).collect();
    for (cases, turn) in all.chunks(100).zip(0..) {
        let priority = if turn % 2 == 0 {
            Priority::High
        } else {
            Priority::Low
        };
        let deed = Deed::Triage {
            triage: Triage {
                priority: Some(priority),
                ..Triage::default()
            },
        };
        let marked = Marked {
            cases: cases.to_vec(),
            ..Marked::default()
        };
        let started = Instant::now();
        let done = desk
            .bulk(&marked, deed, Uuid::now_v7(), |_, _| true)
            .await?;
        waited.push(started.elapsed());
        if done.done as usize != cases.len() {
            bail!("{done:?}");
        }
    }
    Ok(Row::of("one act on a hundred cases".to_owned(), waited))
}

/// So many of them, from all over; some more than once where there are fewer.
fn spread(ids: &[Uuid], count: usize) -> impl Iterator<Item = Uuid> {
    // A prime that no size divides by.
    (0..count).map(|n| ids[n * 7_919 * (ids.len() / 10_000).max(1) % ids.len()])
}

impl Row {
    fn of(name: String, mut waited: Vec<Duration>) -> Self {
        waited.sort();
        let at = |share: usize| waited[(waited.len() * share / 100).min(waited.len() - 1)];
        let ms = |share| at(share).as_secs_f64() * 1000.0;
        eprintln!("{name}: {:.1} ms", ms(50));
        Self {
            name,
            p50: ms(50),
            p99: ms(99),
        }
    }
}
