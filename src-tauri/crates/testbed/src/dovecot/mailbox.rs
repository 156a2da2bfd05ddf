//! A user's folders of mail, as others see and change them: who delivers, another client, and the
//! server's own administrator.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Dovecot;
use crate::Error;
use crate::runner::{program, run};

/// What the server says of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// UIDVALIDITY.
    pub uid_validity: u32,
    /// UIDNEXT.
    pub uid_next: u32,
    /// How many messages there are.
    pub messages: u32,
}

impl Dovecot {
    /// Puts a message into a folder, as a delivery agent does. It is there at once; the server
    /// finds it when somebody looks, and tells who waits with IDLE.
    ///
    /// # Errors
    /// [`Error::Io`], also where there is no such folder.
    pub fn deliver(&self, user: &str, folder: &str, message: &[u8]) -> Result<(), Error> {
        /// Messages are numbered in the order of the seconds that stand first in their names.
        static COUNT: AtomicU64 = AtomicU64::new(1_700_000_000);
        let folder = self.maildir(user, folder);
        let name = format!(
            "{}.{}.testbed",
            COUNT.fetch_add(1, Ordering::Relaxed),
            std::process::id()
        );
        let (from, to) = (
            folder.join("tmp").join(&name),
            folder.join("new").join(&name),
        );
        fs::write(&from, message).map_err(Error::io(&from))?;
        self.runner.own(&from)?;
        fs::rename(&from, &to).map_err(Error::io(&to))
    }

    /// Puts messages into a folder, in their order.
    ///
    /// # Errors
    /// As [`Dovecot::deliver`].
    pub fn deliver_many<M: AsRef<[u8]>>(
        &self,
        user: &str,
        folder: &str,
        messages: impl IntoIterator<Item = M>,
    ) -> Result<(), Error> {
        messages
            .into_iter()
            .try_for_each(|message| self.deliver(user, folder, message.as_ref()))
    }

    /// The messages in a folder, as they lie there, in the order of their delivery.
    ///
    /// # Errors
    /// [`Error::Io`], also where there is no such folder.
    pub fn messages(&self, user: &str, folder: &str) -> Result<Vec<Vec<u8>>, Error> {
        let mut files = Vec::new();
        for part in ["new", "cur"] {
            let part = self.maildir(user, folder).join(part);
            files.extend(fs::read_dir(&part).map_err(Error::io(&part))?.flatten());
        }
        // A name begins with the second, then has the part of it and the process, in any width.
        files.sort_by_cached_key(|file| {
            let name = file.file_name();
            let numbers = name.to_string_lossy();
            let numbers = numbers.split(|c: char| !c.is_ascii_digit());
            let numbers = numbers.filter_map(|number| number.parse::<u64>().ok());
            numbers.take(3).collect::<Vec<_>>()
        });
        let paths = files.iter().map(fs::DirEntry::path);
        paths
            .map(|path| fs::read(&path).map_err(Error::io(path)))
            .collect()
    }

    /// Makes a folder; its name may be of any language.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said.
    pub fn create_folder(&self, user: &str, folder: &str) -> Result<(), Error> {
        self.doveadm(&["mailbox", "create", "-u", user, folder])
            .map(drop)
    }

    /// Renames a folder.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said.
    pub fn rename_folder(&self, user: &str, from: &str, to: &str) -> Result<(), Error> {
        self.doveadm(&["mailbox", "rename", "-u", user, from, to])
            .map(drop)
    }

    /// Deletes a folder with all that is in it.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said.
    pub fn delete_folder(&self, user: &str, folder: &str) -> Result<(), Error> {
        self.doveadm(&["mailbox", "delete", "-u", user, folder])
            .map(drop)
    }

    /// Expunges messages, as another client does.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said.
    pub fn expunge(&self, user: &str, folder: &str, uids: &[u32]) -> Result<(), Error> {
        let uids = set(uids);
        self.doveadm(&["expunge", "-u", user, "mailbox", folder, "uid", &uids])
            .map(drop)
    }

    /// Moves messages to another folder, as another client does.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said.
    pub fn move_to(&self, user: &str, from: &str, uids: &[u32], to: &str) -> Result<(), Error> {
        let uids = set(uids);
        self.doveadm(&["move", "-u", user, to, "mailbox", from, "uid", &uids])
            .map(drop)
    }

    /// The UIDs of the messages in a folder, by the server's own account, ascending.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said.
    pub fn uids(&self, user: &str, folder: &str) -> Result<Vec<u32>, Error> {
        // A line each: the folder's GUID and the UID.
        let said = self.doveadm(&["search", "-u", user, "mailbox", folder, "all"])?;
        let mut uids = said
            .lines()
            .map(|line| number(line.rsplit(' ').next(), &said))
            .collect::<Result<Vec<_>, _>>()?;
        uids.sort_unstable();
        Ok(uids)
    }

    /// What the server says of a folder.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said.
    pub fn status(&self, user: &str, folder: &str) -> Result<Status, Error> {
        const ITEMS: &str = "messages uidnext uidvalidity";
        let said = self.doveadm(&["mailbox", "status", "-u", user, ITEMS, folder])?;
        let item = |name: &str| {
            let value = said.split_once(&format!("{name}=")).map(|(_, rest)| rest);
            number(value.and_then(|rest| rest.split(' ').next()), &said)
        };
        Ok(Status {
            uid_validity: item("uidvalidity")?,
            uid_next: item("uidnext")?,
            messages: item("messages")?,
        })
    }

    /// Gives a folder another UIDVALIDITY, and its messages no other UIDs: the worst case for who
    /// looks at UIDs alone.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said.
    pub fn set_uid_validity(&self, user: &str, folder: &str, value: u32) -> Result<(), Error> {
        let value = value.to_string();
        self.doveadm(&[
            "mailbox",
            "update",
            "-u",
            user,
            "--uid-validity",
            &value,
            folder,
        ])
        .map(drop)
    }

    /// Numbers the messages of a folder anew from 1 under the same UIDVALIDITY, so that UIDNEXT
    /// falls below what it was: what a server must never do (RFC 3501, section 2.3.1.1), and does
    /// after a restored backup. Nobody should have the folder open meanwhile.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said, or [`Error::Io`].
    pub fn renumber(&self, user: &str, folder: &str) -> Result<(), Error> {
        let validity = self.status(user, folder)?.uid_validity;
        let maildir = self.maildir(user, folder);
        let list = maildir.join("dovecot-uidlist");
        // A list without messages, as of version 3 of its format; the next look fills it.
        fs::write(&list, format!("3 V{validity} N1\n")).map_err(Error::io(&list))?;
        // What the server remembers of a folder, in it, and of all folders, at the top.
        for place in [&maildir, &self.maildir(user, "INBOX")] {
            for file in fs::read_dir(place).map_err(Error::io(place))?.flatten() {
                let name = file.file_name();
                let name = name.to_string_lossy();
                let of_all = name.starts_with("dovecot.list.index");
                if of_all || (place == &maildir && name.starts_with("dovecot.index")) {
                    fs::remove_file(file.path()).map_err(Error::io(file.path()))?;
                }
            }
        }
        Ok(())
    }

    /// Runs Dovecot's administration and gives what it printed.
    ///
    /// # Errors
    /// [`Error::Refused`] with what Dovecot said; it says no while the server is stopped.
    pub fn doveadm(&self, args: &[&str]) -> Result<String, Error> {
        run(self
            .runner
            .command(&program("doveadm")?)
            .arg("-c")
            .arg(self.path("dovecot.conf"))
            .args(args)
            .current_dir("/"))
    }

    /// Makes what a delivery needs: a user's first login would make it too.
    pub(super) fn make_inbox(&self, user: &str) -> Result<(), Error> {
        let inbox = self.maildir(user, "INBOX");
        for part in ["cur", "new", "tmp"] {
            let part = inbox.join(part);
            fs::create_dir_all(&part).map_err(Error::io(&part))?;
            self.runner.own(&part)?;
        }
        self.runner.own(&inbox)?;
        self.runner.own(&self.path("mail").join(user))
    }

    /// Where a folder lies, by the rules of Maildir++.
    fn maildir(&self, user: &str, folder: &str) -> PathBuf {
        let top = self.path("mail").join(user).join("Maildir");
        match folder {
            "INBOX" => top,
            _ => top.join(format!(".{}", folder.replace('/', "."))),
        }
    }
}

/// A set of UIDs, as a search takes it.
fn set(uids: &[u32]) -> String {
    let uids: Vec<String> = uids.iter().map(u32::to_string).collect();
    uids.join(",")
}

fn number(text: Option<&str>, said: &str) -> Result<u32, Error> {
    text.and_then(|text| text.parse().ok())
        .ok_or_else(|| Error::Refused {
            program: "doveadm".to_owned(),
            said: said.to_owned(),
        })
}
