//! How many acts of triage a team does in a second, beside pgbench doing the same statements
//! without the program.

use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use desk::Desk;
use desk::complaints::{On, Triage};
use domain::complaints::{AskKind, Priority};
use uuid::Uuid;

use crate::ROUNDS;
use crate::script::Script;
use crate::team::Team;
use crate::timed::median;

const OFFICERS: [usize; 5] = [1, 2, 4, 8, 16];
/// The login whose statements are looked at, and with which pgbench then works.
const BARE: &str = "bare";
const PASSWORD: &str = "of the bench alone";

/// `acts` in each measurement.
pub fn run(acts: usize) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(measured(acts))
}

async fn measured(acts: usize) -> Result<()> {
    let team = Team::begin().await?;
    let script = script(&team).await?;
    let mut desks = Vec::new();
    for number in 0..OFFICERS[OFFICERS.len() - 1] {
        desks.push(
            team.officer(&format!("officer{number}"), |_| Ok(()))
                .await?,
        );
    }
    let mut rates = vec![(Vec::new(), Vec::new()); OFFICERS.len()];
    for round in 0..ROUNDS {
        for (at, officers) in OFFICERS.into_iter().enumerate() {
            let acts = acts / officers * officers;
            let seed = (round * OFFICERS.len() + at) as u64;
            let cases = team.cases(2 * acts, seed + 1).await?;
            let (ours, bare) = cases.split_at(acts);
            // What the cases left behind is swept before anybody is timed.
            team.psql("vacuum analyze")?;
            team.psql("checkpoint")?;
            rates[at].0.push(triaged(&desks[..officers], ours).await?);
            rates[at].1.push(bench(&team, &script, officers, bare)?);
        }
    }
    println!(
        "\n{acts} acts of triage, {} statements each, over TLS: `bench triage {acts}`\n",
        script.statements
    );
    println!("| officers | acts/s | pgbench, the same statements/s | ratio |");
    println!("| ---: | ---: | ---: | ---: |");
    for (officers, (ours, bare)) in OFFICERS.iter().zip(rates) {
        let (ours, bare) = (median(ours.into_iter()), median(bare.into_iter()));
        println!(
            "| {officers} | {ours:.0} | {bare:.0} | {:.0} % |",
            100.0 * ours / bare
        );
    }
    Ok(())
}

fn triage() -> Triage {
    Triage {
        kinds: Some(vec![AskKind::Delete]),
        priority: Some(Priority::High),
        tags: Some(vec!["account".to_owned()]),
        ..Triage::default()
    }
}

fn on(case: Uuid) -> On {
    On {
        case,
        version: Some(1),
        key: None,
    }
}

/// Each officer triages cases of their own. Gives acts a second.
async fn triaged(desks: &[Desk], cases: &[Uuid]) -> Result<f64> {
    let own = cases.chunks(cases.len() / desks.len());
    let started = Instant::now();
    let working: Vec<_> = desks
        .iter()
        .cloned()
        .zip(own.map(<[Uuid]>::to_vec))
        .map(|(desk, own)| {
            tokio::spawn(async move {
                for case in own {
                    desk.case_triage(on(case), triage()).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for one in working {
        one.await??;
    }
    Ok(cases.len() as f64 / started.elapsed().as_secs_f64())
}

/// What the program says to the server for one such act, as the server logged it.
async fn script(team: &Team) -> Result<Script> {
    let logged = |login: &str| {
        team.psql(&format!("alter role \"{login}\" set log_statement = 'all'"))?;
        Ok(())
    };
    let desk = team.officer(BARE, logged).await?;
    let cases = team.cases(2, 0).await?;
    // The second one's statements are prepared, as those of a working day are.
    for case in &cases {
        desk.case_triage(on(*case), triage()).await?;
    }
    let me = desk.session().person.id;
    desk.close().await;
    let login = format!("{}.{BARE}", team.database);
    team.psql(&format!(
        "alter role \"{login}\" reset log_statement;
         alter role \"{login}\" password '{PASSWORD}';
         create table public.target (n bigint primary key, id uuid not null);
         grant select on public.target to public"
    ))?;
    Script::of(&team.server.log()?, cases[1], me)
}

/// Runs pgbench on cases of its own. Gives transactions a second.
fn bench(team: &Team, script: &Script, clients: usize, cases: &[Uuid]) -> Result<f64> {
    let rows: Vec<String> = (0..)
        .zip(cases)
        .map(|(n, id): (usize, _)| format!("({n},'{id}')"))
        .collect();
    let fill = tempfile::NamedTempFile::new()?;
    std::fs::write(
        fill.path(),
        format!(
            "truncate public.target; insert into public.target values {}; analyze public.target",
            rows.join(",")
        ),
    )?;
    let url = team.server.url(&team.database);
    let mut psql = team.server.program("psql");
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f"])
        .arg(fill.path());
    said(psql.arg(&url))?;
    let text = tempfile::NamedTempFile::new()?;
    std::fs::write(text.path(), &script.text)?;
    let each = cases.len() / clients;
    let (_, rest) = url.split_once('@').context("url")?;
    let mut pgbench = team.server.program("pgbench");
    pgbench
        .args(["-n", "-M", "prepared", "-c", &clients.to_string()])
        .args(["-j", &clients.min(2).to_string(), "-t", &each.to_string()])
        .args(["-D", "i=-1", "-D", &format!("each={each}"), "-f"])
        .arg(text.path())
        .arg(format!("postgres://{}.{BARE}@{rest}", team.database))
        .env("PGPASSWORD", PASSWORD)
        // As each session of the program.
        .env(
            "PGOPTIONS",
            "-c search_path=desk,pg_temp -c random_page_cost=1.1",
        );
    let output = said(&mut pgbench)?;
    let whole = format!(
        "number of transactions actually processed: {}/{0}",
        each * clients
    );
    if !output.contains(&whole) {
        bail!("{output}");
    }
    let line = output.lines().find_map(|line| line.strip_prefix("tps = "));
    let rate = line
        .and_then(|line| line.split(' ').next())
        .context("tps")?;
    Ok(rate.parse()?)
}

fn said(command: &mut std::process::Command) -> Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
