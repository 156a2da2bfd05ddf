//! Rules that an office writes itself, and any text under the ones that are shipped.
#![no_main]

use std::sync::LazyLock;

use domain::complaints::propose::Rules;

static SHIPPED: LazyLock<Rules> = LazyLock::new(|| {
    Rules::parse(include_str!("../../assets/rules/asks.toml")).expect("the shipped rules")
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = Rules::parse(text);
    SHIPPED.read(text, text);
});
