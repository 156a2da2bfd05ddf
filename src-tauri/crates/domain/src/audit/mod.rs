//! The audit log's structure: an RFC 6962 Merkle tree over canonical leaves.
//!
//! [`Leaf`] says what an entry is, [`Frontier`] appends it and gives the root,
//! [`Checkpoint`] states a root so that it can be signed and kept elsewhere, the proofs
//! show that an entry, or an older log, is part of a root, and [`Walk`] checks a whole
//! log, entry by entry.

mod checkpoint;
mod leaf;
mod proof;
mod tree;
mod walk;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use leaf::{Leaf, change_hash};
pub use proof::{consistency_proof, inclusion_proof, verify_consistency, verify_inclusion};
pub use tree::{Frontier, Hash, MalformedFrontier, leaf_hash, root_of};
pub use walk::{Fault, Walk};
