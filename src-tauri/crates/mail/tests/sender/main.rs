//! Who a message is from: results that count and results that don't, and the tricks.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod results;

use mail::parse;
use mail::sender::{Evidence, Outcome, ReasonCode as R, Trust, Verdict, evidence};
use proptest::prelude::*;

fn judge(ids: &[&str], header: &str) -> Evidence {
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let trust = Trust {
        authserv_ids: &ids,
        own_domains: &["minglives.com".to_owned()],
        own_names: &["铭生活".to_owned()],
        known_domains: &["partnerpay.org", "qq.com"],
    };
    let raw = format!(
        "{}\r\nSubject: x\r\n\r\nword",
        header.trim().replace('\n', "\r\n")
    );
    evidence(&parse(raw.as_bytes()).unwrap(), &trust)
}

fn codes(evidence: &Evidence) -> Vec<R> {
    evidence.reasons.iter().map(|reason| reason.code).collect()
}

const GMAIL: &str = "
Delivered-To: service@minglives.com
Received: by 2002:a05:6a10:1234:b0:5f2:1 with SMTP id k12csp1; Tue, 3 Nov 2026 01:00:02 -0800 (PST)
X-Received: by 2002:a17:902:e88b:b0:1e2 with SMTP id w11-2002; Tue, 3 Nov 2026 01:00:01 -0800 (PST)
ARC-Authentication-Results: i=1; mx.google.com;
       dkim=pass header.i=@mail.example.net header.s=s1 header.b=Ab+/c1==;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.net
Return-Path: <bounces+1@mail.example.net>
Received: from out.mail.example.net (out.mail.example.net. [192.0.2.7])
        by mx.google.com with ESMTPS id d2e1a72fcca58; Tue, 03 Nov 2026 01:00:01 -0800 (PST)
Received-SPF: pass (google.com: domain of bounces+1@mail.example.net designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;
Authentication-Results: mx.google.com;
       dkim=pass header.i=@mail.example.net header.s=s1 header.b=Ab+/c1==;
       dkim=fail (body hash; did \\) not match) header.i=@relay.example.com;
       spf=pass (google.com: domain of bounces+1@mail.example.net designates 192.0.2.7 as permitted sender) smtp.mailfrom=\"bounces+1\"@mail.example.net;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.net
DKIM-Signature: v=1; a=rsa-sha256; d=mail.example.net; s=s1; b=Ab+/c1==
From: Ann Lee <ann@example.net>";

#[test]
fn gmail() {
    let found = judge(&["MX.google.com"], GMAIL);
    assert_eq!(found.verdict, Verdict::Aligned);
    assert_eq!(found.results.spf, Some(Outcome::Pass));
    assert_eq!(
        found.results.spf_domain.as_deref(),
        Some("mail.example.net")
    );
    assert_eq!(found.results.dmarc, Some(Outcome::Pass));
    let signed: Vec<_> = found
        .results
        .dkim
        .iter()
        .map(|s| (s.domain.as_str(), s.outcome, s.aligned))
        .collect();
    assert_eq!(
        signed,
        [
            ("mail.example.net", Outcome::Pass, true),
            ("relay.example.com", Outcome::Fail, false)
        ]
    );
    assert_eq!(found.reasons, []);
    // Nobody's results are believed unless they are asked for; ARC's never are.
    for other in [
        &[][..],
        &["google.com"],
        &["i=1"],
        &["mx.google.com.example.net"],
    ] {
        let found = judge(other, GMAIL);
        assert_eq!(
            (found.verdict, found.results.dmarc),
            (Verdict::Unknown, None)
        );
    }
}

#[test]
fn exchange_online_writes_no_id() {
    let results = |spf: &str, dkim: &str, dmarc: &str| {
        format!("Received: from a.outlook.com by b.outlook.com (2603::1) with Microsoft SMTP Server; Tue, 3 Nov 2026 09:00:03 +0000
Authentication-Results: spf={spf} (sender IP is 192.0.2.7)
 smtp.mailfrom=example.net; dkim={dkim} (signature was verified)
 header.d=example.net;dmarc={dmarc} action=none
 header.from=example.net;compauth=pass reason=100
Received-SPF: Pass (protection.outlook.com: domain of example.net designates 192.0.2.7 as permitted sender)
Received: from out.example.net (192.0.2.7) by c.mail.protection.outlook.com; Tue, 3 Nov 2026 09:00:02 +0000
Authentication-Results-Original: dmarc=pass header.from=example.net
From: Ann <ann@example.net>")
    };
    let verdict = |header: &str| judge(&[""], header).verdict;
    assert_eq!(verdict(&results("pass", "pass", "pass")), Verdict::Aligned);
    assert_eq!(
        verdict(&results("pass", "none", "bestguesspass")),
        Verdict::Aligned
    );
    assert_eq!(verdict(&results("fail", "fail", "fail")), Verdict::Failed);
    assert_eq!(
        verdict(&results("softfail", "none", "none")),
        Verdict::Unknown
    );
    assert_eq!(verdict(&results("fail", "none", "none")), Verdict::Failed);
    assert_eq!(
        verdict(&results("temperror", "fail", "temperror")),
        Verdict::Unknown
    );
    assert_eq!(
        judge(&["b.outlook.com"], &results("pass", "pass", "pass")).verdict,
        Verdict::Unknown
    );
}

#[test]
fn postfix_with_opendkim_and_opendmarc_writes_a_field_each() {
    let header = |dmarc: &str, below: &str| {
        format!("Return-Path: <ann@news.example.co.uk>
Authentication-Results: mail.minglives.com; dmarc={dmarc} (p=none dis=none) header.from=example.co.uk
Authentication-Results: mail.minglives.com (amavisd-new) 1;
	dkim=pass reason=\"2048-bit key; unprotected\" header.d=news.example.co.uk header.i=@news.example.co.uk header.a=rsa-sha256
Authentication-Results: mail.minglives.com;	spf=pass smtp . mailfrom = ann@news.example.co.uk
Received: from news.example.co.uk (unknown [192.0.2.9]) by mail.minglives.com (Postfix) with ESMTPS id 4F; Tue, 3 Nov 2026 09:00:00 +0000 (UTC)
{below}
From: ann@example.co.uk")
    };
    let ids = ["mail.minglives.com"];
    let found = judge(&ids, &header("pass", "X-A: b"));
    // By the public suffix list these two are one organisation, and `example.co.uk` is not `co.uk`.
    assert_eq!(
        (found.verdict, found.results.dmarc),
        (Verdict::Aligned, Some(Outcome::Pass))
    );
    // What does not stand on top may be the sender's own: it speaks for nobody.
    assert_eq!((found.results.dkim.len(), found.results.spf), (0, None));
    assert_eq!(
        judge(&ids, &header("none", "X-A: b")).verdict,
        Verdict::Unknown
    );
    let other =
        header("none", "X-A: b").replace("From: ann@example.co.uk", "From: ann@other.co.uk");
    assert_eq!(judge(&ids, &other).verdict, Verdict::Unknown);

    // What came with the message is below our server's Received.
    let forged = "Authentication-Results: MAIL.minglives.com; dmarc=pass header.from=example.co.uk";
    let found = judge(&ids, &header("fail", forged));
    assert_eq!(
        (found.verdict, found.results.dmarc),
        (Verdict::Failed, Some(Outcome::Fail))
    );
    assert_eq!(codes(&found), [R::ForgedResults]);
    assert_eq!(found.reasons[0].shows, "MAIL.minglives.com");
}

#[test]
fn coremail() {
    let header = |from: &str| {
        format!("Received: from qq.example (unknown [192.0.2.5]) by mx21 (Coremail) with SMTP id wqR; Tue, 3 Nov 2026 17:00:00 +0800 (CST)
Authentication-Results: mx21; spf=pass smtp.mail=10001@qq.com; dkim=pass header.i=@qq.com; dmarc=pass(p=quarantine) header.from=qq.com
DKIM-Signature: v=1; a=rsa-sha256; d=qq.com
Received: from [127.0.0.1] by newxmesmtplogicsvrsza1.qq.com (NewEsmtp) with SMTP; Tue, 03 Nov 2026 16:59:59 +0800
From: {from}")
    };
    let found = judge(&["mx21"], &header("=?utf-8?B?5byg5LiJ?= <10001@qq.com>"));
    assert_eq!((found.verdict, codes(&found)), (Verdict::Aligned, vec![]));
    // What holds for qq.com says nothing of another From.
    assert_eq!(
        judge(&["mx21"], &header("a@minglives.com")).verdict,
        Verdict::Unknown
    );
    assert_eq!(
        judge(&["mx21"], &header("a@minglives.com, 10001@qq.com")).verdict,
        Verdict::Unknown
    );
}

#[test]
fn tricks_are_named() {
    let long_ago = "From: \"Ann\" <ann@example.net>\nReply-To: ann@mail.example.net";
    for (header, expected) in [
        (long_ago, vec![]),
        (
            "From: Ann <ann@example.net>\nReply-To: <ann@example.com>",
            vec![R::ReplyToElsewhere],
        ),
        (
            "From: \"service@minglives.com\" <a@example.net>",
            vec![R::DisplayNameIsAddress, R::DisplayNameOfUs],
        ),
        (
            "From: \"ann＠example.com\" <a@example.net>",
            vec![R::DisplayNameIsAddress],
        ),
        ("From: \"A@example.net\" <a@example.net>", vec![]),
        (
            "From: \"Ming-Lives Privacy\" <a@example.net>",
            vec![R::DisplayNameOfUs],
        ),
        (
            "From: \"铭生活客服\" <a@example.net>",
            vec![R::DisplayNameOfUs],
        ),
        ("From: \"铭生活客服\" <a@mail.minglives.com>", vec![]),
        (
            "From: \"M\u{456}ngLives\" <a@example.net>",
            vec![R::DisplayNameOfUs],
        ),
        (
            "From: \"An\u{200b}n\" <a@example.net>",
            vec![R::HiddenCharacters],
        ),
        (
            "From: \"\u{202e}nnA\" <a@example.net>",
            vec![R::HiddenCharacters],
        ),
        ("From: a@example.net, b@example.net", vec![R::SeveralFrom]),
        (
            "From: a@example.net\nFrom: b@example.net",
            vec![R::SeveralFrom],
        ),
        ("From: Ann", vec![R::NoFrom]),
        ("To: a@example.net", vec![R::NoFrom]),
        ("From: a@rninglives.com", vec![R::LookAlikeDomain]),
        ("From: a@ming1ives.com", vec![R::LookAlikeDomain]),
        ("From: a@mignlives.com", vec![R::LookAlikeDomain]),
        ("From: a@minglive.com", vec![R::LookAlikeDomain]),
        ("From: a@ming-lives.com", vec![R::LookAlikeDomain]),
        ("From: a@minglives.net", vec![R::LookAlikeDomain]),
        (
            "From: a@minglives.com.example.net",
            vec![R::LookAlikeDomain],
        ),
        (
            "From: a@mail.m\u{456}nglives.com",
            vec![R::LookAlikeDomain, R::MixedScript],
        ),
        // The same in punycode.
        (
            "From: a@xn--mnglives-thh.com",
            vec![R::LookAlikeDomain, R::MixedScript],
        ),
        ("From: a@例子.中国", vec![]),
        ("From: a@qq邮箱.中国", vec![]),
        ("From: a@minglives.com", vec![]),
        ("From: a@qv.com", vec![]),
        ("From: a@partnerpay.com", vec![R::LookAlikeDomain]),
    ] {
        assert_eq!(codes(&judge(&[], header)), expected, "{header}");
    }
    let found = judge(&[], "From: a@minglive.com");
    assert_eq!(
        (
            found.reasons[0].shows.as_str(),
            found.reasons[0].really.as_str()
        ),
        ("minglives.com", "minglive.com")
    );
    let written = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Evidence>(&written).unwrap(), found);
}

/// Pieces of fields, so that they often nearly fit the form.
fn field() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "mx.example.com",
        ";",
        "=",
        " ",
        "(",
        ")",
        "\"",
        "\\",
        "dmarc",
        "pass",
        "fail",
        "spf",
        "dkim",
        "header.from",
        "header.d",
        "smtp.mailfrom",
        "example.net",
        "@",
        ".",
        "/",
        "1",
        "none",
        "ü",
        "reason",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_fields_are_read(results in field(), name in "\\PC{0,20}", domain in "\\PC{0,20}", any in "\\PC{0,80}") {
        let header = format!("Authentication-Results: {results}\nAuthentication-Results: {any}\nFrom: {name} <a@{domain}>\nReply-To: {any}");
        judge(&["mx.example.com", ""], &header);
    }

    #[test]
    fn what_another_server_says_changes_nothing(results in field(), id in "[a-z]{1,9}\\.example", at in 0usize..14) {
        let own = judge(&["mx.google.com"], GMAIL);
        let mut lines: Vec<String> = GMAIL.trim().lines().map(str::to_owned).collect();
        let starts: Vec<usize> = (0..lines.len()).filter(|i| !lines[*i].starts_with([' ', '\t'])).collect();
        lines.insert(starts[at % starts.len()], format!("Authentication-Results: {id}; {results}"));
        prop_assert_eq!(judge(&["mx.google.com"], &lines.join("\n")), own);
    }
}
