//! That an entry is in the tree that a checkpoint states (RFC 6962, section 2.1.1).

use super::tree::{Hash, node_hash};

/// The hashes beside the way from a leaf to the root, from the leaf up. `None` where the leaves have
/// no such index.
pub fn inclusion(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut level, mut at, mut path) = (leaves.to_vec(), index, Vec::new());
    while level.len() > 1 {
        if let Some(beside) = level.get(at ^ 1) {
            path.push(*beside);
        }
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => node_hash(left, right),
                // One that is left over goes up as it is.
                rest => rest[0],
            })
            .collect();
        at /= 2;
    }
    Some(path)
}
