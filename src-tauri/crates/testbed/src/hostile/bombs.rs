//! Mail that costs its reader more than its sender.

use super::Becomes::{Holds, Read, Refused};
use super::{Hostile, it, mail};

/// As long as a message may be, less a header.
const LONG: usize = (64 << 20) - 4096;

/// `unit`, so often that it makes `length` bytes.
fn times(unit: &[u8], length: usize) -> Vec<u8> {
    unit.repeat(length / unit.len())
}

fn text(encoding: &str, body: &[u8]) -> Vec<u8> {
    let header = format!(
        "Subject: long\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: {encoding}"
    );
    mail(header.as_bytes(), body)
}

fn html(body: &str) -> Vec<u8> {
    mail(b"Subject: page\r\nContent-Type: text/html", body.as_bytes())
}

fn numbered(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

/// A field that begins a header, of nearly the MiB that a header may have.
fn field(start: &str, unit: &str) -> Vec<u8> {
    let value = times(unit.as_bytes(), (1 << 20) - 200);
    mail(&[start.as_bytes(), &value].concat(), b"word")
}

/// Parts in parts and messages in messages.
pub const NESTED: &[Hostile] = &[
    it("messages-in-messages", Refused("too-deep"), || {
        b"Content-Type: message/rfc822\n\n".repeat(40_000)
    }),
    it("parts-in-parts", Refused("too-deep"), || {
        let part = |at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n");
        numbered(40_000, part).into_bytes()
    }),
    it("a-million-parts", Refused("too-many-parts"), || {
        mail(
            b"Content-Type: multipart/mixed; boundary=b",
            &b"--b\r\n\r\n".repeat(1_000_000),
        )
    }),
    it("large-headers-of-parts", Refused("too-many-parts"), || {
        let part = format!("--b\r\nContent-Type: a/b{}\r\n\r\n", ";a=b".repeat(16_000));
        let header = b"Content-Type: multipart/mixed; boundary=b";
        mail(header, &times(part.as_bytes(), LONG))
    }),
    it("boundaries-that-begin-alike", Read, || {
        let open = |at: usize| {
            let boundary = "a".repeat(at + 1);
            format!("Content-Type: multipart/mixed; boundary={boundary}\n\n--{boundary}\n")
        };
        let lines = times(b"--aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\n", LONG);
        [numbered(48, open).into_bytes(), lines].concat()
    }),
    it("one-boundary-for-all", Read, || {
        let open = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(48);
        [open.into_bytes(), times(b"--b--\n", 1 << 20)].concat()
    }),
    it("a-boundary-of-a-million", Read, || {
        let boundary = "b".repeat(1_000_000);
        let header = format!("Content-Type: multipart/mixed; boundary={boundary}");
        let line = format!("--{boundary}x\r\n");
        mail(header.as_bytes(), &times(line.as_bytes(), LONG - (1 << 20)))
    }),
    it("a-thousand-pages", Read, || {
        let page = format!(
            "--b\r\nContent-Type: text/html\r\n\r\n{}\r\n",
            "<p>word<a href=x>".repeat(3_500)
        );
        let header = b"Subject: pages\r\nContent-Type: multipart/mixed; boundary=b";
        mail(header, page.repeat(990).as_bytes())
    }),
    it("nothing-is-ended", Holds("word"), || {
        mail(
            b"To: \"a <b@example.com\r\nCc: group: (((\r\nSubject: =?utf-8?B?5o\r\nContent-Type: multipart/mixed; boundary=\"b",
            b"--b\r\nContent-Type: text/html; charset=\"\r\n\r\nword<!-- <a href=\"\r\n--b\r\nContent-Type: text/plain; name*0*=utf-8''%e6\r\nContent-Transfer-Encoding: base64\r\n\r\nd29",
        )
    }),
];

/// Headers.
pub const HEADERS: &[Hostile] = &[
    it("a-header-of-10-mb", Refused("header-too-large"), || {
        mail(
            &[b"Subject: ", times(b"x", 10_000_000).as_slice()].concat(),
            b"word",
        )
    }),
    it(
        "a-hundred-thousand-fields",
        Refused("header-too-large"),
        || {
            mail(
                numbered(100_000, |at| format!("X-{at}: a\r\n"))
                    .trim_end()
                    .as_bytes(),
                b"word",
            )
        },
    ),
    it("a-million-recipients", Refused("header-too-large"), || {
        mail(
            &[b"To: ", times(b"a@b.example, ", 13_000_000).as_slice()].concat(),
            b"word",
        )
    }),
    it("a-million-references", Refused("header-too-large"), || {
        mail(
            &[b"References: ", times(b"<a@b>\r\n ", 8_000_000).as_slice()].concat(),
            b"word",
        )
    }),
    it("recipients-in-a-mib", Holds("word"), || {
        field("To: ", "a@b,")
    }),
    it("recipients-without-names", Holds("word"), || {
        field("To: ", ",<>a")
    }),
    it("references-in-a-mib", Holds("word"), || {
        field("References: ", "<a> ")
    }),
    it("failed-recipients", Read, || {
        let list = numbered(150_000, |at| format!("{at:x}@,"));
        mail(format!("X-Failed-Recipients: {list}").as_bytes(), b"word")
    }),
    it("addresses-without-end", Holds("word"), || {
        field("To: ", "a,<")
    }),
    it("comments-in-comments", Holds("word"), || {
        let depth = 100_000;
        let (open, close) = ("(".repeat(depth), ")".repeat(depth));
        mail(format!("To: a@b.example {open}{close}").as_bytes(), b"word")
    }),
    it("comments-without-end", Holds("word"), || {
        field("To: a", "(\\\"")
    }),
    it("groups-in-groups", Holds("word"), || field("To: ", "a:b,")),
    it("words-in-four-charsets", Holds("word"), || {
        field(
            "Subject: ",
            "=?a?Q?=c4?= =?b?Q?=e3?= =?big5?q?=a4?= =?x?b?/w==?= ",
        )
    }),
    it("words-without-end", Holds("word"), || {
        field("Subject: ", "=?a?q?x")
    }),
    it("words-of-nothing", Holds("word"), || {
        field("Subject: ", "=?utf-8?B??= ")
    }),
    it("a-name-in-pieces", Holds("word"), || {
        let pieces = numbered(60_000, |at| format!(" n*{at}=a;"));
        mail(
            format!("Content-Type: text/plain;{pieces}").as_bytes(),
            b"word",
        )
    }),
    it("folds-without-end", Holds("word"), || {
        field("Subject: a", "\r\n \t")
    }),
];

/// Bodies.
pub const BODIES: &[Hostile] = &[
    it("base64-of-text", Read, || {
        text("base64", &times(b"d29yZCBhbmQgd29yZCA=\r\n", LONG))
    }),
    it("base64-of-nothing", Read, || {
        text("base64", &times(b"=\r\n", LONG))
    }),
    it("base64-attached", Holds("word"), || {
        let mut state = 1u64;
        let mut line = || -> String {
            let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let letters = (0..76).map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                char::from(alphabet[(state >> 58) as usize])
            });
            letters.chain("\r\n".chars()).collect()
        };
        let lines: String = (0..LONG / 78 - 10).map(|_| line()).collect();
        let header = b"Content-Type: multipart/mixed; boundary=b";
        let body = format!(
            "--b\r\n\r\nword\r\n--b\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines}--b--\r\n"
        );
        mail(header, body.as_bytes())
    }),
    it("quoted-printable-of-hyphens", Read, || {
        text("quoted-printable", &times(b"=2D=2D", LONG))
    }),
    it("quoted-printable-of-breaks", Read, || {
        text("quoted-printable", &times(b"=\r\n", LONG))
    }),
    it("quoted-printable-of-blanks", Read, || {
        text(
            "quoted-printable",
            &[b"=".as_slice(), &times(b" ", LONG)].concat(),
        )
    }),
    it("uuencode-without-end", Read, || {
        text(
            "x-uuencode",
            &[b"begin 644 a\n".as_slice(), &times(b"M\n", LONG)].concat(),
        )
    }),
    it("one-line", Read, || text("7bit", &times(b"word ", LONG))),
    it("empty-lines", Read, || text("7bit", &times(b"\n", LONG))),
    it("carriage-returns", Read, || {
        let header = b"From: mallory@example.com\rSubject: cr\r\r";
        [header.as_slice(), &times(b"a\r", LONG)].concat()
    }),
    it("quotes-in-quotes", Read, || {
        text("7bit", &times(b"> ", LONG))
    }),
    it("introductions", Read, || {
        text("7bit", &times(b"On 1 May 2026 wrote:\n\n", LONG))
    }),
    it("a-quote-before-nothing", Read, || {
        text(
            "7bit",
            &[b"> quoted\n".as_slice(), &times(b"\n", 900_000), b"word"].concat(),
        )
    }),
    it("flowed", Read, || {
        mail(
            b"Content-Type: text/plain; format=flowed; delsp=yes",
            &times(b">a \n> b \n", LONG),
        )
    }),
    it("chinese-without-a-blank", Read, || {
        text("8bit", &times("投诉".as_bytes(), LONG))
    }),
    it("reports-without-end", Read, || {
        let body = times(b"Final-Recipient: rfc822; a@b.example\n", LONG);
        let header = b"Content-Type: multipart/report; report-type=delivery-status; boundary=b";
        let part = b"--b\r\nContent-Type: message/delivery-status\r\n\r\n".as_slice();
        mail(header, &[part, &body].concat())
    }),
    it("an-archive-of-one-file-many-times", Holds("word"), || {
        super::disguises::attached("bomb.zip", "application/zip", &overlapping_zip(60_000))
    }),
    it("an-archive-that-holds-itself", Holds("word"), || {
        super::disguises::attached("loop.zip", "application/zip", &overlapping_zip(1))
    }),
    it("tnef-that-holds-itself", Holds("word"), || {
        super::disguises::attached("winmail.dat", "application/ms-tnef", &tnef(100_000))
    }),
];

/// Pages.
pub const HTML: &[Hostile] = &[
    it("elements-in-elements", Holds("word"), || {
        html(&("<div>".repeat(100_000) + "word"))
    }),
    it("elements-ended-by-others", Holds("word"), || {
        html(&("<div></b>".repeat(100_000) + "word"))
    }),
    it("formats-in-formats", Holds("word"), || {
        html(&numbered(50_000, |at| {
            format!("<p><b a={at}></p><div><i b={at}></div>word")
        }))
    }),
    it("tables-in-tables", Holds("word"), || {
        html(&("<table><tr><td>".repeat(50_000) + "word"))
    }),
    it("tables-side-by-side", Holds("word"), || {
        let inner = "<table><tr><td>word</td><td>".repeat(58);
        html(&format!("{inner}{}", "</td></tr></table>".repeat(58)).repeat(100))
    }),
    it("a-row-of-cells", Holds("word"), || {
        html(&format!("<table><tr>{}", "<td>word".repeat(100_000)))
    }),
    it("rows-of-cells", Holds("word"), || {
        html(&format!(
            "<table>{}",
            format!("<tr>{}", "<td>word".repeat(300)).repeat(300)
        ))
    }),
    it("a-cell-across-thousands", Holds("word"), || {
        html(&"<table><tr><td colspan=65000 rowspan=65000>word".repeat(1_000))
    }),
    it("text-beside-cells", Holds("word"), || {
        html(&format!("<table>{}", "word<p>".repeat(100_000)))
    }),
    it("attributes", Holds("word"), || {
        html(&format!(
            "<a {}>word",
            numbered(500_000, |at| format!("a{at} "))
        ))
    }),
    it("quotes-in-attributes", Holds("word"), || {
        html(&format!(
            "word<a \"{}",
            numbered(500_000, |at| format!("a{at}=\"'>'<b "))
        ))
    }),
    it("links", Holds("word"), || {
        html(&numbered(200_000, |at| {
            format!("<a href=http://{at}.example>word</a> ")
        }))
    }),
    it("lists-in-lists", Holds("word"), || {
        html(&("<ul><li>".repeat(100_000) + "word"))
    }),
    it("items", Holds("word"), || {
        html(&format!("<ol>{}", "<li>word".repeat(200_000)))
    }),
    it("images", Holds("word"), || {
        html(&("word".to_owned() + &"<img alt=a src=//x.example srcset=a,b>".repeat(200_000)))
    }),
    it("drawings", Holds("word"), || {
        html(&("word".to_owned() + &"<svg><style></div>".repeat(100_000)))
    }),
    it("a-page-of-words", Holds("word"), || {
        html(&"word ".repeat(13_000_000))
    }),
    it("a-page-of-breaks", Holds("word"), || {
        html(&"word<br>".repeat(1_000_000))
    }),
    it("a-page-of-marks", Holds("word"), || {
        html(&("word".to_owned() + &"<".repeat(4_000_000)))
    }),
    it("a-page-of-nuls", Holds("word"), || {
        html(&("word".to_owned() + &"\0".repeat(4_000_000)))
    }),
    it("a-page-of-numbers", Holds("word"), || {
        html(&("word".to_owned() + &"&#0;".repeat(1_000_000)))
    }),
    it("a-page-of-names", Holds("word"), || {
        html(&("word".to_owned() + &"&".repeat(4_000_000)))
    }),
];

/// An archive in whose directory every entry is the same file (after Fifield, 2019).
fn overlapping_zip(entries: u16) -> Vec<u8> {
    let mut zip = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0".to_vec();
    zip.extend([0; 16]);
    let directory = zip.len() as u32;
    for _ in 0..entries {
        zip.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0");
        zip.extend([0; 4]);
        zip.extend([0xff; 8]);
        zip.extend([0; 18]);
    }
    let length = zip.len() as u32 - directory;
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(entries.to_le_bytes());
    zip.extend(entries.to_le_bytes());
    zip.extend(length.to_le_bytes());
    zip.extend(directory.to_le_bytes());
    zip.extend([0; 2]);
    zip
}

/// TNEF (MS-OXTNEF 2.1.3): attachments that begin the file anew, with lengths that lead back.
fn tnef(attachments: usize) -> Vec<u8> {
    let start = b"\x78\x9f\x3e\x22\x01\0";
    let attachment = [
        b"\x02\x0f\x80\x06\0\xff\xff\xff\xff".as_slice(),
        start,
        b"\x02\x0f\x80\x06\0\0\0\0\0\0\0",
    ]
    .concat();
    [start.as_slice(), &attachment.repeat(attachments)].concat()
}
