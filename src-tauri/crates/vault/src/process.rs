//! What the process keeps out of files.

use rustix::process::{Resource, Rlimit, setrlimit};

/// Turns core dumps of this process off, so that a crash writes no key to disk.
/// The limit is lowered for good; collectors that dumps are piped to
/// (systemd-coredump, apport) honour it.
pub fn no_core_dumps() -> std::io::Result<()> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    Ok(setrlimit(Resource::Core, none)?)
}
