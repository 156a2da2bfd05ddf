//! HTML mail: the text in it, and what it would load or lead to.

mod css;
pub mod link;
pub mod page;
mod pictures;
mod simple;

use html2text::{Element, Handle, RcDom, config};
use serde::{Deserialize, Serialize};
use simple::simplified;

/// More elements than a message has that people read. Each takes a few KiB while it is read.
pub const MAX_TAGS: usize = 20_000;
/// Paragraphs stay on one line: the window wraps them.
const WIDTH: usize = 10_000;
/// So many links are listed.
const MAX_LINKS: usize = 500;

/// What an HTML body holds besides its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HtmlSummary {
    /// Pictures that would be loaded from elsewhere.
    pub remote_images: usize,
    /// Where its links lead, in order, each once.
    pub links: Vec<String>,
}

impl HtmlSummary {
    /// Adds what another part holds.
    pub(crate) fn add(&mut self, other: Self) {
        self.remote_images += other.remote_images;
        self.links.extend(other.links);
        self.links.truncate(MAX_LINKS);
    }
}

/// The text of an HTML body (links as numbered notes at its end), its summary, and whether
/// all of it was read; None where no text can be made of it. The tags that a message may still
/// have are counted in `tags_left`.
pub fn read(html: &str, tags_left: &mut usize) -> Option<(String, HtmlSummary, bool)> {
    // The parser keeps a complaint for each of them.
    let cut = simplified(&html.replace('\0', ""), false, tags_left);
    let config = config::plain()
        .no_table_borders()
        .empty_img_mode(config::ImageRenderMode::IgnoreEmpty);
    let config = config.allow_width_overflow();
    let dom = config.parse_html(cut.html.as_bytes()).ok()?;
    let tree = config.dom_to_render_tree(&dom).ok()?;
    let text = config.render_to_string(tree, WIDTH).ok()?;
    let mut summary = summary(&dom);
    summary.remote_images += cut.remote_sheets;
    css::clean(&cut.sheets, &mut summary.remote_images);
    Some((tidy(&text), summary, cut.whole))
}

/// Walks the document with a list of its own: no recursion.
fn summary(dom: &RcDom) -> HtmlSummary {
    let mut found = HtmlSummary::default();
    let mut to_do: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = to_do.pop() {
        if let Element { name, attrs, .. } = &node.data {
            for attribute in attrs.borrow().iter() {
                note(
                    &mut found,
                    &name.local,
                    &attribute.name.local,
                    attribute.value.trim(),
                );
            }
        }
        to_do.extend(node.children.borrow().iter().rev().cloned());
    }
    found
}

fn note(found: &mut HtmlSummary, element: &str, attribute: &str, value: &str) {
    match attribute {
        "style" => drop(css::clean(value, &mut found.remote_images)),
        name if loads_remote(name, value) => found.remote_images += 1,
        "href" if matches!(element, "a" | "area") => {
            let link = crate::display::visible_line(value);
            if !link.is_empty()
                && !link.starts_with('#')
                && found.links.len() < MAX_LINKS
                && !found.links.contains(&link)
            {
                found.links.push(link);
            }
        }
        _ => {}
    }
}

/// Whether an attribute would load something from elsewhere.
fn loads_remote(attribute: &str, value: &str) -> bool {
    match attribute {
        "src" | "background" | "poster" | "data" => is_remote(value),
        "srcset" => value.split(',').any(is_remote),
        _ => false,
    }
}

/// Browsers pass over blanks and controls, and take a backslash for a slash.
fn is_remote(url: &str) -> bool {
    let url: String = url
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take(8)
        .map(|c| {
            if c == '\\' {
                '/'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    ["http:", "https:", "//", "ftp:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

/// Whether an address means something in the message itself.
fn is_here(url: &str) -> bool {
    let scheme = url.trim_start().split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|s| s.eq_ignore_ascii_case("data") || s.eq_ignore_ascii_case("cid"))
}

/// No blanks at line ends, no more than one empty line in a row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim().to_owned()
}
