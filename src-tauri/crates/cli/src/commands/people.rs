//! `pdesk people …`

use desk::Desk;
use desk::people::{Invited, Invitee, Member, RoleView};
use domain::people::Role;

use crate::args::{PeopleCommand, RoleArgs};
use crate::office::{Office, Result, zone};
use crate::output::{self, Said, when};

pub async fn run(office: &Office, desk: &Desk, command: PeopleCommand) -> Result<Said> {
    match command {
        PeopleCommand::List => {
            let people = desk.office().await?;
            office.say(&people, |words| output::people::list(words, &people))
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
        PeopleCommand::Reset { person } => invited(office, desk, desk.reset_person(&person).await?),
        PeopleCommand::Confirm {
            person,
            fingerprint,
        } => member(office, desk.confirm(&person, &fingerprint).await?),
        PeopleCommand::Roles { person, roles: to } => {
            member(office, desk.set_roles(&person, roles(&to)).await?)
        }
        PeopleCommand::Leave { person } => member(office, desk.let_go(&person).await?),
    }
}

fn member(office: &Office, member: Member) -> Result<Said> {
    let one = [member];
    office.say(&one[0], |words| output::people::list(words, &one))
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
