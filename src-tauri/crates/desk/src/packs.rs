//! The data that the program ships: regime packs, calendars, rules.

use std::sync::OnceLock;

use domain::calendar::Calendar;
use domain::complaints::propose::Rules;
use domain::data::Text;
use domain::regime::{ClockRule, Ground, Keep, Kept, RegimePack};

use crate::complaints::{ClockRuleView, GroundView, RegimeView};
use crate::retention::DutyRule;
use crate::{Error, Result};

/// Packs, calendars and rules, read once. A test reads every file, so none of them is missing.
pub struct Packs {
    /// Of one law the newest version comes first; those that it replaced follow.
    pub regimes: Vec<RegimePack>,
    /// The grounds of the company's own privacy policy, offered beside the law's.
    pub policy: Option<RegimePack>,
    pub calendars: Vec<Calendar>,
    pub rules: Rules,
}

macro_rules! asset {
    ($path:literal) => {
        include_str!(concat!("../../../../assets/", $path))
    };
}

/// A pack that changes keeps its old version, in a file with the version in its name, after the
/// new one: clocks that began under it are counted by it to their end.
const REGIMES: &[&str] = &[
    asset!("regimes/gbt35273.toml"),
    asset!("regimes/gdpr.toml"),
    asset!("regimes/uk.toml"),
    asset!("regimes/ccpa.toml"),
];
const POLICY: &str = asset!("regimes/policy.toml");
const CALENDARS: &[&str] = &[
    asset!("calendars/cn.toml"),
    asset!("calendars/ie.toml"),
    asset!("calendars/uk.toml"),
    asset!("calendars/us.toml"),
    asset!("calendars/none.toml"),
];
const RULES: &str = asset!("rules/asks.toml");

impl Packs {
    /// The packs of this program.
    pub fn get() -> &'static Self {
        static PACKS: OnceLock<Packs> = OnceLock::new();
        PACKS.get_or_init(|| Self {
            regimes: REGIMES
                .iter()
                .filter_map(|text| RegimePack::parse(text).ok())
                .collect(),
            policy: RegimePack::parse(POLICY).ok(),
            calendars: CALENDARS
                .iter()
                .filter_map(|text| Calendar::parse(text).ok())
                .collect(),
            rules: Rules::parse(RULES).unwrap_or_default(),
        })
    }

    /// A regime pack by its id, as it is now.
    pub fn regime(&self, id: &str) -> Result<&RegimePack> {
        self.regimes
            .iter()
            .find(|pack| pack.id() == id)
            .ok_or_else(|| Error::UnknownRegime {
                regime: id.to_owned(),
            })
    }

    /// A regime pack as it was at a version; none where this program does not have that one.
    pub fn version(&self, id: &str, version: &str) -> Option<&RegimePack> {
        self.regimes
            .iter()
            .find(|pack| pack.id() == id && pack.version() == version)
    }

    /// A calendar by its id.
    pub fn calendar(&self, id: &str) -> Result<&Calendar> {
        self.calendars
            .iter()
            .find(|calendar| calendar.id() == id)
            .ok_or_else(|| Error::Invalid {
                field: "calendar".to_owned(),
            })
    }

    /// The pack and ground behind `pack/ground`.
    pub fn ground(&self, id: &str) -> Option<&Ground> {
        let (pack, ground) = id.split_once('/')?;
        self.regimes
            .iter()
            .chain(&self.policy)
            .filter(|p| p.id() == pack)
            .find_map(|p| p.ground(ground))
    }

    /// The regimes as they are now.
    fn current(&self) -> impl Iterator<Item = &RegimePack> {
        self.regimes
            .iter()
            .enumerate()
            .filter(|(at, pack)| self.regimes[..*at].iter().all(|p| p.id() != pack.id()))
            .map(|(_, pack)| pack)
    }

    /// The laws that count by a calendar wherever the office is.
    pub fn counting_by(&self, calendar: &str) -> Vec<String> {
        let by = |pack: &&RegimePack| pack.calendar() == Some(calendar);
        let ids = self.current().filter(by).map(RegimePack::id);
        ids.map(str::to_owned).collect()
    }

    /// What the laws have closed cases kept for.
    pub fn duties(&self) -> Vec<DutyRule> {
        let kept = |pack: &RegimePack| {
            let keeps = pack
                .keeps()
                .iter()
                .filter(|k| k.what == Kept::HandlingRecord);
            let rule = |keep: &Keep| DutyRule {
                regime: pack.title().clone(),
                years: keep.years.get(),
                cite: keep.clause.cite.clone(),
            };
            keeps.map(rule).collect::<Vec<_>>()
        };
        self.current().flat_map(kept).collect()
    }

    /// The regimes as offered, each with its own grounds and the policy's.
    pub fn views(&self) -> Vec<RegimeView> {
        self.current()
            .map(|pack| RegimeView {
                id: pack.id().to_owned(),
                version: pack.version().to_owned(),
                title: pack.title().clone(),
                calendar: pack.calendar().map(str::to_owned),
                clocks: pack.clocks().iter().map(rule).collect(),
                grounds: [Some(pack), self.policy.as_ref()]
                    .into_iter()
                    .flatten()
                    .flat_map(grounds)
                    .collect(),
                route: pack.dispute_route().map_or_else(
                    || Text {
                        en: String::new(),
                        zh: String::new(),
                    },
                    |route| route.text.clone(),
                ),
            })
            .collect()
    }
}

fn rule(rule: &ClockRule) -> ClockRuleView {
    ClockRuleView {
        kind: rule.kind,
        asks: rule.asks.clone(),
        cite: rule.clause.cite.clone(),
        own_target: rule.own_target,
        in_force: rule.in_force,
        start: rule.start,
        limit: rule.limit,
        extension: rule.extension.as_ref().map(|one| one.amount.get()),
    }
}

fn grounds(pack: &RegimePack) -> impl Iterator<Item = GroundView> {
    pack.grounds().iter().map(|ground| GroundView {
        id: format!("{}/{}", pack.id(), ground.id),
        title: ground.text.clone(),
        clause: ground.clause.id.clone(),
        cite: ground.clause.cite.clone(),
        asks: ground.asks.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_whole() {
        let packs = Packs::get();
        assert_eq!(packs.regimes.len(), REGIMES.len());
        assert_eq!(packs.calendars.len(), CALENDARS.len());
        assert!(packs.policy.is_some());
        let rules = Rules::parse(RULES).expect("rules");
        let known = |id: &str| packs.regime(id).is_ok();
        assert!(
            rules.regimes().all(known),
            "a law that is proposed is there"
        );
        let mut calendars = packs.regimes.iter().filter_map(RegimePack::calendar);
        assert!(calendars.all(|id| packs.calendar(id).is_ok()));
    }
}
