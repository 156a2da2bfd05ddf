//! The search box: a query that matches a text finds it by its index terms, too, and what it
//! highlights lies in the text.
#![no_main]

use std::collections::BTreeSet;

use domain::search::{Doc, Group, Query, Term, terms};

libfuzzer_sys::fuzz_target!(|typed: (&str, &str)| {
    let (typed, body) = typed;
    let Ok(query) = Query::parse(typed) else {
        return;
    };
    let doc = Doc {
        subject: "",
        names: &[],
        addresses: &[],
        body,
    };
    if query.has_text() && query.matches(&doc).is_some() {
        let mut all = BTreeSet::new();
        terms(&doc, |field, text| {
            all.insert(Term {
                field,
                text: text.to_owned(),
            });
        });
        let found = |group: &Group| {
            let clauses = group.clauses();
            clauses.iter().all(|clause| clause.iter().any(|term| all.contains(term)))
        };
        assert!(query.groups().iter().any(found), "{query:?}");
    }
});
