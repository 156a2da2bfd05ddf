//! `pdesk templates …`

use desk::complaints::SaveNoteTemplate;
use desk::{Desk, Error};

use super::cases::text;
use crate::args::TemplatesCommand;
use crate::office::{Office, Result};
use crate::output::{self, Said};

pub async fn run(office: &Office, desk: &Desk, command: TemplatesCommand) -> Result<Said> {
    match command {
        TemplatesCommand::List => {}
        TemplatesCommand::Save(args) => {
            let known = match desk.note_template_named(&args.name).await {
                Err(Error::NoteTemplateNotFound) => None,
                known => Some(known?),
            };
            desk.note_template_save(SaveNoteTemplate {
                id: known.as_ref().map(|one| one.id),
                version: known.as_ref().map(|one| one.version),
                text: text(&args.words)?,
                name: args.name,
            })
            .await?;
        }
        TemplatesCommand::Remove { name } => {
            let id = desk.note_template_named(&name).await?.id;
            desk.note_template_remove(id).await?;
        }
    }
    let all = desk.note_templates().await?;
    office.say(&all, |words| output::lists::note_templates(words, &all))
}
