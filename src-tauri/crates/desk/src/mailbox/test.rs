//! A connection test: how far one comes, and what to do about it.

use mail::server::{Failure, Step};
use mail::smtp::Unsent;

use super::account::Kept;
use super::setup::checked;
use super::{MailboxInput, Secret, TestReport, TestStep};
use crate::{Desk, Error, Result};

/// The steps in their order.
const STEPS: &[Step] = &[
    Step::Resolve,
    Step::Connect,
    Step::Tls,
    Step::Greeting,
    Step::Login,
    Step::Folder,
];

impl Desk {
    /// Tries a mailbox as it would be set up: connects, logs in, and opens each folder for
    /// reading. Nothing is kept, nothing on the server is changed. No act.
    ///
    /// `of` is the mailbox whose secret is meant where the input has none.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::TokenCommand`], [`Error::MailboxNotFound`]. What the server
    /// says is in the report.
    pub async fn mailbox_test(&self, input: MailboxInput, of: Option<&str>) -> Result<TestReport> {
        let secret = match (&input.secret, of) {
            (Some(secret), _) => secret.clone(),
            (None, Some(called)) => {
                let mut tx = self.read().await?;
                let before = self.find_mailbox(&mut tx, called).await?.kept;
                if !before.is_where(&input) {
                    return Err(Error::Invalid {
                        field: "secret".to_owned(),
                    });
                }
                before.secret
            }
            (None, None) => Secret::Password(String::new()),
        };
        let (kept, folders) = checked(input, secret)?;
        let account = kept.account(self.inner.syncs.silence()).await?;
        Ok(match probe(&account, &folders).await {
            Ok(folders) => {
                let sends = self.sending_tried(&kept).await?;
                let mut steps: Vec<TestStep> = STEPS.iter().map(|step| passed(*step)).collect();
                let ok = sends.as_ref().is_none_or(|step| step.why.is_none());
                steps.extend(sends);
                TestReport { ok, steps, folders }
            }
            Err((failure, folders)) => TestReport {
                ok: false,
                steps: up_to(&failure),
                folders,
            },
        })
    }

    /// Logs in where mail is sent, if it is; sends nothing.
    async fn sending_tried(&self, kept: &Kept) -> Result<Option<TestStep>> {
        if kept.smtp.is_none() {
            return Ok(None);
        }
        let account = kept.smtp_account(self.inner.syncs.silence()).await?;
        let failure = match mail::smtp::test(&account).await {
            Ok(()) => return Ok(Some(passed(Step::Send))),
            Err(Unsent::Passing(f) | Unsent::Lasting(f) | Unsent::Unknown(f)) => f,
        };
        Ok(Some(TestStep {
            why: Some(failure.why.to_string()),
            said: format!("{}: {}", failure.step, failure.said),
            ..passed(Step::Send)
        }))
    }

    /// As [`Desk::mailbox_test`], for a mailbox as it is.
    ///
    /// # Errors
    /// As [`Desk::mailbox_test`].
    pub async fn mailbox_test_kept(&self, called: &str) -> Result<TestReport> {
        let view = self.mailbox(called).await?;
        let input = MailboxInput {
            name: view.name,
            host: view.host,
            port: view.port,
            tls: view.tls,
            user: view.user,
            secret: None,
            ca: view.ca,
            folders: view.folders.into_iter().map(|f| f.name).collect(),
            authserv_ids: view.authserv_ids,
            smtp: view.smtp,
        };
        self.mailbox_test(input, Some(called)).await
    }
}

async fn probe(
    account: &mail::server::Account,
    wanted: &[String],
) -> std::result::Result<Vec<String>, (Failure, Vec<String>)> {
    let mut session = mail::imap::connect(account)
        .await
        .map_err(|failure| (failure, Vec::new()))?;
    let folders = session
        .folders()
        .await
        .map_err(|failure| (failure, Vec::new()))?;
    for folder in wanted {
        if let Err(failure) = session.examine(folder).await {
            let said = format!("{folder}: {}", failure.said);
            return Err((Failure { said, ..failure }, folders));
        }
    }
    session.logout().await;
    Ok(folders)
}

fn passed(step: Step) -> TestStep {
    TestStep {
        step: step.to_string(),
        why: None,
        said: String::new(),
    }
}

fn up_to(failure: &Failure) -> Vec<TestStep> {
    let before = STEPS.iter().take_while(|step| **step != failure.step);
    let mut steps: Vec<TestStep> = before.map(|step| passed(*step)).collect();
    steps.push(TestStep {
        why: Some(failure.why.to_string()),
        said: failure.said.clone(),
        ..passed(failure.step)
    });
    steps
}
