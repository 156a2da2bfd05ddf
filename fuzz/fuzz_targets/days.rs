//! Days that an office adds to a calendar, in both forms: read, or refused with a line that is there;
//! and what was read is what the calendar then says.
#![no_main]

use domain::calendar::{AddedDays, Calendar, Form};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let lines = bytes.split(|byte| *byte == b'\n').count();
    for form in Form::ALL {
        match AddedDays::read(*form, bytes) {
            Ok(days) => {
                let calendar = Calendar::own("x").with(&days, 1);
                for day in days.days() {
                    assert_eq!(calendar.day(day.date).is_working(), day.worked, "{day:?}");
                }
            }
            Err(wrong) => assert!((1..=lines + 1).contains(&wrong.line), "{wrong}"),
        }
    }
});
