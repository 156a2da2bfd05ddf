//! What in a message makes its sender look like somebody else.

use unicode_normalization::UnicodeNormalization as _;

use super::{Reason, ReasonCode as Code, Trust, domain};
use crate::display::turns_direction;
use crate::parse::{Address, Parsed};

/// No more addresses of a field are looked at: what the first ones do is enough to beware of.
const MANY: usize = 10;

/// Looks for everything in the order of [`super::ReasonCode`].
pub fn find(parsed: &Parsed, trust: &Trust<'_>) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut note = |code, shows: &str, really: &str| {
        let reason = Reason {
            code,
            shows: shows.to_owned(),
            really: really.to_owned(),
        };
        if !found.contains(&reason) {
            found.push(reason);
        }
    };
    let from: Vec<&Address> = parsed
        .from
        .iter()
        .filter(|a| !a.address.is_empty())
        .take(MANY)
        .collect();
    let replies = || parsed.reply_to.iter().take(MANY);
    match from.as_slice() {
        [] => {
            let name = parsed.from.iter().find_map(|a| a.name.as_deref());
            note(Code::NoFrom, name.unwrap_or_default(), "");
        }
        [_] => {}
        [first, rest @ ..] => rest
            .iter()
            .for_each(|other| note(Code::SeveralFrom, &first.address, &other.address)),
    }
    for sender in &from {
        for reply in replies() {
            if let (Some(here), Some(there)) =
                (domain::of(&sender.address), domain::of(&reply.address))
                && !domain::aligned(&here, &there)
            {
                note(Code::ReplyToElsewhere, &sender.address, &reply.address);
            }
        }
        let name = sender.name.as_deref().unwrap_or_default();
        if let Some(shown) = address_in(name)
            && !shown.eq_ignore_ascii_case(&sender.address)
        {
            note(Code::DisplayNameIsAddress, &shown, &sender.address);
        }
        if names_us(name, trust) && !is_ours(&sender.address, trust) {
            note(Code::DisplayNameOfUs, name, &sender.address);
        }
        if hides(name) {
            note(Code::HiddenCharacters, name, &sender.address);
        }
    }
    let addresses = from.iter().copied().chain(replies());
    for domain in addresses.filter_map(|a| domain::of(&a.address)) {
        let own = trust.own_domains.iter().map(String::as_str);
        for known in own.chain(trust.known_domains.iter().copied()) {
            if domain::imitates(&domain, known) {
                note(Code::LookAlikeDomain, known, &domain);
            }
        }
        if domain::mixes_scripts(&domain) {
            note(Code::MixedScript, &domain, "");
        }
    }
    found
}

fn is_ours(address: &str, trust: &Trust<'_>) -> bool {
    let own = |domain: String| {
        trust
            .own_domains
            .iter()
            .any(|own| domain::aligned(&domain, own))
    };
    domain::of(address).is_some_and(own)
}

/// An address that a name shows. Full-width letters are read as what they look like.
fn address_in(name: &str) -> Option<String> {
    let name: String = name.nfkc().collect();
    let separates = |c: char| c.is_whitespace() || "<>()[]\"',;:".contains(c);
    let mut words = name.split(separates);
    let is_address = |word: &&str| {
        word.split_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
    };
    words.find(is_address).map(str::to_owned)
}

/// A name in letters and figures alone, as it looks.
fn bare(name: &str) -> String {
    let name: String = name.nfkc().filter(|c| c.is_alphanumeric()).collect();
    domain::looks(&name)
}

/// Whether a name holds one of ours, or the name before the suffix of a domain of ours.
fn names_us(name: &str, trust: &Trust<'_>) -> bool {
    let name = bare(name);
    let label = |domain: &String| {
        let organisational = domain::organisational(domain);
        bare(organisational.split('.').next().unwrap_or_default())
    };
    let names = trust.own_names.iter().map(|own| bare(own));
    let labels = trust.own_domains.iter().map(label);
    // A label such as `abc` is in too many words.
    let labels = labels.filter(|label| label.len() >= 5);
    names
        .chain(labels)
        .any(|own| !own.is_empty() && name.contains(&own))
}

/// Characters without a picture, or a turn of direction that was made visible when the name was
/// read (see [`crate::visible`]).
fn hides(name: &str) -> bool {
    // Without the joiners and marks that Persian, Hindi, Hebrew and emoji need.
    let invisible = |c: char| {
        turns_direction(c)
            || matches!(
                c,
                '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
                    | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
                    | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}'
            )
    };
    let turned = name.split("[U+").skip(1).any(|rest| {
        let code = rest.split(']').next().unwrap_or_default();
        let code = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        code.is_some_and(turns_direction)
    });
    turned || name.chars().any(invisible)
}
