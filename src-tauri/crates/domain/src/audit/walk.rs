//! Checking a whole log.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::leaf::Leaf;
use super::tree::{Frontier, Hash};

/// What is wrong with a log, at the first place where it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An entry is missing, doubled or out of order.
    #[error("entry {expected} is missing, {found} is in its place")]
    Sequence {
        /// The number that should come.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// An entry belongs to another log.
    #[error("entry {sequence} is another log's")]
    OtherLog {
        /// Its number.
        sequence: u64,
    },
    /// An entry's content is not what was hashed when it was written.
    #[error("entry {sequence} was changed")]
    Changed {
        /// Its number.
        sequence: u64,
    },
    /// Entries were rewritten together with their hashes: the root is not the one
    /// that a checkpoint, or the head, states.
    #[error("an entry from {from} to {to} was rewritten")]
    Rewritten {
        /// The first number that no earlier checkpoint vouches for.
        from: u64,
        /// The number at which the root differs.
        to: u64,
    },
    /// Entries that a checkpoint, or the head, counts are not there.
    #[error("the log ends at {size}; entries up to {expected} were cut off")]
    Cut {
        /// The entries that are there.
        size: u64,
        /// The entries that were.
        expected: u64,
    },
    /// Entries follow that the head does not count.
    #[error("the log goes on to {size}, its head says {expected}")]
    Beyond {
        /// The entries that are there.
        size: u64,
        /// What the head says.
        expected: u64,
    },
}

/// Goes through a log entry by entry, in constant memory.
#[derive(Debug)]
pub struct Walk {
    log: Uuid,
    frontier: Frontier,
    /// Roots by size, still to come.
    expected: BTreeMap<u64, Hash>,
    /// The size up to which a root has been found right.
    vouched: u64,
}

impl Walk {
    /// `checkpoints` are the sizes and roots of the checkpoints that are trusted (their
    /// signatures verified), in any order.
    pub fn new(log: Uuid, checkpoints: impl IntoIterator<Item = (u64, Hash)>) -> Self {
        let expected = checkpoints
            .into_iter()
            .filter(|(size, _)| *size > 0)
            .collect();
        Self {
            log,
            frontier: Frontier::default(),
            expected,
            vouched: 0,
        }
    }

    /// Takes the next entry and the leaf hash that was stored with it.
    pub fn step(&mut self, leaf: &Leaf<'_>, stored: &Hash) -> Result<(), Fault> {
        let (sequence, expected) = (leaf.sequence, self.frontier.size() + 1);
        if sequence != expected {
            return Err(Fault::Sequence {
                expected,
                found: sequence,
            });
        }
        if leaf.log != self.log {
            return Err(Fault::OtherLog { sequence });
        }
        if leaf.hash() != *stored {
            return Err(Fault::Changed { sequence });
        }
        self.frontier.append(*stored);
        match self.expected.remove(&sequence) {
            Some(root) => self.vouch(&root),
            None => Ok(()),
        }
    }

    /// Ends the walk; `head` is the size and root that the log states. Gives the
    /// frontier that the entries make.
    pub fn finish(mut self, head: (u64, Hash)) -> Result<Frontier, Fault> {
        let size = self.frontier.size();
        let last = self
            .expected
            .keys()
            .next_back()
            .copied()
            .unwrap_or(0)
            .max(head.0);
        if last > size {
            return Err(Fault::Cut {
                size,
                expected: last,
            });
        }
        if head.0 < size {
            return Err(Fault::Beyond {
                size,
                expected: head.0,
            });
        }
        self.vouch(&head.1)?;
        Ok(self.frontier)
    }

    fn vouch(&mut self, root: &Hash) -> Result<(), Fault> {
        let to = self.frontier.size();
        if self.frontier.root() != *root {
            return Err(Fault::Rewritten {
                from: self.vouched + 1,
                to,
            });
        }
        self.vouched = to;
        Ok(())
    }
}
