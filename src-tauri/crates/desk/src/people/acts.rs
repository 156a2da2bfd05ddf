//! Inviting, confirming, changing and letting go.

use chrono::{DateTime, TimeDelta, Utc};
use domain::people::{Role, Standing};
use store::team::{InvitationRow, RoleRow};
use store::workspace::PersonRow;
use uuid::Uuid;
use vault::{PublicKey, RecoveryCode};

use super::{Invited, Invitee, Keys, Member, RoleView};
use crate::door::{Act, Entry, Sealer};
use crate::{Desk, Error, Result, fields};

/// How long a code is good.
const GOOD_FOR: TimeDelta = TimeDelta::days(14);
/// The most characters of a login's own part.
const LOGIN: usize = 31;

impl Desk {
    /// Invites a person: makes their login, and gives the code with which they join.
    ///
    /// # Errors
    /// [`Error::NotATeam`], [`Error::NotAllowed`], [`Error::NoRole`], [`Error::NoSuchDepartment`],
    /// [`Error::LoginName`], [`Error::LoginTaken`], [`Error::Invalid`].
    pub async fn invite(&self, who: Invitee) -> Result<Invited> {
        let name = one_line("name", &who.name)?;
        let email = who.email.trim().to_owned();
        if email.contains(char::is_control) {
            return Err(invalid("email"));
        }
        let mut act = self.act().await?;
        self.check_roles(&mut act, &who.roles).await?;
        let database = store::team::database(&mut act.tx).await?;
        let own_part = match &who.login {
            Some(login) => login.clone(),
            None => login_of(&email, &name).ok_or(Error::LoginName)?,
        };
        if !is_login(&own_part) {
            return Err(Error::LoginName);
        }
        let login = format!("{database}.{own_part}");
        let id = self.id();
        let ring = self.ring();
        let (key, key_row) = Sealer::to(&ring.people)?.key(id)?;
        let row = PersonRow {
            id,
            login: login.clone(),
            public_key: Vec::new(),
            verify_key: Vec::new(),
            state: Standing::Invited.to_string(),
            created_at: act.now,
            sealed: ring.seal_text(&key, fields::PERSON, id, &format!("{name}\n{email}"))?,
        };
        let code = RecoveryCode::random()?;
        let verifier = vault::scram_verifier(&code.password())?;
        let groups = groups(&who.roles);
        let expires_at = good_until();
        // Its groups come once somebody has confirmed whose keys these are: until then whoever has
        // the code reaches nothing.
        store::team::make_login(&mut act.tx, &login, &verifier, expires_at)
            .await
            .map_err(|e| taken(e, &login))?;
        store::workspace::add_person(&mut act.tx, &row)
            .await
            .map_err(|e| taken(e, &login))?;
        store::workspace::add_data_keys(&mut act.tx, &[key_row]).await?;
        store::team::set_roles(&mut act.tx, id, &role_rows(id, &who.roles)).await?;
        self.keep_invitation(&mut act, id, &code, expires_at)
            .await?;
        act.log(Entry::person("person.invited", id).with("roles", groups.join(" ")));
        act.commit().await?;
        self.invited(id, login, &code, expires_at)
    }

    /// Gives a person who has joined before a new code: for keys that are lost, or a code that was.
    /// What was wrapped to them is taken back; once they have joined again and are confirmed, the
    /// office wraps it to the new keys.
    ///
    /// # Errors
    /// [`Error::PersonNotFound`], [`Error::PersonState`], [`Error::Yourself`],
    /// [`Error::LastOfficer`], [`Error::NotAllowed`].
    pub async fn reset_person(&self, who: &str) -> Result<Invited> {
        let mut act = self.alone().await?;
        let member = self.another(&mut act, who).await?;
        self.not_the_last(&mut act, &member, &[]).await?;
        let code = RecoveryCode::random()?;
        let verifier = vault::scram_verifier(&code.password())?;
        let expires_at = good_until();
        store::team::reset_login(&mut act.tx, &member.login, &verifier, expires_at).await?;
        store::team::unwrap_all(&mut act.tx, member.id).await?;
        store::team::set_state(&mut act.tx, member.id, Standing::Invited.as_str()).await?;
        // Keys that are lost may have been found.
        self.rotate_for(&mut act, &member).await?;
        self.keep_invitation(&mut act, member.id, &code, expires_at)
            .await?;
        act.log(Entry::person("person.reset", member.id));
        act.commit().await?;
        self.renew_keys().await?;
        self.invited(member.id, member.login, &code, expires_at)
    }

    /// Confirms the keys of a person who has joined, whose fingerprint was compared with them by
    /// voice or by eye, and wraps to them what their roles need.
    ///
    /// # Errors
    /// [`Error::PersonNotFound`], [`Error::PersonState`], [`Error::OtherFingerprint`],
    /// [`Error::NotAllowed`] where this person holds less than the other is to hold.
    pub async fn confirm(&self, who: &str, fingerprint: &str) -> Result<Member> {
        let mut act = self.alone().await?;
        let member = self.member(&mut act.tx, who).await?;
        if member.standing != Standing::Joined {
            return Err(Error::PersonState {
                state: member.standing.to_string(),
            });
        }
        let row = self.row_of(&mut act, member.id).await?;
        let public = PublicKey::try_from(row.public_key.as_slice()).map_err(Error::internal)?;
        let keys = Keys::of(&row.public_key, &row.verify_key);
        let here = super::fingerprint(&self.inner.root, self.ring().workspace, member.id, &keys);
        if squeezed(&here) != squeezed(fingerprint) {
            return Err(Error::OtherFingerprint);
        }
        // What a row says that others can write must not become what an officer signs.
        self.check_roles(&mut act, &member.roles).await?;
        self.endorse(&mut act, member.id, keys, &member.roles, false)
            .await?;
        self.wrap(&mut act, member.id, &public, &member.roles)
            .await?;
        let groups = groups(&member.roles);
        store::team::change_login(&mut act.tx, &member.login, &groups).await?;
        store::team::uninvite(&mut act.tx, member.id).await?;
        store::team::set_state(&mut act.tx, member.id, Standing::Active.as_str()).await?;
        act.log(
            Entry::person("person.confirmed", member.id)
                .with("fingerprint", &here)
                .with("roles", groups.join(" ")),
        );
        act.commit().await?;
        self.person(&member.login).await
    }

    /// Gives a person other roles, and with them what they can open and reach. Scopes that they no
    /// longer need get new keys.
    ///
    /// # Errors
    /// As [`Desk::confirm`], and [`Error::LastOfficer`], [`Error::NoRole`],
    /// [`Error::NoSuchDepartment`].
    pub async fn set_roles(&self, who: &str, roles: Vec<RoleView>) -> Result<Member> {
        let mut act = self.alone().await?;
        self.check_roles(&mut act, &roles).await?;
        let member = self.another(&mut act, who).await?;
        self.not_the_last(&mut act, &member, &roles).await?;
        let groups = groups(&roles);
        store::team::set_roles(&mut act.tx, member.id, &role_rows(member.id, &roles)).await?;
        if member.standing == Standing::Active {
            store::team::change_login(&mut act.tx, &member.login, &groups).await?;
            let keys = self.vouched_keys(&mut act, &member).await?;
            let public = keys.public().ok_or_else(|| Error::internal("public key"))?;
            self.endorse(&mut act, member.id, keys, &roles, false)
                .await?;
            store::team::unwrap_all(&mut act.tx, member.id).await?;
            self.wrap(&mut act, member.id, &public, &roles).await?;
            if is_officer(&member.roles) && !is_officer(&roles) {
                self.rotate(&mut act, self.ring().complaints()?).await?;
            }
        }
        act.log(Entry::person("person.roles-changed", member.id).with("roles", groups.join(" ")));
        act.commit().await?;
        self.renew_keys().await?;
        self.person(&member.login).await
    }

    /// Lets a person go: their login ends with its sessions, what was wrapped to them is deleted,
    /// and the scopes that they held get new keys.
    ///
    /// # Errors
    /// [`Error::PersonNotFound`], [`Error::Yourself`], [`Error::LastOfficer`],
    /// [`Error::NotAllowed`].
    pub async fn let_go(&self, who: &str) -> Result<Member> {
        let mut act = self.alone().await?;
        let member = self.another(&mut act, who).await?;
        self.not_the_last(&mut act, &member, &[]).await?;
        let row = self.row_of(&mut act, member.id).await?;
        let keys = Keys::of(&row.public_key, &row.verify_key);
        self.endorse(&mut act, member.id, keys, &member.roles, true)
            .await?;
        store::team::unwrap_all(&mut act.tx, member.id).await?;
        store::team::uninvite(&mut act.tx, member.id).await?;
        store::team::set_state(&mut act.tx, member.id, Standing::Left.as_str()).await?;
        self.rotate_for(&mut act, &member).await?;
        store::team::end_login(&mut act.tx, &member.login).await?;
        act.log(Entry::person("person.left", member.id));
        self.finish_if_done(&mut act).await?;
        act.commit().await?;
        self.renew_keys().await?;
        self.person(&member.login).await
    }

    /// Begins an act on the keys of others. One at a time does this, with the keys as they are now:
    /// a generation that two make at once would leave somebody out.
    async fn alone(&self) -> Result<Act<'_>> {
        if self.is_embedded() {
            return Err(Error::NotATeam);
        }
        let mut act = self.act().await?;
        store::team::hold(&mut act.tx).await?;
        self.renew_keys().await?;
        Ok(act)
    }

    /// A person of the team other than oneself, who is still of it.
    async fn another(&self, act: &mut Act<'_>, who: &str) -> Result<Member> {
        let member = self.member(&mut act.tx, who).await?;
        if member.id == self.inner.me.id {
            return Err(Error::Yourself);
        }
        if member.standing == Standing::Left {
            return Err(Error::PersonState {
                state: member.standing.to_string(),
            });
        }
        Ok(member)
    }

    /// The keys for which somebody vouches, which are those of the row.
    async fn vouched_keys(&self, act: &mut Act<'_>, member: &Member) -> Result<Keys> {
        let row = self.row_of(act, member.id).await?;
        let vouched = self.vouched(&mut act.tx).await?;
        let keys = Keys::of(&row.public_key, &row.verify_key);
        let same = vouched.get(&member.id).is_some_and(|s| s.keys == keys);
        same.then_some(keys)
            .ok_or(Error::KeySwapped { whose: row.login })
    }

    async fn row_of(&self, act: &mut Act<'_>, person: Uuid) -> Result<PersonRow> {
        let rows = store::workspace::people(&mut act.tx).await?;
        let row = rows.into_iter().map(|row| row.person);
        row.into_iter()
            .find(|row| row.id == person)
            .ok_or_else(|| Error::internal("person"))
    }

    async fn check_roles(&self, act: &mut Act<'_>, roles: &[RoleView]) -> Result<()> {
        if roles.is_empty() {
            return Err(Error::NoRole);
        }
        let known = store::workspace::departments(&mut act.tx).await?;
        match roles
            .iter()
            .filter_map(|role| role.department.as_ref())
            .find(|name| known.iter().all(|one| one.name != **name))
        {
            Some(department) => Err(Error::NoSuchDepartment {
                department: department.clone(),
            }),
            None => Ok(()),
        }
    }

    /// Somebody must be left who can open the complaints.
    async fn not_the_last(
        &self,
        act: &mut Act<'_>,
        member: &Member,
        to: &[RoleView],
    ) -> Result<()> {
        let others = self.members(&mut act.tx).await?;
        let left = others.iter().any(|one| {
            one.id != member.id && one.standing == Standing::Active && is_officer(&one.roles)
        });
        if left || is_officer(to) || !is_officer(&member.roles) {
            Ok(())
        } else {
            Err(Error::LastOfficer)
        }
    }

    async fn keep_invitation(
        &self,
        act: &mut Act<'_>,
        person: Uuid,
        code: &RecoveryCode,
        expires_at: DateTime<Utc>,
    ) -> Result<()> {
        let anchored = self.inner.root.anchored(self.ring().workspace);
        Ok(store::team::invite(
            &mut act.tx,
            &InvitationRow {
                person,
                made_by: self.inner.me.id,
                made_at: act.now,
                expires_at,
                anchor: code.anchor(&anchored).to_vec(),
            },
        )
        .await?)
    }

    fn invited(
        &self,
        person: Uuid,
        login: String,
        code: &RecoveryCode,
        expires_at: DateTime<Utc>,
    ) -> Result<Invited> {
        let address = self.inner.address.as_ref().ok_or(Error::NotATeam)?;
        Ok(Invited {
            person,
            url: address.url_for(&login),
            login,
            code: code.to_text().to_string(),
            expires_at,
        })
    }
}

/// Until when a code made now is good, by the computer's clock: the server compares it with its own.
fn good_until() -> DateTime<Utc> {
    crate::door::to_micros(Utc::now() + GOOD_FOR)
}

pub(super) fn invalid(field: &str) -> Error {
    Error::Invalid {
        field: field.to_owned(),
    }
}

fn one_line(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_control) {
        return Err(invalid(field));
    }
    Ok(text.to_owned())
}

fn taken(error: store::Error, login: &str) -> Error {
    match error {
        store::Error::Conflict => Error::LoginTaken {
            login: login.to_owned(),
        },
        other => other.into(),
    }
}

/// Whether PostgreSQL's function takes it (`schema/logins.sql`).
fn is_login(own_part: &str) -> bool {
    let mut characters = own_part.chars();
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    characters.next().is_some_and(good)
        && characters.all(|c| good(c) || c == '-')
        && own_part.len() <= LOGIN
}

/// A login from what stands before the @, or from a name in Latin letters.
fn login_of(email: &str, name: &str) -> Option<String> {
    let from = email.split_once('@').map_or(name, |(local, _)| local);
    let words: Vec<String> = from
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut login = words.join("-");
    login.truncate(LOGIN);
    let login = login.trim_end_matches('-');
    (!login.is_empty()).then(|| login.to_owned())
}

fn squeezed(fingerprint: &str) -> String {
    let digits = fingerprint.chars().filter(char::is_ascii_alphanumeric);
    digits.collect::<String>().to_ascii_lowercase()
}

pub(super) fn is_officer(roles: &[RoleView]) -> bool {
    roles.iter().any(|role| role.role == Role::Officer)
}

pub(super) fn groups(roles: &[RoleView]) -> Vec<String> {
    let mut groups: Vec<String> = roles.iter().map(|role| role.role.to_string()).collect();
    groups.sort();
    groups.dedup();
    groups
}

pub(crate) fn role_rows(person: Uuid, roles: &[RoleView]) -> Vec<RoleRow> {
    let mut rows: Vec<RoleRow> = roles
        .iter()
        .map(|role| RoleRow {
            person,
            role: role.role.to_string(),
            department: role.department.clone().unwrap_or_default(),
        })
        .collect();
    rows.dedup();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_made_of_what_is_there() {
        let login = |email: &str, name: &str| login_of(email, name);
        assert_eq!(login("Li.Wen@example.com", ""), Some("li-wen".into()));
        assert_eq!(login("", "Ada Quill"), Some("ada-quill".into()));
        assert_eq!(login("", "李文"), None);
        assert!(is_login("li-wen") && is_login("7"));
        assert!(!is_login("-a") && !is_login("Li") && !is_login(&"a".repeat(32)));
    }
}
