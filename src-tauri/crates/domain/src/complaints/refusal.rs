//! Refusing an ask.

use serde::Serialize;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a refusal can't be without.
    RefusalPart {
        /// A ground, among those that the case's regimes and the policy allow for the ask.
        Ground = "ground",
        /// A reason, in words that the person understands.
        Reason = "reason",
        /// Where the person can complain.
        Route = "route",
    }
}

/// What a refusal lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a refusal needs {}", missing.iter().map(|part| part.as_str()).collect::<Vec<_>>().join(", "))]
pub struct RefusalIncomplete {
    /// The parts, in the order in which they are asked for; never empty.
    pub missing: Vec<RefusalPart>,
}

/// A refusal with its ground, its reason and the complaint route: without one of them it
/// can't be made (GB/T 35273 8.7; GDPR 12(4)).
///
/// It is written, never read back by serde: the way to one is [`Refusal::new`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    ground: String,
    reason: String,
    route: String,
}

impl Refusal {
    /// Makes a refusal. `allowed` are the ids of the grounds that are open for the ask;
    /// reason and route lose the white space around them.
    ///
    /// # Errors
    /// [`RefusalIncomplete`] with everything that is missing: a ground that is not among
    /// the allowed, a blank reason, a blank route.
    pub fn new(
        ground: &str,
        reason: &str,
        route: &str,
        allowed: &[impl AsRef<str>],
    ) -> Result<Self, RefusalIncomplete> {
        let (reason, route) = (reason.trim(), route.trim());
        let known = allowed.iter().any(|id| id.as_ref() == ground);
        let missing: Vec<_> = [
            (RefusalPart::Ground, known),
            (RefusalPart::Reason, !reason.is_empty()),
            (RefusalPart::Route, !route.is_empty()),
        ]
        .into_iter()
        .filter_map(|(part, there)| (!there).then_some(part))
        .collect();
        if !missing.is_empty() {
            return Err(RefusalIncomplete { missing });
        }
        Ok(Self {
            ground: ground.to_owned(),
            reason: reason.to_owned(),
            route: route.to_owned(),
        })
    }

    /// The ground's id.
    pub fn ground(&self) -> &str {
        &self.ground
    }

    /// What the person is told as the reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Where the person can complain.
    pub fn route(&self) -> &str {
        &self.route
    }
}
