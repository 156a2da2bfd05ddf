//! How the types that cross the door are declared.

use serde::{Deserialize, Deserializer};

/// Declares a type that crosses the door: serde both ways, and TypeScript for the window.
macro_rules! dto {
    ($(#[$meta:meta])* pub $what:ident $($rest:tt)*) => {
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
        $(#[$meta])*
        pub $what $($rest)*
    };
}
pub(crate) use dto;

/// As [`dto`], for what only goes out.
macro_rules! dto_out {
    ($(#[$meta:meta])* pub $what:ident $($rest:tt)*) => {
        #[derive(Debug, Clone, Serialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
        $(#[$meta])*
        pub $what $($rest)*
    };
}
pub(crate) use dto_out;

/// Tells a field that is there, and null, from one that is not there.
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
