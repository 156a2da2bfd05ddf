//! What crosses the door of the complaints desk.

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::{
    AskKind, Channel, Disposition, Identity, IdentityMethod, Outcome, PartyRole, Priority,
    ReceivedSource, Status,
};
use domain::data::Text;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::types::{dto, dto_out};

dto! {
    /// A view of the list. Each has a count in [`Counts`].
    #[derive(Copy, PartialEq, Eq, Hash)]
    #[serde(rename_all = "kebab-case")]
    pub enum View {
        NeedsMe,
        New,
        AllOpen,
        Overdue,
        DueSoon,
        Awaiting,
        Answered,
        Automated,
        Quarantined,
    }
}

dto! {
    /// How many a view holds: exact to 999, then `more` is set and the count is 999.
    #[derive(Copy, PartialEq, Eq)]
    pub struct Count {
        pub view: View,
        pub count: u32,
        pub more: bool,
    }
}

dto! {
    /// Which group of the list a row stands under.
    #[derive(Copy, PartialEq, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Group { Overdue, DueSoon, Later, NoClock, Done }
}

dto! {
    /// How the clock of a row is shown.
    #[derive(Copy, PartialEq)]
    #[serde(tag = "state", rename_all = "kebab-case")]
    pub enum RowClock {
        /// It has no clock (history, automated, answered).
        None,
        /// It starts when the identity is verified.
        NotStarted,
        /// Days left, and the share of the time that has run (0 to 1).
        Running { days_left: i32, share_run: f32 },
        /// As running, and due within 7 days.
        Soon { days_left: i32, share_run: f32 },
        /// Past its limit by so many days (0 = since today).
        Overdue { days: i32 },
        /// Stopped while somebody else must act.
        Paused { days_left: i32, share_run: f32 },
    }
}

dto! {
    /// A row of the list: a case, or (in the automated view) a message without one.
    pub struct CaseRow {
        /// The case's id, or the message's where `number` is absent.
        pub id: Uuid,
        pub number: Option<u32>,
        /// The requester's name, else their address.
        pub name: String,
        pub subject: String,
        /// Byte ranges of the search hits in `name` and `subject`; empty without a search.
        pub name_hits: Vec<(u32, u32)>,
        pub subject_hits: Vec<(u32, u32)>,
        pub status: Option<Status>,
        pub kinds: Vec<AskKind>,
        /// Set while the kinds are proposed and nobody has confirmed them.
        pub proposed: bool,
        pub priority: Priority,
        pub identity: Identity,
        pub disposition: Option<Disposition>,
        /// Of an automated message: its kind, a word.
        pub reason: Option<String>,
        pub assignee: Option<Person>,
        pub attachments: u32,
        pub messages: u32,
        pub minor: bool,
        pub unread: bool,
        pub clock: RowClock,
        pub group: Group,
        pub received_at: DateTime<Utc>,
        pub due_at: Option<DateTime<Utc>>,
        /// `zh` or `en`: the language of the subject, where it is known.
        pub language: Option<String>,
    }
}

dto! {
    /// A page of the list. Pass `next` to get the following one.
    pub struct CasePage {
        pub rows: Vec<CaseRow>,
        pub next: Option<String>,
        /// How many the whole view holds (exact to 999).
        pub total: Total,
        /// For a search: candidates looked at, of how many.
        pub looked_at: Option<(u32, u32)>,
    }
}

dto! {
    /// A count that is exact to 999.
    #[derive(Copy, PartialEq, Eq)]
    pub struct Total { pub count: u32, pub more: bool }
}

dto! {
    /// What to list: a view, narrowed by a query in the search language.
    pub struct ListQuery {
        pub view: View,
        #[serde(default)]
        pub query: String,
        #[serde(default)]
        pub after: Option<String>,
        #[serde(default = "ListQuery::page")]
        pub limit: u32,
    }
}

impl ListQuery {
    /// The rows of a page where the caller names no number.
    pub const fn page() -> u32 {
        60
    }
}

dto! {
    /// A person of the office, as named beside what they did.
    pub struct Person {
        pub id: Uuid,
        pub name: String,
        /// Two letters, or one character, for the face.
        pub initials: String,
    }
}

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
        pub decided_at: Option<DateTime<Utc>>,
        pub decided_by: Option<Person>,
    }
}

dto! {
    /// A recipient of shared data that has to be told of a deletion.
    pub struct RecipientTold {
        pub name: String,
        pub told_on: Option<NaiveDate>,
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
    /// A party as entered; `id` is absent for a new one.
    pub struct PartyInput {
        #[serde(default)]
        pub id: Option<Uuid>,
        pub role: PartyRole,
        #[serde(default)]
        pub name: String,
        #[serde(default)]
        pub address: String,
        #[serde(default)]
        pub detail: String,
        #[serde(default)]
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
    }
}

dto! {
    /// A message of a case, newest last.
    pub struct MessageView {
        pub id: Uuid,
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
        /// Has an HTML part (shown as plain text).
        pub has_html: bool,
        /// Pictures and other things the HTML part would load; none were.
        pub remote_content: u32,
        /// The raw bytes that are kept; 0 where there are none (typed in).
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: u64,
        pub language: Option<String>,
        /// The case that this message may belong to as well, and was not joined to.
        pub suggested_case: Option<(Uuid, u32)>,
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
        /// Words that the locales translate (`type-differs`, `executable` …).
        pub warnings: Vec<String>,
    }
}

dto! {
    /// An internal note.
    pub struct NoteView {
        pub id: Uuid,
        pub author: Person,
        pub at: DateTime<Utc>,
        pub text: String,
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
        pub priority: Priority,
        /// Why the priority was proposed (harm words), empty once a person set it.
        pub priority_because: Vec<String>,
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
        pub notes: Vec<NoteView>,
        pub links: Vec<LinkView>,
        pub timeline: Vec<TimelineEntry>,
        pub offers: Vec<Offer>,
        /// The act that the key `e` does, where one is ready.
        pub next_step: Option<String>,
        /// What closing now would leave open; words that the locales translate.
        pub still_open: Vec<String>,
        /// The last act, where it can be undone.
        pub undo: Option<UndoView>,
        pub language: Option<String>,
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

dto! {
    /// What can be taken back.
    pub struct UndoView {
        /// Pass it to `undo`.
        pub id: Uuid,
        /// The act, a word.
        pub act: String,
    }
}

dto! {
    /// The answer to an act: the case as it is now, and the way back.
    pub struct Done {
        pub case: Uuid,
        pub number: u32,
        pub version: i32,
        pub status: Status,
        pub act: String,
        pub undo: Option<Uuid>,
    }
}

dto! {
    /// Which case, at which version, and the key that makes a repeat harmless.
    #[derive(Copy)]
    pub struct On {
        pub case: Uuid,
        /// Absent: whatever version it has (the command line).
        #[serde(default)]
        pub version: Option<i32>,
        /// Absent: made here.
        #[serde(default)]
        pub key: Option<Uuid>,
    }
}

dto! {
    /// A case that did not come by mail.
    pub struct NewCase {
        pub channel: Channel,
        /// Absent: now.
        #[serde(default)]
        pub received_at: Option<DateTime<Utc>>,
        pub subject: String,
        #[serde(default)]
        pub text: String,
        /// Empty: proposed from the text.
        #[serde(default)]
        pub kinds: Vec<AskKind>,
        #[serde(default)]
        pub name: String,
        #[serde(default)]
        pub address: String,
        #[serde(default)]
        pub detail: String,
    }
}

dto! {
    /// What an officer makes of a case. Absent fields stay as they are.
    #[derive(Default)]
    pub struct Triage {
        /// The kinds of the asks, in order; kinds that stay keep their ask.
        #[serde(default)]
        pub kinds: Option<Vec<AskKind>>,
        #[serde(default)]
        pub priority: Option<Priority>,
        /// Empty string: none.
        #[serde(default)]
        pub department: Option<String>,
        #[serde(default)]
        pub tags: Option<Vec<String>>,
        #[serde(default)]
        pub regime: Option<String>,
        #[serde(default)]
        pub minor: Option<bool>,
        #[serde(default)]
        pub representative: Option<bool>,
        /// The officer's own date; `Some(None)` takes it away.
        #[serde(default, deserialize_with = "crate::types::present")]
        #[cfg_attr(feature = "ts", ts(optional, type = "string | null"))]
        pub due_on: Option<Option<NaiveDate>>,
        /// For a letter from an authority: the date that the letter sets.
        #[serde(default)]
        pub letter_due: Option<NaiveDate>,
    }
}

dto! {
    /// An identity as an officer established it.
    pub struct IdentityInput {
        pub state: Identity,
        /// Needed where the state is `verified`.
        #[serde(default)]
        pub method: Option<IdentityMethod>,
        #[serde(default)]
        pub note: String,
    }
}

dto! {
    /// What came out of one ask. A refusal has its own act.
    pub struct OutcomeInput {
        pub ask: Uuid,
        pub outcome: Outcome,
        #[serde(default)]
        pub reason: String,
        #[serde(default)]
        pub recipients_to_tell: Vec<RecipientTold>,
    }
}

dto! {
    /// An answer that was sent elsewhere: its text, or the mail as a file's path.
    pub struct AnswerInput {
        #[serde(default)]
        pub text: String,
        /// Path of an .eml.
        #[serde(default)]
        pub eml: Option<String>,
        #[serde(default)]
        pub sent_at: Option<DateTime<Utc>>,
        pub outcomes: Vec<OutcomeInput>,
    }
}

dto! {
    /// A refusal of one ask.
    pub struct RefusalInput {
        pub ask: Uuid,
        /// `pack/ground`.
        pub ground: String,
        pub reason: String,
        /// Where the person can complain.
        pub route: String,
        /// What was sent, if it is to be kept.
        #[serde(default)]
        pub text: String,
    }
}

dto! {
    /// A ground for refusing, as offered.
    pub struct GroundView {
        /// `pack/ground`.
        pub id: String,
        pub title: Text,
        pub clause: String,
        /// How the clause is cited.
        pub cite: Text,
        /// The asks that it is good for; empty: all.
        pub asks: Vec<AskKind>,
    }
}

dto! {
    /// The words that the complaints desk offers: regimes, grounds, departments, tags, people.
    pub struct Choices {
        pub regimes: Vec<RegimeView>,
        pub departments: Vec<String>,
        pub tags: Vec<String>,
        pub people: Vec<Person>,
    }
}

dto! {
    /// A regime pack, as offered.
    pub struct RegimeView {
        pub id: String,
        pub version: String,
        pub title: Text,
        pub grounds: Vec<GroundView>,
        /// The complaint route that is filled in to begin with.
        pub route: Text,
    }
}
