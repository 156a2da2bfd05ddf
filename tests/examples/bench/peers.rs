//! The programs to be measured beside: Debian's notmuch, mu (maildir-utils) and mbsync (isync).

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::timed::{Run, timed};

pub const USER: &str = "service@minglives.com";
pub const PASSWORD: &str = "bench";

pub fn notmuch(place: &Path, mail: &Path) -> Result<Run> {
    let database = place.join("notmuch");
    std::fs::create_dir(&database)?;
    let config = place.join("notmuch.conf");
    std::fs::write(
        &config,
        format!(
            "[database]\npath={}\nmail_root={}\n[user]\nname=Bench\nprimary_email={USER}\n[new]\ntags=new\n",
            database.display(),
            mail.display()
        ),
    )?;
    let mut command = Command::new("notmuch");
    command.arg("new").env("NOTMUCH_CONFIG", &config);
    timed(&mut command, Some(&database))
}

pub fn mu(place: &Path, mail: &Path) -> Result<Run> {
    let home = place.join("mu");
    let with = |verb: &str| {
        let mut command = Command::new("mu");
        command.args([verb, "--muhome"]).arg(&home);
        command
    };
    timed(with("init").arg("--maildir").arg(mail), None)?;
    timed(&mut with("index"), Some(&home))
}

pub fn mbsync(place: &Path, server: &testbed::Dovecot) -> Result<Run> {
    let mail = place.join("mbsync");
    std::fs::create_dir(&mail)?;
    let config = place.join("mbsyncrc");
    std::fs::write(
        &config,
        format!(
            "IMAPStore far\nHost localhost\nPort {}\nUser {USER}\nPass {PASSWORD}\nSSLType IMAPS\n\
             CertificateFile {}\n\nMaildirStore near\nPath {}/\nInbox {}/INBOX\n\n\
             Channel all\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSync Pull\nSyncState *\n",
            server.imaps_port(),
            server.ca_file().display(),
            mail.display(),
            mail.display(),
        ),
    )?;
    let mut command = Command::new("mbsync");
    command.arg("-c").arg(&config).arg("-a");
    timed(&mut command, Some(&mail))
}
