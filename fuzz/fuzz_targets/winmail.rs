//! A winmail.dat in a message: nothing panics or goes on for ever, and every file that is listed is
//! there.
#![no_main]

use data_encoding::BASE64;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let packed = BASE64.encode(&[b"\x78\x9f\x3e\x22\x01\x00", bytes].concat());
    let raw = format!(
        "From: a@example.com\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{packed}\r\n"
    );
    if let Ok(parsed) = mail::parse(raw.as_bytes()) {
        for one in parsed.attachments.iter().take(50) {
            assert!(mail::attachment(raw.as_bytes(), one.part).is_some(), "{one:?}");
        }
    }
});
