//! The people of the office: invited, joined, confirmed, changed, gone.
//!
//! What the database lets a login do follows from its groups; what a person can open follows from
//! the scopes that are wrapped to them; and whose keys are whose follows from the chain. An act here
//! keeps the three in step, in one transaction.

mod acts;
mod chain;
mod keys;
mod list;
mod review;
pub(crate) mod seen;
mod types;

pub(crate) use acts::role_rows;
pub(crate) use chain::{Keys, Root, Statement, fingerprint, is_signed, vouched};
pub(crate) use list::{check_keys, name_and_email, roles_of};
pub use review::{AccessReview, Confirmed, Reviewed};
pub use types::*;
