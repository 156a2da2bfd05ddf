//! Statements that are put together as they are needed: the text and its values, one text for
//! both engines. What is pushed as text is the program's own, never what anyone typed.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A value of a statement.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Id(Uuid),
    Ids(Vec<Uuid>),
    Time(DateTime<Utc>),
    Date(chrono::NaiveDate),
    Text(String),
    Number(i64),
    Numbers(Vec<i64>),
}

macro_rules! from {
    ($($of:ty => $value:ident),+ $(,)?) => {$(
        impl From<$of> for Value {
            fn from(value: $of) -> Self {
                Self::$value(value)
            }
        }
    )+};
}
from! {
    Uuid => Id, Vec<Uuid> => Ids, DateTime<Utc> => Time, chrono::NaiveDate => Date, String => Text,
    i64 => Number, Vec<i64> => Numbers,
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

/// A statement as far as it was put together.
#[derive(Debug, Default)]
pub(crate) struct Sql {
    pub text: String,
    pub values: Vec<Value>,
    /// The statement is for PostgreSQL.
    pub server: bool,
}

impl Sql {
    pub fn new(tx: &crate::Tx, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
            server: matches!(tx, crate::Tx::Pg(_)),
        }
    }

    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// A value, in its place.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Ids between brackets, for `in`: there must be one at least.
    pub fn bind_all(&mut self, ids: &[Uuid]) -> &mut Self {
        self.push("(");
        for (at, id) in ids.iter().enumerate() {
            self.push(if at > 0 { ", " } else { "" }).bind(*id);
        }
        self.push(")")
    }
}

/// Runs a statement on the engine it is for: `run!(tx, sql, query_as, fetch_all)`.
macro_rules! run {
    ($tx:expr, $sql:expr, $query:ident, $fetch:ident) => {{
        use $crate::sql::Value;
        let $crate::sql::Sql { text, values, .. } = $sql;
        // The text is the program's own; what anyone typed is among the values.
        let text = sqlx::AssertSqlSafe(text);
        match $tx {
            $crate::Tx::Lite(tx) => {
                let mut query = sqlx::$query(text);
                for value in values {
                    query = match value {
                        Value::Id(id) => query.bind(id),
                        Value::Time(time) => query.bind(time),
                        Value::Date(date) => query.bind(date),
                        Value::Text(text) => query.bind(text),
                        Value::Number(number) => query.bind(number),
                        // SQLite has no arrays.
                        Value::Ids(_) | Value::Numbers(_) => query,
                    };
                }
                query.$fetch(&mut **tx).await?
            }
            $crate::Tx::Pg(tx) => {
                let mut query = sqlx::$query(text);
                for value in values {
                    query = match value {
                        Value::Id(id) => query.bind(id),
                        Value::Ids(ids) => query.bind(ids),
                        Value::Time(time) => query.bind(time),
                        Value::Date(date) => query.bind(date),
                        Value::Text(text) => query.bind(text),
                        Value::Number(number) => query.bind(number),
                        Value::Numbers(numbers) => query.bind(numbers),
                    };
                }
                query.$fetch(&mut **tx).await?
            }
        }
    }};
}
pub(crate) use run;
