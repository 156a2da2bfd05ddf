//! An IMAP server that is as odd as a test wants it: it has one INBOX of real messages, and says
//! what a Dovecot never would. It speaks in plain, on the loopback address, to whoever logs in.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::Error;

/// What a server does otherwise than others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// UIDNEXT is told nowhere, and STATUS has an empty list (mail.163.com).
    NoUidNext,
    /// There is no IDLE.
    NoIdle,
    /// IDLE is offered, and ends at once.
    HurriedIdle,
    /// There is no ID.
    NoId,
    /// `n:*` has the last message even where that lies below `n` (RFC 3501, 6.4.8).
    EchoesLast,
    /// An empty folder has no `*`: BAD.
    StrictSets,
    /// No password is taken: there is no TLS either.
    LoginDisabled,
    /// Nobody gets in, for this reason.
    RefusesLogin(&'static str),
    /// Words are in any case, as they may be.
    MixedCase,
    /// Strings are literals wherever they may be.
    Literals,
    /// What it says comes byte by byte.
    Dribbles,
    /// News of all kinds come between.
    Chatty,
    /// Every message has another size each time.
    GuessesSizes,
    /// No message is given, for this reason.
    RefusesAll(&'static str),
    /// This one is not given.
    Refuses(u32),
    /// This one is listed, and comes without its text.
    WithoutBody(u32),
    /// What is said instead of this one's text is no IMAP.
    GarblesBody(u32),
    /// What is said of this one's size is no IMAP.
    GarblesSize(u32),
    /// This one is said to be small.
    Understates(u32),
    /// This one was received at no time.
    Dateless(u32),
    /// The connection ends at this one.
    HangsUpAt(u32),
    /// It says goodbye instead of answering this; of the greeting, ``.
    Bye(&'static str),
}

use Oddity::*;

#[derive(Debug, Default)]
struct State {
    mails: Vec<(u32, Vec<u8>)>,
    uid_next: u32,
    uid_validity: u32,
    odd: BTreeSet<Oddity>,
    /// Sizes differ by what this counts.
    guess: usize,
    heard: Vec<String>,
}

/// The server.
#[derive(Debug)]
pub struct OddServer {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl OddServer {
    /// Starts one, which ends with the process.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn start(odd: impl IntoIterator<Item = Oddity>) -> Result<Self, Error> {
        let failed = |error| Error::io("127.0.0.1:0")(error);
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let state = Arc::new(Mutex::new(State {
            uid_next: 1,
            uid_validity: 7,
            odd: odd.into_iter().collect(),
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                // A client that goes ends its thread.
                let [mixed, dribbles] = [MixedCase, Dribbles].map(|odd| lock(&state).is(odd));
                std::thread::spawn(move || {
                    Client {
                        stream,
                        state,
                        mixed,
                        dribbles,
                    }
                    .serve()
                });
            }
        });
        Ok(Self { port, state })
    }

    /// The port to come to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Puts a message into the INBOX, and gives its UID.
    pub fn deliver(&self, message: &[u8]) -> u32 {
        let mut state = lock(&self.state);
        let uid = state.uid_next;
        state.uid_next += 1;
        state.mails.push((uid, message.to_vec()));
        uid
    }

    /// Takes a message away.
    pub fn expunge(&self, uid: u32) {
        lock(&self.state).mails.retain(|(other, _)| *other != uid);
    }

    /// Has it odd in this way alone.
    pub fn become_odd(&self, odd: impl IntoIterator<Item = Oddity>) {
        lock(&self.state).odd = odd.into_iter().collect();
    }

    /// The lines that clients said so far.
    #[must_use]
    pub fn heard(&self) -> Vec<String> {
        lock(&self.state).heard.clone()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn is(&self, oddity: Oddity) -> bool {
        self.odd.contains(&oddity)
    }

    fn refuses_login(&self) -> Option<&'static str> {
        self.odd.iter().find_map(|odd| match odd {
            RefusesLogin(why) => Some(*why),
            _ => None,
        })
    }

    /// The UIDs of a set as IMAP writes it.
    fn set(&self, text: &str) -> Vec<u32> {
        let last = self.mails.last().map_or(0, |(uid, _)| *uid);
        let number = |text: &str| text.parse().unwrap_or(last);
        let runs = text.split(',').map(|run| {
            let (first, end) = run.split_once(':').unwrap_or((run, run));
            let (first, end) = (number(first), number(end));
            first.min(end)..=first.max(end)
        });
        let runs: Vec<_> = runs.collect();
        let uids = self.mails.iter().map(|(uid, _)| *uid);
        uids.filter(|uid| runs.iter().any(|run| run.contains(uid)))
            .collect()
    }

    fn search(&self, which: &str) -> Option<String> {
        let uids = match which.strip_prefix("UID ") {
            Some(_) if self.mails.is_empty() && self.is(StrictSets) => return None,
            Some(set) => {
                let first = set.split(':').next().and_then(|n| n.parse::<u32>().ok());
                let mut uids = self.set(set);
                if !self.is(EchoesLast) {
                    uids.retain(|uid| Some(*uid) >= first);
                }
                uids
            }
            None => self.set("1:*"),
        };
        let uids: String = uids.iter().map(|uid| format!(" {uid}")).collect();
        Some(format!("* SEARCH{uids}"))
    }

    /// The answers to a FETCH, and why it is not done.
    fn fetch(&mut self, set: &str, bodies: bool) -> (Vec<u8>, Option<&'static str>) {
        let mut said = Vec::new();
        let mut refused = None;
        self.guess += 1;
        let word = |word: &str| match self.is(MixedCase) {
            true => word.to_lowercase(),
            false => word.to_owned(),
        };
        for (at, uid) in self.set(set).into_iter().enumerate() {
            let mail = self.mails.iter().find(|(other, _)| *other == uid);
            let Some((_, raw)) = mail else { continue };
            let given = self.odd.iter().find_map(|odd| match odd {
                RefusesAll(why) if bodies => Some(Err(*why)),
                Refuses(one) if bodies && *one == uid => Some(Err("[SERVERBUG] no such file")),
                WithoutBody(one) if bodies && *one == uid => Some(Ok("BODY[] NIL")),
                GarblesBody(one) if bodies && *one == uid => Some(Ok("BODY[] \u{1}{{(")),
                GarblesSize(one) if !bodies && *one == uid => Some(Ok("RFC822.SIZE")),
                Understates(one) if !bodies && *one == uid => Some(Ok(
                    "RFC822.SIZE 900 INTERNALDATE \"01-Nov-2025 08:00:00 +0800\"",
                )),
                Dateless(one) if !bodies && *one == uid => {
                    Some(Ok("RFC822.SIZE 900 INTERNALDATE NIL"))
                }
                HangsUpAt(one) if bodies && *one == uid => Some(Ok("\0")),
                _ => None,
            });
            let mut one = format!("* {} {} (UID {uid} ", at + 1, word("FETCH")).into_bytes();
            match given {
                Some(Err(why)) => {
                    refused = Some(why);
                    continue;
                }
                Some(Ok("\0")) => return (said, Some("\0")),
                Some(Ok(odd)) => one.extend_from_slice(odd.as_bytes()),
                None if bodies => {
                    one.extend_from_slice(
                        format!("{} {{{}}}\r\n", word("BODY[]"), raw.len()).as_bytes(),
                    );
                    one.extend_from_slice(raw);
                }
                None => {
                    let size = raw.len() + if self.is(GuessesSizes) { self.guess } else { 0 };
                    let date = "INTERNALDATE \"01-Nov-2025 08:00:00 +0800\"";
                    one.extend_from_slice(format!("RFC822.SIZE {size} {date}").as_bytes());
                }
            }
            one.extend_from_slice(b")\r\n");
            said.extend(one);
        }
        (said, refused)
    }
}

/// One connection.
struct Client {
    stream: TcpStream,
    state: Arc<Mutex<State>>,
    mixed: bool,
    dribbles: bool,
}

impl Client {
    /// Serves until the client has gone: an error is its going.
    fn serve(mut self) -> Option<()> {
        let mut lines = BufReader::new(self.stream.try_clone().ok()?).lines();
        self.stream.set_nodelay(true).ok()?;
        if lock(&self.state).is(Bye("")) {
            return self.say("* BYE not now");
        }
        self.say("* OK ready")?;
        while let Some(Ok(line)) = lines.next() {
            lock(&self.state).heard.push(line.clone());
            let mut words = line.splitn(3, ' ');
            let (tag, verb) = (words.next()?, words.next()?.to_uppercase());
            let verdict = self.obey(&verb, words.next().unwrap_or_default(), &mut lines)?;
            let verdict = self.cased(verdict);
            self.write(format!("{tag} {verdict}\r\n").as_bytes())?;
        }
        None
    }

    /// Answers a command, and gives its verdict; none where the connection ends.
    fn obey(
        &mut self,
        verb: &str,
        rest: &str,
        lines: &mut std::io::Lines<BufReader<TcpStream>>,
    ) -> Option<String> {
        let shared = Arc::clone(&self.state);
        let mut state = lock(&shared);
        let count = state.mails.len();
        if state
            .odd
            .iter()
            .any(|odd| matches!(odd, Bye(at) if *at == verb))
        {
            self.say("* BYE not now")?;
            return None;
        }
        if state.is(Chatty) && !matches!(verb, "LOGIN" | "CAPABILITY") {
            self.say("* OK still here")?;
            self.say(&format!("* {count} EXISTS"))?;
            for (at, (uid, _)) in state.mails.iter().enumerate() {
                self.say(&format!("* {} FETCH (UID {uid} FLAGS (\\Seen))", at + 1))?;
                self.say(&format!("* {} FETCH (FLAGS ())", at + 1))?;
            }
        }
        match verb {
            "CAPABILITY" => {
                let offers = [
                    ("ID", !state.is(NoId)),
                    ("IDLE", !state.is(NoIdle)),
                    ("LOGINDISABLED", state.is(LoginDisabled)),
                ];
                let offers = offers.iter().filter(|(_, offered)| *offered);
                let offers: String = offers.map(|(word, _)| format!(" {word}")).collect();
                self.say(&format!("* CAPABILITY IMAP4rev1{offers}"))?;
            }
            "LOGIN" if state.is(LoginDisabled) => return Some("NO not in plain".to_owned()),
            "ID" if state.is(NoId) => return Some("BAD what?".to_owned()),
            "ID" => self.say("* ID (\"name\" \"Odd\" \"os\" NIL)")?,
            "LIST" if state.is(Literals) => self.say("* LIST () \"/\" {5}\r\nINBOX")?,
            "LIST" => self.say("* LIST () \"/\" INBOX")?,
            "EXAMINE" => {
                let State {
                    uid_next,
                    uid_validity,
                    ..
                } = *state;
                self.say(&format!("* {count} EXISTS"))?;
                self.say(&format!("* OK [UIDVALIDITY {uid_validity}] fine"))?;
                if !state.is(NoUidNext) {
                    self.say(&format!("* OK [UIDNEXT {uid_next}] fine"))?;
                }
            }
            "STATUS" if state.is(NoUidNext) => self.say("* STATUS INBOX ()")?,
            "UID" => {
                let (which, rest) = rest.split_once(' ')?;
                if which.eq_ignore_ascii_case("SEARCH") {
                    match state.search(rest) {
                        Some(found) => self.say(&found)?,
                        None => return Some("BAD no such set".to_owned()),
                    }
                } else {
                    let (set, items) = rest.split_once(' ')?;
                    let (said, refused) = state.fetch(set, items.contains("BODY.PEEK[]"));
                    self.write(&said)?;
                    match refused {
                        Some("\0") => return None,
                        Some(why) => return Some(format!("NO {why}")),
                        None => {}
                    }
                }
            }
            "IDLE" if !state.is(HurriedIdle) => {
                drop(state);
                self.say("+ waiting")?;
                lines.next()?.ok()?;
            }
            "LOGIN" => {
                return Some(
                    state
                        .refuses_login()
                        .map_or("OK done".to_owned(), |why| format!("NO {why}")),
                );
            }
            "IDLE" | "LOGOUT" => {}
            _ => return Some("BAD what?".to_owned()),
        }
        Some("OK done".to_owned())
    }

    fn cased(&self, line: String) -> String {
        if !self.mixed {
            return line;
        }
        let odd = |(at, c): (usize, char)| match at % 2 {
            0 => c.to_ascii_lowercase(),
            _ => c.to_ascii_uppercase(),
        };
        line.chars().enumerate().map(odd).collect()
    }

    fn say(&mut self, line: &str) -> Option<()> {
        let line = self.cased(line.to_owned());
        self.write(format!("{line}\r\n").as_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Option<()> {
        let size = if self.dribbles { 1 } else { bytes.len().max(1) };
        let mut pieces = bytes.chunks(size);
        pieces.try_for_each(|piece| self.stream.write_all(piece).ok())
    }
}
