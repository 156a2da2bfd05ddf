//! The mail providers that are shipped: where their mailboxes are.

use serde::Deserialize;

use super::Provider;

const PROVIDERS: &str = include_str!("../../../../../assets/mailboxes/providers.toml");

/// Every provider. A test reads the file, so none is missing.
#[must_use]
pub fn providers() -> Vec<Provider> {
    #[derive(Deserialize)]
    struct File {
        provider: Vec<Provider>,
    }
    toml::from_str::<File>(PROVIDERS)
        .map(|file| file.provider)
        .unwrap_or_default()
}
