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
    /// dovecot.conf, as the Dovecot at `program` reads it.
    pub(super) fn text(&self, program: &Path) -> Result<String, Error> {
        let version = run(Command::new(program).arg("--version"))?;
        let own = match version.starts_with("2.3.") {
            true => self.of_2_3(),
            false => self.of_2_4(),
        };
        Ok(format!(
            "{own}\n{}\n{}\n",
            self.of_both()?,
            // Last, so that it wins.
            self.settings
        ))
    }

    fn of_both(&self) -> Result<String, Error> {
        let name = |flag: &str| run(Command::new("id").args([flag, &self.runner.uid.to_string()]));
        let (user, group) = (name("-un")?, name("-gn")?);
        let Self {
            runner: Runner { uid, .. },
            imaps,
            imap,
            ..
        } = self;
        let (folder, far) = (self.folder.display(), Dovecot::FAR);
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
auth_mechanisms = plain login xoauth2 oauthbearer
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
"
        ))
    }

    /// What Dovecot 2.3 calls by other names: the certificate, where passwords are, how a bearer
    /// token (a JWT) is verified, where the mail is.
    fn of_2_3(&self) -> String {
        let Runner { uid, gid, .. } = self.runner;
        let folder = self.folder.display();
        format!(
            "\
ssl_cert = <{}
ssl_key = <{}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users/%u
}}
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
",
            self.tls.certificate.display(),
            self.tls.key.display(),
        )
    }

    /// The same for Dovecot 2.4, whose first lines say for which version it is written.
    fn of_2_4(&self) -> String {
        let Runner { uid, gid, .. } = self.runner;
        let folder = self.folder.display();
        format!(
            "\
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
ssl_server_cert_file = {}
ssl_server_key_file = {}
passdb passwd-file {{
  default_password_scheme = PLAIN
  passwd_file_path = {folder}/users/%{{user}}
}}
passdb oauth2 {{
  mechanisms_filter = xoauth2 oauthbearer
}}
oauth2 {{
  introspection_mode = local
  username_attribute = sub
  oauth2_local_validation {{
    dict fs {{
      fs posix {{
        prefix = {folder}/keys/
      }}
    }}
  }}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/mail/%{{user}}
  }}
}}
mail_driver = maildir
mail_path = ~/Maildir
mailbox_list_utf8 = yes
",
            self.tls.certificate.display(),
            self.tls.key.display(),
        )
    }
}

/// How a bearer token's signature is checked, in the file of its own that Dovecot 2.3 has for it:
/// by the keys in a folder.
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
