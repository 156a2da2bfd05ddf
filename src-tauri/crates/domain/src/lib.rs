//! The rules of the privacy office. No input or output, no async, no clock of its own:
//! time, ids and randomness come in as arguments.

pub mod audit;
pub mod calendar;
pub mod clock;
pub mod complaints;
pub mod data;
pub mod departments;
pub mod disclosure;
pub mod letters;
mod normal;
pub mod people;
pub mod quarter;
pub mod regime;
pub mod retention;
pub mod search;
pub mod threading;
mod vocabulary;

pub use vocabulary::UnknownWord;
