//! Results that somebody else wrote, or that do not fit the form.

use mail::sender::{ReasonCode as R, Verdict};

use crate::{codes, judge};

#[test]
fn forgeries_count_for_nothing() {
    let verdict = |results: &str| {
        judge(
            &["mx.example.com"],
            &format!("{results}\nFrom: a@example.net"),
        )
    };
    let own = "Authentication-Results: mx.example.com; ";
    for (results, expected) in [
        ("none".to_owned(), Verdict::Unknown),
        (
            "dmarc=pass header.from=example.net".to_owned(),
            Verdict::Aligned,
        ),
        // Inside a comment, a quoted string or a value nothing is a result.
        (
            "spf=none (; dmarc=pass header.from=example.net)".to_owned(),
            Verdict::Unknown,
        ),
        (
            "spf=none (a (b) \\) ; dmarc=pass".to_owned(),
            Verdict::Unknown,
        ),
        (
            "spf=none reason=\"; dmarc=pass\"".to_owned(),
            Verdict::Unknown,
        ),
        (
            "spf=none smtp.mailfrom=\"a; dmarc=pass header.from=example.net\"@example.net"
                .to_owned(),
            Verdict::Unknown,
        ),
        (
            "x-dmarc=pass header.from=example.net".to_owned(),
            Verdict::Unknown,
        ),
        (
            "dkim=pass policy.d=example.net reason=example.net".to_owned(),
            Verdict::Unknown,
        ),
        (
            "dkim/1 = pass header.d = example.net".to_owned(),
            Verdict::Aligned,
        ),
        // A local part may hold what a careless server does not quote; the worse result counts.
        (
            "dmarc=fail header.from=example.net; spf=none smtp.mailfrom=a; dmarc=pass".to_owned(),
            Verdict::Failed,
        ),
        (
            format!("dmarc=fail header.from=example.net\n{own}dmarc=pass header.from=example.net"),
            Verdict::Failed,
        ),
    ] {
        assert_eq!(
            verdict(&format!("{own}{results}")).verdict,
            expected,
            "{results}"
        );
    }
    let twice = format!("{own}dmarc=fail\n{own}dmarc=pass");
    assert_eq!(codes(&verdict(&twice)), [R::ForgedResults]);
}

#[test]
fn what_does_not_fit_the_form_speaks_for_nobody() {
    let verdict = |results: &str| {
        let field = format!("Authentication-Results: mx.example.com; {results}");
        judge(
            &["mx.example.com"],
            &format!("{field}\nFrom: a@example.net"),
        )
        .verdict
    };
    for (results, expected) in [
        // What has no end may have swallowed an end: all of it is in doubt, and a failure stays one.
        (
            "dmarc=pass header.from=example.net (to be",
            Verdict::Unknown,
        ),
        (
            "dmarc=pass header.from=example.net (a (b) c",
            Verdict::Unknown,
        ),
        (
            "dmarc=pass (a \\) header.from=example.net",
            Verdict::Unknown,
        ),
        (
            "dmarc=pass header.from=example.net; spf=none smtp.mailfrom=\"a",
            Verdict::Unknown,
        ),
        (
            "dmarc=fail header.from=example.net; spf=none (a",
            Verdict::Failed,
        ),
        (
            "dmarc=fail header.from=example.net; spf=none smtp.mailfrom=\"a",
            Verdict::Failed,
        ),
        // A property that is there twice with other values is nobody's word.
        (
            "dkim=pass header.d=example.com header.d=example.net",
            Verdict::Unknown,
        ),
        (
            "dkim=pass header.d=example.net header.d=example.com",
            Verdict::Unknown,
        ),
        (
            "dkim=pass header.d=example.net header.d=example.com header.i=@example.net",
            Verdict::Unknown,
        ),
        (
            "spf=pass smtp.mailfrom=example.net smtp.mailfrom=a@example.com",
            Verdict::Unknown,
        ),
        (
            "dmarc=pass header.from=example.com header.from=example.net",
            Verdict::Unknown,
        ),
        (
            "dmarc=pass header.from=example.net header.from=example.com",
            Verdict::Unknown,
        ),
        (
            "dkim=pass header.d=example.net header.d=example.net",
            Verdict::Aligned,
        ),
        (
            "dmarc=pass header.from=example.net header.from=example.net",
            Verdict::Aligned,
        ),
        ("dmarc=pass", Verdict::Aligned),
    ] {
        assert_eq!(verdict(results), expected, "{results}");
    }
}

#[test]
fn below_the_topmost_field_results_make_things_worse_and_never_better() {
    let judged = |fields: &[&str], ids: &[&str]| {
        let fields: String = fields
            .iter()
            .map(|field| format!("Authentication-Results: {field}\n"))
            .collect();
        judge(ids, &format!("{fields}From: a@example.net"))
    };
    let own = |results: &str| format!("mx.example.com; {results}");
    for (top, below, verdict, told) in [
        (
            "none",
            "dmarc=pass header.from=example.net",
            Verdict::Unknown,
            vec![],
        ),
        (
            "spf=none",
            "dkim=pass header.d=example.net",
            Verdict::Unknown,
            vec![],
        ),
        (
            "spf=none",
            "spf=pass smtp.mailfrom=example.net",
            Verdict::Unknown,
            vec![R::ForgedResults],
        ),
        (
            "dkim=pass header.d=example.net",
            "dmarc=fail",
            Verdict::Failed,
            vec![],
        ),
        (
            "dmarc=fail",
            "dmarc=pass",
            Verdict::Failed,
            vec![R::ForgedResults],
        ),
        (
            "dmarc=pass",
            "dmarc=fail",
            Verdict::Failed,
            vec![R::ForgedResults],
        ),
    ] {
        let (top, below) = (own(top), own(below));
        let found = judged(
            &[&top, "mx.elsewhere.example; dmarc=pass", &below],
            &["mx.example.com"],
        );
        assert_eq!(
            (found.verdict, codes(&found)),
            (verdict, told),
            "{top} {below}"
        );
    }
    // Also where the server writes no name; one that is a dash is somebody's name.
    for (fields, verdict) in [
        (
            ["spf=none", "dmarc=pass header.from=example.net"],
            Verdict::Unknown,
        ),
        (
            ["dmarc=pass header.from=example.net", "spf=none"],
            Verdict::Aligned,
        ),
        (
            ["-; dmarc=pass header.from=example.net", "spf=none"],
            Verdict::Unknown,
        ),
        (
            [
                "mx.example.com; dmarc=pass header.from=example.net",
                "spf=none",
            ],
            Verdict::Unknown,
        ),
    ] {
        assert_eq!(judged(&fields, &[""]).verdict, verdict, "{fields:?}");
    }
}
