//! A team's database with a login for each role, and rows of each login's own in every table.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection, Row};
use store::team::policy::{Act, Role, Rows, TABLES, Table};
use testbed::Postgres;

pub const PASSWORD: &str = "a password of a test";

/// Whose a row is: one's own, or of what is one's to keep; or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    Own,
    Foreign,
}

pub struct Team {
    pub database: String,
    /// The superuser's.
    pub url: String,
    /// As the server's superuser.
    pub root: PgConnection,
    /// Each role's login, who is a person and that one thing more.
    pub logins: BTreeMap<Role, PgConnection>,
    columns: BTreeMap<String, Vec<Column>>,
    keys: BTreeMap<String, Vec<String>>,
    number: AtomicU32,
}

struct Column {
    name: String,
    kind: String,
}

/// A person's id, by their role.
pub fn person(role: Role) -> String {
    format!("00000000-0000-0000-0000-00000000000{}", role as u8 + 1)
}

/// A scope that one person alone holds.
pub fn scope(role: Role) -> String {
    format!("00000000-0000-0000-0000-0000000000a{}", role as u8 + 1)
}

const NOBODY: &str = "00000000-0000-0000-0000-0000000000ff";

impl Team {
    pub async fn new() -> Self {
        let server = Postgres::shared().expect("PostgreSQL");
        let url = server.fresh_database().expect("database");
        let database = url.rsplit('/').next().expect("name").to_owned();
        let store = store::team::init(&url, false).await.expect("team");
        store.close().await;
        let options = PgConnectOptions::from_str(&url).expect("url");
        let mut root = options.connect().await.expect("superuser");
        let columns = columns(&mut root).await;
        let keys = keys(&mut root).await;
        let mut team = Self {
            database,
            url: url.clone(),
            root,
            logins: BTreeMap::new(),
            columns,
            keys,
            number: AtomicU32::new(1),
        };
        team.as_root(&format!(
            "insert into desk.scope (id, kind, created_at) values ('{NOBODY}', 'complaints', now());
             insert into desk.audit_head (log, size, frontier, root)
             values (gen_random_uuid(), 0, int8send(0), sha256(''))"
        ))
        .await;
        for role in Role::ALL {
            team.add_login(role, &url).await;
        }
        team
    }

    /// The quoted name of a role's group.
    pub fn group(&self, role: Role) -> String {
        format!("\"{}_{}\"", self.database, role.word())
    }

    async fn add_login(&mut self, role: Role, url: &str) {
        let login = format!("{}.{}", self.database, role.word());
        let groups = format!("{}, {}", self.group(Role::Person), self.group(role));
        self.as_root(&format!(
            "create role \"{login}\" login password '{PASSWORD}' in role {groups}"
        ))
        .await;
        let id = person(role);
        self.as_root(&format!(
            "insert into desk.person (id, login, public_key, verify_key, state, created_at, sealed)
             values ('{id}', '{login}', '', '', 'active', now(), '');
             insert into desk.scope (id, kind, created_at) values ('{0}', 'people', now());
             insert into desk.scope_member (scope, generation, person, wrapped, search_wrapped)
             values ('{0}', 1, '{id}', '', '')",
            scope(role)
        ))
        .await;
        let options = PgConnectOptions::from_str(url).expect("url");
        let options = options.username(&login).password(PASSWORD);
        let connection = options.connect().await.expect("login");
        self.logins.insert(role, connection);
    }

    /// Runs statements as the superuser, past keys and triggers.
    pub async fn as_root(&mut self, sql: &str) {
        let sql = format!("set session_replication_role = replica; {sql}");
        let done = self.root.execute(AssertSqlSafe(sql)).await;
        done.unwrap_or_else(|e| panic!("{e}"));
    }

    /// The columns of a row that nobody has yet, with their values as SQL writes them.
    fn fresh(&self, table: &Table, role: Role, whose: Whose) -> Vec<(String, String)> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let columns = &self.columns[table.name];
        columns
            .iter()
            .map(|column| {
                let value = match (column.name.as_str(), whose) {
                    ("person" | "signer" | "owner", Whose::Own) => format!("'{}'", person(role)),
                    ("person" | "signer", Whose::Foreign) => format!("'{NOBODY}'"),
                    ("scope", Whose::Own) => format!("'{}'", scope(role)),
                    ("scope", Whose::Foreign) => format!("'{NOBODY}'"),
                    // Anybody asks; what is said then is another test's.
                    ("state", _) => "'waiting'".to_owned(),
                    // What an administrator may make somebody, and what an officer alone may.
                    ("role", Whose::Own) => "'staff'".to_owned(),
                    ("role", Whose::Foreign) => "'officer'".to_owned(),
                    _ => value(&column.kind, number),
                };
                (column.name.clone(), value)
            })
            .collect()
    }

    /// Whether a role's login may do this to a row of its own, or of somebody else.
    pub async fn may(&mut self, table: &Table, role: Role, act: Act, whose: Whose) -> bool {
        let name = table.name;
        let own = self.fresh(table, role, Whose::Own);
        let foreign = self.fresh(table, role, Whose::Foreign);
        let row = if whose == Whose::Own { &own } else { &foreign };
        let key: Vec<String> = row
            .iter()
            .filter(|(column, _)| self.keys[name].contains(column))
            .map(|(column, value)| format!("{column} = {value}"))
            .collect();
        if act != Act::Insert {
            for row in [&own, &foreign] {
                // Where the key is the person alone, there is one row of them already.
                self.as_root(&format!("{} on conflict do nothing", insert(name, row)))
                    .await;
            }
        }
        // Without a condition, so that the policy of the act alone decides, and not also what may be
        // read.
        let sql = match act {
            Act::Select => format!("select from desk.{name} where {}", key.join(" and ")),
            Act::Insert => insert(name, row),
            Act::Update => {
                let keys = &self.keys[name];
                let plain = row.iter().rfind(|(column, _)| !keys.contains(column));
                let (column, value) = plain.unwrap_or(&row[row.len() - 1]);
                format!("update desk.{name} set {column} = {value}")
            }
            Act::Delete => format!("delete from desk.{name}"),
        };
        let all = self.count(name).await;
        let login = self.logins.get_mut(&role).expect("login");
        login.execute("begin").await.expect("begin");
        let done = login.execute(AssertSqlSafe(sql.clone())).await;
        login.execute("rollback").await.expect("rollback");
        let rows = match done {
            Ok(done) => done.rows_affected(),
            Err(error) => {
                let code = error.as_database_error().and_then(|e| e.code());
                match code.as_deref() {
                    Some("42501") => 0,
                    // It was let through, and the row alone is impossible.
                    Some("23503" | "23505") => all,
                    _ => panic!("{sql}: {error}"),
                }
            }
        };
        match (act, whose) {
            (Act::Update | Act::Delete, Whose::Foreign) => rows == all,
            _ => rows > 0,
        }
    }

    async fn count(&mut self, table: &str) -> u64 {
        let sql = AssertSqlSafe(format!("select count(*) from desk.{table}"));
        let row = self.root.fetch_one(sql).await.expect("count");
        row.get::<i64, _>(0).unsigned_abs()
    }
}

fn insert(table: &str, row: &[(String, String)]) -> String {
    let names: Vec<&str> = row.iter().map(|(name, _)| name.as_str()).collect();
    let values: Vec<&str> = row.iter().map(|(_, value)| value.as_str()).collect();
    let (names, values) = (names.join(", "), values.join(", "));
    format!("insert into desk.{table} ({names}) values ({values})")
}

/// Whether the rules allow it.
pub fn allowed(table: &Table, role: Role, act: Act, whose: Whose) -> bool {
    table.rules.iter().any(|rule| {
        (rule.role == Role::Person || rule.role == role)
            && rule.acts.contains(&act)
            && (rule.rows == Rows::All || whose == Whose::Own)
    })
}

/// Every table, role, act and owner that this holds for, and what the server and the rules say.
pub async fn differences(
    team: &mut Team,
    tables: impl Fn(&Table) -> bool,
    acts: &[Act],
) -> Vec<String> {
    let mut found = Vec::new();
    for table in TABLES.iter().filter(|table| tables(table)) {
        for role in Role::ALL {
            for act in acts {
                for whose in [Whose::Own, Whose::Foreign] {
                    let may = team.may(table, role, *act, whose).await;
                    let should = allowed(table, role, *act, whose);
                    if may != should {
                        let (name, role, act) = (table.name, role.word(), act.word());
                        found.push(format!("{name}: {role} {act} {whose:?}: {may}"));
                    }
                }
            }
        }
    }
    found
}

fn value(kind: &str, number: u32) -> String {
    match kind {
        "uuid" => format!("'00000000-0000-0000-0001-{number:012x}'"),
        "text" => format!("'t{number}'"),
        "bigint" | "integer" => number.to_string(),
        "boolean" => "false".to_owned(),
        "timestamp with time zone" => "now()".to_owned(),
        "date" => "current_date".to_owned(),
        "bytea" => format!("'\\x{number:08x}'"),
        "ARRAY" => "'{1}'".to_owned(),
        "xid8" => format!("'{number}'"),
        other => panic!("a column of a type that no test row has: {other}"),
    }
}

async fn columns(root: &mut PgConnection) -> BTreeMap<String, Vec<Column>> {
    let rows = root
        .fetch_all(
            "select table_name::text, column_name::text, data_type::text
             from information_schema.columns where table_schema = 'desk' order by ordinal_position",
        )
        .await
        .expect("columns");
    let mut columns: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for row in rows {
        columns.entry(row.get(0)).or_default().push(Column {
            name: row.get(1),
            kind: row.get(2),
        });
    }
    columns
}

/// The columns that name a row.
async fn keys(root: &mut PgConnection) -> BTreeMap<String, Vec<String>> {
    let rows = root
        .fetch_all(
            "select c.relname::text, a.attname::text from pg_index i
             join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
             join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
             where n.nspname = 'desk' and i.indisprimary",
        )
        .await
        .expect("keys");
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        keys.entry(row.get(0)).or_default().push(row.get(1));
    }
    keys.insert("schema_version".to_owned(), vec!["version".to_owned()]);
    keys
}
