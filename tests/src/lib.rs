//! What the black-box tests share: the repository they look at, the command line they run, the
//! window they open, and mail to bring in.

pub mod canaries;
pub mod pdesk;
pub mod repository;
pub mod samples;
pub mod window;

/// Whether long loops are to run whole (`make soak`).
#[must_use]
pub fn soak() -> bool {
    std::env::var_os("PRIVACY_DESK_SOAK").is_some_and(|value| value == "1")
}
