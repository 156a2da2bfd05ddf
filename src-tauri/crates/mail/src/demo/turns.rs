//! What a turn of the mailbox brings: a request, an answer, files, or something odd.

use super::compose::{Wire, attached, multipart};
use super::special::{self, Special};
use super::{CHINESE, Person, Sent, Writer, files, sender};
use chrono::{DateTime, Duration, Utc};

impl Writer {
    pub fn request(&mut self, at: DateTime<Utc>) -> Vec<u8> {
        let sent = self.letter_from_deck(at, false);
        let draft = self.draft_of(&sent);
        let body = match self.random.below(6) {
            0 if sent.wire == Wire::Utf8Quoted => {
                let boundary = self.boundary();
                multipart(
                    "alternative",
                    &boundary,
                    &[
                        sent.wire.part("plain", &sent.text),
                        sent.wire.part("html", &paragraphs(&sent.text, "")),
                    ],
                )
            }
            1 => sent.wire.part("html", &paragraphs(&sent.text, "")),
            _ => sent.wire.part("plain", &sent.text),
        };
        self.remember(sent);
        draft.message(&body)
    }

    pub fn special(&mut self, kind: Special, at: DateTime<Utc>) -> Vec<u8> {
        match kind {
            Special::Reply | Special::StrangersReply => {
                self.reply(at, kind == Special::StrangersReply)
            }
            Special::Bounce | Special::AutoReply => match self.earlier() {
                Some(to) if kind == Special::Bounce => special::bounce(self, at, &to),
                Some(from) => special::auto_reply(self, at, &from),
                None => self.request(at),
            },
            Special::Newsletter => {
                let language = self.random.below(self.scripts.len());
                special::newsletter(self, at, language)
            }
            Special::RemoteHtml => self.with_remote_pictures(at),
            Special::Attachments => self.with_files(at, false),
            Special::Disguised => self.with_files(at, true),
            Special::UndeclaredGbk => self.in_gbk(at, Wire::GbkUndeclared),
            Special::MislabelledGbk => self.in_gbk(at, Wire::GbkMislabelled),
            Special::Empty => b"\r\n".repeat(1 + self.random.below(40)),
            _ => {
                let sent = self.letter_from_deck(at, false);
                let draft = self.draft_of(&sent);
                special::broken(self, kind, draft, &sent.text)
            }
        }
    }

    fn remember(&mut self, sent: Sent) {
        if sent.answered {
            self.sent.push(sent);
        }
    }

    fn earlier(&mut self) -> Option<Sent> {
        let index = self.random.below(self.sent.len());
        self.sent.get(index).cloned()
    }

    fn reply(&mut self, at: DateTime<Utc>, stranger: bool) -> Vec<u8> {
        let Some(before) = self.earlier() else {
            return self.request(at);
        };
        let language = if before.chinese { CHINESE } else { 0 };
        let replies = &self.scripts[language].replies;
        let choice = match stranger {
            true => &replies.stranger,
            false if at - before.at > Duration::days(14) => &replies.late,
            false => &replies.same,
        };
        let own = self.random.pick(choice).to_owned();
        let writer = match stranger {
            true => self.person(language),
            false => Person {
                name: before.name.clone(),
                address: before.address.clone(),
            },
        };
        let when = before.at.format("%Y-%m-%d %H:%M");
        let introduction = match language {
            CHINESE => format!("在 {when}，{} <{}> 写道：", before.name, before.address),
            _ => format!("On {when}, {} <{}> wrote:", before.name, before.address),
        };
        let quoted: Vec<String> = before
            .text
            .lines()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect();
        let text = format!(
            "{}\n\n{}\n\n{introduction}\n{}\n",
            self.filled(&own, language, at),
            writer.name,
            quoted.join("\n")
        );
        let subject = if before.subject.starts_with("Re: ") {
            before.subject.clone()
        } else {
            format!("Re: {}", before.subject)
        };
        let mut references = before.references.clone();
        references.push(before.id.clone());
        let id = format!(
            "{:016x}@{}",
            self.random.bits(),
            writer.address.rsplit('@').next().unwrap_or("example.com")
        );
        let (sender, Person { name, address }) = (sender(before.wire, &writer), writer);
        let sent = Sent {
            id,
            references,
            sender,
            name,
            address,
            subject,
            text,
            at,
            ..before
        };
        let draft = self.draft_of(&sent);
        let body = sent.wire.part("plain", &sent.text);
        if !stranger {
            self.remember(sent);
        }
        draft.message(&body)
    }

    fn with_remote_pictures(&mut self, at: DateTime<Utc>) -> Vec<u8> {
        let sent = self.letter_from_deck(at, false);
        let draft = self.draft_of(&sent);
        let number = self.random.below(100_000);
        let picture = format!(
            "<p><img src=\"https://track.example/open/{number}.gif\" width=\"1\" height=\"1\"><a href=\"https://social.example/u/{number}\">social.example/u/{number}</a></p>"
        );
        let body = sent.wire.part("html", &paragraphs(&sent.text, &picture));
        self.remember(sent);
        draft.message(&body)
    }

    fn with_files(&mut self, at: DateTime<Utc>, disguised: bool) -> Vec<u8> {
        let sent = self.letter_from_deck(at, false);
        let draft = self.draft_of(&sent);
        let shade = self.random.below(200) as u8;
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        let choice = self.random.below(3);
        let files = match (disguised, sent.chinese) {
            (true, _) => vec![
                attached("screenshot.png", "image/png", &files::login_page()),
                attached(
                    "statement.pdf.exe",
                    "application/octet-stream",
                    b"MZ\x90\0This program can't be run: it is part of a demonstration.",
                ),
            ],
            (false, true) if choice == 0 => vec![
                attached(
                    "身份证明.pdf",
                    "application/pdf",
                    &files::pdf("Proof of identity - sample"),
                ),
                attached("截图.png", "image/png", &files::png(shade)),
            ],
            (false, _) if choice == 1 => vec![
                attached(
                    "letter.docx",
                    word,
                    &files::docx("Please find my request in this letter."),
                ),
                attached(
                    "notes.txt",
                    "text/plain; charset=utf-8",
                    sent.text.as_bytes(),
                ),
            ],
            _ => vec![
                attached("screenshot.png", "image/png", &files::png(shade)),
                attached(
                    "form.pdf",
                    "application/pdf",
                    &files::pdf("Signed form - sample"),
                ),
            ],
        };
        let mut parts = vec![sent.wire.part("plain", &sent.text)];
        parts.extend(files);
        self.remember(sent);
        let boundary = self.boundary();
        draft.message(&multipart("mixed", &boundary, &parts))
    }

    fn in_gbk(&mut self, at: DateTime<Utc>, wire: Wire) -> Vec<u8> {
        let mut sent = self.letter_from_deck(at, true);
        if sent.chinese && !matches!(sent.wire, Wire::Big5 | Wire::Iso2022Jp) {
            sent.wire = wire;
            let person = Person {
                name: sent.name.clone(),
                address: sent.address.clone(),
            };
            sent.sender = sender(wire, &person);
        }
        let draft = self.draft_of(&sent);
        let body = sent.wire.part("plain", &sent.text);
        self.remember(sent);
        draft.message(&body)
    }
}

/// The text as a mail program writes HTML.
fn paragraphs(text: &str, more: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: String = escaped
        .split("\n\n")
        .map(|p| {
            format!(
                "<p style=\"font-family:sans-serif\">{}</p>\n",
                p.replace('\n', "<br>\n")
            )
        })
        .collect();
    format!("<html><body>\n{paragraphs}{more}</body></html>\n")
}
