//! Regime packs: what a law or standard asks of the privacy office, as data.
//!
//! A pack says which clocks run for which ask, the grounds on which an ask may be
//! refused, and how long records are kept, each with its clause. The numbers are in the
//! pack, never in code; a clock remembers the pack's version.

use std::num::NonZeroU16;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::complaints::AskKind;
use crate::data::{Text, from_toml};

mod file;
#[cfg(test)]
mod tests;
mod words;

pub use file::PackError;
pub use words::*;

/// A clause of a law, a standard or the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its id in the pack.
    pub id: String,
    /// How it is cited.
    pub cite: Text,
    /// What it says, in a sentence of our own.
    pub summary: Text,
}

/// An amount of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// How many.
    pub amount: NonZeroU16,
    /// Of what.
    pub unit: TimeUnit,
}

/// One law or standard.
#[derive(Debug, Clone)]
pub struct RegimePack {
    id: String,
    version: String,
    title: Text,
    calendar: Option<String>,
    clauses: Vec<Clause>,
    clocks: Vec<ClockRule>,
    grounds: Vec<Ground>,
    dispute_route: Option<DisputeRoute>,
    keeps: Vec<Keep>,
}

impl RegimePack {
    /// Reads a pack.
    ///
    /// # Errors
    /// [`PackError`] with the place in the file: not TOML, a field unknown or missing, a
    /// clause that is not defined, an amount of zero, something said twice.
    pub fn parse(source: &str) -> Result<Self, PackError> {
        file::resolve(from_toml(source)?, source)
    }

    /// Its permanent id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version, which changes with every change of the file.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What people are shown.
    pub const fn title(&self) -> &Text {
        &self.title
    }

    /// The calendar by which the law counts, wherever the office is. None: the office's own.
    pub fn calendar(&self) -> Option<&str> {
        self.calendar.as_deref()
    }

    /// Every clause, in the file's order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Every clock, in the file's order.
    pub fn clocks(&self) -> &[ClockRule] {
        &self.clocks
    }

    /// Every clock that an ask of this kind starts.
    pub fn clocks_for(&self, ask: AskKind) -> impl Iterator<Item = &ClockRule> {
        self.clocks
            .iter()
            .filter(move |rule| rule.asks.contains(&ask))
    }

    /// The clock of one kind that an ask of this kind starts.
    pub fn clock_for(&self, ask: AskKind, kind: ClockKind) -> Option<&ClockRule> {
        self.clocks_for(ask).find(|rule| rule.kind == kind)
    }

    /// Every ground for refusing, in the file's order.
    pub fn grounds(&self) -> &[Ground] {
        &self.grounds
    }

    /// The grounds on which an ask of this kind may be refused.
    pub fn grounds_for(&self, ask: AskKind) -> impl Iterator<Item = &Ground> {
        self.grounds
            .iter()
            .filter(move |ground| ground.asks.is_empty() || ground.asks.contains(&ask))
    }

    /// A ground by its id.
    pub fn ground(&self, id: &str) -> Option<&Ground> {
        self.grounds.iter().find(|ground| ground.id == id)
    }

    /// Where somebody who was refused may turn, and the clause that has us say so.
    pub const fn dispute_route(&self) -> Option<&DisputeRoute> {
        self.dispute_route.as_ref()
    }

    /// What must be kept, and how long.
    pub fn keeps(&self) -> &[Keep] {
        &self.keeps
    }
}

/// When one kind of clock runs, and how it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRule {
    /// What it counts towards.
    pub kind: ClockKind,
    /// The asks that start it.
    pub asks: Vec<AskKind>,
    /// What it rests on.
    pub clause: Clause,
    /// The law sets no number: the amount is what the office asks of itself.
    pub own_target: bool,
    /// The day from which it is law: what came before starts no such clock. None: always.
    pub in_force: Option<NaiveDate>,
    /// What it starts from.
    pub start: StartEvent,
    /// How long it runs. None: the letter sets the limit, and the officer enters it.
    pub limit: Option<Period>,
    /// The clause that moves an end on a day off to the next working day. None: no roll.
    pub roll: Option<Clause>,
    /// How far it may be extended. None: not at all.
    pub extension: Option<ExtensionRule>,
    /// For what it may pause. None: for nothing.
    pub pause: Option<PauseRule>,
}

impl ClockRule {
    /// Whether it was law on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.in_force.is_none_or(|since| since <= day)
    }

    /// Whether it stands still for this reason.
    pub fn pauses_for(&self, reason: PauseReason) -> bool {
        self.pause
            .as_ref()
            .is_some_and(|pause| pause.reasons.contains(&reason))
    }
}

/// How far a clock may be extended. The person must be told before the first period ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ExtensionRule {
    /// At most so many more of the clock's own unit.
    pub amount: NonZeroU16,
    /// Whether the person must be told why.
    pub reasons_required: bool,
    /// What allows it.
    pub clause: Clause,
}

/// For what a clock may pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PauseRule {
    /// The reasons that count; a pause for another reason leaves the clock running.
    pub reasons: Vec<PauseReason>,
    /// What allows it.
    pub clause: Clause,
}

/// A ground on which an ask may be refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Ground {
    /// Its permanent id.
    pub id: String,
    /// What it says, in our own words.
    pub text: Text,
    /// What it rests on.
    pub clause: Clause,
    /// The asks it is good for; empty: all.
    pub asks: Vec<AskKind>,
    /// Whether the answer must name the route by which to complain.
    pub route_required: bool,
}

/// Where somebody who was refused may turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DisputeRoute {
    /// What the answer says of it.
    pub text: Text,
    /// What has us name it.
    pub clause: Clause,
}

/// Something that must be kept for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Keep {
    /// What.
    pub what: Kept,
    /// For at least so many years.
    pub years: NonZeroU16,
    /// What demands it.
    pub clause: Clause,
}
