//! A web server that remembers whatever it is asked for.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::Error;

/// A page that it gives.
#[derive(Debug, Clone, Default)]
pub struct WebPage {
    /// Its header fields, each ended by CRLF.
    pub header: String,
    /// Its body.
    pub body: Vec<u8>,
}

/// Listens on the loopback address until the process ends.
#[derive(Debug)]
pub struct Web {
    port: u16,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    pages: Mutex<BTreeMap<String, WebPage>>,
    asked: Mutex<Vec<String>>,
}

impl Web {
    /// Listens on a free port.
    ///
    /// # Errors
    /// [`Error::Io`] where no port is to be had.
    pub fn start() -> Result<Self, Error> {
        let address = "127.0.0.1:0";
        let listener = TcpListener::bind(address).map_err(Error::io(address))?;
        let port = listener.local_addr().map_err(Error::io(address))?.port();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || answer(&state, &client));
            }
        });
        Ok(Self { port, state })
    }

    /// Where it is: `http://127.0.0.1:…`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Has it give a page for a path from now on.
    pub fn put(&self, path: String, page: WebPage) {
        let mut pages = lock(&self.state.pages);
        pages.insert(path, page);
    }

    /// What it was asked for since the last time, but for its own pages: paths; of a connection on which
    /// nobody said a word an empty one.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.state.asked))
    }
}

fn lock<T>(what: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers one request. One who goes away is no failure of a test.
fn answer(state: &State, mut client: &TcpStream) {
    let _ = client.set_read_timeout(Some(Duration::from_secs(5)));
    let mut lines = BufReader::new(client).lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    while let Some(Ok(line)) = lines.next() {
        if line.is_empty() {
            break;
        }
    }
    let page = lock(&state.pages).get(&path).cloned();
    let page = page.unwrap_or_else(|| {
        lock(&state.asked).push(path);
        WebPage::default()
    });
    let head = format!(
        "HTTP/1.1 200 OK\r\n{}Content-Length: {}\r\nConnection: close\r\n\r\n",
        page.header,
        page.body.len()
    );
    let _ = client.write_all(&[head.as_bytes(), &page.body].concat());
}
