//! Closed vocabularies: enums with one stable word per value.
//!
//! The word is what the database stores, what JSON carries and what the locales
//! translate (`kind-delete`, `status-new` …), so it never changes once released.

/// Declares an enum whose values have one stable kebab-case word each.
///
/// Gives `ALL`, `as_str`, `FromStr` (unknown words are an [`UnknownWord`]),
/// `Display` and serde by that word.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $value),+ }

        impl $name {
            /// Every value, in the order in which people are shown them.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// The stable word.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$value => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok($name::$value),)+
                    _ => Err($crate::vocabulary::UnknownWord {
                        word: word.to_owned(),
                        vocabulary: stringify!($name),
                        known: &[$($word),+],
                    }),
                }
            }
        }
    };
}
pub(crate) use vocabulary;

/// A word that its vocabulary does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is not one of: {}", known.join(", "))]
pub struct UnknownWord {
    /// What was given.
    pub word: String,
    /// The vocabulary's name.
    pub vocabulary: &'static str,
    /// The words it has.
    pub known: &'static [&'static str],
}
