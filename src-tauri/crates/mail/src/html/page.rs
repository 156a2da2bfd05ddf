//! A message as its sender laid it out: shown on request, alone, and able to do nothing.
//!
//! Two readers stand before it. The first ([`super::simple`]) leaves few elements, each ended where
//! it was begun; the second, here, reads what the first left as a browser does, and writes anew
//! what it knows. No element whose content is other than markup is ever written, so no browser
//! can read it otherwise than it was meant. What is shown of it stands under [`POLICY`] besides.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, EndTag, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use serde::{Deserialize, Serialize};

use super::link::{self, Link};
use super::pictures::{Draw, Picture, Pictures};
use super::simple::{FLAT, INLINE, LOOK, NESTED, simplified};
use super::{MAX_LINKS, MAX_TAGS, css, loads_remote};
use crate::display::visible;
use crate::mime::{self, Structure};
use crate::{attachment, parse};

/// The Content-Security-Policy under which a page is to be shown, whatever stands on it (W3C CSP 3).
pub const POLICY: &str = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; \
     base-uri 'none'";
/// The same for the page itself; a sandbox can only be given from outside.
const POLICY_WITHIN: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; \
     base-uri 'none'";
/// White paper and dark ink, in whichever theme the window is: so the sender saw it.
const PAPER: &str = "html{color-scheme:only light;background:#fff;color:#1f1d1a;\
     font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}body{margin:16px}\
     img{max-width:100%;height:auto}pre{white-space:pre-wrap;font:inherit}\
     a[title]{text-decoration:underline}sup.link-number{font-size:11px}";

/// A message as its sender laid it out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// A whole document, which loads nothing.
    pub html: String,
    /// What it would have loaded from elsewhere.
    pub blocked: usize,
    /// Pictures that came with it and can't be shown.
    pub pictures_left_out: usize,
    /// Its links, in the order of the numbers beside them, which begin with 1.
    pub links: Vec<Link>,
}

/// The page of a message; None where it has no HTML, or can't be read. `known` are sites worth
/// imitating; pictures that came with it are drawn anew by `draw`.
pub fn page<'a>(raw: &[u8], known: &'a [&'a str], draw: &mut Draw<'_>) -> Option<Page> {
    let raw = crate::msg::as_mime(raw).ok()?;
    let message = mime::structure(&raw).ok()?;
    let is_html = |index: usize| message.parts[index].content_type.word == "text/html";
    let shown: Vec<usize> = (0..message.parts.len())
        .filter(|index| attachment::is_body_text(&message, *index))
        .collect();
    let laid_out: Vec<_> = shown.iter().filter(|i| is_html(**i)).collect();
    let beside: Vec<_> = laid_out
        .iter()
        .filter_map(|index| parse::alternative(&message, **index))
        .collect();
    if laid_out.is_empty() {
        return None;
    }
    let mut draw = |bytes: &[u8]| draw(bytes);
    let mut writer = Writer {
        page: Page::default(),
        sheets: String::new(),
        known,
        pictures: Pictures::new(&message, &mut draw),
        link: None,
    };
    let (mut room, mut tags_left) = (parse::MAX_HTML, MAX_TAGS);
    for index in shown {
        let html = is_html(index);
        let alternative = parse::alternative(&message, index);
        if html {
            writer = writer.part(&message, index, &mut room, &mut tags_left);
        } else if !alternative.is_some_and(|around| beside.contains(&around)) {
            let (text, _) = message.text(index, parse::MAX_TEXT.min(room));
            room -= text.len().min(room);
            writer.page.html.push_str("<pre>");
            writer.text(&text);
            writer.page.html.push_str("</pre>");
        }
    }
    let Writer { page, sheets, .. } = writer;
    let html = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta \
         http-equiv=\"Content-Security-Policy\" content=\"{POLICY_WITHIN}\"><style>{PAPER}</style>\
         <style>{sheets}</style></head><body>{}</body></html>",
        page.html
    );
    Some(Page { html, ..page })
}

struct Writer<'a> {
    page: Page,
    sheets: String,
    known: &'a [&'a str],
    pictures: Pictures<'a>,
    /// The link that is being read: where it leads, and its text so far.
    link: Option<(String, String)>,
}

/// The second reader asks for one that is not changed.
struct Sink<'a>(RefCell<Writer<'a>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut writer = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => match tag.kind {
                StartTag => writer.start(&tag),
                EndTag => writer.end(&tag.name),
            },
            Token::CharacterTokens(text) => writer.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl<'a> Writer<'a> {
    fn part(
        mut self,
        message: &Structure<'_>,
        index: usize,
        room: &mut usize,
        tags_left: &mut usize,
    ) -> Self {
        let (text, _) = message.text(index, *room);
        *room -= text.len().min(*room);
        let cut = simplified(&text.replace('\0', ""), true, tags_left);
        self.page.blocked += cut.remote_sheets;
        let sheet = css::clean(&cut.sheets, &mut self.page.blocked);
        // Each part's ends with it: a string that one leaves open takes nothing of the next.
        if !self.sheets.is_empty() && !sheet.is_empty() {
            self.sheets.push_str("</style><style>");
        }
        self.sheets.push_str(&visible(&sheet));
        self.pictures.aside = cut.data;
        self.page.html.push_str("<div>");
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(cut.html));
        let tokenizer = Tokenizer::new(Sink(RefCell::new(self)), Default::default());
        // What it could hand over in between is a script, and none is written.
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let mut writer = tokenizer.sink.0.into_inner();
        writer.end_link();
        writer.page.html.push_str("</div>");
        writer
    }

    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if ![NESTED, FLAT, INLINE]
            .iter()
            .any(|known| known.contains(&name))
        {
            return;
        }
        if matches!(name, "a" | "area") {
            self.end_link();
        }
        if name == "area" {
            return self.area(tag);
        }
        self.page.html.push('<');
        self.page.html.push_str(name);
        for attribute in &tag.attrs {
            self.attribute(name, &attribute.name.local, attribute.value.trim());
        }
        self.page.html.push('>');
    }

    /// A part of a picture that leads somewhere (HTML, 4.8.14): a link after the picture, which is
    /// none itself.
    fn area(&mut self, tag: &Tag) {
        let value = |name: &str| {
            let found = tag.attrs.iter().find(|one| &*one.name.local == name);
            found.map_or("", |one| one.value.trim())
        };
        self.page.html.push_str("<a");
        self.attribute("a", "href", value("href"));
        self.page.html.push('>');
        self.text(value("alt"));
        if self.link.is_none() {
            self.page.html.push_str("</a>");
        }
        self.end_link();
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) {
        match name {
            "href" if element == "a" && !value.is_empty() && !value.starts_with('#') => {
                self.link = Some((value.to_owned(), String::new()));
                self.write_attribute("title", value);
            }
            "style" => {
                let style = css::clean(value, &mut self.page.blocked);
                self.write_attribute("style", &style);
            }
            "src" if element == "img" => self.picture("src", value),
            "background" => self.picture("background", value),
            "title" if element == "a" => {}
            "alt" => self.write_attribute(name, value),
            _ if loads_remote(name, value) => self.page.blocked += 1,
            _ if LOOK.contains(&name) => self.write_attribute(name, value),
            _ => {}
        }
    }

    fn picture(&mut self, name: &str, value: &str) {
        match self.pictures.named(value) {
            Picture::Drawn(data) => self.write_attribute(name, &data),
            Picture::LeftOut => self.page.pictures_left_out += 1,
            Picture::Elsewhere => self.page.blocked += usize::from(loads_remote(name, value)),
        }
    }

    fn write_attribute(&mut self, name: &str, value: &str) {
        self.page.html.push_str(&format!(" {name}=\""));
        escape(value, &mut self.page.html);
        self.page.html.push('"');
    }

    fn end(&mut self, name: &str) {
        if name == "a" && self.link.is_some() {
            self.end_link();
        } else if name == "a" || name == "p" || NESTED.contains(&name) || INLINE.contains(&name) {
            self.page.html.push_str(&format!("</{name}>"));
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, said)) = &mut self.link {
            said.push_str(text);
        }
        escape(text, &mut self.page.html);
    }

    /// Ends the link that is open, and says beside it which in the list it is.
    fn end_link(&mut self) {
        let Some((href, text)) = self.link.take() else {
            return;
        };
        self.page.html.push_str("</a>");
        let link = link::read(&text, &href, self.known);
        let links = &mut self.page.links;
        let number = match links.iter().position(|known| *known == link) {
            Some(at) => at + 1,
            None if links.len() < MAX_LINKS => {
                links.push(link);
                links.len()
            }
            None => return,
        };
        self.page
            .html
            .push_str(&format!("<sup class=\"link-number\">[{number}]</sup>"));
    }
}

/// Text that means nothing but itself, in an element and in a quoted attribute (HTML, 13.3).
fn escape(text: &str, out: &mut String) {
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
