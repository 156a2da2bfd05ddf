//! Results of mail servers: a field with another server's id never changes the verdict.
#![no_main]

use mail::sender::{Trust, evidence};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let ids = ["mx.minglives.com".to_owned()];
    let trust = Trust {
        authserv_ids: &ids,
        ..Trust::default()
    };
    let line: String = text.chars().filter(|c| !c.is_control()).collect();
    let message = |field: &str| {
        format!("{field}From: Ada <ada@example.com>\r\nSubject: s\r\n\r\ntext\r\n")
    };
    let of = |raw: String| mail::parse(raw.as_bytes()).map(|parsed| evidence(&parsed, &trust));
    let plain = of(message("")).expect("a message");
    let field = format!("Authentication-Results: {line}\r\n");
    if let Ok(found) = of(message(&field))
        && !line.to_lowercase().contains("mx.minglives.com")
    {
        assert_eq!(found.verdict, plain.verdict);
    }
});
