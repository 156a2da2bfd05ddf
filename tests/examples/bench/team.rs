//! A team on a server of its own, reached over TLS, with as many officers as are wanted.

use anyhow::{Context as _, Result};
use chrono::{TimeDelta, Utc};
use desk::Desk;
use desk::complaints::NewCase;
use desk::people::{Invitee, RoleView};
use desk::team::Joining;
use desk::workspace::{Creation, KdfParams, Migrator, NewWorkspace, Place};
use domain::complaints::Channel;
use domain::people::Role;
use testbed::Postgres;
use testbed::bulk::{Call, calls};
use uuid::Uuid;

pub const PASSPHRASE: &str = "heron lathe quince tundra ember";
/// Cases of a transaction of [`Team::cases`].
const TOGETHER: usize = 1_000;

pub struct Team {
    pub server: Postgres,
    pub database: String,
    pub first: Desk,
    folder: tempfile::TempDir,
}

/// Argon2id as cheap as it goes: opening is not what is measured.
pub fn cheap() -> KdfParams {
    KdfParams {
        memory_kib: 8 * 1024,
        passes: 1,
        lanes: 1,
    }
}

impl Team {
    pub async fn begin() -> Result<Self> {
        let server = Postgres::start_for_office()?;
        let url = server.fresh_database()?;
        let name = url.split(['/', '?']).nth(3).context("name")?.to_owned();
        let folder = tempfile::tempdir()?;
        let migrator = Migrator {
            url,
            plain: false,
            login: None,
        };
        let place = Place::server(folder.path().join("first.desk"), migrator);
        let input = NewWorkspace {
            name: "Bench".to_owned(),
            person: "Li Wen".to_owned(),
            ..NewWorkspace::default()
        };
        let creation = Creation::begin(place, PASSPHRASE, input, cheap())?;
        Ok(Self {
            server,
            database: name,
            first: creation.finish_unchecked().await?,
            folder,
        })
    }

    /// Runs statements as the server's superuser.
    pub fn psql(&self, sql: &str) -> Result<String> {
        Ok(self.server.psql(&self.database, sql)?.trim().to_owned())
    }

    /// An officer more, whose login ends in this: invited, joined, confirmed. `between` comes before
    /// their first session.
    pub async fn officer(
        &self,
        login: &str,
        between: impl FnOnce(&str) -> Result<()>,
    ) -> Result<Desk> {
        let role = RoleView {
            role: Role::Officer,
            department: None,
        };
        let who = Invitee {
            name: login.to_owned(),
            email: String::new(),
            roles: vec![role],
            login: Some(login.to_owned()),
        };
        let invited = self.first.invite(who).await?;
        let folder = self.folder.path().join(format!("{login}.desk"));
        let joining = Joining::begin(
            &invited.url,
            false,
            &invited.code,
            folder.clone(),
            PASSPHRASE,
            cheap(),
        )
        .await?;
        let fingerprint = joining.finish_unchecked().await?;
        self.first.confirm(&invited.login, &fingerprint).await?;
        between(&invited.login)?;
        Ok(Desk::open(Place::folder(folder), PASSPHRASE).await?)
    }

    /// Opens this many cases by phone, from two connections at once, and gives their ids.
    pub async fn cases(&self, count: usize, seed: u64) -> Result<Vec<Uuid>> {
        let half = count / 2;
        let (one, other) = tokio::join!(
            tokio::spawn(opened(self.first.clone(), half, 2 * seed)),
            tokio::spawn(opened(self.first.clone(), count - half, 2 * seed + 1)),
        );
        let mut ids = one??;
        ids.extend(other??);
        Ok(ids)
    }
}

/// Opens this many cases by phone, of the last two months, and gives their ids.
pub async fn opened(desk: Desk, count: usize, seed: u64) -> Result<Vec<Uuid>> {
    let mut ids = Vec::with_capacity(count);
    let mut calls = calls(seed).take(count).zip(0..).map(new);
    loop {
        let some: Vec<NewCase> = calls.by_ref().take(TOGETHER).collect();
        if some.is_empty() {
            return Ok(ids);
        }
        ids.extend(desk.cases_new(some).await?.iter().map(|done| done.case));
    }
}

fn new((call, n): (Call, i64)) -> NewCase {
    // A prime, so that they come in no order.
    let ago = TimeDelta::minutes(1 + n * 7_919 % (60 * 24 * 60));
    NewCase {
        channel: Channel::Phone,
        received_at: Some(Utc::now() - ago),
        subject: call.subject,
        text: call.text,
        kinds: Vec::new(),
        name: call.name,
        address: call.address,
        detail: String::new(),
    }
}
