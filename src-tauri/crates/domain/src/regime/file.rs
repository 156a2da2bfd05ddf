//! A pack as its file has it: clauses are named by id, and resolved here.

use std::collections::{BTreeMap, HashSet};
use std::num::NonZeroU16;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::{
    Clause, ClockKind, ClockRule, DisputeRoute, ExtensionRule, Ground, Keep, Kept, PauseReason,
    PauseRule, Period, RegimePack, StartEvent,
};
use crate::complaints::AskKind;
use crate::data::{Position, Reference, ShapeError, Text};

/// Why a pack was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Not TOML, or not the shape of a pack.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// Something rests on a clause that the pack does not have.
    #[error("{at}: the pack has no clause {clause:?}")]
    UnknownClause {
        /// Where it is referred to.
        at: Position,
        /// The clause.
        clause: String,
    },
    /// Two clauses or two grounds have the same id.
    #[error("{at}: {id:?} is already the id of another")]
    Twice {
        /// Where the second stands.
        at: Position,
        /// The id.
        id: String,
    },
    /// Two clocks of a kind start from the same ask.
    #[error("{at}: {ask} already has a clock of the kind {kind}")]
    TwoClocks {
        /// Where the second stands.
        at: Position,
        /// The ask.
        ask: AskKind,
        /// The clock's kind.
        kind: ClockKind,
    },
    /// A clock without a limit can be neither extended nor a target of our own.
    #[error("{at}: a clock without a limit can't be extended, nor be the office's own target")]
    NoLimit {
        /// Where the clock stands.
        at: Position,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    id: String,
    version: String,
    title: Text,
    calendar: Option<String>,
    clauses: Vec<Spanned<Clause>>,
    #[serde(default)]
    clocks: Vec<Spanned<FileClock>>,
    #[serde(default)]
    grounds: Vec<Spanned<FileGround>>,
    #[serde(default)]
    dispute_route: Option<FileRoute>,
    #[serde(default)]
    keeps: Vec<FileKeep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileClock {
    kind: ClockKind,
    asks: Vec<AskKind>,
    clause: Reference,
    #[serde(default)]
    own_target: bool,
    in_force: Option<NaiveDate>,
    start: StartEvent,
    limit: Option<Period>,
    /// The clause by which an end on a day off moves to the next working day.
    roll: Option<Reference>,
    extension: Option<FileExtension>,
    pause: Option<FilePause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileExtension {
    amount: NonZeroU16,
    reasons_required: bool,
    clause: Reference,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePause {
    reasons: Vec<PauseReason>,
    clause: Reference,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileGround {
    id: String,
    text: Text,
    clause: Reference,
    #[serde(default)]
    asks: Vec<AskKind>,
    route_required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRoute {
    text: Text,
    clause: Reference,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileKeep {
    what: Kept,
    years: NonZeroU16,
    clause: Reference,
}

/// Turns the file's references into clauses, and refuses what contradicts itself.
pub(super) fn resolve(file: File, source: &str) -> Result<RegimePack, PackError> {
    let clauses = Clauses::of(&file.clauses, source)?;
    check_clocks(&file.clocks, source)?;
    check_grounds(&file.grounds, source)?;
    Ok(RegimePack {
        clocks: file
            .clocks
            .into_iter()
            .map(|clock| clauses.clock(clock.into_inner()))
            .collect::<Result<_, _>>()?,
        grounds: file
            .grounds
            .into_iter()
            .map(|ground| clauses.ground(ground.into_inner()))
            .collect::<Result<_, _>>()?,
        dispute_route: file
            .dispute_route
            .map(|route| clauses.route(route))
            .transpose()?,
        keeps: file
            .keeps
            .into_iter()
            .map(|keep| clauses.keep(&keep))
            .collect::<Result<_, _>>()?,
        id: file.id,
        version: file.version,
        title: file.title,
        calendar: file.calendar,
        clauses: file.clauses.into_iter().map(Spanned::into_inner).collect(),
    })
}

fn check_clocks(clocks: &[Spanned<FileClock>], source: &str) -> Result<(), PackError> {
    let mut seen = HashSet::new();
    for spanned in clocks {
        let rule = spanned.get_ref();
        let at = Position::of(source, spanned.span().start);
        if rule.limit.is_none() && (rule.extension.is_some() || rule.own_target) {
            return Err(PackError::NoLimit { at });
        }
        for ask in &rule.asks {
            if !seen.insert((*ask, rule.kind)) {
                return Err(PackError::TwoClocks {
                    at,
                    ask: *ask,
                    kind: rule.kind,
                });
            }
        }
    }
    Ok(())
}

fn check_grounds(grounds: &[Spanned<FileGround>], source: &str) -> Result<(), PackError> {
    let mut seen = HashSet::new();
    for ground in grounds {
        if !seen.insert(&ground.get_ref().id) {
            return Err(PackError::Twice {
                at: Position::of(source, ground.span().start),
                id: ground.get_ref().id.clone(),
            });
        }
    }
    Ok(())
}

struct Clauses<'a> {
    by_id: BTreeMap<String, Clause>,
    source: &'a str,
}

impl<'a> Clauses<'a> {
    fn of(clauses: &[Spanned<Clause>], source: &'a str) -> Result<Self, PackError> {
        let mut by_id = BTreeMap::new();
        for clause in clauses {
            let id = clause.get_ref().id.clone();
            if by_id.insert(id.clone(), clause.get_ref().clone()).is_some() {
                let at = Position::of(source, clause.span().start);
                return Err(PackError::Twice { at, id });
            }
        }
        Ok(Self { by_id, source })
    }

    fn clause(&self, reference: &Reference) -> Result<Clause, PackError> {
        self.by_id
            .get(&reference.word)
            .cloned()
            .ok_or_else(|| PackError::UnknownClause {
                at: reference.position(self.source),
                clause: reference.word.clone(),
            })
    }

    fn clock(&self, rule: FileClock) -> Result<ClockRule, PackError> {
        Ok(ClockRule {
            kind: rule.kind,
            asks: rule.asks,
            clause: self.clause(&rule.clause)?,
            own_target: rule.own_target,
            in_force: rule.in_force,
            start: rule.start,
            limit: rule.limit,
            roll: rule.roll.map(|roll| self.clause(&roll)).transpose()?,
            extension: rule
                .extension
                .map(|extension| {
                    Ok::<_, PackError>(ExtensionRule {
                        amount: extension.amount,
                        reasons_required: extension.reasons_required,
                        clause: self.clause(&extension.clause)?,
                    })
                })
                .transpose()?,
            pause: rule
                .pause
                .map(|pause| {
                    Ok::<_, PackError>(PauseRule {
                        clause: self.clause(&pause.clause)?,
                        reasons: pause.reasons,
                    })
                })
                .transpose()?,
        })
    }

    fn ground(&self, ground: FileGround) -> Result<Ground, PackError> {
        Ok(Ground {
            clause: self.clause(&ground.clause)?,
            id: ground.id,
            text: ground.text,
            asks: ground.asks,
            route_required: ground.route_required,
        })
    }

    fn route(&self, route: FileRoute) -> Result<DisputeRoute, PackError> {
        Ok(DisputeRoute {
            clause: self.clause(&route.clause)?,
            text: route.text,
        })
    }

    fn keep(&self, keep: &FileKeep) -> Result<Keep, PackError> {
        Ok(Keep {
            what: keep.what,
            years: keep.years,
            clause: self.clause(&keep.clause)?,
        })
    }
}
