//! `pdesk mailbox …` and `pdesk ledger`

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use desk::mailbox::Tls;
use domain::complaints::Disposition;

use super::word_of;

/// What to do with mailboxes on a server.
#[derive(Debug, Subcommand)]
pub enum MailboxCommand {
    /// Set a mailbox up. Nothing is read yet.
    ///
    /// Its secret is sealed in the workspace. A provider's own names for host and port are shown
    /// by `mailbox providers`.
    ///
    /// JSON: a `MailboxView`.
    Add(MailboxAddArgs),
    /// Change a mailbox. What is not given stays as it is.
    ///
    /// A folder that is left out is no longer read; what came from it stays. Another host, port or
    /// kind of protection needs the secret again: it is not shown to a server that it was not given
    /// for.
    ///
    /// JSON: a `MailboxView`.
    Change(MailboxChangeArgs),
    /// The mailboxes, and when each was last looked at.
    ///
    /// JSON: an array of `MailboxView`.
    List,
    /// Try a mailbox: how far one comes, and what to do. Exits with 1 where it does not answer.
    ///
    /// JSON: a `TestReport`.
    Test {
        /// Its name or id.
        name: String,
    },
    /// No longer read a mailbox, and forget its secret. What came from it stays.
    ///
    /// JSON: `{"id"}`.
    Remove {
        /// Its name or id.
        name: String,
    },
    /// Take in what is new on the server; nothing there is changed.
    ///
    /// A look that was cut off is simply run again. With --watch it goes on until it is
    /// interrupted. The window watches by itself while a workspace is open in it, so this is for
    /// when none is.
    ///
    /// JSON: an array of `SyncReport`, one for each mailbox.
    Sync(SyncArgs),
    /// Compare every message on the server with the ledger, and take in what is missing.
    ///
    /// JSON: an array of `SyncReport`, one for each mailbox.
    Reconcile {
        /// Its name or id; without it every mailbox.
        name: Option<String>,
    },
    /// Where the mailboxes of well-known providers are.
    ///
    /// JSON: an array of `Provider`.
    Providers,
}

/// A mailbox to set up.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("secret").required(true).args(["password_file", "token_command"]))]
pub struct MailboxAddArgs {
    /// What to call it.
    pub name: String,
    /// The server.
    #[arg(long)]
    pub host: String,
    /// Its port; 993 is usual for implicit TLS, 143 for STARTTLS.
    #[arg(long)]
    pub port: u16,
    /// How the connection is protected; `none` is for a server on this computer alone.
    #[arg(long, value_enum)]
    pub tls: TlsArg,
    /// Who logs in.
    #[arg(long)]
    pub user: String,
    /// A file whose first line is the password, or the code that the provider gives for programs.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// A command that prints an OAuth 2.0 access token (XOAUTH2); run for every connection.
    #[arg(long, value_name = "COMMAND")]
    pub token_command: Option<String>,
    /// Certificates (PEM) to trust beside the system's.
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// A folder to read; may be given again [default: INBOX]
    #[arg(long = "folder", value_name = "FOLDER")]
    pub folders: Vec<String>,
    /// The name by which our own server signs Authentication-Results, `-` where it gives none
    /// (Microsoft 365); may be given again.
    #[arg(long = "authserv-id", value_name = "NAME")]
    pub authserv_ids: Vec<String>,
    #[command(flatten)]
    pub smtp: SmtpArgs,
}

/// How a mailbox's mail is sent.
#[derive(Debug, Args)]
pub struct SmtpArgs {
    /// The server that sends its mail; it is shown the same name and secret.
    #[arg(long, value_name = "HOST", requires_all = ["smtp_port", "smtp_tls"])]
    pub smtp_host: Option<String>,
    /// Its port; 465 is usual for implicit TLS, 587 for STARTTLS.
    #[arg(long, value_name = "PORT", requires = "smtp_host")]
    pub smtp_port: Option<u16>,
    /// How the connection is protected.
    #[arg(long, value_enum, value_name = "TLS", requires = "smtp_host")]
    pub smtp_tls: Option<TlsArg>,
    /// The name that what is sent is from; without it the workspace's.
    #[arg(long, value_name = "NAME", requires = "smtp_host")]
    pub sender_name: Option<String>,
    /// The address that what is sent is from; without it that of who logs in.
    #[arg(long, value_name = "ADDRESS", requires = "smtp_host")]
    pub sender_address: Option<String>,
    /// Tell who writes to it by rule that their request has arrived.
    #[arg(long, requires = "smtp_host")]
    pub acknowledges: bool,
}

/// What is to be otherwise of a mailbox.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").required(true).multiple(true).args([
    "called", "host", "port", "tls", "user", "password_file", "token_command", "ca_file", "no_ca",
    "folders", "authserv_ids", "no_authserv_id", "smtp_host", "no_smtp",
]))]
pub struct MailboxChangeArgs {
    /// Its name or id.
    pub name: String,
    /// What to call it from now on.
    #[arg(long = "name", value_name = "NAME")]
    pub called: Option<String>,
    /// The server.
    #[arg(long)]
    pub host: Option<String>,
    /// Its port.
    #[arg(long)]
    pub port: Option<u16>,
    /// How the connection is protected.
    #[arg(long, value_enum)]
    pub tls: Option<TlsArg>,
    /// Who logs in.
    #[arg(long)]
    pub user: Option<String>,
    /// A file whose first line is the password.
    #[arg(long, value_name = "FILE", conflicts_with = "token_command")]
    pub password_file: Option<PathBuf>,
    /// A command that prints an OAuth 2.0 access token (XOAUTH2).
    #[arg(long, value_name = "COMMAND")]
    pub token_command: Option<String>,
    /// Certificates (PEM) to trust beside the system's.
    #[arg(long, value_name = "FILE", conflicts_with = "no_ca")]
    pub ca_file: Option<PathBuf>,
    /// Trust the system's certificates alone.
    #[arg(long)]
    pub no_ca: bool,
    /// The folders to read, in place of those before; may be given again.
    #[arg(long = "folder", value_name = "FOLDER")]
    pub folders: Vec<String>,
    /// The names by which our own server signs Authentication-Results, in place of those before;
    /// may be given again.
    #[arg(
        long = "authserv-id",
        value_name = "NAME",
        conflicts_with = "no_authserv_id"
    )]
    pub authserv_ids: Vec<String>,
    /// Trust nobody's Authentication-Results.
    #[arg(long)]
    pub no_authserv_id: bool,
    #[command(flatten)]
    pub smtp: SmtpArgs,
    /// Send nothing by it any more.
    #[arg(long, conflicts_with = "smtp_host")]
    pub no_smtp: bool,
}

/// [`Tls`] by its words.
#[derive(Debug, Clone, Copy)]
pub struct TlsArg(pub Tls);

impl ValueEnum for TlsArg {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(Tls::Implicit), Self(Tls::Starttls), Self(Tls::None)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self.0 {
            Tls::Implicit => "implicit",
            Tls::Starttls => "starttls",
            Tls::None => "none",
        }))
    }
}

/// Which mailboxes, and for how long.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Its name or id; without it every mailbox.
    pub name: Option<String>,
    /// Go on: listen for new mail, until interrupted.
    #[arg(long, conflicts_with = "name")]
    pub watch: bool,
}

/// What of the ledger.
#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// List the messages of this folder, as the ledger names it, instead of counting them.
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<String>,
    /// Only those that became this.
    #[arg(long, requires = "folder", value_parser = word_of!(Disposition))]
    pub disposition: Option<Disposition>,
    /// Only those that the server no longer has.
    #[arg(long, requires = "folder")]
    pub gone: bool,
}
