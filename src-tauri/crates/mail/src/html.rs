//! HTML mail: the text in it, and what it would load or lead to.

use html2text::{Element, Handle, RcDom, config};
use serde::{Deserialize, Serialize};

/// Deeper nesting than any mail program writes; converting recurses, so it is not tried.
const MAX_NESTING: usize = 400;
/// Elements without content, or whose end is implied by the next of their kind.
const NEVER_DEEP: &[&str] = &[
    "br", "hr", "img", "input", "link", "meta", "area", "base", "col", "embed", "source", "wbr",
    "p", "li", "td", "tr", "th", "dt", "dd", "tbody", "thead", "tfoot", "option",
];
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

/// The text of an HTML body (links as numbered notes at its end), and its summary.
pub fn read(html: &str) -> (String, HtmlSummary) {
    if nesting(html) > MAX_NESTING {
        return (tidy(&without_tags(html)), HtmlSummary::default());
    }
    let config = config::plain()
        .no_table_borders()
        .empty_img_mode(config::ImageRenderMode::IgnoreEmpty);
    let config = config.allow_width_overflow();
    let Ok(dom) = config.parse_html(html.as_bytes()) else {
        return (without_tags(html), HtmlSummary::default());
    };
    let text = config
        .dom_to_render_tree(&dom)
        .and_then(|tree| config.render_to_string(tree, WIDTH));
    let text = text.unwrap_or_else(|_| without_tags(html));
    (tidy(&text), summary(&dom))
}

/// How deep elements nest at most, without parsing: parsing itself takes quadratic time in it.
fn nesting(html: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for tag in html.split('<').skip(1) {
        let name = tag
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '/')
            .next()
            .unwrap_or("");
        if name.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !name.is_empty() && !NEVER_DEEP.contains(&name.to_ascii_lowercase().as_str()) {
            depth += 1;
            deepest = deepest.max(depth);
        }
        // A thousand attributes are as dear as elements that nest.
        deepest = deepest.max(attributes(tag) / 4);
    }
    deepest
}

/// At least the number of attributes in a tag: what separates them, outside quotes.
fn attributes(tag: &str) -> usize {
    let mut quote = None;
    let mut count = 0;
    for c in tag.chars().take_while(|c| *c != '>') {
        match c {
            '"' | '\'' if quote.is_none() => quote = Some(c),
            _ if quote == Some(c) => quote = None,
            _ if quote.is_none() && (c.is_ascii_whitespace() || c == '/') => count += 1,
            _ => {}
        }
    }
    count
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
        "src" | "background" | "poster" if is_remote(value) => found.remote_images += 1,
        "srcset" if value.split(',').any(|source| is_remote(source.trim())) => {
            found.remote_images += 1
        }
        "style" => {
            found.remote_images += value
                .to_ascii_lowercase()
                .split("url(")
                .skip(1)
                .filter(|url| is_remote(url))
                .count()
        }
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

fn is_remote(url: &str) -> bool {
    let url = url
        .trim_start_matches(['"', '\'', ' '])
        .to_ascii_lowercase();
    ["http:", "https:", "//", "ftp:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

/// For documents that the converter can't take.
fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
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
