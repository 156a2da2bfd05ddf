//! Where a link really leads.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::display::visible_line;
use crate::sender::domain;
use crate::words::words;

words! {
    /// What there is to beware of in a link.
    LinkWarning {
        /// Its text shows another site than it leads to.
        OtherSite = "other-site",
        /// A site that is easily taken for one of ours, or for the sender's.
        LookAlike = "look-alike",
        /// Letters of several scripts in one part of the site's name.
        MixedScript = "mixed-script",
        /// Letters of another script that look like Latin ones (UTS #39, 4.1).
        Disguised = "disguised",
        /// What stands before an `@` looks like a site and is none.
        UserName = "user-name",
        /// A number instead of a name.
        Number = "number",
        /// It leads to no page and to no address: a script, a file, data.
        OddScheme = "odd-scheme",
    }
}

/// A link of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What one would click on; empty for a picture.
    pub text: String,
    /// The whole address, as it would be asked for.
    pub target: String,
    /// The site as people read it; empty where it leads to none.
    pub site: String,
    /// The site as it is looked up, where that is written otherwise (RFC 5891, punycode).
    pub ascii: String,
    /// What to beware of, and what it has to do with: the site that the text shows, the site that
    /// it looks like.
    pub warnings: Vec<(LinkWarning, String)>,
}

/// So much of a text or a target is shown.
const LONGEST: usize = 2000;

fn short(text: &str) -> String {
    let mut text = visible_line(text);
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}

/// Reads the address as browsers do (WHATWG URL); `known` are sites worth imitating.
pub fn read(text: &str, href: &str, known: &[&str]) -> Link {
    use LinkWarning as W;
    let mut link = Link {
        text: short(text),
        target: short(href),
        ..Link::default()
    };
    // What begins so has the scheme of the page that it stands on, and mail has none.
    let whole = match href.trim_start().starts_with("//") {
        true => format!("https:{}", href.trim_start()),
        false => href.to_owned(),
    };
    let Ok(url) = Url::parse(&whole) else {
        return link;
    };
    link.target = short(url.as_str());
    let mut warn = |warning, about: &str| link.warnings.push((warning, about.to_owned()));
    if !matches!(url.scheme(), "http" | "https" | "mailto" | "tel") {
        warn(W::OddScheme, url.scheme());
    }
    let host = match url.scheme() {
        "mailto" => Url::parse(&format!("http://{}", after_at(url.path()))).ok(),
        _ => Some(url.clone()),
    };
    let host = host.as_ref().and_then(Url::host);
    if !url.username().is_empty() {
        warn(W::UserName, &short(url.username()));
    }
    match host {
        Some(Host::Domain(ascii)) if !ascii.is_empty() => {
            let site = domain::shown(ascii);
            if domain::mixes_scripts(&site) {
                warn(W::MixedScript, &site);
            }
            if domain::is_disguised(&site) {
                warn(W::Disguised, &site);
            }
            if let Some(like) = known.iter().find(|known| domain::imitates(&site, known)) {
                warn(W::LookAlike, like);
            }
            if let Some(shown) = site_in(&link.text).filter(|shown| !domain::aligned(shown, &site))
            {
                warn(W::OtherSite, &shown);
            }
            if site != ascii {
                link.ascii = short(ascii);
            }
            link.site = short(&site);
        }
        Some(host @ (Host::Ipv4(_) | Host::Ipv6(_))) => {
            let number = host.to_string();
            warn(W::Number, &number);
            if let Some(shown) = site_in(&link.text).filter(|shown| *shown != number) {
                warn(W::OtherSite, &shown);
            }
            link.site = number;
        }
        _ => {}
    }
    link
}

fn after_at(address: &str) -> &str {
    address.rsplit('@').next().unwrap_or_default()
}

/// The site that a text shows: of its first word that reads as one, with a suffix under which names
/// are given out.
fn site_in(text: &str) -> Option<String> {
    let separates = |c: char| c.is_whitespace() || "<>()[]\"'“”‘’,;，。；、".contains(c);
    text.split(separates).find_map(|word| {
        let rest = word.split_once("://").map_or(word, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', '\\']).next()?;
        let host = after_at(host).split(':').next()?.trim_matches('.');
        let host = domain::shown(host);
        let name = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
        let given_out = psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known());
        (host.contains('.') && host.chars().all(name) && given_out).then_some(host)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(text: &str, href: &str) -> Vec<(&'static str, String)> {
        let link = read(text, href, &["minglives.com"]);
        link.warnings
            .into_iter()
            .map(|(warning, about)| (warning.as_str(), about))
            .collect()
    }

    #[test]
    fn a_link_that_says_what_it_is_is_left_alone() {
        for (text, href) in [
            ("minglives.com", "https://www.minglives.com/privacy"),
            ("our privacy page", "https://minglives.com"),
            ("Version 1.2 of 3.4.5.", "https://example.com/"),
            ("service@minglives.com", "mailto:service@minglives.com"),
            ("https://example.co.uk/a", "http://shop.example.co.uk/b"),
            ("中国。香港", "https://xn--fiqs8s.example"),
        ] {
            assert_eq!(warned(text, href), [], "{text} {href}");
        }
    }

    #[test]
    fn a_link_that_pretends_is_named() {
        let one = |text, href| {
            let found = warned(text, href);
            found.into_iter().next().expect("a warning")
        };
        let other = |shown: &str| ("other-site", shown.to_owned());
        assert_eq!(
            one("www.minglives.com", "https://evil.example"),
            other("www.minglives.com")
        );
        assert_eq!(
            one("https://bank.com", "https:\\\\evil.example\\bank.com"),
            other("bank.com")
        );
        assert_eq!(
            one("x", "https://rninglives.com"),
            ("look-alike", "minglives.com".to_owned())
        );
        assert_eq!(
            one("x", "https://minglives.com.evil.example/"),
            ("look-alike", "minglives.com".to_owned())
        );
        assert_eq!(
            one("x", "https://minglives.com@evil.example/"),
            ("user-name", "minglives.com".to_owned())
        );
        assert_eq!(
            one("x", "http://0x7f.1/"),
            ("number", "127.0.0.1".to_owned())
        );
        assert_eq!(
            one("x", "java\tscript:alert(1)"),
            ("odd-scheme", "javascript".to_owned())
        );
        assert_eq!(one("x", "https://p\u{430}ypal.com/").0, "mixed-script");
        assert_eq!(one("x", "https://xn--80ak6aa92e.com/").0, "disguised");
        let link = read("x", "https://münchen.example/ä", &[]);
        assert_eq!(
            (link.site.as_str(), link.ascii.as_str()),
            ("münchen.example", "xn--mnchen-3ya.example")
        );
    }
}
