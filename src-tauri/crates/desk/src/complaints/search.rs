//! Search: the index gives candidates, newest first; each is opened and checked, so that both
//! engines answer alike and a highlight is true.

use std::collections::HashMap;

use domain::search::{Doc, Group, Part, Query};
use store::complaints::{Key, ListedRow, Listing, PartyRow};
use store::search::DocRow;
use uuid::Uuid;

use super::list::total;
use super::narrow::write_list_key;
use super::{CasePage, CaseRow, Head, Total};
use crate::{Desk, Result, fields};

/// Candidates that are looked at for one page, at most: then the page is given as it is, and
/// `next` goes on.
const LOOK: usize = 200;
/// Candidates that are opened together. The first page is given as soon as they had any.
const TOGETHER: usize = 50;

impl Desk {
    /// A page of the cases that match a query in which text has a say.
    pub(super) async fn search(
        &self,
        mut tx: store::Tx,
        listing: &Listing,
        query: &Query,
        after: Option<Key>,
        limit: u32,
    ) -> Result<CasePage> {
        let first = after.is_none();
        let mut after = after;
        let people = self.people_in(&mut tx).await?;
        let scope = self.ring().complaints()?.id;
        let mut rows: Vec<CaseRow> = Vec::new();
        let mut looked = 0;
        let mut more = true;
        let limit = limit as usize;
        while more && rows.len() < limit && looked < LOOK && (!first || rows.is_empty()) {
            let batch = TOGETHER as i64;
            let found =
                store::complaints::list(&mut tx, listing, after.as_ref(), batch, scope).await?;
            more = found.len() == TOGETHER;
            let texts = self.texts(&mut tx, &found).await?;
            for (listed, texts) in found.iter().zip(&texts) {
                if rows.len() == limit || looked == LOOK {
                    more = true;
                    break;
                }
                after = Some(listed.key(listing.sort));
                looked += 1;
                if matches(query, listed.groups, texts) {
                    let waits_for = self.waits_for(&mut tx, &listed.case).await?;
                    let mut row = self.case_row(listed, waits_for, &people)?;
                    highlight(&mut row, query);
                    rows.push(row);
                }
            }
        }
        let candidates = candidates(&mut tx, listing).await?;
        let next = after.filter(|_| more).as_ref().map(write_list_key);
        Ok(CasePage {
            total: Total {
                more: next.is_some(),
                ..total(rows.len() as i64)
            },
            rows,
            next,
            looked_at: Some((
                u32::try_from(looked).unwrap_or(u32::MAX),
                u32::try_from(candidates).unwrap_or(u32::MAX),
            )),
        })
    }

    /// What the documents of each case say, opened.
    async fn texts(&self, tx: &mut store::Tx, found: &[ListedRow]) -> Result<Vec<Vec<DocText>>> {
        let ids: Vec<Uuid> = found.iter().map(|listed| listed.case.id).collect();
        let scope = self.ring().complaints()?.id;
        let docs = store::search::docs_of(tx, &ids).await?;
        let mut messages = HashMap::new();
        let objects: Vec<Uuid> = docs
            .iter()
            .filter(|doc| doc.case_id != Some(doc.object))
            .map(|doc| doc.object)
            .collect();
        for some in objects.chunks(TOGETHER) {
            for row in store::mail::get_many(tx, some, scope).await? {
                messages.insert(row.message.id, row);
            }
        }
        let parties = store::complaints::parties_of(tx, &ids).await?;
        let mut texts = Vec::with_capacity(found.len());
        for listed in found {
            let id = listed.case.id;
            let mut of_case = Vec::new();
            for doc in docs.iter().filter(|doc| doc.case_id == Some(id)) {
                let text = if doc.object == id {
                    let key = self
                        .ring()
                        .data_key(id, &listed.wrapped, listed.generation)?;
                    let of = parties.iter().filter(|party| party.case_id == id);
                    Some(self.case_text(&listed.case, of, &key)?)
                } else if let Some(row) = messages.get(&doc.object) {
                    Some(self.message_text(row)?)
                } else {
                    self.other_text(tx, doc.object).await?
                };
                of_case.extend(text);
            }
            texts.push(of_case);
        }
        Ok(texts)
    }

    /// Indexes what a case itself says, as its rows are now: subject, text, and who it is about.
    /// Its messages and notes are documents of their own.
    pub(super) async fn index_case(
        &self,
        tx: &mut store::Tx,
        id: Uuid,
        key: &vault::DataKey,
    ) -> Result<()> {
        let case = store::complaints::get(tx, id).await?;
        let doc = DocRow {
            object: id,
            // What a merged case said is found in the one that it went into.
            case_id: Some(store::complaints::root(tx, id).await?),
            at: case.received_at,
        };
        let parties = store::complaints::parties(tx, id).await?;
        let text = self.case_text(&case, parties.iter(), key)?;
        let tokens = text.read(|doc| crate::intake::tokens(self, doc))?;
        Ok(store::search::replace(tx, doc, tokens).await?)
    }

    /// The tokens of a document, from what it says now; none of what was erased.
    pub(crate) async fn doc_tokens(
        &self,
        tx: &mut store::Tx,
        doc: &DocRow,
    ) -> Result<Option<Vec<i64>>> {
        let text = self.doc_text(tx, doc).await?;
        text.map(|text| text.read(|doc| crate::intake::tokens(self, doc)))
            .transpose()
    }

    async fn doc_text(&self, tx: &mut store::Tx, doc: &DocRow) -> Result<Option<DocText>> {
        let ring = self.ring();
        let id = doc.object;
        if let Some(row) = store::mail::get(tx, id, ring.complaints()?.id).await? {
            return self.message_text(&row).map(Some);
        }
        self.other_text(tx, id).await
    }

    /// An object's data key; none where it was erased since.
    async fn key_of(&self, tx: &mut store::Tx, id: Uuid) -> Result<Option<vault::DataKey>> {
        let wraps = store::workspace::data_keys(tx, id).await?;
        wraps
            .first()
            .map(|wrap| self.ring().data_key(id, &wrap.wrapped, wrap.generation))
            .transpose()
    }

    fn message_text(&self, row: &store::mail::ListedRow) -> Result<DocText> {
        let (ring, id) = (self.ring(), row.message.id);
        let key = ring.data_key(id, &row.wrapped, row.generation)?;
        let head: crate::intake::Head =
            ring.open_json(&key, fields::MESSAGE_HEAD, id, &row.message.sealed)?;
        let body = match &row.message.body {
            Some(sealed) => ring.open_text(&key, fields::MESSAGE_BODY, id, sealed)?,
            None => String::new(),
        };
        Ok(DocText {
            subject: head.subject,
            names: vec![head.from_name],
            addresses: vec![head.from_address],
            body,
        })
    }

    /// What a note says, a task, or a case.
    async fn other_text(&self, tx: &mut store::Tx, id: Uuid) -> Result<Option<DocText>> {
        let Some(key) = self.key_of(tx, id).await? else {
            return Ok(None);
        };
        if let Some(task) = store::complaints::task(tx, id).await? {
            return Ok(Some(DocText {
                body: self.task_words(&key, id, &task.sealed)?,
                ..DocText::default()
            }));
        }
        let Some(note) = store::complaints::note(tx, id).await? else {
            let case = store::complaints::get(tx, id).await?;
            let parties = store::complaints::parties(tx, id).await?;
            return self.case_text(&case, parties.iter(), &key).map(Some);
        };
        Ok(Some(DocText {
            body: self.ring().open_text(&key, fields::NOTE, id, &note)?,
            ..DocText::default()
        }))
    }

    /// What a case itself says.
    fn case_text<'a>(
        &self,
        case: &store::complaints::CaseRow,
        parties: impl Iterator<Item = &'a PartyRow>,
        key: &vault::DataKey,
    ) -> Result<DocText> {
        let (ring, id) = (self.ring(), case.id);
        let head: Head = ring.open_json(key, fields::CASE_HEAD, id, &case.sealed)?;
        let body = match &case.body {
            Some(sealed) => ring.open_text(key, fields::CASE_BODY, id, sealed)?,
            None => String::new(),
        };
        let mut text = DocText {
            subject: head.subject,
            body,
            ..DocText::default()
        };
        for party in parties {
            let party: super::PartyText =
                ring.open_json(key, fields::PARTY, party.id, &party.sealed)?;
            text.names.push(party.name);
            text.addresses.push(party.address);
        }
        Ok(text)
    }
}

/// How many candidates a listing has, as far as that is counted.
async fn candidates(tx: &mut store::Tx, listing: &Listing) -> Result<i64> {
    let mut sum = 0;
    for group in &listing.groups {
        sum += match &group.found {
            Some(found) => found.count,
            None => {
                let groups = vec![group.clone()];
                let alone = Listing {
                    groups,
                    ..listing.clone()
                };
                store::complaints::count(tx, &alone, store::search::COUNTED).await?
            }
        };
    }
    Ok(sum.min(store::search::COUNTED))
}

/// Whether a case matches: one of the alternatives that its columns allow (as bits) has all of
/// its words in one of the documents, and none of what must not be in any.
fn matches(query: &Query, allowed: i64, texts: &[DocText]) -> bool {
    let holds = |group: &Group| {
        (!group.has_words() || texts.iter().any(|text| text.read(|doc| group.has_all(doc))))
            && texts
                .iter()
                .all(|text| text.read(|doc| group.has_none(doc)))
    };
    let allows = |at: usize| allowed & (1 << at) != 0;
    let mut groups = query.groups().iter().enumerate();
    groups.any(|(at, group)| allows(at) && holds(group))
}

/// What a document says, opened.
#[derive(Default)]
struct DocText {
    subject: String,
    names: Vec<String>,
    addresses: Vec<String>,
    body: String,
}

impl DocText {
    fn read<T>(&self, reader: impl FnOnce(&Doc<'_>) -> T) -> T {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let addresses: Vec<&str> = self.addresses.iter().map(String::as_str).collect();
        reader(&Doc {
            subject: &self.subject,
            names: &names,
            addresses: &addresses,
            body: &self.body,
        })
    }
}

/// Marks in a row what was found in it.
fn highlight(row: &mut CaseRow, query: &Query) {
    // The words of one query may stand in several parts of a case: in the row each is marked
    // where it stands, whether or not the row has all of them.
    let hits = query.highlights(&Doc {
        subject: &row.subject,
        names: &[&row.name],
        ..Doc::default()
    });
    for hit in hits {
        let range = (
            u32::try_from(hit.start).unwrap_or(0),
            u32::try_from(hit.end).unwrap_or(0),
        );
        match hit.part {
            Part::Subject => row.subject_hits.push(range),
            Part::Name(_) => row.name_hits.push(range),
            _ => {}
        }
    }
}
