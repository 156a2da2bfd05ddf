//! Asks, parties, clocks, tags, links and notes of a case.

use chrono::{DateTime, Utc};
use domain::complaints::{AskKind, Outcome, PartyRole};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use crate::sql::{Sql, run};
use crate::{Result, Tx, Word, insert, on};

/// One thing asked for. `sealed` holds reason, complaint route, recipients to tell, and the
/// phrases that made the proposal.
#[derive(Debug, Clone, PartialEq, FromRow, Serialize, Deserialize)]
pub struct AskRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub place: i32,
    pub kind: Option<Word<AskKind>>,
    pub proposed: bool,
    /// When it was asked: what its clocks start from.
    pub received_at: DateTime<Utc>,
    /// It came with old mail: no clock runs.
    pub history: bool,
    pub outcome: Option<Word<Outcome>>,
    pub ground: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<Uuid>,
    /// When the requester was told that it has arrived.
    #[serde(default)]
    pub acknowledged_at: Option<DateTime<Utc>>,
    pub sealed: Vec<u8>,
}

/// Somebody the case is about; name, address and detail are sealed.
#[derive(Debug, Clone, PartialEq, FromRow, Serialize, Deserialize)]
pub struct PartyRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub role: Word<PartyRole>,
    pub minor: bool,
    pub address_key: Option<Vec<u8>>,
    pub sealed: Vec<u8>,
}

/// A clock: what is counted with (`input`, JSON: pauses, extension, a letter's limit) under the
/// version of the pack that it is pinned to. `sealed` is the reason of an
/// extension.
#[derive(Debug, Clone, PartialEq, FromRow, Serialize, Deserialize)]
pub struct ClockRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub ask_id: Option<Uuid>,
    pub kind: String,
    pub regime: String,
    pub pack_version: String,
    pub input: String,
    pub due_at: Option<DateTime<Utc>>,
    pub met_at: Option<DateTime<Utc>>,
    pub sealed: Option<Vec<u8>>,
}

/// An internal note.
#[derive(Debug, Clone, FromRow)]
pub struct NoteRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub author: Uuid,
    pub at: DateTime<Utc>,
    pub sealed: Vec<u8>,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

/// A case that another is tied to, or may be.
#[derive(Debug, Clone, FromRow)]
pub struct LinkRow {
    pub case_id: Uuid,
    pub linked: bool,
}

/// The asks of a case, in their order.
pub async fn asks(tx: &mut Tx, case: Uuid) -> Result<Vec<AskRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from ask where case_id = $1 order by place")
        .bind(case).fetch_all(c).await?),
    )
}

/// Makes the asks of a case these.
pub async fn set_asks(tx: &mut Tx, case: Uuid, asks: &[AskRow]) -> Result<()> {
    on!(&mut *tx, c => sqlx::query("delete from ask where case_id = $1").bind(case).execute(c).await.map(drop)?);
    add_asks(tx, &asks.iter().collect::<Vec<_>>()).await
}

/// Adds asks.
pub async fn add_asks(tx: &mut Tx, asks: &[&AskRow]) -> Result<()> {
    insert!(tx, "insert into ask (id, case_id, place, kind, proposed, received_at, history, outcome, ground,
         decided_at, decided_by, acknowledged_at, sealed)", asks,
        a => [a.id, a.case_id, a.place, a.kind, a.proposed, a.received_at, a.history, a.outcome, &a.ground,
            a.decided_at, a.decided_by, a.acknowledged_at, &a.sealed]);
    Ok(())
}

/// The parties of a case.
pub async fn parties(tx: &mut Tx, case: Uuid) -> Result<Vec<PartyRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from party where case_id = $1 order by id")
        .bind(case).fetch_all(c).await?),
    )
}

/// The parties of several cases.
pub async fn parties_of(tx: &mut Tx, cases: &[Uuid]) -> Result<Vec<PartyRow>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(tx, "select * from party where case_id in ");
    sql.bind_all(cases).push(" order by id");
    Ok(run!(tx, sql, query_as, fetch_all))
}

/// Makes the parties of a case these.
pub async fn set_parties(tx: &mut Tx, case: Uuid, parties: &[PartyRow]) -> Result<()> {
    on!(&mut *tx, c => sqlx::query("delete from party where case_id = $1").bind(case).execute(c).await.map(drop)?);
    add_parties(tx, &parties.iter().collect::<Vec<_>>()).await
}

/// Adds parties.
pub async fn add_parties(tx: &mut Tx, parties: &[&PartyRow]) -> Result<()> {
    insert!(tx, "insert into party (id, case_id, role, minor, address_key, sealed)", parties,
        p => [p.id, p.case_id, p.role, p.minor, &p.address_key, &p.sealed]);
    Ok(())
}

/// The clocks of a case, in the order in which they were started.
pub async fn clocks(tx: &mut Tx, case: Uuid) -> Result<Vec<ClockRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from clock where case_id = $1 order by id")
        .bind(case).fetch_all(c).await?),
    )
}

/// Makes the clocks of a case these.
pub async fn set_clocks(tx: &mut Tx, case: Uuid, clocks: &[ClockRow]) -> Result<()> {
    on!(&mut *tx, c => sqlx::query("delete from clock where case_id = $1").bind(case).execute(c).await.map(drop)?);
    add_clocks(tx, &clocks.iter().collect::<Vec<_>>()).await
}

/// Adds clocks.
pub async fn add_clocks(tx: &mut Tx, clocks: &[&ClockRow]) -> Result<()> {
    insert!(tx, "insert into clock (id, case_id, ask_id, kind, regime, pack_version, input, due_at,
         met_at, sealed)", clocks,
        k => [k.id, k.case_id, k.ask_id, &k.kind, &k.regime, &k.pack_version, &k.input, k.due_at,
            k.met_at, &k.sealed]);
    Ok(())
}

/// The tags of a case.
pub async fn tags(tx: &mut Tx, case: Uuid) -> Result<Vec<String>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select tag from case_tag where case_id = $1 order by tag")
        .bind(case).fetch_all(c).await?),
    )
}

/// Makes the tags of a case these.
pub async fn set_tags(tx: &mut Tx, case: Uuid, tags: &[String]) -> Result<()> {
    on!(tx, c => sqlx::query("delete from case_tag where case_id = $1").bind(case).execute(c).await.map(drop)?);
    for tag in tags {
        on!(tx, c => sqlx::query("insert into case_tag (case_id, tag) values ($1, $2) on conflict do nothing")
            .bind(case).bind(tag).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// The cases that are linked to this one, and (not linked) those with a party of the same address.
pub async fn links(tx: &mut Tx, case: Uuid) -> Result<Vec<LinkRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select other as case_id, true as linked from case_link where case_id = $1
         union all
         select distinct p.case_id, false as linked from party mine
         join party p on p.address_key = mine.address_key and p.case_id <> mine.case_id
         where mine.case_id = $1
           and not exists (select 1 from case_link l where l.case_id = $1 and l.other = p.case_id)
           and not exists (select 1 from case_distinct d where d.case_id = $1 and d.other = p.case_id)
         limit 50")
        .bind(case).fetch_all(c).await?))
}

/// The cases that are linked to this one.
pub async fn linked(tx: &mut Tx, case: Uuid) -> Result<Vec<Uuid>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select other from case_link where case_id = $1 order by other")
        .bind(case).fetch_all(c).await?),
    )
}

/// Ties two cases, both ways, or parts them.
pub async fn set_link(tx: &mut Tx, one: Uuid, other: Uuid, linked: bool) -> Result<()> {
    for (a, b) in [(one, other), (other, one)] {
        if linked {
            on!(tx, c => sqlx::query(
                "insert into case_link (case_id, other) values ($1, $2) on conflict do nothing")
                .bind(a).bind(b).execute(c).await.map(drop)?);
        } else {
            on!(tx, c => sqlx::query("delete from case_link where case_id = $1 and other = $2")
                .bind(a).bind(b).execute(c).await.map(drop)?);
        }
    }
    Ok(())
}

/// The notes of a case with their data keys' wraps, oldest first.
pub async fn notes(tx: &mut Tx, case: Uuid, scope: Uuid) -> Result<Vec<NoteRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select n.*, d.wrapped, d.generation from note n
         join data_key d on d.object = n.id and d.scope = $2
         where n.case_id = $1 order by n.at, n.id")
        .bind(case).bind(scope).fetch_all(c).await?))
}

/// Whom the notes of a case mention: note and person.
pub async fn mentions(tx: &mut Tx, case: Uuid) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select x.note, x.person from note_mention x join note n on n.id = x.note
         where n.case_id = $1 order by x.note, x.person")
        .bind(case).fetch_all(c).await?))
}

/// How many notes mention a person in cases that they have not seen since.
pub async fn unread_mentions(tx: &mut Tx, person: Uuid) -> Result<i64> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select count(*) from note_mention x join note n on n.id = x.note
         left join case_seen s on s.case_id = n.case_id and s.person = x.person
         where x.person = $1 and (s.seen_at is null or s.seen_at < n.at)")
        .bind(person).fetch_one(c).await?))
}

/// Adds a note, and whom it mentions.
pub async fn add_note(tx: &mut Tx, n: &NoteRow, mentions: &[Uuid]) -> Result<()> {
    on!(tx, c => sqlx::query("insert into note (id, case_id, author, at, sealed) values ($1, $2, $3, $4, $5)")
        .bind(n.id).bind(n.case_id).bind(n.author).bind(n.at).bind(&n.sealed)
        .execute(c).await.map(drop)?);
    insert!(tx, "insert into note_mention (note, person)", mentions, person => [n.id, *person]);
    Ok(())
}

/// The sealed text of a note.
pub async fn note(tx: &mut Tx, id: Uuid) -> Result<Option<Vec<u8>>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select sealed from note where id = $1").bind(id).fetch_optional(c).await?),
    )
}
