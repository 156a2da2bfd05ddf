//! Names of folders in modified UTF-7 (RFC 3501, 5.1.3): any is read, and what is written comes
//! back.
#![no_main]

use mail::imap::{folder_name, folder_wire_name};

libfuzzer_sys::fuzz_target!(|name: &str| {
    folder_name(name);
    assert_eq!(folder_name(&folder_wire_name(name)), name);
});
