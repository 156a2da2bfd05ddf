//! Who may do what to which rows on a server: row-level security, as data.
//!
//! [`TABLES`] names every table of the schema; a test compares it with the server, and tries every
//! table, role and act with real logins. A new table is a new line here.

use Act::{Delete, Insert, Select, Update};
use Role::{Administrator, Auditor, Officer, Person};
use Rows::{All, Where};

/// A group of logins. Everyone is a [`Role::Person`], and whatever else they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Person,
    Officer,
    Manager,
    Staff,
    Auditor,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 6] = [
        Self::Person,
        Self::Officer,
        Self::Manager,
        Self::Staff,
        Self::Auditor,
        Self::Administrator,
    ];

    /// The last part of the group's name on the server.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Officer => "officer",
            Self::Manager => "manager",
            Self::Staff => "staff",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }
}

/// What is done to rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Select,
    Insert,
    Update,
    Delete,
}

impl Act {
    pub const ALL: [Self; 4] = [Self::Select, Self::Insert, Self::Update, Self::Delete];

    /// As SQL says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    All,
    /// Those for which this holds. A query in it is run once per statement, not per row.
    Where(&'static str),
}

/// One policy for each act: who, what, which rows.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub role: Role,
    pub acts: &'static [Act],
    pub rows: Rows,
}

/// How changes of a table are watched: who else hears of them, and which entry must name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watch {
    /// Technical state: nobody is told, and no entry names it.
    No,
    /// An entry of the same transaction must name the case in this column.
    Case(&'static str),
    /// An entry must be in the same transaction.
    Whole(&'static str),
}

/// A table and what stands before its rows.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    pub watch: Watch,
    pub rules: &'static [Rule],
}

const ALL_ACTS: &[Act] = &[Select, Insert, Update, Delete];
const READ: &[Act] = &[Select];

const fn rule(role: Role, acts: &'static [Act], rows: Rows) -> Rule {
    Rule { role, acts, rows }
}

const fn table(name: &'static str, watch: Watch, rules: &'static [Rule]) -> Table {
    Table { name, watch, rules }
}

/// The row is this person's.
const OWN: Rows = Where("person = (select desk.me())");

/// The row is everyone's, or this person's.
const SHARED_OR_OWN: Rows = Where("shared or owner = (select desk.me())");

/// The row is owned by this person.
const OWNED: Rows = Where("owner = (select desk.me())");

/// An entry in this log of who vouches for whom is signed by the one who writes it.
const SIGNED_BY_ME: Rows = Where("signer = (select desk.me())");

/// Keys wrapped to a scope that this person is a member of.
const OF_MY_SCOPES: Rows =
    Where("scope in (select m.scope from desk.scope_member m where m.person = (select desk.me()))");

/// Everyone reads it; nobody changes it but the owner's functions.
const READ_BY_ALL: &[Rule] = &[rule(Person, READ, All)];

/// What officers work on and auditors count: the sealed part of a row is closed to who holds no
/// key of its scope.
const CASEWORK: &[Rule] = &[
    rule(Officer, &[Select, Insert, Update, Delete], All),
    rule(Auditor, READ, All),
];

/// What officers alone see, even as ciphertext.
const OFFICERS: &[Rule] = &[rule(Officer, ALL_ACTS, All)];

/// A scope that an administrator may keep: not the complaints', which officers alone give.
const OF_OTHER_SCOPES: Rows =
    Where("scope in (select s.id from desk.scope s where s.kind <> 'complaints')");

const NO_OFFICER: Rows = Where("role <> 'officer'");

/// Nobody confirms what they have themselves, unless nobody else could.
const CONFIRMED_BY_ME: Rows = Where(
    "signer = (select desk.me()) and (reviewed <> (select desk.me()) or not exists (
        select 1 from desk.person p join desk.person_role r on r.person = p.id
        where p.state = 'active' and r.role in ('officer', 'administrator')
        and p.id <> (select desk.me())))",
);

/// Nobody approves what they asked somebody to approve.
const APPROVED_BY_ANOTHER: Rows = Where(
    "person = (select desk.me()) and (state = 'waiting' or exists (
        select 1 from desk.approval a where a.draft = approval.draft and a.version = approval.version
        and a.place = approval.place - 1 and a.state = 'waiting' and a.person <> (select desk.me())))",
);

/// Keys of scopes, as officers and administrators give them.
const KEYS: &[Rule] = &[
    rule(Person, READ, All),
    rule(Officer, &[Insert, Delete], All),
    rule(Administrator, &[Insert, Delete], OF_OTHER_SCOPES),
];

/// What the office keeps of its people.
const PEOPLE: &[Rule] = &[
    rule(Person, READ, All),
    rule(Officer, &[Insert, Update, Delete], All),
    rule(Administrator, &[Insert, Update, Delete], All),
];

/// Every table.
pub const TABLES: &[Table] = &[
    table("schema_version", Watch::No, READ_BY_ALL),
    table(
        "workspace",
        Watch::Whole("settings"),
        &[
            rule(Person, READ, All),
            rule(Officer, &[Update], All),
            rule(Administrator, &[Update], All),
        ],
    ),
    table(
        "counter",
        Watch::Whole("complaints"),
        &[rule(Officer, &[Select, Update], All)],
    ),
    table("scope", Watch::Whole("people"), READ_BY_ALL),
    table("scope_key", Watch::Whole("people"), KEYS),
    table("scope_member", Watch::Whole("people"), KEYS),
    table("person", Watch::Whole("people"), PEOPLE),
    table(
        "person_role",
        Watch::Whole("people"),
        &[
            rule(Person, READ, All),
            rule(Officer, &[Insert, Delete], All),
            // An officer alone makes an officer.
            rule(Administrator, &[Insert, Delete], NO_OFFICER),
        ],
    ),
    table("invitation", Watch::Whole("people"), PEOPLE),
    table(
        "endorsement",
        Watch::Whole("people"),
        &[
            rule(Person, READ, All),
            rule(Officer, &[Insert], SIGNED_BY_ME),
            rule(Administrator, &[Insert], SIGNED_BY_ME),
        ],
    ),
    table(
        "undertaking",
        Watch::Whole("people"),
        &[rule(Person, READ, All), rule(Person, &[Insert], OWN)],
    ),
    table(
        "access_confirmation",
        Watch::Whole("people"),
        &[
            rule(Officer, READ, All),
            rule(Officer, &[Insert], CONFIRMED_BY_ME),
            rule(Administrator, READ, All),
            rule(Administrator, &[Insert], CONFIRMED_BY_ME),
            rule(Auditor, READ, All),
        ],
    ),
    table(
        "access_review",
        Watch::Whole("people"),
        &[
            rule(Officer, READ, All),
            rule(Officer, &[Insert], SIGNED_BY_ME),
            rule(Administrator, READ, All),
            rule(Administrator, &[Insert], SIGNED_BY_ME),
            rule(Auditor, READ, All),
        ],
    ),
    table(
        "department",
        Watch::Whole("settings"),
        &[
            rule(Person, READ, All),
            rule(Officer, &[Insert, Update], All),
            rule(Administrator, &[Insert, Update], All),
        ],
    ),
    table(
        "calendar",
        Watch::Whole("settings"),
        &[
            rule(Person, READ, All),
            rule(Officer, &[Insert, Update], All),
        ],
    ),
    table(
        "tag",
        Watch::Whole("settings"),
        &[rule(Person, READ, All), rule(Officer, &[Insert], All)],
    ),
    table(
        "data_key",
        Watch::Whole("complaints"),
        &[
            rule(Person, READ, OF_MY_SCOPES),
            // Everyone may seal to a scope that they can't open.
            rule(Officer, &[Insert], All),
            rule(Officer, &[Delete], OF_MY_SCOPES),
            rule(Administrator, &[Insert], All),
        ],
    ),
    table("cases", Watch::Case("id"), CASEWORK),
    table("ask", Watch::Case("case_id"), CASEWORK),
    table("clock", Watch::Case("case_id"), CASEWORK),
    table("case_tag", Watch::Case("case_id"), CASEWORK),
    // A link is of two cases, and the act is one's.
    table("case_link", Watch::Whole("complaints"), CASEWORK),
    table("case_distinct", Watch::Whole("complaints"), CASEWORK),
    table("party", Watch::Case("case_id"), OFFICERS),
    table("case_participant", Watch::Whole("complaints"), OFFICERS),
    table("task", Watch::Case("case_id"), CASEWORK),
    table("note", Watch::Case("case_id"), OFFICERS),
    table("note_mention", Watch::Whole("complaints"), OFFICERS),
    table("message", Watch::Case("case_id"), CASEWORK),
    table("message_reference", Watch::Whole("complaints"), OFFICERS),
    table("blob_chunk", Watch::Whole("complaints"), OFFICERS),
    table("search_doc", Watch::Whole("complaints"), OFFICERS),
    // The policies of this table are constant: a function in one turns its index off, because
    // `@>` is not leakproof.
    table("search_token", Watch::Whole("complaints"), OFFICERS),
    table(
        "retention_period",
        Watch::Whole("retention"),
        &[
            rule(Person, READ, All),
            rule(Officer, &[Insert, Update, Delete], All),
        ],
    ),
    table("backup", Watch::Whole("retention"), CASEWORK),
    table(
        "saved_view",
        Watch::Whole("complaints"),
        &[
            rule(Officer, &[Select, Update, Delete], SHARED_OR_OWN),
            rule(Officer, &[Insert], OWNED),
        ],
    ),
    table("note_template", Watch::Whole("settings"), OFFICERS),
    table("letter", Watch::Whole("settings"), OFFICERS),
    table("act", Watch::No, CASEWORK),
    table("act_further", Watch::No, CASEWORK),
    table("case_seen", Watch::No, &[rule(Officer, ALL_ACTS, OWN)]),
    table("seen_before", Watch::No, &[]),
    table("said", Watch::No, OFFICERS),
    table("draft", Watch::No, OFFICERS),
    table("draft_file", Watch::No, OFFICERS),
    table("draft_piece", Watch::No, OFFICERS),
    table("outbox", Watch::No, OFFICERS),
    table("auto_reply", Watch::No, OFFICERS),
    table("identity_code", Watch::No, OFFICERS),
    table("package", Watch::Case("case_id"), OFFICERS),
    table(
        "approval",
        Watch::Whole("complaints"),
        &[
            rule(Officer, &[Select, Delete], All),
            rule(Officer, &[Insert], APPROVED_BY_ANOTHER),
        ],
    ),
    table("lease", Watch::No, OFFICERS),
    table(
        "presence",
        Watch::No,
        &[
            rule(Officer, &[Select, Delete], All),
            rule(Officer, &[Insert, Update], OWN),
        ],
    ),
    table("mailbox", Watch::Whole("mailbox"), OFFICERS),
    table("mailbox_folder", Watch::No, CASEWORK),
    table("mailbox_trouble", Watch::No, OFFICERS),
    table("ledger", Watch::No, CASEWORK),
    table(
        "audit_entry",
        Watch::No,
        &[
            rule(Officer, READ, All),
            rule(Auditor, READ, All),
            rule(Administrator, READ, All),
        ],
    ),
    table("audit_head", Watch::No, READ_BY_ALL),
    table("unnamed", Watch::No, &[]),
];

/// Functions that people may call; all others are the owner's own.
pub const FUNCTIONS: &[&str] = &[
    "me()",
    "audit_append(uuid[], text[], text[], uuid[], uuid[], bytea[], bytea[], bytea[])",
    "audit_forget(uuid)",
    "audit_has(uuid)",
    "department_rename(text, text)",
    "join_team(bytea, bytea, text)",
    "seen_again(uuid)",
    "seen_set_back(uuid, uuid, uuid)",
];

impl Table {
    /// The statements that put its rules in force, and take away whatever was before.
    pub(super) fn statements(&self, group: impl Fn(Role) -> String, owner: &str) -> Vec<String> {
        let name = self.name;
        let mut all = vec![
            format!("alter table desk.{name} enable row level security"),
            format!("alter table desk.{name} force row level security"),
            format!("create policy owner on desk.{name} to {owner} using (true) with check (true)"),
        ];
        for rule in self.rules {
            let role = group(rule.role);
            let holds = match rule.rows {
                All => "true",
                Where(holds) => holds,
            };
            for act in rule.acts {
                let (word, who) = (act.word(), rule.role.word());
                let condition = match act {
                    Select | Delete => format!("using ({holds})"),
                    Insert => format!("with check ({holds})"),
                    Update => format!("using ({holds}) with check ({holds})"),
                };
                all.push(format!("grant {word} on desk.{name} to {role}"));
                all.push(format!(
                    "create policy {who}_{word} on desk.{name} for {word} to {role} {condition}"
                ));
            }
        }
        all.extend(self.watching());
        all
    }

    fn watching(&self) -> Vec<String> {
        let (arguments, name) = match self.watch {
            Watch::No => return Vec::new(),
            Watch::Case(column) => (format!("'complaints', '{column}'"), self.name),
            Watch::Whole(desk) => (format!("'{desk}'"), self.name),
        };
        // A row that goes from one case to another changes both.
        [
            ("insert", "new"),
            ("update", "new"),
            ("update", "old"),
            ("delete", "old"),
        ]
        .map(|(act, rows)| {
            format!(
                "create or replace trigger changed_{act}_{rows} after {act} on desk.{name}
                     referencing {rows} table as rows
                     for each statement execute function desk.changed({arguments})"
            )
        })
        .to_vec()
    }
}
