//! Drafts: kept as they are written, sealed, and seen by the whole office. Keeping one is no act.

use std::path::Path;

use serde::{Deserialize, Serialize};
use store::Tx;
use store::outbox::{DraftFileRow, DraftRow};
use uuid::Uuid;
use vault::DataKey;

use super::{DraftFile, DraftView, SaveDraft, Writing};
use crate::complaints::Person;
use crate::door::{Entry, Sealer};
use crate::scan::found_in;
use crate::{Desk, Error, Result, fields};

/// What all files of an answer may come to, in bytes: servers take little more (RFC 1870).
pub(crate) const LARGEST: u64 = 20 << 20;
/// The longest text, in characters.
const LONGEST: usize = 100_000;

/// What is sealed of a file that goes along.
#[derive(Serialize, Deserialize)]
pub(super) struct FileHead {
    pub name: String,
    pub media_type: String,
}

/// A draft, opened.
pub(super) struct Draft {
    pub row: DraftRow,
    pub key: DataKey,
    pub writing: Writing,
    pub files: Vec<(DraftFileRow, FileHead)>,
}

impl Desk {
    /// Keeps a draft as it is now.
    ///
    /// # Errors
    /// [`Error::Conflict`] where another has written in it meanwhile; [`Error::DraftGone`] where it
    /// was sent or thrown away; [`Error::Invalid`] for a text of more than 100,000 characters.
    pub async fn draft_save(&self, input: SaveDraft) -> Result<DraftView> {
        if input.writing.text.chars().count() > LONGEST {
            return Err(Error::Invalid {
                field: "text".to_owned(),
            });
        }
        let mut tx = self.read().await?;
        let id = self.save_in(&mut tx, input).await?;
        self.kept(tx, id).await
    }

    /// As [`Desk::draft_save`], as a part of more.
    pub(super) async fn save_in(&self, tx: &mut Tx, input: SaveDraft) -> Result<Uuid> {
        let case = store::complaints::root(tx, input.case).await?;
        if !store::complaints::lock_live(tx, case).await? {
            return Err(Error::CaseErased);
        }
        let (version, key, id, generation, wrapped) = match input.id {
            Some(id) => {
                let Draft { row, key, .. } = self.draft_in(tx, id).await?;
                (row.version, key, id, row.generation, row.wrapped)
            }
            None => {
                let id = self.id();
                let (key, wrap) = Sealer::to(self.ring().complaints()?)?.key(id)?;
                (0, key, id, wrap.generation, wrap.wrapped)
            }
        };
        let ring = self.ring();
        let row = DraftRow {
            id,
            case_id: case,
            author: self.inner.me.id,
            version: input.version.unwrap_or(version) + 1,
            saved_at: self.now(),
            generation,
            wrapped,
            sealed: ring.seal_json(&key, fields::DRAFT, id, &input.writing)?,
        };
        match store::outbox::save_draft(tx, &row).await? {
            true => Ok(id),
            false => Err(Error::Conflict),
        }
    }

    /// A draft.
    ///
    /// # Errors
    /// [`Error::DraftGone`].
    pub async fn draft(&self, id: Uuid) -> Result<DraftView> {
        let mut tx = self.read().await?;
        self.draft_view_in(&mut tx, id).await
    }

    /// The drafts on a case, newest first. Not an act.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer.
    pub async fn drafts(&self, case: Uuid) -> Result<Vec<DraftView>> {
        let mut tx = self.read().await?;
        let case = store::complaints::root(&mut tx, case).await?;
        let people = self.people_in(&mut tx).await?;
        drafts_of(self, &mut tx, case, &people).await
    }

    /// Has a file go with a draft.
    ///
    /// # Errors
    /// [`Error::PathMissing`]; [`Error::DraftTooLarge`] where all files come to more than 20 MiB;
    /// [`Error::DraftGone`]; [`Error::Infected`].
    pub async fn draft_attach(&self, draft: Uuid, path: &str) -> Result<DraftView> {
        let missing = |_| Error::PathMissing {
            path: path.to_owned(),
        };
        if tokio::fs::metadata(path).await.map_err(missing)?.len() > LARGEST {
            return Err(too_large());
        }
        let bytes = tokio::fs::read(path).await.map_err(missing)?;
        let name = Path::new(path).file_name().unwrap_or_default();
        let (file, case) = (self.id(), {
            let mut tx = self.read().await?;
            self.draft_in(&mut tx, draft).await?.row.case_id
        });
        // Before the database is held: a scanner takes its time.
        self.scanned((file, 0), &bytes, found_in(case)).await?;
        let mut tx = self.read().await?;
        self.attach_in(&mut tx, draft, (file, &name.to_string_lossy()), &bytes)
            .await?;
        self.kept(tx, draft).await
    }

    /// Has bytes go with a draft as a file of this name, and gives the draft's case.
    pub(crate) async fn attach_in(
        &self,
        tx: &mut Tx,
        draft: Uuid,
        (id, name): (Uuid, &str),
        bytes: &[u8],
    ) -> Result<Uuid> {
        let found = self.draft_in(tx, draft).await?;
        let there: i64 = found.files.iter().map(|(file, _)| file.size).sum();
        if (bytes.len() as u64).saturating_add(there.unsigned_abs()) > LARGEST {
            return Err(too_large());
        }
        let head = FileHead {
            name: mail::visible(name),
            media_type: mail::media_type(bytes, name),
        };
        let ring = self.ring();
        let chunks = ring
            .seal_blob(&found.key, fields::DRAFT_BYTES, id, bytes)
            .collect::<Result<Vec<_>>>()?;
        let row = DraftFileRow {
            id,
            draft,
            place: found.files.last().map_or(0, |(file, _)| file.place + 1),
            size: i64::try_from(bytes.len()).map_err(Error::internal)?,
            sealed: ring.seal_json(&found.key, fields::DRAFT_FILE, id, &head)?,
        };
        store::outbox::add_draft_file(tx, &row, &chunks).await?;
        let case = found.row.case_id;
        self.touch(tx, found).await?;
        Ok(case)
    }

    /// A draft's file, by name and bytes, for who is to approve it: an act, as exporting.
    ///
    /// # Errors
    /// [`Error::DraftGone`]; [`Error::AttachmentMissing`]; [`Error::Infected`].
    pub async fn draft_file(&self, draft: Uuid, file: Uuid) -> Result<(String, Vec<u8>)> {
        let (case, name, bytes) = {
            let mut tx = self.read().await?;
            let found = self.draft_in(&mut tx, draft).await?;
            let bytes = self.draft_bytes(&mut tx, &found, file).await?;
            let mut files = found.files.into_iter();
            let (_, head) = files
                .find(|(row, _)| row.id == file)
                .ok_or(Error::AttachmentMissing)?;
            (found.row.case_id, head.name, bytes)
        };
        self.scanned((file, 0), &bytes, found_in(case)).await?;
        let mut act = self.act().await?;
        act.log(Entry::case("draft.file-saved", case).with("draft", draft));
        act.commit().await?;
        Ok((name, bytes))
    }

    /// Has a file no longer go with a draft.
    ///
    /// # Errors
    /// [`Error::DraftGone`]; [`Error::AttachmentMissing`].
    pub async fn draft_detach(&self, draft: Uuid, file: Uuid) -> Result<DraftView> {
        let mut tx = self.read().await?;
        let found = self.draft_in(&mut tx, draft).await?;
        if found.files.iter().all(|(row, _)| row.id != file) {
            return Err(Error::AttachmentMissing);
        }
        store::outbox::remove_draft_file(&mut tx, file).await?;
        self.touch(&mut tx, found).await?;
        self.kept(tx, draft).await
    }

    /// Throws a draft away, with its files.
    ///
    /// # Errors
    /// [`Error::DraftGone`].
    pub async fn draft_discard(&self, draft: Uuid) -> Result<()> {
        let mut tx = self.read().await?;
        self.draft_in(&mut tx, draft).await?;
        store::outbox::remove_draft(&mut tx, draft).await?;
        Ok(tx.commit().await?)
    }

    /// Counts a change of a draft's files as one of the draft: who looked at it before has not seen
    /// them.
    async fn touch(&self, tx: &mut Tx, draft: Draft) -> Result<()> {
        let row = DraftRow {
            version: draft.row.version + 1,
            saved_at: self.now(),
            author: self.inner.me.id,
            ..draft.row
        };
        match store::outbox::save_draft(tx, &row).await? {
            true => Ok(()),
            false => Err(Error::Conflict),
        }
    }

    /// Commits, and gives the draft as it is kept then.
    async fn kept(&self, mut tx: Tx, id: Uuid) -> Result<DraftView> {
        let view = self.draft_view_in(&mut tx, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// A draft that is still to be sent.
    pub(super) async fn draft_in(&self, tx: &mut Tx, id: Uuid) -> Result<Draft> {
        let row = store::outbox::draft(tx, id).await?;
        self.open_draft(tx, row.ok_or(Error::DraftGone)?).await
    }

    async fn open_draft(&self, tx: &mut Tx, row: DraftRow) -> Result<Draft> {
        let (ring, id) = (self.ring(), row.id);
        let key = ring.data_key(id, &row.wrapped, row.generation)?;
        let mut files = Vec::new();
        for file in store::outbox::draft_files(tx, id).await? {
            let head = ring.open_json(&key, fields::DRAFT_FILE, file.id, &file.sealed)?;
            files.push((file, head));
        }
        Ok(Draft {
            writing: ring.open_json(&key, fields::DRAFT, id, &row.sealed)?,
            row,
            key,
            files,
        })
    }

    pub(super) async fn draft_view_in(&self, tx: &mut Tx, id: Uuid) -> Result<DraftView> {
        let draft = self.draft_in(tx, id).await?;
        let people = self.people_in(tx).await?;
        self.draft_view(tx, draft, &people).await
    }

    async fn draft_view(&self, tx: &mut Tx, draft: Draft, people: &[Person]) -> Result<DraftView> {
        let approval = self.approval_of(tx, &draft, people).await?;
        let files = draft.files.into_iter().map(|(row, head)| DraftFile {
            id: row.id,
            name: head.name,
            media_type: head.media_type,
            size: row.size.unsigned_abs(),
            scan: self.scan_of(row.id, 0),
        });
        Ok(DraftView {
            id: draft.row.id,
            case: draft.row.case_id,
            version: draft.row.version,
            author: Person::among(people, draft.row.author),
            mine: draft.row.author == self.inner.me.id,
            saved_at: draft.row.saved_at,
            writing: draft.writing,
            files: files.collect(),
            approval,
        })
    }

    /// The bytes of a draft's file.
    pub(super) async fn draft_bytes(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        file: Uuid,
    ) -> Result<Vec<u8>> {
        let chunks = store::outbox::draft_pieces(tx, file).await?;
        self.ring()
            .open_blob(&draft.key, fields::DRAFT_BYTES, file, &chunks)
    }
}

pub(crate) fn too_large() -> Error {
    Error::DraftTooLarge {
        most: LARGEST >> 20,
    }
}

/// The drafts on a case that are still to be sent, newest first.
pub(crate) async fn drafts_of(
    desk: &Desk,
    tx: &mut Tx,
    case: Uuid,
    people: &[Person],
) -> Result<Vec<DraftView>> {
    let mut views = Vec::new();
    for row in store::outbox::drafts(tx, case).await? {
        let draft = desk.open_draft(tx, row).await?;
        views.push(desk.draft_view(tx, draft, people).await?);
    }
    Ok(views)
}
