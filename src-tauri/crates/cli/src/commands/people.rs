//! `pdesk people …`

use std::path::Path;

use desk::Desk;
use desk::people::{Invited, Invitee, Member, RoleView};
use desk::workspace::{UNDERTAKING_EDITION, undertaking_in};
use domain::people::Role;
use serde_json::json;

use crate::args::{PeopleCommand, ReviewCommand, RoleArgs};
use crate::error::Failure;
use crate::office::{Office, Result, zone};
use crate::output::{self, Said, when};
use crate::terminal;

pub async fn run(office: &Office, desk: &Desk, command: PeopleCommand) -> Result<Said> {
    match command {
        PeopleCommand::List => {
            let people = desk.office().await?;
            office.say(&people, |words| {
                output::people::list(words, &people, zone(desk))
            })
        }
        PeopleCommand::Invite(args) => {
            let invitee = Invitee {
                name: args.name,
                email: args.email,
                roles: roles(&args.roles),
                login: args.login,
            };
            invited(office, desk, desk.invite(invitee).await?)
        }
        PeopleCommand::InviteAll { list, to } => invite_all(office, desk, &list, &to).await,
        PeopleCommand::Reset { person } => invited(office, desk, desk.reset_person(&person).await?),
        PeopleCommand::Confirm {
            person,
            fingerprint,
        } => member(office, desk, desk.confirm(&person, &fingerprint).await?),
        PeopleCommand::Roles { person, roles: to } => {
            member(office, desk, desk.set_roles(&person, roles(&to)).await?)
        }
        PeopleCommand::Undertaking { undertake } => undertaking(office, desk, undertake).await,
        PeopleCommand::Review { act } => {
            let review = match act {
                None => desk.access_review().await?,
                Some(ReviewCommand::Confirm { person }) => desk.confirm_access(&person).await?,
            };
            office.say(&review, |words| {
                output::people::review(words, &review, zone(desk))
            })
        }
        PeopleCommand::Leave { person } => member(office, desk, desk.let_go(&person).await?),
    }
}

async fn undertaking(office: &Office, desk: &Desk, sign: bool) -> Result<Said> {
    if sign {
        desk.undertake().await?;
    }
    let text = undertaking_in(office.words.language());
    let me = desk.session().person.id;
    let people = desk.office().await?;
    let signed = people.iter().find(|one| one.id == me);
    let signed = signed.and_then(|one| one.undertaken_at);
    let value = json!({
        "edition": UNDERTAKING_EDITION,
        "text": text,
        "undertaken_at": signed,
    });
    office.say(&value, |words| {
        let said = match signed {
            Some(at) => {
                let at = when::minute(at, zone(desk));
                words.say("cli-undertaken", &[("at", at.into())])
            }
            None => words.plain("cli-not-undertaken"),
        };
        format!("{text}\n{said}")
    })
}

/// A line of a list of people.
#[derive(serde::Deserialize)]
struct Line {
    name: String,
    #[serde(default)]
    email: String,
    role: String,
    #[serde(default)]
    department: String,
}

/// The people of a list. A line that can't be read is told before anybody is invited.
fn listed(list: &Path) -> Result<Vec<Invitee>> {
    let unreadable = |line: usize, why: &dyn std::fmt::Display| Failure::Unreadable {
        path: list.display().to_string(),
        why: format!("{line}: {why}"),
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_path(list)
        .map_err(|e| unreadable(1, &e))?;
    let mut people = Vec::new();
    for (at, line) in reader.deserialize::<Line>().enumerate() {
        let line = line.map_err(|e| unreadable(at + 2, &e))?;
        let words = |cell: &str| -> Vec<String> {
            let words = cell.split(';').map(str::trim);
            words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
        };
        let parsed = words(&line.role)
            .iter()
            .map(|word| word.parse::<Role>())
            .collect::<std::result::Result<Vec<_>, _>>()
            .map_err(|e| unreadable(at + 2, &e))?;
        let args = RoleArgs {
            roles: parsed,
            departments: words(&line.department),
        };
        people.push(Invitee {
            name: line.name,
            email: line.email,
            roles: roles(&args),
            login: None,
        });
    }
    Ok(people)
}

async fn invite_all(office: &Office, desk: &Desk, list: &Path, to: &Path) -> Result<Said> {
    let people = listed(list)?;
    // Made now: nobody is invited whose code could then not be kept.
    terminal::write_new(to, b"")?;
    let mut codes = csv::Writer::from_writer(Vec::new());
    let mut all = Vec::new();
    let unwritable = |e: &dyn std::fmt::Display| Failure::Unwritable {
        path: to.display().to_string(),
        why: e.to_string(),
    };
    codes
        .write_record(["name", "login", "url", "code", "expires_at"])
        .map_err(|e| unwritable(&e))?;
    for invitee in people {
        let name = invitee.name.clone();
        let invited = match desk.invite(invitee).await {
            Err(desk::Error::LoginTaken { .. }) => continue,
            invited => invited?,
        };
        let until = invited.expires_at.to_rfc3339();
        let row = [&name, &invited.login, &invited.url, &invited.code, &until];
        codes.write_record(row).map_err(|e| unwritable(&e))?;
        codes.flush().map_err(|e| unwritable(&e))?;
        let so_far = String::from_utf8_lossy(codes.get_ref()).into_owned();
        terminal::replace(to, &so_far)?;
        all.push(invited);
    }
    office.say(&all, |words| {
        let path = to.display().to_string();
        words.say(
            "cli-invited-all",
            &[("count", (all.len() as u64).into()), ("path", path.into())],
        )
    })
}

fn member(office: &Office, desk: &Desk, member: Member) -> Result<Said> {
    let one = [member];
    office.say(&one[0], |words| {
        output::people::list(words, &one, zone(desk))
    })
}

fn invited(office: &Office, desk: &Desk, invited: Invited) -> Result<Said> {
    office.say(&invited, |words| {
        words.say(
            "cli-invited",
            &[
                ("url", invited.url.as_str().into()),
                ("code", invited.code.as_str().into()),
                ("until", when::minute(invited.expires_at, zone(desk)).into()),
            ],
        )
    })
}

/// The roles that are named; departments go with those that have one.
fn roles(args: &RoleArgs) -> Vec<RoleView> {
    let has_department = |role| matches!(role, Role::Manager | Role::Staff);
    args.roles
        .iter()
        .flat_map(|role| {
            let departments: Vec<Option<String>> =
                if args.departments.is_empty() || !has_department(*role) {
                    vec![None]
                } else {
                    args.departments.iter().cloned().map(Some).collect()
                };
            departments.into_iter().map(|department| RoleView {
                role: *role,
                department,
            })
        })
        .collect()
}
