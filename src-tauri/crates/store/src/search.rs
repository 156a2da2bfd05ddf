//! The index over keyed tokens: FTS5 in the encrypted file, GIN on PostgreSQL. It gives
//! candidates; whoever holds the keys opens and checks them.

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::sql::{Sql, run};
use crate::{Result, Tx, insert, on, workspace};

/// What was indexed: a message, a note, or a case itself (`object`), with the case it is part of.
#[derive(Debug, Clone, FromRow)]
pub struct DocRow {
    pub object: Uuid,
    pub case_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// A token as FTS5 sees it: hexadecimal, so that its tokenizer leaves it whole.
fn word(token: i64) -> String {
    HEXLOWER.encode(&token.to_be_bytes())
}

/// Indexes documents with the set of tokens of each.
pub async fn add(tx: &mut Tx, docs: &[(DocRow, Vec<i64>)]) -> Result<()> {
    if docs.is_empty() {
        return Ok(());
    }
    let first = workspace::take(tx, "doc", i64::try_from(docs.len()).unwrap_or(i64::MAX)).await?;
    let rows: Vec<(i64, &DocRow, &[i64])> = (first..)
        .zip(docs)
        .map(|(doc, (row, tokens))| (doc, row, tokens.as_slice()))
        .collect();
    insert!(tx, "insert into search_doc (doc, object, case_id, at)", &rows,
        (doc, row, _) => [*doc, row.object, row.case_id, row.at]);
    match tx {
        Tx::Lite(t) => {
            // In one statement: FTS5 writes out what it has gathered at the end of each.
            sqlx::query(
                "insert into search_index (rowid, terms)
                 select $1 + key, value from json_each($2)",
            )
            .bind(first)
            .bind(json(docs))
            .execute(&mut **t)
            .await?;
        }
        Tx::Pg(t) => {
            for piece in crate::rows::pieces(&rows) {
                let mut query = QueryBuilder::new("insert into search_token (doc, tokens) ");
                query.push_values(piece, |mut values, (doc, _, tokens)| {
                    values.push_bind(*doc).push_bind(*tokens);
                });
                query.build().execute(&mut **t).await?;
            }
        }
    }
    Ok(())
}

/// The words of documents as an array of JSON. Digits and spaces need no escape.
fn json(docs: &[(DocRow, Vec<i64>)]) -> String {
    let words: usize = docs.iter().map(|(_, tokens)| tokens.len()).sum();
    let mut json = String::with_capacity(17 * words + 3 * docs.len() + 2);
    for (_, tokens) in docs {
        json.push_str(if json.is_empty() { "[\"" } else { ",\"" });
        for token in tokens {
            HEXLOWER.encode_append(&token.to_be_bytes(), &mut json);
            json.push(' ');
        }
        json.push('"');
    }
    json.push(']');
    json
}

/// Indexes an object anew: what was indexed of it before is found no more.
pub async fn replace(tx: &mut Tx, doc: DocRow, tokens: Vec<i64>) -> Result<()> {
    forget(tx, doc.object).await?;
    add(tx, &[(doc, tokens)]).await
}

/// Finds an object no more.
pub async fn forget(tx: &mut Tx, object: Uuid) -> Result<()> {
    let old: Vec<i64> = on!(&mut *tx, c => sqlx::query_scalar("select doc from search_doc where object = $1")
        .bind(object).fetch_all(c).await?);
    for old in old {
        // On PostgreSQL the tokens go with their document.
        if let Tx::Lite(t) = &mut *tx {
            sqlx::query("delete from search_index where rowid = $1")
                .bind(old)
                .execute(&mut **t)
                .await?;
        }
        on!(&mut *tx, c => sqlx::query("delete from search_doc where doc = $1")
            .bind(old).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// What a candidate must have: every one of `all`, and one of `any` unless that is empty.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub all: Vec<i64>,
    pub any: Vec<i64>,
}

impl Wanted {
    /// The expression for FTS5.
    fn expression(&self) -> String {
        let mut parts: Vec<String> = self.all.iter().map(|t| word(*t)).collect();
        if !self.any.is_empty() {
            let any: Vec<String> = self.any.iter().map(|t| word(*t)).collect();
            parts.push(format!("({})", any.join(" OR ")));
        }
        parts.join(" AND ")
    }

    /// The arrays that PostgreSQL compares with, and how. An empty array, which every document has, and
    /// an `or` would keep it from asking the index.
    fn arrays(&self) -> impl Iterator<Item = (&'static str, &Vec<i64>)> {
        [("@>", &self.all), ("&&", &self.any)]
            .into_iter()
            .filter(|(_, tokens)| !tokens.is_empty())
    }
}

/// Candidates are counted up to here.
pub const COUNTED: i64 = 1_000;

/// In the file, of a word that more documents have than these the cases are met sooner by opening one
/// after the other: to read what the index has of a word costs about a microsecond for each document,
/// and so does asking it about one of them.
const FEW_HERE: i64 = 20_000;

/// What the index gives.
#[derive(Debug, Clone)]
pub struct Candidates {
    wanted: Wanted,
    /// How many cases have a document with the wanted tokens, counted up to [`COUNTED`].
    pub count: i64,
    found: Found,
}

#[derive(Debug, Clone)]
enum Found {
    /// These cases.
    Cases(Vec<Uuid>),
    /// Few enough to read them all from the index, and to fetch them.
    Few,
    /// Few enough to read them all, and to go through the cases until enough are among them.
    Some,
    /// Many: the newest are met soon, from the newest case on. In the file every case is a candidate.
    Many,
}

/// Asks the index for the wanted tokens.
pub async fn look(tx: &mut Tx, wanted: Wanted) -> Result<Candidates> {
    let (count, found) = match tx {
        Tx::Pg(t) => look_there(t, &wanted).await?,
        Tx::Lite(t) => {
            let (docs, count): (i64, i64) = sqlx::query_as(
                "select
                   (select count(*) from (select 1 from search_index where search_index match $1 limit $2)),
                   (select count(*) from (select distinct d.case_id from search_index i
                      join search_doc d on d.doc = i.rowid
                      where search_index match $1 and d.case_id is not null limit $3))",
            )
            .bind(wanted.expression())
            .bind(FEW_HERE + 1)
            .bind(COUNTED)
            .fetch_one(&mut **t)
            .await?;
            let found = if docs <= COUNTED {
                Found::Few
            } else if docs <= FEW_HERE {
                Found::Some
            } else {
                Found::Many
            };
            (count, found)
        }
    };
    Ok(Candidates {
        wanted,
        count,
        found,
    })
}

async fn look_there(t: &mut sqlx::PgTransaction<'static>, wanted: &Wanted) -> Result<(i64, Found)> {
    // How often a token is there the planner guesses, and for one it does not know far too high: it
    // would rather read everything.
    sqlx::query("set local enable_seqscan = off")
        .execute(&mut **t)
        .await?;
    let mut query = QueryBuilder::new("select i.doc from search_token i where i.doc is not null");
    for (operator, tokens) in wanted.arrays() {
        query.push(format!(" and i.tokens {operator} "));
        query.push_bind(tokens.clone());
    }
    query.push(" limit ").push_bind(COUNTED + 1);
    let docs: Vec<i64> = query.build_query_scalar().fetch_all(&mut **t).await?;
    sqlx::query("set local enable_seqscan = on")
        .execute(&mut **t)
        .await?;
    if docs.len() as i64 > COUNTED {
        return Ok((COUNTED, Found::Many));
    }
    let cases: Vec<Uuid> = sqlx::query_scalar(
        "select distinct case_id from search_doc where doc = any($1) and case_id is not null",
    )
    .bind(&docs)
    .fetch_all(&mut **t)
    .await?;
    Ok((cases.len() as i64, Found::Cases(cases)))
}

impl Candidates {
    /// Whether they are fetched, and not met in the list's order.
    pub(crate) const fn are_few(&self) -> bool {
        matches!(self.found, Found::Few | Found::Cases(_))
    }

    /// Adds the condition that the case `k` is one of them.
    pub(crate) fn narrow(&self, sql: &mut Sql) {
        match &self.found {
            Found::Cases(cases) => {
                sql.push("k.id = any(").bind(cases.clone()).push(")");
            }
            Found::Few | Found::Some => {
                // The plus keeps the planner from fetching them all.
                let by_order = matches!(self.found, Found::Some);
                sql.push(if by_order { "+" } else { "" }).push(
                    "k.id in (select d.case_id from search_index i join search_doc d on d.doc = i.rowid
                     where i.search_index match ",
                )
                .bind(self.wanted.expression())
                .push(")");
            }
            // Whoever opens them sees what they say.
            Found::Many if !sql.server => {
                sql.push("k.id is not null");
            }
            Found::Many => {
                sql.push(
                    "exists (select 1 from search_doc d join search_token i on i.doc = d.doc
                     where d.case_id = k.id",
                );
                for (operator, tokens) in self.wanted.arrays() {
                    sql.push(&format!(" and i.tokens {operator} "))
                        .bind(tokens.clone());
                }
                // Keeps the planner from looking for all of them first.
                sql.push(" offset 0)");
            }
        }
    }
}

/// The documents of cases, of each in the order in which they were indexed.
pub async fn docs_of(tx: &mut Tx, cases: &[Uuid]) -> Result<Vec<DocRow>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        tx,
        "select object, case_id, at from search_doc where case_id in ",
    );
    sql.bind_all(cases).push(" order by doc");
    Ok(run!(tx, sql, query_as, fetch_all))
}

/// Documents in the order of their numbers, after one.
pub async fn all(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<(i64, DocRow)>> {
    let rows: Vec<(i64, Uuid, Option<Uuid>, DateTime<Utc>)> = on!(tx, c => sqlx::query_as(
        "select doc, object, case_id, at from search_doc where doc > $1 order by doc limit $2")
        .bind(after).bind(limit).fetch_all(c).await?);
    let row = |(doc, object, case_id, at)| {
        (
            doc,
            DocRow {
                object,
                case_id,
                at,
            },
        )
    };
    Ok(rows.into_iter().map(row).collect())
}

/// The documents of a case.
pub async fn docs(tx: &mut Tx, case: Uuid) -> Result<Vec<DocRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select object, case_id, at from search_doc where case_id = $1 order by doc")
        .bind(case).fetch_all(c).await?),
    )
}

/// Gives an object's document to a case.
pub async fn set_case(tx: &mut Tx, object: Uuid, case: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query("update search_doc set case_id = $2 where object = $1")
        .bind(object).bind(case).execute(c).await.map(drop)?);
    Ok(())
}
