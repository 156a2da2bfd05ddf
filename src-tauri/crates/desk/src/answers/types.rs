//! What crosses the door about answers.

use chrono::{DateTime, Utc};
use domain::complaints::{Approval, Channel, Sending, Status, Stop};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::complaints::{OutcomeInput, Person, RefusalInput};
use crate::types::{dto, dto_out};

dto! {
    /// What an answer says: all that is kept of a draft but its files.
    #[derive(Default)]
    pub struct Writing {
        /// The message that it answers.
        #[serde(default)]
        pub answers: Option<Uuid>,
        /// The mailbox that sends it; `None`: the first that can.
        #[serde(default)]
        pub mailbox: Option<Uuid>,
        /// Each a bare address, or `Name <address>`.
        #[serde(default)]
        pub to: Vec<String>,
        #[serde(default)]
        pub cc: Vec<String>,
        #[serde(default)]
        pub subject: String,
        #[serde(default)]
        pub text: String,
        /// What stands below the text: what is answered, quoted.
        #[serde(default)]
        pub quoted: String,
        /// Whether it goes along as HTML too.
        #[serde(default)]
        pub html: bool,
        #[serde(default)]
        pub decides: Decisions,
        /// The message that did not arrive, in whose place it goes.
        #[serde(default)]
        pub again: Option<Uuid>,
    }
}

dto! {
    /// What an answer decides in its case when it goes.
    #[derive(Default)]
    pub struct Decisions {
        #[serde(default)]
        pub outcomes: Vec<OutcomeInput>,
        #[serde(default)]
        pub refusals: Vec<RefusalInput>,
        /// It tells that what is asked has arrived.
        #[serde(default)]
        pub acknowledges: bool,
        /// What is waited for then: `awaiting-identity` or `awaiting-requester`.
        #[serde(default)]
        pub awaits: Option<Status>,
        /// It tells that a clock is extended, and why.
        #[serde(default)]
        pub extends: Option<ExtensionInput>,
    }
}

dto! {
    /// An extension of one of the case's clocks.
    pub struct ExtensionInput {
        pub clock: Uuid,
        pub reason: String,
    }
}

dto! {
    /// A draft to be kept: a new one, or one that was read as of `version`.
    pub struct SaveDraft {
        pub case: Uuid,
        #[serde(default)]
        pub id: Option<Uuid>,
        #[serde(default)]
        pub version: Option<i32>,
        pub writing: Writing,
    }
}

dto! {
    /// A draft as it is kept. Everybody in the office sees it.
    pub struct DraftView {
        pub id: Uuid,
        pub case: Uuid,
        pub version: i32,
        /// Who wrote in it last.
        pub author: Person,
        pub mine: bool,
        pub saved_at: DateTime<Utc>,
        pub writing: Writing,
        pub files: Vec<DraftFile>,
        /// What a second person was asked, and said, last.
        #[serde(default)]
        pub approval: Option<ApprovalView>,
    }
}

dto! {
    /// How a second person's approval of a draft stands.
    pub struct ApprovalView {
        pub state: Approval,
        /// It is about the draft as it is now; else somebody wrote on since.
        pub holds: bool,
        /// This person asked for it, or wrote the draft: another decides.
        pub mine: bool,
        pub asked_by: Person,
        pub asked_at: DateTime<Utc>,
        pub decided_by: Option<Person>,
        pub decided_at: Option<DateTime<Utc>>,
        /// Why it was returned.
        pub reason: Option<String>,
    }
}

dto! {
    /// A file that goes with a draft.
    pub struct DraftFile {
        pub id: Uuid,
        pub name: String,
        pub media_type: String,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: u64,
        /// What the virus scanner said when it was added, while the workspace is open.
        #[serde(default)]
        pub scan: Option<crate::scan::ScanView>,
    }
}

dto_out! {
    /// A draft that waits for a second person.
    pub struct WaitingDraft {
        pub case_number: u32,
        pub draft: DraftView,
    }
}

dto_out! {
    /// A mailbox that can send.
    pub struct SenderMailbox {
        pub id: Uuid,
        pub name: String,
        /// `Name <address>`, as it will stand in From.
        pub from: String,
    }
}

dto_out! {
    /// What an answer begins with.
    pub struct Beginning {
        pub writing: Writing,
        /// The mailboxes that can send; none: nothing can be sent from here yet.
        pub senders: Vec<SenderMailbox>,
        /// Others whom the message that is answered was sent to.
        pub others: Vec<String>,
    }
}

dto! {
    /// Has a draft go, as it was when it was looked at.
    pub struct SendDraft {
        pub draft: Uuid,
        pub version: i32,
        /// What stopped it and was looked at.
        #[serde(default)]
        pub confirmed: Vec<Stop>,
    }
}

dto_out! {
    /// What stops an answer, and why.
    #[derive(PartialEq, Eq)]
    pub struct StopView {
        pub stop: Stop,
        /// Whether somebody may look at it and send all the same.
        pub passable: bool,
        /// What it is about: an address, a name, a number.
        pub about: Vec<String>,
    }
}

dto_out! {
    /// A message that is, or was, in the outbox.
    pub struct OutboxView {
        pub message: Uuid,
        pub case: Uuid,
        pub case_number: u32,
        pub to: Vec<String>,
        pub subject: String,
        pub state: Sending,
        pub attempts: i32,
        /// When it is tried next.
        pub next_at: Option<DateTime<Utc>>,
        pub queued_by: Person,
        /// The second person who approved it.
        pub approved_by: Option<Person>,
        pub queued_at: DateTime<Utc>,
        pub sent_at: Option<DateTime<Utc>>,
        /// A copy lies with the mailbox's sent mail.
        pub filed_at: Option<DateTime<Utc>>,
        /// What went wrong last.
        pub failure: Option<SendingFailure>,
    }
}

dto! {
    /// How far sending came, why no further, and what the server said.
    #[derive(PartialEq, Eq)]
    pub struct SendingFailure {
        /// A word of `mail::server::Step`.
        pub step: String,
        /// A word of `mail::server::Why`.
        pub why: String,
        pub said: String,
    }
}

dto_out! {
    /// What became of what was to be sent.
    #[derive(Default, PartialEq, Eq)]
    pub struct Flushed {
        pub sent: u32,
        /// Tried in vain, and tried again later.
        pub waiting: u32,
        /// Nobody knows whether it was taken.
        pub unknown: u32,
        pub refused: u32,
        /// Copies that were put with the sent mail.
        pub filed: u32,
    }
}

dto! {
    /// The code that was made last for whoever asks, and how far it has come.
    pub struct CodeView {
        pub state: CodeState,
        /// `mail`; or `app`, where it was passed on by hand.
        pub channel: Channel,
        /// The address, or the account.
        pub to: String,
        pub by: Person,
        pub at: DateTime<Utc>,
        /// It can be said until then.
        pub until: DateTime<Utc>,
        /// Wrong codes that are still taken.
        pub left: i32,
    }
}

dto! {
    #[derive(Copy, PartialEq, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum CodeState {
        /// It can be said.
        Open,
        /// Somebody said it.
        Used,
        /// Too many wrong ones were said.
        Guessed,
        /// Its time is over.
        Old,
    }
}

dto_out! {
    /// A code that is to be passed on by hand: it is told here alone.
    pub struct HandedCode {
        pub code: String,
        pub account: String,
        /// It can be said until then.
        pub until: DateTime<Utc>,
        /// Wrong codes that are taken.
        pub left: i32,
    }
}
