//! What is typed and not sent is held while the keys are closed, and given back to who typed it.

use desk::Error;
use domain::people::Role;

use crate::office::{Engine, Office, runtime, tell};
use crate::team::{as_role, comes};

const TYPED: &str = "The heron was 苍鹭 loud.";

#[test]
fn it_outlives_the_keys_sealed() {
    tell(|office| async move {
        let held = office.desk.unsent_seal(TYPED.to_owned()).expect("sealed");
        let bytes = format!("{held:?}");
        let plain = format!("{:?}", TYPED.as_bytes());
        assert!(!bytes.contains(plain.trim_matches(['[', ']'])));
        let office = office.reopened().await;
        assert_eq!(office.desk.unsent_open(&held).as_deref(), Ok(TYPED));
    });
}

#[test]
fn it_is_nobody_elses() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let held = office.desk.unsent_seal(TYPED.to_owned()).expect("sealed");
        assert_eq!(other.unsent_open(&held), Err(Error::NotAllowed));
        let elsewhere = Office::open(Engine::Lite).await;
        assert!(elsewhere.desk.unsent_open(&held).is_err());
    });
}
