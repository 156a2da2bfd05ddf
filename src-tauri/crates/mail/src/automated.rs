//! Mail that no person wrote to us: it never opens a case, and is never answered by a program.

use crate::mime::header::Value;
use crate::parse::Parsed;
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What kind of automated mail it is.
    AutomatedKind {
        /// A message could not be delivered, or is late (RFC 3464).
        Bounce = "bounce",
        /// An absence note or another automatic answer (RFC 3834).
        AutoReply = "auto-reply",
        /// A newsletter, a list, an advertisement.
        Bulk = "bulk",
        /// Sent by ourselves.
        Own = "own",
        /// An abuse report (RFC 5965).
        Report = "report",
    }
}

/// That a message is automated, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Automated {
    /// Its kind.
    pub kind: AutomatedKind,
    /// The header or words that show it, as they stand in the message.
    pub because: String,
}

impl Automated {
    fn new(kind: AutomatedKind, because: impl Into<String>) -> Self {
        Self {
            kind,
            because: because.into(),
        }
    }
}

/// Whether a message is automated, mail from one of our own `addresses` (any case) included.
///
/// A bounce or report stays what it is, whoever's name is on it.
pub fn automated(parsed: &Parsed, own: &[&str]) -> Option<Automated> {
    if let Some(found) = parsed
        .automated
        .as_ref()
        .filter(|a| matches!(a.kind, AutomatedKind::Bounce | AutomatedKind::Report))
    {
        return Some(found.clone());
    }
    let senders = parsed.from.iter().chain(&parsed.sender);
    let ours = senders
        .map(|a| &a.address)
        .find(|a| own.iter().any(|o| o.eq_ignore_ascii_case(a)));
    match ours {
        Some(address) => Some(Automated::new(
            AutomatedKind::Own,
            format!("From: {address}"),
        )),
        None => parsed.automated.clone(),
    }
}

/// What the message itself shows, most telling first.
pub fn by_headers(parsed: &Parsed, content_type: &Value) -> Option<Automated> {
    report(parsed, content_type)
        .or_else(|| bounce(parsed))
        .or_else(|| auto_reply(parsed))
        .or_else(|| bulk(parsed))
        .or_else(|| empty_path(parsed))
}

fn header<'a>(parsed: &'a Parsed, name: &str) -> Option<&'a str> {
    parsed
        .headers
        .iter()
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, v)| v.as_str())
}

/// multipart/report: delivery status is a bounce, feedback-report an abuse report; a
/// disposition notification (a read receipt, RFC 8098) is an automatic answer.
fn report(parsed: &Parsed, content_type: &Value) -> Option<Automated> {
    if content_type.word != "multipart/report" {
        // Hotmail's feedback loop, which is older than the standard.
        let hotmail = parsed
            .from
            .iter()
            .any(|a| a.address.eq_ignore_ascii_case("staff@hotmail.com"));
        let old = hotmail && parsed.subject.starts_with("complaint about message from");
        return old.then(|| Automated::new(AutomatedKind::Report, "From: staff@hotmail.com"));
    }
    let kind = content_type
        .parameter("report-type")
        .unwrap_or("")
        .to_ascii_lowercase();
    let because = format!("Content-Type: multipart/report; report-type={kind}");
    Some(match kind.as_str() {
        "feedback-report" => Automated::new(AutomatedKind::Report, because),
        "disposition-notification" => Automated::new(AutomatedKind::AutoReply, because),
        _ => Automated::new(AutomatedKind::Bounce, because),
    })
}

/// Senders that are mail servers.
const SERVER_SENDERS: &[&str] = &[
    "mailer-daemon",
    "mailerdaemon",
    "post_master",
    "mail-daemon",
    "postmaster",
    "mail delivery",
    "mail_delivery",
    "maildelivery",
    "mdaemon",
    "mailer daemon",
    "microsoft exchange",
    "email-delivery",
];

/// How bounces without a standard form begin, in lower case.
const BOUNCE_SUBJECTS: &[&str] = &[
    "undeliver",
    "undelivered",
    "mail delivery",
    "delivery status notification",
    "delivery failure",
    "delivery failed",
    "failure notice",
    "returned mail",
    "mail system error",
    "message status - undeliverable",
    "non-delivery",
    "nondeliverable",
    "delivery report",
    "delivery notification",
    "mail failure",
    "delivery reports about your",
    "returned to sender",
    "user unknown",
    "warning: could not send message",
    "unable to deliver",
    "mail undeliverable",
    "message delivery failure",
    "delayed mail",
    "could not be delivered",
    "退信",
    "系统退信",
    "メールエラー通知",
    "投递失败",
    "无法送达",
    "未送达",
];

const BOUNCE_WORDS: &[&str] = &[
    "could not be delivered",
    "couldn't be delivered",
    "was not delivered",
    "undeliverable",
    "unable to deliver",
    "user unknown",
    "mailbox unavailable",
    "permanent error",
    "permanent fatal errors",
    "delivery failed",
    "delivery to the following",
    "not able to deliver",
    "address rejected",
    "does not exist",
    "no such user",
    "mailbox full",
    "quota exceeded",
    "over quota",
    "returned message",
    "failed recipient",
    "delivery error",
    "host unknown",
    "unknown user",
    "fatal errors",
    "mailbox is full",
    "rejected",
    "配信できません",
    "送信できません",
    "無法投遞",
    "无法投递",
    "退信原因",
];

/// Bounces by a mail server's name, or by their subject, with the words of one in the text.
fn bounce(parsed: &Parsed) -> Option<Automated> {
    if let Some(failed) = header(parsed, "X-Failed-Recipients") {
        return Some(Automated::new(
            AutomatedKind::Bounce,
            format!("X-Failed-Recipients: {failed}"),
        ));
    }
    let from = parsed.from.first()?;
    let nobody = from.address.is_empty() && from.name.as_deref() == Some("<>");
    let shown = format!("{} {}", from.name.as_deref().unwrap_or(""), from.address).to_lowercase();
    // A person may be called postmaster; what calls itself a daemon is none.
    let daemon = nobody || shown.contains("mailer-daemon");
    let server = SERVER_SENDERS.iter().any(|name| shown.contains(name));
    let empty = parsed.return_path.as_deref() == Some("");
    let subject = parsed.subject.to_lowercase();
    let by_subject = BOUNCE_SUBJECTS
        .iter()
        .find(|start| subject.contains(*start));
    let text = parsed.text.to_lowercase();
    let by_text = BOUNCE_WORDS.iter().find(|words| text.contains(*words));
    let known = parsed.bounce.is_some();
    match (by_subject, by_text) {
        _ if daemon || server && (known || by_subject.is_some() || by_text.is_some()) => Some(
            Automated::new(AutomatedKind::Bounce, format!("From: {}", shown.trim())),
        ),
        (Some(subject), _) if known || empty => Some(Automated::new(
            AutomatedKind::Bounce,
            format!("Subject: {subject}"),
        )),
        (Some(subject), Some(text)) if by_text_alone(parsed) => Some(Automated::new(
            AutomatedKind::Bounce,
            format!("Subject: {subject}; text: {text}"),
        )),
        (None, Some(text)) if empty && known => Some(Automated::new(
            AutomatedKind::Bounce,
            format!("Return-Path: <>; text: {text}"),
        )),
        _ => None,
    }
}

/// People forward bounces and ask about them; what nobody answered and no person signed is one.
fn by_text_alone(parsed: &Parsed) -> bool {
    parsed.in_reply_to.is_empty()
        && parsed.references.is_empty()
        && !parsed.subject.to_lowercase().starts_with("re:")
        && !parsed.subject.to_lowercase().starts_with("fw")
}

/// RFC 3834, section 5, and the fields that programs wrote before and beside it.
///
/// X-Auto-Response-Suppress alone is no sign: people's Exchange servers set it on ordinary
/// mail. It only asks not to be answered; with a subject of an automatic answer it counts.
fn auto_reply(parsed: &Parsed) -> Option<Automated> {
    let found = |because: String| Some(Automated::new(AutomatedKind::AutoReply, because));
    if let Some(value) = header(parsed, "Auto-Submitted")
        && !value
            .split([';', ' '])
            .next()
            .unwrap_or("")
            .eq_ignore_ascii_case("no")
    {
        return found(format!("Auto-Submitted: {value}"));
    }
    for name in [
        "X-Autoreply",
        "X-Autorespond",
        "X-Autoresponder",
        "X-AutoReply-From",
        "X-Auto-Reply-From",
        "X-Mail-Autoreply",
    ] {
        if let Some(value) = header(parsed, name).filter(|v| !v.eq_ignore_ascii_case("no")) {
            return found(format!("{name}: {value}"));
        }
    }
    if let Some(value) =
        header(parsed, "Precedence").filter(|v| v.to_ascii_lowercase().contains("auto_reply"))
    {
        return found(format!("Precedence: {value}"));
    }
    let subject = parsed.subject.to_lowercase();
    let start = [
        "automatic reply",
        "auto:",
        "autoreply",
        "auto reply",
        "auto-reply",
        "auto response",
        "out of office",
        "自动回复",
        "自動回覆",
        "自动答复",
    ]
    .into_iter()
    .find(|start| subject.starts_with(start))?;
    let suppressed = header(parsed, "X-Auto-Response-Suppress").is_some();
    let answers = !parsed.in_reply_to.is_empty() || parsed.return_path.as_deref() == Some("");
    (suppressed || answers)
        .then(|| Automated::new(AutomatedKind::AutoReply, format!("Subject: {start}")))
}

/// Precedence (RFC 2076, 3.9) and the fields of lists (RFC 2369, RFC 2919, RFC 8058).
fn bulk(parsed: &Parsed) -> Option<Automated> {
    let precedence = header(parsed, "Precedence").map(str::to_ascii_lowercase);
    if let Some(value) = precedence.filter(|v| ["bulk", "junk", "list"].contains(&v.trim())) {
        return Some(Automated::new(
            AutomatedKind::Bulk,
            format!("Precedence: {value}"),
        ));
    }
    let name = [
        "List-Id",
        "List-Unsubscribe",
        "List-Post",
        "List-Help",
        "Feedback-ID",
    ]
    .into_iter()
    .find(|name| header(parsed, name).is_some())?;
    Some(Automated::new(
        AutomatedKind::Bulk,
        format!("{name}: {}", header(parsed, name).unwrap_or("")),
    ))
}

/// Mail that must not be answered (RFC 5321, 4.5.5) and shows nothing else.
fn empty_path(parsed: &Parsed) -> Option<Automated> {
    let kind = if parsed.bounce.is_some() {
        AutomatedKind::Bounce
    } else {
        AutomatedKind::AutoReply
    };
    (parsed.return_path.as_deref() == Some("")).then(|| Automated::new(kind, "Return-Path: <>"))
}
