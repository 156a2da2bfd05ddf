//! One act's statements, as the server logged them, as a script for pgbench.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use regex::{Captures, Regex};
use uuid::Uuid;

pub struct Script {
    pub text: String,
    /// How many there are, with begin and commit.
    pub statements: usize,
}

struct Statement {
    sql: String,
    /// Values as SQL writes them.
    values: Vec<String>,
}

impl Script {
    /// The last transaction in the log that changes this case; `me` is who did it. Where it names
    /// the case, the script names the next one of the client's own; what it made an id for gets
    /// another each time.
    pub fn of(log: &str, case: Uuid, me: Uuid) -> Result<Self> {
        let all = statements(log)?;
        let names = |one: &Statement| {
            one.values
                .iter()
                .any(|value| value.contains(&case.to_string()))
        };
        let last = all.iter().rposition(names).context("the act")?;
        let begin = all[..last]
            .iter()
            .rposition(|one| one.sql == "BEGIN")
            .context("its begin")?;
        let end = all[last..]
            .iter()
            .position(|one| one.sql == "COMMIT")
            .context("its end")?;
        let act = &all[begin..=last + end];
        let mut text = "\\set i :i + 1\n\\set n :client_id * :each + :i\n".to_owned();
        let mut known = false;
        for one in act {
            let sql = one.with_values(case, me)?;
            // The first statement that names a case finds out which: no statement is added.
            let first = !known && sql.contains(":case_id");
            known |= first;
            let sql = match first {
                true => sql
                    .replacen("select 1 from", "select id as case_id from", 1)
                    .replace(":case_id", "(select id from public.target where n = :n)"),
                false => sql,
            };
            let end = if first { " \\gset" } else { ";" };
            writeln!(text, "{sql}{end}")?;
        }
        Ok(Self {
            text,
            statements: act.len(),
        })
    }
}

impl Statement {
    fn with_values(&self, case: Uuid, me: Uuid) -> Result<String> {
        let makes = self.sql.starts_with("insert") || self.sql.contains("audit_append");
        let parameter = Regex::new(r"\$(\d+)")?;
        let value = |found: &Captures<'_>| {
            let at = found[1].parse::<usize>().ok();
            let value = at.and_then(|at| self.values.get(at - 1));
            value.map_or_else(
                || found[0].to_owned(),
                |value| named(value, case, me, makes),
            )
        };
        let sql = parameter.replace_all(&self.sql, value);
        Ok(sql.replace('\n', " "))
    }
}

/// A value, or what stands for it in the script.
fn named(value: &str, case: Uuid, me: Uuid, makes: bool) -> String {
    let bare = value.trim_matches('\'');
    let (inner, array) = match bare
        .strip_prefix('{')
        .and_then(|bare| bare.strip_suffix('}'))
    {
        Some(inner) => (inner, true),
        None => (bare, false),
    };
    let stands = match inner.parse::<Uuid>() {
        Ok(id) if id == case => ":case_id",
        Ok(id) if makes && id != me => "gen_random_uuid()",
        // pgbench takes what follows a colon for the name of a variable, in a string too.
        _ if value.contains(':') => {
            return format!("E{}", value.replace('\\', "\\\\").replace(':', "\\x3a"));
        }
        _ => return value.to_owned(),
    };
    if array {
        format!("array[{stands}::uuid]")
    } else {
        stands.to_owned()
    }
}

/// The statements of the one session that was logged.
fn statements(log: &str) -> Result<Vec<Statement>> {
    let line = Regex::new(r"^\d{4}-\d\d-\d\d .*? \[\d+\] (\w+):  (.*)$")?;
    let execute = Regex::new(r"(?s)^(?:execute \S+|statement): (.*)$")?;
    let parameter = Regex::new(r"\$\d+ = ('(?:[^']|'')*'|NULL)")?;
    // A line that begins with a tab goes on.
    let mut entries: Vec<(String, String)> = Vec::new();
    for one in log.lines() {
        match (line.captures(one), entries.last_mut()) {
            (Some(found), _) => entries.push((found[1].to_owned(), found[2].to_owned())),
            (None, Some((_, text))) => {
                text.push('\n');
                text.push_str(one.trim_start());
            }
            (None, None) => {}
        }
    }
    let mut found: Vec<Statement> = Vec::new();
    for (kind, text) in entries {
        if let ("LOG", Some(said)) = (kind.as_str(), execute.captures(&text)) {
            found.push(Statement {
                sql: said[1].to_owned(),
                values: Vec::new(),
            });
        } else if let ("DETAIL", Some(last)) = (kind.as_str(), found.last_mut()) {
            let values = parameter.captures_iter(&text);
            last.values = values.map(|value| value[1].to_owned()).collect();
        }
    }
    Ok(found)
}
