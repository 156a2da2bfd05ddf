//! `pdesk team …` and `pdesk people …`

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use domain::people::Role;

use super::{CreateArgs, word_of};

/// A workspace on the company's PostgreSQL.
#[derive(Debug, Subcommand)]
pub enum TeamCommand {
    /// Set up a team's workspace on a server, and be its first officer.
    ///
    /// The address names the database, which is empty or has no team yet, and a login that may make
    /// roles (CREATEROLE); that login's password is taken from the address, from PGPASSWORD or from
    /// ~/.pgpass, and kept nowhere. It makes the schema, the groups of logins, the policies and the
    /// first officer's login. Run again after it was cut off, it goes on where it was.
    ///
    /// Where that login may not make roles, the database's administrator runs once, in psql, what
    /// --print-sql prints. The undertaking of confidentiality is printed, and has to be accepted with
    /// --undertake.
    ///
    /// JSON: a `WorkspaceInfo`; with --print-sql `{"sql"}`.
    Init(InitArgs),
    /// Bring a team's database up to date, as the login that set it up.
    ///
    /// JSON: `{"url"}`, without the password.
    Upgrade {
        /// postgres://MIGRATOR@HOST/DATABASE
        url: String,
        /// The server is beyond this computer and may go without TLS.
        #[arg(long)]
        allow_plain: bool,
    },
    /// Move the workspace of this computer to a team's server, with everything in it.
    ///
    /// What arrives is counted and hashed table by table against what was sent. The old folder stays
    /// as it was: put it away. Your passphrase and recovery code stay the same. Unless you have signed
    /// it already, the undertaking of confidentiality has to be accepted with --undertake.
    ///
    /// JSON: an array of `{"table", "rows", "hash"}`.
    Move(MoveArgs),
    /// Copy the team's workspace to a folder on this computer, for you alone.
    ///
    /// What is on the server stays there. JSON: as for `team move`.
    Home {
        /// The folder, which must not be there yet.
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    /// Join a team with the code from one of its officers.
    ///
    /// Makes your own keys in the folder named by --workspace, and shows their fingerprint: read it
    /// to an officer, who then confirms it. The undertaking of confidentiality is printed, and has
    /// to be accepted with --undertake.
    ///
    /// JSON: `{"path", "fingerprint"}`.
    Join(JoinArgs),
}

/// Where to.
#[derive(Debug, Args)]
pub struct MoveArgs {
    /// postgres://MIGRATOR@HOST/DATABASE
    pub url: String,
    /// The folder of the moved workspace, which must not be there yet.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// Accept the undertaking of confidentiality, as everyone of a team does.
    #[arg(long)]
    pub undertake: bool,
    /// The server is beyond this computer and may go without TLS.
    #[arg(long)]
    pub allow_plain: bool,
    /// The end of your login, after the database's name [default: founder]
    #[arg(long)]
    pub login: Option<String>,
}

/// What a new team begins with.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// postgres://MIGRATOR@HOST/DATABASE
    pub url: String,
    /// Make nothing; print the SQL that the database's administrator has to run first where
    /// MIGRATOR may not make roles.
    #[arg(long, conflicts_with_all = ["undertake", "recovery_file"])]
    pub print_sql: bool,
    /// Accept the undertaking of confidentiality, as everyone of a team does.
    #[arg(long)]
    pub undertake: bool,
    /// The server is beyond this computer and may go without TLS.
    #[arg(long)]
    pub allow_plain: bool,
    /// The end of the first officer's login, after the database's name [default: founder]
    #[arg(long)]
    pub login: Option<String>,
    #[command(flatten)]
    pub create: CreateArgs,
}

/// How to join.
#[derive(Debug, Args)]
pub struct JoinArgs {
    /// The address that came with the code: postgres://LOGIN@HOST/DATABASE
    pub url: String,
    /// The code.
    #[arg(long, required_unless_present = "code_file")]
    pub code: Option<String>,
    /// A file that holds the code.
    #[arg(long, value_name = "FILE", conflicts_with = "code")]
    pub code_file: Option<PathBuf>,
    /// Accept the undertaking of confidentiality.
    #[arg(long)]
    pub undertake: bool,
    /// The server is beyond this computer and may go without TLS.
    #[arg(long)]
    pub allow_plain: bool,
    /// Write your recovery code to this file, readable by you alone; without it a terminal shows
    /// the code and has it typed back.
    #[arg(long, value_name = "FILE")]
    pub recovery_file: Option<PathBuf>,
}

/// The people of a team.
#[derive(Debug, Subcommand)]
pub enum PeopleCommand {
    /// Everybody who is or was of the office.
    ///
    /// JSON: an array of `Member`.
    List,
    /// Invite a person: makes their login, and gives the code with which they join.
    ///
    /// JSON: an `Invited`.
    Invite(InviteArgs),
    /// Invite everybody in a list, and write their codes to a file that you alone can read.
    ///
    /// The list is CSV with a head: `name,email,role,department`; several roles or departments in one
    /// cell are parted by semicolons. All are looked at before the first is invited; people whose
    /// login is there already are passed over, so a run that was cut off is simply run again.
    ///
    /// JSON: an array of `Invited`.
    InviteAll {
        /// The list.
        list: PathBuf,
        /// The file for the codes (CSV), which must not be there yet.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Confirm the keys of a person who has joined, by the fingerprint that they read to you.
    ///
    /// JSON: a `Member`.
    Confirm {
        /// Login or the end of it, or the whole name.
        person: String,
        /// As it was read to you.
        #[arg(long)]
        fingerprint: String,
    },
    /// Give a person other roles, and with them what they can open.
    ///
    /// JSON: a `Member`.
    Roles {
        /// Login or the end of it, or the whole name.
        person: String,
        #[command(flatten)]
        roles: RoleArgs,
    },
    /// Give a new code to a person who has lost their keys, or whose code is no longer good.
    ///
    /// JSON: an `Invited`.
    Reset {
        /// Login or the end of it, or the whole name.
        person: String,
    },
    /// Your own undertaking of confidentiality: its text, and whether you have signed it.
    ///
    /// JSON: `{"edition", "text", "undertaken_at"}`.
    Undertaking {
        /// Sign it with your key.
        #[arg(long)]
        undertake: bool,
    },
    /// This quarter's access review: everyone at work with what they may do, and who is confirmed.
    ///
    /// Each quarter an officer or administrator goes through the list: what a person still needs is
    /// confirmed, what they don't is changed by `people roles` or ended by `people leave`. Who goes
    /// through it is confirmed by another, where there is one.
    ///
    /// JSON: an `AccessReview`.
    Review {
        #[command(subcommand)]
        act: Option<ReviewCommand>,
    },
    /// Let a person go: their login ends at once, and what they could open gets new keys.
    ///
    /// JSON: a `Member`.
    Leave {
        /// Login or the end of it, or the whole name.
        person: String,
    },
}

/// What to do in an access review.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Confirm that a person still needs what they have. With the last one the review is finished.
    ///
    /// JSON: an `AccessReview`.
    Confirm {
        /// Login or the end of it, or the whole name.
        person: String,
    },
}

/// Who is to be invited.
#[derive(Debug, Args)]
pub struct InviteArgs {
    /// The person's name.
    #[arg(long)]
    pub name: String,
    /// Their e-mail address.
    #[arg(long, default_value = "")]
    pub email: String,
    /// The end of their login [default: taken from the e-mail address or the name]
    #[arg(long)]
    pub login: Option<String>,
    #[command(flatten)]
    pub roles: RoleArgs,
}

/// What a person is.
#[derive(Debug, Args)]
pub struct RoleArgs {
    /// What they are; several with several --role.
    #[arg(long = "role", required = true, value_name = "ROLE", value_parser = word_of!(Role))]
    pub roles: Vec<Role>,
    /// The departments of a manager or member of staff; without it all.
    #[arg(long = "department", value_name = "DEPARTMENT")]
    pub departments: Vec<String>,
}
