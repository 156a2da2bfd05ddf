//! The arguments of `pdesk templates`.

use clap::{Args, Subcommand};

use super::TextArgs;

/// Templates for notes.
#[derive(Debug, Subcommand)]
pub enum TemplatesCommand {
    /// The templates, by name.
    ///
    /// JSON: an array of `NoteTemplate`.
    List,
    /// Keep a text under a name, in place of the one that has it.
    ///
    /// JSON: an array of `NoteTemplate`.
    Save(SaveTemplateArgs),
    /// Keep a template no longer; notes that began with it stay as they are.
    ///
    /// JSON: an array of `NoteTemplate`.
    Remove {
        /// Its name.
        name: String,
    },
}

/// A template to keep.
#[derive(Debug, Args)]
pub struct SaveTemplateArgs {
    /// Its name.
    pub name: String,
    #[command(flatten)]
    pub words: TextArgs,
}
