//! Quoted text is set apart, and none of the text is lost.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let folded = mail::quote::fold(text);
    let kept: usize = folded.iter().map(|block| letters(&block.text)).sum();
    assert_eq!(kept, letters(text));
    mail::quote::own_words(text);
});
