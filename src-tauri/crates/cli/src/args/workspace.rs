//! `pdesk workspace …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with a workspace.
#[derive(Debug, Subcommand)]
pub enum WorkspaceCommand {
    /// Make a workspace. Keep its recovery code: nobody else has it.
    ///
    /// JSON: a `WorkspaceInfo`.
    Create(CreateArgs),
    /// What there is to know about it.
    ///
    /// JSON: a `WorkspaceInfo` with its `settings`, the `person` at work, and whether it is a
    /// `demo`.
    Info,
    /// Change its settings; without options they are shown.
    ///
    /// JSON: its `Settings`.
    Settings(SettingsArgs),
    /// Say where the office's virus scanner (ClamAV's clamd) listens on each computer; without
    /// options it is shown.
    ///
    /// A file that came with a message is scanned when it is saved or looked at, one that goes with
    /// an answer when it is added. JSON: `{"scanner", "test"}`; the latter with --test, as
    /// `{"version", "finds", "tells"}`.
    Scanner(ScannerArgs),
    /// The departments that a case can be given to, as a tree; those named are added first.
    ///
    /// JSON: an array of `DepartmentView`, in the order of the tree.
    Departments {
        /// Departments to add.
        names: Vec<String>,
        /// The department under which they are added; without it at the top.
        #[arg(long, value_name = "DEPARTMENT", requires = "names")]
        under: Option<String>,
    },
    /// Call a department something else; its cases and people's roles follow.
    ///
    /// JSON: as for `workspace departments`.
    DepartmentRename {
        /// The department.
        name: String,
        /// What it is to be called.
        to: String,
    },
    /// Put a department under another, with what lies under it.
    ///
    /// JSON: as for `workspace departments`.
    DepartmentMove {
        /// The department.
        name: String,
        /// The one to put it under; without it at the top.
        #[arg(long, value_name = "DEPARTMENT")]
        under: Option<String>,
    },
    /// Copy it into one file, encrypted as it is.
    ///
    /// JSON: `{"path", "size"}`.
    Backup {
        /// The file, which must not be there yet.
        file: PathBuf,
    },
    /// Make the workspace from a backup, proven before it gets its name.
    ///
    /// The passphrase is the one that the workspace had when it was backed up. What was erased
    /// since is erased again first, by the lists that lie beside the backup and in the folders of
    /// workspaces beside it.
    ///
    /// JSON: a `WorkspaceInfo`, and `erased_again`.
    Restore {
        /// The backup.
        file: PathBuf,
        /// A list of erasures that lies elsewhere (`retention list` writes one).
        #[arg(long, value_name = "FILE")]
        erased: Option<PathBuf>,
    },
    /// Change the passphrase; the recovery code stays.
    ///
    /// JSON: `{"path"}`.
    Passphrase(NewPassphrase),
    /// Set a new passphrase with the recovery code, which is then replaced by a new one.
    ///
    /// JSON: `{"path", "recovery_file"}`; the latter is null where the code was shown.
    Recover(RecoverArgs),
}

/// What a new workspace begins with.
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// Write the recovery code to this file, readable by you alone; without it a terminal shows
    /// the code and has it typed back.
    #[arg(long, value_name = "FILE")]
    pub recovery_file: Option<PathBuf>,
    /// Its name; without it that of the folder.
    #[arg(long)]
    pub name: Option<String>,
    /// The officer's name; without it that of the user.
    #[arg(long)]
    pub person: Option<String>,
    /// The time zone whose days are counted, as IANA names it [default: Asia/Shanghai]
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// The law for new cases, as `pdesk choices` names it [default: gbt35273]
    #[arg(long)]
    pub regime: Option<String>,
}

/// The settings to change.
#[derive(Debug, Args)]
pub struct SettingsArgs {
    /// The time zone whose days are counted, as IANA names it.
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// The law for new cases, as `pdesk choices` names it.
    #[arg(long)]
    pub regime: Option<String>,
    /// The holidays that are counted with, as `pdesk calendar list` names them.
    #[arg(long)]
    pub calendar: Option<String>,
    /// The window locks after so many idle minutes; 0: never.
    #[arg(long, value_name = "MINUTES")]
    pub lock_after: Option<u32>,
    /// Whether a second person approves refusals before they go.
    #[arg(long, value_name = "BOOL")]
    pub approve_refusals: Option<bool>,
    /// Whether a second person approves what gives personal data out.
    #[arg(long, value_name = "BOOL")]
    pub approve_disclosures: Option<bool>,
}

/// Where the scanner is.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("where"))]
pub struct ScannerArgs {
    /// Its socket's whole path.
    #[arg(long, value_name = "PATH", group = "where")]
    pub socket: Option<String>,
    /// Its port.
    #[arg(long, group = "where")]
    pub port: Option<u16>,
    /// The name or address by which the computer calls itself.
    #[arg(long, requires = "port", default_value = "127.0.0.1")]
    pub host: String,
    /// There is none any more.
    #[arg(long, group = "where")]
    pub none: bool,
    /// Try it out.
    #[arg(long)]
    pub test: bool,
}

/// The passphrase to set.
#[derive(Debug, Args)]
pub struct NewPassphrase {
    /// A file that holds the new passphrase; without it a terminal is asked.
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

/// The way back in.
#[derive(Debug, Args)]
pub struct RecoverArgs {
    /// The file that holds the recovery code; without it a terminal is asked.
    #[arg(long, value_name = "FILE")]
    pub recovery_file: Option<PathBuf>,
    /// Where to write the new recovery code; without it the file of the old one is replaced, or
    /// a terminal shows the code and has it typed back.
    #[arg(long, value_name = "FILE")]
    pub new_recovery_file: Option<PathBuf>,
    #[command(flatten)]
    pub passphrase: NewPassphrase,
}
