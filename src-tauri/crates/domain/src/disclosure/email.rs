//! E-mail addresses, as they are in use: RFC 5321, section 4.1.2, without quotes and addresses of
//! machines.

use super::text::{Read, Sign};
use super::{Found, Kind};

/// The most signs before the @, and after it (RFC 5321, section 4.5.3.1).
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

pub(super) fn find(read: &Read<'_>) -> Vec<Found> {
    let ats = (0..read.signs.len()).filter(|at| read.sign(*at).is_some_and(|s| s.c == '@'));
    ats.filter_map(|at| around(read, at)).collect()
}

fn around(read: &Read<'_>, at: usize) -> Option<Found> {
    let plain = |sign: &Sign| sign.c.is_ascii_alphanumeric();
    let local = |sign: &&Sign| plain(sign) || "!#$%&'*+-/=?^_`{|}~.".contains(sign.c);
    let before = read.signs.get(..at)?.iter().rev();
    let mut start = at - before.take_while(local).take(LOCAL).count();
    // Signs that an address may begin with belong to the text before it.
    while start < at
        && !read
            .sign(start)
            .is_some_and(|sign| plain(&sign) || sign.c == '_')
    {
        start += 1;
    }
    let domain = |sign: &&Sign| plain(sign) || matches!(sign.c, '-' | '.');
    let after = read.signs.get(at + 1..)?;
    let mut end = at + 1 + after.iter().take_while(domain).take(DOMAIN).count();
    while read
        .before(end)
        .is_some_and(|sign| matches!(sign.c, '-' | '.'))
    {
        end -= 1;
    }
    let host = read.chars(at + 1..end.max(at + 1));
    let (above, top) = host.rsplit_once('.')?;
    let named = top.len() > 1 && top.chars().all(|c| c.is_ascii_alphabetic());
    let labels = above.split('.').all(|label| !label.is_empty());
    (start < at && named && labels).then(|| Found {
        kind: Kind::Email,
        at: start..end,
        said: read.chars(start..end),
    })
}
