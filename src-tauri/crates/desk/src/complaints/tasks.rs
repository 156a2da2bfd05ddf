//! Tasks of departments: an officer gives one with what of the case may be seen for it, and what
//! comes back is entered into the case.

use domain::complaints::{CaseAct, TaskState};
use domain::search::Doc;
use serde::{Deserialize, Serialize};
use store::Word;
use store::complaints::{Image, TaskRow};
use store::search::DocRow;
use uuid::Uuid;
use vault::DataKey;

use super::acts::invalid;
use super::{Done, On, Person, TaskInput, TaskView};
use crate::{Desk, Error, Result, fields};

/// What is sealed of a task, under its own key.
#[derive(Serialize, Deserialize)]
struct Told {
    text: String,
    excerpt: String,
    /// What was answered, or why it was withdrawn.
    outcome: String,
}

impl Desk {
    /// Gives a department something to do.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a department that is not there, a day that is over, or no text.
    pub async fn case_task(&self, on: On, input: TaskInput) -> Result<Done> {
        let TaskInput {
            department, due_on, ..
        } = input;
        self.known_department(&department).await?;
        let told = Told {
            text: input.text.trim().to_owned(),
            excerpt: input.excerpt.trim().to_owned(),
            outcome: String::new(),
        };
        if told.text.is_empty() {
            return Err(invalid("text"));
        }
        if due_on < self.today() {
            return Err(invalid("due_on"));
        }
        self.on_case(on, &[CaseAct::Task], |work| {
            let id = work.desk.id();
            let (key, key_row) = work.sealer.key(id)?;
            work.keys.push(key_row);
            work.tell("department", &department);
            work.tell("until", due_on);
            work.image.tasks.push(TaskRow {
                id,
                case_id: work.image.case.id,
                department,
                due_on,
                state: Word(TaskState::Open),
                given_at: work.now,
                given_by: work.desk.inner.me.id,
                ended_at: None,
                ended_by: None,
                sealed: work.desk.ring().seal_json(&key, fields::TASK, id, &told)?,
            });
            Ok(())
        })
        .await
    }

    /// Records what a department answered.
    ///
    /// # Errors
    /// [`Error::Invalid`] for no text or a task of another case; [`Error::Blocked`] where the task
    /// is not open.
    pub async fn case_task_answer(&self, on: On, task: Uuid, text: &str) -> Result<Done> {
        let end = (CaseAct::TaskAnswer, TaskState::Answered);
        self.end_task(on, task, end, text).await
    }

    /// Takes a task back that is not needed any more; says why, if there is something to say.
    ///
    /// # Errors
    /// As [`Desk::case_task_answer`].
    pub async fn case_task_withdraw(&self, on: On, task: Uuid, reason: &str) -> Result<Done> {
        let end = (CaseAct::TaskWithdraw, TaskState::Withdrawn);
        self.end_task(on, task, end, reason).await
    }

    async fn end_task(
        &self,
        on: On,
        task: Uuid,
        (act, state): (CaseAct, TaskState),
        outcome: &str,
    ) -> Result<Done> {
        let outcome = outcome.trim().to_owned();
        if state == TaskState::Answered && outcome.is_empty() {
            return Err(invalid("text"));
        }
        let key = {
            let mut tx = self.read().await?;
            let known = store::complaints::tasks(&mut tx, on.case).await?;
            if known.iter().all(|one| one.id != task) {
                return Err(invalid("task"));
            }
            self.case_key(&mut tx, task).await?
        };
        self.on_case(on, &[act], |work| {
            let tasks = &mut work.image.tasks;
            let row = tasks.iter_mut().find(|one| one.id == task);
            let row = row.ok_or_else(|| invalid("task"))?;
            if row.state.0 != TaskState::Open {
                return Err(Error::Blocked {
                    missing: "task-open".to_owned(),
                });
            }
            let ring = work.desk.ring();
            let mut told: Told = ring.open_json(&key, fields::TASK, task, &row.sealed)?;
            told.outcome = outcome;
            row.sealed = ring.seal_json(&key, fields::TASK, task, &told)?;
            row.state = Word(state);
            row.ended_at = Some(work.now);
            row.ended_by = Some(work.desk.inner.me.id);
            let department = row.department.clone();
            work.tell("department", department);
            Ok(())
        })
        .await
    }

    /// What a task says: what is asked, what may be seen for it, what came back.
    pub(super) fn task_words(&self, key: &DataKey, id: Uuid, sealed: &[u8]) -> Result<String> {
        let told: Told = self.ring().open_json(key, fields::TASK, id, sealed)?;
        Ok([told.text, told.excerpt, told.outcome].join("\n"))
    }

    /// Indexes the tasks that are not as they were: each case as it is, and as it was. Its rows are
    /// written.
    pub(super) async fn index_tasks(
        &self,
        tx: &mut store::Tx,
        cases: &[(&Image, &Image)],
    ) -> Result<()> {
        for (now, before) in cases {
            for task in before.tasks.iter().filter(|one| !now.tasks.contains(one)) {
                store::search::forget(tx, task.id).await?;
            }
        }
        for (now, before) in cases {
            for task in now.tasks.iter().filter(|one| !before.tasks.contains(one)) {
                self.index_task(tx, task).await?;
            }
        }
        Ok(())
    }

    async fn index_task(&self, tx: &mut store::Tx, task: &TaskRow) -> Result<()> {
        let key = self.case_key(tx, task.id).await?;
        let said = self.task_words(&key, task.id, &task.sealed)?;
        let body = &Doc {
            body: &said,
            ..Doc::default()
        };
        let doc = DocRow {
            object: task.id,
            case_id: Some(task.case_id),
            at: task.given_at,
        };
        let tokens = crate::intake::tokens(self, body)?;
        Ok(store::search::replace(tx, doc, tokens).await?)
    }

    /// Indexes a task that is older than the words of tasks in the index, unless something happens
    /// to it just now. What can't be opened is not found, and does not keep the others from it.
    pub(crate) async fn index_older_task(&self, task: &TaskRow) -> Result<()> {
        let mut tx = self.read().await?;
        if !store::complaints::lock_live(&mut tx, task.case_id).await?
            || store::complaints::task(&mut tx, task.id).await?.as_ref() != Some(task)
        {
            return Ok(());
        }
        match self.index_task(&mut tx, task).await {
            Ok(()) => Ok(tx.commit().await?),
            Err(error) => {
                tracing::warn!(code = error.code(), "a task could not be indexed");
                Ok(())
            }
        }
    }

    /// The tasks of a case, opened.
    pub(super) async fn task_views(
        &self,
        tx: &mut store::Tx,
        image: &Image,
        people: &[Person],
    ) -> Result<Vec<TaskView>> {
        let mut views = Vec::with_capacity(image.tasks.len());
        for row in &image.tasks {
            let key: DataKey = self.case_key(tx, row.id).await?;
            let told: Told = self
                .ring()
                .open_json(&key, fields::TASK, row.id, &row.sealed)?;
            let who = |id: Uuid| Person::among(people, id);
            views.push(TaskView {
                id: row.id,
                department: row.department.clone(),
                due_on: row.due_on,
                state: row.state.0,
                overdue: row.state.0 == TaskState::Open && row.due_on < self.today(),
                text: told.text,
                excerpt: told.excerpt,
                outcome: told.outcome,
                given_at: row.given_at,
                given_by: who(row.given_by),
                ended_at: row.ended_at,
                ended_by: row.ended_by.map(who),
            });
        }
        Ok(views)
    }
}
