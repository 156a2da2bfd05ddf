//! A file of mail: it is read to its end, and what is read is no more than what is there.
#![no_main]

use std::io::Write as _;

use mail::source::Source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(b"From someone@example.com Mon Mar  2 08:00:00 2026\n")
        .and_then(|()| file.write_all(bytes))
        .expect("written");
    let source = Source::open(file.path()).expect("opened").with_limit(1 << 16);
    let read: usize = source.flatten().map(|item| item.raw.len()).sum();
    assert!(read <= bytes.len() + 50);
});
