//! The command line: the use cases of the desk without a window.
//!
//! [`run`] is all of `pdesk`; the window's program calls it for the same subcommands, which
//! [`takes`] tells from its own.

mod args;
pub mod auditor;
mod commands;
mod error;
mod office;
mod output;
mod pages;
mod terminal;
mod words;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{ArgAction, CommandFactory, Parser};

use args::Cli;
use error::Failure;
use office::Office;
use output::Said;
pub use words::Words;

/// Refused or failed.
const FAILED: u8 = 1;
/// Called wrongly.
const USAGE: u8 = 2;

/// Runs the command that `args` (the program's name first) holds, to its end: what it gives goes
/// to stdout, what it says against it to stderr.
///
/// The code is 0 when all is fine, 1 when it was refused or failed, 2 when it was called wrongly.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return not_understood(&error, &args),
    };
    let office = Office::new(&cli.global);
    let said = work(&office, cli.command);
    let (bytes, failure) = match said {
        Ok(said) => (said.bytes, said.failure),
        Err(failure) => (Vec::new(), Some(failure)),
    };
    let failure = failure.or_else(|| written(&bytes).err());
    match failure {
        None => ExitCode::SUCCESS,
        Some(failure) => {
            // What was found comes first, also where it is bad news.
            let _ = written(&bytes);
            tell(&office, &failure);
            ExitCode::from(if failure.is_usage() { USAGE } else { FAILED })
        }
    }
}

/// Help and version go to stdout as they are; wrong usage is an error as any other.
fn not_understood(error: &clap::Error, args: &[OsString]) -> ExitCode {
    if !error.use_stderr() {
        // Where nobody reads it, there is nobody to tell.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    // What could not be parsed is looked through by hand.
    let mut options = args.iter().take_while(|arg| *arg != "--");
    if options.any(|arg| arg == "--json") {
        let message = error.render().to_string();
        tell_json("cli.usage", &BTreeMap::new(), message.trim());
    } else {
        let _ = error.print();
    }
    ExitCode::from(USAGE)
}

fn work(office: &Office, command: args::Command) -> Result<Said, Failure> {
    desk::keep_private().map_err(|e| Failure::Start { why: e.to_string() })?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Failure::Start { why: e.to_string() })?
        .block_on(commands::run(office, command))
}

/// Writes to stdout. A reader that has gone away has had enough.
fn written(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Unwritable {
            path: "stdout".to_owned(),
            why: e.kind().to_string(),
        }),
        _ => Ok(()),
    }
}

fn tell(office: &Office, failure: &Failure) {
    let message = failure.sentence(&office.words);
    if office.json {
        return tell_json(failure.code(), &failure.params(), &message);
    }
    let text = output::clean(&format!("{message} [{}]", failure.code()));
    let _ = writeln!(io::stderr(), "{text}");
}

fn tell_json(code: &str, params: &BTreeMap<&str, String>, message: &str) {
    let value = serde_json::json!({
        "error": { "code": code, "params": params, "message": message }
    });
    let _ = writeln!(io::stderr(), "{value}");
}

/// Whether `args` (the program's name first) are for [`run`]: they name one of its subcommands,
/// or ask for help or the version. The window's program has subcommands of its own beside them.
pub fn takes(args: impl IntoIterator<Item = OsString>) -> bool {
    let command = Cli::command();
    let mut args = args.into_iter().skip(1);
    while let Some(arg) = args.next() {
        let Some(arg) = arg.to_str() else {
            return false;
        };
        match arg {
            "-h" | "--help" | "-V" | "--version" | "help" => return true,
            _ => {}
        }
        let Some(option) = arg.strip_prefix("--") else {
            return command.find_subcommand(arg).is_some();
        };
        let value_follows = command.get_arguments().any(|known| {
            known.get_long() == Some(option) && matches!(known.get_action(), ArgAction::Set)
        });
        if value_follows {
            args.next();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_hold_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_windows_program_knows_which_arguments_are_ours() {
        let ours = |line: &str| takes(line.split(' ').map(OsString::from));
        assert!(ours("privacy-desk cases list"));
        assert!(ours("privacy-desk --workspace cases --json import x"));
        assert!(ours("privacy-desk --workspace=a --help"));
        assert!(!ours("privacy-desk"));
        assert!(!ours("privacy-desk --workspace cases"));
        assert!(!ours("privacy-desk tour target/tour"));
        assert!(!ours("privacy-desk office.desk"));
    }
}
