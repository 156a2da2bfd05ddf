//! The process that draws strangers' files: what it gives up, and what it says no to.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use preview::{ASK, Drawn, Refusal, draw};
use tests::repository::built;
use tests::samples::{bitmap, pdf};

fn drawn(bytes: &[u8], page: usize) -> Result<Drawn, Refusal> {
    draw(built().join("privacy-desk").as_os_str(), bytes, page)
}

#[test]
fn it_can_open_no_file_and_no_connection_and_knows_nothing() {
    let mut child = Command::new(built().join("privacy-desk"))
        .args([ASK, "0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let limits = format!("/proc/{}/limits", child.id());
    let began = Instant::now();
    let limit = |said: &str, name: &str| {
        let line = said.lines().find(|line| line.starts_with(name)).unwrap();
        let fields = line[name.len()..].split_whitespace().take(2);
        fields.map(str::to_owned).collect::<Vec<_>>()
    };
    // Soft and hard: it can't take back what it gave up.
    loop {
        let said = fs::read_to_string(&limits).unwrap();
        if limit(&said, "Max cpu time") == ["10", "10"] {
            assert_eq!(limit(&said, "Max open files"), ["3", "3"]);
            assert_eq!(limit(&said, "Max file size"), ["0", "0"]);
            assert_eq!(limit(&said, "Max core file size"), ["0", "0"]);
            assert_eq!(limit(&said, "Max data size"), ["1073741824", "1073741824"]);
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{said}");
        sleep(Duration::from_millis(10));
    }
    drop(child.stdin.take());
    assert!(!child.wait().unwrap().success());
}

#[test]
fn pages_are_drawn_and_the_rest_is_refused() {
    let file = pdf(&["1 0 0", "0 0 1"]);
    let first = drawn(&file, 0).unwrap();
    assert_eq!(first.pages, 2);
    assert_ne!(first.png, drawn(&file, 1).unwrap().png);
    assert_eq!(drawn(&file, 2), Err(Refusal::Broken));
    assert_eq!(drawn(b"", 0), Err(Refusal::Unknown));
    assert_eq!(
        drawn(b"<svg xmlns='http://www.w3.org/2000/svg'/>", 0),
        Err(Refusal::Unknown)
    );
    assert_eq!(drawn(b"%PDF-1.7 and no more", 0), Err(Refusal::Broken));
    assert_eq!(
        drawn(b"\x89PNG\r\n\x1a\n and no more", 0),
        Err(Refusal::Broken)
    );
    // Headers that promise more than fits.
    let mut wide = bitmap(1, [0, 0, 0]);
    wide[18..22].copy_from_slice(&30_000_u32.to_le_bytes());
    assert_eq!(drawn(&wide, 0), Err(Refusal::Limit));
    let mut large = bitmap(1, [0, 0, 0]);
    large[18..22].copy_from_slice(&19_000_u32.to_le_bytes());
    large[22..26].copy_from_slice(&19_000_u32.to_le_bytes());
    assert_eq!(drawn(&large, 0), Err(Refusal::Limit));
}

#[test]
fn a_file_that_is_cut_off_or_bent_ends() {
    let file = pdf(&["1 0 0"]);
    let begun = String::from_utf8(file.clone()).unwrap();
    for bent in [
        file[..file.len() / 2].to_vec(),
        file[..file.len() - 8].to_vec(),
        begun
            .replace("[0 0 200 100]", "[0 0 1e30 1e-30]")
            .into_bytes(),
        begun.replace("[0 0 200 100]", "[0 0 0 0]").into_bytes(),
        begun.replace("/Kids[3 0 R]", "/Kids[2 0 R]").into_bytes(),
        begun.replace("/Parent 2 0 R", "/Parent 3 0 R").into_bytes(),
        begun
            .replace("1 0 0 rg 0 0 200 100 re f", &"q ".repeat(100_000))
            .into_bytes(),
    ] {
        // Drawn or refused: either way it came to an end by itself.
        drop(drawn(&bent, 0));
    }
}
