//! What a list is narrowed by: views, filters, and the index's candidates.

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::SortBy;
use uuid::Uuid;

use crate::search::Candidates;
use crate::sql::Sql;

/// A view over cases. Each has one condition, which its list and its count share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    NeedsMe,
    New,
    AllOpen,
    Overdue,
    DueSoon,
    Awaiting,
    Answered,
    Quarantined,
    /// Every case: what a search looks through.
    Every,
}

/// Who looks, and when.
#[derive(Debug, Clone, Default)]
pub struct Onlooker {
    pub person: Uuid,
    pub now: DateTime<Utc>,
    /// The end of 'within 7 days'.
    pub soon: DateTime<Utc>,
    pub today: NaiveDate,
}

/// From, and before.
pub type Stretch = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// A condition on a case's plain columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// One of the asks is of this kind.
    Kind(&'static str),
    Status(&'static str),
    /// Still needs work.
    Open,
    /// Past a limit, and still needs work.
    Overdue,
    /// Not seen by who looks.
    Unread,
    /// Given to one of these; to nobody, where there are none.
    Assignee(Vec<Uuid>),
    Due(Stretch),
    Received(Stretch),
    Changed(Stretch),
    HasDue,
    Attachment,
    Note,
    /// Somebody gave a task.
    HasTask,
    /// A task is in this state.
    Task(&'static str),
    /// A task is open past its day.
    TaskOverdue,
    /// A note mentions one of these.
    Mentions(Vec<Uuid>),
    Tag(String),
    /// One that a table beside the cases knows, where that names few.
    OfFew(Box<Self>),
    Department(String),
    Priority(&'static str),
    Regime(String),
    Channel(&'static str),
    Identity(&'static str),
    Language(String),
    /// Its own, or of a case that went into it.
    Number(i64),
    Snoozed,
    Minor,
    Held,
    Quarantined,
    History,
    Erased,
}

/// What must hold together.
#[derive(Debug, Clone, Default)]
pub struct Group {
    pub must: Vec<Condition>,
    pub must_not: Vec<Condition>,
    /// What the index gave, where words have to be there.
    pub found: Option<Candidates>,
}

pub(super) const OPEN: &str =
    "k.status in ('new', 'triaged', 'in-progress', 'awaiting-identity', 'awaiting-requester')";

impl View {
    /// Whether the list is sorted by limit, the nearest first; otherwise newest first.
    pub const fn by_due(self) -> bool {
        !matches!(self, Self::Answered | Self::Quarantined | Self::Every)
    }

    /// The index of the file that has the view's cases in this order, or has them to be counted.
    pub(super) const fn index(self, sort: Option<SortBy>) -> Option<&'static str> {
        use SortBy::{Changed, Due, Received};
        Some(match (self, sort) {
            (Self::Quarantined, Some(Received) | None) => "cases_quarantined",
            (Self::Answered, Some(Received) | None) => "cases_done",
            (Self::New, Some(Due) | None) => "cases_status",
            (Self::Awaiting, Some(Due) | None) => "cases_awaiting",
            (Self::Every, Some(Due)) => "cases_due",
            (Self::NeedsMe | Self::AllOpen | Self::Overdue | Self::DueSoon, Some(Due) | None) => {
                "cases_open"
            }
            (_, Some(Received)) => "cases_received",
            (_, Some(Changed)) => "cases_changed",
            _ => return None,
        })
    }

    pub(super) fn narrow(self, sql: &mut Sql, by: &Onlooker) {
        match self {
            Self::NeedsMe => sql
                .push(OPEN)
                .push(" and k.status in ('new', 'triaged', 'in-progress') and (k.assignee = ")
                .bind(by.person)
                .push(" or k.assignee is null) and (k.snoozed_until is null or k.snoozed_until <= ")
                .bind(by.today)
                .push(")"),
            Self::New => sql.push("k.status = 'new'"),
            Self::AllOpen => sql.push(OPEN),
            Self::Overdue => sql
                .push(OPEN)
                .push(" and k.due_sort < ")
                .bind(by.now)
                .push(" and not k.clock_paused"),
            Self::DueSoon => sql
                .push(OPEN)
                .push(" and k.due_sort >= ")
                .bind(by.now)
                .push(" and k.due_sort < ")
                .bind(by.soon)
                .push(" and not k.clock_paused"),
            Self::Awaiting => sql.push("k.status in ('awaiting-identity', 'awaiting-requester')"),
            Self::Answered => sql.push("k.status in ('answered', 'closed')"),
            Self::Quarantined => sql.push("k.quarantined and ").push(OPEN),
            Self::Every => sql.push("k.id is not null"),
        };
    }
}

impl Group {
    /// Whether it lets every case through.
    fn is_open(&self) -> bool {
        self.must.is_empty() && self.must_not.is_empty() && self.found.is_none()
    }

    /// Whether few cases can be in it, and which is known before any is looked at.
    pub(super) fn is_of_few(&self) -> bool {
        let few = |condition| matches!(condition, &Condition::OfFew(_) | &Condition::Number(_));
        self.must.iter().any(few) || self.found.as_ref().is_some_and(Candidates::are_few)
    }

    fn narrow(&self, sql: &mut Sql, by: &Onlooker) {
        sql.push("(k.id is not null");
        for condition in &self.must {
            sql.push(" and (");
            condition.narrow(sql, by);
            sql.push(")");
        }
        for condition in &self.must_not {
            // What is not known does not hold.
            sql.push(" and not coalesce((");
            condition.narrow(sql, by);
            sql.push("), false)");
        }
        if let Some(found) = &self.found {
            sql.push(" and ");
            found.narrow(sql);
        }
        sql.push(")");
    }
}

/// One of the groups holds. None is the same as one that asks for nothing.
pub(super) fn any(sql: &mut Sql, groups: &[Group], by: &Onlooker) {
    if groups.iter().all(|group| !group.is_open()) && !groups.is_empty() {
        sql.push(" and (");
        for (at, group) in groups.iter().enumerate() {
            sql.push(if at > 0 { " or " } else { "" });
            group.narrow(sql, by);
        }
        sql.push(")");
    }
}

/// Which of the groups' conditions hold, as bits: what the text still has to say.
pub(super) fn bits(sql: &mut Sql, groups: &[Group], by: &Onlooker) {
    sql.push("cast(0");
    for (at, group) in groups.iter().enumerate() {
        sql.push(" + case when ");
        Group {
            found: None,
            ..group.clone()
        }
        .narrow(sql, by);
        sql.push(&format!(" then {} else 0 end", 1_u32 << at));
    }
    sql.push(" as bigint)");
}

impl Condition {
    fn narrow(&self, sql: &mut Sql, by: &Onlooker) {
        match self {
            Self::Kind(kind) => sql.push("k.kinds like ").bind(format!("%,{kind},%")),
            Self::Status(status) => sql.push("k.status = ").bind(*status),
            Self::Open => sql.push(OPEN),
            Self::Overdue => sql
                .push(OPEN)
                .push(" and k.due_at is not null and k.due_at < ")
                .bind(by.now),
            Self::Unread => sql.push("s.seen_at is null or s.seen_at < k.last_message_at"),
            Self::Assignee(people) => assigned(sql, people),
            Self::Due(days) => stretch(sql, "k.due_at", *days),
            Self::Received(days) => stretch(sql, "k.received_at", *days),
            Self::Changed(days) => stretch(sql, "k.last_message_at", *days),
            Self::HasDue => sql.push("k.due_at is not null"),
            Self::Attachment => sql.push("k.attachments > 0"),
            Self::Note
            | Self::HasTask
            | Self::Task(_)
            | Self::TaskOverdue
            | Self::Mentions(_)
            | Self::Tag(_) => {
                sql.push("exists (select 1");
                self.beside(sql, by);
                sql.push(" and x.case_id = k.id)")
            }
            Self::OfFew(condition) => {
                sql.push("k.id in (select x.case_id");
                condition.beside(sql, by);
                sql.push(")");
                if matches!(**condition, Self::Kind(_)) {
                    sql.push(" and ");
                    condition.narrow(sql, by);
                }
                sql
            }
            Self::Department(name) => sql.push("k.department = ").bind(name.as_str()),
            Self::Priority(priority) => sql.push("k.priority = ").bind(*priority),
            Self::Regime(regime) => sql.push("k.regime = ").bind(regime.as_str()),
            Self::Channel(channel) => sql.push("k.channel = ").bind(*channel),
            Self::Identity(identity) => sql.push("k.identity = ").bind(*identity),
            Self::Language(language) => sql.push("k.language = ").bind(language.as_str()),
            Self::Number(number) => sql
                .push(
                    "k.id in (with recursive up(id, onward) as (
                         select c.id, c.merged_into from cases c where c.number = ",
                )
                .bind(*number)
                .push(
                    " union select c.id, c.merged_into from cases c join up on c.id = up.onward)
                     select id from up where onward is null)",
                ),
            Self::Snoozed => sql.push("k.snoozed_until > ").bind(by.today),
            Self::Minor => sql.push("k.minor"),
            Self::Held => sql.push("k.held_at is not null"),
            Self::Quarantined => sql.push("k.quarantined"),
            Self::History => sql.push("k.history"),
            Self::Erased => sql.push("k.erased_at is not null"),
        };
    }
}

impl Condition {
    /// Whether a table beside the cases can name those that it holds for.
    pub(super) const fn is_beside(&self) -> bool {
        matches!(
            self,
            Self::Kind(_)
                | Self::Note
                | Self::HasTask
                | Self::Task(_)
                | Self::TaskOverdue
                | Self::Mentions(_)
                | Self::Tag(_)
        )
    }

    /// The rows that it asks for in a table beside the cases, as `x`, which has a `case_id`.
    pub(super) fn beside(&self, sql: &mut Sql, by: &Onlooker) {
        match self {
            // A case's column says the same, and is where others are met.
            Self::Kind(kind) => sql.push(" from ask x where x.kind = ").bind(*kind),
            Self::Note => sql.push(" from note x where x.id is not null"),
            Self::HasTask => sql.push(" from task x where x.id is not null"),
            Self::Task(state) => sql.push(" from task x where x.state = ").bind(*state),
            Self::TaskOverdue => sql
                .push(" from task x where x.state = 'open' and x.due_on < ")
                .bind(by.today),
            Self::Mentions(people) => sql
                .push(" from note_mention y join note x on x.id = y.note where y.person in ")
                .bind_all(people),
            Self::Tag(tag) => sql
                .push(" from case_tag x where x.tag = ")
                .bind(tag.as_str()),
            _ => sql,
        };
    }
}

fn assigned<'a>(sql: &'a mut Sql, people: &[Uuid]) -> &'a mut Sql {
    if people.is_empty() {
        return sql.push("k.assignee is null");
    }
    sql.push("k.assignee in ").bind_all(people)
}

fn stretch<'a>(sql: &'a mut Sql, column: &str, (from, before): Stretch) -> &'a mut Sql {
    sql.push(column).push(" is not null");
    if let Some(from) = from {
        sql.push(" and ").push(column).push(" >= ").bind(from);
    }
    if let Some(before) = before {
        sql.push(" and ").push(column).push(" < ").bind(before);
    }
    sql
}
