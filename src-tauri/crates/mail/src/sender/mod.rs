//! Who sent a message, as far as the mail server's results and the message itself tell.
//!
//! # Whose results count
//! Authentication-Results is a field like any other: whoever writes a message can write it. It
//! counts when its authserv-id is one that is configured for the mailbox (compared as a whole,
//! in any case of letters), because the server that writes this id takes every field with it
//! out of what comes from outside (RFC 8601, section 5). For servers that don't, the place is
//! looked at as well. Fields are added on top; each server adds a Received. So only the
//! first run of fields counts: from the first one with a trusted id down to the Received
//! below it. The same id further down came with the message: a forgery, ignored and told.
//! Within the run a server says each thing once; where two results differ, one was written by
//! the sender, and the worse one counts.
//!
//! ARC-Authentication-Results are not trusted: they are what another server says it saw.

pub(crate) mod domain;
mod results;
mod tricks;

use serde::{Deserialize, Serialize};

use crate::parse::Parsed;
use crate::words::words;
use results::Found;
pub use results::Outcome;

/// What is known of a mailbox and its company.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trust<'a> {
    /// The ids under which the mailbox's own servers write Authentication-Results. An empty one
    /// stands for fields without an id, as Exchange Online writes them.
    pub authserv_ids: &'a [String],
    /// The company's domains.
    pub own_domains: &'a [String],
    /// What the company is called in names of senders.
    pub own_names: &'a [String],
    /// Domains of others that are worth imitating.
    pub known_domains: &'a [&'a str],
}

words! {
    /// What the evidence comes to.
    Verdict {
        /// The domain in From stands for the message.
        Aligned = "aligned",
        /// The domain in From does not stand for it: the address is anybody's claim.
        Failed = "failed",
        /// Nothing tells.
        Unknown = "unknown",
    }
}

words! {
    /// What there is to beware of in a sender.
    ReasonCode {
        /// Results further down bear the id of our server, or differ from the ones above them.
        ForgedResults = "forged-results",
        /// There is no address in From.
        NoFrom = "no-from",
        /// There are several.
        SeveralFrom = "several-from",
        /// Answers go to another organisation.
        ReplyToElsewhere = "reply-to-elsewhere",
        /// The name shows another address than the true one.
        DisplayNameIsAddress = "display-name-is-address",
        /// The name is ours, the address is not.
        DisplayNameOfUs = "display-name-of-us",
        /// Invisible characters in the name.
        HiddenCharacters = "hidden-characters",
        /// A domain that is easily taken for one of ours, or for a known one.
        LookAlikeDomain = "look-alike-domain",
        /// Letters of several scripts in one label of the domain.
        MixedScript = "mixed-script",
    }
}

/// One thing to beware of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which.
    pub code: ReasonCode,
    /// What it shows or pretends: an id, a name, an address or a domain.
    pub shows: String,
    /// What it really is; empty where there is nothing to set against it.
    pub really: String,
}

/// A DKIM signature that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The domain that signed.
    pub domain: String,
    /// What the check came to.
    pub outcome: Outcome,
    /// Whether it is of the organisation that From names.
    pub aligned: bool,
}

/// What the trusted results say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// SPF (RFC 7208).
    pub spf: Option<Outcome>,
    /// The domain that SPF was checked for.
    pub spf_domain: Option<String>,
    /// DKIM (RFC 6376), a signature each.
    pub dkim: Vec<Signature>,
    /// DMARC (RFC 7489).
    pub dmarc: Option<Outcome>,
}

/// What there is to go by in judging a sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it comes to.
    pub verdict: Verdict,
    /// What the mailbox's own server found.
    pub results: Results,
    /// What there is to beware of.
    pub reasons: Vec<Reason>,
}

/// Weighs a message's sender.
pub fn evidence(parsed: &Parsed, trust: &Trust<'_>) -> Evidence {
    let (found, forged) = trusted(parsed, trust);
    let mut reasons: Vec<Reason> = forged
        .into_iter()
        .map(|shows| Reason {
            code: ReasonCode::ForgedResults,
            shows,
            really: String::new(),
        })
        .collect();
    reasons.extend(tricks::find(parsed, trust));
    let from = match parsed.from.as_slice() {
        [one] => domain::of(&one.address),
        _ => None,
    };
    let results = results_of(&found, from.as_deref());
    Evidence {
        verdict: verdict(&results, &found, from.as_deref()),
        results,
        reasons,
    }
}

/// The results that count, and what was forged: by the rule at the head of this module.
fn trusted(parsed: &Parsed, trust: &Trust<'_>) -> (Vec<Found>, Vec<String>) {
    let mut counted: Vec<Found> = Vec::new();
    let mut forged = Vec::new();
    let (mut begun, mut over) = (false, false);
    for (name, value) in &parsed.headers {
        over |= begun && name.eq_ignore_ascii_case("Received");
        if !name.eq_ignore_ascii_case("Authentication-Results") {
            continue;
        }
        let field = results::read(value);
        let is_ours = |id: &String| id.eq_ignore_ascii_case(&field.id);
        if !trust.authserv_ids.iter().any(is_ours) {
            continue;
        }
        let differs = field.found.iter().any(|new| {
            new.method != "dkim"
                && counted
                    .iter()
                    .any(|old| old.method == new.method && old.outcome != new.outcome)
        });
        if (over || differs) && !forged.contains(&field.id) {
            forged.push(field.id);
        }
        if !over {
            // What is not on top may be the sender's, where the server takes nothing out: it can
            // make things worse, and not better.
            let speaks = |found: &Found| !begun || found.outcome != Outcome::Pass;
            counted.extend(field.found.into_iter().filter(speaks));
            begun = true;
        }
    }
    (counted, forged)
}

/// No message carries as many signatures that anybody needs.
const MANY: usize = 50;

fn results_of(found: &[Found], from: Option<&str>) -> Results {
    let spf = worst(found, "spf");
    let signatures = found.iter().filter(|f| f.method == "dkim");
    let signatures = signatures.filter(|f| f.outcome != Outcome::None);
    Results {
        spf: spf.map(|f| f.outcome),
        spf_domain: spf.and_then(spf_domain),
        dkim: signatures
            .take(MANY)
            .map(|f| {
                let domain = f.property(&["header.d", "header.i"]).map(domain_part);
                let domain = domain.unwrap_or_default();
                Signature {
                    aligned: from.is_some_and(|from| domain::aligned(&domain, from)),
                    domain,
                    outcome: f.outcome,
                }
            })
            .collect(),
        dmarc: worst(found, "dmarc").map(|f| f.outcome),
    }
}

/// What is left of an address, or a domain, after the @.
fn domain_part(value: &str) -> String {
    domain::shown(value.rsplit('@').next().unwrap_or_default())
}

/// The domain of MAIL FROM, or of HELO where MAIL FROM was empty (RFC 7208, 2.4). `smtp.mail`
/// is what older servers and Coremail write.
fn spf_domain(found: &Found) -> Option<String> {
    found
        .property(&["smtp.mailfrom", "smtp.mail", "smtp.helo"])
        .map(domain_part)
}

/// A method's result; of several that differ the worst.
fn worst<'a>(found: &'a [Found], method: &str) -> Option<&'a Found> {
    let rank = |found: &&Found| match found.outcome {
        Outcome::Fail => 0,
        Outcome::Pass => 2,
        _ => 1,
    };
    found.iter().filter(|f| f.method == method).min_by_key(rank)
}

/// Without one address in From there is nobody to stand for.
fn verdict(results: &Results, found: &[Found], from: Option<&str>) -> Verdict {
    let dmarc = worst(found, "dmarc");
    if dmarc.is_some_and(|d| d.outcome == Outcome::Fail) {
        return Verdict::Failed;
    }
    let Some(from) = from else {
        return Verdict::Unknown;
    };
    // A server that checked another From than ours has said nothing of ours.
    let same_from = |d: &Found| {
        let checked = d.said(&["header.from"]);
        checked.is_none_or(|one| one.is_some_and(|one| domain::aligned(&domain_part(one), from)))
    };
    let signed = |s: &Signature| s.aligned && s.outcome == Outcome::Pass;
    let sent = results.spf == Some(Outcome::Pass)
        && results
            .spf_domain
            .as_deref()
            .is_some_and(|domain| domain::aligned(domain, from));
    if dmarc.is_some_and(|d| d.outcome == Outcome::Pass && same_from(d))
        || results.dkim.iter().any(signed)
        || sent
    {
        return Verdict::Aligned;
    }
    let dkim = results.dkim.iter().map(|s| s.outcome);
    let mut checked = results.spf.into_iter().chain(dkim);
    let said = |o: &Outcome| *o != Outcome::None;
    let mut checked = checked.by_ref().filter(said).peekable();
    match checked.peek().is_some() && checked.all(|o| o == Outcome::Fail) {
        true => Verdict::Failed,
        false => Verdict::Unknown,
    }
}
