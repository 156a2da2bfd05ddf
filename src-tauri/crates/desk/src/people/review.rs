//! The access review: once a quarter everyone at work is looked at, and what they can reach is
//! confirmed, changed, or taken from them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::people::{Role, Standing};
use domain::quarter::Quarter;
use serde::Serialize;
use store::Tx;
use store::team::{ConfirmationRow, ReviewRow};
use uuid::Uuid;

use super::Member;
use super::acts::groups;
use crate::complaints::Person;
use crate::door::{Act, Entry};
use crate::types::dto_out;
use crate::{Desk, Error, Result};

/// Who goes through the people.
const REVIEWERS: [Role; 2] = [Role::Officer, Role::Administrator];

dto_out! {
    /// The review of the quarter that it is now, where the workspace is.
    pub struct AccessReview {
        /// `2026-Q4`.
        pub quarter: String,
        /// Its first day.
        pub begins: NaiveDate,
        /// Its last day.
        pub due: NaiveDate,
        /// Everyone at work, those first who are not confirmed.
        pub people: Vec<Reviewed>,
        /// How many of them are confirmed.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub confirmed: usize,
        /// Nobody else could confirm this person, who therefore may.
        pub alone: bool,
        /// The last of them was confirmed, by whom and when; whoever comes later is for the next.
        pub finished: Option<Confirmed>,
    }
}

dto_out! {
    /// A person of a review.
    pub struct Reviewed {
        pub member: Member,
        /// Their last entry in the log.
        pub last_seen: Option<DateTime<Utc>>,
        pub confirmed: Option<Confirmed>,
        /// Somebody else has to confirm them: they are the one who asks.
        pub another: bool,
    }
}

dto_out! {
    /// Who confirmed, and when.
    pub struct Confirmed {
        pub by: Person,
        pub at: DateTime<Utc>,
    }
}

impl Desk {
    /// The access review of this quarter, as far as it has come.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer, administrator or auditor.
    pub async fn access_review(&self) -> Result<AccessReview> {
        if !self.is_any(&[Role::Officer, Role::Administrator, Role::Auditor]) {
            return Err(Error::NotAllowed);
        }
        let mut tx = self.read().await?;
        self.review_in(&mut tx, Quarter::of(self.today())).await
    }

    /// Confirms that a person still needs what they have. With the last one the review is finished.
    /// Who is confirmed already stays as they are.
    ///
    /// # Errors
    /// [`Error::PersonNotFound`], [`Error::PersonState`], [`Error::NotAllowed`];
    /// [`Error::FourEyes`] for oneself, where somebody else could confirm it.
    pub async fn confirm_access(&self, who: &str) -> Result<AccessReview> {
        if !self.is_any(&REVIEWERS) {
            return Err(Error::NotAllowed);
        }
        let quarter = Quarter::of(self.today());
        let mut act = self.act().await?;
        // Two who confirm the last two at once would both leave the review open.
        store::team::hold(&mut act.tx).await?;
        let member = self.member(&mut act.tx, who).await?;
        if member.standing != Standing::Active {
            return Err(Error::PersonState {
                state: member.standing.to_string(),
            });
        }
        let before = self.review_in(&mut act.tx, quarter).await?;
        let of = before.people.iter().find(|one| one.member.id == member.id);
        if of.is_some_and(|one| one.confirmed.is_some()) {
            return Ok(before);
        }
        if of.is_some_and(|one| one.another) {
            return Err(Error::FourEyes);
        }
        let row = ConfirmationRow {
            begins: quarter.first(),
            reviewed: member.id,
            signer: self.inner.me.id,
            at: act.now,
        };
        store::team::confirm(&mut act.tx, &row).await?;
        let mut entry = Entry::person("access.confirmed", member.id)
            .with("quarter", quarter)
            .with("roles", groups(&member.roles).join(" "));
        if member.id == self.inner.me.id {
            entry = entry.with("alone", true);
        }
        act.log(entry);
        self.finish_if_done(&mut act).await?;
        let after = self.review_in(&mut act.tx, quarter).await?;
        act.commit().await?;
        Ok(after)
    }

    /// Finishes this quarter's review where everyone at work is confirmed.
    pub(super) async fn finish_if_done(&self, act: &mut Act<'_>) -> Result<()> {
        let quarter = Quarter::of(self.today());
        let review = self.review_in(&mut act.tx, quarter).await?;
        let everyone = review.people.len();
        if review.finished.is_some() || review.confirmed < everyone {
            return Ok(());
        }
        let row = ReviewRow {
            begins: quarter.first(),
            signer: self.inner.me.id,
            at: act.now,
        };
        store::team::finish_review(&mut act.tx, &row).await?;
        act.log(
            Entry::workspace("access.reviewed", self.ring().workspace)
                .with("quarter", quarter)
                .with("people", everyone),
        );
        Ok(())
    }

    async fn review_in(&self, tx: &mut Tx, quarter: Quarter) -> Result<AccessReview> {
        let members = self.members(tx).await?;
        let kept = store::team::confirmations(tx, quarter.first()).await?;
        let finished = store::team::review(tx, quarter.first()).await?;
        let by = |signer: Uuid, at| {
            let one = members.iter().find(|one| one.id == signer);
            one.map(|one| Confirmed {
                by: Person {
                    id: one.id,
                    name: one.name.clone(),
                    initials: one.initials.clone(),
                },
                at,
            })
        };
        let me = self.inner.me.id;
        let is_active = |one: &&Member| one.standing == Standing::Active;
        let alone = !members
            .iter()
            .filter(is_active)
            .any(|one| one.id != me && one.roles.iter().any(|held| REVIEWERS.contains(&held.role)));
        let mut people = Vec::new();
        for member in members.iter().filter(is_active) {
            let of = kept.iter().find(|one| one.reviewed == member.id);
            people.push(Reviewed {
                last_seen: store::audit::last_of(tx, member.id).await?,
                confirmed: of.and_then(|one| by(one.signer, one.at)),
                another: member.id == me && !alone,
                member: member.clone(),
            });
        }
        people.sort_by_key(|one| one.confirmed.is_some());
        Ok(AccessReview {
            quarter: quarter.to_string(),
            begins: quarter.first(),
            due: quarter.last(),
            confirmed: people.iter().filter(|one| one.confirmed.is_some()).count(),
            people,
            alone,
            finished: finished.and_then(|one| by(one.signer, one.at)),
        })
    }
}
