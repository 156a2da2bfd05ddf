//! The permanent numbers of sealed fields. A number is part of what binds a ciphertext to its
//! place: it is never changed and never given again.

/// Name and subject of a case.
pub const CASE_HEAD: u16 = 1;
/// What was said on the phone, at the counter, in a letter or an app.
pub const CASE_BODY: u16 = 2;
/// Reason, route, recipients and proposal of an ask.
pub const ASK: u16 = 3;
/// Name, address and detail of a party.
pub const PARTY: u16 = 4;
/// The reason of an extension.
pub const CLOCK_REASON: u16 = 5;
/// An internal note.
pub const NOTE: u16 = 6;
/// Sender, recipients and subject of a message.
pub const MESSAGE_HEAD: u16 = 7;
/// The text of a message.
pub const MESSAGE_BODY: u16 = 8;
/// The raw bytes of a message.
pub const MESSAGE_RAW: u16 = 9;
/// Name and e-mail of a person of the office, a line each.
pub const PERSON: u16 = 10;
/// The detail of an audit entry.
pub const AUDIT_DETAIL: u16 = 11;
/// The image that an undo brings back.
pub const ACT_IMAGE: u16 = 12;
/// Where a mailbox is, who reads it, and its secret.
pub const MAILBOX: u16 = 13;
/// The name of a mailbox's folder.
pub const MAILBOX_FOLDER: u16 = 14;
/// Where a backup lies.
pub const BACKUP: u16 = 15;
/// Name and query of a kept view.
pub const SAVED_VIEW: u16 = 16;
/// What a department is to do, what it may see for it, and what came back.
pub const TASK: u16 = 17;
/// Name and text of a template for notes.
pub const NOTE_TEMPLATE: u16 = 20;
/// What somebody writes to the people of a case.
pub const DRAFT: u16 = 21;
/// Name and type of a file that goes with a draft.
pub const DRAFT_FILE: u16 = 22;
/// The bytes of such a file.
pub const DRAFT_BYTES: u16 = 23;
/// To whom a message goes, its Message-ID, and what the server said last.
pub const OUTBOX: u16 = 24;
/// A letter as the office words it.
pub const LETTER: u16 = 25;
/// What is typed in a form and not sent yet; in memory alone.
pub const UNSENT: u16 = 26;
/// What was in an archive that was given to somebody.
pub const PACKAGE: u16 = 27;
/// Why a second person returned an answer.
pub const APPROVAL: u16 = 28;
