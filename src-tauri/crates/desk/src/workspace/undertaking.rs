//! The undertaking of confidentiality that everyone signs before they see a complaint: the privacy
//! policy promises that the company's people are bound by one.

use domain::data::Language;
use uuid::Uuid;

/// The edition that is signed now. Another text is another edition; what was signed stays.
pub const UNDERTAKING_EDITION: &str = "2026-1";

/// The text, to be read before it is signed.
pub const fn undertaking_in(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../../../../assets/undertaking/2026-1.en.txt"),
        Language::Chinese => include_str!("../../../../../assets/undertaking/2026-1.zh-CN.txt"),
    }
}

/// What is signed: which edition, in both languages, where, and by whom.
pub(crate) fn undertaking_text(workspace: Uuid, person: Uuid) -> String {
    format!(
        "privacy-desk undertaking {UNDERTAKING_EDITION}\n{workspace}\n{person}\n{}\n{}",
        undertaking_in(Language::English),
        undertaking_in(Language::Chinese)
    )
}
