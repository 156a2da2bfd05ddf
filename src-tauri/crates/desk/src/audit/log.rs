//! Entries as people read them.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::change_hash;
use store::audit::EntryRow;
use uuid::Uuid;

use super::{AuditEntry, AuditFilter, AuditPage};
use crate::complaints::Person;
use crate::door::Kept;
use crate::{Desk, Error, Result, fields};

/// Entries that the server writes by itself, holding no key: rows that somebody changed past the
/// program; a person who joined, and holds none yet; logins, whoever has them made.
const BY_SERVER: [&str; 5] = [
    "database.changed",
    "person.joined",
    "login.made",
    "login.changed",
    "login.ended",
];

/// Entries read at a time; others get the connection in between.
const BATCH: i64 = 500;

impl Desk {
    /// The next entries from `seq` on, oldest first, none beyond `to`.
    pub(super) async fn entries(&self, seq: i64, to: i64) -> Result<Vec<EntryRow>> {
        let mut tx = self.read().await?;
        let limit = BATCH.min(to - seq + 1).max(0);
        let mut rows = store::audit::from(&mut tx, seq, limit).await?;
        // Where numbers are missing, later ones would take their place.
        rows.retain(|row| row.seq <= to);
        Ok(rows)
    }

    /// When the log's last entry was written; now, where there is none.
    pub(crate) async fn last_logged_at(&self) -> Result<DateTime<Utc>> {
        let mut tx = self.read().await?;
        let head = store::audit::head(&mut tx).await?;
        let last = store::audit::from(&mut tx, head.size, 1).await?;
        Ok(last.first().map_or_else(|| self.now(), |row| row.at))
    }

    /// Entries newest first.
    pub async fn audit_list(&self, filter: &AuditFilter) -> Result<AuditPage> {
        let limit = filter.limit.clamp(1, 1000);
        let stored = store::audit::Filter {
            before: filter.before,
            act: filter.act.as_ref().map(|act| {
                if act.ends_with('.') {
                    format!("{act}%")
                } else {
                    act.clone()
                }
            }),
            person: filter.person,
            case: filter.case,
            from: filter.from.and_then(|day| self.start_of(day)),
            until: filter
                .to
                .and_then(|day| day.succ_opt())
                .and_then(|day| self.start_of(day)),
            limit: limit.into(),
        };
        let mut tx = self.read().await?;
        let rows = store::audit::list(&mut tx, &stored).await?;
        let people = self.people_in(&mut tx).await?;
        drop(tx);
        let next = (rows.len() == limit as usize)
            .then(|| rows.last().map(|r| r.entry.seq))
            .flatten();
        let entries = rows
            .iter()
            .map(|row| {
                let case = row.case_number.and_then(|n| u32::try_from(n).ok());
                self.audit_entry(&row.entry, case, &people)
            })
            .collect();
        Ok(AuditPage { entries, next })
    }

    pub(super) fn audit_entry(
        &self,
        row: &EntryRow,
        case: Option<u32>,
        people: &[Person],
    ) -> AuditEntry {
        // One that does not fit is still shown: verification names it.
        let detail = self.audit_detail(row);
        AuditEntry {
            seq: row.seq,
            at: row.at,
            person: row
                .person
                .and_then(|id| people.iter().find(|p| p.id == id).cloned()),
            login: row.login.clone(),
            act: row.act.clone(),
            object_kind: row.object_kind.clone(),
            object: row.object,
            case: row.case_id,
            case_number: case,
            sound: detail.is_ok(),
            erased: is_forgotten(row),
            detail: detail.unwrap_or_default(),
            leaf: hex(&row.leaf_hash),
        }
    }

    /// Opens an entry's detail, and proves the row against it: its salted hash, its leaf and its
    /// case are what was sealed. One that went with an erased case is empty; whether it did is
    /// [`Forgotten`]'s to find out.
    ///
    /// # Errors
    /// [`Error::AuditNotSound`] where the detail is not what was logged.
    pub(crate) fn audit_detail(&self, row: &EntryRow) -> Result<BTreeMap<String, String>> {
        let not_sound = || Error::AuditNotSound { seq: row.seq };
        if is_forgotten(row) {
            return Ok(BTreeMap::new());
        }
        let salt: [u8; 16] = row.salt.as_slice().try_into().map_err(|_| not_sound())?;
        if BY_SERVER.contains(&row.act.as_str()) {
            let fits = change_hash(&salt, &row.sealed).as_slice() == row.change_hash;
            let detail = serde_json::from_slice(&row.sealed).ok().filter(|_| fits);
            return detail.ok_or_else(not_sound);
        }
        let place = row.id.ok_or_else(not_sound)?;
        let ring = self.ring();
        let kept: Kept = ring
            .open_json(&ring.office, fields::AUDIT_DETAIL, place, &row.sealed)
            .map_err(|_| not_sound())?;
        let detail = serde_json::to_vec(&kept.detail)?;
        let fits = change_hash(&salt, &detail).as_slice() == row.change_hash
            && kept
                .leaf
                .is_none_or(|leaf| leaf.as_slice() == row.leaf_hash)
            && kept
                .act
                .is_none_or(|act| act == (row.act.clone(), row.object))
            && kept.case == row.case_id;
        if fits {
            Ok(kept.detail)
        } else {
            Err(not_sound())
        }
    }

    fn start_of(&self, day: NaiveDate) -> Option<DateTime<Utc>> {
        let midnight = day.and_hms_opt(0, 0, 0)?;
        midnight
            .and_local_timezone(self.zone())
            .earliest()
            .map(|at| at.to_utc())
    }
}

/// Whether salt and detail of an entry are gone, as they go with an erased case.
fn is_forgotten(row: &EntryRow) -> bool {
    row.salt.is_empty() && row.sealed.is_empty()
}

/// Which entries lost their details with a case: a hash over their numbers, in order.
pub(crate) fn which(entries: &[i64]) -> String {
    let numbers: Vec<u8> = entries.iter().flat_map(|seq| seq.to_be_bytes()).collect();
    hex(&change_hash(&[0; 16], &numbers))
}

/// Entries without detail, by case, against what the entries say that erased the cases: whoever
/// takes away another detail by hand, or gives one back in its place, is found out.
#[derive(Default)]
pub(super) struct Forgotten {
    found: BTreeMap<Uuid, Vec<i64>>,
    told: HashMap<Uuid, String>,
}

impl Forgotten {
    pub fn step(&mut self, row: &EntryRow, detail: &BTreeMap<String, String>) {
        let case = row.case_id.unwrap_or_default();
        if is_forgotten(row) {
            self.found.entry(case).or_default().push(row.seq);
        } else if row.act == "case.erased" {
            let told = detail.get("which").cloned();
            self.told.insert(case, told.unwrap_or_default());
        }
    }

    /// The first entry of those among which there is one whose detail no erasure has taken.
    pub fn fault(&self) -> Option<i64> {
        let odd = |(case, entries): (&Uuid, &Vec<i64>)| {
            (self.told.get(case) != Some(&which(entries))).then(|| entries.first().copied())?
        };
        self.found.iter().filter_map(odd).min()
    }
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String can't fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
