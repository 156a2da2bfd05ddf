//! The audit log's structure: an RFC 6962 Merkle tree over canonical leaves.
//!
//! [`Leaf`] says what an entry is, [`Frontier`] appends it and gives the root,
//! [`Checkpoint`] states a root so that it can be signed and kept elsewhere, and [`Walk`]
//! checks a whole log, entry by entry, against its head and such checkpoints.

mod checkpoint;
mod leaf;
mod proof;
mod tree;
mod walk;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use leaf::{Leaf, change_hash};
pub use proof::inclusion;
pub use tree::{Frontier, Hash, MalformedFrontier, leaf_hash};
pub use walk::{Fault, Walk};
