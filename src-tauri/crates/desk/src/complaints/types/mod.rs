//! What crosses the door of the complaints desk.

mod acts;
mod bulk;
mod case;
mod joining;
mod list;
mod stats;
mod tasks;
mod templates;
mod views;

pub use acts::*;
pub use bulk::*;
pub use case::*;
pub use joining::*;
pub use list::*;
pub use stats::*;
pub use tasks::*;
pub use templates::*;
pub use views::*;
