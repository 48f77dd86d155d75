//! What a row holds, by the place of its column.

use sea_orm::sqlx::{Decode, Postgres, Row, Sqlite, Type};
use sea_orm::{DbErr, QueryResult};

use crate::problem::Result;

/// The value of a column by its place in the select; none for NULL. A list reads thousands of them, for which the way by names, with
/// an error for each NULL, costs more than the rest of the request.
///
/// # Errors
/// No such column, or one of another type.
pub fn cell<T>(row: &QueryResult, at: usize) -> Result<Option<T>>
where
    T: for<'r> Decode<'r, Postgres> + Type<Postgres> + for<'r> Decode<'r, Sqlite> + Type<Sqlite>,
{
    let read = match (row.try_as_pg_row(), row.try_as_sqlite_row()) {
        (Some(row), _) => row.try_get(at),
        (_, Some(row)) => row.try_get(at),
        _ => return Err(DbErr::Type("a row of another database".to_owned()).into()),
    };
    read.map_err(|error| DbErr::Type(error.to_string()).into())
}
