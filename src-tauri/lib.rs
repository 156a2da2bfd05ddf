//! The window.
pub fn x() {}
