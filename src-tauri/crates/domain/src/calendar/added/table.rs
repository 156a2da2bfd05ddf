//! A table of days, with a head line: `date,kind,name`.

use chrono::NaiveDate;

use super::{AddedDay, Fault, FaultAt, Listed, at, name};

pub(super) fn read(text: &str) -> Result<Vec<Listed>, FaultAt> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|_| at(1, Fault::Columns))?.clone();
    let column = |wanted: &[&str]| {
        head.iter()
            .position(|head| wanted.contains(&head.to_lowercase().as_str()))
    };
    let date = column(&["date", "日期"]).ok_or(at(1, Fault::Columns))?;
    let kind = column(&["kind", "类型"]);
    let named = column(&["name", "名称"]);
    let mut days = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| at(line(error.position()), Fault::Columns))?;
        let line = line(row.position());
        let cell = |column: Option<usize>| column.and_then(|c| row.get(c)).unwrap_or_default();
        let day = AddedDay {
            date: day(cell(Some(date))).ok_or(at(line, Fault::Date))?,
            worked: worked(cell(kind)).ok_or(at(line, Fault::Kind))?,
            name: name(cell(named)),
        };
        days.push(Listed { line, day });
    }
    Ok(days)
}

fn line(position: Option<&csv::Position>) -> usize {
    position.map_or(1, |at| usize::try_from(at.line()).unwrap_or(usize::MAX))
}

fn day(cell: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(cell, form).ok())
}

/// Whether a day of this kind is worked. Without a kind it is off.
fn worked(kind: &str) -> Option<bool> {
    match kind.to_lowercase().as_str() {
        "" | "off" | "holiday" | "休" => Some(false),
        "worked" | "班" => Some(true),
        _ => None,
    }
}
