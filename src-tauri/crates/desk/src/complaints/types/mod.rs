//! What crosses the door of the complaints desk.

mod acts;
mod case;
mod list;
mod views;

pub use acts::*;
pub use case::*;
pub use list::*;
pub use views::*;
