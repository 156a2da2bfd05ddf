//! `pdesk letters …`

use desk::letters::{LetterView, SaveLetter};
use desk::{Desk, Error};

use super::cases::text;
use crate::args::{EditLetterArgs, LetterArg, LettersCommand};
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};

pub async fn run(office: &Office, desk: &Desk, command: LettersCommand) -> Result<Said> {
    match command {
        LettersCommand::List => {
            let all = desk.letters().await?;
            office.say(&all, |words| output::letters::list(words, &all, zone(desk)))
        }
        LettersCommand::Show(args) if args.versions => {
            let letter = args.letter;
            let all = desk.letter_versions(letter.letter, letter.language).await?;
            office.say(&all, |words| output::letters::list(words, &all, zone(desk)))
        }
        LettersCommand::Show(args) => {
            let letter = current(desk, &args.letter).await?;
            office.say(&letter, |words| output::letters::letter(words, &letter))
        }
        LettersCommand::Edit(args) => {
            let letter = edited(desk, args).await?;
            office.say(&letter, |words| output::letters::letter(words, &letter))
        }
        LettersCommand::Fill(args) => {
            let case = desk.case_id(&args.case.case).await?;
            let filled = desk.letter_fill(case, args.letter, args.language).await?;
            office.say(&filled, |words| output::letters::filled(words, &filled))
        }
    }
}

async fn edited(desk: &Desk, args: EditLetterArgs) -> Result<LetterView> {
    let before = current(desk, &args.letter).await?;
    let text = text(&args.words)?;
    let input = SaveLetter {
        kind: before.kind,
        language: before.language,
        version: before.version,
        subject: args.subject.unwrap_or(before.subject),
        text: if text.is_empty() { before.text } else { text },
    };
    Ok(desk.letter_save(input).await?)
}

async fn current(desk: &Desk, letter: &LetterArg) -> Result<LetterView> {
    let versions = desk.letter_versions(letter.letter, letter.language).await?;
    let newest = versions.into_iter().next();
    Ok(newest.ok_or_else(|| Error::Invalid {
        field: "letter".to_owned(),
    })?)
}
