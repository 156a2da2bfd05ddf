//! What crosses the door when mail comes in.

use chrono::{DateTime, Utc};
use domain::complaints::{Disposition, ReceivedSource};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::complaints::{AttachmentView, Block};
use crate::types::dto;

dto! {
    /// What to bring in.
    pub struct ImportInput {
        pub paths: Vec<String>,
        /// Old mail: cases without clocks.
        #[serde(default)]
        pub history: bool,
        /// Say only what would become of it; nothing comes in.
        #[serde(default)]
        pub dry_run: bool,
    }
}

dto! {
    /// How an import went, goes, or would go: the ledger adds up to `seen`.
    #[derive(Default, Copy, PartialEq, Eq)]
    pub struct ImportReport {
        /// Messages found so far.
        pub seen: u32,
        pub opened: u32,
        pub joined: u32,
        pub automated: u32,
        pub quarantined: u32,
        pub held: u32,
        pub duplicate: u32,
        /// Came in by an earlier run from the same place: nothing to do.
        pub already_here: u32,
        /// Could not be read from disk.
        pub failed: u32,
        /// Files in the folders that are no mail, and were left alone.
        pub passed_over: u32,
        /// Messages that Thunderbird has as deleted and still has in its files; they are not `seen`.
        pub deleted: u32,
        /// How many there are in all, once known.
        pub total: Option<u32>,
        /// Messages per second so far.
        pub rate: u32,
        /// Nothing came in: this is what would have become of it.
        pub dry_run: bool,
        pub cancelled: bool,
        pub finished: bool,
    }
}

dto! {
    /// A message in a list.
    pub struct MessageRow {
        pub id: Uuid,
        pub disposition: Disposition,
        pub reason: Option<String>,
        pub case: Option<Uuid>,
        pub case_number: Option<u32>,
        pub duplicate_of: Option<Uuid>,
        /// Where it came from: path, and offset in an mbox.
        pub source: String,
        pub from_name: String,
        pub from_address: String,
        pub subject: String,
        pub received_at: DateTime<Utc>,
        pub received_source: ReceivedSource,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: u64,
        /// What it said was erased.
        pub erased: bool,
    }
}

dto! {
    /// A message, opened outside a case.
    pub struct MessageDetail {
        pub row: MessageRow,
        pub to: Vec<String>,
        pub cc: Vec<String>,
        pub blocks: Vec<Block>,
        pub attachments: Vec<AttachmentView>,
        pub has_html: bool,
        pub remote_content: u32,
        pub headers: Vec<(String, String)>,
        /// The message that this one answers (a bounce, an auto-reply).
        pub answers: Option<Uuid>,
        pub language: Option<String>,
    }
}

dto! {
    /// A page of messages.
    pub struct MessagePage { pub rows: Vec<MessageRow>, pub next: Option<String> }
}

dto! {
    /// The raw source as text for the eye; bytes that are not UTF-8 are shown as Latin-1.
    pub struct RawView { pub text: String, pub truncated: bool }
}

dto! {
    /// A message as its sender laid it out; it loads nothing.
    pub struct PageView {
        /// A whole document.
        pub html: String,
        /// What it would have loaded from elsewhere.
        pub blocked: u32,
        /// Pictures that came with it and can't be shown.
        pub pictures_left_out: u32,
        /// How many of them because the virus scanner found something in them, and because it did
        /// not scan them.
        #[serde(default)]
        pub pictures_infected: u32,
        #[serde(default)]
        pub pictures_not_scanned: u32,
        /// In the order of the numbers beside them, which begin with 1.
        pub links: Vec<PageLink>,
    }
}

dto! {
    /// A link of a page, and where it leads.
    pub struct PageLink {
        /// What one would click on; empty for a picture.
        pub text: String,
        pub target: String,
        /// The site as people read it; empty where it leads to none.
        pub site: String,
        /// The site in punycode, where that differs.
        pub ascii: String,
        pub warnings: Vec<LinkWarning>,
    }
}

dto! {
    /// One thing to beware of in a link.
    pub struct LinkWarning {
        /// A word that the locales translate.
        pub code: String,
        /// The site that its text shows, the site that it looks like …
        pub about: String,
    }
}
