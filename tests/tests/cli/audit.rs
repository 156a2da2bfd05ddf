//! An exported log is proven without the workspace, and nothing that is done to it goes unseen.

use std::fs;
use std::path::PathBuf;

use cli::auditor::verify;
use serde_json::Value;
use tests::pdesk::Office;
use tests::samples;

/// An office whose log has some sixty entries, its export, and one from earlier.
fn exports() -> (Office, PathBuf, PathBuf) {
    let office = Office::new().unwrap();
    let (now, earlier) = (office.folder().join("now"), office.folder().join("earlier"));
    for (n, to) in [(1, &earlier), (2, &now)] {
        let inbox = office.folder().join(format!("{n}.mbox"));
        let mails: Vec<_> = (0..15)
            .map(|m| samples::message(100 * n + m, "ann@example.com", "A copy", "Send me a copy."))
            .collect();
        fs::write(&inbox, samples::mbox(mails.iter().map(Vec::as_slice))).unwrap();
        office.fine(&["import", inbox.to_str().unwrap()]).unwrap();
        office
            .fine(&["audit", "export", to.to_str().unwrap()])
            .unwrap();
    }
    (office, now, earlier)
}

#[test]
fn an_export_is_proven_by_itself() {
    let (office, now, earlier) = exports();
    let file = now.to_str().unwrap();
    let text = fs::read_to_string(&now).unwrap();
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let key = last["key"].as_str().unwrap();
    let entries = text.lines().count() - 1;
    fs::remove_dir_all(office.workspace()).unwrap();

    let proof = ["audit", "verify", "--export", file];
    let verdict = office.json(&proof).unwrap();
    assert_eq!(
        (&verdict["sound"], &verdict["entries"]),
        (&true.into(), &entries.into())
    );
    let since = [
        &proof[..],
        &["--key", key, "--checkpoint", earlier.to_str().unwrap()],
    ]
    .concat();
    assert_eq!(office.json(&since).unwrap()["sound"], true);

    // Another's key, and an export that is not the later one.
    let other = Office::new().unwrap();
    let theirs = other.folder().join("theirs");
    other
        .fine(&["audit", "export", theirs.to_str().unwrap()])
        .unwrap();
    let theirs_text = fs::read_to_string(&theirs).unwrap();
    let their_last: Value = serde_json::from_str(theirs_text.lines().last().unwrap()).unwrap();
    for refused in [
        [&proof[..], &["--key", their_last["key"].as_str().unwrap()]].concat(),
        [&proof[..], &["--checkpoint", theirs.to_str().unwrap()]].concat(),
    ] {
        let ran = office.run(&refused).unwrap();
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    }
    let ran = office
        .run(&[
            "audit",
            "verify",
            "--export",
            earlier.to_str().unwrap(),
            "--checkpoint",
            file,
        ])
        .unwrap();
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("audit.not-sound"), "{}", ran.stderr);
}

/// SplitMix64: the same hands in every run.
struct Hands(u64);

impl Hands {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}

/// Does something to the lines of a log; gives the first entry that it touched, from 1.
fn meddle(lines: &mut Vec<Value>, hands: &mut Hands) -> usize {
    let at = hands.below(lines.len());
    match hands.below(5) {
        0 => {
            lines.remove(at);
        }
        1 => {
            let other = (at + 1 + hands.below(lines.len() - 1)) % lines.len();
            lines.swap(at, other);
            return at.min(other) + 1;
        }
        2 => lines.truncate(at),
        3 => {
            let from = hands.below(lines.len());
            lines.insert(at, lines[from].clone());
            // The copy of an entry before itself is the entry; what follows is one too many.
            return at + 1 + usize::from(from == at);
        }
        _ => {
            let fields = [
                "micros",
                "login",
                "person",
                "act",
                "object_kind",
                "object",
                "change",
                "leaf",
                "at",
                "log",
            ];
            let field = fields[hands.below(fields.len())];
            let other = match &lines[at][field] {
                Value::Number(number) => (number.as_i64().unwrap() + 1).into(),
                Value::String(text) if field == "at" => text.replacen("20", "19", 1).into(),
                Value::String(text) => {
                    let mut text = text.clone().into_bytes();
                    let place = hands.below(text.len());
                    text[place] = if text[place] == b'a' { b'b' } else { b'a' };
                    String::from_utf8(text).unwrap().into()
                }
                _ => "somebody".into(),
            };
            lines[at][field] = other;
        }
    }
    at + 1
}

#[test]
fn ten_thousand_hands_in_an_export_are_found_and_named() {
    let (_office, now, earlier) = exports();
    let text = fs::read_to_string(now).unwrap();
    let earlier = fs::read_to_string(earlier).unwrap();
    let (entries, last) = text.trim_end().rsplit_once('\n').unwrap();
    let entries: Vec<Value> = entries
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut hands = Hands(7);
    for round in 0..10_000 {
        let mut lines = entries.clone();
        let first = meddle(&mut lines, &mut hands);
        let mut bent: String = lines.iter().map(|line| format!("{line}\n")).collect();
        bent.push_str(last);
        let verdict = verify(&bent, None, Some(&earlier)).unwrap();
        assert!(!verdict.sound, "round {round}: entry {first}");
        let named = usize::try_from(verdict.first_bad.unwrap()).unwrap();
        assert_eq!(named, first, "round {round}: {verdict:?}");
    }
}

#[test]
fn one_entry_is_proven_with_nothing_else_of_the_log() {
    let (office, _, _) = exports();
    let entries = office.list(&["audit", "log"]).unwrap().len();
    for seq in [1, 2, entries / 2, entries] {
        let proof = office.json(&["audit", "prove", &seq.to_string()]).unwrap();
        assert_eq!(proof["entry"]["seq"], seq);
        let told = |proof: &Value| cli::auditor::verify_entry(&proof.to_string(), None);
        assert!(told(&proof).unwrap().sound, "{seq}");
        let change = |name: &str, value: Value| {
            let mut other = proof.clone();
            other["entry"][name] = value;
            told(&other).unwrap()
        };
        assert!(!change("act", "case.note".into()).sound);
        assert!(!change("micros", 1.into()).sound);
        assert!(!change("seq", (seq + 1).into()).sound);
        let mut longer = proof.clone();
        longer["path"]
            .as_array_mut()
            .unwrap()
            .push("00".repeat(32).into());
        assert!(!told(&longer).unwrap().sound);
        let mut unsigned = proof.clone();
        let note = proof["checkpoint"]
            .as_str()
            .unwrap()
            .replacen('\n', "x\n", 1);
        unsigned["checkpoint"] = note.into();
        assert!(told(&unsigned).is_err());
    }
    let file = office.folder().join("proof.json");
    fs::write(&file, office.fine(&["audit", "prove", "3"]).unwrap()).unwrap();
    let verdict = office
        .json(&["audit", "verify", "--proof", file.to_str().unwrap()])
        .unwrap();
    assert_eq!(verdict["sound"], true);
    let none = office.run(&["audit", "prove", "99999"]).unwrap();
    assert!(none.stderr.contains("[audit.no-entry]"));
}

#[test]
fn a_checkpoint_and_a_table_are_taken_out() {
    let (office, _, _) = exports();
    let kept = office
        .json(&[
            "audit",
            "checkpoint",
            "--to",
            office.folder().to_str().unwrap(),
        ])
        .unwrap();
    let kept = kept["path"].as_str().unwrap();
    let verify = ["audit", "verify", "--checkpoint", kept];
    assert_eq!(office.json(&verify).unwrap()["sound"], true);
    let table = office.folder().join("log.csv");
    let path = table.to_str().unwrap();
    let act = ["audit", "table", path, "--act", "workspace."];
    let written = office.json(&act).unwrap();
    let text = fs::read_to_string(&table).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("seq,at,login,person,act,"));
    assert_eq!(written["entries"], lines.len() - 1);
    assert!(lines[1..].iter().all(|line| line.contains(",workspace.")));
    assert_eq!(
        office.run(&act).unwrap().code,
        Some(1),
        "a file that is there stays"
    );
}
