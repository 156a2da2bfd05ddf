//! Words that occur nowhere else, planted in a letter and then looked for on the disk, in the
//! encodings in which a program may have left them.

use std::path::Path;

use anyhow::Result;

/// A word and where in the letter it stands.
#[derive(Debug)]
pub struct Canary {
    /// The part of the letter.
    pub place: &'static str,
    /// The word. Letters only, so that a search takes it as one word.
    pub text: &'static str,
}

/// The words of [`letter`].
pub const CANARIES: [Canary; 6] = [
    Canary {
        place: "name",
        text: "Quellwhistle",
    },
    Canary {
        place: "address",
        text: "brindlefrost",
    },
    Canary {
        place: "subject",
        text: "Nimbleverge",
    },
    Canary {
        place: "body",
        text: "Dapplemoor",
    },
    Canary {
        place: "Chinese body",
        text: "鹮鸰翯罽",
    },
    Canary {
        place: "attachment's name",
        text: "Harrowquill",
    },
];

/// A letter with every canary in it.
#[must_use]
pub fn letter() -> Vec<u8> {
    let [name, address, subject, body, chinese, file] = CANARIES.map(|canary| canary.text);
    format!(
        "Message-ID: <letter@mail.example>\n\
         Date: Mon, 3 Aug 2026 11:00:00 +0800\n\
         From: {name} Roe <{address}@example.com>\n\
         To: service@minglives.com\n\
         Subject: Delete {subject}\n\
         MIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=part\n\
         \n\
         --part\n\
         Content-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n\
         \n\
         My account is {body}. 我是{chinese}。\n\
         --part\n\
         Content-Type: text/plain; name=\"{file}.txt\"\n\
         Content-Disposition: attachment; filename=\"{file}.txt\"\n\
         \n\
         attached\n\
         --part--\n"
    )
    .into_bytes()
}

/// The ways in which a word may lie in a file.
#[must_use]
pub fn encodings(word: &str) -> Vec<Vec<u8>> {
    let plain = word.as_bytes().to_vec();
    let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex = plain
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect();
    let mut all = vec![plain.clone(), word.to_lowercase().into_bytes(), utf16, hex];
    // Base64 looks different by where in its groups of three the word begins; its first and last
    // letters mix with what stands beside it.
    for before in 0..3 {
        let shifted = [vec![0; before], plain.clone()].concat();
        let whole = base64(&shifted[..shifted.len() / 3 * 3]);
        all.push(whole[if before == 0 { 0 } else { 4 }..].to_vec());
    }
    all
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks_exact(3)
        .flat_map(|three| {
            let bits = three
                .iter()
                .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
            [18, 12, 6, 0].map(|shift| ALPHABET[bits >> shift & 63])
        })
        .collect()
}

/// The canaries in some bytes, a line each, called `path`.
#[must_use]
pub fn search_bytes(path: &Path, bytes: &[u8]) -> Vec<String> {
    CANARIES
        .iter()
        .filter(|canary| {
            encodings(canary.text)
                .iter()
                .any(|needle| bytes.windows(needle.len()).any(|window| window == needle))
        })
        .map(|canary| format!("{} in {}", canary.place, path.display()))
        .collect()
}

/// The canaries in the files below `folder` and in their names, a line each.
///
/// # Errors
/// Where the folder can't be read.
pub fn search(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        found.extend(search_bytes(&path, path.as_os_str().as_encoded_bytes()));
        if path.is_dir() && !path.is_symlink() {
            found.extend(search(&path)?);
        } else if path.is_file() {
            found.extend(search_bytes(&path, &std::fs::read(&path)?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canary_is_found_in_any_dress() {
        let dressed = |bytes: Vec<u8>| !search_bytes(Path::new("here"), &bytes).is_empty();
        let word = CANARIES[3].text;
        assert!(dressed(format!("a {word} b").into_bytes()));
        assert!(dressed(
            word.encode_utf16().flat_map(u16::to_le_bytes).collect()
        ));
        for before in ["", "x", "yy", "zzz"] {
            let mut text = format!("{before}{word} and more").into_bytes();
            text.truncate(text.len() / 3 * 3);
            assert!(dressed(base64(&text)), "{before:?}");
        }
        assert!(!dressed(b"nothing of the kind".to_vec()));
    }
}
