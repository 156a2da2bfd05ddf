//! The parts of a text: the writer's own words, what they quote, their signature.

use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a piece of a text is.
    BlockKind {
        /// The writer's own words.
        Text = "text",
        /// Somebody else's words, quoted.
        Quoted = "quoted",
        /// A signature, after `-- `.
        Signature = "signature",
    }
}

/// A piece of a text. The pieces, put together with line feeds, are the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its lines.
    pub text: String,
}

/// Splits a text into its pieces.
///
/// `>` lines are quoted, with the line that introduces them ('On … wrote:', '在…写道：'). After a
/// separator ('-----Original Message-----', '原始邮件') or a block of header lines ('发件人：…')
/// everything is quoted: programs that write them put the answer above.
pub fn fold(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut kinds = vec![BlockKind::Text; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        if starts_original(&lines[at..]) {
            kinds[at..].fill(BlockKind::Quoted);
            break;
        }
        let introduction = introduction(&lines[at..]);
        if introduction > 0 {
            kinds[at..at + introduction].fill(BlockKind::Quoted);
            let rest = &lines[at + introduction..];
            let next = rest.iter().find(|line| !line.trim().is_empty());
            // Without '>' marks the program quotes to the end.
            if next.is_some_and(|line| !is_quoted(line)) {
                kinds[at..].fill(BlockKind::Quoted);
                break;
            }
            at += introduction;
            continue;
        }
        if lines[at] == "-- " || lines[at] == "--" {
            kinds[at..].fill(BlockKind::Signature);
            mark_quoted(&lines[at..], &mut kinds[at..]);
            break;
        }
        if is_quoted(lines[at]) {
            kinds[at] = BlockKind::Quoted;
        }
        at += 1;
    }
    join_blank_lines(&lines, &mut kinds);
    blocks(&lines, &kinds)
}

/// The text without what it quotes and without the signature; all of it when nothing else is left.
pub fn own_words(text: &str) -> String {
    let own: Vec<String> = fold(text)
        .into_iter()
        .filter(|b| b.kind == BlockKind::Text)
        .map(|b| b.text)
        .collect();
    let own = own.join("\n").trim().to_owned();
    if own.is_empty() {
        text.trim().to_owned()
    } else {
        own
    }
}

fn is_quoted(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('>') && !line.starts_with(">From ")
}

fn mark_quoted(lines: &[&str], kinds: &mut [BlockKind]) {
    for (line, kind) in lines.iter().zip(kinds) {
        if is_quoted(line) {
            *kind = BlockKind::Quoted;
        }
    }
}

/// The number of lines of an introduction such as 'On Monday, 3 March 2025, Ann Lee wrote:'.
fn introduction(lines: &[&str]) -> usize {
    let first = lines[0].trim();
    let opens = first.starts_with("On ")
        || first.starts_with('在')
        || first.starts_with('于')
        || first.ends_with("写道：")
        || first.ends_with("寫道：");
    if !opens {
        return 0;
    }
    // Programs break the line when name and address are long.
    (1..=3.min(lines.len()))
        .find(|count| closes_introduction(lines[count - 1].trim()) && dated(&lines[..*count]))
        .unwrap_or(0)
}

fn closes_introduction(line: &str) -> bool {
    let line = line.trim_end_matches('*');
    [" wrote:", "写道：", "写道:", "寫道：", "寫道:"]
        .iter()
        .any(|end| line.ends_with(end))
        || line == "wrote:"
}

/// An introduction names a day, an hour or an address; 'On the form I wrote:' does not.
fn dated(lines: &[&str]) -> bool {
    lines
        .iter()
        .any(|line| line.contains('@') || line.chars().filter(char::is_ascii_digit).count() >= 3)
}

/// A separator, or the header lines that Outlook, Foxmail and QQ put above what they quote.
fn starts_original(lines: &[&str]) -> bool {
    let first = lines[0].trim();
    let bare = first.trim_matches(|c: char| matches!(c, '-' | '_' | ' ' | '*' | '—'));
    let ruled = first.starts_with("--") || first.starts_with("__");
    let named = [
        "Original Message",
        "Original message",
        "Forwarded message",
        "原始邮件",
        "原邮件",
        "原始郵件",
        "转发的邮件",
        "回复的原邮件",
        "轉寄的郵件",
    ];
    if ruled && named.iter().any(|name| bare.eq_ignore_ascii_case(name)) {
        return true;
    }
    let is_from = [
        "From:",
        "*From:*",
        "发件人:",
        "发件人：",
        "寄件者:",
        "寄件者：",
        "寄件人:",
        "寄件人：",
    ]
    .iter()
    .any(|start| first.starts_with(start));
    let others = [
        "Sent:",
        "Date:",
        "To:",
        "Subject:",
        "*Sent:*",
        "*Date:*",
        "发送时间",
        "发送日期",
        "日期",
        "时间",
        "收件人",
        "主题",
        "收件者",
        "主旨",
        "寄件日期",
    ];
    let following = lines
        .iter()
        .skip(1)
        .take(4)
        .filter(|line| others.iter().any(|start| line.trim().starts_with(start)))
        .count();
    is_from && following >= 2
}

/// Empty lines between quoted lines, or before them, belong to what follows.
fn join_blank_lines(lines: &[&str], kinds: &mut [BlockKind]) {
    // The kind of the next line with something in it, for every line.
    let mut following = vec![None; lines.len()];
    let mut next = None;
    for at in (0..lines.len()).rev() {
        if !lines[at].trim().is_empty() {
            next = Some(kinds[at]);
        }
        following[at] = next;
    }
    for at in 1..lines.len().saturating_sub(1) {
        let blank = lines[at].trim().is_empty() && kinds[at - 1] == BlockKind::Quoted;
        if blank && following[at].is_none_or(|kind| kind == BlockKind::Quoted) {
            kinds[at] = BlockKind::Quoted;
        }
    }
}

fn blocks(lines: &[&str], kinds: &[BlockKind]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for (line, kind) in lines.iter().zip(kinds) {
        match out.last_mut() {
            Some(last) if last.kind == *kind => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            _ => out.push(Block {
                kind: *kind,
                text: (*line).to_owned(),
            }),
        }
    }
    out
}
