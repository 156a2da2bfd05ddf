//! A message read whole, and each of its attachments taken out: nothing panics, whatever is shown
//! is fit to be shown, and every attachment that is listed is there. Its page, where it has one, is
//! fit to be shown as well.
#![no_main]

libfuzzer_sys::fuzz_target!(|raw: &[u8]| {
    if let Ok(parsed) = mail::parse(raw) {
        for shown in [&parsed.text, &parsed.subject] {
            assert_eq!(*shown, mail::visible(shown), "shown as it is");
        }
        for one in parsed.attachments.iter().take(20) {
            assert!(mail::attachment(raw, one.part).is_some(), "{one:?}");
        }
        if let Some(page) = mail::page(raw, &["minglives.com"], &mut |_| None) {
            assert_eq!(page.html, mail::visible(&page.html), "shown as it is");
        }
        mail::automated(&parsed, &["service@minglives.com"]);
    }
});
