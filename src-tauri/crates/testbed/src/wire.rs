//! A connection to PostgreSQL that breaks at the message a test names (its documentation, chapter
//! 'Message Formats': a type of one byte, and a length of four that counts itself).

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::Error;

/// Who says the message that does not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// The server never hears it.
    Client,
    /// The server has done it, and the client can't know.
    Server,
}

/// Passes connections on to a server, until one is to break.
#[derive(Debug)]
pub struct Wire {
    port: u16,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    /// Messages still to pass before the cut, of the client and of the server; below zero: none.
    left: [AtomicI64; 2],
    refuses: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Wire {
    /// Listens on a free port of the loopback address, before `server`'s port there.
    ///
    /// # Errors
    /// [`Error::Io`] where no port is to be had.
    pub fn before(server: u16) -> Result<Self, Error> {
        let address = "127.0.0.1:0";
        let listener = TcpListener::bind(address).map_err(Error::io(address))?;
        let port = listener.local_addr().map_err(Error::io(address))?.port();
        let state = Arc::new(State {
            left: [AtomicI64::new(-1), AtomicI64::new(-1)],
            refuses: AtomicBool::new(false),
            open: Mutex::new(Vec::new()),
        });
        let shared = Arc::clone(&state);
        // It ends with the process.
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if !shared.refuses.load(Ordering::SeqCst) {
                    // A server that is not there is a connection that ends at once.
                    let _ = pass(&shared, client, server);
                }
            }
        });
        Ok(Self { port, state })
    }

    /// The port to connect to.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Breaks the connection over which the `number`th message from now, counted from 1, is said.
    pub fn cut(&self, says: Says, number: i64) {
        self.state.left[says as usize].store(number - 1, Ordering::SeqCst);
    }

    /// Whether a cut is still to come; it is forgotten.
    #[must_use]
    pub fn disarm(&self) -> bool {
        let left = self.state.left.iter();
        left.map(|left| left.swap(-1, Ordering::SeqCst))
            .any(|left| left >= 0)
    }

    /// Breaks every connection, and takes no other until told so.
    pub fn refuse(&self, refuses: bool) {
        self.state.refuses.store(refuses, Ordering::SeqCst);
        if refuses {
            let mut open = self
                .state
                .open
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            for stream in open.drain(..) {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }
}

fn pass(state: &Arc<State>, client: TcpStream, server: u16) -> io::Result<()> {
    let server = TcpStream::connect((Ipv4Addr::LOCALHOST, server))?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    {
        let mut open = state.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.push(client.try_clone()?);
        open.push(server.try_clone()?);
    }
    let ways = [
        (Says::Client, client.try_clone()?, server.try_clone()?),
        (Says::Server, server, client),
    ];
    for (says, from, to) in ways {
        let state = Arc::clone(state);
        thread::spawn(move || {
            // However it ends, both sides are to know.
            let _ = one_way(&state, says, &from, &to);
            let _ = from.shutdown(Shutdown::Both);
            let _ = to.shutdown(Shutdown::Both);
        });
    }
    Ok(())
}

fn one_way(state: &State, says: Says, mut from: &TcpStream, mut to: &TcpStream) -> io::Result<()> {
    // The client's first message has no type.
    let mut typed = says == Says::Server;
    loop {
        let mut head = vec![0; if typed { 5 } else { 4 }];
        from.read_exact(&mut head)?;
        let at = head.len() - 4;
        let length = u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let mut message = head;
        let rest = (length as usize).saturating_sub(4);
        let begun = message.len();
        message.resize(begun + rest, 0);
        from.read_exact(&mut message[begun..])?;
        if typed {
            let left = &state.left[says as usize];
            let armed = left.load(Ordering::SeqCst) >= 0;
            if armed && left.fetch_sub(1, Ordering::SeqCst) == 0 {
                return Ok(());
            }
        }
        typed = true;
        to.write_all(&message)?;
    }
}
