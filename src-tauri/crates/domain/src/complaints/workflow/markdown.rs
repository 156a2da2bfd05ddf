//! The table as a page of the documentation.

use super::{Guard, TABLE};
use crate::complaints::Status;

impl Guard {
    /// What it asks for, in a sentence for the documentation.
    const fn meaning(self) -> &'static str {
        match self {
            Self::AsksKnown => "There is at least one ask, and the kind of every ask is known.",
            Self::EveryAskHasOutcome => "Every ask has its outcome.",
            Self::RefusalComplete => {
                "Every refused ask has a ground, a reason and the complaint route."
            }
            Self::IdentityChecked => {
                "It was established who asks before their data was shown, handed over, changed or deleted."
            }
            Self::IdentityVerified => "It is established who asks.",
            Self::IdentityOpen => "It is not yet established who asks.",
            Self::Assigned => "Somebody is responsible for the case.",
            Self::ClockRunning => "A clock runs.",
            Self::RecipientUntold => {
                "Somebody who received deleted data is still to be told of the deletion."
            }
            Self::Held => "A legal hold is on the case.",
            Self::NotHeld => "No legal hold is on the case.",
            Self::DutyOver => "No law has the case kept any longer.",
            Self::AcknowledgementOpen => {
                "A law has the requester be told that it has arrived, and nobody has told them."
            }
            Self::ExtensionOpen => "A clock may be extended by its law, and was not yet.",
        }
    }
}

/// The workflow as Markdown: the page `docs/workflow.md`.
pub fn markdown() -> String {
    let mut page = String::from(
        "# The workflow of a case\n\n\
         Written from the table in the program; a test keeps the two alike. Of the rows for an \
         act and a status, the first whose needs are met is taken. What an act needs is looked \
         at with the act's own entries in place.\n\n\
         | Act | From | To | Needs |\n| --- | --- | --- | --- |\n",
    );
    for row in TABLE {
        let from = if row.from.len() == Status::ALL.len() {
            "any".to_owned()
        } else {
            words(row.from.iter().map(|status| status.as_str()))
        };
        let to = row.to.map_or("unchanged", Status::as_str);
        let needs = words(row.needs.iter().map(|guard| guard.as_str()));
        page.push_str(&format!("| {} | {from} | {to} | {needs} |\n", row.act));
    }
    page.push_str("\n## Needs\n\n| Word | Meaning |\n| --- | --- |\n");
    for guard in Guard::ALL {
        page.push_str(&format!("| {guard} | {} |\n", guard.meaning()));
    }
    page
}

fn words(words: impl Iterator<Item = &'static str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
