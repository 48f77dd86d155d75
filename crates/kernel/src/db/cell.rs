//! What a row holds, by the place of its column.

use sea_orm::sqlx::{ColumnIndex, Decode, Error, Postgres, Row, Sqlite, Type, ValueRef};
use sea_orm::{DbErr, QueryResult};

use crate::problem::{Problem, Result};

/// The value of a column by its place in the select; none for NULL. A list reads thousands of them, for which the way by names, with
/// an error for each NULL, costs more than the rest of the request.
///
/// # Errors
/// No such column, or one of another type.
pub fn cell<T>(row: &QueryResult, at: usize) -> Result<Option<T>>
where
    T: for<'r> Decode<'r, Postgres> + Type<Postgres> + for<'r> Decode<'r, Sqlite> + Type<Sqlite>,
{
    if let Some(row) = row.try_as_pg_row() {
        return row.try_get(at).map_err(|error| unread(&error));
    }
    row.try_as_sqlite_row().ok_or_else(other)?.try_get(at).map_err(|error| unread(&error))
}

/// Whether a column holds something, by its place in the select, without reading what.
///
/// # Errors
/// No such column.
pub fn is_filled(row: &QueryResult, at: usize) -> Result<bool> {
    if let Some(row) = row.try_as_pg_row() {
        return holds(row, at);
    }
    holds(row.try_as_sqlite_row().ok_or_else(other)?, at)
}

fn holds<R: Row>(row: &R, at: usize) -> Result<bool>
where
    usize: ColumnIndex<R>,
{
    Ok(!row.try_get_raw(at).map_err(|error| unread(&error))?.is_null())
}

fn unread(error: &Error) -> Problem {
    DbErr::Type(error.to_string()).into()
}

fn other() -> Problem {
    DbErr::Type("a row of another database".to_owned()).into()
}
