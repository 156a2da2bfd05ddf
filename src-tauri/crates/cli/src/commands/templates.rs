//! `pdesk templates …`

use desk::complaints::{NoteTemplate, SaveNoteTemplate};
use desk::{Desk, Error};

use super::cases::text;
use crate::args::TemplatesCommand;
use crate::office::{Office, Result};
use crate::output::{self, Said};

pub async fn run(office: &Office, desk: &Desk, command: TemplatesCommand) -> Result<Said> {
    match command {
        TemplatesCommand::List => {}
        TemplatesCommand::Save(args) => {
            let known = named(desk, &args.name).await?;
            desk.note_template_save(SaveNoteTemplate {
                id: known.as_ref().map(|one| one.id),
                version: known.as_ref().map(|one| one.version),
                text: text(&args.words)?,
                name: args.name,
            })
            .await?;
        }
        TemplatesCommand::Remove { name } => {
            let known = named(desk, &name).await?;
            let id = known.ok_or(Error::NoteTemplateNotFound)?.id;
            desk.note_template_remove(id).await?;
        }
    }
    let all = desk.note_templates().await?;
    office.say(&all, |words| output::lists::note_templates(words, &all))
}

async fn named(desk: &Desk, name: &str) -> Result<Option<NoteTemplate>> {
    let mut all = desk.note_templates().await?.into_iter();
    Ok(all.find(|one| one.name == name.trim()))
}
