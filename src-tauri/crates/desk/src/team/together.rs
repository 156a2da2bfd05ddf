//! Several desktops on one workspace: what others change, and what one of them does for all.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::{Listener, News};
use uuid::Uuid;

use crate::complaints::Person;
use crate::types::dto;
use crate::{Desk, Result};

/// How long to wait before the server is asked again.
const AGAIN: Duration = Duration::from_secs(1);
/// How often a lease is renewed: three times before it would end.
const RENEW: Duration = Duration::from_secs(30);

/// What a desktop hears of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Something of this desk was changed: `complaints`, `mailbox`, `audit`, `people`, `retention`,
    /// `settings`; or, as `presence`, who has which case open; or, as `drafts`, what is being
    /// written.
    Changed(String),
    /// The server is not reached; it is tried again by itself.
    Lost,
    /// It is reached again: everything may have changed.
    Back,
}

dto! {
    /// Somebody else who has a case open.
    pub struct Attending {
        pub person: Person,
        /// A form of theirs is open over it.
        pub writing: bool,
    }
}

impl Desk {
    /// Tells of every change by others, within a second, until the desk closes. Returns at once on
    /// the embedded engine.
    pub async fn listen(&self, mut hear: impl FnMut(Heard) + Send) {
        let mut closing = self.inner.syncs.roster();
        let mut lost = false;
        loop {
            let listening = self.inner.store.listen().await;
            match listening {
                Ok(None) => return,
                Ok(Some(listener)) => {
                    if std::mem::take(&mut lost) {
                        self.catch_up("people").await;
                        self.catch_up("settings").await;
                        hear(Heard::Back);
                    }
                    tokio::select! {
                        () = self.hear_out(listener, &mut hear) => {}
                        () = closed(self, &mut closing) => return,
                    }
                }
                Err(_) if self.inner.syncs.is_closed() => return,
                Err(_) => {}
            }
            if !std::mem::replace(&mut lost, true) {
                hear(Heard::Lost);
            }
            tokio::select! {
                () = tokio::time::sleep(AGAIN) => {}
                () = closed(self, &mut closing) => return,
            }
        }
    }

    /// Listens until the connection is lost.
    async fn hear_out(&self, mut listener: Listener, hear: &mut (impl FnMut(Heard) + Send)) {
        while let Ok(News::Changed(desk)) = listener.next().await {
            self.catch_up(&desk).await;
            hear(Heard::Changed(desk));
        }
    }

    /// Takes over what this session holds of a desk in memory. What can't be had now is asked for
    /// with the next news.
    async fn catch_up(&self, desk: &str) {
        match desk {
            "people" => drop(self.renew_keys().await),
            "settings" => drop(self.renew_settings().await),
            // What a colleague has erased is erased of the backups here as well.
            "retention" if self.ring().complaints.is_some() => {
                self.ring().opened.forget();
                self.write_erasures_if_any().await;
            }
            _ => {}
        }
    }

    /// Takes or renews what one desktop does for all. Gives the name of the person whose desktop
    /// does it, where that is not this one.
    pub(crate) async fn lease(&self, name: &str) -> Result<Option<String>> {
        let mut tx = self.read().await?;
        let me = self.inner.me.id;
        let Some(other) = store::lease::take(&mut tx, name, self.inner.session, me).await? else {
            tx.commit().await?;
            return Ok(None);
        };
        let people = self.people_in(&mut tx).await?;
        let other = people.into_iter().find(|one| one.id == other);
        Ok(Some(other.map(|one| one.name).unwrap_or_default()))
    }

    /// Renews a lease until it is lost, or `over` says that it is needed no more; then it is given
    /// back. Gives whether it was lost.
    pub(crate) async fn keep_lease(&self, name: &str, over: &tokio::sync::Notify) -> bool {
        let mut failures = 0;
        loop {
            tokio::select! {
                () = tokio::time::sleep(RENEW) => {}
                () = over.notified() => break,
            }
            match self.lease(name).await {
                Ok(None) => failures = 0,
                Ok(Some(_)) => return true,
                // Silent for so long, somebody else may have it.
                Err(_) if failures == 2 => return true,
                Err(_) => failures += 1,
            }
        }
        // Where it can't be given back it ends by itself.
        let _ = self.release(name).await;
        false
    }

    async fn release(&self, name: &str) -> Result<()> {
        let mut tx = self.read().await?;
        store::lease::release(&mut tx, name, self.inner.session).await?;
        Ok(tx.commit().await?)
    }

    /// Says which case this session has open at a place, which is a window of it by a word of its
    /// own, and whether its person types there; gives who else has it open. To be said again within
    /// 45 seconds. Not an act.
    pub async fn attend(
        &self,
        place: &str,
        case: Option<Uuid>,
        writing: bool,
    ) -> Result<Vec<Attending>> {
        if self.is_embedded() {
            return Ok(Vec::new());
        }
        let session = self.inner.session;
        let mut tx = self.read().await?;
        let Some(case) = case else {
            store::presence::leave(&mut tx, session, Some(place)).await?;
            tx.commit().await?;
            return Ok(Vec::new());
        };
        let me = (session, place, self.inner.me.id);
        store::presence::attend(&mut tx, me, case, writing).await?;
        let others = store::presence::others(&mut tx, case, session).await?;
        let people = self.people_in(&mut tx).await?;
        tx.commit().await?;
        let named = |row: store::presence::AttendingRow| {
            let person = people.iter().find(|one| one.id == row.person)?;
            Some(Attending {
                person: person.clone(),
                writing: row.writing,
            })
        };
        Ok(others.into_iter().filter_map(named).collect())
    }

    /// Gives back whatever this desktop does for all, and is at no case any more.
    pub(crate) async fn release_leases(&self) -> Result<()> {
        if self.is_embedded() {
            return Ok(());
        }
        let mut tx = self.read().await?;
        store::presence::leave(&mut tx, self.inner.session, None).await?;
        store::lease::release_all(&mut tx, self.inner.session).await?;
        Ok(tx.commit().await?)
    }
}

async fn closed(desk: &Desk, closing: &mut tokio::sync::watch::Receiver<u64>) {
    // The sender lives as long as the desk.
    while !desk.inner.syncs.is_closed() && closing.changed().await.is_ok() {}
}
