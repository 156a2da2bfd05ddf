//! What the process keeps out of files, and out of the hands of others.

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, setrlimit, umask};

/// To be called first: turns core dumps off, so that a crash writes no key to disk, and has every
/// file that is made from now on readable by its owner alone.
/// The limit is lowered for good; collectors that dumps are piped to
/// (systemd-coredump, apport) honour it.
pub fn keep_private() -> std::io::Result<()> {
    umask(Mode::RWXG | Mode::RWXO);
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    Ok(setrlimit(Resource::Core, none)?)
}
