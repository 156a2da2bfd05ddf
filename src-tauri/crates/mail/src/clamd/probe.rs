//! What a scanner is tried out with.

/// How many archives lie in each other: more than scanners open (17 where nobody has said
/// otherwise: clamd.conf(5), `MaxRecursion`), and few kilobytes.
const DEPTH: usize = 40;

/// The file that every scanner is to find: EICAR's, which does nothing. It is put together here,
/// so that no scanner finds it in the program.
pub(super) fn eicar() -> Vec<u8> {
    let halves = [
        r"X5O!P%@AP[4\PZX54(P^)7CC)7}$",
        "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ];
    halves.concat().into_bytes()
}

/// An archive in an archive in an archive, and so on.
pub(super) fn nested() -> Vec<u8> {
    (0..DEPTH).fold(b"nothing".to_vec(), |inner, _| zip(&inner))
}

/// A ZIP archive of one file `a`, stored as it is (APPNOTE.TXT 6.3.10, 4.3.6).
fn zip(content: &[u8]) -> Vec<u8> {
    let mut about = Vec::new();
    // Version 1.0, no flags, stored, at the beginning of 1980.
    for part in [10u16, 0, 0, 0, 0x21] {
        about.extend(part.to_le_bytes());
    }
    let size = content.len() as u32;
    for part in [crc32(content), size, size] {
        about.extend(part.to_le_bytes());
    }
    // The name's length, and no extra field.
    about.extend([1, 0, 0, 0]);
    let local = [b"PK\x03\x04", &about[..], b"a", content].concat();
    // No comment, the first disk, no attributes, and where the file begins: at 0.
    let central = [b"PK\x01\x02\x0a\0", &about[..], &[0; 14], b"a"].concat();
    let mut end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec();
    for part in [central.len() as u32, local.len() as u32] {
        end.extend(part.to_le_bytes());
    }
    end.extend([0, 0]);
    [local, central, end].concat()
}

/// The checksum of ISO 3309, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
    !bytes
        .iter()
        .fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
