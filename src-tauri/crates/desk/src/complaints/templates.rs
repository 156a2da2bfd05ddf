//! Templates for notes: the office's own texts, sealed as notes are.

use serde::{Deserialize, Serialize};
use store::complaints::{ListedTemplateRow, NoteTemplateRow};
use uuid::Uuid;

use super::{NoteTemplate, SaveNoteTemplate};
use crate::door::{Entry, Sealer};
use crate::{Desk, Error, Result, fields};

/// The longest name and the longest text, in characters.
const LONGEST: (usize, usize) = (60, 4_000);

/// What is sealed of a template.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    text: String,
}

impl Desk {
    /// The templates, by name.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer.
    pub async fn note_templates(&self) -> Result<Vec<NoteTemplate>> {
        let mut tx = self.read().await?;
        let rows = self.template_rows(&mut tx).await?;
        let opened = rows.iter().map(|row| self.note_template(row));
        let mut all = opened.collect::<Result<Vec<_>>>()?;
        all.sort_by_cached_key(|one| one.name.to_lowercase());
        Ok(all)
    }

    /// The template of a name, however that is written.
    ///
    /// # Errors
    /// [`Error::NoteTemplateNotFound`]; [`Error::NotAllowed`] for who is no officer.
    pub async fn note_template_named(&self, name: &str) -> Result<NoteTemplate> {
        let mut all = self.note_templates().await?.into_iter();
        all.find(|one| is_called(&one.name, name))
            .ok_or(Error::NoteTemplateNotFound)
    }

    /// Keeps a template.
    ///
    /// # Errors
    /// [`Error::NoteTemplateInvalid`] for a name that is empty, on several lines or longer than 60 characters,
    /// and for a text that is empty or longer than 4,000; [`Error::NoteTemplateTaken`] where
    /// another has the name; [`Error::NoteTemplateNotFound`]; [`Error::Conflict`] where another
    /// has changed it meanwhile.
    pub async fn note_template_save(&self, input: SaveNoteTemplate) -> Result<Uuid> {
        let kept = fitting(&input)?;
        let ring = self.ring();
        let mut act = self.act().await?;
        store::complaints::hold_note_templates(&mut act.tx).await?;
        let rows = self.template_rows(&mut act.tx).await?;
        for row in rows.iter().filter(|row| Some(row.template.id) != input.id) {
            if is_called(&self.note_template(row)?.name, &kept.name) {
                return Err(Error::NoteTemplateTaken { name: kept.name });
            }
        }
        let (id, version, key) = match input.id {
            Some(id) => {
                let row = find(&rows, id)?;
                let key = ring.data_key(id, &row.wrapped, row.generation)?;
                (id, row.template.version, key)
            }
            None => {
                let id = self.id();
                let (key, wrap) = Sealer::to(ring.complaints()?)?.key(id)?;
                store::workspace::add_data_keys(&mut act.tx, &[wrap]).await?;
                (id, 0, key)
            }
        };
        let row = NoteTemplateRow {
            id,
            version: input.version.unwrap_or(version) + 1,
            sealed: ring.seal_json(&key, fields::NOTE_TEMPLATE, id, &kept)?,
        };
        if !store::complaints::save_note_template(&mut act.tx, &row).await? {
            return Err(Error::Conflict);
        }
        act.log(entry("template.saved", id));
        act.commit().await?;
        Ok(id)
    }

    /// Keeps a template no longer; notes that began with it stay as they are.
    ///
    /// # Errors
    /// [`Error::NoteTemplateNotFound`].
    pub async fn note_template_remove(&self, id: Uuid) -> Result<()> {
        let mut act = self.act().await?;
        find(&self.template_rows(&mut act.tx).await?, id)?;
        store::complaints::remove_note_template(&mut act.tx, id).await?;
        act.log(entry("template.removed", id));
        act.commit().await.map(drop)
    }

    async fn template_rows(&self, tx: &mut store::Tx) -> Result<Vec<ListedTemplateRow>> {
        let scope = self.ring().complaints()?.id;
        Ok(store::complaints::note_templates(tx, scope).await?)
    }

    fn note_template(&self, row: &ListedTemplateRow) -> Result<NoteTemplate> {
        let (ring, id) = (self.ring(), row.template.id);
        let key = ring.data_key(id, &row.wrapped, row.generation)?;
        let kept: Kept = ring.open_json(&key, fields::NOTE_TEMPLATE, id, &row.template.sealed)?;
        Ok(NoteTemplate {
            id,
            version: row.template.version,
            name: kept.name,
            text: kept.text,
        })
    }
}

fn fitting(input: &SaveNoteTemplate) -> Result<Kept> {
    let (name, text) = (input.name.trim(), input.text.trim());
    let fits = |part: &str, longest| !part.is_empty() && part.chars().count() <= longest;
    let invalid = |part: &str| {
        Err(Error::NoteTemplateInvalid {
            part: part.to_owned(),
        })
    };
    if !fits(name, LONGEST.0) || name.contains(char::is_control) {
        return invalid("name");
    }
    if !fits(text, LONGEST.1) {
        return invalid("text");
    }
    Ok(Kept {
        name: name.to_owned(),
        text: text.to_owned(),
    })
}

/// Whether a template's name is the same as what somebody typed.
fn is_called(name: &str, typed: &str) -> bool {
    name.to_lowercase() == typed.trim().to_lowercase()
}

fn find(rows: &[ListedTemplateRow], id: Uuid) -> Result<&ListedTemplateRow> {
    rows.iter()
        .find(|row| row.template.id == id)
        .ok_or(Error::NoteTemplateNotFound)
}

fn entry(act: &'static str, id: Uuid) -> Entry {
    Entry::of("template", act, id)
}
