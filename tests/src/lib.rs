//! What the black-box tests share: the repository they look at, the command line they run, the
//! window they open, and mail to bring in.

pub mod canaries;
pub mod pdesk;
pub mod post;
pub mod repository;
pub mod samples;
pub mod team;
pub mod window;

pub use testbed::soak;
