//! Names of files that every system can write.

/// Names of devices, whatever follows a dot (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// The longest name, in bytes; most systems take 255.
const LONGEST: usize = 200;

/// The names given so far, without regard to case: not every system has any.
#[derive(Default)]
pub struct Names(Vec<String>);

impl Names {
    /// Gives a file a name that no other has.
    pub fn give(&mut self, wanted: &str) -> String {
        let safe = safe(wanted);
        let (stem, end) = parted(&safe);
        let mut name = safe.clone();
        let mut count = 2;
        while self.0.contains(&name.to_lowercase()) {
            name = format!("{stem} ({count}){end}");
            count += 1;
        }
        self.0.push(name.to_lowercase());
        name
    }
}

/// A name without folders, and without what a system keeps for itself.
fn safe(wanted: &str) -> String {
    let kept = |c: char| match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
        '\n' | '\t' => ' ',
        c => c,
    };
    let name: String = mail::visible(wanted).chars().map(kept).collect();
    let name = name.trim_end_matches(['.', ' ']).trim_start();
    let (stem, end) = parted(name);
    let mut cut = stem.len().min(LONGEST.saturating_sub(end.len()));
    while !stem.is_char_boundary(cut) {
        cut -= 1;
    }
    let stem = stem[..cut].trim_end();
    match stem {
        "" => format!("file{end}"),
        stem if is_device(stem) => format!("_{stem}{end}"),
        stem => format!("{stem}{end}"),
    }
}

/// A name, and its ending with the dot. What begins with its only dot has none; nor has what is too
/// long to be one.
fn parted(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && name.len() - at <= 20 => name.split_at(at),
        _ => (name, ""),
    }
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end();
    let first = first.to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|port| {
        let rest = first.strip_prefix(port);
        rest.is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(is_number))
    });
    numbered || DEVICES.contains(&first.as_str())
}

/// Superscript digits count too.
fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '¹' | '²' | '³')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_written_everywhere_and_is_given_once() {
        let mut names = Names::default();
        for (wanted, given) in [
            ("chat.txt", "chat.txt"),
            ("Chat.TXT", "Chat (2).TXT"),
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("con.txt", "_con.txt"),
            ("COM1", "_COM1"),
            ("computer.txt", "computer.txt"),
            ("nul.tar.gz", "_nul.tar.gz"),
            ("a:b?.txt. ", "a_b_.txt"),
            ("...", "file"),
            (".profile", ".profile"),
            ("聊天记录.csv", "聊天记录.csv"),
            ("cod\u{202e}gpj.exe", "cod[U+202E]gpj.exe"),
        ] {
            assert_eq!(names.give(wanted), given);
        }
        assert!(names.give(&format!("{}.txt", "长".repeat(200))).len() <= LONGEST);
    }
}
