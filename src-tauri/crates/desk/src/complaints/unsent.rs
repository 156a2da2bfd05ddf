//! What is typed in a form and not sent yet: it outlives a lock, in memory and sealed.

use uuid::Uuid;
use vault::Zeroizing;

use crate::door::Sealer;
use crate::{Desk, Error, Result, fields};

/// What somebody typed, as it may be held while the keys are closed.
#[derive(Debug, Clone)]
pub struct Unsent {
    id: Uuid,
    person: Uuid,
    generation: i32,
    wrapped: Vec<u8>,
    sealed: Vec<u8>,
}

impl Desk {
    /// Seals what is being typed. Not an act: nothing of it is written anywhere.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer.
    pub fn unsent_seal(&self, typed: String) -> Result<Unsent> {
        let typed = Zeroizing::new(typed);
        let (ring, id) = (self.ring(), self.id());
        let (key, wrap) = Sealer::to(ring.complaints()?)?.key(id)?;
        Ok(Unsent {
            id,
            person: self.inner.me.id,
            generation: wrap.generation,
            sealed: ring.seal_text(&key, fields::UNSENT, id, &typed)?,
            wrapped: wrap.wrapped,
        })
    }

    /// Opens it again, for the one who typed it.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for another person; and where it was typed in another workspace.
    pub fn unsent_open(&self, unsent: &Unsent) -> Result<String> {
        if unsent.person != self.inner.me.id {
            return Err(Error::NotAllowed);
        }
        let ring = self.ring();
        let key = ring.data_key(unsent.id, &unsent.wrapped, unsent.generation)?;
        ring.open_text(&key, fields::UNSENT, unsent.id, &unsent.sealed)
    }
}
