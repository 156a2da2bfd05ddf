//! An exported log, proven without the workspace and by other code than wrote it: by the formats
//! alone (the leaf as `domain::audit::Leaf` documents it, RFC 6962 for the tree, C2SP signed notes
//! for checkpoints), so that an error in one of the two is not in the other.
//!
//! The details beside the entries are not proven here: their hashes are salted, and the salts stay
//! in the workspace.

use chrono::{DateTime, Utc};
use data_encoding::{BASE64, HEXLOWER};
use desk::Error;
use desk::audit::AuditVerdict;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

type Hash = [u8; 32];

/// Proves an export. With an `earlier` one, also that this one grew from it, and then the first
/// entry that was rewritten can be named. Without a `key` (a C2SP verifier key) the one is taken
/// that the export itself names.
///
/// # Errors
/// [`Error::NoCheckpoint`] where a text does not end with a checkpoint that the key signed, or the
/// two are of different logs.
pub fn verify(
    export: &str,
    key: Option<&str>,
    earlier: Option<&str>,
) -> Result<AuditVerdict, Error> {
    let log = Export::open(export, key)?;
    let before = earlier
        .map(|earlier| Export::open(earlier, key.or(Some(&log.key))))
        .transpose()?;
    if before.as_ref().is_some_and(|before| before.log != log.log) {
        return Err(Error::NoCheckpoint);
    }
    let fault = log.fault(before.as_ref());
    Ok(AuditVerdict {
        sound: fault.is_none(),
        entries: i64::try_from(log.size).unwrap_or(i64::MAX),
        root: HEXLOWER.encode(&log.root),
        first_bad: fault.map(|(seq, _)| i64::try_from(seq).unwrap_or(i64::MAX)),
        problem: fault.map(|(_, problem)| problem.to_owned()),
        checked_at: Utc::now(),
    })
}

/// Proves one entry, from a file as `audit prove` writes it: that it is what its leaf says, and that
/// its leaf is under the signed root. Without a `key` the one is taken that the file itself names.
///
/// # Errors
/// [`Error::NoCheckpoint`] where the key did not sign it.
pub fn verify_entry(proof: &str, key: Option<&str>) -> Result<AuditVerdict, Error> {
    #[derive(Deserialize)]
    struct Proof {
        checkpoint: String,
        key: String,
        entry: Box<serde_json::value::RawValue>,
        path: Vec<String>,
    }
    let proof: Proof = serde_json::from_str(proof).map_err(|_| Error::NoCheckpoint)?;
    let key = key.map_or(proof.key.as_str(), str::trim);
    let note = signed(&proof.checkpoint, key).ok_or(Error::NoCheckpoint)?;
    let (log, size, root) = checkpoint(note).ok_or(Error::NoCheckpoint)?;
    let line = proof.entry.get();
    let seq = serde_json::from_str::<Entry>(line).map_or(0, |entry| entry.seq);
    let seq = usize::try_from(seq).unwrap_or(0);
    let problem = match leaf(line, log, seq) {
        Err(problem) => Some(problem),
        Ok(leaf) => {
            let above = under(leaf, seq, size, &proof.path);
            (above != Some(root)).then_some("rewritten")
        }
    };
    let number = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
    Ok(AuditVerdict {
        sound: problem.is_none(),
        entries: number(size),
        root: HEXLOWER.encode(&root),
        first_bad: problem.map(|_| number(seq)),
        problem: problem.map(str::to_owned),
        checked_at: Utc::now(),
    })
}

/// The root over the `seq`th of `size` leaves with this path from the leaf up (RFC 6962, section
/// 2.1.1): the tree is parted as it says, from the root down, and the path is taken from its end.
fn under(leaf: Hash, seq: usize, size: usize, path: &[String]) -> Option<Hash> {
    if seq == 0 || seq > size {
        return None;
    }
    if size == 1 {
        return path.is_empty().then_some(leaf);
    }
    let (beside, path) = path.split_last()?;
    let beside = HEXLOWER.decode(beside.as_bytes()).ok()?;
    let left = 1 << (size - 1).checked_ilog2()?;
    let node = Sha256::new_with_prefix([1]);
    let node = if seq <= left {
        node.chain_update(under(leaf, seq, left, path)?)
            .chain_update(beside)
    } else {
        node.chain_update(beside)
            .chain_update(under(leaf, seq - left, size - left, path)?)
    };
    Some(node.finalize().into())
}

/// A file as `audit export` writes it: lines of entries, and what the checkpoint says.
struct Export<'a> {
    lines: Vec<&'a str>,
    log: Uuid,
    size: usize,
    root: Hash,
    key: String,
}

#[derive(Deserialize)]
struct Last {
    checkpoint: String,
    key: String,
}

impl<'a> Export<'a> {
    fn open(text: &'a str, key: Option<&str>) -> Result<Self, Error> {
        let mut lines: Vec<&str> = text.lines().collect();
        let last = lines.pop().unwrap_or_default();
        let last: Last = serde_json::from_str(last).map_err(|_| Error::NoCheckpoint)?;
        let key = key.map_or(last.key.as_str(), str::trim);
        let note = signed(&last.checkpoint, key).ok_or(Error::NoCheckpoint)?;
        let (log, size, root) = checkpoint(note).ok_or(Error::NoCheckpoint)?;
        Ok(Self {
            lines,
            log,
            size,
            root,
            key: key.to_owned(),
        })
    }

    /// The first entry that does not fit, and the word for what is wrong with it.
    fn fault(&self, before: Option<&Export<'_>>) -> Option<(usize, &'static str)> {
        let mut leaves = Vec::with_capacity(self.lines.len());
        for (line, seq) in self.lines.iter().zip(1..) {
            match leaf(line, self.log, seq) {
                Ok(leaf) => leaves.push(leaf),
                Err(problem) => return Some((seq, problem)),
            }
        }
        match leaves.len() {
            have if have < self.size => return Some((have + 1, "cut")),
            have if have > self.size => return Some((self.size + 1, "beyond")),
            _ => {}
        }
        if let Some(before) = before {
            for (line, (now, seq)) in before.lines.iter().zip(leaves.iter().zip(1..)) {
                if leaf(line, self.log, seq).as_ref() != Ok(now) {
                    return Some((seq, "rewritten"));
                }
            }
            match leaves.get(..before.size) {
                None => return Some((leaves.len() + 1, "cut")),
                Some(leaves) if root(leaves) != before.root => return Some((1, "rewritten")),
                Some(_) => {}
            }
        }
        let since = before.map_or(0, |before| before.size);
        (root(&leaves) != self.root).then_some((since + 1, "rewritten"))
    }
}

#[derive(Deserialize)]
struct Entry {
    log: Uuid,
    seq: u64,
    micros: i64,
    at: DateTime<Utc>,
    login: String,
    person: Option<Uuid>,
    act: String,
    object_kind: String,
    object: Option<Uuid>,
    change: String,
    leaf: String,
}

/// The hash of the leaf that a line tells, which must be the `seq`th of `log`.
fn leaf(line: &str, log: Uuid, seq: usize) -> Result<Hash, &'static str> {
    let entry: Entry = serde_json::from_str(line).map_err(|_| "changed")?;
    if usize::try_from(entry.seq) != Ok(seq) {
        return Err("missing");
    }
    if entry.log != log {
        return Err("other-log");
    }
    let change = HEXLOWER.decode(entry.change.as_bytes());
    let change = change.map_err(|_| "changed")?;
    let id = |id: Option<Uuid>| id.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
    // The first zero says that a leaf is hashed, and no node (RFC 6962, section 2.1); the one is
    // the leaf's version.
    let mut hash = Sha256::new_with_prefix([0, 1]);
    for field in [
        log.as_bytes().to_vec(),
        entry.seq.to_be_bytes().to_vec(),
        entry.micros.to_be_bytes().to_vec(),
        entry.login.into_bytes(),
        id(entry.person),
        entry.act.into_bytes(),
        entry.object_kind.into_bytes(),
        id(entry.object),
        change,
    ] {
        let length = u32::try_from(field.len()).map_err(|_| "changed")?;
        hash.update(length.to_be_bytes());
        hash.update(field);
    }
    let hash: Hash = hash.finalize().into();
    let told = HEXLOWER.encode(&hash) == entry.leaf && entry.at.timestamp_micros() == entry.micros;
    told.then_some(hash).ok_or("changed")
}

/// The root over leaves (RFC 6962, section 2.1).
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        many => {
            let left = (many.len() - 1)
                .checked_ilog2()
                .map_or(1, |power| 1 << power);
            let (left, right) = many.split_at(left);
            Sha256::new_with_prefix([1])
                .chain_update(root(left))
                .chain_update(root(right))
                .finalize()
                .into()
        }
    }
}

/// What a note says that a verifier key (`name+id+base64(1 · public key)`) signed: C2SP
/// signed-note.
fn signed<'n>(note: &'n str, key: &str) -> Option<&'n str> {
    let mut parts = key.splitn(3, '+');
    let (name, id, bytes) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = BASE64.decode(bytes.as_bytes()).ok()?;
    let hash = Sha256::new_with_prefix(name)
        .chain_update([b'\n'])
        .chain_update(&bytes)
        .finalize();
    let hash: Hash = hash.into();
    let (_, public) = bytes.split_first().filter(|(kind, _)| **kind == 1)?;
    if HEXLOWER.encode(&hash[..4]) != id {
        return None;
    }
    let public = VerifyingKey::from_bytes(public.try_into().ok()?).ok()?;
    let end = note.rfind("\n\n")?;
    let (text, signatures) = (&note[..=end], &note[end + 2..]);
    let by_this = signatures.lines().find_map(|line| {
        let (signer, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let signature = BASE64.decode(signature.as_bytes()).ok()?;
        let (key, signature) = signature.split_at_checked(4)?;
        let ours = signer == name && key == &hash[..4];
        ours.then(|| signature.try_into().ok()).flatten()
    });
    let signature = Signature::from_bytes(&by_this?);
    let genuine = public.verify_strict(text.as_bytes(), &signature).is_ok();
    genuine.then_some(text)
}

/// Log, size and root of a checkpoint's text (C2SP tlog-checkpoint).
fn checkpoint(text: &str) -> Option<(Uuid, usize, Hash)> {
    let mut lines = text.lines();
    let log = lines.next()?.strip_prefix("privacy-desk/")?.parse().ok()?;
    let size = lines.next()?.parse().ok()?;
    let root = BASE64.decode(lines.next()?.as_bytes()).ok()?;
    Some((log, size, root.try_into().ok()?))
}
