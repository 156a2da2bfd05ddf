//! `pdesk messages …`

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use desk::Desk;
use desk::intake::MessageRow;
use desk::scan::ScanView;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::{array, collect, go_on};
use crate::args::{ExportArgs, MessagesArgs, MessagesCommand};
use crate::error::Failure;
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};
use crate::terminal::write_new;
use crate::words::Words;

pub async fn run(office: &Office, desk: &Desk, command: MessagesCommand) -> Result<Said> {
    match command {
        MessagesCommand::List(args) => {
            let (rows, next) = list(desk, &args).await?;
            office.say(&array(&rows, next.as_deref()), |words| {
                let list = output::mail::messages(words, &rows, zone(desk));
                list + &go_on(words, next.as_deref())
            })
        }
        MessagesCommand::Show { id } => {
            let message = desk.message(id).await?;
            office.say(&message, |words| {
                output::mail::message(words, &message, zone(desk))
            })
        }
        MessagesCommand::Html { id } => {
            let page = desk.page(id, |_| None).await?;
            if office.json {
                office.say(&page, |_| String::new())
            } else {
                Ok(Said::of(page.html.into_bytes()))
            }
        }
        MessagesCommand::Raw { id } => {
            let raw = desk.raw(id).await?;
            if office.json {
                let value = json!({ "id": id, "base64": BASE64.encode(&raw) });
                office.say(&value, |_| String::new())
            } else {
                // As it came, whatever it does to a terminal: it is for a file or a pipe.
                Ok(Said::of(raw))
            }
        }
        MessagesCommand::Export(args) => export(office, desk, &args).await,
        MessagesCommand::ToCase { id } => {
            let done = desk.message_to_case(id).await?;
            office.say(&done, |words| output::lists::done(words, &done))
        }
    }
}

async fn list(desk: &Desk, args: &MessagesArgs) -> Result<(Vec<MessageRow>, Option<String>)> {
    let part = &args.part;
    collect(part.limit, part.after.clone(), |after, limit| async move {
        let page = desk
            .messages(args.disposition, after.as_deref(), limit)
            .await?;
        Ok((page.rows, page.next))
    })
    .await
}

/// A file that was written.
#[derive(Serialize)]
struct Exported {
    id: Uuid,
    part: Option<u32>,
    path: PathBuf,
    size: usize,
    /// What the virus scanner said of an attachment.
    scan: Option<ScanView>,
}

async fn export(office: &Office, desk: &Desk, args: &ExportArgs) -> Result<Said> {
    fs::create_dir_all(&args.to).map_err(|e| Failure::writing(&args.to, &e))?;
    let ids = if args.all {
        let all = MessagesArgs {
            disposition: None,
            part: crate::args::Part {
                limit: None,
                after: None,
            },
        };
        list(desk, &all).await?.0.iter().map(|row| row.id).collect()
    } else {
        args.ids.clone()
    };
    let mut written = Vec::new();
    let mut kept_back = None;
    for id in ids {
        match desk.raw(id).await {
            Ok(raw) => written.push(save(&args.to, id, None, &format!("{id}.eml"), &raw)?),
            // Of all there are, those without bytes here are passed over.
            Err(desk::Error::NoRaw) if args.all => continue,
            Err(error) => return Err(error.into()),
        }
        if args.attachments {
            for part in desk.message(id).await?.attachments {
                let (name, bytes) = match desk.attachment(id, part.part).await {
                    Ok(attached) => attached,
                    Err(found @ desk::Error::Infected { .. }) => {
                        kept_back = Some(found);
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                };
                let name = format!("{id}.{}.{}", part.part, harmless(&name));
                let mut one = save(&args.to, id, Some(part.part), &name, &bytes)?;
                one.scan = desk.scan_of(id, part.part);
                written.push(one);
            }
        }
    }
    let said = office.say(&written, |words| {
        let lines = written.iter().map(|file| line(words, file));
        lines.collect::<Vec<_>>().join("\n")
    })?;
    Ok(said.but(kept_back.map(Failure::Desk)))
}

/// Where a file was written, and that nobody scanned it, where a scanner should have.
fn line(words: &Words, file: &Exported) -> String {
    let path = file.path.display().to_string();
    match file.scan.as_ref().and_then(|scan| scan.why.as_deref()) {
        Some(why) => words.say(
            "scan-not-scanned",
            &[("path", path.into()), ("why", why.into())],
        ),
        None => path,
    }
}

fn save(folder: &Path, id: Uuid, part: Option<u32>, name: &str, bytes: &[u8]) -> Result<Exported> {
    let path = folder.join(name);
    write_new(&path, bytes)?;
    Ok(Exported {
        id,
        part,
        path,
        size: bytes.len(),
        scan: None,
    })
}

/// The name that a stranger gave a file, as one that stays in its folder and shows what it is.
fn harmless(name: &str) -> String {
    /// Characters kept, so that the whole name fits any file system.
    const LONGEST: usize = 40;
    let name: Vec<char> = name
        .chars()
        .map(|char| match char {
            '.' | '-' | '_' => char,
            char if char.is_alphanumeric() => char,
            _ => '_',
        })
        .collect();
    // The end says what it is.
    name[name.len().saturating_sub(LONGEST)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_name_stays_in_the_folder() {
        assert_eq!(harmless("../../etc/passwd"), ".._.._etc_passwd");
        assert_eq!(harmless("\u{202e}fdp.exe"), "_fdp.exe");
        assert_eq!(harmless("身份证.jpg"), "身份证.jpg");
        assert!(harmless(&"长".repeat(300)).len() < 128);
    }
}
