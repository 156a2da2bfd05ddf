//! Exim's configuration: all of it unprivileged, in one folder, on the loopback address, and asking
//! no name server.

use std::path::Path;

use crate::Dovecot;
use crate::authority::Files;
use crate::runner::Runner;

/// What the configuration is made of.
pub(super) struct Config<'a> {
    pub(super) program: &'a Path,
    pub(super) folder: &'a Path,
    pub(super) runner: Runner,
    pub(super) tls: &'a Files,
    /// The port of implicit TLS.
    pub(super) smtps: u16,
    /// The port that is plain until STARTTLS.
    pub(super) smtp: u16,
    /// The folder of the Dovecot that has the users.
    pub(super) dovecot: &'a Path,
    /// Its plain port.
    pub(super) imap: u16,
    /// Further lines of the main part.
    pub(super) settings: &'a str,
}

impl Config<'_> {
    /// exim.conf.
    pub(super) fn text(&self) -> String {
        format!(
            "{}\nbegin acl\n{ACL}\nbegin routers\n{ROUTERS}\nbegin transports\n{TRANSPORTS}\n\
             begin authenticators\n{AUTHENTICATORS}\nbegin retry\n* * F,1h,1s\n",
            self.main()
        )
    }

    fn main(&self) -> String {
        let Self {
            runner: Runner { uid, gid, .. },
            smtps,
            smtp,
            imap,
            settings,
            ..
        } = self;
        let [folder, dovecot, program, certificate, key] = [
            self.folder,
            self.dovecot,
            self.program,
            &self.tls.certificate,
            &self.tls.key,
        ]
        .map(Path::display);
        let far = Dovecot::FAR;
        format!(
            "\
FOLDER = {folder}
USERS = {dovecot}/users
MAIL = {dovecot}/mail
IMAP = inet:127.0.0.1:{imap}
EXIM = {program}
UID = {uid}
GID = {gid}

primary_hostname = mail.example.com
qualify_domain = example.com
headers_charset = UTF-8
exim_path = EXIM
exim_user = UID
exim_group = GID
# Nobody becomes anybody else.
deliver_drop_privilege
keep_environment =
spool_directory = FOLDER/spool
log_file_path = FOLDER/log/%s
pid_file_path = FOLDER/pid
local_interfaces = 127.0.0.1 : {far}
daemon_smtp_ports = {smtp} : {smtps}
tls_on_connect_ports = {smtps}
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
auth_advertise_hosts = ${{if or{{{{def:tls_in_cipher}}{{eq{{$received_ip_address}}{{127.0.0.1}}}}}}{{*}}{{}}}}
dsn_advertise_hosts = *
log_selector = -queue_run -skip_delivery
# A report that can't be delivered ends there.
ignore_bounce_errors_after = 0s
smtp_accept_max = 0
smtp_accept_queue_per_connection = 0
queue_run_max = 1
acl_smtp_rcpt = rcpt
acl_smtp_data = data
acl_not_smtp = data
{settings}
"
        )
    }
}

/// What is taken.
const ACL: &str = r"
rcpt:
  deny !authenticated = *
    message = 530 5.7.0 Authentication required
  deny local_parts = ^refused-
    message = 550 5.1.1 No such mailbox
  defer local_parts = ^later-
    message = 451 4.3.0 Try again later
  # Date and Message-ID are added where they are missing (RFC 6409, section 8).
  warn control = submission/sender_retain
  accept local_parts = ^(bounces|full|spam)-
  require verify = recipient
  accept

data:
  defer condition = ${if match{$recipients}{\N(^|, )full-\N}}
    message = 452 4.2.2 Mailbox full
  deny condition = ${if match{$recipients}{\N(^|, )spam-\N}}
    message = 550 5.7.1 Looks like spam
  accept add_header = :at_start:Authentication-Results: $primary_hostname; \
    ${if def:authenticated_id {auth=pass smtp.auth=$authenticated_id}{none}}
";

/// Where it goes.
const ROUTERS: &str = r"
# The name of a user's folder, which is not the sender's word any more (`tainted`).
USER = ${lookup{$local_part@$domain}dsearch,filter=dir{MAIL}{$value}{\
    ${lookup{$local_part}dsearch,filter=dir{MAIL}{$value}fail}}}

bounces:
  driver = redirect
  local_parts = ^bounces-
  data = :fail: 5.1.1 There is nobody of this name
  allow_fail
  no_verify

# Answers, and leaves the message to the next.
careful:
  driver = redirect
  address_data = USER
  file = FOLDER/careful/$address_data
  allow_filter
  user = UID
  group = GID
  reply_transport = reply
  no_verify

careless:
  driver = accept
  address_data = USER
  condition = ${lookup{$address_data}dsearch{FOLDER/careless}{yes}{no}}
  transport = careless
  unseen
  no_verify

user:
  driver = accept
  address_data = USER
  transport = maildir
";

/// How it gets there.
const TRANSPORTS: &str = r#"
maildir:
  driver = appendfile
  directory = MAIL/$address_data/Maildir
  maildir_format
  return_path_add
  envelope_to_add
  delivery_date_add

reply:
  driver = autoreply

# A line with a dot ends what is read of it: the message that is answered comes after that.
careless:
  driver = pipe
  command = EXIM -C FOLDER/exim.conf -odb -t -f $address_data
  message_prefix = "From: $local_part@$domain\n\
    To: ${address:${if def:h_reply-to:{$h_reply-to:}{$h_from:}}}\n\
    Subject: Automatic reply: ${rfc2047:$h_subject:}\n\
    In-Reply-To: $h_message-id:\n\n\
    I am out of the office and will read your message when I am back.\n.\n"
"#;

/// Who may send.
const AUTHENTICATORS: &str = r"
PASSWORD_OF = ${lookup{$value}lsearch{USERS/$value}}

plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${lookup{$auth2}dsearch{USERS}{${if eq{$auth3}{PASSWORD_OF}}}fail}
  server_set_id = $auth2

login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${lookup{$auth1}dsearch{USERS}{${if eq{$auth2}{PASSWORD_OF}}}fail}
  server_set_id = $auth1

# Dovecot says what a token is worth. The empty line is the answer to a refusal's reason.
xoauth2:
  driver = plaintext
  public_name = XOAUTH2
  server_prompts = :
  server_condition = ${if match{${readsocket{IMAP}\
    {a AUTHENTICATE XOAUTH2 ${base64:$auth1}\r\n\r\nb LOGOUT\r\n}{10s:shutdown=no}}}{\N(?m)^a OK\N}}
  server_set_id = ${sg{$auth1}{\N^user=([^\x01]*)\x01[^$]*\N}{\$1}}
";

/// What a careful responder does, as a filter of Exim's: `personal` is a message to the user that
/// no program sent, by its headers and sender. `answered` remembers whom. Exim itself adds
/// `Auto-Submitted` and what the answer is to.
pub(super) fn careful(answered: &Path) -> String {
    format!(
        "# Exim filter
if personal and not error_message then
  mail to $sender_address
    from $local_part@$domain
    subject \"Automatic reply: ${{rfc2047:$h_subject:}}\"
    text \"I am out of the office and will read your message when I am back.\\n\"
    once {}
    once_repeat 7d
endif
",
        answered.display()
    )
}
