//! `pdesk import` and `pdesk demo`.

use std::io::{self, IsTerminal, Write};

use desk::Desk;
use desk::intake::{ImportInput, ImportReport};
use desk::workspace::{DEMO_PASSPHRASE, Place};
use serde_json::json;

use crate::args::{DemoArgs, ImportArgs};
use crate::error::Failure;
use crate::office::{Office, Result};
use crate::output::{self, Said};
use crate::words::Words;

pub async fn import(office: &Office, desk: &Desk, args: ImportArgs) -> Result<Said> {
    let input = ImportInput {
        paths: args
            .paths
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect(),
        history: args.history,
        dry_run: args.dry_run,
    };
    let stopper = tokio::spawn({
        let desk = desk.clone();
        async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                desk.cancel();
            }
        }
    });
    let mut meter = Meter::new(&office.words);
    let report = desk.import(input, |report| meter.show(&report)).await;
    stopper.abort();
    meter.end();
    let report = report?;
    let failure = if report.cancelled {
        Some(Failure::ImportStopped)
    } else if report.failed > 0 {
        let failed = report.failed;
        Some(Failure::ImportIncomplete { failed })
    } else {
        None
    };
    let said = office.say(&report, |words| output::mail::report(words, &report))?;
    Ok(said.but(failure))
}

pub async fn demo(office: &Office, args: DemoArgs) -> Result<Said> {
    let mut meter = Meter::new(&office.words);
    let desk = Desk::demo(Place::folder(&args.path), args.seed, |report| {
        meter.show(&report);
    })
    .await;
    meter.end();
    let desk = desk?;
    let info = desk.info().await;
    desk.close().await;
    let info = info?;
    let value = json!({
        "path": info.path,
        "passphrase": DEMO_PASSPHRASE,
        "cases": info.cases,
        "messages": info.messages,
    });
    office.say(&value, |words| {
        words.say(
            "cli-demo",
            &[
                ("path", info.path.as_str().into()),
                ("passphrase", DEMO_PASSPHRASE.into()),
                ("cases", info.cases.into()),
                ("messages", info.messages.into()),
            ],
        )
    })
}

/// One line on a terminal that says how it goes; nothing where nobody looks.
struct Meter<'w> {
    words: &'w Words,
    seen: bool,
    shown: bool,
}

impl<'w> Meter<'w> {
    fn new(words: &'w Words) -> Self {
        Self {
            words,
            seen: io::stderr().is_terminal(),
            shown: false,
        }
    }

    fn show(&mut self, report: &ImportReport) {
        if self.seen {
            let line = output::clean(&output::mail::progress(self.words, report));
            // The line is drawn anew in its place.
            let _ = write!(io::stderr(), "\r\u{1b}[K{line}");
            self.shown = true;
        }
    }

    fn end(&mut self) {
        if self.shown {
            let _ = writeln!(io::stderr());
        }
    }
}
