//! A case, whole.

use chrono_tz::Tz;
use desk::answers::{CodeState, CodeView};
use desk::complaints::{AskView, CaseDetail, MessageView, TaskView};
use domain::threading::CaseNumber;

use super::{clock, indented, mail, when};
use crate::words::Words;

/// Everything about a case, in the order of the window.
pub fn case(words: &Words, case: &CaseDetail, zone: Tz) -> String {
    let page = Page { words, case, zone };
    let mut text = page.head();
    page.section(&mut text, "asks", case.asks.iter().map(|ask| page.ask(ask)));
    page.section(
        &mut text,
        "clock",
        case.clocks
            .iter()
            .map(|view| clock::explained(words, view, zone)),
    );
    page.section(&mut text, "identity", page.identity());
    page.section(&mut text, "parties", page.parties());
    page.section(
        &mut text,
        "tasks",
        case.tasks.iter().map(|one| task(words, one)),
    );
    page.section(&mut text, "links", page.links());
    page.section(&mut text, "alike", page.alike());
    page.section(&mut text, "cli-case-text", page.texts());
    page.section(
        &mut text,
        "cli-case-messages",
        case.messages.iter().map(|message| page.message(message)),
    );
    page.section(&mut text, "cli-case-notes", page.notes());
    page.section(&mut text, "timeline", page.timeline());
    page.section(&mut text, "cli-case-offers", page.offers());
    text
}

/// What a department is to do, and what came back.
pub fn task(words: &Words, task: &TaskView) -> String {
    let state = if task.overdue {
        words.plain("task-overdue")
    } else {
        words.word("task-state", task.state)
    };
    let until = words.say("task-until", &[("date", when::date(task.due_on).into())]);
    let mut lines = vec![format!("{}: {until}, {state}", task.department)];
    lines.push(task.text.clone());
    if !task.excerpt.is_empty() {
        lines.push(format!("{}: {}", words.plain("task-excerpt"), task.excerpt));
    }
    lines.extend(Some(task.outcome.clone()).filter(|outcome| !outcome.is_empty()));
    lines.push(format!("id: {}", task.id));
    lines.join("\n  ")
}

struct Page<'a> {
    words: &'a Words,
    case: &'a CaseDetail,
    zone: Tz,
}

impl Page<'_> {
    /// A titled part, if there is anything in it.
    fn section(&self, text: &mut String, title: &str, parts: impl IntoIterator<Item = String>) {
        let parts: Vec<String> = parts.into_iter().collect();
        if parts.is_empty() {
            return;
        }
        text.push_str(&format!("\n{}\n", self.words.plain(title)));
        for part in parts {
            text.push_str(&indented(&part));
            text.push('\n');
        }
    }

    fn head(&self) -> String {
        let (words, case) = (self.words, self.case);
        let mut status = words.word("status", case.status);
        let since = when::minute(case.status_since, self.zone);
        status = format!(
            "{status} ({})",
            words.say("since", &[("date", since.into())])
        );
        if let Some(day) = case.snoozed_until {
            let until = words.say("snoozed-until", &[("date", when::date(day).into())]);
            status = format!("{status}, {until}");
        }
        let received = words.say(
            "received-by",
            &[
                ("channel", words.word("channel", case.channel).into()),
                ("date", when::minute(case.received_at, self.zone).into()),
            ],
        );
        let nobody = || words.plain("nobody-yet");
        let mut priority = words.word("priority", case.priority);
        if !case.priority_because.is_empty() {
            let phrases = words.row(case.priority_because.clone());
            let because = words.say("proposed-because", &[("phrases", phrases.into())]);
            priority = format!("{priority} ({because})");
        }
        if case.priority_repeated > 0 {
            let count = ("count", case.priority_repeated.into());
            priority = format!("{priority} ({})", words.say("proposed-repeated", &[count]));
        }
        let mut regime = case.regime.clone();
        if !case.regime_because.is_empty() {
            let phrases = words.row(case.regime_because.clone());
            let because = words.say("proposed-because", &[("phrases", phrases.into())]);
            regime = format!("{regime} ({because})");
        }
        let mut marks = Vec::new();
        for (holds, id) in [
            (case.minor, "minor-here"),
            (case.representative, "represented"),
            (case.history, "clock-history"),
            (case.quarantined, "disposition-quarantined"),
        ] {
            if holds {
                marks.push(words.plain(id));
            }
        }
        let mut text = format!("{}  {}\n", CaseNumber(case.number), case.subject);
        for (label, value) in [
            ("status", status),
            ("received", received),
            (
                "assignee",
                case.assignee
                    .as_ref()
                    .map_or_else(nobody, |p| p.name.clone()),
            ),
            ("priority", priority),
            ("department", case.department.clone().unwrap_or_default()),
            ("tags", words.row(case.tags.clone())),
            ("own-due", case.due_on.map_or_else(String::new, when::date)),
            ("regime", regime),
        ] {
            if !value.is_empty() {
                text.push_str(&format!("{}: {value}\n", words.plain(label)));
            }
        }
        marks.extend(self.joined());
        marks.extend(self.keeping());
        for mark in marks {
            text.push_str(&format!("{mark}\n"));
        }
        text
    }

    /// What keeps it, or what became of it, a line each.
    fn keeping(&self) -> Vec<String> {
        let (words, keeping) = (self.words, &self.case.keeping);
        let mut lines = Vec::new();
        if let Some(hold) = &self.case.hold {
            let since = ("date", when::minute(hold.at, self.zone).into());
            let by = ("name", hold.by.name.as_str().into());
            let reason = ("reason", hold.reason.as_str().into());
            lines.push(words.say("held-because", &[since, by, reason]));
        }
        if let Some(erased) = &keeping.erased {
            lines.extend(super::retention::erased(words, erased, self.zone));
            return lines;
        }
        if let Some(duty) = &keeping.duty {
            lines.push(super::retention::duty(words, duty));
        }
        if let Some(day) = keeping.due_on {
            lines.push(words.say("kept-until", &[("date", when::date(day).into())]));
        }
        lines
    }

    fn ask(&self, ask: &AskView) -> String {
        let words = self.words;
        let outcome = ask.outcome.map_or_else(
            || words.plain("ask-open"),
            |outcome| words.word("outcome", outcome),
        );
        let mut lines = vec![format!("{}: {outcome}", words.ask(ask))];
        if ask.proposed && !ask.because.is_empty() {
            let phrases = words.row(ask.because.clone());
            lines.push(words.say("proposed-because", &[("phrases", phrases.into())]));
        }
        if let Some(title) = &ask.ground_title {
            lines.push(words.text(title).to_owned());
        }
        lines.extend(ask.reason.clone().filter(|reason| !reason.is_empty()));
        if let Some(route) = ask.route.as_deref().filter(|route| !route.is_empty()) {
            lines.push(words.say("route-told", &[("route", route.into())]));
        }
        for one in &ask.recipients_to_tell {
            let name = ("name", one.name.as_str().into());
            lines.push(match one.told_on {
                Some(day) => words.say("recipient-told", &[name, ("date", when::date(day).into())]),
                None => words.say("recipient-to-tell", &[name]),
            });
        }
        if let (Some(person), Some(at)) = (&ask.decided_by, ask.decided_at) {
            lines.push(words.say(
                "decided",
                &[
                    ("name", person.name.as_str().into()),
                    ("date", when::minute(at, self.zone).into()),
                ],
            ));
        }
        lines.push(format!("id: {}", ask.id));
        lines.join("\n  ")
    }

    fn identity(&self) -> Vec<String> {
        let (words, identity) = (self.words, &self.case.identity);
        let mut lines = vec![words.word("identity", identity.state)];
        lines.extend(identity.method.map(|method| words.word("method", method)));
        if let (Some(person), Some(at)) = (&identity.by, identity.at) {
            lines.push(words.say(
                "identity-by",
                &[
                    ("name", person.name.as_str().into()),
                    ("date", when::minute(at, self.zone).into()),
                ],
            ));
        }
        lines.extend(Some(identity.note.clone()).filter(|note| !note.is_empty()));
        lines.extend(identity.code.as_ref().map(|code| self.code(code)));
        lines
    }

    /// The code that was made last, and what is left of it.
    fn code(&self, code: &CodeView) -> String {
        let params = [
            ("channel", code.channel.as_str().into()),
            ("to", code.to.as_str().into()),
            ("name", code.by.name.as_str().into()),
            ("date", when::minute(code.at, self.zone).into()),
        ];
        let went = self.words.say("identity-code-went", &params);
        let state = match code.state {
            CodeState::Open => "identity-code-open",
            CodeState::Used => "identity-code-used",
            CodeState::Guessed => "identity-code-guessed",
            CodeState::Old => "identity-code-old",
        };
        let params = [
            ("until", when::minute(code.until, self.zone).into()),
            ("left", code.left.into()),
        ];
        format!("{went} {}", self.words.say(state, &params))
    }

    fn parties(&self) -> impl Iterator<Item = String> {
        self.case.parties.iter().map(|party| {
            let role = self.words.word("role", party.role);
            let who = mail::sender(&party.name, &party.address);
            let mut line = format!("{role}: {who}");
            if !party.detail.is_empty() {
                line.push_str(&format!(", {}", party.detail));
            }
            if party.minor {
                line.push_str(&format!(", {}", self.words.plain("minor-here")));
            }
            format!("{line}\n  id: {}", party.id)
        })
    }

    fn alike(&self) -> impl Iterator<Item = String> {
        self.case.alike.iter().map(|one| {
            let because = self.words.words("alike", &one.because);
            format!("{}  {} ({because})", CaseNumber(one.number), one.subject)
        })
    }

    /// What was said, of the case and of those that went into it.
    fn texts(&self) -> impl Iterator<Item = String> {
        let merged = self.case.merged.iter().filter_map(|one| {
            let text = one.text.as_ref()?;
            Some(format!("{}  {text}", CaseNumber(one.number)))
        });
        self.case.text.iter().cloned().chain(merged)
    }

    /// Where the case went, or came from.
    fn joined(&self) -> Vec<String> {
        let (words, case) = (self.words, self.case);
        let say = |id: &str, number: u32| words.say(id, &[("number", number.into())]);
        let into = case
            .merged_into
            .map(|(_, number)| say("merged-into", number));
        let from = case.split_from.map(|(_, number)| say("split-from", number));
        let merged = case.merged.iter().map(|one| say("merged-in", one.number));
        into.into_iter().chain(from).chain(merged).collect()
    }

    fn links(&self) -> impl Iterator<Item = String> {
        self.case.links.iter().map(|link| {
            let how = if link.linked {
                self.words.word("status", link.status)
            } else {
                self.words.plain("same-address")
            };
            format!("{}  {} ({how})", CaseNumber(link.number), link.subject)
        })
    }

    fn message(&self, message: &MessageView) -> String {
        let words = self.words;
        let direction = if message.outgoing { "→" } else { "←" };
        let mut text = format!(
            "{direction} {}  {}\n  {}\n  id: {}",
            when::minute(message.received_at, self.zone),
            mail::sender(&message.from_name, &message.from_address),
            message.subject,
            message.id,
        );
        if let Some(reason) = &message.reason {
            text.push_str(&format!("\n  {}", words.word("reason", reason)));
        }
        if let Some((_, number)) = message.suggested_case {
            let case = CaseNumber(number).to_string();
            let said = words.say("cli-case-suggested", &[("case", case.into())]);
            text.push_str(&format!("\n  {said}"));
        }
        if message.folded {
            let command = format!("pdesk messages show {}", message.id);
            let said = words.say("cli-case-folded", &[("command", command.into())]);
            text.push_str(&format!("\n  {said}"));
        }
        for part in [
            mail::text(words, &message.blocks),
            mail::attachments(words, &message.attachments),
        ] {
            if !part.is_empty() {
                text.push_str(&format!("\n\n{}", indented(&part)));
            }
        }
        text.push('\n');
        text
    }

    fn notes(&self) -> impl Iterator<Item = String> {
        self.case.notes.iter().map(|note| {
            let at = when::minute(note.at, self.zone);
            let mut head = format!("{at}  {}", note.author.name);
            for person in &note.mentions {
                head.push_str(&format!("  @{}", person.name));
            }
            format!("{head}\n{}", indented(&note.text))
        })
    }

    fn timeline(&self) -> impl Iterator<Item = String> {
        self.case.timeline.iter().map(|entry| {
            let person = entry
                .person
                .as_ref()
                .map_or_else(|| self.words.plain("audit-program"), |p| p.name.clone());
            let mut act = self.words.act(&entry.act);
            let detail = self.words.detail(&entry.detail);
            if !detail.is_empty() {
                act = self.words.say(
                    "act-with",
                    &[("act", act.into()), ("detail", detail.into())],
                );
            }
            format!("{}  {person}  {act}", when::minute(entry.at, self.zone))
        })
    }

    /// What can be done now, the next step marked.
    fn offers(&self) -> impl Iterator<Item = String> {
        let mut offers: Vec<_> = self.case.offers.iter().collect();
        // Where nobody is to be told, nothing is missing.
        offers.retain(|offer| offer.act != "told" || offer.missing.is_empty());
        let lines = offers.into_iter().map(|offer| {
            let next = self.case.next_step.as_deref() == Some(offer.act.as_str());
            let mark = if next { "▸" } else { " " };
            let line = format!("{mark} {}", command(&offer.act, self.case.number));
            if offer.missing.is_empty() {
                return line;
            }
            let missing = self.words.words("missing", &offer.missing);
            let needs = self.words.say("act-needs", &[("missing", missing.into())]);
            format!("{line}  ({needs})")
        });
        lines.chain([self.words.plain("cli-case-offers-words")])
    }
}

/// The command that does an act of the workflow.
fn command(act: &str, number: u32) -> String {
    let (command, rest) = match act {
        "triage" => ("triage", "--kind KIND"),
        "set-priority" => ("triage", "--priority PRIORITY"),
        "department" => ("triage", "--department DEPARTMENT"),
        "tag" => ("triage", "--tag TAG"),
        "due" => ("triage", "--due DAY"),
        "acknowledge" => ("acknowledge", "--sent-at TIME"),
        "answer" => ("answer", "--text TEXT --outcome [KIND=]OUTCOME"),
        "assign" => ("assign", "PERSON"),
        "note" => ("note", "--text TEXT"),
        "extend" => ("extend", "--reason REASON"),
        "refuse" => ("refuse", "--ground GROUND --reason REASON"),
        "told" => ("told", "NAME"),
        "identity" => ("identity", "STATE --method METHOD"),
        "await-identity" => ("await", "identity"),
        "await-requester" => ("await", "requester"),
        "reopen" => ("reopen", "--reason REASON"),
        "not-ours" => ("not-ours", "--reason REASON"),
        "snooze" => ("snooze", "DAY"),
        "hold" => ("hold", "--reason REASON"),
        "erase" => ("erase", "--because BECAUSE --confirm NUMBER"),
        "task" => ("task give", "--department DEPARTMENT --due DAY --text TEXT"),
        "party" => ("party", "--role ROLE --name NAME"),
        "link" => ("link", "OTHER"),
        act => (act, ""),
    };
    format!("{command} {} {rest}", CaseNumber(number))
        .trim_end()
        .to_owned()
}
