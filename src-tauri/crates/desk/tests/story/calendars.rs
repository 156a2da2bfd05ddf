//! Days that the office adds to a calendar.

use std::path::Path;

use desk::Error;
use desk::audit::AuditFilter;
use desk::complaints::*;
use desk::workspace::SettingsChange;
use domain::clock::Warning;
use domain::complaints::AskKind;

use crate::office::{Office, on, tell};

/// A letter that names a number of days has none; a GDPR month rolls over days off.
async fn rolling(office: &Office) -> CaseDetail {
    let case = office.call("A request", "About my data.").await;
    let triage = Triage {
        kinds: Some(vec![AskKind::View]),
        regime: Some("gdpr".into()),
        ..Triage::default()
    };
    office
        .desk
        .case_triage(on(&case), triage)
        .await
        .expect("triage");
    office.desk.case_open(case.id).await.expect("case")
}

fn due(case: &CaseDetail) -> String {
    let course = case.clocks[0].clock.course.as_ref().expect("course");
    course.due_date.to_string()
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("file");
    path.display().to_string()
}

#[test]
fn clocks_are_counted_anew_by_what_the_office_adds() {
    tell(|office| async move {
        let case = rolling(&office).await;
        let before = due(&case);
        assert_eq!(case.clocks[0].clock.calendar.added, None);
        let next: chrono::NaiveDate = before.parse().expect("day");
        let after = next + chrono::Days::new(1);
        let table = format!("date,kind,name\n{before},off,Mourning\n");
        let path = file(office.folder.path(), "days.csv", &table);
        let look = office.desk.calendar_look(&path).await.expect("look");
        assert_eq!((look[0].year, look[0].off, look[0].known), (2026, 1, false));

        let all = office.desk.calendar_add(&path, "cn").await.expect("added");
        let cn = all.iter().find(|one| one.id == "cn").expect("cn");
        assert_eq!(
            (cn.added, cn.own, cn.version.as_str()),
            (Some(1), true, "2026.1")
        );
        assert!(cn.added_by.is_some());
        let case = office.desk.case_open(case.id).await.expect("case");
        assert_eq!(due(&case), after.to_string());
        assert_eq!(case.clocks[0].clock.calendar.added, Some(1));
        let row = office.list(View::AllOpen, "").await.remove(0);
        assert_eq!(
            row.due_at,
            case.clocks[0].clock.course.as_ref().map(|c| c.due_at)
        );

        let all = office.desk.calendar_remove("cn").await.expect("removed");
        assert!(all.iter().all(|one| one.added.is_none()));
        let case = office.desk.case_open(case.id).await.expect("case");
        assert_eq!(due(&case), before);
        // What comes after goes on from there: a version names one list for good.
        office.desk.calendar_add(&path, "cn").await.expect("added");
        let case = office.desk.case_open(case.id).await.expect("case");
        assert_eq!(case.clocks[0].clock.calendar.added, Some(2));
        let filter = AuditFilter {
            limit: 100,
            ..AuditFilter::default()
        };
        let log = office.desk.audit_list(&filter).await.expect("log").entries;
        for act in [
            "workspace.calendar-added",
            "workspace.calendar-removed",
            "case.recounted",
        ] {
            assert!(log.iter().any(|one| one.act == act), "{act}");
        }
    });
}

#[test]
fn a_year_that_the_program_does_not_know_is_added() {
    tell(|office| async move {
        let year = office.desk.calendars_list().await.expect("list")[0]
            .years
            .last()
            .copied();
        let next = year.expect("year").year + 1;
        let days: String = (1..=7)
            .map(|day| format!("{next}-10-0{day},off,国庆节\n"))
            .collect();
        let text = format!("日期,类型,名称\n{days}{next}-10-09,班,国庆节\n");
        let path = file(office.folder.path(), "cn.csv", &text);
        let all = office.desk.calendar_add(&path, "cn").await.expect("added");
        let cn = all.iter().find(|one| one.id == "cn").expect("cn");
        let added = cn.years.last().expect("year");
        assert_eq!((added.year, added.off, added.worked), (next, 7, 1));

        // A later list of the year takes the place of it; the others stay.
        let days: String = (1..=5)
            .map(|day| format!("{next}-10-0{day},off,国庆节\n"))
            .collect();
        let path = file(
            office.folder.path(),
            "cn2.csv",
            &format!("date,kind,name\n{days}"),
        );
        let all = office.desk.calendar_add(&path, "cn").await.expect("added");
        let cn = all.iter().find(|one| one.id == "cn").expect("cn");
        let added = cn.years.last().expect("year");
        assert_eq!((cn.added, added.off, added.worked), (Some(2), 5, 0));
    });
}

#[test]
fn a_calendar_of_the_offices_own() {
    tell(|office| async move {
        let case = rolling(&office).await;
        let ics = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20300101\nEND:VEVENT\nEND:VCALENDAR\n";
        let path = file(office.folder.path(), "hk.ics", ics);
        office
            .desk
            .calendar_add(&path, "Hong Kong")
            .await
            .expect("added");
        let counted_by = |calendar: &str| SettingsChange {
            calendar: Some(calendar.to_owned()),
            ..SettingsChange::default()
        };
        let set = office.desk.set_settings(counted_by("Hong Kong")).await;
        set.expect("settings");
        let case = office.desk.case_open(case.id).await.expect("case");
        let calendar = &case.clocks[0].clock.calendar;
        assert_eq!(
            (calendar.id.as_str(), calendar.version.as_str()),
            ("Hong Kong", "")
        );
        let unknown = |one: &Warning| matches!(one, Warning::YearNotCovered { year: 2026, .. });
        assert!(case.clocks[0].clock.warnings.iter().any(unknown));
        let calendar = "Hong Kong".to_owned();
        let kept = office.desk.calendar_remove("Hong Kong").await;
        assert_eq!(kept.err(), Some(Error::CalendarInUse { calendar }));
        let set = office.desk.set_settings(counted_by("cn")).await;
        set.expect("settings");
        office
            .desk
            .calendar_remove("Hong Kong")
            .await
            .expect("removed");
        let ids = office.desk.calendars_list().await.expect("list");
        assert!(ids.iter().all(|one| one.id != "Hong Kong"));
    });
}

#[test]
fn a_file_that_does_not_fit_changes_nothing() {
    tell(|office| async move {
        let bad = file(
            office.folder.path(),
            "bad.csv",
            "date,kind\n2027-01-01,off\n2027-02-30,off\n",
        );
        for done in [
            office.desk.calendar_add(&bad, "cn").await.err(),
            office.desk.calendar_look(&bad).await.err(),
        ] {
            let (path, why) = (bad.clone(), "date".to_owned());
            assert_eq!(done, Some(Error::CalendarFile { path, line: 3, why }));
        }
        let good = file(office.folder.path(), "good.csv", "date\n2027-01-01\n");
        for name in ["", " ", "none", "a\nb"] {
            let refused = office.desk.calendar_add(&good, name).await;
            assert_eq!(refused.err(), Some(Error::CalendarName), "{name:?}");
        }
        assert!(matches!(
            office.desk.calendar_add("nowhere.ics", "cn").await,
            Err(Error::PathMissing { .. })
        ));
        let all = office.desk.calendars_list().await.expect("list");
        assert!(all.iter().all(|one| one.added.is_none()));
    });
}
