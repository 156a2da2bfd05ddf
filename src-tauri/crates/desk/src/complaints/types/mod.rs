//! What crosses the door of the complaints desk.

mod acts;
mod case;
mod joining;
mod list;
mod views;

pub use acts::*;
pub use case::*;
pub use joining::*;
pub use list::*;
pub use views::*;
