//! Acts that say what a case is, whose it is, and who it is about.

use desk::Desk;
use desk::complaints::{Done, IdentityInput, PartyInput, Triage};
use domain::complaints::PartyRole;
use uuid::Uuid;

use super::cases::on;
use crate::args::{AssignArgs, IdentityArgs, PartyArgs, TriageArgs, TriageFields};
use crate::error::Failure;
use crate::office::Result;

pub async fn triage(desk: &Desk, args: TriageArgs) -> Result<Done> {
    let on = on(desk, &args.case.case).await?;
    Ok(desk.case_triage(on, made(args.fields)).await?)
}

/// What was said of a case, as the desk takes it.
pub fn made(fields: TriageFields) -> Triage {
    Triage {
        kinds: Some(fields.kinds).filter(|kinds| !kinds.is_empty()),
        priority: fields.priority,
        department: fields.department,
        tags: (fields.no_tags || !fields.tags.is_empty()).then_some(fields.tags),
        add_tags: Some(fields.add_tags).filter(|tags| !tags.is_empty()),
        regime: fields.regime,
        minor: fields.minor,
        representative: fields.representative,
        due_on: fields.due.map(Some).or(fields.no_due.then_some(None)),
        letter_due: fields.letter_due.map(|due| due.date),
        letter_time: fields.letter_due.and_then(|due| due.time),
    }
}

pub async fn assign(desk: &Desk, args: AssignArgs) -> Result<Done> {
    let on = on(desk, &args.case.case).await?;
    let who = whom(desk, &args.person).await?;
    Ok(desk.case_assign(on, who).await?)
}

/// A person of the office, or `nobody`.
pub async fn whom(desk: &Desk, name: &str) -> Result<Option<Uuid>> {
    match name {
        "nobody" => Ok(None),
        name => person(desk, name).await.map(Some),
    }
}

/// A person of the office, by name, id, or as whoever is at work.
pub async fn person(desk: &Desk, name: &str) -> Result<Uuid> {
    if name == "me" {
        return Ok(desk.session().person.id);
    }
    let people = desk.choices().await?.people;
    people
        .iter()
        .find(|p| p.name.to_lowercase() == name.to_lowercase() || p.id.to_string() == name)
        .map(|person| person.id)
        .ok_or_else(|| {
            let names: Vec<&str> = people.iter().map(|p| p.name.as_str()).collect();
            Failure::NoSuchPerson {
                person: name.to_owned(),
                people: names.join(", "),
            }
        })
}

pub async fn identity(desk: &Desk, args: IdentityArgs) -> Result<Done> {
    let on = on(desk, &args.case.case).await?;
    let identity = IdentityInput {
        state: args.state,
        method: args.method,
        note: args.note,
    };
    Ok(desk.case_identity(on, identity).await?)
}

/// Enters a party; of one that is changed, what is not named stays.
pub async fn party(desk: &Desk, args: PartyArgs) -> Result<Done> {
    let on = on(desk, &args.case.case).await?;
    let known = match args.party {
        Some(id) => {
            let parties = desk.case_open(on.case).await?.parties;
            let known = parties.into_iter().find(|party| party.id == id);
            Some(known.ok_or_else(|| desk::Error::Invalid {
                field: "party".to_owned(),
            })?)
        }
        None => None,
    };
    let mut party = match known {
        Some(known) => PartyInput {
            id: Some(known.id),
            role: known.role,
            name: known.name,
            address: known.address,
            detail: known.detail,
            minor: known.minor,
        },
        None => PartyInput {
            id: None,
            role: PartyRole::Requester,
            name: String::new(),
            address: String::new(),
            detail: String::new(),
            minor: false,
        },
    };
    party.role = args.role.unwrap_or(party.role);
    party.name = args.name.unwrap_or(party.name);
    party.address = args.address.unwrap_or(party.address);
    party.detail = args.detail.unwrap_or(party.detail);
    party.minor = args.minor.unwrap_or(party.minor);
    Ok(desk.case_party(on, party).await?)
}
