//! Text made fit to be shown.

/// Text in which nothing hides: characters that turn the direction of writing and invisible
/// formatting are named in brackets, control characters go, line ends are line feeds.
///
/// A name like `cod<U+202E>gpj.exe` reads as a picture otherwise (Unicode UAX #9; CVE-2021-42574).
pub fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            '\r' => out.push('\n'),
            '\u{feff}' => {}
            _ if turns_direction(c) => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// The same on one line.
pub fn visible_line(text: &str) -> String {
    visible(text).replace(['\n', '\t'], " ").trim().to_owned()
}

/// Overrides, embeddings and isolates of direction. The plain marks (U+200E, U+200F) are left
/// alone: right-to-left languages need them, and they turn nothing.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
