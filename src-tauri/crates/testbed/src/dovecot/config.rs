//! Dovecot's configuration: all of it unprivileged, in one folder, on the loopback address.

use std::path::Path;
use std::process::Command;

use super::Dovecot;
use crate::Error;
use crate::authority::Files;
use crate::runner::{Runner, run};

/// What the configuration is made of.
pub(super) struct Config<'a> {
    pub(super) folder: &'a Path,
    pub(super) runner: Runner,
    pub(super) tls: &'a Files,
    /// The port of implicit TLS.
    pub(super) imaps: u16,
    /// The port that is plain until STARTTLS.
    pub(super) imap: u16,
    /// Further lines, which win over those here.
    pub(super) settings: &'a str,
}

impl Config<'_> {
    /// dovecot.conf, as Dovecot 2.3 reads it.
    pub(super) fn text(&self) -> Result<String, Error> {
        let name = |flag: &str| run(Command::new("id").args([flag, &self.runner.uid.to_string()]));
        let (user, group) = (name("-un")?, name("-gn")?);
        let Self {
            runner: Runner { uid, gid, .. },
            imaps,
            imap,
            settings,
            ..
        } = self;
        let (folder, authority) = (self.folder.display(), &self.tls);
        let (certificate, key) = (authority.certificate.display(), authority.key.display());
        let far = Dovecot::FAR;
        Ok(format!(
            "\
protocols = imap
listen = 127.0.0.1, {far}
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr

# One user for all: Dovecot's own two, and the owner of the mail.
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = {uid}

ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}

auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users/%u
}}
# Bearer tokens are JWTs that Dovecot verifies itself.
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}

mail_location = maildir:~/Maildir:UTF-8
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}

# Tests wait for nothing: not for the disk, and not as those do who got a password wrong.
mail_fsync = never
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
# All clients come from one address.
mail_max_userip_connections = 1000

# Only root may change its root.
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imaps {{
    port = {imaps}
  }}
  inet_listener imap {{
    port = {imap}
  }}
}}

{settings}
"
        ))
    }
}

/// How a bearer token's signature is checked: by the keys in a folder.
pub(super) fn oauth2(folder: &Path) -> String {
    format!(
        "\
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={}/keys/
username_attribute = sub
",
        folder.display()
    )
}
