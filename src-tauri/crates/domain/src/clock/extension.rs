//! Extensions: what may be granted, and what was.

use std::num::NonZeroU16;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::count::Counting;
use super::{ClockError, Course, Extension, Limit};
use crate::regime::{ExtensionRule, Period};

/// What a clock says of its extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ExtensionLine {
    /// What the regime allows; none: no extension.
    pub rule: Option<ExtensionRule>,
    /// What could be granted, once the clock has started and if the regime allows it.
    pub offer: Option<ExtensionOffer>,
    /// What was granted and counts.
    pub granted: Option<Extension>,
    /// What was noted as granted and does not count, and why not.
    pub not_counted: Option<NoExtension>,
}

/// What could be granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ExtensionOffer {
    /// The due date of the first period.
    pub first_due_date: NaiveDate,
    /// The last moment at which the person can be told.
    pub tell_by: DateTime<Utc>,
    /// The due date if everything that is allowed were granted.
    pub longest_due_date: NaiveDate,
}

/// Why an extension does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum NoExtension {
    /// The regime has none for this clock.
    #[error("the regime allows no extension")]
    NotAllowed,
    /// There is no first period to extend yet.
    #[error("the clock has not started")]
    NotStarted,
    /// More than the regime allows.
    #[error("at most {most} more")]
    TooLong {
        /// What it allows, in the clock's unit.
        most: NonZeroU16,
    },
    /// The person was told after the first period ended.
    #[error("the person had to be told by {tell_by}")]
    Late {
        /// The last moment.
        tell_by: DateTime<Utc>,
    },
}

impl ExtensionLine {
    /// Whether an extension would count.
    ///
    /// # Errors
    /// Why it would not.
    pub fn check(&self, extension: Extension) -> Result<(), NoExtension> {
        let rule = self.rule.as_ref().ok_or(NoExtension::NotAllowed)?;
        let offer = self.offer.ok_or(NoExtension::NotStarted)?;
        if extension.amount > rule.amount {
            return Err(NoExtension::TooLong { most: rule.amount });
        }
        if extension.told_at > offer.tell_by {
            return Err(NoExtension::Late {
                tell_by: offer.tell_by,
            });
        }
        Ok(())
    }

    /// Takes what was noted as granted, if it counts.
    pub(super) fn new(
        rule: Option<&ExtensionRule>,
        offer: Option<ExtensionOffer>,
        noted: Option<Extension>,
    ) -> Self {
        let mut line = Self {
            rule: rule.cloned(),
            offer,
            granted: None,
            not_counted: None,
        };
        if let Some(extension) = noted {
            match line.check(extension) {
                Ok(()) => line.granted = Some(extension),
                Err(why) => line.not_counted = Some(why),
            }
        }
        line
    }
}

/// The course with what was granted, and what there is to say of extensions.
pub(super) fn count(
    counting: &Counting<'_>,
    limit: Limit,
    rule: Option<&ExtensionRule>,
    noted: Option<Extension>,
) -> Result<(Option<Course>, ExtensionLine), ClockError> {
    let first = counting.course(limit)?;
    let offer = rule
        .map(|rule| {
            Ok(ExtensionOffer {
                first_due_date: first.due_date,
                tell_by: first.due_at,
                longest_due_date: counting.course(longer(limit, rule.amount)?)?.due_date,
            })
        })
        .transpose()?;
    let line = ExtensionLine::new(rule, offer, noted);
    let course = match line.granted {
        Some(extension) => counting.course(longer(limit, extension.amount)?)?,
        None => first,
    };
    Ok((Some(course), line))
}

fn longer(limit: Limit, by: NonZeroU16) -> Result<Limit, ClockError> {
    match limit {
        Limit::Period(Period { amount, unit }) => Ok(Limit::Period(Period {
            amount: amount.checked_add(by.get()).ok_or(ClockError::OutOfRange)?,
            unit,
        })),
        // A day that a letter names is not a pack's limit, and only those have extensions.
        date @ Limit::Date { .. } => Ok(date),
    }
}
