//! `pdesk views …`

use desk::complaints::{Arrangement, SaveView, SavedView};
use desk::{Desk, Error};

use super::cases;
use crate::args::{SaveViewArgs, ViewsCommand};
use crate::office::{Office, Result};
use crate::output::{self, Said};

pub async fn run(office: &Office, desk: &Desk, command: ViewsCommand) -> Result<Said> {
    match command {
        ViewsCommand::List => list(office, desk).await,
        ViewsCommand::Save(args) => save(office, desk, args).await,
        ViewsCommand::Show { name, part } => {
            let shows = named(desk, &name).await?.shows;
            cases::list(office, desk, &shows, part).await
        }
        ViewsCommand::Remove { name } => {
            desk.view_remove(named(desk, &name).await?.id).await?;
            list(office, desk).await
        }
    }
}

async fn list(office: &Office, desk: &Desk) -> Result<Said> {
    let views = desk.views_list().await?;
    office.say(&views, |words| output::lists::saved_views(words, &views))
}

async fn save(office: &Office, desk: &Desk, args: SaveViewArgs) -> Result<Said> {
    let known = match named(desk, &args.name).await {
        Ok(known) => Some(known),
        Err(Error::ViewNotFound) => None,
        Err(other) => return Err(other.into()),
    };
    let saved = desk
        .view_save(SaveView {
            id: known.as_ref().map(|view| view.id),
            version: known.as_ref().map(|view| view.version),
            name: args.name.clone(),
            shared: args.shared,
            shows: Arrangement {
                grouped: args.grouped,
                columns: args.column,
                ..args.listed.arrangement()
            },
        })
        .await?;
    let views = desk.views_list().await?;
    let view = views
        .into_iter()
        .find(|view| view.id == saved)
        .ok_or(Error::ViewNotFound)?;
    office.say(&view, |words| {
        output::lists::saved_views(words, std::slice::from_ref(&view))
    })
}

/// The kept view of this name; one's own before everyone's.
async fn named(desk: &Desk, name: &str) -> std::result::Result<SavedView, Error> {
    let mut views = desk.views_list().await?;
    views.retain(|view| view.name == name.trim());
    views.sort_by_key(|view| !view.mine);
    views.into_iter().next().ok_or(Error::ViewNotFound)
}
