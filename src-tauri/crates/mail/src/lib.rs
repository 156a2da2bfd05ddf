//! Mail: mailboxes on a server, files and folders, MIME, charsets, what is automated; writing and
//! sending it; and the demonstration's mailbox.
//!
//! Nothing here touches a database or the clock, and nothing but [`imap`], [`smtp`] and [`clamd`]
//! the network. The raw bytes of a message are the truth; everything else ([`parse`],
//! [`attachment`]) is derived from them again.

mod attachment;
mod automated;
mod bounce;
pub mod clamd;
pub mod compose;
pub mod demo;
mod display;
mod html;
pub mod imap;
mod language;
mod mime;
mod msg;
mod parse;
pub mod quote;
pub mod sender;
pub mod server;
pub mod smtp;
mod sniff;
pub mod source;
mod tnef;
mod words;

pub use attachment::{AttachmentInfo, AttachmentWarning, attachment};
pub use automated::{Automated, AutomatedKind, automated};
pub use bounce::Bounce;
pub use display::visible;
pub use html::HtmlSummary;
pub use html::link::{Link, LinkWarning};
pub use html::page::{POLICY, Page, page};
pub use language::{Lang, language};
pub use mime::{MAX_DEPTH, MAX_HEADER_BYTES, MAX_PARTS};
pub use parse::{Address, Parsed, Unreadable, UnreadableReason, parse};
pub use sniff::{is_picture, media_type, words_of};
