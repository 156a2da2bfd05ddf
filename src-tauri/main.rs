//! `privacy-desk`: the window; with one of their names, the subcommands of `pdesk`; and what it
//! starts itself to draw strangers' files.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut asked = std::env::args_os().skip(1);
    if asked.next().is_some_and(|first| first == preview::ASK) {
        return preview::child(asked);
    }
    let args = std::env::args_os();
    if cli::takes(args) {
        cli::run(std::env::args_os())
    } else {
        privacy_desk::run(std::env::args_os())
    }
}
