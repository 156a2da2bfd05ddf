//! The whole promise: whatever happens to a mailbox while it is read, every message of it is here
//! once, byte for byte, and the window's ledger says so.
//!
//! `PRIVACY_DESK_CORPUS` names a folder with more mail for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use testbed::hostile::hostile;
use testbed::{Cut, Dovecot, Proxy, bulk};
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples;
use tests::window::{Key, Window};

const USER: &str = "service@minglives.com";
const PASSWORD: &str = "lathe";
const FOLDERS: [&str; 2] = ["INBOX", "Done"];
/// How often everything is made worse.
const ROUNDS: usize = 16;
/// Letters that come in each round.
const LETTERS: usize = 8;
/// How long it may take until all is in again: a busy computer is slow.
const PATIENCE: Duration = Duration::from_secs(300);

/// The mailbox, and what ever was put into it.
struct Mailbox {
    server: Dovecot,
    /// Each message as a server gives it, and whether it has to be here: what others took away
    /// may never have been seen.
    mails: BTreeMap<Vec<u8>, bool>,
    letters: usize,
}

impl Mailbox {
    fn deliver(&mut self, folder: &str, raw: &[u8]) {
        self.server.deliver(USER, folder, raw).unwrap();
        self.mails.insert(as_served(raw), true);
    }

    fn letter(number: usize) -> Vec<u8> {
        let from = format!("Sender {number} <s{number}@example.com>");
        samples::message(number, &from, &format!("Letter {number}"), "What of me?")
    }

    /// Letters come in, one after the other.
    async fn stream(&mut self) {
        for _ in 0..LETTERS {
            self.letters += 1;
            let folder = FOLDERS[usize::from(self.letters.is_multiple_of(4))];
            self.deliver(folder, &Self::letter(self.letters));
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }

    /// What others do with older letters: some are moved, some deleted.
    fn meddle(&mut self) {
        let of_round = self.letters - LETTERS;
        for number in of_round + 1..=of_round + 3 {
            let id = format!("<sample-{number}@mail.example>");
            let query = ["mailbox", "INBOX", "header", "message-id", &id];
            let args: &[&str] = match number % 3 {
                0 => &["expunge", "-u", USER],
                _ => &["move", "-u", USER, "Done"],
            };
            self.server.doveadm(&[args, &query].concat()).unwrap();
            if number % 3 == 0 {
                self.mails.insert(as_served(&Self::letter(number)), false);
            }
        }
    }

    /// What befalls a server.
    fn befall(&mut self, round: usize) {
        match round {
            3 | 10 => {
                self.server.kill();
                self.server.restart().unwrap();
            }
            6 => {
                self.server.stop();
                self.server.restart().unwrap();
            }
            5 | 12 => {
                let validity = 10_000 + u32::try_from(round).unwrap();
                self.server
                    .set_uid_validity(USER, "INBOX", validity)
                    .unwrap();
            }
            _ => {}
        }
    }

    fn count(&self, folder: &str) -> i64 {
        let uids = self.server.uids(USER, folder).unwrap();
        i64::try_from(uids.len()).unwrap()
    }
}

/// A message as IMAP has it: each line ends with CRLF, and no byte is 0.
fn as_served(raw: &[u8]) -> Vec<u8> {
    let mut served = Vec::with_capacity(raw.len());
    for byte in raw {
        match byte {
            b'\n' if served.last() != Some(&b'\r') => served.extend(b"\r\n"),
            0 => served.push(0x80),
            byte => served.push(*byte),
        }
    }
    served
}

/// Every message below a folder.
fn corpus(folder: &Path, mails: &mut Vec<Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            corpus(&path, mails);
        } else if path.extension().is_some_and(|ending| ending == "eml") {
            mails.push(std::fs::read(path).unwrap());
        }
    }
}

/// What lies in the mailbox from the start.
fn stock() -> Vec<Vec<u8>> {
    let mut mails: Vec<_> = bulk::messages(150, 7).collect();
    mails.extend(samples::files().into_iter().map(|sample| sample.raw));
    let hostile = hostile().map(|one| (one.make)());
    mails.extend(hostile.filter(|raw| raw.len() < 8 << 20));
    if let Some(folder) = std::env::var_os("PRIVACY_DESK_CORPUS") {
        corpus(&PathBuf::from(folder), &mut mails);
    }
    mails
}

/// An office whose mailbox is reached over the proxy.
fn office(server: &Dovecot, proxy: &Proxy) -> Result<Office> {
    let office = Office::new()?;
    let more = ["--folder=INBOX", "--folder=Done"];
    let port = proxy.port();
    office.add_mailbox((USER, PASSWORD), port, server.ca_file(), &more)?;
    Ok(office)
}

/// Has the mailbox looked at, unless it is being looked at.
async fn look_now(window: &Window) -> Result<()> {
    let press = "[...document.querySelectorAll('.sect header button')]
        .find((one) => one.innerText.trim() === 'Look now')?.click();";
    window.script(press, vec![]).await.map(drop)
}

/// Has every message compared, as the palette offers it.
async fn compare(window: &Window) -> Result<()> {
    let name = "Compare everything";
    window.chord(&[Key::Control], 'k').await?;
    window.wait_for("dialog [role=combobox]").await?;
    window.keys(name).await?;
    window
        .wait_for_text("[role=option][aria-selected=true]", name)
        .await?;
    window.press(Key::Enter).await?;
    window.wait_gone("dialog [role=combobox]").await
}

/// Makes everything worse, while mail comes in.
async fn trouble(window: &Window, mailbox: &mut Mailbox, proxy: &Proxy) -> Result<()> {
    for round in 0..ROUNDS {
        let at = round as u64;
        proxy.cut_next(match round % 5 {
            0 => Cut::InServerLiteral(1 + at * 7),
            1 => Cut::BeforeClientLine(5 + at % 7),
            2 => Cut::AfterServerBytes(2_000 + at * 40_000),
            3 => Cut::BeforeServerLine(20 + at * 9),
            _ => Cut::AfterClientBytes(120 + at * 11),
        });
        mailbox.befall(round);
        look_now(window).await?;
        mailbox.stream().await;
        mailbox.meddle();
        proxy.cut_all();
    }
    Ok(())
}

/// The numbers of a folder's ledger as they stand on the screen.
async fn sum(window: &Window, folder: &str) -> Result<Vec<i64>> {
    let choose = "[...document.querySelectorAll('.sect li > button')]
        .find((one) => one.innerText.trim().startsWith(arguments[0]))?.click();";
    window.script(choose, vec![folder.into()]).await?;
    window
        .wait_for_text(".sect li > button[aria-current=true]", folder)
        .await?;
    let numbers = window
        .script(
            "return [...document.querySelectorAll('.sum .line:first-child button')]
                .map((one) => Number(one.innerText.replace(/[^0-9]/g, '')));",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(numbers)?)
}

/// Waits until the window accounts for everything that the server has.
async fn settled(window: &Window, mailbox: &Mailbox) -> Result<()> {
    let began = Instant::now();
    for folder in FOLDERS {
        loop {
            let numbers = sum(window, folder).await?;
            // Before a folder was looked at whole there is no sum yet.
            if let [on_server, terms @ .., missing] = numbers.as_slice()
                && terms.len() == 6
            {
                assert_eq!(
                    terms.iter().sum::<i64>() + missing,
                    *on_server,
                    "{numbers:?}"
                );
                // What the connection ended at too often is held, and given when it is asked for.
                if terms[4] > 0 {
                    compare(window).await?;
                } else if (*on_server, *missing) == (mailbox.count(folder), 0) {
                    println!("{folder}: {numbers:?} after {:?}", began.elapsed());
                    break;
                }
            }
            if began.elapsed() > PATIENCE {
                bail!("{folder} has {}, not {numbers:?}", mailbox.count(folder));
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
            if window.find_count(".doing .failed").await? > 0 {
                look_now(window).await?;
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_message_is_here_once_whatever_happens() -> Result<()> {
    let server = Dovecot::start()?;
    server.add_user(USER, PASSWORD)?;
    server.create_folder(USER, "Done")?;
    let proxy = Proxy::tls(&server)?;
    let office = office(&server, &proxy)?;
    let mut mailbox = Mailbox {
        server,
        mails: BTreeMap::new(),
        letters: 0,
    };
    for raw in stock() {
        mailbox.deliver("INBOX", &raw);
    }
    let window = Window::at_work(&office).await?;
    window.keys("gm").await?;
    window.wait_for(".doing").await?;
    let told = async {
        trouble(&window, &mut mailbox, &proxy).await?;
        compare(&window).await?;
        settled(&window, &mailbox).await
    }
    .await;
    window
        .screenshot(&root().join("target/window/promise.png"))
        .await?;
    let errors = window.errors().await?;
    window.close().await?;
    told?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    accounted_for(&office, &mailbox)
}

/// Holds what is here against what was ever delivered, byte for byte, and the ledger against the
/// server's own list.
fn accounted_for(office: &Office, mailbox: &Mailbox) -> Result<()> {
    let ledger = office.list(&["ledger"])?;
    for (line, folder) in ledger.iter().zip(FOLDERS) {
        println!("{line}");
        assert_eq!(line["missing"], 0);
        assert_eq!(line["held"], 0, "nothing that was given is held");
        let entries = format!("--folder=service/{folder}");
        let entries = office.list(&["ledger", &entries])?;
        let here = entries.iter().filter(|entry| entry["gone_at"].is_null());
        let here: BTreeSet<u64> = here.map(|entry| entry["uid"].as_u64().unwrap()).collect();
        let uids = mailbox.server.uids(USER, folder)?;
        assert!(
            here.into_iter().eq(uids.into_iter().map(u64::from)),
            "{folder}"
        );
    }
    let to = office.folder().join("out");
    office.fine(&["messages", "export", "--all", "--to", &to.to_string_lossy()])?;
    let mut here = BTreeSet::new();
    for row in office.list(&["messages", "list"])? {
        if row["disposition"] == "duplicate" {
            continue;
        }
        let raw = std::fs::read(to.join(format!("{}.eml", row["id"].as_str().unwrap())))?;
        assert!(mailbox.mails.contains_key(&raw), "nobody sent this: {row}");
        assert!(here.insert(raw), "here twice: {row}");
    }
    let wanted = mailbox.mails.iter().filter(|(_, wanted)| **wanted);
    for (raw, _) in wanted {
        let head = String::from_utf8_lossy(&raw[..raw.len().min(300)]);
        assert!(here.contains(raw), "this is not here: {head}");
    }
    println!("{} of {} messages", here.len(), mailbox.mails.len());
    assert_eq!(office.json(&["audit", "verify"])?["sound"], true);
    Ok(())
}
