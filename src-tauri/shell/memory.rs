//! What this computer remembers of the window: how it looks, where it was left, and which
//! workspaces were open. Nothing of what is in them.

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::Utc;
use desk::workspace::Recent;
use desk::{Error, Result};
use serde::{Deserialize, Serialize};

use super::save;

/// Workspaces that are remembered.
const RECENT: usize = 8;

/// What a person chose for the window on this computer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    pub language: Language,
    pub theme: Theme,
    /// Single letters act; otherwise only the palette, the menus and Tab do.
    pub single_keys: bool,
    /// The desktop hears of urgent mail and of what falls due today.
    pub notify: bool,
    /// Where in the window one was; the page alone knows what it means.
    pub place: String,
    pub panes: Panes,
}

/// How wide panes are, in logical pixels; 0: what they are by themselves.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Panes {
    rail: u16,
    list: u16,
    side: u16,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            language: Language::System,
            theme: Theme::System,
            single_keys: true,
            notify: true,
            place: String::new(),
            panes: Panes::default(),
        }
    }
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "system")]
    System,
    #[serde(rename = "en")]
    English,
    #[serde(rename = "zh-CN")]
    Chinese,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    System,
    Light,
    Dark,
}

/// Where the window was left, in logical pixels.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Frame {
    pub width: f64,
    pub height: f64,
    pub x: f64,
    pub y: f64,
    pub maximized: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    prefs: Prefs,
    frame: Option<Frame>,
    recent: Vec<Recent>,
}

/// The memory, and its file.
#[derive(Debug)]
pub struct Memory {
    /// None: it forgets when the program ends.
    file: Option<PathBuf>,
    kept: Mutex<Kept>,
}

impl Memory {
    /// Reads what is remembered below the folder for configurations. What can't be read is
    /// forgotten: nothing in it is needed.
    pub fn load(config: PathBuf) -> Self {
        let file = config.join("privacy-desk").join("window.json");
        let kept = fs::read(&file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self {
            file: Some(file),
            kept: Mutex::new(kept),
        }
    }

    /// A memory that begins empty and is not written.
    pub fn none() -> Self {
        Self {
            file: None,
            kept: Mutex::default(),
        }
    }

    pub fn prefs(&self) -> Prefs {
        self.kept().prefs.clone()
    }

    /// # Errors
    /// Where it can't be written.
    pub fn set_prefs(&self, prefs: Prefs) -> Result<()> {
        self.kept().prefs = prefs;
        self.write()
    }

    pub fn frame(&self) -> Option<Frame> {
        self.kept().frame
    }

    pub fn set_frame(&self, frame: Frame) {
        self.kept().frame = Some(frame);
        // Then it opens at another place: no reason to stop anybody.
        let _ = self.write();
    }

    /// Workspaces that were open before, the last first.
    pub fn recent(&self) -> Vec<Recent> {
        let mut recent = self.kept().recent.clone();
        for one in &mut recent {
            one.missing = !PathBuf::from(&one.path).is_dir();
        }
        recent
    }

    /// A workspace was opened, or made to be opened later.
    pub fn opened(&self, name: &str, path: &str) {
        {
            let recent = &mut self.kept().recent;
            recent.retain(|one| one.path != path);
            recent.insert(
                0,
                Recent {
                    name: name.to_owned(),
                    path: path.to_owned(),
                    opened_at: Utc::now(),
                    missing: false,
                },
            );
            recent.truncate(RECENT);
        }
        // It is open, and will be found by its path.
        let _ = self.write();
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let bytes = serde_json::to_vec_pretty(&*self.kept()).map_err(|_| Error::Internal {
            place: "shell: memory".to_owned(),
        })?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| Error::Io {
                path: folder.display().to_string(),
                why: error.kind().to_string(),
            })?;
        }
        save::write(file, &bytes)
    }
}
