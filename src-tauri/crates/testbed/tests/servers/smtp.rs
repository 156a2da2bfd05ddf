//! Just enough of a client that sends.

use data_encoding::BASE64;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufStream};

use crate::client::Result;

pub struct Smtp<S: AsyncRead + AsyncWrite>(BufStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> Smtp<S> {
    /// A client on a connection whose server has yet to greet, and what the server offers.
    pub async fn greet(stream: S) -> Result<(Self, String)> {
        let mut it = Self(BufStream::new(stream));
        assert!(it.answer().await?.starts_with("220"));
        let offers = it.ask("EHLO localhost").await?;
        Ok((it, offers))
    }

    /// A client that has said EHLO again, after STARTTLS.
    pub async fn again(stream: S) -> Result<(Self, String)> {
        let mut it = Self(BufStream::new(stream));
        let offers = it.ask("EHLO localhost").await?;
        Ok((it, offers))
    }

    pub async fn ask(&mut self, line: &str) -> Result<String> {
        self.0.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.0.flush().await?;
        self.answer().await
    }

    /// All lines of an answer.
    async fn answer(&mut self) -> Result<String> {
        let mut answer = String::new();
        loop {
            let start = answer.len();
            if self.0.read_line(&mut answer).await? == 0 {
                return Err("hung up".into());
            }
            if answer.as_bytes().get(start + 3) == Some(&b' ') {
                return Ok(answer);
            }
        }
    }

    pub async fn plain(&mut self, user: &str, password: &str) -> Result<String> {
        let answer = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
        self.ask(&format!("AUTH PLAIN {answer}")).await
    }

    /// Sends a message, and gives the first answer that is a refusal, else the last.
    pub async fn send(&mut self, from: &str, to: &str, message: &str) -> Result<String> {
        for line in [
            "RSET",
            &format!("MAIL FROM:<{from}>"),
            &format!("RCPT TO:<{to}>"),
            "DATA",
        ] {
            let answer = self.ask(line).await?;
            if answer.starts_with(['4', '5']) {
                return Ok(answer);
            }
        }
        self.ask(&format!("{message}\r\n.")).await
    }

    pub fn into_inner(self) -> S {
        self.0.into_inner()
    }
}
