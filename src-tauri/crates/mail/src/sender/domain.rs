//! Domains: whose they are, and which looks like another.

use unicode_security::confusable_detection::skeleton;
use unicode_security::{MixedScript as _, RestrictionLevel, RestrictionLevelDetection as _};

/// The domain of an address, in lower case, as people see it: punycode decoded (RFC 5891).
pub fn of(address: &str) -> Option<String> {
    let (_, domain) = address.trim().rsplit_once('@')?;
    let domain = shown(domain);
    (!domain.is_empty()).then_some(domain)
}

/// Longer than any domain (RFC 1035, 2.3.4, allows 255 bytes; letters of other scripts take more).
const LONGEST: usize = 1000;

/// A domain as people see it.
pub fn shown(domain: &str) -> String {
    let domain = domain.trim().trim_matches(['.', '>']);
    match domain.len() <= LONGEST {
        true => idna::domain_to_unicode(domain).0.to_lowercase(),
        false => domain.to_lowercase(),
    }
}

/// The organisational domain (RFC 7489, 3.2): one label more than the public suffix. A domain
/// that is a public suffix itself stands for itself.
pub fn organisational(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

/// Whether two domains are of one organisation: DMARC's relaxed alignment (RFC 7489, 3.1).
pub fn aligned(one: &str, other: &str) -> bool {
    let (one, other) = (shown(one), shown(other));
    !one.is_empty() && organisational(&one) == organisational(&other)
}

/// Whether a label mixes scripts that no language writes together (UTS #39, 5.1 and 5.2: Latin
/// goes with Chinese, Japanese and Korean).
pub fn mixes_scripts(domain: &str) -> bool {
    domain.split('.').any(|label| {
        !label.is_single_script()
            && !label.check_restriction_level(RestrictionLevel::HighlyRestrictive)
    })
}

/// What text looks like (UTS #39, section 4), in lower case: `раура1` and `paypal` are one.
pub fn looks(text: &str) -> String {
    let lower = text.to_lowercase();
    skeleton(&lower).collect::<String>().to_lowercase()
}

/// Whether a label is written in another script, and looks Latin as a whole.
pub fn is_disguised(domain: &str) -> bool {
    let disguised = |label: &str| !label.is_ascii() && looks(label).is_ascii();
    domain.split('.').any(disguised)
}

/// A shorter name is like too many others by chance.
const SHORTEST: usize = 5;

/// Whether `domain` is another's than `known`, and may be taken for it.
pub fn imitates(domain: &str, known: &str) -> bool {
    let (domain, known) = (shown(domain), shown(known));
    if known.is_empty() || aligned(&domain, &known) {
        return false;
    }
    // `known.com.other.net` shows the true name first.
    if domain.starts_with(&format!("{known}.")) {
        return true;
    }
    let (one, other) = (organisational(&domain), organisational(&known));
    if looks(one) == looks(other) {
        return true;
    }
    let (one, other) = (main_label(one), main_label(other));
    if other.chars().count() < SHORTEST {
        return false;
    }
    let bare = |label: &str| looks(label).replace('-', "");
    bare(one) == bare(other) || one_slip(one, other) || one_slip(&looks(one), &looks(other))
}

/// The label before the public suffix.
fn main_label(organisational: &str) -> &str {
    organisational.split('.').next().unwrap_or_default()
}

/// One character more, less or other, or two that changed places (Damerau).
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = |(a, b): &(&char, &char)| a == b;
    let start = one.iter().zip(&other).take_while(same).count();
    let (one, other) = (&one[start..], &other[start..]);
    let pairs = one.iter().rev().zip(other.iter().rev());
    let end = pairs.take_while(same).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    match (one, other) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}
