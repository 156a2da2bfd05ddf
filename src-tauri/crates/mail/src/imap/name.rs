//! Names of folders: modified UTF-7 on the wire (RFC 3501, 5.1.3), text everywhere else.

use data_encoding::BASE64_NOPAD;

/// A folder's name as text. What is not modified UTF-7 is left as it is: some servers send UTF-8.
#[must_use]
pub fn decode(wire: &str) -> String {
    decoded(wire).unwrap_or_else(|| wire.to_owned())
}

fn decoded(wire: &str) -> Option<String> {
    let mut text = String::with_capacity(wire.len());
    let mut rest = wire;
    while let Some((plain, after)) = rest.split_once('&') {
        text.push_str(plain);
        let (shifted, after) = after.split_once('-')?;
        if shifted.is_empty() {
            text.push('&');
        } else {
            let bytes = BASE64_NOPAD
                .decode(shifted.replace(',', "/").as_bytes())
                .ok()?;
            let units = bytes
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            text.extend(
                char::decode_utf16(units)
                    .collect::<Result<Vec<_>, _>>()
                    .ok()?,
            );
        }
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// A folder's name as the server wants it.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut wire = String::with_capacity(text.len());
    let mut shifted: Vec<u8> = Vec::new();
    for c in text.chars() {
        if matches!(c, ' '..='~') {
            unshift(&mut wire, &mut shifted);
            wire.push(c);
            if c == '&' {
                wire.push('-');
            }
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                shifted.extend_from_slice(&unit.to_be_bytes());
            }
        }
    }
    unshift(&mut wire, &mut shifted);
    wire
}

fn unshift(wire: &mut String, shifted: &mut Vec<u8>) {
    if !shifted.is_empty() {
        wire.push('&');
        wire.push_str(&BASE64_NOPAD.encode(shifted).replace('/', ","));
        wire.push('-');
        shifted.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_those_of_the_rfc() {
        assert_eq!(
            encode("~peter/mail/台北/日本語"),
            "~peter/mail/&U,BTFw-/&ZeVnLIqe-"
        );
        assert_eq!(decode("&Jjo-!"), "\u{263a}!");
        assert_eq!(encode("A&B"), "A&-B");
        assert_eq!(decode("no & end"), "no & end");
    }

    proptest! {
        #[test]
        fn a_name_comes_back(name in "\\PC*") {
            prop_assert_eq!(decode(&encode(&name)), name);
        }

        #[test]
        fn whatever_a_server_says_is_read(wire in ".*") {
            let _ = decode(&wire);
        }
    }
}
