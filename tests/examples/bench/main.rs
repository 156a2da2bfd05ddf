//! What the program's speed is, beside that of others on the same mail, in the same run.
//!
//! `make bench` builds it and pdesk in release and runs it. Rounds take turns, so that a computer
//! that gets slower gets slower for all. Each row ends with the command that was timed.

mod embedded;
mod list;
mod peers;
mod script;
mod team;
mod timed;
mod triage;
mod window;

use std::path::Path;

use anyhow::{Result, bail};
use tests::repository::built;
use timed::{Run, median, timed};

const ROUNDS: usize = 3;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_else(|| "all".to_owned());
    let given: Option<usize> = args.next().map(|count| count.parse()).transpose()?;
    let count = given.unwrap_or(20_000);
    match what.as_str() {
        "intake" => intake(count),
        "mailbox" => mailbox(count),
        "growth" => growth(count * 10),
        "triage" => triage::run(given.unwrap_or(2_000)),
        "list" => list::run(given.unwrap_or(1_000_000)),
        "embedded" => embedded::run(given.unwrap_or(1_000_000)),
        "all" => {
            intake(count)?;
            mailbox(count)?;
            growth(count * 10)?;
            triage::run(count / 10)?;
            list::run(count * 10)?;
            embedded::run(1_000_000)
        }
        other => bail!("intake, mailbox, growth, triage, list, embedded or all, and not {other}"),
    }
}

/// One row of the table: a program, its rounds, and what it did.
struct Row {
    name: &'static str,
    runs: Vec<Run>,
    command: String,
}

impl Row {
    fn new(name: &'static str, command: &str) -> Self {
        Self {
            name,
            runs: Vec::new(),
            command: command.to_owned(),
        }
    }
}

/// Prints rows: messages a second, and how many times as fast the first is.
fn table(title: &str, count: usize, rows: &[Row]) {
    let rate = |row: &Row| count as f64 / median(row.runs.iter().map(|run| run.seconds));
    let ours = rows.first().map_or(0.0, rate);
    println!("\n{title}\n");
    println!("| program | messages/s | first is | memory (MB) | on disk (MB) | timed |");
    println!("| --- | ---: | ---: | ---: | ---: | --- |");
    for row in rows {
        let memory = median(row.runs.iter().map(|run| run.memory));
        let disk = median(row.runs.iter().map(|run| run.disk));
        println!(
            "| {} | {:.0} | {:.2} × | {memory:.0} | {disk:.0} | `{}` |",
            row.name,
            rate(row),
            ours / rate(row),
            row.command
        );
    }
}

/// A Maildir into a workspace, beside notmuch's and mu's index of it.
fn intake(count: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mail = folder.path().join("mail");
    testbed::bulk::maildir(&mail, count, 1)?;
    let mut rows = [
        Row::new("Privacy Desk", "pdesk import MAILDIR"),
        Row::new("mu", "mu index"),
        Row::new("notmuch", "notmuch new"),
    ];
    for round in 0..ROUNDS {
        let place = folder.path().join(format!("round-{round}"));
        std::fs::create_dir(&place)?;
        rows[0].runs.push(import(&place, &mail, count)?);
        rows[1].runs.push(peers::mu(&place, &mail)?);
        rows[2].runs.push(peers::notmuch(&place, &mail)?);
        std::fs::remove_dir_all(&place)?;
    }
    table(&format!("{count} messages from a Maildir"), count, &rows);
    Ok(())
}

/// A mailbox on a local Dovecot, over TLS, beside mbsync's fetch of it.
fn mailbox(count: usize) -> Result<()> {
    let server = testbed::Dovecot::start()?;
    server.add_user(peers::USER, peers::PASSWORD)?;
    server.deliver_many(
        peers::USER,
        "INBOX",
        testbed::bulk::messages(count, 1).collect::<Vec<_>>(),
    )?;
    // The server's own index is made once, before anybody is timed.
    server.uids(peers::USER, "INBOX")?;
    let folder = tempfile::tempdir()?;
    let mut rows = [
        Row::new("Privacy Desk", "pdesk mailbox sync"),
        Row::new("mbsync", "mbsync -a"),
    ];
    for round in 0..ROUNDS {
        let place = folder.path().join(format!("round-{round}"));
        std::fs::create_dir(&place)?;
        rows[0].runs.push(sync(&place, &server, count)?);
        rows[1].runs.push(peers::mbsync(&place, &server)?);
        std::fs::remove_dir_all(&place)?;
    }
    table(
        &format!("{count} messages from a local Dovecot over TLS"),
        count,
        &rows,
    );
    Ok(())
}

/// Whether the last tenth of many messages comes in as fast as the first.
fn growth(count: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = workspace(folder.path())?;
    let part = count / 10;
    let mut rates = Vec::new();
    for tenth in 0..10 {
        let mail = folder.path().join(format!("mail-{tenth}"));
        testbed::bulk::maildir(&mail, part, tenth + 1)?;
        let run = timed(desk.command(&["import"]).arg(&mail), None)?;
        rates.push(part as f64 / run.seconds);
        std::fs::remove_dir_all(&mail)?;
    }
    println!("\n{count} messages, a tenth at a time: `pdesk import MAILDIR`\n");
    println!("| tenth | messages/s | of the first |");
    println!("| ---: | ---: | ---: |");
    for (tenth, rate) in (1..).zip(&rates) {
        println!("| {tenth} | {rate:.0} | {:.0} % |", 100.0 * rate / rates[0]);
    }
    Ok(())
}

fn workspace(folder: &Path) -> Result<timed::Desk> {
    let desk = timed::Desk::at(folder, built().join("pdesk"))?;
    desk.run(
        &["workspace", "create", "--recovery-file"],
        &[&folder.join("recovery")],
    )?;
    Ok(desk)
}

fn import(place: &Path, mail: &Path, count: usize) -> Result<Run> {
    let desk = workspace(place)?;
    let run = timed(desk.command(&["import"]).arg(mail), Some(&desk.workspace))?;
    desk.holds(count)?;
    Ok(run)
}

fn sync(place: &Path, server: &testbed::Dovecot, count: usize) -> Result<Run> {
    let desk = workspace(place)?;
    let password = place.join("password");
    std::fs::write(&password, peers::PASSWORD)?;
    let port = server.imaps_port().to_string();
    let add = [
        "mailbox",
        "add",
        "bench",
        "--host",
        "localhost",
        "--port",
        &port,
        "--tls",
        "implicit",
        "--user",
        peers::USER,
        "--ca-file",
    ];
    let mut command = desk.command(&add);
    command
        .arg(server.ca_file())
        .arg("--password-file")
        .arg(&password);
    timed(&mut command, None)?;
    let run = timed(
        &mut desk.command(&["mailbox", "sync"]),
        Some(&desk.workspace),
    )?;
    desk.holds(count)?;
    Ok(run)
}
