//! Apple Mail's .emlx: a line with the message's length, the message, a property list.

use std::ops::Range;

/// Where the message stands in a file; the whole of one that is not of this form.
pub fn message(file: &[u8]) -> Range<usize> {
    framed(file).unwrap_or(0..file.len())
}

fn framed(file: &[u8]) -> Option<Range<usize>> {
    // The length is padded to stand there before it is known.
    let line = file.iter().take(32).position(|byte| *byte == b'\n')?;
    let length = std::str::from_utf8(file.get(..line)?).ok()?;
    let length: usize = length.trim().parse().ok()?;
    let start = line + 1;
    let end = start.checked_add(length)?;
    (end <= file.len()).then_some(start..end)
}
