//! What a use case refuses or fails with: a permanent code and its parameters. The sentence is
//! said by Fluent (`error-` and the code with dashes).

use std::collections::BTreeMap;

/// Declares the errors: variant, code, parameters.
macro_rules! errors {
    ($($(#[$meta:meta])* $name:ident $({ $($param:ident: $ty:ty),+ })? = $code:literal,)+) => {
        /// An error of the door.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum Error {
            $($(#[$meta])* #[error($code)] $name $({ $(#[allow(missing_docs)] $param: $ty),+ })?,)+
        }

        impl Error {
            /// Every code, for the test that each has its sentence.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The permanent code, `desk.subject.reason`.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),+ }
            }

            /// The parameters of its sentence.
            pub fn params(&self) -> BTreeMap<&'static str, String> {
                match self {
                    $(Self::$name $({ $($param),+ })? =>
                        BTreeMap::from([$($((stringify!($param), $param.to_string())),+)?]),)+
                }
            }
        }
    };
}

errors! {
    WrongPassphrase = "workspace.open.wrong-passphrase",
    Damaged { path: String } = "workspace.open.damaged",
    KeysMissing { path: String } = "workspace.open.keys-missing",
    KeysDamaged { path: String } = "workspace.open.keys-damaged",
    Newer { found: i32, known: i32 } = "workspace.open.newer",
    NotFound { path: String } = "workspace.open.not-found",
    InUse { path: String } = "workspace.open.in-use",
    ReadOnly { path: String } = "workspace.open.read-only",
    WrongRecoveryCode = "workspace.open.wrong-recovery-code",
    Exists { path: String } = "workspace.create.exists",
    WeakPassphrase = "workspace.create.weak-passphrase",
    CodeMismatch = "workspace.create.code-mismatch",
    NotBegun = "workspace.create.not-begun",
    /// The folder can't be made there.
    Place { path: String, why: String } = "workspace.create.place",
    DiskFull { path: String } = "workspace.disk-full",
    Io { path: String, why: String } = "workspace.io",
    Locked = "workspace.locked",
    BackupExists { path: String } = "workspace.backup.exists",
    BackupCancelled = "workspace.backup.cancelled",
    NotABackup { path: String } = "workspace.restore.not-a-backup",
    BackupMissing { path: String } = "workspace.restore.not-found",
    BackupDamaged { path: String } = "workspace.restore.damaged",
    UnknownTimeZone { zone: String } = "workspace.settings.time-zone",
    /// Empty, longer than 80 characters, or not on one line.
    DepartmentName = "workspace.settings.department",
    DepartmentExists { department: String } = "workspace.department.exists",
    /// It would lie under itself.
    DepartmentCircle { department: String, under: String } = "workspace.department.circle",
    /// A file of days that was not taken; `why` is a word of `domain::calendar::Fault`.
    CalendarFile { path: String, line: usize, why: String } = "workspace.calendar.file",
    /// Empty, longer than 40 characters, not on one line, or the one of weekends alone.
    CalendarName = "workspace.calendar.name",
    /// The workspace counts by it.
    CalendarInUse { calendar: String } = "workspace.calendar.in-use",
    UnknownRegime { regime: String } = "workspace.settings.regime",
    CaseNotFound = "case.not-found",
    ViewNotFound = "view.not-found",
    /// The name or the text that it was given.
    NoteTemplateInvalid { part: String } = "template.invalid",
    NoteTemplateNotFound = "template.not-found",
    /// Another template has that name.
    NoteTemplateTaken { name: String } = "template.taken",
    Conflict = "case.act.conflict",
    /// The workflow does not offer the act, or something is missing for it.
    Blocked { missing: String } = "case.act.blocked",
    Invalid { field: String } = "case.act.invalid",
    RefusalIncomplete { missing: String } = "case.refuse.incomplete",
    /// No ground of that name is good for the ask; `known` are those that are.
    UnknownGround { ground: String, known: String } = "case.refuse.unknown-ground",
    UndoNotPossible = "case.undo.not-possible",
    /// The last act added a message or a note.
    UndoAdded = "case.undo.added",
    /// What was before the act is kept no more: it is long ago, or of something that was erased.
    UndoGone = "case.undo.gone",
    /// No act was done on the case yet.
    UndoNothing = "case.undo.nothing",
    /// Something happened to one of the cases that the act was on.
    UndoSince { number: i64 } = "case.undo.since",
    /// It went into the case of this number.
    CaseMerged { number: i64 } = "case.merged",
    /// Their requesters are not the same, or nobody can tell.
    MergeOtherPerson { from: i64, into: i64 } = "case.merge.other-person",
    MergeOtherLaw { from: i64, into: i64 } = "case.merge.other-law",
    /// It is tied already to all that it was to be linked to.
    LinkedAlready = "case.link.already",
    /// Fewer than two cases are to be linked with one another.
    LinkAlone = "case.link.alone",
    /// More cases than can be linked with one another.
    LinkTooMany { most: u32 } = "case.link.many",
    NotMerged = "case.unmerge.not-merged",
    /// What came with it is not on record any more.
    UnmergeGone = "case.unmerge.gone",
    /// Neither messages nor asks are named.
    SplitNothing = "case.split.nothing",
    /// Nothing would be left in the case.
    SplitAll = "case.split.all",
    /// The ask has an outcome.
    SplitDecided = "case.split.decided",
    NotSplit = "case.unsplit.not-split",
    /// What it said of people is gone.
    CaseErased = "case.erased",
    /// The number that was typed to confirm is another case's, or another count.
    NotConfirmedErasure { wanted: String } = "retention.erase.not-confirmed",
    /// Not a number of months between 1 and 1200.
    PeriodLength = "retention.period.months",
    /// No list of what was erased from this workspace, or changed since it was written.
    ErasureList { path: String } = "retention.list.not-ours",
    BackupNotFound = "retention.backup.not-found",
    /// The part (a word of `domain::letters::Part`) says nothing.
    LetterEmpty { part: String } = "letter.empty",
    /// It names a field that there is none of.
    LetterField { part: String, field: String } = "letter.field",
    /// It is no template: at which line, and what is wrong there.
    LetterTemplate { part: String, line: usize, said: String } = "letter.template",
    /// Not the code that was sent; so many attempts are left.
    WrongCode { left: i32 } = "case.identity.wrong-code",
    /// No code was made for the case, or it holds no longer.
    NoCode = "case.identity.no-code",
    /// No party of the case has this account.
    AccountNotOnRecord = "case.identity.account",
    /// It was sent, or thrown away.
    DraftGone = "draft.gone",
    /// One's own answer, or one that one asked somebody to approve.
    ApprovalOwn = "approval.own",
    /// No other officer is at work.
    NobodyApproves = "approval.nobody",
    /// In MiB.
    DraftTooLarge { most: u64 } = "draft.too-large",
    /// Something asked for needs it, and nobody has established who asks.
    PackageNotVerified = "package.not-verified",
    /// What gives data out goes with an answer here, which a second person approves.
    PackageNeedsApproval = "package.needs-approval",
    /// It could be guessed, or is not of ASCII's letters, digits and signs alone.
    PackagePassphrase = "package.passphrase",
    PackageExists { path: String } = "package.exists",
    /// The virus scanner knows it: by this name.
    Infected { name: String } = "scan.found",
    /// Not a socket's whole path, nor a port of the computer itself.
    ScannerPlace = "scan.place",
    NoScanner = "scan.none",
    /// A word of `mail::clamd::Unscanned`.
    ScannerFailed { why: String } = "scan.failed",
    /// What stops an answer: words of `domain::complaints::Stop`.
    Stopped { stops: String } = "reply.stopped",
    /// No mailbox is set up to send.
    NoSender = "reply.no-sender",
    /// A server was asked to take it.
    ReplySent = "reply.sent",
    /// It is in the outbox: in this state, for what the server said.
    NotSent { state: String, said: String } = "reply.not-sent",
    /// Not what is done in this state: a word of `domain::complaints::Sending`.
    OutboxState { state: String } = "outbox.state",
    /// Another desktop of the team sends: this person's.
    OutboxElsewhere { by: String } = "outbox.elsewhere",
    UnknownWord { word: String } = "case.query.unknown",
    MessageNotFound = "message.not-found",
    NoRaw = "message.no-raw",
    AttachmentMissing = "message.attachment-missing",
    NoHtml = "message.no-html",
    /// No picture, and no PDF, that can be drawn.
    NoPreview = "message.preview.none",
    /// Drawing it took more time or memory than a file may have.
    PreviewLimit = "message.preview.limit",
    /// Its bytes are not what they begin as; or it is locked with a password.
    PreviewBroken = "message.preview.broken",
    PathMissing { path: String } = "intake.path-missing",
    ImportRunning = "intake.running",
    UnreadableFile { path: String, why: String } = "intake.unreadable-file",
    MailboxNotFound { name: String } = "mailbox.not-found",
    MailboxExists { name: String } = "mailbox.exists",
    /// A look at it is under way.
    SyncRunning = "mailbox.running",
    /// How far one came, why no further, and what the server said.
    Mailbox { step: String, why: String, said: String } = "mailbox.failed",
    TokenCommand { said: String } = "mailbox.token-command",
    AuditNotSound { seq: i64 } = "audit.not-sound",
    /// The log has no entry of this number.
    NoEntry { seq: i64 } = "audit.no-entry",
    /// The log does not go on from what this client has kept of it.
    AuditInconsistent { seq: i64 } = "audit.inconsistent",
    /// The text is no checkpoint of this log that this person signed.
    NoCheckpoint = "audit.checkpoint.not-ours",
    ExportExists { path: String } = "audit.export.exists",
    /// This person's roles do not reach so far.
    NotAllowed = "desk.not-allowed",
    /// Keys that nobody who is trusted has signed: of a login, or of a scope.
    KeySwapped { whose: String } = "team.keys.not-vouched",
    /// What this client has kept of people and keys is not whole.
    SeenDamaged { path: String } = "team.keys.seen-damaged",
    /// The team's database is older than this program.
    Older { found: i32, known: i32 } = "team.older",
    NotATeam = "team.none",
    /// This workspace is on a server already.
    AlreadyTeam = "team.move.already",
    /// What arrived of a table is not what was sent; nothing was kept.
    NotMoved { table: String } = "team.move.differs",
    TeamExists = "team.exists",
    ServerTooOld { found: String } = "team.server-too-old",
    DatabaseName { most: usize } = "team.database-name",
    NoTls = "team.no-tls",
    NoCreateRole = "team.no-create-role",
    /// The server does not let the team's function make logins, or change them: what it said.
    NoLogins { said: String } = "team.no-logins",
    /// Who begins a team signs the undertaking as everyone else does.
    NotUndertaken = "team.not-undertaken",
    /// Somebody of the office has yet to confirm these keys.
    NotConfirmed { fingerprint: String } = "team.not-confirmed",
    /// The server does not let this login in.
    Refused = "team.refused",
    /// The code is mistyped, or not this login's.
    WrongInvitation = "team.join.code",
    NotInvited = "team.join.not-invited",
    PersonNotFound { who: String } = "people.not-found",
    LoginTaken { login: String } = "people.invite.taken",
    LoginName = "people.invite.login",
    NoRole = "people.invite.no-role",
    NoSuchDepartment { department: String } = "people.invite.department",
    /// What was read out is not what is here.
    OtherFingerprint = "people.confirm.fingerprint",
    /// Not in the state that the act is for.
    PersonState { state: String } = "people.state",
    Yourself = "people.yourself",
    /// Somebody else confirms what an officer or administrator has themselves.
    FourEyes = "people.review-yourself",
    /// Nobody would be left who can open the complaints.
    LastOfficer = "people.last-officer",
    /// A fault of the program: where.
    Internal { place: String } = "desk.internal",
    /// The database can't be reached.
    Unavailable { why: String } = "store.unavailable",
}

/// What the use cases give.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A fault of the program, at a place that a developer can find; never with data in it.
    pub(crate) fn internal(place: impl std::fmt::Display) -> Self {
        Self::Internal {
            place: place.to_string(),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        let path = String::new();
        match error {
            store::Error::InUse => Self::InUse { path },
            store::Error::DiskFull => Self::DiskFull { path },
            store::Error::ReadOnly => Self::ReadOnly { path },
            store::Error::Damaged => Self::Damaged { path },
            store::Error::Newer { found, known } => Self::Newer { found, known },
            store::Error::NoCipher => Self::internal("sqlcipher"),
            store::Error::NotFound("case") => Self::CaseNotFound,
            store::Error::NotFound(what) => Self::internal(what),
            store::Error::Conflict => Self::Conflict,
            store::Error::Older { found, known } => Self::Older { found, known },
            store::Error::NotATeam => Self::NotATeam,
            store::Error::ServerTooOld { found } => Self::ServerTooOld { found },
            store::Error::DatabaseName { most } => Self::DatabaseName { most },
            store::Error::NoTls => Self::NoTls,
            store::Error::NoCreateRole => Self::NoCreateRole,
            store::Error::NoLogins(said) => Self::NoLogins { said },
            store::Error::Refused => Self::Refused,
            store::Error::NotAllowed(_) => Self::NotAllowed,
            store::Error::AuditHead => Self::AuditNotSound { seq: 0 },
            store::Error::Database(e) => Self::Unavailable { why: e.to_string() },
        }
    }
}

impl From<vault::SealError> for Error {
    fn from(error: vault::SealError) -> Self {
        Self::internal(format_args!("seal: {error}"))
    }
}

impl From<vault::WrapError> for Error {
    fn from(error: vault::WrapError) -> Self {
        Self::internal(format_args!("wrap: {error}"))
    }
}

impl From<vault::NoRandomness> for Error {
    fn from(_: vault::NoRandomness) -> Self {
        Self::internal("randomness")
    }
}

impl From<domain::letters::Unfit> for Error {
    fn from(unfit: domain::letters::Unfit) -> Self {
        use domain::letters::Unfit;
        match unfit {
            Unfit::Empty(part) => Self::LetterEmpty {
                part: part.to_string(),
            },
            Unfit::Field { part, field } => Self::LetterField {
                part: part.to_string(),
                field,
            },
            Unfit::Template { part, line, said } => Self::LetterTemplate {
                part: part.to_string(),
                line,
                said,
            },
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(format_args!("json: {}:{}", error.line(), error.column()))
    }
}

impl Error {
    /// Names the path in an error of the store, which does not know it.
    pub(crate) fn at(self, place: &std::path::Path) -> Self {
        let path = place.display().to_string();
        match self {
            Self::InUse { .. } => Self::InUse { path },
            Self::DiskFull { .. } => Self::DiskFull { path },
            Self::ReadOnly { .. } => Self::ReadOnly { path },
            Self::Damaged { .. } => Self::Damaged { path },
            other => other,
        }
    }
}
