//! Messages as they are read: charsets, structure, attachments, quotes.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use mail::quote::{BlockKind, fold, own_words};
use mail::{
    AttachmentWarning as W, AutomatedKind, UnreadableReason as R, attachment, automated, parse,
};
use proptest::prelude::*;

fn reason(raw: &[u8]) -> R {
    parse(raw).unwrap_err().reason
}

#[test]
fn what_is_no_mail_is_refused() {
    assert_eq!(reason(b" \r\n\0"), R::Empty);
    assert_eq!(reason(b"Hello, I have lost my header.\n\nBye"), R::NoHeader);
}

#[test]
fn characters_cut_in_two_between_encoded_words_are_whole_again() {
    // 投诉 in UTF-8, cut after the fourth byte; 中文 in GB 2312 in Q, cut in the first character.
    let parsed = parse(b"Subject: =?utf-8?B?5oqV6A==?=\r\n =?utf-8?B?r4k=?= a\r\nFrom: =?gb2312?Q?=D6?= =?gb2312?Q?=D0=CE=C4,?= <a@example.com>\r\n\r\n").unwrap();
    assert_eq!(parsed.subject, "投诉 a");
    assert_eq!(parsed.from[0].name.as_deref(), Some("中文,"));
    assert_eq!(parsed.from[0].address, "a@example.com");
    assert_eq!(parsed.from.len(), 1);
    // Each word of ISO-2022-JP switches the character set on and off by itself.
    let word = "=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=";
    let parsed = parse(format!("Subject: {word}\r\n {word}\r\n\r\n").as_bytes()).unwrap();
    assert_eq!(parsed.subject, "テストテスト");
}

const CHINESE: &str = "请删除我的账号和全部个人信息，谢谢。";

proptest! {
    #[test]
    fn chinese_is_read_whatever_the_label_says(
        declared in prop::sample::select(vec!["", "; charset=gb2312", "; charset=us-ascii", "; charset=iso-8859-1", "; charset=utf-8", "; charset=unknown-8bit", "; charset=x-nonsense"]),
        utf8: bool,
    ) {
        let bytes = if utf8 { CHINESE.as_bytes().to_vec() } else { encoding_rs::GBK.encode(CHINESE).0.into_owned() };
        let raw = [b"Subject: ".as_slice(), &bytes, b"\r\nContent-Type: text/plain", declared.as_bytes(), b"\r\n\r\n", &bytes].concat();
        let parsed = parse(&raw).unwrap();
        prop_assert_eq!(&parsed.text, CHINESE);
        prop_assert_eq!(&parsed.subject, CHINESE);
        prop_assert_eq!(parsed.language, Some(mail::Lang::Chinese));
    }

    #[test]
    fn folding_loses_nothing(lines in prop::collection::vec("(> ?)?(On 3 May, a@example.com wrote:|-----Original Message-----|发件人：a|发送时间：b|主题：c|-- |[a-z ]{0,8})", 0..20)) {
        let text = lines.join("\n");
        let back: Vec<String> = fold(&text).into_iter().map(|b| b.text).collect();
        prop_assert_eq!(back.join("\n"), text);
    }
}

#[test]
fn short_undeclared_subjects_are_found_and_western_text_stays_western() {
    for word in ["投诉", "注销账号", "你好"] {
        let raw = [
            b"Subject: ".as_slice(),
            &encoding_rs::GBK.encode(word).0,
            b"\n\nhi",
        ]
        .concat();
        assert_eq!(parse(&raw).unwrap().subject, word);
    }
    let raw = b"Subject: =?iso-8859-1?Q?f=FCr_Andr=E9?=\nContent-Type: text/plain; charset=iso-8859-1\n\nGr\xfc\xdfe \x96 Zo\xeb";
    let parsed = parse(raw).unwrap();
    assert_eq!(
        (parsed.subject.as_str(), parsed.text.as_str()),
        ("für André", "Grüße – Zoë")
    );
}

#[test]
fn file_names_are_decoded_and_disguises_seen() {
    let part = |fields: &str, body: &str| format!("--b\r\n{fields}\r\n\r\n{body}\r\n");
    let raw = [
        "Subject: x\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n".to_owned(),
        part("Content-Type: text/plain", "hello"),
        part("Content-Type: image/png; name=\"screenshot.png\"\r\nContent-Disposition: attachment", "<!DOCTYPE html><html>"),
        part("Content-Disposition: attachment;\r\n filename*0*=gb2312''%C9%ED%B7;\r\n filename*1*=%DD%D6%A4.pdf.exe", "MZ"),
        part("Content-Disposition: attachment; filename=\"=?utf-8?B?Li4vY29k4oCuZ3BqLmV4ZQ==?=\"", ""),
        "--b--\r\n".to_owned(),
    ]
    .concat();
    let parsed = parse(raw.as_bytes()).unwrap();
    assert_eq!(parsed.text, "hello");
    let seen: Vec<(&str, Vec<W>)> = parsed
        .attachments
        .iter()
        .map(|a| (a.name.as_str(), a.warnings.clone()))
        .collect();
    assert_eq!(seen[0], ("screenshot.png", vec![W::TypeDiffers, W::Html]));
    assert_eq!(seen[1].0, "身份证.pdf.exe");
    assert!(seen[1].1.contains(&W::DoubleExtension) && seen[1].1.contains(&W::Executable));
    assert_eq!(seen[2].0, "cod[U+202E]gpj.exe");
    assert!(seen[2].1.contains(&W::RtlOverride) && seen[2].1.contains(&W::Empty));
    assert_eq!(
        attachment(raw.as_bytes(), parsed.attachments[1].part).unwrap(),
        b"MZ"
    );
    assert_eq!(attachment(raw.as_bytes(), 99), None);
}

#[test]
fn html_alone_becomes_text_and_pictures_are_counted() {
    let raw = b"From: a@example.com\nContent-Type: text/html; charset=utf-8\n\n<p>Please <a href='https://x.example/a'>look</a><img src=https://t.example/1.gif><img src='cid:1'><div style=\"background:url('//t.example/2')\">";
    let parsed = parse(raw).unwrap();
    assert!(
        parsed.text.contains("https://x.example/a"),
        "{}",
        parsed.text
    );
    let html = parsed.html.unwrap();
    assert_eq!(
        (html.remote_images, html.links),
        (2, vec!["https://x.example/a".to_owned()])
    );
}

#[test]
fn automated_mail_is_told_from_peoples() {
    let kind = |header: &str| {
        let raw = format!("From: Ann <ann@example.com>\nSubject: Hello\n{header}\n\nhi");
        automated(&parse(raw.as_bytes()).unwrap(), &["service@minglives.com"]).map(|a| a.kind)
    };
    assert_eq!(kind("Auto-Submitted: no"), None);
    assert_eq!(kind("X-Auto-Response-Suppress: All"), None);
    assert_eq!(
        kind("Auto-Submitted: auto-replied (vacation)"),
        Some(AutomatedKind::AutoReply)
    );
    assert_eq!(kind("List-Id: <a.example>"), Some(AutomatedKind::Bulk));
    assert_eq!(kind("Precedence: junk"), Some(AutomatedKind::Bulk));
    assert_eq!(kind("Return-Path: <>"), Some(AutomatedKind::AutoReply));
    assert_eq!(
        kind("Sender: Service@minglives.com"),
        Some(AutomatedKind::Own)
    );
    assert_eq!(
        kind("Content-Type: multipart/report; report-type=feedback-report; boundary=a"),
        Some(AutomatedKind::Report)
    );
}

#[test]
fn quotes_are_folded_in_both_languages() {
    let text = "Yes, please.\n\nOn Tue, 3 Nov 2026, Ann Lee\n<ann@example.com> wrote:\n> Shall we delete it?\n>\n> Ann\n\nAnd thanks.\n-- \nBob";
    let kinds: Vec<BlockKind> = fold(text).iter().map(|b| b.kind).collect();
    use BlockKind::{Quoted, Signature, Text};
    assert_eq!(kinds, [Text, Quoted, Text, Signature]);
    assert_eq!(own_words(text), "Yes, please.\n\n\nAnd thanks.");
    for quoted in [
        "在 2026-11-03 10:00，客服 <service@minglives.com> 写道：\n您要删除吗？",
        "------------------ 原始邮件 ------------------\n发件人: \"客服\"\n您要删除吗？",
        "发件人：客服\n发送时间：2026年11月3日\n收件人：我\n主题：删除\n\n您要删除吗？",
        "-----Original Message-----\nFrom: x\n\ndelete?",
    ] {
        assert_eq!(own_words(&format!("不要删了。\n\n{quoted}")), "不要删了。");
    }
}

#[test]
fn a_text_of_many_pages_is_shown_in_part_and_can_be_saved() {
    let line = "我要求删除我的账号。\n";
    let bytes = encoding_rs::GBK.encode(line).0.repeat(100_000);
    let raw = [
        b"Subject: x\nContent-Type: text/plain; charset=gbk\n\n",
        bytes.as_slice(),
    ]
    .concat();
    let parsed = parse(&raw).unwrap();
    assert!(parsed.text.len() > 1_000_000 && !parsed.text.contains('\u{fffd}'));
    assert_eq!(parsed.attachments[0].name, "0-text.txt");
    assert_eq!(attachment(&raw, parsed.attachments[0].part).unwrap(), bytes);
}

#[test]
fn html_is_read_as_it_would_be_shown() {
    let text = |html: &str| {
        let raw = format!("From: a@example.com\nContent-Type: text/html; charset=utf-8\n\n{html}");
        parse(raw.as_bytes()).unwrap().text
    };
    assert_eq!(
        text(
            "<title>t</title><style>a{}</style><b>From:</b> <span>Ann</span><p>1 < 2 &amp; 3</p><!-- no --><script>no</script>"
        ),
        "From: Ann\n\n1 < 2 & 3"
    );
    assert_eq!(
        text("<div>a<div>b</div></div>c<br>d<x><!--[if mso]>no<![endif]-->e"),
        "a\nb\nc\nde"
    );
    assert_eq!(
        text("<p title='>'>one<p class=a>two</p><center>three</center>"),
        "one\n\ntwo\n\nthree"
    );
    assert_eq!(
        text("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>")
            .split_whitespace()
            .collect::<Vec<_>>(),
        ["a", "b", "c", "d"]
    );
    assert_eq!(
        text("<ul><li>a</li><li>b</ul><blockquote>c</blockquote>"),
        "* a\n* b\n\n> c"
    );
    let picture = "A".repeat(5 << 20);
    assert_eq!(
        text(&format!("a<img src='data:image/png;base64,{picture}'> b")),
        "a b"
    );
}

#[test]
fn a_file_to_beware_of_is_told_before_it_is_saved() {
    let iso = [vec![0; 0x8001], b"CD001".to_vec()].concat();
    let cases: [(&str, &str, &[u8], &[&str]); 13] = [
        ("a.pdf", "application/pdf", b"%PDF-1.7", &[]),
        (
            "a.pdf",
            "application/pdf",
            b"<html><script>x",
            &["type-differs", "html"],
        ),
        (
            "a.pdf.exe",
            "application/pdf",
            b"MZ",
            &["double-extension", "executable"],
        ),
        (
            "cod\u{202e}gpj.exe",
            "image/jpeg",
            b"MZ",
            &["rtl-override", "executable"],
        ),
        ("a.html", "text/html", b"x", &["html"]),
        ("a.svg", "image/svg+xml", b"<svg/>", &["html"]),
        (
            "a.png",
            "image/png",
            b"<?xml version='1.0'?><svg/>",
            &["type-differs", "html"],
        ),
        ("a.js", "text/plain", b"x", &["executable"]),
        ("a.txt", "application/javascript", b"x", &["executable"]),
        (
            "a.lnk",
            "application/octet-stream",
            b"L\0\0\0\x01\x14\x02\0",
            &["executable"],
        ),
        ("a.one", "application/onenote", b"x", &["executable"]),
        ("a.dat", "application/octet-stream", &iso, &["archive"]),
        (
            "a.docm",
            "application/octet-stream",
            b"PK\x03\x04 word/vbaProject.bin",
            &["macro"],
        ),
    ];
    for (name, kind, bytes, wanted) in cases {
        let start = format!(
            "From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: {kind}\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
        );
        let raw = [start.as_bytes(), bytes, b"\r\n--b--\r\n"].concat();
        let parsed = mail::parse(&raw).unwrap();
        let warnings = parsed.attachments[0].warnings.iter();
        let found: Vec<&str> = warnings.map(|warning| warning.as_str()).collect();
        for one in wanted {
            assert!(found.contains(one), "{name}: {found:?} without {one}");
        }
        assert!(!wanted.is_empty() || found.is_empty(), "{name}: {found:?}");
    }
}
