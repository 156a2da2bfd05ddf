//! The window: it shows what the desk answers, and keeps nothing of it.

mod commands;
mod shell;

pub use shell::run;
