//! The register of columns: what each may hold. A test compares it with the schema of both
//! engines, so that nobody adds a column without saying.

/// What a column holds that is not plain (ids, status, dates, kinds, counts, vocabularies).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Ciphertext under a data key of this scope.
    Sealed(&'static str),
    /// An HMAC under the scope's search key: can be looked up, not read.
    Keyed(&'static str),
    /// Keys: public, wrapped, or hashes and salts of the log.
    Key,
}

use Holds::{Key, Keyed, Sealed};

/// Every column of every table that is not plain. A column that is not named here is plain, and
/// must be of a type that can't carry free text, or be in [`PLAIN_TEXT`].
pub const NOT_PLAIN: &[(&str, &str, Holds)] = &[
    ("scope_key", "public_key", Key),
    ("scope_key", "signature", Key),
    ("scope_member", "wrapped", Key),
    ("scope_member", "search_wrapped", Key),
    ("person", "public_key", Key),
    ("person", "verify_key", Key),
    ("person", "sealed", Sealed("people")),
    ("data_key", "wrapped", Key),
    ("cases", "sealed", Sealed("complaints")),
    ("cases", "body", Sealed("complaints")),
    ("ask", "sealed", Sealed("complaints")),
    ("party", "address_key", Keyed("complaints")),
    ("party", "sealed", Sealed("complaints")),
    ("clock", "sealed", Sealed("complaints")),
    ("case_participant", "address_key", Keyed("complaints")),
    ("note", "sealed", Sealed("complaints")),
    ("message", "content_key", Keyed("complaints")),
    ("message", "source_key", Keyed("complaints")),
    ("message", "message_id_key", Keyed("complaints")),
    ("message", "sender_key", Keyed("complaints")),
    ("message", "text_key", Keyed("complaints")),
    ("message", "sealed", Sealed("complaints")),
    ("message", "body", Sealed("complaints")),
    ("message_reference", "reference_key", Keyed("complaints")),
    ("blob_chunk", "bytes", Sealed("complaints")),
    ("audit_entry", "change_hash", Key),
    ("audit_entry", "leaf_hash", Key),
    ("audit_entry", "salt", Key),
    ("audit_entry", "sealed", Sealed("people")),
    ("audit_head", "frontier", Key),
    ("audit_head", "root", Key),
    ("backup", "sealed", Sealed("complaints")),
    ("saved_view", "sealed", Sealed("complaints")),
    ("act", "sealed", Sealed("complaints")),
    ("invitation", "anchor", Key),
    ("endorsement", "signature", Key),
    ("undertaking", "signature", Key),
    ("mailbox", "sealed", Sealed("complaints")),
    ("mailbox_folder", "sealed", Sealed("complaints")),
];

/// Plain columns of a text type: words of closed vocabularies, settings, names of departments
/// and tags, and the JSON of clocks (numbers and dates) and calendars (public holidays).
pub const PLAIN_TEXT: &[(&str, &str)] = &[
    ("workspace", "name"),
    ("workspace", "time_zone"),
    ("workspace", "regime"),
    ("workspace", "calendar"),
    ("calendar", "id"),
    ("calendar", "days"),
    ("counter", "name"),
    ("scope", "kind"),
    ("person", "login"),
    ("person", "state"),
    ("person_role", "role"),
    ("person_role", "department"),
    ("endorsement", "statement"),
    ("undertaking", "edition"),
    ("lease", "name"),
    ("department", "name"),
    ("department", "parent"),
    ("tag", "name"),
    ("cases", "status"),
    ("cases", "channel"),
    ("cases", "received_source"),
    ("cases", "regime"),
    ("cases", "kinds"),
    ("cases", "priority"),
    ("cases", "department"),
    ("cases", "identity"),
    ("cases", "identity_method"),
    ("cases", "language"),
    ("cases", "erased_because"),
    ("cases", "handled_under"),
    ("retention_period", "class"),
    ("ask", "kind"),
    ("ask", "outcome"),
    ("ask", "ground"),
    ("party", "role"),
    ("clock", "kind"),
    ("clock", "regime"),
    ("clock", "pack_version"),
    ("clock", "input"),
    ("case_tag", "tag"),
    ("message", "disposition"),
    ("message", "reason"),
    ("message", "received_source"),
    ("message", "language"),
    ("audit_entry", "login"),
    ("audit_entry", "act"),
    ("audit_entry", "object_kind"),
    ("act", "act"),
    ("ledger", "disposition"),
];
