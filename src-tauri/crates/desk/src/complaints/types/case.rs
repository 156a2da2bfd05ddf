//! A case, opened, as it crosses the door.

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::{
    AskKind, Channel, Disposition, Identity, IdentityMethod, Outcome, PartyRole, Priority,
    ReceivedSource, Sending, Status,
};
use domain::data::Text;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AlikeView, MergedView, Person, RecipientTold, TaskView, UndoView};
use crate::retention::{HoldView, KeepingView};
use crate::types::{dto, dto_out};

dto! {
    /// One thing asked for.
    pub struct AskView {
        pub id: Uuid,
        /// Unset while nobody, and no rule, could tell.
        pub kind: Option<AskKind>,
        pub proposed: bool,
        /// The phrases that made the proposal.
        pub because: Vec<String>,
        pub outcome: Option<Outcome>,
        /// `pack/ground` of a refusal.
        pub ground: Option<String>,
        pub ground_title: Option<Text>,
        pub reason: Option<String>,
        pub route: Option<String>,
        /// After a deletion: who received the data and must be told (GB/T 35273 8.3, GDPR 19).
        pub recipients_to_tell: Vec<RecipientTold>,
        /// When the requester was told that it has arrived.
        pub acknowledged_at: Option<DateTime<Utc>>,
        pub decided_at: Option<DateTime<Utc>>,
        pub decided_by: Option<Person>,
    }
}

dto! {
    /// Somebody the case is about.
    pub struct PartyView {
        pub id: Uuid,
        pub role: PartyRole,
        pub name: String,
        pub address: String,
        /// Account number, phone …, as typed.
        pub detail: String,
        pub minor: bool,
    }
}

dto! {
    /// How the identity stands.
    pub struct IdentityView {
        pub state: Identity,
        pub method: Option<IdentityMethod>,
        pub note: String,
        pub by: Option<Person>,
        pub at: Option<DateTime<Utc>>,
        /// The code that was made last for whoever asks.
        #[serde(default)]
        pub code: Option<crate::answers::CodeView>,
    }
}

dto! {
    /// A message of a case, newest last.
    pub struct MessageView {
        pub id: Uuid,
        /// An older message of many: its text and attachments are not here; opening the message
        /// gives them.
        pub folded: bool,
        /// Sent by the office (a recorded answer), not received.
        pub outgoing: bool,
        pub disposition: Disposition,
        /// Why it joined, was automated, was quarantined …: a word the locales translate.
        pub reason: Option<String>,
        pub from_name: String,
        pub from_address: String,
        pub to: Vec<String>,
        pub cc: Vec<String>,
        pub subject: String,
        pub received_at: DateTime<Utc>,
        pub received_source: ReceivedSource,
        /// The text, with what is quoted set apart.
        pub blocks: Vec<Block>,
        pub attachments: Vec<AttachmentView>,
        /// Has an HTML part; the text is shown, and that on request.
        pub has_html: bool,
        /// Pictures and other things the HTML part would load; none were.
        pub remote_content: u32,
        /// The raw bytes that are kept; 0 where there are none (typed in).
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: u64,
        pub language: Option<String>,
        /// The case that this message may belong to as well, and was not joined to.
        pub suggested_case: Option<(Uuid, u32)>,
        /// What there is to go by in judging its sender; not for what the office sent.
        pub sender: Option<SenderView>,
        /// How far it has come, for what was sent from here.
        pub sending: Option<SendingView>,
    }
}

dto! {
    /// How far a message that is sent from here has come.
    pub struct SendingView {
        pub state: Sending,
        /// When it goes, or is tried again.
        pub next_at: Option<DateTime<Utc>>,
        pub sent_at: Option<DateTime<Utc>>,
        pub failure: Option<crate::answers::SendingFailure>,
    }
}

dto! {
    /// What there is to go by in judging a sender: none of it proves who somebody is.
    pub struct SenderView {
        /// `aligned`: the domain stands for the message; `failed`: it does not; `unknown`.
        pub verdict: String,
        /// What our own server found, by method (`spf`, `dkim`, `dmarc`), in words of RFC 8601.
        pub results: Vec<(String, String)>,
        pub reasons: Vec<SenderReason>,
        /// Messages from the same address that came in before, counted to 99.
        pub before: u32,
    }
}

dto! {
    /// One thing to beware of in a sender.
    pub struct SenderReason {
        pub code: String,
        /// What it shows or pretends.
        pub shows: String,
        /// What it really is; may be empty.
        pub really: String,
    }
}

dto! {
    /// A run of a message's text.
    pub struct Block {
        pub kind: BlockKind,
        pub text: String,
    }
}

dto! {
    #[derive(Copy, PartialEq, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum BlockKind { Text, Quoted, Signature }
}

dto! {
    /// A file that came with a message. It is never opened here.
    pub struct AttachmentView {
        pub part: u32,
        pub name: String,
        pub claimed_type: String,
        /// What its bytes say it is; empty where they say nothing.
        pub sniffed_type: String,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: u64,
        /// A picture or a PDF, by its bytes: it can be drawn to be looked at.
        pub drawable: bool,
        /// Words that the locales translate (`type-differs`, `executable` …).
        pub warnings: Vec<String>,
        /// What the virus scanner said when it was saved or looked at; none before.
        #[serde(default)]
        pub scan: Option<crate::scan::ScanView>,
    }
}

dto! {
    /// An internal note.
    pub struct NoteView {
        pub id: Uuid,
        pub author: Person,
        pub at: DateTime<Utc>,
        pub text: String,
        /// Whom it mentions.
        pub mentions: Vec<Person>,
    }
}

dto! {
    /// A case that this one is tied to, or may be.
    pub struct LinkView {
        pub case: Uuid,
        pub number: u32,
        pub subject: String,
        pub status: Status,
        /// Linked by a person; otherwise suggested (the same address).
        pub linked: bool,
    }
}

dto! {
    /// An act in the timeline. `act` and the names in `detail` are words the locales translate.
    pub struct TimelineEntry {
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub seq: i64,
        pub at: DateTime<Utc>,
        pub person: Option<Person>,
        pub act: String,
        /// Parameters of the sentence, e.g. `kind`, `from`, `to`, `name`.
        pub detail: std::collections::BTreeMap<String, String>,
    }
}

dto! {
    /// An act that the workflow offers now, in the order of the triage bar.
    pub struct Offer {
        /// A word of `domain::complaints::CaseAct`.
        pub act: String,
        /// What is missing before it can be done; empty when it is ready.
        pub missing: Vec<String>,
    }
}

dto_out! {
    /// A case, whole.
    pub struct CaseDetail {
        pub id: Uuid,
        pub number: u32,
        /// Pass it back with an act: an act on an older version is refused.
        pub version: i32,
        /// The tag that a subject line carries so that an answer finds its case.
        pub reference: String,
        pub subject: String,
        pub status: Status,
        pub status_since: DateTime<Utc>,
        pub channel: Channel,
        /// Imported as history: no clock runs.
        pub history: bool,
        pub quarantined: bool,
        pub received_at: DateTime<Utc>,
        pub received_source: ReceivedSource,
        pub regime: String,
        /// Why that law was proposed, empty once a person said which.
        pub regime_because: Vec<String>,
        pub priority: Priority,
        /// Why the priority was proposed (harm, minors, authorities, press), empty once a person set
        /// it.
        pub priority_because: Vec<String>,
        /// It was proposed because so many messages had come and nothing was decided; 0 where not.
        pub priority_repeated: u32,
        pub assignee: Option<Person>,
        pub department: Option<String>,
        pub tags: Vec<String>,
        /// The officer's own date, beside the clocks.
        pub due_on: Option<NaiveDate>,
        pub snoozed_until: Option<NaiveDate>,
        pub minor: bool,
        pub representative: bool,
        pub identity: IdentityView,
        pub asks: Vec<AskView>,
        pub parties: Vec<PartyView>,
        pub clocks: Vec<ClockView>,
        /// What was said, for a case that no message opened.
        pub text: Option<String>,
        pub messages: Vec<MessageView>,
        /// Answers that are being written, newest first.
        pub drafts: Vec<crate::answers::DraftView>,
        /// The letters that fit it.
        pub letters: Vec<domain::letters::LetterKind>,
        /// What was given as files, oldest first.
        pub packages: Vec<crate::package::PackageView>,
        pub notes: Vec<NoteView>,
        /// What departments were given to do, in that order.
        pub tasks: Vec<TaskView>,
        pub links: Vec<LinkView>,
        pub timeline: Vec<TimelineEntry>,
        pub offers: Vec<Offer>,
        /// The act that the key `e` does, where one is ready.
        pub next_step: Option<String>,
        /// What closing now would leave open; words that the locales translate.
        pub still_open: Vec<String>,
        /// What keeps it, or what became of it.
        pub keeping: KeepingView,
        /// The legal hold on it.
        pub hold: Option<HoldView>,
        /// Where it went, by id and number: nothing is done to it any more.
        pub merged_into: Option<(Uuid, u32)>,
        /// The cases that went into it.
        pub merged: Vec<MergedView>,
        /// The case that it was taken out of, by id and number.
        pub split_from: Option<(Uuid, u32)>,
        /// Open cases that may be the same.
        pub alike: Vec<AlikeView>,
        /// The last act, where it can be undone.
        pub undo: Option<UndoView>,
        pub language: Option<String>,
    }
}

dto_out! {
    /// A case to be put on paper: every message whole, notes only where they were asked for.
    pub struct PrintedCase {
        pub case: CaseDetail,
        /// Who prints it, and when.
        pub by: Person,
        pub at: DateTime<Utc>,
        /// The log's checkpoint after the entry of printing it: text, signed with their key.
        pub checkpoint: String,
    }
}

dto_out! {
    /// A clock of a case with the sum that made it.
    pub struct ClockView {
        pub id: Uuid,
        pub ask: Option<Uuid>,
        pub clock: domain::clock::Clock,
        pub state: domain::clock::State,
        /// The reason that was given for the extension.
        pub extension_reason: Option<String>,
    }
}
