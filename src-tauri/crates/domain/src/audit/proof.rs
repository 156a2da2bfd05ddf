//! Proofs (RFC 6962, sections 2.1.1 and 2.1.2; checked as in RFC 9162, sections
//! 2.1.3.2 and 2.1.4.2).

use super::tree::{Hash, node_hash, root_of, split};

/// The path from the leaf at `index` (from 0) to the root of all `leaves`; `None`
/// when there is no such leaf.
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    match leaves.len() {
        0 => None,
        1 => (index == 0).then(Vec::new),
        size => {
            let (left, right) = leaves.split_at(split(size));
            let (mut path, sibling) = match index.checked_sub(left.len()) {
                None => (inclusion_proof(left, index)?, right),
                Some(index) => (inclusion_proof(right, index)?, left),
            };
            path.push(root_of(sibling));
            Some(path)
        }
    }
}

/// Whether `proof` shows `leaf` at `index` (from 0) of the tree of `size` leaves with
/// this root.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    let Some(last) = size.checked_sub(1).filter(|&last| index <= last) else {
        return false;
    };
    let (mut at, mut last, mut hash) = (index, last, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            let levels = if at % 2 == 1 { 0 } else { at.trailing_zeros() };
            at >>= levels;
            last >>= levels;
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// What shows that the first `old` of `leaves` are the log as it was: `None` when
/// `old` is 0 or more than there are.
pub fn consistency_proof(leaves: &[Hash], old: usize) -> Option<Vec<Hash>> {
    (1..=leaves.len())
        .contains(&old)
        .then(|| subproof(leaves, old, true))
}

/// `known` while the subtree is one whose root the verifier has.
fn subproof(leaves: &[Hash], old: usize, known: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if known {
            Vec::new()
        } else {
            vec![root_of(leaves)]
        };
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut path, sibling) = match old.checked_sub(left.len()) {
        None | Some(0) => (subproof(left, old, known), right),
        Some(old) => (subproof(right, old, false), left),
    };
    path.push(root_of(sibling));
    path
}

/// Whether `proof` shows that the tree of `size` leaves with root `root` begins with
/// the tree of `old` ≥ 1 leaves with root `old_root`.
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> bool {
    if old == size {
        return old > 0 && proof.is_empty() && old_root == root;
    }
    if old == 0 || old > size {
        return false;
    }
    // A complete old tree is a node of the new one: its root is not repeated.
    let mut proof = proof.iter();
    let first = if old.is_power_of_two() {
        Some(old_root)
    } else {
        proof.next()
    };
    let Some(first) = first else { return false };
    let (mut at, mut last) = (old - 1, size - 1);
    let levels = at.trailing_ones();
    at >>= levels;
    last >>= levels;
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            let levels = if at % 2 == 1 { 0 } else { at.trailing_zeros() };
            at >>= levels;
            last >>= levels;
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *root
}
