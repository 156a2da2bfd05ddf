//! Cases by hand, one by one and many at once: the same comes of it.

use chrono::Duration;
use desk::Desk;
use desk::complaints::{ListQuery, NewCase, View};
use domain::complaints::Channel;
use serde::Serialize;
use serde_json::Value;
use testbed::bulk::{COMMON, Call, calls};
use uuid::Uuid;

use crate::office::{Engine, Office, psql, runtime};

fn new(call: Call) -> NewCase {
    NewCase {
        channel: Channel::Phone,
        received_at: None,
        subject: call.subject,
        text: call.text,
        kinds: Vec::new(),
        name: call.name,
        address: call.address,
        detail: String::new(),
    }
}

/// What crosses the door, without what is each workspace's own: ids, the tag made of one, and the
/// time at which a server wrote an entry.
fn told(what: &impl Serialize) -> String {
    fn bare(value: &mut Value) {
        match value {
            Value::String(text) if text.parse::<Uuid>().is_ok() => *value = Value::Null,
            Value::Array(all) => all.iter_mut().for_each(bare),
            Value::Object(all) => {
                all.retain(|name, _| name != "reference" && name != "at");
                all.values_mut().for_each(bare);
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(what).expect("JSON");
    bare(&mut value);
    value.to_string()
}

/// Everything that a list, a search and opened cases say.
async fn seen(office: &Office, cases: usize) -> Vec<String> {
    let desk = &office.desk;
    let mut seen = vec![told(&desk.cases_counts().await.expect("counts"))];
    for query in ["", COMMON, "删除", "的一", "unread", "example"] {
        seen.push(told(&pages(desk, query).await));
    }
    for number in (1..=cases).step_by(50) {
        let number = u32::try_from(number).expect("number");
        seen.push(told(&office.case(number).await));
    }
    seen
}

async fn pages(desk: &Desk, query: &str) -> Vec<desk::complaints::CaseRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let query = ListQuery {
            view: View::AllOpen,
            query: query.to_owned(),
            after,
            limit: 100,
            ..ListQuery::default()
        };
        let page = desk.cases_list(&query).await.expect("list");
        rows.extend(page.rows);
        // Of what is found one page is enough.
        after = page.next.filter(|_| query.query.is_empty());
        if after.is_none() {
            return rows;
        }
    }
}

/// Of each table on the server how many rows there are, and a sum over what is plain in them.
fn tables(database: &str) -> String {
    let columns = psql(
        database,
        "select table_name || ' ' || string_agg(case data_type when 'ARRAY'
             then format('cardinality(%I)', column_name) else quote_ident(column_name) end, ','
             order by column_name)
         from information_schema.columns
         where table_schema = 'desk' and data_type not in ('uuid', 'bytea', 'xid8')
           and (table_name, column_name) not in (('audit_entry', 'at'), ('audit_entry', 'login'),
               ('person', 'login'))
         group by table_name order by table_name",
    );
    let sums: Vec<String> = columns
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(table, columns)| {
            let sum = format!(
                "select '{table}', count(*), md5(string_agg(row, ';' order by row))
                 from (select concat_ws('|', {columns}) as row from desk.{table}) rows"
            );
            psql(database, &sum)
        })
        .collect();
    sums.join("\n")
}

#[test]
fn many_cases_in_one_transaction_are_what_they_are_one_by_one() {
    runtime().block_on(async {
        for (engine, cases) in [(Engine::Lite, 200), (Engine::Pg, 1_000)] {
            let (one_by_one, at_once) = (Office::open(engine).await, Office::open(engine).await);
            for call in calls(1).take(cases) {
                one_by_one.desk.case_new(new(call)).await.expect("case");
            }
            let mut left = calls(1).take(cases).map(new);
            loop {
                let some: Vec<NewCase> = left.by_ref().take(cases / 3).collect();
                if some.is_empty() {
                    break;
                }
                at_once.desk.cases_new(some).await.expect("cases");
            }
            if let (Some(one), Some(other)) = (&one_by_one.database, &at_once.database) {
                let (one, other) = (tables(one), tables(other));
                assert!(one.contains(&format!("search_token|{cases}|")), "{one}");
                assert_eq!(one, other);
            }
            for office in [&one_by_one, &at_once] {
                office.pass(Duration::days(10));
            }
            let (one, other) = (seen(&one_by_one, cases).await, seen(&at_once, cases).await);
            for (one, other) in one.iter().zip(&other) {
                assert_eq!(one, other);
            }
            assert!(one[2].contains("\"number\""), "something was found");
            let info = |office: &Office| {
                let desk = office.desk.clone();
                async move { desk.info().await.expect("info").audit_entries }
            };
            assert_eq!(info(&one_by_one).await, info(&at_once).await);
            assert!(at_once.desk.audit_verify().await.expect("verify").sound);
        }
    });
}

#[test]
fn of_many_cases_all_are_opened_or_none() {
    runtime().block_on(async {
        for engine in [Engine::Lite, Engine::Pg] {
            let office = Office::open(engine).await;
            let mut some: Vec<NewCase> = calls(1).take(3).map(new).collect();
            some[2].subject.clear();
            assert!(office.desk.cases_new(some).await.is_err());
            assert_eq!(
                office.desk.cases_new(Vec::new()).await.expect("none").len(),
                0
            );
            assert_eq!(office.desk.info().await.expect("info").cases, 0);
        }
    });
}
