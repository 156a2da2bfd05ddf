//! What the log was is kept by each client: who rewrites the database, head and all, is found out.

use desk::{Desk, Error};
use domain::audit::{Frontier, Leaf};
use serde_json::{Value, json};

use crate::office::{Engine, Office, PASSPHRASE, mail, psql, runtime};

/// The log as its rows are, for the server's superuser.
struct Log {
    database: String,
    id: uuid::Uuid,
    rows: Vec<Value>,
}

fn bytes(of: &Value) -> Vec<u8> {
    let text = of.as_str().expect("bytea").trim_start_matches("\\x");
    (0..text.len() / 2)
        .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hex"))
        .collect()
}

fn hex(of: &[u8]) -> Value {
    let digits: String = of.iter().map(|byte| format!("{byte:02x}")).collect();
    json!(format!("\\x{digits}"))
}

impl Log {
    fn read(database: &str) -> Self {
        let rows = psql(
            database,
            "select json_agg(e order by seq) from desk.audit_entry e",
        );
        let id = psql(database, "select log from desk.audit_head");
        Self {
            database: database.to_owned(),
            id: id.parse().expect("id"),
            rows: serde_json::from_str(&rows).expect("rows"),
        }
    }

    /// Writes rows in place of all, numbered and hashed as the server would have done it.
    fn rewrite(&self, rows: &[Value]) {
        let mut frontier = Frontier::default();
        let rows: Vec<Value> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let mut row = row.clone();
                let text = |name: &str| row[name].as_str().map(str::to_owned);
                let id = |name: &str| text(name).map(|id| id.parse().expect("id"));
                let at_time: chrono::DateTime<chrono::Utc> =
                    text("at").expect("at").parse().expect("time");
                let leaf = Leaf {
                    log: self.id,
                    sequence: at as u64 + 1,
                    micros: at_time.timestamp_micros(),
                    login: &text("login").expect("login"),
                    person: id("person"),
                    act: &text("act").expect("act"),
                    object_kind: &text("object_kind").expect("kind"),
                    object: id("object"),
                    change: bytes(&row["change_hash"]).try_into().expect("hash"),
                };
                let hash = leaf.hash();
                frontier.append(hash);
                row["seq"] = json!(at + 1);
                row["leaf_hash"] = hex(&hash);
                row
            })
            .collect();
        let head = (frontier.size(), frontier.to_bytes(), frontier.root());
        self.write(&rows, &head);
    }

    fn write(&self, rows: &[Value], (size, frontier, root): &(u64, Vec<u8>, [u8; 32])) {
        let rows = serde_json::to_string(rows)
            .expect("json")
            .replace('\'', "''");
        let (frontier, root) = (hex(frontier), hex(root));
        let (frontier, root) = (frontier.as_str().expect("hex"), root.as_str().expect("hex"));
        psql(
            &self.database,
            &format!(
                "set session_replication_role = replica;
                 begin;
                 delete from desk.audit_entry;
                 insert into desk.audit_entry
                    select * from json_populate_recordset(null::desk.audit_entry, '{rows}');
                 update desk.audit_head set size = {size}, frontier = '{frontier}', root = '{root}';
                 commit"
            ),
        );
    }
}

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % below
    }
}

/// Does one thing to the rows that nobody should do; false where it came to nothing.
fn meddle(rows: &mut Vec<Value>, dice: &mut Dice) -> bool {
    let before = rows.clone();
    let at = dice.throw(rows.len());
    match dice.throw(7) {
        0 => rows[at]["act"] = json!("case.note"),
        1 => rows[at]["login"] = json!("somebody"),
        2 => rows[at]["at"] = json!("2026-01-01T00:00:00+00:00"),
        3 => rows[at]["object"] = json!(uuid::Uuid::from_u128(dice.0.into())),
        4 => drop(rows.remove(at)),
        5 => {
            let other = dice.throw(rows.len());
            rows.swap(at, other);
        }
        _ => rows.truncate(at),
    }
    *rows != before
}

#[test]
fn whatever_is_done_to_the_log_behind_a_kept_checkpoint_is_found() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        for n in 0..12 {
            let from = format!("P{n} <p{n}@example.com>");
            office
                .receive(&[&mail(
                    &from,
                    "A gift",
                    &format!("{n}@x"),
                    "",
                    "It never came.",
                )])
                .await;
        }
        let case = office.case(1).await;
        office.desk.case_open(case.id).await.expect("case");
        let database = office.database.clone().expect("database");
        let verdict = office.desk.audit_verify().await.expect("verify");
        assert!(verdict.sound);
        // Opening keeps what is there.
        let office = office.reopened().await;
        let log = Log::read(&database);
        let count = if testbed::soak() { 10_000 } else { 150 };
        let mut dice = Dice(42);
        let mut done = 0;
        while done < count {
            let mut rows = log.rows.clone();
            if !meddle(&mut rows, &mut dice) {
                continue;
            }
            done += 1;
            log.rewrite(&rows);
            let verdict = office.desk.audit_verify().await.expect("verify");
            assert!(!verdict.sound, "{done}: {} rows", rows.len());
            assert!(verdict.first_bad.is_some_and(|seq| seq >= 1));
        }

        // Nothing opens on a log that is not the one that was seen.
        let mut rows = log.rows.clone();
        rows.truncate(5);
        log.rewrite(&rows);
        office.desk.close().await;
        let place = office.place.clone();
        drop(office.desk);
        let opened = Desk::open(place.clone(), PASSPHRASE).await;
        assert!(matches!(
            opened.err(),
            Some(Error::AuditInconsistent { .. })
        ));
        log.rewrite(&log.rows);
        let again = Desk::open(place, PASSPHRASE).await;
        assert!(again.is_ok(), "put back as it was: {:?}", again.err());
    });
}
