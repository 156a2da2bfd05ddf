//! The process that draws.

use std::ffi::OsString;
use std::io::{Read as _, Write as _, stdin, stdout};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::{LONGEST, Refusal, drawing};

/// Memory of its own, in bytes.
const MEMORY: u64 = 1 << 30;
/// Seconds of the processor.
pub const SECONDS: u64 = 10;
/// What it says no with.
pub const UNKNOWN: u8 = 10;
pub const BROKEN: u8 = 11;
pub const LIMIT: u8 = 12;

/// Draws the page that `args` (behind [`crate::ASK`]) name of the file on stdin: on stdout the number of
/// pages, a line feed, and a PNG.
pub fn child(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    // Where it went wrong tells of the file.
    std::panic::set_hook(Box::new(|_| {}));
    let page = args.into_iter().next();
    let page = page.and_then(|page| page.to_str()?.parse().ok());
    let (Ok(()), Some(page)) = (give_up(), page) else {
        return ExitCode::FAILURE;
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    if stdin().take(most).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let drawn = std::panic::catch_unwind(|| drawing::drawn(bytes, page));
    match drawn.unwrap_or(Err(Refusal::Broken)) {
        Ok((pages, png)) => {
            let mut out = stdout().lock();
            let written = writeln!(out, "{pages}").and_then(|()| out.write_all(&png));
            match written.and_then(|()| out.flush()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::FAILURE,
            }
        }
        Err(Refusal::Unknown) => ExitCode::from(UNKNOWN),
        Err(Refusal::Broken) => ExitCode::from(BROKEN),
        Err(Refusal::Limit) => ExitCode::from(LIMIT),
    }
}

/// Gives up, for good, what drawing does not need (setrlimit(2)). Without a number free for another
/// descriptor there is no file, no socket and no pipe beside the three that are open.
fn give_up() -> rustix::io::Result<()> {
    for (resource, most) in [
        (Resource::Nofile, 3),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Data, MEMORY),
        (Resource::Cpu, SECONDS),
    ] {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit)?;
    }
    Ok(())
}
