//! Views that people keep. Their names and queries may speak of people, so they are sealed.

use domain::search::Query;
use serde::{Deserialize, Serialize};
use store::complaints::{ListedViewRow, SavedViewRow};
use uuid::Uuid;

use super::list::{EXACT, total};
use super::narrow::unknown;
use super::{Arrangement, ListQuery, SaveView, SavedView, Total};
use crate::door::{Act, Entry, Sealer};
use crate::{Desk, Error, Result, fields};

/// The longest name, in characters.
const LONGEST: usize = 60;

/// What is sealed of a view.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    shows: Arrangement,
}

impl Desk {
    /// The views that are everyone's, and one's own, in their order, with their counts.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer.
    pub async fn views_list(&self) -> Result<Vec<SavedView>> {
        let mut tx = self.read().await?;
        let rows = self.view_rows(&mut tx).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in &rows {
            let kept = self.view_kept(row)?;
            views.push(SavedView {
                id: row.view.id,
                version: row.view.version,
                shared: row.view.shared,
                mine: row.view.owner == self.inner.me.id,
                total: self.view_total(&mut tx, &kept.shows).await?,
                name: kept.name,
                shows: kept.shows,
            });
        }
        Ok(views)
    }

    /// Keeps a view.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name that is empty or longer than 60 characters;
    /// [`Error::UnknownWord`] for a query that can't be understood; [`Error::ViewNotFound`];
    /// [`Error::Conflict`] where another has changed it meanwhile.
    pub async fn view_save(&self, input: SaveView) -> Result<Uuid> {
        let ring = self.ring();
        let name = input.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > LONGEST {
            return Err(Error::Invalid {
                field: "name".to_owned(),
            });
        }
        Query::parse(&input.shows.query).map_err(unknown)?;
        let mut act = self.act().await?;
        let rows = self.view_rows(&mut act.tx).await?;
        let (mut row, key) = match input.id {
            Some(id) => {
                let row = find(&rows, id)?;
                let key = ring.data_key(id, &row.wrapped, row.generation)?;
                (row.view.clone(), key)
            }
            None => self.new_view(&mut act, &rows).await?,
        };
        if row.shared && !input.shared && row.owner != self.inner.me.id {
            // It would be its maker's alone.
            return Err(Error::NotAllowed);
        }
        row.version = input.version.unwrap_or(row.version) + 1;
        row.shared = input.shared;
        let kept = Kept {
            name,
            shows: input.shows,
        };
        row.sealed = ring.seal_json(&key, fields::SAVED_VIEW, row.id, &kept)?;
        if !store::complaints::save_view(&mut act.tx, &row).await? {
            return Err(Error::Conflict);
        }
        act.log(entry("view.saved", row.id).with("shared", row.shared));
        act.commit().await?;
        Ok(row.id)
    }

    /// Keeps a view no longer.
    ///
    /// # Errors
    /// [`Error::ViewNotFound`].
    pub async fn view_remove(&self, id: Uuid) -> Result<()> {
        let mut act = self.act().await?;
        find(&self.view_rows(&mut act.tx).await?, id)?;
        store::complaints::remove_view(&mut act.tx, id).await?;
        act.log(entry("view.removed", id));
        act.commit().await.map(drop)
    }

    /// Puts the views in this order; what is not named comes after.
    ///
    /// # Errors
    /// [`Error::ViewNotFound`].
    pub async fn views_order(&self, ids: &[Uuid]) -> Result<()> {
        let mut act = self.act().await?;
        let rows = self.view_rows(&mut act.tx).await?;
        let mut order = ids.to_vec();
        for row in &rows {
            if !order.contains(&row.view.id) {
                order.push(row.view.id);
            }
        }
        for (place, id) in (0..).zip(&order) {
            if find(&rows, *id)?.view.place != place {
                store::complaints::place_view(&mut act.tx, *id, place).await?;
                act.log(entry("view.placed", *id));
            }
        }
        act.commit().await.map(drop)
    }

    async fn view_rows(&self, tx: &mut store::Tx) -> Result<Vec<ListedViewRow>> {
        let (ring, me) = (self.ring(), self.inner.me.id);
        Ok(store::complaints::views(tx, me, ring.complaints()?.id).await?)
    }

    fn view_kept(&self, row: &ListedViewRow) -> Result<Kept> {
        let (ring, id) = (self.ring(), row.view.id);
        let key = ring.data_key(id, &row.wrapped, row.generation)?;
        ring.open_json(&key, fields::SAVED_VIEW, id, &row.view.sealed)
    }

    /// A view that nobody has yet, after all others.
    async fn new_view(
        &self,
        act: &mut Act<'_>,
        rows: &[ListedViewRow],
    ) -> Result<(SavedViewRow, vault::DataKey)> {
        let id = self.id();
        let (key, wrap) = Sealer::to(self.ring().complaints()?)?.key(id)?;
        store::workspace::add_data_keys(&mut act.tx, &[wrap]).await?;
        let last = rows.iter().map(|row| row.view.place).max().unwrap_or(-1);
        let row = SavedViewRow {
            id,
            version: 0,
            owner: self.inner.me.id,
            shared: false,
            place: last.saturating_add(1),
            sealed: Vec::new(),
        };
        Ok((row, key))
    }

    /// How many cases an arrangement lists; none where it looks at text, at messages, or for
    /// somebody who is not here any more.
    async fn view_total(&self, tx: &mut store::Tx, shows: &Arrangement) -> Result<Option<Total>> {
        // Another version of the program may have understood it.
        let Ok(parsed) = Query::parse(&shows.query) else {
            return Ok(None);
        };
        if parsed.has_text() || shows.view.stored().is_none() {
            return Ok(None);
        }
        let query = ListQuery {
            view: shows.view,
            ..ListQuery::default()
        };
        match self.listing(tx, &query, &parsed).await {
            Ok(listing) => {
                let count = store::complaints::count(tx, &listing, EXACT + 1).await?;
                Ok(Some(total(count)))
            }
            Err(Error::UnknownWord { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

fn find(rows: &[ListedViewRow], id: Uuid) -> Result<&ListedViewRow> {
    rows.iter()
        .find(|row| row.view.id == id)
        .ok_or(Error::ViewNotFound)
}

fn entry(act: &'static str, id: Uuid) -> Entry {
    Entry::of("view", act, id)
}
