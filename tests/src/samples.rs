//! Mail to bring in: good, odd and broken, with what is to become of it. Nobody in it exists.

use std::path::Path;

use anyhow::Result;

/// A message, and where it lies once written.
#[derive(Debug)]
pub struct Sample {
    /// Below the folder that it is written to.
    pub file: &'static str,
    /// Byte for byte as it is to be kept.
    pub raw: Vec<u8>,
    /// The disposition it is to have; none where more than one is right.
    pub disposition: Option<&'static str>,
}

impl Sample {
    fn new(file: &'static str, raw: impl Into<Vec<u8>>, disposition: &'static str) -> Self {
        Self {
            file,
            raw: raw.into(),
            disposition: Some(disposition),
        }
    }
}

/// A plain message. Lines end with LF.
#[must_use]
pub fn message(number: usize, from: &str, subject: &str, body: &str) -> Vec<u8> {
    let minute = number % 60;
    let hour = number / 60 % 24;
    format!(
        "Message-ID: <sample-{number}@mail.example>\n\
         Date: Mon, 3 Aug 2026 {hour:02}:{minute:02}:00 +0800\n\
         From: {from}\n\
         To: service@minglives.com\n\
         Subject: {subject}\n\
         MIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n\
         \n\
         {body}\n"
    )
    .into_bytes()
}

/// An mboxrd of the messages: `From ` at the start of a line gets a `>`.
#[must_use]
pub fn mbox<'a>(messages: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut mbox = Vec::new();
    for message in messages {
        mbox.extend_from_slice(b"From sender@mail.example Mon Aug  3 08:00:00 2026\n");
        for line in message.split_inclusive(|byte| *byte == b'\n') {
            let quotes = line.iter().take_while(|byte| **byte == b'>').count();
            if line[quotes..].starts_with(b"From ") {
                mbox.push(b'>');
            }
            mbox.extend_from_slice(line);
        }
        mbox.push(b'\n');
    }
    mbox
}

/// Single files, one message each.
#[must_use]
pub fn files() -> Vec<Sample> {
    let plain = message(
        1,
        "Ada Roe <ada.roe@example.com>",
        "Please delete my account",
        "Please delete my account and all data that you hold about me.",
    );
    let crlf = String::from_utf8_lossy(&message(
        2,
        "Ben Poe <ben.poe@example.com>",
        "A copy of my data",
        "I would like a copy of my data.",
    ))
    .replace('\n', "\r\n");
    let cr = String::from_utf8_lossy(&message(
        3,
        "Cy Low <cy.low@example.com>",
        "Stop the push messages",
        "Stop them, please.",
    ))
    .replace('\n', "\r");
    let chinese = message(
        4,
        "=?utf-8?B?5byg5LiJ?= <zhang@mail.example>",
        "=?utf-8?B?6K+35Yig6Zmk5oiR55qE6LSm5Y+3?=",
        "请删除我的账号和全部个人信息。",
    );
    // GB18030 in header and body, undeclared in the header as some programs send it.
    let mut gb = b"Message-ID: <gb@mail.example>\nDate: Mon, 3 Aug 2026 09:00:00 +0800\nFrom: li@mail.example\nTo: service@minglives.com\nSubject: \xb3\xb7\xbb\xd8\xcd\xac\xd2\xe2\nContent-Type: text/plain; charset=gb18030\n\n".to_vec();
    gb.extend_from_slice(b"\xce\xd2\xd2\xaa\xb3\xb7\xbb\xd8\xcd\xac\xd2\xe2\xa1\xa3\n");
    let reply = String::from_utf8_lossy(&message(
        5,
        "Ada Roe <ada.roe@example.com>",
        "Re: Please delete my account",
        "Any news?",
    ))
    .replace(
        "MIME-Version",
        "In-Reply-To: <sample-1@mail.example>\nReferences: <sample-1@mail.example>\nMIME-Version",
    );
    let out_of_office = String::from_utf8_lossy(&message(
        6,
        "Dee Fox <dee.fox@example.com>",
        "Out of office",
        "I am away until Monday.",
    ))
    .replace("MIME-Version", "Auto-Submitted: auto-replied\nMIME-Version");
    vec![
        Sample::new("plain.eml", plain.clone(), "opened"),
        Sample::new("seen/plain-copy.eml", plain, "duplicate"),
        Sample::new("crlf.eml", crlf, "opened"),
        Sample::new("cr.eml", cr, "opened"),
        Sample::new("chinese.eml", chinese, "opened"),
        Sample::new("gb18030.eml", gb, "opened"),
        Sample::new("reply.eml", reply, "joined"),
        Sample::new("out-of-office.eml", out_of_office, "automated"),
        Sample::new("bounce.eml", bounce(), "automated"),
        Sample::new("nested.eml", nested(40_000), "quarantined"),
        Sample {
            file: "junk.eml",
            raw: (0..=255).cycle().take(4096).collect(),
            disposition: None,
        },
        Sample {
            file: "headers-only.eml",
            raw: b"From: eve@example.com\nSubject: nothing else\n".to_vec(),
            disposition: None,
        },
    ]
}

/// A delivery status notification.
fn bounce() -> Vec<u8> {
    b"Message-ID: <bounce@mail.example>\n\
      Date: Mon, 3 Aug 2026 10:00:00 +0800\n\
      From: Mail Delivery System <MAILER-DAEMON@mail.example>\n\
      To: service@minglives.com\n\
      Subject: Undelivered Mail Returned to Sender\n\
      Auto-Submitted: auto-replied\n\
      MIME-Version: 1.0\n\
      Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\
      \n\
      --b\nContent-Type: text/plain\n\nYour message could not be delivered.\n\
      --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example\n\nFinal-Recipient: rfc822; gone@example.com\nAction: failed\nStatus: 5.1.1\n\
      --b\nContent-Type: message/rfc822\n\nFrom: service@minglives.com\nTo: gone@example.com\nSubject: Your request\n\nHello\n\
      --b--\n"
        .to_vec()
}

/// Messages in messages, so deep that a reader that recurses runs out of stack.
fn nested(depth: usize) -> Vec<u8> {
    let mut raw = b"From: mallory@example.com\nSubject: deep\n".to_vec();
    for _ in 0..depth {
        raw.extend_from_slice(b"Content-Type: message/rfc822\n\n");
    }
    raw
}

/// Writes [`files`] below `folder`.
///
/// # Errors
/// Where it can't be written.
pub fn write(folder: &Path, samples: &[Sample]) -> Result<()> {
    for sample in samples {
        let path = folder.join(sample.file);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, &sample.raw)?;
    }
    Ok(())
}

/// A picture of one colour (BITMAPFILEHEADER and BITMAPINFOHEADER, 24 bits a pixel).
#[must_use]
pub fn bitmap(side: u32, [red, green, blue]: [u8; 3]) -> Vec<u8> {
    let size = side * side * 3;
    let mut out = b"BM".to_vec();
    for word in [
        size + 54,
        0,
        54,
        40,
        side,
        side,
        0x0018_0001,
        0,
        size,
        0,
        0,
        0,
        0,
    ] {
        out.extend(word.to_le_bytes());
    }
    out.extend([blue, green, red].repeat((side * side) as usize));
    out
}

/// A PDF with a page of each colour (ISO 32000-1, 7.5).
#[must_use]
pub fn pdf(colours: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..colours.len())
        .map(|n| format!("{} 0 R", 3 + 2 * n))
        .collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            kids.len(),
            kids.join(" ")
        ),
    ];
    for (n, colour) in colours.iter().enumerate() {
        let draws = format!("{colour} rg 0 0 200 100 re f");
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents {} 0 R>>",
            4 + 2 * n
        ));
        objects.push(format!(
            "<</Length {}>>stream\n{draws}\nendstream",
            draws.len()
        ));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (n, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let at = out.len();
    let size = objects.len() + 1;
    format!("{out}{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n").into_bytes()
}
