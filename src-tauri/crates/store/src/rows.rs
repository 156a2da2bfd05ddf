//! Many rows in one statement: on SQLite each statement costs two changes of thread, on a server a
//! way there and back.

/// Rows of a statement, most first. Few sizes make few statements, and those stay prepared.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// Cuts rows into pieces of these sizes.
pub(crate) fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= rows.len())?;
        let (piece, rest) = rows.split_at(size);
        rows = rest;
        Some(piece)
    })
}

/// Inserts rows: `insert!(tx, "insert into t (a, b)", rows, row => [row.a, row.b])`, and what
/// follows the values after one more comma.
macro_rules! insert {
    ($tx:expr, $into:literal, $rows:expr, $row:pat => [$($value:expr),+ $(,)?] $(, $then:literal)?) => {
        for piece in $crate::rows::pieces($rows) {
            $crate::on!(&mut *$tx, c => {
                let mut query = sqlx::QueryBuilder::new(concat!($into, " "));
                query.push_values(piece, |mut values, $row| {
                    $(values.push_bind($value);)+
                });
                $(query.push(concat!(" ", $then));)?
                query.build().execute(c).await.map(drop)?
            });
        }
    };
}
pub(crate) use insert;
