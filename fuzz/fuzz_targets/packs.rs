//! Regime packs and calendars that an office writes itself: read, or refused with a place.
#![no_main]

use domain::calendar::Calendar;
use domain::regime::RegimePack;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = RegimePack::parse(text);
    let _ = Calendar::parse(text);
});
