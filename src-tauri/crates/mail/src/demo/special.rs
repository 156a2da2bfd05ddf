//! Mail that is no request: from servers and lists, and broken mail.

use super::compose::{Draft, Wire, multipart};
use super::{Sent, Writer};
use chrono::{DateTime, Utc};

/// What stands between people's mail, in the order in which it comes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    Reply,
    Bounce,
    RemoteHtml,
    Attachments,
    Newsletter,
    Disguised,
    StrangersReply,
    AutoReply,
    UndeclaredGbk,
    Empty,
    Deep,
    NoHeader,
    BrokenMime,
    HugeHeader,
    Nuls,
    MislabelledGbk,
}

/// Replies come round more often than the rest.
pub const ROUND: &[Special] = &[
    Special::Reply,
    Special::Attachments,
    Special::RemoteHtml,
    Special::Bounce,
    Special::Reply,
    Special::UndeclaredGbk,
    Special::Disguised,
    Special::Newsletter,
    Special::StrangersReply,
    Special::AutoReply,
    Special::Reply,
    Special::Deep,
    Special::MislabelledGbk,
    Special::Attachments,
    Special::BrokenMime,
    Special::Reply,
    Special::Empty,
    Special::RemoteHtml,
    Special::NoHeader,
    Special::Reply,
    Special::HugeHeader,
    Special::Bounce,
    Special::Nuls,
];

/// A delivery report (RFC 3464) for an answer that we sent to somebody.
pub fn bounce(writer: &mut Writer, at: DateTime<Utc>, to: &Sent) -> Vec<u8> {
    let ours = format!("{:016x}@minglives.com", writer.random.bits());
    let (recipient, host) = (&to.address, "mx.mail.example");
    let told = format!(
        "This is the mail system at host {host}.\n\nYour message could not be delivered to one or more recipients. The returned message is attached below.\n\n<{recipient}>: host {host} said: 550 5.1.1 User unknown (in reply to RCPT TO command)\n"
    );
    let status = format!(
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; {host}\r\nArrival-Date: {}\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n",
        at.to_rfc2822()
    );
    let original = format!(
        "Content-Type: message/rfc822\r\n\r\nFrom: service@minglives.com\r\nTo: {recipient}\r\nSubject: Re: your request\r\nMessage-ID: <{ours}>\r\nIn-Reply-To: <{}>\r\n\r\nWe have received your request and will answer it in time.\r\n",
        to.id
    );
    let parts = [
        Wire::Utf8Quoted.part("plain", &told),
        status.into_bytes(),
        original.into_bytes(),
    ];
    let boundary = writer.boundary();
    let mut body = multipart("report; report-type=delivery-status", &boundary, &parts);
    let mut draft = writer.draft(
        at,
        b"Mail Delivery System <mailer-daemon@mail.example>".to_vec(),
        b"Undelivered Mail Returned to Sender".to_vec(),
        "mail.example",
    );
    draft.return_path = Some(String::new());
    draft.fields = "Auto-Submitted: auto-replied\r\n".to_owned();
    let mut out = draft.message(&[]);
    out.append(&mut body);
    out
}

/// An absence note (RFC 3834) that answers our acknowledgement.
pub fn auto_reply(writer: &mut Writer, at: DateTime<Utc>, from: &Sent) -> Vec<u8> {
    let (subject, text) = match from.chinese {
        true => (
            format!("自动回复：{}", from.subject),
            "您好，我正在休假，下周一恢复工作，期间的邮件会在返回后处理。如有急事请联系我的同事。",
        ),
        false => (
            format!("Automatic reply: {}", from.subject),
            "Thank you for your message. I am out of the office until Monday and will read my mail when I am back. In urgent cases please ring our reception.",
        ),
    };
    let wire = Wire::Utf8Base64;
    let mut draft = writer.draft(
        at,
        from.sender.clone(),
        wire.header(&subject),
        "mail.example",
    );
    draft.fields = "Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n".to_owned();
    draft.message(&wire.part("plain", text))
}

/// A newsletter (RFC 2369).
pub fn newsletter(writer: &mut Writer, at: DateTime<Utc>, language: usize) -> Vec<u8> {
    let script = &writer.scripts[language];
    let subject = writer.random.pick(&script.newsletter.subjects).to_owned();
    let city = writer.random.pick(&script.cities).to_owned();
    let text = script.newsletter.text.replace("{city}", &city);
    let number = writer.random.below(9000);
    let html = format!(
        "<html><body><img src=\"https://news.example/head-{number}.png\" alt=\"\"><p>{text}</p><p><a href=\"https://news.example/read/{number}\">https://news.example/</a></p></body></html>"
    );
    let wire = Wire::Utf8Quoted;
    let mut draft = writer.draft(
        at,
        b"Trust & Privacy Letter <letter@news.example>".to_vec(),
        Wire::Utf8Base64.header(&subject),
        "news.example",
    );
    draft.fields = format!(
        "List-Id: <letter.news.example>\r\nList-Unsubscribe: <https://news.example/leave/{number}>\r\nPrecedence: bulk\r\n"
    );
    let boundary = writer.boundary();
    draft.message(&multipart(
        "alternative",
        &boundary,
        &[wire.part("plain", &text), wire.part("html", &html)],
    ))
}

/// Mail that is broken on purpose.
pub fn broken(writer: &mut Writer, kind: Special, draft: Draft, text: &str) -> Vec<u8> {
    match kind {
        Special::Deep => {
            let mut out = draft.message(&[]);
            for level in 0..60 {
                out.extend(
                    format!(
                        "Content-Type: multipart/mixed; boundary=\"b{level}\"\r\n\r\n--b{level}\r\n"
                    )
                    .bytes(),
                );
            }
            out.extend(format!("Content-Type: text/plain\r\n\r\n{text}\r\n").bytes());
            out
        }
        Special::NoHeader => format!(
            "{text}\r\n\r\n({} bytes were lost in transit)\r\n",
            writer.random.below(9000)
        )
        .into_bytes(),
        Special::BrokenMime => {
            let boundary = writer.boundary();
            let mut out = draft.message(&multipart(
                "mixed",
                &boundary,
                &[Wire::Utf8Quoted.part("plain", text)],
            ));
            // The end is missing, and a part begins without a header.
            out.truncate(out.len() - boundary.len() - 6);
            out.extend(
                format!(
                    "--{boundary}\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!\r\n"
                )
                .bytes(),
            );
            out
        }
        Special::HugeHeader => {
            let mut draft = draft;
            let line = format!(" {:016x}{}\r\n", writer.random.bits(), "x".repeat(900));
            draft.fields = format!("X-Trace:\r\n{}", line.repeat(1300));
            draft.message(&Wire::Utf8Quoted.part("plain", text))
        }
        Special::Nuls => {
            draft.message(&Wire::Utf8Base64.part("plain", &text.replace(". ", ".\0\0 ")))
        }
        _ => Vec::new(),
    }
}
