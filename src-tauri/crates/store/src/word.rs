//! A vocabulary's word as a column.

use std::fmt::Display;
use std::str::FromStr;

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};

/// A value of a closed vocabulary, stored as its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Word<T>(pub T);

impl<T, D: Database> Type<D> for Word<T>
where
    String: Type<D>,
{
    fn type_info() -> D::TypeInfo {
        String::type_info()
    }
    fn compatible(ty: &D::TypeInfo) -> bool {
        String::compatible(ty)
    }
}

impl<'r, T, D: Database> Decode<'r, D> for Word<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
    String: Decode<'r, D>,
{
    fn decode(value: D::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(String::decode(value)?.parse()?))
    }
}

impl<'q, T, D: Database> Encode<'q, D> for Word<T>
where
    T: Display,
    String: Encode<'q, D>,
{
    fn encode_by_ref(&self, buf: &mut D::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.0.to_string().encode_by_ref(buf)
    }
}
