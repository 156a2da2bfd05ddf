//! Everything of a workspace, from one engine to the other: table by table, counted and hashed on
//! both sides. The index over tokens is each engine's own, and is made anew by who holds the keys.

use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::leaf_hash;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, QueryBuilder, Row};
use uuid::Uuid;

use super::policy::{TABLES, Table};
use crate::{Result, Store, Tx};

/// What is not moved: the engines' own, and what a desktop does at the moment.
const STAYS: &[&str] = &[
    "schema_version",
    "search_doc",
    "search_token",
    "unnamed",
    "lease",
    "presence",
    "seen_before",
];

/// Columns that point into their own table, at rows that may come later.
const LATER: &[(&str, &str, &str)] = &[
    ("department", "name", "parent"),
    ("cases", "id", "merged_into"),
    ("cases", "id", "split_from"),
    ("message", "id", "duplicate_of"),
    ("message", "id", "answers"),
];

/// Rows of a statement. A row may hold a piece of a raw message.
const ROWS: usize = 32;

/// A table's rows: how many, and a sum over their hashes, whatever their order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Sum {
    pub table: &'static str,
    pub rows: u64,
    /// Hexadecimal.
    pub hash: String,
}

/// The tables that are moved, in an order in which each finds what it refers to.
pub struct Shapes(Vec<Shape>);

/// A table and the types of its columns.
struct Shape {
    table: &'static str,
    columns: Vec<(String, Kind)>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Id,
    Text,
    Number,
    Long,
    Truth,
    Time,
    Day,
    Bytes,
}

#[derive(Debug, Clone)]
enum Value {
    Id(Option<Uuid>),
    Text(Option<String>),
    Number(Option<i32>),
    Long(Option<i64>),
    Truth(Option<bool>),
    Time(Option<DateTime<Utc>>),
    Day(Option<NaiveDate>),
    Bytes(Option<Vec<u8>>),
}

impl Value {
    /// The same bytes on both engines.
    fn hashed(&self, to: &mut Vec<u8>) {
        let bytes = match self {
            Self::Id(v) => v.map(|v| v.as_bytes().to_vec()),
            Self::Text(v) => v.as_ref().map(|v| v.clone().into_bytes()),
            Self::Number(v) => v.map(|v| v.to_be_bytes().to_vec()),
            Self::Long(v) => v.map(|v| v.to_be_bytes().to_vec()),
            Self::Truth(v) => v.map(|v| vec![u8::from(v)]),
            Self::Time(v) => v.map(|v| v.timestamp_micros().to_be_bytes().to_vec()),
            Self::Day(v) => v.map(|v| v.to_string().into_bytes()),
            Self::Bytes(v) => v.clone(),
        };
        match bytes {
            None => to.push(0),
            Some(bytes) => {
                to.push(1);
                to.extend((bytes.len() as u64).to_be_bytes());
                to.extend(bytes);
            }
        }
    }
}

macro_rules! values {
    ($row:expr, $shape:expr) => {{
        let mut values = Vec::with_capacity($shape.columns.len());
        for (at, (_, kind)) in $shape.columns.iter().enumerate() {
            values.push(match kind {
                Kind::Id => Value::Id($row.try_get(at)?),
                Kind::Text => Value::Text($row.try_get(at)?),
                Kind::Number => Value::Number($row.try_get(at)?),
                Kind::Long => Value::Long($row.try_get(at)?),
                Kind::Truth => Value::Truth($row.try_get(at)?),
                Kind::Time => Value::Time($row.try_get(at)?),
                Kind::Day => Value::Day($row.try_get(at)?),
                Kind::Bytes => Value::Bytes($row.try_get(at)?),
            });
        }
        values
    }};
}

macro_rules! push {
    ($to:expr, $value:expr) => {
        match $value {
            Value::Id(v) => $to.push_bind(v),
            Value::Text(v) => $to.push_bind(v),
            Value::Number(v) => $to.push_bind(v),
            Value::Long(v) => $to.push_bind(v),
            Value::Truth(v) => $to.push_bind(v),
            Value::Time(v) => $to.push_bind(v),
            Value::Day(v) => $to.push_bind(v),
            Value::Bytes(v) => $to.push_bind(v),
        }
    };
}

/// Copies everything, and gives what each table had.
pub async fn copy(shapes: &Shapes, from: &mut Tx, to: &mut Tx) -> Result<Vec<Sum>> {
    // A server hears nothing while a whole file is hashed.
    for tx in [&mut *from, &mut *to] {
        if let Tx::Pg(t) = tx {
            sqlx::query("set local idle_in_transaction_session_timeout = 0")
                .execute(&mut **t)
                .await?;
        }
    }
    let mut sums = Vec::new();
    for shape in &shapes.0 {
        sums.push(read(shape, from, Some(&mut *to)).await?);
        for (_, key, column) in LATER.iter().filter(|(table, ..)| *table == shape.table) {
            point(shape, key, column, from, to).await?;
        }
    }
    Ok(sums)
}

/// What each table has.
pub async fn sums(shapes: &Shapes, of: &mut Tx) -> Result<Vec<Sum>> {
    let mut sums = Vec::new();
    for shape in &shapes.0 {
        sums.push(read(shape, of, None).await?);
    }
    Ok(sums)
}

impl Shapes {
    /// As the schema of a file has them: it says of a column what both engines mean.
    pub async fn of(file: &Store) -> Result<Self> {
        let all = file.columns().await?;
        let moved = TABLES.iter().filter(|table| !STAYS.contains(&table.name));
        let shape = |table: &Table| Shape {
            table: table.name,
            columns: all
                .iter()
                .filter(|(of, ..)| of == table.name)
                .map(|(_, column, kind)| (column.clone(), kind_of(kind)))
                .collect(),
        };
        Ok(Self(moved.map(shape).collect()))
    }
}

fn kind_of(declared: &str) -> Kind {
    match declared {
        "uuid" => Kind::Id,
        "integer" => Kind::Number,
        "bigint" => Kind::Long,
        "boolean" => Kind::Truth,
        "timestamptz" => Kind::Time,
        "date" => Kind::Day,
        "bytea" => Kind::Bytes,
        _ => Kind::Text,
    }
}

impl Shape {
    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }

    fn is_later(&self, column: usize) -> bool {
        let name = &self.columns[column].0;
        LATER
            .iter()
            .any(|(table, _, later)| *table == self.table && later == name)
    }
}

/// Reads a table through, and writes it where that is asked for.
async fn read(shape: &Shape, from: &mut Tx, mut to: Option<&mut Tx>) -> Result<Sum> {
    let sql = format!("select {} from {}", shape.names(), shape.table);
    let mut sum = [0_u64; 4];
    let mut rows = 0;
    let mut piece = Vec::with_capacity(ROWS);
    macro_rules! each {
        ($tx:expr) => {{
            let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(&mut **$tx);
            while let Some(row) = found.try_next().await? {
                let values = values!(row, shape);
                add(&mut sum, &values);
                rows += 1;
                piece.push(values);
                if piece.len() == ROWS {
                    write(shape, std::mem::take(&mut piece), to.as_deref_mut()).await?;
                }
            }
        }};
    }
    match from {
        Tx::Lite(tx) => each!(tx),
        Tx::Pg(tx) => each!(tx),
    }
    write(shape, piece, to).await?;
    Ok(Sum {
        table: shape.table,
        rows,
        hash: sum.iter().map(|part| format!("{part:016x}")).collect(),
    })
}

/// Adds a row's hash: the order of rows is each engine's own.
fn add(sum: &mut [u64; 4], values: &[Value]) {
    let mut bytes = Vec::new();
    for value in values {
        value.hashed(&mut bytes);
    }
    let hash = leaf_hash(&bytes);
    for (part, eight) in sum.iter_mut().zip(hash.as_chunks::<8>().0) {
        *part = part.wrapping_add(u64::from_be_bytes(*eight));
    }
}

async fn write(shape: &Shape, rows: Vec<Vec<Value>>, to: Option<&mut Tx>) -> Result<()> {
    let Some(to) = to.filter(|_| !rows.is_empty()) else {
        return Ok(());
    };
    let into = format!("insert into {} ({}) ", shape.table, shape.names());
    macro_rules! insert {
        ($tx:expr) => {{
            let mut query = QueryBuilder::new(into);
            query.push_values(rows, |mut to, row| {
                for (at, value) in row.into_iter().enumerate() {
                    if shape.is_later(at) {
                        to.push("null");
                    } else {
                        push!(to, value);
                    }
                }
            });
            query.build().execute(&mut **$tx).await?;
        }};
    }
    match to {
        Tx::Lite(tx) => insert!(tx),
        Tx::Pg(tx) => insert!(tx),
    }
    Ok(())
}

/// Sets a column that points into its own table, now that all its rows are there.
async fn point(shape: &Shape, key: &str, column: &str, from: &mut Tx, to: &mut Tx) -> Result<()> {
    let kind = |name: &str| {
        let found = shape.columns.iter().find(|(column, _)| column == name);
        found.map_or(Kind::Id, |(_, kind)| *kind)
    };
    let pair = Shape {
        table: shape.table,
        columns: vec![
            (key.to_owned(), kind(key)),
            (column.to_owned(), kind(column)),
        ],
    };
    let sql = format!(
        "select {key}, {column} from {} where {column} is not null",
        shape.table
    );
    let mut pairs = Vec::new();
    macro_rules! each {
        ($tx:expr) => {
            for row in sqlx::query(AssertSqlSafe(sql))
                .fetch_all(&mut **$tx)
                .await?
            {
                pairs.push(values!(row, pair));
            }
        };
    }
    match from {
        Tx::Lite(tx) => each!(tx),
        Tx::Pg(tx) => each!(tx),
    }
    for pair in pairs {
        let set = format!("update {} set {column} = ", shape.table);
        macro_rules! update {
            ($tx:expr) => {{
                let mut query = QueryBuilder::new(set);
                let mut values = pair.into_iter().rev();
                if let (Some(points), Some(at)) = (values.next(), values.next()) {
                    push!(query, points);
                    query.push(format!(" where {key} = "));
                    push!(query, at);
                    query.build().execute(&mut **$tx).await?;
                }
            }};
        }
        match &mut *to {
            Tx::Lite(tx) => update!(tx),
            Tx::Pg(tx) => update!(tx),
        }
    }
    Ok(())
}
