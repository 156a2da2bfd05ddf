//! How a window is opened.

use std::path::PathBuf;

use crate::pdesk::Office;

/// How the window is to be opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Arguments of the program.
    pub args: Vec<String>,
    /// Width and height of the display, which the window fills.
    pub size: (u32, u32),
    /// The home folder to use again; none: a new one.
    pub home: Option<PathBuf>,
    /// It stays where it opens, instead of filling the display.
    pub as_left: bool,
}

impl Default for Opening {
    fn default() -> Self {
        Self {
            args: Vec::new(),
            size: (1440, 900),
            home: None,
            as_left: false,
        }
    }
}

impl Opening {
    /// On an office's workspace.
    pub(super) fn of(office: &Office) -> Self {
        let path = office.workspace().display().to_string();
        Self {
            args: vec!["--workspace".to_owned(), path],
            ..Self::default()
        }
    }
}
