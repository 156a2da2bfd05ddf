//! Departments are given tasks, and what they answer comes back into the case.

use chrono::{Days, TimeDelta};
use desk::Error;
use desk::complaints::*;
use domain::complaints::{Outcome, TaskState};
use domain::retention::Because;

use crate::office::{Office, on, tell};

async fn asked(office: &Office) -> CaseDetail {
    office.call("Chat", "Somebody reads my chat aloud.").await
}

fn to(office: &Office, department: &str, days: u64) -> TaskInput {
    TaskInput {
        department: department.to_owned(),
        due_on: office.now().date_naive() + Days::new(days),
        text: "Who had access to the chat?".to_owned(),
        excerpt: "Somebody reads my chat aloud.".to_owned(),
    }
}

async fn numbers(office: &Office, query: &str) -> Vec<u32> {
    let rows = office.list(View::All, query).await;
    rows.iter().filter_map(|row| row.number).collect()
}

#[test]
fn a_task_is_given_becomes_overdue_and_is_answered_once() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = asked(&office).await;
        for (input, wrong) in [
            (to(&office, "Nowhere", 2), "department"),
            (
                TaskInput {
                    text: " ".into(),
                    ..to(&office, "Legal", 2)
                },
                "text",
            ),
            (
                TaskInput {
                    due_on: office.now().date_naive() - Days::new(2),
                    ..to(&office, "Legal", 2)
                },
                "due_on",
            ),
        ] {
            let refused = desk.case_task(on(&case), input).await;
            assert!(matches!(refused, Err(Error::Invalid { field }) if field == wrong));
        }
        desk.case_task(on(&case), to(&office, "Legal", 2))
            .await
            .expect("task");
        let case = office.case(1).await;
        let task = &case.tasks[0];
        assert_eq!((task.state, task.overdue), (TaskState::Open, false));
        assert_eq!(task.excerpt, "Somebody reads my chat aloud.");
        assert!(case.still_open.iter().any(|open| open == "task-open"));
        assert_eq!(numbers(&office, "has:task task:open").await, [1]);
        assert!(numbers(&office, "task:overdue").await.is_empty());

        office.pass(TimeDelta::days(4));
        assert_eq!(numbers(&office, "task:overdue").await, [1]);
        let row = &office.list(View::All, "").await[0];
        assert_eq!(row.task_due, Some(task.due_on));
        assert!(office.case(1).await.tasks[0].overdue);

        let empty = desk.case_task_answer(on(&case), task.id, " ").await;
        assert!(matches!(empty, Err(Error::Invalid { .. })));
        let done = desk
            .case_task_answer(on(&case), task.id, "Two moderators.")
            .await
            .expect("answer");
        let case = office.case(1).await;
        assert_eq!(case.tasks[0].outcome, "Two moderators.");
        assert_eq!(case.tasks[0].state, TaskState::Answered);
        assert!(numbers(&office, "task:overdue").await.is_empty());
        // The case is found by what was asked, and by what came back.
        assert_eq!(numbers(&office, "access moderators").await, [1]);
        let acts: Vec<&str> = case.timeline.iter().map(|one| one.act.as_str()).collect();
        assert!(acts.contains(&"case.task") && acts.contains(&"case.task-answer"));
        let again = desk
            .case_task_withdraw(on(&case), case.tasks[0].id, "")
            .await;
        assert!(matches!(again, Err(Error::Blocked { missing }) if missing == "task-open"));

        // Both acts are taken back, the answer before the task.
        desk.undo(done.undo.expect("undo")).await.expect("undone");
        assert!(numbers(&office, "moderators").await.is_empty());
        assert_eq!(numbers(&office, "access").await, [1]);
        let case = office.case(1).await;
        assert_eq!(case.tasks[0].state, TaskState::Open);
        assert!(case.tasks[0].outcome.is_empty());
        desk.undo(case.undo.expect("undo").id)
            .await
            .expect("undone");
        assert!(office.case(1).await.tasks.is_empty());
        assert!(numbers(&office, "has:task").await.is_empty());
    });
}

#[test]
fn a_task_goes_with_its_case_and_keeps_its_departments_new_name() {
    tell(|office| async move {
        let desk = &office.desk;
        let first = asked(&office).await;
        let second = asked(&office).await;
        desk.case_task(on(&first), to(&office, "Legal", 2))
            .await
            .expect("task");
        let first = office.case(1).await;
        let input = MergeInput {
            into: second.id,
            other_person: true,
        };
        desk.case_merge(on(&first), input).await.expect("merge");
        let second = office.case(2).await;
        let task = second.tasks[0].id;
        assert_eq!(numbers(&office, "access").await, [2]);
        desk.case_task_withdraw(on(&second), task, "Known by now.")
            .await
            .expect("withdrawn");
        let again = On {
            case: first.id,
            version: None,
            key: None,
        };
        desk.case_unmerge(again).await.expect("taken out again");
        let first = desk.case_open(first.id).await.expect("case");
        assert_eq!(
            first.tasks[0].state,
            TaskState::Withdrawn,
            "as it has become"
        );
        assert_eq!(first.tasks[0].outcome, "Known by now.");
        assert!(office.case(2).await.tasks.is_empty());
        assert_eq!(numbers(&office, "known").await, [1]);

        desk.rename_department("Legal", "Law")
            .await
            .expect("rename");
        let renamed = desk.case_open(first.id).await.expect("case");
        assert_eq!(renamed.tasks[0].department, "Law");
        assert_eq!(renamed.version, first.version + 1);

        // What is erased takes its tasks along.
        desk.case_not_ours(on(&renamed), "Another company's.")
            .await
            .expect("closed");
        let closed = desk.case_open(first.id).await.expect("case");
        assert_eq!(closed.asks[0].outcome, Some(Outcome::NotOurs));
        desk.case_erase(on(&closed), Because::Unlawful, closed.number)
            .await
            .expect("erased");
        let erased = desk.case_open(first.id).await.expect("case");
        assert!(erased.tasks.is_empty());
        assert!(numbers(&office, "has:task").await.is_empty());
        assert!(numbers(&office, "known").await.is_empty());
    });
}
