use super::*;
use crate::data::{Position, ShapeError};

const GBT: &str = include_str!("../../../../../assets/regimes/gbt35273.toml");
const GDPR: &str = include_str!("../../../../../assets/regimes/gdpr.toml");
const UK: &str = include_str!("../../../../../assets/regimes/uk.toml");
const CCPA: &str = include_str!("../../../../../assets/regimes/ccpa.toml");
const POLICY: &str = include_str!("../../../../../assets/regimes/policy.toml");

#[test]
fn every_law_has_an_answer_clock_for_every_ask() {
    for source in [GBT, GDPR, UK, CCPA] {
        let pack = RegimePack::parse(source).unwrap();
        for ask in AskKind::ALL {
            let rule = pack.clock_for(*ask, ClockKind::Answer).unwrap();
            let by_letter = *ask == AskKind::AuthorityLetter;
            assert_eq!(rule.limit.is_none(), by_letter, "{} {ask}", pack.id());
        }
        let complaint = pack.clock_for(AskKind::Complaint, ClockKind::Answer);
        assert!(complaint.unwrap().own_target);
        assert!(pack.dispute_route().is_some());
    }
}

/// GB/T 35273-2020 8.7 e) has eight grounds, the policy's item 7 four; a ground's id is
/// kept in answers, so it means one thing over all packs.
#[test]
fn the_grounds_are_all_there_and_apart() {
    let packs = [GBT, GDPR, POLICY, UK, CCPA].map(|source| RegimePack::parse(source).unwrap());
    assert_eq!(packs[0].grounds().len(), 8);
    assert_eq!(packs[2].grounds().len(), 4);
    assert_eq!(packs[2].grounds_for(AskKind::Suggestion).count(), 4);
    assert_eq!(packs[0].grounds_for(AskKind::Suggestion).count(), 0);
    let mut ids: Vec<_> = packs
        .iter()
        .flat_map(RegimePack::grounds)
        .map(|ground| &ground.id)
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

/// DPA 2018, section 164A, and 11 CCR 7021(a): what is acknowledged, by when, and by whose days.
/// 11 CCR 7101: the record is kept for 24 months.
#[test]
fn what_is_acknowledged_and_kept() {
    let (uk, ccpa) = (
        RegimePack::parse(UK).unwrap(),
        RegimePack::parse(CCPA).unwrap(),
    );
    assert_eq!((uk.calendar(), ccpa.calendar()), (Some("uk"), Some("us")));
    let acknowledged = |pack: &RegimePack| {
        let rule = |ask| pack.clock_for(ask, ClockKind::Acknowledge);
        let asks = AskKind::ALL.iter().copied();
        asks.filter(|ask| rule(*ask).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(acknowledged(&uk), [AskKind::Complaint]);
    use AskKind::{Complete, Copy, Correct, Delete, Migrate, View};
    let rights = [View, Copy, Migrate, Correct, Complete, Delete];
    assert_eq!(acknowledged(&ccpa), rights);
    let complaint = uk
        .clock_for(AskKind::Complaint, ClockKind::Acknowledge)
        .unwrap();
    let day = |text: &str| text.parse().unwrap();
    assert!(!complaint.holds_on(day("2026-06-18")) && complaint.holds_on(day("2026-06-19")));
    let keep = &ccpa.keeps()[0];
    assert_eq!((keep.what, keep.years.get()), (Kept::HandlingRecord, 2));
}

/// Somebody who is refused is told why by a ground for every right that the law gives.
#[test]
fn every_right_has_grounds_and_a_route() {
    for source in [GDPR, UK, CCPA] {
        let pack = RegimePack::parse(source).unwrap();
        assert!(pack.dispute_route().is_some());
        for rule in pack
            .clocks()
            .iter()
            .filter(|rule| !rule.own_target && rule.limit.is_some())
        {
            for ask in rule.asks.iter().filter(|ask| **ask != AskKind::Complaint) {
                assert!(pack.grounds_for(*ask).count() > 1, "{} {ask}", pack.id());
            }
        }
    }
}

#[test]
fn nothing_in_a_pack_is_left_unused_or_untranslated() {
    for source in [GBT, GDPR, UK, CCPA, POLICY] {
        let pack = RegimePack::parse(source).unwrap();
        for clause in pack.clauses() {
            let named = format!("\"{}\"", clause.id);
            assert!(
                source.matches(&named).count() > 1,
                "{} is never used",
                clause.id
            );
            let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(han(&clause.summary.zh) && !han(&clause.summary.en));
        }
        assert!(
            pack.grounds()
                .iter()
                .all(|ground| !ground.text.zh.is_ascii())
        );
    }
}

#[test]
fn a_mistake_is_pointed_at() {
    let head = "id = \"x\"\nversion = \"1\"\ntitle = { en = \"X\", zh = \"X\" }\n\
                clauses = [{ id = \"c\", cite = { en = \"C\", zh = \"C\" }, summary = { en = \"C\", zh = \"C\" } }]\n";
    let error = |rest: &str| RegimePack::parse(&format!("{head}{rest}")).unwrap_err();
    let clock = |rest: &str| {
        format!("[[clocks]]\nkind = \"answer\"\nasks = [\"view\"]\nstart = \"receipt\"\n{rest}\n")
    };
    assert!(matches!(
        error(&clock("clause = \"d\"")),
        PackError::UnknownClause {
            at: Position {
                line: 9,
                column: 10
            },
            ..
        }
    ));
    for shape in [
        "clause = \"c\"\nlimit = { amount = 0, unit = \"months\" }",
        "clause = \"c\"\nlimit = { amount = 1, unit = \"moons\" }",
        "clause = \"c\"\nlimits = 1",
    ] {
        assert!(matches!(
            error(&clock(shape)),
            PackError::Shape(ShapeError {
                at: Position { line: 10, .. },
                ..
            })
        ));
    }
    assert!(matches!(
        error(&clock("clause = \"c\"\nown_target = true")),
        PackError::NoLimit {
            at: Position { line: 5, .. }
        }
    ));
    assert!(matches!(
        error(&clock("clause = \"c\"").repeat(2)),
        PackError::TwoClocks {
            at: Position { line: 10, .. },
            ask: AskKind::View,
            ..
        }
    ));
    let ground = "[[grounds]]\nid = \"g\"\ntext = { en = \"G\", zh = \"G\" }\nclause = \"c\"\nroute_required = true\n";
    assert!(matches!(
        error(&ground.repeat(2)),
        PackError::Twice {
            at: Position { line: 10, .. },
            ..
        }
    ));
}
