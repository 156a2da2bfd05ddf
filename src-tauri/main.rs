//! `privacy-desk`: the window; and, with one of their names, the subcommands of `pdesk`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let args = std::env::args_os();
    if cli::takes(args) {
        cli::run(std::env::args_os())
    } else {
        privacy_desk::run(std::env::args_os())
    }
}
