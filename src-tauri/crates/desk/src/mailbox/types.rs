//! What crosses the door about mailboxes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::complaints::Disposition;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::intake::ImportReport;
use crate::types::{dto, dto_out};

dto! {
    /// How a mailbox is protected on its way; the words are `mail::server::Tls`'s.
    #[derive(Copy, PartialEq, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Tls { Implicit, Starttls, None }
}

dto! {
    /// What shows the server who asks. A secret that is left out stays as it is.
    #[serde(rename_all = "kebab-case", tag = "with", content = "value")]
    pub enum Secret {
        /// A password, or the code that a provider gives for programs.
        Password(String),
        /// A command whose output is an OAuth 2.0 access token; run anew for every connection.
        TokenCommand(String),
    }
}

dto! {
    /// How a mailbox's mail is sent: with the mailbox's own name and secret.
    #[derive(PartialEq, Eq)]
    pub struct Smtp {
        pub host: String,
        pub port: u16,
        pub tls: Tls,
        /// The name in From; empty: the workspace's.
        #[serde(default)]
        pub sender_name: String,
        /// The address in From; empty: the mailbox's user.
        #[serde(default)]
        pub sender_address: String,
        /// Whether who writes to it is told by rule that their request has arrived.
        #[serde(default)]
        pub acknowledges: bool,
    }
}

dto! {
    /// A mailbox as it is set up.
    pub struct MailboxInput {
        pub name: String,
        pub host: String,
        pub port: u16,
        pub tls: Tls,
        pub user: String,
        /// `None`, where it is changed: as before.
        #[serde(default)]
        pub secret: Option<Secret>,
        /// Certificates (PEM) that are trusted beside the system's.
        #[serde(default)]
        pub ca: Option<String>,
        /// The folders that are read; none: INBOX.
        #[serde(default)]
        pub folders: Vec<String>,
        /// The names by which our own server signs Authentication-Results (RFC 8601, 2.5).
        #[serde(default)]
        pub authserv_ids: Vec<String>,
        /// `None`: nothing is sent by it.
        #[serde(default)]
        pub smtp: Option<Smtp>,
    }
}

dto_out! {
    /// A mailbox, without its secret.
    pub struct MailboxView {
        pub id: Uuid,
        pub name: String,
        pub host: String,
        pub port: u16,
        pub tls: Tls,
        pub user: String,
        /// `password` or `token-command`.
        pub login: String,
        /// The command; it is no secret.
        pub token_command: Option<String>,
        pub ca: Option<String>,
        pub authserv_ids: Vec<String>,
        pub smtp: Option<Smtp>,
        pub folders: Vec<FolderLedger>,
        pub state: SyncState,
    }
}

dto_out! {
    /// A folder's ledger: `server` is the sum of what the server has (`opened` to `missing`);
    /// `vanished` counts what it no longer has.
    pub struct FolderLedger {
        pub id: Uuid,
        /// The mailbox's name and the folder's: `service/INBOX`.
        pub folder: String,
        /// The folder's name alone.
        pub name: String,
        /// Messages on the server when it was last looked at.
        pub server: i64,
        pub opened: i64,
        pub joined: i64,
        pub automated: i64,
        pub quarantined: i64,
        pub held: i64,
        pub duplicate: i64,
        /// Were listed or read, and are gone from the server since.
        pub vanished: i64,
        /// On the server, and not here.
        pub missing: i64,
        pub synced_at: Option<DateTime<Utc>>,
        pub reconciled_at: Option<DateTime<Utc>>,
    }
}

dto_out! {
    /// A UID and what became of it.
    pub struct LedgerEntry {
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub uid: i64,
        pub disposition: Disposition,
        pub message: Option<Uuid>,
        pub case: Option<Uuid>,
        pub case_number: Option<u32>,
        pub from_name: String,
        pub subject: String,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: i64,
        pub received_at: Option<DateTime<Utc>>,
        pub gone_at: Option<DateTime<Utc>>,
    }
}

dto! {
    /// Which UIDs of a folder to list, highest first.
    #[derive(Default)]
    pub struct LedgerQuery {
        #[serde(default)]
        pub disposition: Option<Disposition>,
        /// Only those that the server still has (`false`), or no longer has (`true`).
        #[serde(default)]
        pub gone: Option<bool>,
        /// Below this UID.
        #[serde(default)]
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub before: Option<i64>,
        pub limit: u32,
    }
}

dto_out! {
    /// What a mailbox is doing.
    #[derive(Default, PartialEq, Eq)]
    #[serde(rename_all = "kebab-case", tag = "is")]
    pub enum SyncState {
        /// Nobody reads it: the last look was the folders' `synced_at`.
        #[default]
        Off,
        Connecting,
        /// Mail comes in: so many of so many, per second.
        Syncing { seen: u32, total: u32, rate: u32 },
        /// Up to date, and listening.
        Waiting,
        /// Another desktop of the team reads it: this person's.
        Elsewhere { by: String },
        /// Stopped by a person, until they begin again.
        Stopped,
        /// It went wrong, and is tried again then; `None`: a person has to do something first.
        Failed {
            code: String,
            params: BTreeMap<String, String>,
            retry_at: Option<DateTime<Utc>>,
        },
    }
}

dto_out! {
    /// How a look at a mailbox went.
    pub struct SyncReport {
        pub id: Uuid,
        pub name: String,
        /// What came in.
        pub mail: ImportReport,
        /// Gone from the server before they could be fetched, or since.
        pub vanished: u32,
        /// UIDs began anew: every message was listed again, none taken twice.
        pub relisted: u32,
        pub folders: Vec<FolderLedger>,
    }
}

dto_out! {
    /// A step of a connection test.
    pub struct TestStep {
        /// `resolve`, `connect`, `tls`, `greeting`, `login`, `folder`; `send`, where mail is sent too.
        pub step: String,
        /// Why it failed; `None`: it did not.
        pub why: Option<String>,
        /// What the server said.
        pub said: String,
    }
}

dto_out! {
    /// What a connection test found: the steps as far as it came.
    pub struct TestReport {
        pub ok: bool,
        pub steps: Vec<TestStep>,
        /// The folders that the server has.
        pub folders: Vec<String>,
    }
}

dto_out! {
    /// Where a provider's mail is sent.
    #[derive(Deserialize)]
    pub struct ProviderSmtp {
        pub host: String,
        pub port: u16,
        pub tls: Tls,
    }
}

dto_out! {
    /// A mail provider, as shipped: how its mailboxes are reached.
    #[derive(Deserialize)]
    pub struct Provider {
        pub id: String,
        pub name: String,
        /// Domains of addresses there.
        pub domains: Vec<String>,
        pub host: String,
        pub port: u16,
        pub tls: Tls,
        /// Whether it takes an OAuth 2.0 token alone.
        pub token: bool,
        /// Where its mail is sent, where that is known.
        pub smtp: Option<ProviderSmtp>,
        /// What has to be done there first.
        pub note: domain::data::Text,
    }
}
