//! Settings, information, and how good a passphrase is.

use domain::people::Role;
use store::complaints::Image;
use store::workspace::WorkspaceRow;
use uuid::Uuid;

use super::{Settings, SettingsChange, Strength, WorkspaceInfo};
use crate::door::Entry;
use crate::{Desk, Error, Result};

impl Settings {
    pub(super) fn of(row: &WorkspaceRow) -> Self {
        Self {
            time_zone: row.time_zone.clone(),
            regime: row.regime.clone(),
            calendar: row.calendar.clone(),
            lock_after_minutes: u32::try_from(row.lock_after_minutes).unwrap_or(0),
            approve_refusals: row.approve_refusals,
            approve_disclosures: row.approve_disclosures,
        }
    }
}

impl Desk {
    /// Changes settings. Open cases are counted anew: the list and the case always agree.
    ///
    /// # Errors
    /// [`Error::UnknownTimeZone`], [`Error::UnknownRegime`], [`Error::Invalid`], and
    /// [`Error::NotAllowed`] for who could not count the cases anew; [`Error::NobodyApproves`] where
    /// a second person is to approve, and there is none.
    pub async fn set_settings(&self, change: SettingsChange) -> Result<Settings> {
        self.ring().complaints()?;
        let mut act = self.act().await?;
        let mut row = store::workspace::locked(&mut act.tx).await?;
        let before = Settings::of(&row);
        if let Some(zone) = change.time_zone {
            if zone.parse::<chrono_tz::Tz>().is_err() {
                return Err(Error::UnknownTimeZone { zone });
            }
            row.time_zone = zone;
        }
        if let Some(regime) = change.regime {
            self.packs().regime(&regime)?;
            row.regime = regime;
        }
        if let Some(calendar) = change.calendar {
            self.calendars().get(self.packs(), &calendar)?;
            row.calendar = calendar;
        }
        if let Some(minutes) = change.lock_after_minutes {
            let minutes = i32::try_from(minutes).ok();
            let minutes = minutes.filter(|minutes| *minutes <= 24 * 60);
            row.lock_after_minutes = minutes.ok_or_else(|| Error::Invalid {
                field: "lock_after_minutes".to_owned(),
            })?;
        }
        row.approve_refusals = change.approve_refusals.unwrap_or(row.approve_refusals);
        row.approve_disclosures = change
            .approve_disclosures
            .unwrap_or(row.approve_disclosures);
        if row.approve_refusals && !before.approve_refusals
            || row.approve_disclosures && !before.approve_disclosures
        {
            let officers = store::workspace::at_work(&mut act.tx, Role::Officer.as_str()).await?;
            if officers.len() < 2 {
                return Err(Error::NobodyApproves);
            }
        }
        store::workspace::set_settings(&mut act.tx, &row).await?;
        let settings = Settings::of(&row);
        act.log(changed(row.id, &before, &settings));
        act.commit().await?;
        self.renew_settings().await?;
        self.recount().await?;
        Ok(settings)
    }

    /// Counts the clocks of every open case anew, an act for each that they change.
    pub(crate) async fn recount(&self) -> Result<()> {
        for case in self.every_open_case().await? {
            let mut act = self.act().await?;
            let before = Image::locked(&mut act.tx, case).await?;
            let mut image = before.clone();
            self.ground(self.now()).refresh(&mut image, || self.id())?;
            if image != before {
                image.write(&mut act.tx, &before).await?;
                act.log(Entry::case("case.recounted", case));
                act.commit().await?;
            }
        }
        Ok(())
    }

    /// What there is to know about the workspace.
    pub async fn info(&self) -> Result<WorkspaceInfo> {
        let size = self.inner.store.size().await?;
        let mut tx = self.read().await?;
        let row = store::workspace::get(&mut tx).await?;
        let (cases, messages) = if self.is_any(&[Role::Officer, Role::Auditor]) {
            let cases = store::complaints::count_all(&mut tx).await?;
            (cases, store::mail::count_all(&mut tx).await?)
        } else {
            (0, 0)
        };
        Ok(WorkspaceInfo {
            id: row.id,
            name: row.name,
            path: super::place::show(&self.inner.folder),
            engine: self.inner.store.engine().to_owned(),
            schema: store::SCHEMA,
            created_at: row.created_at,
            size: u64::try_from(size).unwrap_or(0),
            cases,
            messages,
            audit_entries: store::audit::head(&mut tx).await?.size,
            fingerprint: self.inner.fingerprint.clone(),
            last_backup_at: row.last_backup_at,
            scanner: self.scanner(),
        })
    }
}

/// The entry of what is another setting now.
fn changed(workspace: Uuid, before: &Settings, now: &Settings) -> Entry {
    let lock = |settings: &Settings| settings.lock_after_minutes.to_string();
    let refusals = |settings: &Settings| settings.approve_refusals.to_string();
    let disclosures = |settings: &Settings| settings.approve_disclosures.to_string();
    let all = [
        ("time_zone", before.time_zone.clone(), now.time_zone.clone()),
        ("regime", before.regime.clone(), now.regime.clone()),
        ("calendar", before.calendar.clone(), now.calendar.clone()),
        ("lock_after_minutes", lock(before), lock(now)),
        ("approve_refusals", refusals(before), refusals(now)),
        ("approve_disclosures", disclosures(before), disclosures(now)),
    ];
    let entry = Entry::workspace("workspace.settings-changed", workspace);
    let others = all.into_iter().filter(|(_, before, now)| before != now);
    others.fold(entry, |entry, (name, _, now)| entry.with(name, now))
}

/// How good a passphrase is. `own_words` are names that a guesser would try first.
pub fn strength(passphrase: &str, own_words: &[&str]) -> Strength {
    let strength = vault::strength(passphrase, own_words);
    Strength {
        bits: strength.bits,
        enough: strength.enough,
        advice: strength
            .advice
            .iter()
            .filter_map(|a| serde_json::to_value(a).ok()?.as_str().map(str::to_owned))
            .collect(),
    }
}
