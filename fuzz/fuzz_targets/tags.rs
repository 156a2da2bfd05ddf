//! Tags in a subject: any is read, and one that is written is found.
#![no_main]

use domain::threading::{CaseNumber, format_tag, parse_tags};

libfuzzer_sys::fuzz_target!(|input: (&str, u32)| {
    let (text, number) = input;
    parse_tags(text);
    let number = CaseNumber(number.max(1));
    let subject = format!("Re: {}", format_tag(number, "abcdefgh"));
    assert_eq!(parse_tags(&subject), [(number, "abcdefgh")]);
});
