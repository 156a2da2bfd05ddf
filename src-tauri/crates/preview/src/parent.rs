//! Asking for a picture.

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::child::{BROKEN, LIMIT, SECONDS, UNKNOWN};
use crate::{ASK, LONGEST, Refusal};

/// Longer than its time of the processor: a busy computer is no attack.
const PATIENCE: Duration = Duration::from_secs(6 * SECONDS);
/// No picture of the size that is drawn takes more, in bytes.
const LONGEST_PICTURE: u64 = 32 << 20;

/// A page that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// How many pages there are; a picture is one.
    pub pages: usize,
    /// The picture, at most 1600 pixels wide and high.
    pub png: Vec<u8>,
}

/// Has a page (counted from 0) of a file drawn by `program`, which calls [`crate::child`] when it is started
/// with [`ASK`]. Waits for it.
///
/// # Errors
/// [`Refusal`]; [`Refusal::Broken`] where it can't be started.
pub fn draw(program: &OsStr, bytes: &[u8], page: usize) -> Result<Drawn, Refusal> {
    if bytes.len() > LONGEST {
        return Err(Refusal::Limit);
    }
    let child = Command::new(program)
        .arg(ASK)
        .arg(page.to_string())
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| Refusal::Broken)?;
    answer(child, bytes)
}

fn answer(mut child: Child, bytes: &[u8]) -> Result<Drawn, Refusal> {
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Refusal::Broken);
    };
    thread::scope(|scope| {
        scope.spawn(move || {
            // One that has gone wants no more of it.
            let _ = to.write_all(bytes);
        });
        let reading = scope.spawn(move || {
            let mut out = Vec::new();
            let read = from.take(LONGEST_PICTURE).read_to_end(&mut out);
            read.map(|_| out).unwrap_or_default()
        });
        let status = ended(&mut child);
        let out = reading.join().unwrap_or_default();
        match status.and_then(|status| status.code()) {
            Some(0) => drawn(&out),
            Some(code) if code == i32::from(UNKNOWN) => Err(Refusal::Unknown),
            Some(code) if code == i32::from(LIMIT) => Err(Refusal::Limit),
            Some(code) if code == i32::from(BROKEN) => Err(Refusal::Broken),
            // A signal: memory or time was at its end.
            None => Err(Refusal::Limit),
            Some(_) => Err(Refusal::Broken),
        }
    })
}

/// How it ended; none where it had to be ended.
fn ended(child: &mut Child) -> Option<ExitStatus> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => thread::sleep(Duration::from_millis(5)),
            Err(_) => break,
        }
    }
    // It may have ended by itself meanwhile.
    let _ = child.kill();
    let _ = child.wait();
    None
}

fn drawn(out: &[u8]) -> Result<Drawn, Refusal> {
    let end = out.iter().position(|byte| *byte == b'\n');
    let (pages, png) = out.split_at(end.ok_or(Refusal::Broken)?);
    let pages = std::str::from_utf8(pages).ok().and_then(|n| n.parse().ok());
    match (pages, png[1..].starts_with(b"\x89PNG\r\n\x1a\n")) {
        (Some(pages), true) => Ok(Drawn {
            pages,
            png: png[1..].to_vec(),
        }),
        _ => Err(Refusal::Broken),
    }
}
