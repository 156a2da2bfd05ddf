//! A refusal is whole, or it is none.

use domain::complaints::{Refusal, RefusalPart};
use proptest::prelude::*;

proptest! {
    #[test]
    fn it_names_exactly_what_it_lacks(
        ground in "[abc]",
        reason in "[ \t\u{3000}x]{0,3}",
        route in "[ \t\u{3000}x]{0,3}",
        allowed in prop::collection::vec("[abc]", 0..3),
    ) {
        let lacks = [
            (RefusalPart::Ground, !allowed.contains(&ground)),
            (RefusalPart::Reason, !reason.contains('x')),
            (RefusalPart::Route, !route.contains('x')),
        ];
        let missing: Vec<_> = lacks.iter().filter(|(_, lacks)| *lacks).map(|(part, _)| *part).collect();
        match Refusal::new(&ground, &reason, &route, &allowed) {
            Ok(refusal) => {
                prop_assert!(missing.is_empty());
                prop_assert_eq!(refusal.ground(), ground);
                prop_assert_eq!(refusal.reason(), reason.trim());
                prop_assert_eq!(refusal.route(), route.trim());
            }
            Err(incomplete) => {
                prop_assert!(!missing.is_empty());
                prop_assert_eq!(incomplete.missing, missing);
            }
        }
    }
}
