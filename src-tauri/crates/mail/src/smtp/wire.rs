//! The way to a mail server, below lettre: encrypted as everywhere here, and readable.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use encoding_rs::GB18030;
use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
    ReadBuf,
};
use tokio::net::TcpStream;

use crate::server::{self, Account, Failure, PATIENCE, Step, Tls, Why, Wire, within};

/// A line of a reply is 512 bytes long at most (RFC 5321, 4.5.3.1.5).
const LONGEST: u64 = 4 << 10;
/// A reply has no more lines.
const MANY: usize = 100;

/// A connection to the account's server, which speaks first.
pub(super) async fn connect(account: &Account) -> Result<Replies, Failure> {
    let tcp = server::reach(account).await?;
    let peer = tcp
        .peer_addr()
        .map_err(|e| Failure::io(Step::Connect, &e))?;
    let (wire, greeting): (Box<dyn Wire>, &[u8]) = match account.tls {
        Tls::None => (Box::new(tcp), b""),
        Tls::Implicit => {
            let over = within(Step::Tls, PATIENCE, server::over(account, tcp));
            (Box::new(over.await?), b"")
        }
        Tls::Starttls => {
            let over = within(Step::Tls, PATIENCE, starttls(account, tcp));
            // It has greeted already.
            (over.await?, b"220 Encrypted\r\n")
        }
    };
    Ok(Replies {
        wire,
        peer,
        line: Vec::new(),
        ready: greeting.to_vec(),
    })
}

/// Has the connection encrypted (RFC 3207). Nothing that was said before is believed after.
async fn starttls(account: &Account, tcp: TcpStream) -> Result<Box<dyn Wire>, Failure> {
    let none = |said: &str| Failure::new(Step::Tls, Why::NoTls, said);
    let mut wire = BufReader::new(tcp);
    reply(&mut wire, "220", Step::Greeting).await?;
    command(&mut wire, &format!("EHLO {}", super::hello())).await?;
    let offered = reply(&mut wire, "250", Step::Greeting).await?;
    if !offered
        .iter()
        .any(|line| line.eq_ignore_ascii_case("STARTTLS"))
    {
        return Err(none("STARTTLS is not offered"));
    }
    command(&mut wire, "STARTTLS").await?;
    reply(&mut wire, "220", Step::Tls).await?;
    if !wire.buffer().is_empty() {
        return Err(none("something was said between STARTTLS and TLS"));
    }
    Ok(Box::new(server::over(account, wire.into_inner()).await?))
}

async fn command(wire: &mut BufReader<TcpStream>, command: &str) -> Result<(), Failure> {
    let line = format!("{command}\r\n");
    let written = wire.write_all(line.as_bytes()).await;
    written.map_err(|e| Failure::io(Step::Tls, &e))
}

/// The lines of a reply that has this code, each without it. A no that passes, as every no to a
/// greeting, is a no to us, and none to encryption.
async fn reply(
    wire: &mut BufReader<TcpStream>,
    code: &str,
    step: Step,
) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    while lines.len() < MANY {
        let mut line = Vec::new();
        let read = (&mut *wire)
            .take(LONGEST)
            .read_until(b'\n', &mut line)
            .await;
        read.map_err(|e| Failure::io(Step::Tls, &e))?;
        if !line.ends_with(b"\n") {
            return Err(Failure::new(Step::Tls, Why::Closed, server::HUNG_UP));
        }
        let line = readable(&line);
        let line = line.trim_end();
        let Some(rest) = line.strip_prefix(code) else {
            let passes = step == Step::Greeting || line.starts_with('4');
            let why = if passes { Why::Refused } else { Why::NoTls };
            return Err(Failure::new(step, why, line));
        };
        lines.push(rest.get(1..).unwrap_or_default().to_owned());
        if !rest.starts_with('-') {
            return Ok(lines);
        }
    }
    Err(Failure::new(Step::Tls, Why::Protocol, ""))
}

/// What a server says, as UTF-8: a reply that is written in another way, as some servers in China
/// write theirs, is no reply to lettre, and then nobody knows what became of a message.
#[derive(Debug)]
pub(super) struct Replies {
    wire: Box<dyn Wire>,
    peer: SocketAddr,
    /// A line that is not at its end.
    line: Vec<u8>,
    /// What can be read.
    ready: Vec<u8>,
}

impl AsyncTokioStream for Replies {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}

impl AsyncRead for Replies {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.ready.is_empty() {
            let mut piece = [0; LONGEST as usize];
            let mut piece = ReadBuf::new(&mut piece);
            ready!(Pin::new(&mut self.wire).poll_read(cx, &mut piece))?;
            let over = piece.filled().is_empty();
            self.line.extend_from_slice(piece.filled());
            let all = over || self.line.len() as u64 > LONGEST;
            let end = self.line.iter().rposition(|byte| *byte == b'\n');
            let end = if all {
                self.line.len()
            } else {
                end.map_or(0, |at| at + 1)
            };
            let whole: Vec<u8> = self.line.drain(..end).collect();
            let lines = whole.split_inclusive(|byte| *byte == b'\n').map(readable);
            self.ready = lines.collect::<String>().into_bytes();
            if over {
                break;
            }
        }
        let count = self.ready.len().min(into.remaining());
        into.put_slice(&self.ready[..count]);
        self.ready.drain(..count);
        Poll::Ready(Ok(()))
    }
}

/// A line in UTF-8, or in what else it may be written here.
fn readable(line: &[u8]) -> String {
    match std::str::from_utf8(line) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(line).0.into_owned(),
    }
}

impl AsyncWrite for Replies {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.wire).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_shutdown(cx)
    }
}
