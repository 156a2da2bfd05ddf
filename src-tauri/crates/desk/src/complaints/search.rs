//! Search: the index gives candidates, newest first; each is opened and checked, so that both
//! engines answer alike and a highlight is true.

use domain::search::{Doc, Part, Query};
use store::complaints::ListedRow;
use store::search::{DocRow, Wanted};
use uuid::Uuid;

use super::{CasePage, CaseRow, Head, ListQuery, Total};
use crate::{Desk, Error, Result, fields};

/// Candidates that are looked at for one page, at most: then the page is given as it is, and
/// `next` goes on.
const LOOK: usize = 200;

impl Desk {
    /// A page of the cases that match a query with words in it. A search looks through the
    /// view's cases; where the view holds none of them, `is:` narrows as it does elsewhere.
    pub(super) async fn search(&self, query: &ListQuery, parsed: &Query) -> Result<CasePage> {
        let wanted = self.wanted(parsed)?;
        let narrow = self.narrow(parsed.filters())?;
        let view = query
            .view
            .stored()
            .unwrap_or(store::complaints::View::Every);
        let mut after = query.after.as_deref().map(super::parse_key).transpose()?;
        let limit = query.limit.clamp(1, 500) as usize;
        let mut tx = self.read().await?;
        let candidates = store::search::look(&mut tx, &wanted).await?;
        let people = self.people_in(&mut tx).await?;
        let scope = self.ring().complaints()?.id;
        let mut rows = Vec::new();
        let mut looked = 0;
        let mut more = true;
        while more && rows.len() < limit && looked < LOOK {
            let found = store::search::cases(&mut tx, &wanted, &candidates, after, 50).await?;
            more = found.len() == 50;
            for (case, at) in found {
                if rows.len() == limit || looked == LOOK {
                    more = true;
                    break;
                }
                after = Some((at, case));
                looked += 1;
                let Some(listed) =
                    store::complaints::find(&mut tx, view, case, &narrow, scope).await?
                else {
                    continue;
                };
                if self.case_matches(&mut tx, &listed, parsed).await? {
                    let waits_for = self.waits_for(&mut tx, &listed.case).await?;
                    let mut row = self.case_row(&listed, waits_for, &people)?;
                    highlight(&mut row, parsed);
                    rows.push(row);
                }
            }
        }
        let next = after
            .filter(|_| more)
            .map(|(at, id)| super::write_key(at, id));
        let shown = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Ok(CasePage {
            rows,
            total: Total {
                count: shown,
                more: next.is_some(),
            },
            next,
            looked_at: Some((
                u32::try_from(looked).unwrap_or(u32::MAX),
                u32::try_from(candidates.count).unwrap_or(u32::MAX),
            )),
        })
    }

    /// The tokens of a query: clauses with one term must all be there, the one with several is
    /// met by any of them.
    fn wanted(&self, query: &Query) -> Result<Wanted> {
        let ring = self.ring();
        let search = &ring.complaints()?.search;
        let mut wanted = Wanted::default();
        for clause in query.clauses() {
            let tokens: Vec<i64> = clause
                .iter()
                .map(|term| search.token(term.field.number(), &term.text))
                .collect();
            match tokens.as_slice() {
                [one] => wanted.all.push(*one),
                several => wanted.any = several.to_vec(),
            }
        }
        Ok(wanted)
    }

    /// Whether one of a case's documents holds all that was typed.
    async fn case_matches(
        &self,
        tx: &mut store::Tx,
        listed: &ListedRow,
        query: &Query,
    ) -> Result<bool> {
        let case = &listed.case;
        for doc in store::search::docs(tx, case.id).await? {
            let text = if doc.object == case.id {
                // What was listed need not be read again.
                let key = self
                    .ring()
                    .data_key(case.id, &listed.wrapped, listed.generation)?;
                Some(self.case_text(tx, case, &key).await?)
            } else {
                self.doc_text(tx, &doc).await?
            };
            if text.is_some_and(|text| text.read(|doc| query.matches(doc).is_some())) {
                return Ok(true);
            }
        }
        Ok(false)
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
            case_id: Some(id),
            at: case.received_at,
        };
        let text = self.case_text(tx, &case, key).await?;
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
            let key = ring.data_key(id, &row.wrapped, row.generation)?;
            let head: crate::intake::Head =
                ring.open_json(&key, fields::MESSAGE_HEAD, id, &row.message.sealed)?;
            let body = match &row.message.body {
                Some(sealed) => ring.open_text(&key, fields::MESSAGE_BODY, id, sealed)?,
                None => String::new(),
            };
            return Ok(Some(DocText {
                subject: head.subject,
                names: vec![head.from_name],
                addresses: vec![head.from_address],
                body,
            }));
        }
        let wraps = store::workspace::data_keys(tx, id).await?;
        // Erased since it was indexed.
        let Some(wrap) = wraps.first() else {
            return Ok(None);
        };
        let key = ring.data_key(id, &wrap.wrapped, wrap.generation)?;
        if doc.case_id == Some(id) {
            let case = store::complaints::get(tx, id).await?;
            return Ok(Some(self.case_text(tx, &case, &key).await?));
        }
        let note = store::complaints::note(tx, id)
            .await?
            .ok_or_else(|| Error::internal("search: note"))?;
        Ok(Some(DocText {
            body: ring.open_text(&key, fields::NOTE, id, &note)?,
            ..DocText::default()
        }))
    }

    /// What a case itself says.
    async fn case_text(
        &self,
        tx: &mut store::Tx,
        case: &store::complaints::CaseRow,
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
        for party in store::complaints::parties(tx, id).await? {
            let party: super::PartyText =
                ring.open_json(key, fields::PARTY, party.id, &party.sealed)?;
            text.names.push(party.name);
            text.addresses.push(party.address);
        }
        Ok(text)
    }
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
