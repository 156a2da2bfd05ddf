//! The tree against another implementation, and the walk against tampering.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use domain::audit::*;
use proptest::prelude::*;
use sha2_next::Sha256;
use uuid::Uuid;

fn tree(leaves: &[Vec<u8>]) -> (MemoryBackedTree<Sha256, Vec<u8>>, Vec<Hash>) {
    let mut tree = MemoryBackedTree::new();
    leaves.iter().for_each(|leaf| tree.push(leaf.clone()));
    (tree, leaves.iter().map(|leaf| leaf_hash(leaf)).collect())
}

fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER
        .decode(text.as_bytes())
        .unwrap_or_default()
}

/// The leaves and roots that Certificate Transparency's own tests use.
#[test]
fn published_roots() {
    let leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut frontier = Frontier::default();
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(frontier.root().to_vec(), hex(empty));
    for (leaf, root) in leaves.iter().zip(roots) {
        frontier.append(leaf_hash(&hex(leaf)));
        assert_eq!(frontier.root().to_vec(), hex(root));
    }
}

#[test]
fn a_leaf_has_these_bytes() {
    let leaf = Leaf {
        log: Uuid::from_u128(1),
        sequence: 2,
        micros: 3,
        login: "li",
        person: None,
        act: "case.open",
        object_kind: "case",
        object: Some(Uuid::from_u128(4)),
        change: change_hash(&[5; 16], b"change"),
    };
    let id = |last: u8| [vec![0, 0, 0, 16], vec![0; 15], vec![last]].concat();
    let expected = [
        vec![1],
        id(1),
        vec![0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 2],
        vec![0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 3],
        b"\0\0\0\x02li\0\0\0\0\0\0\0\x09case.open\0\0\0\x04case".to_vec(),
        id(4),
        vec![0, 0, 0, 32],
        leaf.change.to_vec(),
    ];
    assert_eq!(leaf.encode(), expected.concat());
}

#[test]
fn an_entry_is_proven_as_another_implementation_proves_it() {
    for size in 1..40_u8 {
        let leaves: Vec<Vec<u8>> = (0..size).map(|n| vec![n]).collect();
        let (tree, hashes) = tree(&leaves);
        for index in 0..leaves.len() {
            let theirs = tree.prove_inclusion(index);
            let ours = inclusion(&hashes, index).expect("it is there");
            assert_eq!(ours.concat(), theirs.as_bytes(), "{index} of {size}");
        }
        assert_eq!(inclusion(&hashes, leaves.len()), None);
    }
}

fn leaves() -> impl Strategy<Value = Vec<Vec<u8>>> {
    proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..9), 1..70)
}

fn entry(log: Uuid, sequence: u64) -> Leaf<'static> {
    Leaf {
        log,
        sequence,
        micros: sequence as i64,
        login: "li",
        person: Some(Uuid::from_u128(9)),
        act: "note.add",
        object_kind: "case",
        object: None,
        change: [7; 32],
    }
}

proptest! {
    #[test]
    fn roots_agree(leaves in leaves()) {
        let (oracle, hashes) = tree(&leaves);
        let mut frontier = Frontier::default();
        for &hash in &hashes {
            frontier = Frontier::try_from(frontier.to_bytes().as_slice()).unwrap();
            frontier.append(hash);
        }
        prop_assert_eq!(frontier.size(), leaves.len() as u64);
        prop_assert_eq!(frontier.root().to_vec(), oracle.root().as_bytes().to_vec());
        let bytes = frontier.to_bytes();
        prop_assert_eq!(Frontier::try_from(&bytes[..bytes.len() - 1]), Err(MalformedFrontier));
    }

    #[test]
    fn a_walk_names_the_first_bad_entry(size in 2..60u64, bad in 1..60u64, step in 1..20u64) {
        let bad = bad.min(size);
        let log = Uuid::from_u128(1);
        let sound: Vec<_> = (1..=size).map(|at| entry(log, at)).map(|leaf| (leaf.hash(), leaf)).collect();
        let mut frontier = Frontier::default();
        let mut roots = vec![frontier.root()];
        for (hash, _) in &sound {
            frontier.append(*hash);
            roots.push(frontier.root());
        }
        let head = (size, roots[size as usize]);
        let checkpoints = || (1..=size).filter(|at| at % step == 0).map(|at| (at, roots[at as usize]));
        let walk = |entries: &[(Hash, Leaf<'_>)]| {
            let mut walk = Walk::new(log, checkpoints());
            for (stored, leaf) in entries {
                walk.step(leaf, stored)?;
            }
            walk.finish(head)
        };
        prop_assert_eq!(walk(&sound).unwrap().root(), head.1);

        let at = bad as usize - 1;
        let mut changed = sound.clone();
        changed[at].1.act = "note.edit";
        prop_assert_eq!(walk(&changed), Err(Fault::Changed { sequence: bad }));
        let to = (bad.div_ceil(step) * step).min(size);
        let from = (bad - 1) / step * step + 1;
        changed[at].0 = changed[at].1.hash();
        prop_assert_eq!(walk(&changed), Err(Fault::Rewritten { from, to }));

        let mut missing = sound.clone();
        missing.remove(at);
        let expected = if bad == size {
            Fault::Cut { size: size - 1, expected: size }
        } else {
            Fault::Sequence { expected: bad, found: bad + 1 }
        };
        prop_assert_eq!(walk(&missing), Err(expected));
        let mut foreign = sound.clone();
        foreign[at].1.log = Uuid::from_u128(2);
        prop_assert_eq!(walk(&foreign), Err(Fault::OtherLog { sequence: bad }));
        let mut more = sound.clone();
        let leaf = entry(log, size + 1);
        more.push((leaf.hash(), leaf));
        prop_assert_eq!(walk(&more), Err(Fault::Beyond { size: size + 1, expected: size }));
    }

    #[test]
    fn a_checkpoint_reads_back(origin in "[a-z./ ]{1,30}", size in any::<u64>(), root in any::<[u8; 32]>()) {
        let checkpoint = Checkpoint { origin, size, root };
        let text = checkpoint.signed_text();
        prop_assert_eq!(Checkpoint::parse(&text), Ok(checkpoint.clone()));
        prop_assert_eq!(Checkpoint::parse(&format!("{text}more\n")), Ok(checkpoint));
        prop_assert_eq!(Checkpoint::parse(text.trim_end()), Err(CheckpointError::Lines));
        prop_assert!(Checkpoint::parse(&text.replacen('\n', "\n0", 1)).is_err());
    }
}
