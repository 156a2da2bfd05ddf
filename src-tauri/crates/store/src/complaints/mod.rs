//! Cases and what they are made of.

mod conditions;
mod image;
mod list;
mod merged;
mod parts;
#[cfg(test)]
mod plans;
pub mod stats;
mod tasks;
mod templates;
mod views;

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::{Channel, Identity, IdentityMethod, Priority, ReceivedSource, Status};
use domain::retention::Because;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Error, Result, Tx, Word, insert, on};

pub use conditions::{Condition, Group, Onlooker, Stretch, View};
pub use image::Image;
pub use list::{Key, ListedRow, Listing, SortValue, count, ids, list};
pub use merged::*;
pub use parts::*;
pub use tasks::*;
pub use templates::*;
pub use views::*;

/// A case. `kinds` are its asks' kinds between commas (`,delete,copy,`), for lists; `sealed`
/// holds name and subject, `body` what was said at the counter or on the phone.
#[derive(Debug, Clone, PartialEq, FromRow, Serialize, Deserialize)]
pub struct CaseRow {
    pub id: Uuid,
    pub number: i64,
    pub version: i32,
    pub status: Word<Status>,
    pub status_since: DateTime<Utc>,
    pub channel: Word<Channel>,
    pub history: bool,
    pub quarantined: bool,
    pub received_at: DateTime<Utc>,
    pub received_source: Word<ReceivedSource>,
    pub created_at: DateTime<Utc>,
    pub regime: String,
    pub kinds: String,
    pub kinds_proposed: bool,
    pub priority: Word<Priority>,
    pub assignee: Option<Uuid>,
    pub department: Option<String>,
    pub due_on: Option<NaiveDate>,
    pub snoozed_until: Option<NaiveDate>,
    pub minor: bool,
    pub representative: bool,
    pub identity: Word<Identity>,
    pub identity_method: Option<Word<IdentityMethod>>,
    pub identity_by: Option<Uuid>,
    pub identity_at: Option<DateTime<Utc>>,
    /// The next limit: the earliest of the clocks not met and the officer's own date.
    pub due_at: Option<DateTime<Utc>>,
    /// `due_at`, or the far future: what open lists are sorted by.
    pub due_sort: DateTime<Utc>,
    /// When the clock behind `due_at` began.
    pub clock_started_at: Option<DateTime<Utc>>,
    /// A clock waits for the identity.
    pub clock_waits: bool,
    pub clock_paused: bool,
    pub attachments: i32,
    pub messages: i32,
    pub last_message_at: DateTime<Utc>,
    pub language: Option<String>,
    pub merged_into: Option<Uuid>,
    pub sealed: Vec<u8>,
    pub body: Option<Vec<u8>>,
    /// Since when a legal hold is on it, and who placed it.
    #[serde(default)]
    pub held_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub held_by: Option<Uuid>,
    /// When what it said of people was erased, and why.
    #[serde(default)]
    pub erased_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub erased_because: Option<Word<Because>>,
    /// The nearest limit for telling the requester that it has arrived, while nobody has.
    #[serde(default)]
    pub acknowledge_by: Option<DateTime<Utc>>,
    /// The laws under which something that it asked was handled, between commas.
    #[serde(default)]
    pub handled_under: String,
    /// The case that it was taken out of.
    #[serde(default)]
    pub split_from: Option<Uuid>,
}

/// Adds cases that were just begun, with what they are made of.
pub async fn add(tx: &mut Tx, images: &[Image]) -> Result<()> {
    insert!(tx, "insert into cases (id, number, version, status, status_since, channel, history, quarantined,
         received_at, received_source, created_at, regime, kinds, kinds_proposed, priority, assignee,
         department, due_on, snoozed_until, minor, representative, identity, identity_method, identity_by,
         identity_at, due_at, due_sort, clock_started_at, clock_waits, clock_paused, attachments, messages,
         last_message_at, language, merged_into, acknowledge_by, sealed, body, split_from)", images,
        Image { case: k, .. } => [k.id, k.number, k.version, k.status, k.status_since, k.channel, k.history,
            k.quarantined, k.received_at, k.received_source, k.created_at, &k.regime, &k.kinds,
            k.kinds_proposed, k.priority, k.assignee, &k.department, k.due_on, k.snoozed_until, k.minor,
            k.representative, k.identity, k.identity_method, k.identity_by, k.identity_at, k.due_at,
            k.due_sort, k.clock_started_at, k.clock_waits, k.clock_paused, k.attachments, k.messages,
            k.last_message_at, &k.language, k.merged_into, k.acknowledge_by, &k.sealed, &k.body,
            k.split_from]);
    let asks: Vec<&AskRow> = images.iter().flat_map(|image| &image.asks).collect();
    add_asks(tx, &asks).await?;
    let parties: Vec<&PartyRow> = images.iter().flat_map(|image| &image.parties).collect();
    add_parties(tx, &parties).await?;
    let clocks: Vec<&ClockRow> = images.iter().flat_map(|image| &image.clocks).collect();
    add_clocks(tx, &clocks).await
}

/// A case by its id.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(tx: &mut Tx, id: Uuid) -> Result<CaseRow> {
    on!(tx, c => sqlx::query_as("select * from cases where id = $1").bind(id).fetch_optional(c).await?)
        .ok_or(Error::NotFound("case"))
}

/// Holds a case against other writers until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn lock(tx: &mut Tx, id: Uuid) -> Result<()> {
    match tx {
        // The connection is the only one.
        Tx::Lite(_) => Ok(()),
        Tx::Pg(t) => sqlx::query("select 1 from cases where id = $1 for update")
            .bind(id)
            .fetch_optional(&mut **t)
            .await?
            .map(drop)
            .ok_or(Error::NotFound("case")),
    }
}

/// Holds a case against other writers, if it is not erased; gives whether it is not.
pub async fn lock_live(tx: &mut Tx, id: Uuid) -> Result<bool> {
    let found: Option<i32> = match tx {
        Tx::Lite(t) => {
            sqlx::query_scalar("select 1 from cases where id = $1 and erased_at is null")
                .bind(id)
                .fetch_optional(&mut **t)
                .await?
        }
        Tx::Pg(t) => {
            sqlx::query_scalar("select 1 from cases where id = $1 and erased_at is null for update")
                .bind(id)
                .fetch_optional(&mut **t)
                .await?
        }
    };
    Ok(found.is_some())
}

/// How many cases there are.
pub async fn count_all(tx: &mut Tx) -> Result<i64> {
    Ok(on!(tx, c => sqlx::query_scalar("select count(*) from cases").fetch_one(c).await?))
}

/// Writes everything that may change of a case, if it is still at `k.version`; the row's version
/// then is one higher.
///
/// # Errors
/// [`Error::Conflict`] where somebody else wrote first.
pub async fn save(tx: &mut Tx, k: &CaseRow) -> Result<()> {
    let rows = on!(tx, c => sqlx::query(
        "update cases set version = version + 1, status = $3, status_since = $4, regime = $5, kinds = $6,
         kinds_proposed = $7, priority = $8, assignee = $9, department = $10, due_on = $11,
         snoozed_until = $12, minor = $13, representative = $14, identity = $15, identity_method = $16,
         identity_by = $17, identity_at = $18, due_at = $19, due_sort = $20, clock_started_at = $21,
         clock_waits = $22, clock_paused = $23, attachments = $24, messages = $25, last_message_at = $26,
         sealed = $27, quarantined = $28, history = $29, held_at = $30, held_by = $31, handled_under = $32,
         merged_into = $33, acknowledge_by = $34
         where id = $1 and version = $2")
        .bind(k.id).bind(k.version).bind(k.status).bind(k.status_since).bind(&k.regime).bind(&k.kinds)
        .bind(k.kinds_proposed).bind(k.priority).bind(k.assignee).bind(&k.department).bind(k.due_on)
        .bind(k.snoozed_until).bind(k.minor).bind(k.representative).bind(k.identity)
        .bind(k.identity_method).bind(k.identity_by).bind(k.identity_at).bind(k.due_at).bind(k.due_sort)
        .bind(k.clock_started_at).bind(k.clock_waits).bind(k.clock_paused).bind(k.attachments)
        .bind(k.messages).bind(k.last_message_at).bind(&k.sealed).bind(k.quarantined).bind(k.history)
        .bind(k.held_at).bind(k.held_by).bind(&k.handled_under).bind(k.merged_into).bind(k.acknowledge_by)
        .execute(c).await?.rows_affected());
    if rows == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}
