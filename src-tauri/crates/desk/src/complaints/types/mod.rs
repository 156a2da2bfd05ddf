//! What crosses the door of the complaints desk.

mod acts;
mod bulk;
mod case;
mod joining;
mod list;
mod tasks;
mod stats;
mod views;

pub use acts::*;
pub use bulk::*;
pub use case::*;
pub use joining::*;
pub use list::*;
pub use tasks::*;
pub use stats::*;
pub use views::*;
