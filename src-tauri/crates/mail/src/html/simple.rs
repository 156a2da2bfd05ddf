//! HTML cut down to what its text needs, before a parser sees it.
//!
//! A parser that follows the standard builds trees that grow with the square of what it reads
//! (formatting that is opened again in every paragraph), compares every attribute with every
//! other, and recurses with whoever walks the tree. So this one pass, linear in its input,
//! leaves a document in which nothing of that is left: few elements, each with few
//! attributes, ended in the order in which they began.

/// Deeper nesting than any mail program writes; what is deeper loses its tags, not its text.
const MAX_NESTING: usize = 60;
/// More than the text that is shown of a message, with its tags, in bytes. What follows is not
/// read.
const MAX_SIZE: usize = 3 << 19;
/// A longer value is a picture in itself, and leads nowhere.
const MAX_VALUE: usize = 4096;
/// So many elements that set words off may be open in each other: in every paragraph a browser
/// opens them anew.
const MAX_INLINE: usize = 10;
/// Elements that hold others and are ended where they were begun.
pub const NESTED: &[&str] = &[
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];
/// Elements without content, or whose end is implied by the next of their kind.
pub const FLAT: &[&str] = &[
    "p", "br", "hr", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption",
    "img", "a", "area",
];
/// Blocks that are shown as any other.
const BLOCKS: &[&str] = &[
    "center",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "address",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "details",
    "summary",
];
/// Elements whose content is no text of the message, and is no markup either.
const RAW: &[&str] = &[
    "script", "style", "title", "iframe", "noembed", "noframes", "xmp",
];
/// Attributes that show text, lead or load.
const ATTRIBUTES: &[&str] = &[
    "href",
    "src",
    "srcset",
    "background",
    "poster",
    "data",
    "style",
    "alt",
];
/// Elements that set words off; kept where the look of a message is wanted.
pub const INLINE: &[&str] = &[
    "b", "i", "u", "s", "em", "strong", "small", "big", "sub", "sup", "span", "font", "code", "tt",
    "kbd", "samp", "mark", "ins", "del", "strike", "abbr", "cite", "q", "center",
];
/// Attributes that make the look, and harm nobody.
pub const LOOK: &[&str] = &[
    "class",
    "id",
    "dir",
    "lang",
    "title",
    "align",
    "valign",
    "width",
    "height",
    "bgcolor",
    "color",
    "face",
    "size",
    "border",
    "cellpadding",
    "cellspacing",
    "colspan",
    "rowspan",
    "nowrap",
    "start",
    "type",
];
/// A picture that stands in an attribute is put aside under this and its number.
pub const PUT_ASIDE: &str = "put-aside:";

/// A document cut down.
#[derive(Debug, Default)]
pub struct Cut {
    /// What is left of it.
    pub html: String,
    /// Whether all of it was read.
    pub whole: bool,
    /// Its style sheets.
    pub sheets: String,
    /// Style sheets and the like that would be loaded from elsewhere.
    pub remote_sheets: usize,
    /// The `data:` addresses that were put aside; none where only the text is wanted.
    pub data: Vec<String>,
}

/// The document cut down to its text, or with `look` to that and its look. As many tags are kept
/// as `tags_left` says, and of the rest the text.
pub fn simplified(html: &str, look: bool, tags_left: &mut usize) -> Cut {
    let mut out = Simple {
        html,
        look,
        at: 0,
        out: String::with_capacity(html.len().min(1 << 20)),
        cut: Cut::default(),
        open: Vec::new(),
        too_deep: 0,
        tags_left,
    };
    out.read();
    Cut {
        whole: out.at >= html.len() && out.out.len() <= MAX_SIZE,
        html: out.out,
        ..out.cut
    }
}

struct Simple<'a> {
    html: &'a str,
    look: bool,
    at: usize,
    out: String,
    cut: Cut,
    open: Vec<&'static str>,
    /// Elements that were begun below the deepest level.
    too_deep: usize,
    tags_left: &'a mut usize,
}

impl Simple<'_> {
    fn read(&mut self) {
        while self.at < self.html.len() && self.out.len() < MAX_SIZE {
            let rest = &self.html[self.at..];
            let Some(start) = rest.find('<') else {
                self.out.push_str(rest);
                self.at = self.html.len();
                break;
            };
            self.out.push_str(&rest[..start]);
            self.at += start;
            self.markup();
        }
        self.out.truncate(self.out.floor_char_boundary(MAX_SIZE));
        self.close_to(0);
    }

    /// Reads what starts with `<` at the place reached.
    fn markup(&mut self) {
        let rest = &self.html[self.at..];
        let next = |at: usize| rest.as_bytes().get(at).copied().unwrap_or(b' ');
        if let Some(comment) = rest.strip_prefix("<!--") {
            // `<!-->` and `<!--->` are whole comments (HTML, 13.2.5.44).
            let length = match comment.starts_with('>') || comment.starts_with("->") {
                true => comment.find('>').map(|at| at + 1),
                false => comment.find("-->").map(|at| at + 3),
            };
            self.at = length.map_or(self.html.len(), |length| self.at + 4 + length);
        } else if next(1).is_ascii_alphabetic() {
            self.start();
        } else if next(1) == b'/' && next(2).is_ascii_alphabetic() {
            self.end();
        } else if matches!(next(1), b'!' | b'?' | b'/') {
            self.at = rest
                .find('>')
                .map_or(self.html.len(), |at| self.at + at + 1);
        } else {
            self.out.push_str("&lt;");
            self.at += 1;
        }
    }

    fn start(&mut self) {
        let tag = Tag::read(&self.html[self.at + 1..], self.look);
        self.at += 1 + tag.length;
        if !tag.ended {
            return;
        }
        if tag.name.eq_ignore_ascii_case("link") && tag.value("href").is_some() {
            self.cut.remote_sheets += 1;
        }
        if let Some(raw) = known(RAW, tag.name) {
            self.skip_raw(raw);
        } else if let Some(name) = known(NESTED, tag.name).or(block(tag.name)) {
            self.begin(name, &tag);
        } else if let Some(name) = known(INLINE, tag.name).filter(|_| self.look) {
            if self.inline().count() < MAX_INLINE {
                self.begin(name, &tag);
            }
        } else if let Some(name) = known(FLAT, tag.name) {
            self.emit(name, &tag);
        } else if self.look && tag.name.eq_ignore_ascii_case("body") {
            self.begin("div", &tag);
        } else if tag.loads() {
            // Whatever it is, it would load something; a picture without words shows nothing.
            self.emit("img", &tag);
        }
    }

    fn begin(&mut self, name: &'static str, tag: &Tag<'_>) {
        if self.open.len() >= MAX_NESTING || self.too_deep > 0 {
            self.too_deep += 1;
        } else {
            self.open.push(name);
            self.emit(name, tag);
        }
    }

    /// Where those are open that set words off, innermost first, up to what holds them.
    fn inline(&self) -> impl Iterator<Item = usize> {
        let open = self.open.iter().enumerate().rev();
        open.take_while(|(_, name)| INLINE.contains(name))
            .map(|(level, _)| level)
    }

    fn emit(&mut self, name: &str, tag: &Tag<'_>) {
        if self.too_deep > 0 || *self.tags_left == 0 {
            self.out.push(' ');
            return;
        }
        *self.tags_left -= 1;
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in &tag.attributes {
            self.out.push_str(&format!(" {name}=\""));
            if self.look && is_data(value) {
                self.out
                    .push_str(&format!("{PUT_ASIDE}{}", self.cut.data.len()));
                self.cut.data.push((*value).to_owned());
            } else {
                self.out.push_str(&value.replace('"', "&quot;"));
            }
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn end(&mut self) {
        let tag = Tag::read(&self.html[self.at + 2..], self.look);
        self.at += 2 + tag.length;
        if !tag.ended {
            return;
        }
        if let Some(name) = known(NESTED, tag.name).or(block(tag.name)) {
            if self.too_deep > 0 {
                self.too_deep -= 1;
            } else if let Some(level) = self.open.iter().rposition(|open| *open == name) {
                self.close_to(level);
            }
        } else if let Some(name) = known(INLINE, tag.name).filter(|_| self.look) {
            let level = self.inline().find(|level| self.open[*level] == name);
            if let Some(level) = level.filter(|_| self.too_deep == 0) {
                self.close_to(level);
            }
        } else if let Some(name) = known(&["a", "p"], tag.name) {
            // What ends the others is what begins next.
            self.out.push_str(&format!("</{name}>"));
        }
    }

    fn close_to(&mut self, level: usize) {
        for name in self.open.drain(level..).rev() {
            self.out.push_str(&format!("</{name}>"));
        }
    }

    fn skip_raw(&mut self, name: &str) {
        let end = format!("</{name}");
        let rest = &self.html.as_bytes()[self.at..];
        let found = rest
            .windows(end.len())
            .position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
        let end = found.map_or(self.html.len(), |found| self.at + found);
        if name == "style" {
            let room = MAX_SIZE.saturating_sub(self.cut.sheets.len());
            let sheet = &self.html[self.at..end];
            self.cut
                .sheets
                .push_str(&sheet[..sheet.floor_char_boundary(room)]);
            self.cut.sheets.push('\n');
        }
        self.at = end;
    }
}

fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|n| n.eq_ignore_ascii_case(name))
}

fn block(name: &str) -> Option<&'static str> {
    known(BLOCKS, name).map(|_| "div")
}

/// A tag, from its name to its `>`.
struct Tag<'a> {
    name: &'a str,
    /// Those of [`ATTRIBUTES`] (and of [`LOOK`], where it is wanted), each once, as written.
    attributes: Vec<(&'static str, &'a str)>,
    length: usize,
    /// Whether there is a `>`.
    ended: bool,
}

impl<'a> Tag<'a> {
    fn read(text: &'a str, look: bool) -> Self {
        let blank = |c: char| c.is_ascii_whitespace() || c == '/';
        let until = |from: usize, ends: &dyn Fn(char) -> bool| {
            text[from..].find(ends).map_or(text.len(), |at| from + at)
        };
        let mut at = until(0, &|c| blank(c) || c == '>');
        let name = &text[..at];
        let mut attributes = Vec::new();
        loop {
            at = until(at, &|c| !blank(c));
            if text[at..].starts_with('>') || at == text.len() {
                break;
            }
            // A `=` here begins a name (HTML, 13.2.5.32).
            let first = at + text[at..].chars().next().map_or(0, char::len_utf8);
            let end = until(first, &|c| blank(c) || c == '>' || c == '=');
            let attribute = &text[at..end];
            let equals = until(end, &|c: char| !c.is_ascii_whitespace());
            let Some(after) = text[equals..].strip_prefix('=') else {
                at = end;
                continue;
            };
            let start = until(text.len() - after.len(), &|c: char| {
                !c.is_ascii_whitespace()
            });
            let value;
            (value, at) = match text[start..].chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let end = until(start + 1, &|c| c == quote);
                    (&text[start + 1..end], text.len().min(end + 1))
                }
                _ => {
                    let end = until(start, &|c| c.is_ascii_whitespace() || c == '>');
                    (&text[start..end], end)
                }
            };
            let looks = || known(LOOK, attribute).filter(|_| look);
            let data = || look && is_data(value);
            if let Some(name) = known(ATTRIBUTES, attribute).or_else(looks)
                && (value.len() <= MAX_VALUE || data())
                && !attributes.iter().any(|(n, _)| *n == name)
            {
                attributes.push((name, value));
            }
        }
        Self {
            name,
            attributes,
            length: text.len().min(at + 1),
            ended: at < text.len(),
        }
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        let mut found = self.attributes.iter().filter(|(n, _)| *n == name);
        found.next().map(|(_, value)| *value)
    }

    /// Whether it may load something from elsewhere.
    fn loads(&self) -> bool {
        self.attributes.iter().any(|(name, value)| match *name {
            "style" => value.contains('('),
            "src" | "srcset" | "background" | "poster" | "data" => true,
            _ => false,
        })
    }
}

fn is_data(value: &str) -> bool {
    let start = value.get(..5);
    start.is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}
