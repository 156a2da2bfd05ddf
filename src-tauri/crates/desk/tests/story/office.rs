//! An office to tell a story in: a workspace in a temporary folder, on either engine, with a
//! clock that the story moves.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, TimeDelta, Utc};
use desk::complaints::{CaseDetail, CaseRow, ListQuery, NewCase, On, View};
use desk::intake::{ImportInput, ImportReport};
use desk::workspace::{Creation, KdfParams, Migrator, NewWorkspace, Place};
use desk::{Desk, Now};
use domain::complaints::Channel;
use testbed::Postgres;
use uuid::Uuid;

pub const PASSPHRASE: &str = "four uncommon words: heron, lathe, quince";

/// Which engine a story is told on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Lite,
    Pg,
}

pub struct Office {
    pub desk: Desk,
    pub folder: tempfile::TempDir,
    pub place: Place,
    pub recovery: String,
    pub engine: Engine,
    /// The database's name, on a server.
    pub database: Option<String>,
    time: Arc<AtomicI64>,
}

/// Argon2id as cheap as it goes: what it costs is not what a story is about.
pub fn cheap() -> KdfParams {
    KdfParams {
        memory_kib: 8 * 1024,
        passes: 1,
        lanes: 1,
    }
}

/// Tells a story on both engines.
pub fn tell<F>(story: impl Fn(Office) -> F)
where
    F: Future<Output = ()>,
{
    for engine in [Engine::Lite, Engine::Pg] {
        runtime().block_on(async {
            let office = Office::open(engine).await;
            let database = office.database.clone();
            eprintln!("on {engine:?}");
            story(office).await;
            // The server found an entry for everything that was changed.
            if let Some(name) = database {
                let by_hand =
                    "select count(*) from desk.audit_entry where act = 'database.changed'";
                assert_eq!(psql(&name, by_hand), "0");
            }
        });
    }
}

pub fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .worker_threads(2)
            .build()
            .expect("runtime")
    })
}

impl Office {
    pub async fn open(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let url = match engine {
            Engine::Lite => None,
            Engine::Pg => {
                let server = Postgres::shared().expect("PostgreSQL");
                Some(server.fresh_database().expect("database"))
            }
        };
        Self::made(folder, url).await
    }

    /// One on a server of the story's own.
    pub async fn on_server(url: String) -> Self {
        Self::made(tempfile::tempdir().expect("folder"), Some(url)).await
    }

    async fn made(folder: tempfile::TempDir, url: Option<String>) -> Self {
        let path = folder.path().join("office.desk");
        let engine = if url.is_some() {
            Engine::Pg
        } else {
            Engine::Lite
        };
        let (place, database) = match url {
            None => (Place::folder(path), None),
            Some(url) => {
                let name = url.rsplit('/').next().map(str::to_owned);
                let migrator = Migrator {
                    url,
                    plain: false,
                    login: None,
                };
                (Place::server(path, migrator), name)
            }
        };
        let start: DateTime<Utc> = "2026-03-02T01:30:00Z".parse().expect("time");
        let time = Arc::new(AtomicI64::new(start.timestamp_micros()));
        let input = NewWorkspace {
            name: "Ming Live".into(),
            person: "Li Wen".into(),
            undertake: engine == Engine::Pg,
            ..NewWorkspace::default()
        };
        let creation = Creation::begin_at(place.clone(), PASSPHRASE, input, cheap(), now(&time))
            .expect("keys");
        let recovery = creation.recovery().groups.join("-");
        let desk = creation.finish(&recovery).await.expect("workspace");
        Self {
            desk,
            folder,
            place,
            recovery,
            engine,
            database,
            time,
        }
    }

    /// Closes it, and opens it again.
    pub async fn reopened(self) -> Self {
        self.desk.close().await;
        drop(self.desk);
        let desk = Desk::open_at(self.place.clone(), PASSPHRASE, now(&self.time)).await;
        Self {
            desk: desk.expect("open"),
            ..self
        }
    }

    pub fn pass(&self, time: TimeDelta) {
        self.time
            .fetch_add(time.num_microseconds().expect("time"), Ordering::SeqCst);
    }

    pub fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.time.load(Ordering::SeqCst)).expect("time")
    }

    /// Writes messages as files and brings them in.
    pub async fn receive(&self, mails: &[&str]) -> ImportReport {
        let folder = self.folder.path().join(Uuid::now_v7().to_string());
        std::fs::create_dir(&folder).expect("folder");
        for (index, mail) in mails.iter().enumerate() {
            std::fs::write(
                folder.join(format!("{index:03}.eml")),
                mail.replace('\n', "\r\n"),
            )
            .expect("file");
        }
        self.import(&folder.display().to_string(), false).await
    }

    pub async fn import(&self, path: &str, history: bool) -> ImportReport {
        let input = ImportInput {
            paths: vec![path.to_owned()],
            history,
            dry_run: false,
        };
        self.desk.import(input, |_| {}).await.expect("import")
    }

    pub async fn list(&self, view: View, query: &str) -> Vec<CaseRow> {
        let mut rows = Vec::new();
        let mut after = None;
        loop {
            let query = ListQuery {
                view,
                query: query.to_owned(),
                after,
                limit: 7,
                ..ListQuery::default()
            };
            let page = self.desk.cases_list(&query).await.expect("list");
            rows.extend(page.rows);
            match page.next {
                Some(next) => after = Some(next),
                None => return rows,
            }
        }
    }

    pub async fn case(&self, number: u32) -> CaseDetail {
        let id = self.desk.case_id(&number.to_string()).await.expect("case");
        self.desk.case_open(id).await.expect("case")
    }

    /// A case by phone.
    pub async fn call(&self, subject: &str, text: &str) -> CaseDetail {
        let done = self.desk.case_new(called(subject, text)).await;
        let case = done.expect("case").case;
        self.desk.case_open(case).await.expect("case")
    }
}

/// What is entered of a call.
pub fn called(subject: &str, text: &str) -> NewCase {
    NewCase {
        channel: Channel::Phone,
        received_at: None,
        subject: subject.into(),
        text: text.into(),
        kinds: Vec::new(),
        name: "Ada Quill".into(),
        address: "ada@example.com".into(),
        detail: "account 7 720".into(),
    }
}

/// Runs a statement as the server's superuser.
pub fn psql(database: &str, sql: &str) -> String {
    let server = Postgres::shared().expect("PostgreSQL");
    server.psql(database, sql).expect("psql").trim().to_owned()
}

pub fn on(case: &CaseDetail) -> On {
    On {
        case: case.id,
        version: Some(case.version),
        key: None,
    }
}

fn now(time: &Arc<AtomicI64>) -> Now {
    let time = Arc::clone(time);
    Arc::new(move || DateTime::from_timestamp_micros(time.load(Ordering::SeqCst)).expect("time"))
}

/// A plain mail. `extra` are whole header lines.
pub fn mail(from: &str, subject: &str, id: &str, extra: &str, body: &str) -> String {
    format!(
        "From: {from}\nTo: service@minglives.com\nSubject: {subject}\nMessage-ID: <{id}>\n\
         Date: Mon, 2 Mar 2026 08:00:00 +0800\n{extra}Content-Type: text/plain; charset=utf-8\n\n{body}\n"
    )
}
