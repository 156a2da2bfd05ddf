//! Mail that shows something else than it is.

use super::Becomes::{Holds, Says};
use super::{Hostile, it, mail};

/// A message of one word with a file attached.
pub fn attached(name: &str, kind: &str, bytes: &[u8]) -> Vec<u8> {
    let start = format!(
        "--b\r\n\r\nword\r\n--b\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
    );
    let body = [start.as_bytes(), bytes, b"\r\n--b--\r\n"].concat();
    mail(b"Content-Type: multipart/mixed; boundary=b", &body)
}

/// All of them.
pub const ALL: &[Hostile] = &[
    it(
        "writing-turned-around",
        Says("[U+202E]txet[U+202C]", "a[U+2066]b[U+2069]c"),
        || {
            let header = "To: \"\u{202e}evil\" <a@example.com>\r\nX-\u{202e}: \u{2067}\r\nSubject: \u{202e}txet\u{202c}";
            mail(header.as_bytes(), "a\u{2066}b\u{2069}c".as_bytes())
        },
    ),
    it("a-file-turned-around", Holds("word"), || {
        attached("invoice\u{202e}fdp.exe", "application/pdf", b"MZ")
    }),
    it("a-page-turned-around", Holds("[U+202E]"), || {
        let page = b"<p>&#x202e;word <a href='http://a.example/&#8238;x'>link</a>&#0;&#27;[2J";
        mail(b"Content-Type: text/html", page)
    }),
    it("a-terminal-command", Says("[2Jcls", "[31mred"), || {
        mail(b"Subject: \x1b[2Jcls\x07", b"\x1b[31mred\x08\x7f\xc2\x9b")
    }),
    it("results-that-nobody-gave", Says("word", "word"), || {
        let claim = "Authentication-Results: mail.example; dmarc=pass header.from=example.com;\r\n\tdkim=pass (((\" header.d=example.com\r\n";
        mail(
            format!("{}Subject: word", claim.repeat(500)).as_bytes(),
            b"word",
        )
    }),
    it("a-name-of-a-mib", Holds("word"), || {
        let name = "n".repeat(1_000_000);
        attached(&format!("{name}.pdf"), "application/pdf", b"%PDF-")
    }),
    it("a-header-in-the-header", Holds("word"), || {
        mail(
            b"Subject: one\r\nSubject: two\r\n\0From: a@example.com\r\n:\r\n: a\r\n=",
            b"word",
        )
    }),
];
