//! What an act adds to a case: notes and messages.

use store::complaints::NoteRow;
use store::mail::MessageRow;
use store::search::DocRow;
use store::workspace::DataKeyRow;
use uuid::Uuid;

use crate::answers::Outgoing;
use crate::door::Act;
use crate::{Error, Result};

/// What an act adds.
pub enum Added {
    Note {
        row: NoteRow,
        key: DataKeyRow,
        tokens: Vec<i64>,
        /// Whom it mentions.
        mentions: Vec<Uuid>,
    },
    Message {
        row: Box<MessageRow>,
        key: DataKeyRow,
        chunks: Vec<Vec<u8>>,
        references: Vec<Vec<u8>>,
        tokens: Vec<i64>,
    },
    /// A message that is to be sent. Until it goes, an undo takes it back.
    Outgoing(Outgoing),
    /// That the code of this key was said: it is used up.
    CodeUsed(Vec<u8>),
}

/// Writes what an act adds.
pub(super) async fn add(act: &mut Act<'_>, added: Vec<Added>, id: Uuid) -> Result<()> {
    for one in added {
        match one {
            Added::Note {
                row,
                key,
                tokens,
                mentions,
            } => {
                store::workspace::add_data_keys(&mut act.tx, &[key]).await?;
                store::complaints::add_note(&mut act.tx, &row, &mentions).await?;
                let doc = DocRow {
                    object: row.id,
                    case_id: Some(row.case_id),
                    at: row.at,
                };
                store::search::add(&mut act.tx, &[(doc, tokens)]).await?;
            }
            Added::Message {
                row,
                key,
                chunks,
                references,
                tokens,
            } => add_message(act, *row, key, (chunks, references, tokens)).await?,
            Added::Outgoing(Outgoing {
                row,
                key,
                chunks,
                references,
                tokens,
                mut outbox,
                version,
                noted,
            }) => {
                if let (Some(draft), Some(version)) = (outbox.draft, version)
                    && !store::outbox::leaves(&mut act.tx, draft, version).await?
                {
                    // It was sent, thrown away or written on meanwhile.
                    return Err(Error::Conflict);
                }
                add_message(act, *row, key, (chunks, references, tokens)).await?;
                outbox.act = id;
                store::outbox::queue(&mut act.tx, &outbox).await?;
                if let Some(noted) = noted
                    && !store::replies::add_auto_reply(&mut act.tx, &noted).await?
                {
                    // It was acknowledged meanwhile.
                    return Err(Error::Conflict);
                }
            }
            Added::CodeUsed(key) => {
                if !store::replies::use_code(&mut act.tx, &key).await? {
                    // Another was made meanwhile, or somebody else said it.
                    return Err(Error::NoCode);
                }
            }
        }
    }
    Ok(())
}

async fn add_message(
    act: &mut Act<'_>,
    row: MessageRow,
    key: DataKeyRow,
    (chunks, references, tokens): (Vec<Vec<u8>>, Vec<Vec<u8>>, Vec<i64>),
) -> Result<()> {
    store::workspace::add_data_keys(&mut act.tx, &[key]).await?;
    let doc = DocRow {
        object: row.id,
        case_id: row.case_id,
        at: row.received_at,
    };
    store::mail::add(&mut act.tx, &[row]).await?;
    store::mail::add_chunks(&mut act.tx, &[(doc.object, &chunks)]).await?;
    let references: Vec<_> = references.into_iter().map(|r| (doc.object, r)).collect();
    store::mail::add_references(&mut act.tx, &references).await?;
    Ok(store::search::add(&mut act.tx, &[(doc, tokens)]).await?)
}
