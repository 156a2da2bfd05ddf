//! What is open now: nothing, a workspace in the making, or a desk that someone works at.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use desk::team::Joining;
use desk::workspace::{Creation, Recovery, RecoveryGroups};
use desk::{Desk, Error, Result};
use tauri::{AppHandle, async_runtime};
use tokio::sync::Mutex as Turn;

use super::events;
use super::opened::Opened;
use super::unsent::Typed;

/// What is held open.
#[derive(Default)]
pub enum Held {
    #[default]
    Nothing,
    /// A workspace whose recovery code is yet to be typed back.
    Creating(Box<Creation>),
    /// A new passphrase whose new recovery code is yet to be typed back.
    Recovering(Box<Recovery>),
    /// Somebody about to join a team, whose recovery code is yet to be typed back.
    Joining(Box<Joining>),
    Open(Desk),
}

impl Held {
    fn recovery(&self) -> Result<RecoveryGroups> {
        match self {
            Self::Creating(creation) => Ok(creation.recovery()),
            Self::Recovering(recovery) => Ok(recovery.recovery()),
            Self::Joining(joining) => Ok(joining.recovery()),
            Self::Nothing | Self::Open(_) => Err(Error::NotBegun),
        }
    }

    fn matches(&self, typed: &str) -> Result<Vec<bool>> {
        match self {
            Self::Creating(creation) => Ok(creation.matches(typed)),
            Self::Recovering(recovery) => Ok(recovery.matches(typed)),
            Self::Joining(joining) => Ok(joining.matches(typed)),
            Self::Nothing | Self::Open(_) => Err(Error::NotBegun),
        }
    }
}

/// Holds what is open, and knows when it was last used.
pub struct Office {
    held: Turn<Held>,
    /// Held while a desk closes.
    closing: Turn<()>,
    /// What of it is being looked at.
    pub opened: Opened,
    /// What is typed and not sent. A lock leaves it.
    pub typed: Typed,
    // The computer's clock, and not the process's: that one stands still while it sleeps.
    touched: Mutex<SystemTime>,
    stop: AtomicBool,
}

impl Default for Office {
    fn default() -> Self {
        Self {
            held: Turn::default(),
            closing: Turn::default(),
            opened: Opened::default(),
            typed: Typed::default(),
            touched: Mutex::new(SystemTime::now()),
            stop: AtomicBool::new(false),
        }
    }
}

impl Office {
    /// The desk that is open. Asking for it is not being there: the page also asks by itself,
    /// when mail has come in.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub async fn desk(&self) -> Result<Desk> {
        match &*self.held.lock().await {
            Held::Open(desk) => Ok(desk.clone()),
            _ => Err(Error::Locked),
        }
    }

    /// Somebody is there.
    pub fn touch(&self) {
        *self.touched.lock().unwrap_or_else(PoisonError::into_inner) = SystemTime::now();
    }

    /// Whether nobody was there for as long as the open workspace's settings say.
    pub async fn is_idle(&self) -> bool {
        let minutes = match &*self.held.lock().await {
            Held::Open(desk) => desk.session().settings.lock_after_minutes,
            _ => 0,
        };
        let touched = *self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        let away = touched.elapsed().unwrap_or_default();
        minutes > 0 && away >= Duration::from_secs(u64::from(minutes) * 60)
    }

    /// Holds this from now on; a desk that was open is closed.
    pub async fn put(&self, held: Held) {
        self.touch();
        self.swap(held, || ()).await;
    }

    /// Locks: every window shows nothing from then on, however long the desk takes to close.
    pub async fn lock(&self, app: &AppHandle) {
        self.swap(Held::Nothing, || events::locked(app)).await;
    }

    async fn swap(&self, held: Held, between: impl FnOnce()) {
        self.opened.forget();
        // Whoever opens it next waits until it is let go of.
        let _closing = self.closing.lock().await;
        let before = std::mem::replace(&mut *self.held.lock().await, held);
        between();
        if let Held::Open(desk) = before {
            desk.close().await;
        }
    }

    /// Waits for a desk that closes.
    pub async fn closed(&self) {
        drop(self.closing.lock().await);
    }

    /// Holds what was begun, and gives its recovery code.
    ///
    /// # Errors
    /// None for what is in the making.
    pub async fn begin(&self, held: Held) -> Result<RecoveryGroups> {
        let recovery = held.recovery();
        self.put(held).await;
        recovery
    }

    /// Closes the database and drops the keys.
    pub async fn shut(&self) {
        self.put(Held::Nothing).await;
    }

    /// Drops what is in the making; an open desk stays.
    pub async fn abandon(&self) {
        let mut held = self.held.lock().await;
        if !matches!(*held, Held::Open(_)) {
            *held = Held::Nothing;
        }
    }

    /// Which groups of the recovery code, as typed so far, are right.
    ///
    /// # Errors
    /// [`Error::NotBegun`].
    pub async fn matches(&self, typed: &str) -> Result<Vec<bool>> {
        self.held.lock().await.matches(typed)
    }

    /// Makes what was begun, and opens it.
    ///
    /// # Errors
    /// [`Error::NotBegun`]; [`Error::CodeMismatch`], with what was begun still there; and those
    /// of [`Creation::finish`].
    pub async fn finish(&self, typed: String) -> Result<Desk> {
        let begun = self.take(&typed).await?;
        let desk = heavy(move || async move {
            match begun {
                Held::Creating(creation) => creation.finish(&typed).await,
                Held::Recovering(recovery) => recovery.finish(&typed).await,
                Held::Joining(_) | Held::Nothing | Held::Open(_) => Err(Error::NotBegun),
            }
        })
        .await?;
        self.put(Held::Open(desk.clone())).await;
        Ok(desk)
    }

    /// Joins the team as was begun, and gives the fingerprint that somebody there has to confirm.
    ///
    /// # Errors
    /// As [`Office::finish`], with those of [`Joining::finish`].
    pub async fn join(&self, typed: String) -> Result<String> {
        match self.take(&typed).await? {
            Held::Joining(joining) => joining.finish(&typed).await,
            _ => Err(Error::NotBegun),
        }
    }

    /// Takes out what was begun, once its code is right.
    async fn take(&self, typed: &str) -> Result<Held> {
        let mut held = self.held.lock().await;
        if !held.matches(typed)?.iter().all(|right| *right) {
            return Err(Error::CodeMismatch);
        }
        Ok(std::mem::take(&mut *held))
    }

    /// Long work begins that can be stopped.
    pub fn start(&self) {
        self.stop.store(false, Ordering::SeqCst);
    }

    /// Stops it.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    /// Whether it goes on.
    pub fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::SeqCst)
    }
}

/// Does what keeps a processor busy (Argon2id, copying) on a thread of its own, where nothing else
/// waits.
///
/// # Errors
/// Those of the work.
pub async fn heavy<T, Work>(work: impl FnOnce() -> Work + Send + 'static) -> Result<T>
where
    T: Send + 'static,
    Work: Future<Output = Result<T>>,
{
    async_runtime::spawn_blocking(move || async_runtime::block_on(work()))
        .await
        .unwrap_or_else(|_| {
            Err(Error::Internal {
                place: "shell: work broke off".to_owned(),
            })
        })
}
