//! Conditions on a case's plain columns: `kind:delete`, `is:overdue`, `due:<7d`.

use std::str::FromStr;

use super::query::QueryError;
use super::span::{Span, Toward};
use crate::complaints::{AskKind, Channel, Identity, Priority, Status};
use crate::threading::CaseNumber;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What `is:` takes beside the words of [`Status`].
    Flag {
        /// Still needs work.
        Open = "open",
        /// A clock has run out.
        Overdue = "overdue",
        /// Not yet read by who asks.
        Unread = "unread",
        /// Assigned to who asks.
        Mine = "mine",
        /// Put aside until a day that is still to come.
        Snoozed = "snoozed",
        /// A child is concerned.
        Minor = "minor",
        /// A legal hold is on it.
        Held = "held",
        /// It holds mail that could not be read.
        Quarantined = "quarantined",
        /// Taken in as old mail, with no clock.
        History = "history",
        /// What it said of people was erased.
        Erased = "erased",
    }
}

vocabulary! {
    /// What `has:` takes.
    Thing {
        /// A message has an attachment.
        Attachment = "attachment",
        /// Somebody wrote a note.
        Note = "note",
        /// A department was given something to do.
        Task = "task",
        /// A date by which something must be done.
        Due = "due",
    }
}

vocabulary! {
    /// What `task:` takes.
    TaskIs {
        Open = "open",
        /// Open, and past its day.
        Overdue = "overdue",
        Answered = "answered",
        Withdrawn = "withdrawn",
    }
}

/// Whom `assignee:` or `mentions:` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Who asks.
    Me,
    /// Nobody: it was given to no one.
    Nobody,
    /// People whose name has this in it, whatever its case.
    Named(String),
}

/// A condition on a case's plain columns; the index and the check on the text don't know these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// `kind:`: one of the asks is of this kind.
    Kind(AskKind),
    /// `is:` and a status.
    Status(Status),
    /// `is:` and a flag.
    Flag(Flag),
    /// `has:`.
    Has(Thing),
    /// `assignee:me`, `assignee:none`, `assignee:` and a name or a part of one.
    Assignee(Who),
    /// `task:`: how far a task of a department has come.
    Task(TaskIs),
    /// `mentions:me`, `mentions:` and a part of a name: whom a note mentions.
    Mentions(Who),
    /// `due:`: when the next limit is.
    Due(Span),
    /// `received:`.
    Received(Span),
    /// `changed:`: when its last message came.
    Changed(Span),
    /// `tag:`, whole.
    Tag(String),
    /// `department:`, whole.
    Department(String),
    /// `priority:`.
    Priority(Priority),
    /// `regime:`: a pack's id.
    Regime(String),
    /// `channel:`.
    Channel(Channel),
    /// `identity:`.
    Identity(Identity),
    /// `language:`: `zh`, `en`.
    Language(String),
    /// `number:402`, or `C-402` alone.
    Number(u32),
}

pub(super) const FROM: &str = "from";

/// The keys of conditions.
pub(super) const KEYS: &[&str] = &[
    "kind",
    "is",
    "has",
    "assignee",
    "mentions",
    "task",
    "due",
    "received",
    "changed",
    "tag",
    "department",
    "priority",
    "regime",
    "channel",
    "identity",
    "language",
    NUMBER,
];

pub(super) const NUMBER: &str = "number";

/// Words that a key may be given: all, or where it takes days, names or free words, a few.
pub fn values(key: &str) -> Vec<&'static str> {
    fn all<T: Copy>(of: &[T], word: impl Fn(T) -> &'static str) -> Vec<&'static str> {
        of.iter().map(|one| word(*one)).collect()
    }
    match key {
        "kind" => all(AskKind::ALL, AskKind::as_str),
        "is" => {
            let mut words = all(Flag::ALL, Flag::as_str);
            words.extend(all(Status::ALL, Status::as_str));
            words
        }
        "has" => all(Thing::ALL, Thing::as_str),
        "assignee" => vec!["me", "none"],
        "mentions" => vec!["me"],
        "task" => all(TaskIs::ALL, TaskIs::as_str),
        "due" => vec!["today", "<7d", "<30d", ">30d"],
        "received" | "changed" => vec!["today", "yesterday", "<7d", "<30d", ">30d"],
        "priority" => all(Priority::ALL, Priority::as_str),
        "channel" => all(Channel::ALL, Channel::as_str),
        "identity" => all(Identity::ALL, Identity::as_str),
        "language" => vec!["zh", "en"],
        _ => Vec::new(),
    }
}

pub(super) fn parse_filter(key: &'static str, value: &str) -> Result<Filter, QueryError> {
    read(key, value).ok_or_else(|| QueryError::UnknownValue {
        filter: key,
        value: value.to_owned(),
    })
}

fn read(key: &str, value: &str) -> Option<Filter> {
    fn of<T: FromStr>(word: &str, filter: impl FnOnce(T) -> Filter) -> Option<Filter> {
        T::from_str(word).ok().map(filter)
    }
    let word = value.to_lowercase();
    match key {
        "kind" => of(&word, Filter::Kind),
        "is" => of(&word, Filter::Flag).or_else(|| of(&word, Filter::Status)),
        "has" => of(&word, Filter::Has),
        "assignee" => Some(Filter::Assignee(match word.as_str() {
            "me" => Who::Me,
            "none" => Who::Nobody,
            _ => Who::Named(word),
        })),
        "task" => of(&word, Filter::Task),
        "mentions" => Some(Filter::Mentions(match word.as_str() {
            "me" => Who::Me,
            _ => Who::Named(word),
        })),
        "due" => Span::parse(&word, Toward::Future).map(Filter::Due),
        "received" => Span::parse(&word, Toward::Past).map(Filter::Received),
        "changed" => Span::parse(&word, Toward::Past).map(Filter::Changed),
        "tag" => Some(Filter::Tag(value.to_owned())),
        "department" => Some(Filter::Department(value.to_owned())),
        "priority" => of(&word, Filter::Priority),
        "regime" => Some(Filter::Regime(word)),
        "channel" => of(&word, Filter::Channel),
        "identity" => of(&word, Filter::Identity),
        "language" => Some(Filter::Language(word)),
        NUMBER => of(&word, |number: CaseNumber| Filter::Number(number.0)),
        _ => None,
    }
}
