//! Tasks of departments.

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::TaskState;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, Word, insert, on};

/// What a department is asked to do. `sealed` holds what that is, what of the case it may see for
/// it, and what came back, under the task's own key.
#[derive(Debug, Clone, PartialEq, FromRow, Serialize, Deserialize)]
pub struct TaskRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub department: String,
    /// By the end of this day.
    pub due_on: NaiveDate,
    pub state: Word<TaskState>,
    pub given_at: DateTime<Utc>,
    pub given_by: Uuid,
    /// When it was answered or withdrawn.
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_by: Option<Uuid>,
    pub sealed: Vec<u8>,
}

/// The tasks of a case, in the order in which they were given.
pub async fn tasks(tx: &mut Tx, case: Uuid) -> Result<Vec<TaskRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from task where case_id = $1 order by given_at, id")
        .bind(case).fetch_all(c).await?),
    )
}

/// A task.
pub async fn task(tx: &mut Tx, id: Uuid) -> Result<Option<TaskRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from task where id = $1")
        .bind(id).fetch_optional(c).await?),
    )
}

/// Some of the tasks that the index of words does not have, after one.
pub async fn unindexed_tasks(tx: &mut Tx, after: Uuid, limit: i64) -> Result<Vec<TaskRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select t.* from task t where t.id > $1
           and not exists (select 1 from search_doc s where s.object = t.id) order by t.id limit $2")
        .bind(after).bind(limit).fetch_all(c).await?))
}

/// Makes the tasks of a case these.
pub async fn set_tasks(tx: &mut Tx, case: Uuid, tasks: &[TaskRow]) -> Result<()> {
    on!(&mut *tx, c => sqlx::query("delete from task where case_id = $1").bind(case).execute(c).await.map(drop)?);
    insert!(tx, "insert into task (id, case_id, department, due_on, state, given_at, given_by, ended_at,
         ended_by, sealed)", tasks,
        t => [t.id, t.case_id, &t.department, t.due_on, t.state, t.given_at, t.given_by, t.ended_at,
            t.ended_by, &t.sealed]);
    Ok(())
}
