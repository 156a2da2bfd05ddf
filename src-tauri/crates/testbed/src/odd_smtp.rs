//! A mail server that takes a message as a test wants it: it dies, keeps silent or takes its time
//! where a client can't know what became of the message. It speaks in plain, on the loopback
//! address, to whoever logs in.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::Error;

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpOddity {
    /// The connection ends instead of the answer to DATA.
    HangsUpAtData,
    /// The connection ends after the content's last dot; nothing was kept.
    LosesAndHangsUp,
    /// The connection ends after the content's last dot; the message was kept.
    KeepsAndHangsUp,
    /// Nothing is ever said after the content's last dot; nothing was kept.
    LosesInSilence,
    /// Nothing is ever said after the content's last dot; the message was kept.
    KeepsInSilence,
    /// It is kept, and 250 is said so much later.
    TakesItsTime(Duration),
    /// It takes mail from an address alone, as a server of accounts may (RFC 6409, section 6.1).
    TakesNothingFromNobody,
    /// After the content it says no, in GBK: that there is no such person.
    SaysNoInGbk,
    /// It has no time for anybody, and says so instead of greeting.
    IsBusy,
}

use SmtpOddity::*;

/// "用户不存在", as servers in China may write it.
const NO_SUCH_PERSON: &[u8] = b"550 5.1.1 \xd3\xc3\xbb\xa7\xb2\xbb\xb4\xe6\xd4\xda";

/// A message that a server kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submitted {
    /// The envelope's sender, with its angle brackets and parameters as they came.
    pub from: String,
    /// The envelope's recipients, likewise.
    pub to: Vec<String>,
    /// The content without its last dot, the other dots as they were written.
    pub content: Vec<u8>,
}

#[derive(Debug, Default)]
struct State {
    odd: Option<SmtpOddity>,
    kept: Vec<Submitted>,
    heard: Vec<String>,
}

/// The server.
#[derive(Debug)]
pub struct OddSmtpServer {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl OddSmtpServer {
    /// Starts one, which ends with the process; without an oddity it takes every message.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn start(odd: Option<SmtpOddity>) -> Result<Self, Error> {
        let failed = |error| Error::io("127.0.0.1:0")(error);
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let state = Arc::new(Mutex::new(State {
            odd,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                // A client that goes ends its thread.
                std::thread::spawn(move || serve(stream, &state));
            }
        });
        Ok(Self { port, state })
    }

    /// The port to come to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Has it odd in this way for the messages to come.
    pub fn become_odd(&self, odd: Option<SmtpOddity>) {
        lock(&self.state).odd = odd;
    }

    /// The messages that it kept so far.
    #[must_use]
    pub fn kept(&self) -> Vec<Submitted> {
        lock(&self.state).kept.clone()
    }

    /// The commands that clients said so far.
    #[must_use]
    pub fn heard(&self) -> Vec<String> {
        lock(&self.state).heard.clone()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves until the client or the connection has gone: an error is its going.
fn serve(mut stream: TcpStream, state: &Mutex<State>) -> Option<()> {
    let mut input = BufReader::new(stream.try_clone().ok()?);
    stream.set_nodelay(true).ok()?;
    let mut write = |bytes: &[u8]| stream.write_all(&[bytes, b"\r\n"].concat()).ok();
    if lock(state).odd == Some(IsBusy) {
        return write(b"421 4.3.2 Too many connections");
    }
    write(b"220 odd.example.com ESMTP")?;
    let mut message = Submitted::default();
    loop {
        let line = String::from_utf8_lossy(&line(&mut input)?)
            .trim_end()
            .to_owned();
        lock(state).heard.push(line.clone());
        let odd = lock(state).odd;
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match verb.to_uppercase().as_str() {
            "EHLO" => {
                write(b"250-odd.example.com\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN XOAUTH2")?
            }
            "AUTH" => {
                // Whatever is asked for is right: LOGIN's two questions, or another way's answer
                // where it did not come with the command.
                let mut words = rest.split(' ');
                let login = words
                    .next()
                    .is_some_and(|way| way.eq_ignore_ascii_case("LOGIN"));
                let asked: &[&str] = match (login, words.next()) {
                    (true, None) => &["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"],
                    (true, Some(_)) => &["334 UGFzc3dvcmQ6"],
                    (false, None) => &["334 "],
                    (false, Some(_)) => &[],
                };
                for question in asked {
                    write(question.as_bytes())?;
                    self::line(&mut input)?;
                }
                write(b"235 2.7.0 Welcome")?;
            }
            "MAIL"
                if odd == Some(TakesNothingFromNobody) && after_colon(rest).starts_with("<>") =>
            {
                write(b"553 5.1.8 Sender address refused")?;
            }
            "MAIL" => {
                message = Submitted {
                    from: after_colon(rest),
                    ..Submitted::default()
                };
                write(b"250 2.1.0 OK")?;
            }
            "RCPT" => {
                message.to.push(after_colon(rest));
                write(b"250 2.1.5 OK")?;
            }
            "DATA" if odd == Some(HangsUpAtData) => return None,
            "DATA" => {
                write(b"354 Go ahead")?;
                message.content = content(&mut input)?;
                let message = std::mem::take(&mut message);
                if !matches!(odd, Some(LosesAndHangsUp | LosesInSilence | SaysNoInGbk)) {
                    lock(state).kept.push(message);
                }
                match odd {
                    Some(LosesAndHangsUp | KeepsAndHangsUp) => return None,
                    Some(LosesInSilence | KeepsInSilence) => {
                        // Until the client goes.
                        input.read_to_end(&mut Vec::new()).ok()?;
                        return None;
                    }
                    Some(TakesItsTime(time)) => std::thread::sleep(time),
                    Some(HangsUpAtData | TakesNothingFromNobody | SaysNoInGbk | IsBusy) | None => {}
                }
                match odd {
                    Some(SaysNoInGbk) => write(NO_SUCH_PERSON)?,
                    _ => write(b"250 2.0.0 Queued")?,
                }
            }
            "RSET" => {
                message = Submitted::default();
                write(b"250 2.0.0 OK")?;
            }
            "NOOP" => write(b"250 2.0.0 OK")?,
            "QUIT" => return write(b"221 2.0.0 Bye"),
            _ => write(b"502 5.5.2 What?")?,
        }
    }
}

fn after_colon(rest: &str) -> String {
    let (_, path) = rest.split_once(':').unwrap_or_default();
    path.trim().to_owned()
}

/// A line with its end; none where there are no more.
fn line(input: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line).ok()?;
    line.ends_with(b"\n").then_some(line)
}

/// What comes up to the line that is a dot (RFC 5321, section 4.5.2).
fn content(input: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        let line = line(input)?;
        if line == b".\r\n" {
            return Some(content);
        }
        content.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
