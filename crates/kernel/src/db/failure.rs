//! Turns database errors into problems for the caller.

use sea_orm::{DbErr, RuntimeErr, sqlx};

use crate::problem::Problem;

/// `SQLite` (primary codes): somebody else writes, or a table is locked; the file cannot be opened.
const SQLITE_AWAY: [i32; 3] = [5, 6, 14];
/// `SQLite` (extended codes): the disk is full; or a write, a sync, a truncation or the index of its log failed, which is how a
/// full disk sometimes shows.
const SQLITE_FULL: [i32; 8] = [13, 778, 1034, 1290, 1546, 4618, 4874, 5386];

/// Codes of `PostgreSQL` (SQLSTATE, or their first characters) for being unavailable now: lost connections, too many of them,
/// another transaction's lock, a stop by the administrator, an unfinished start, a standby that took over, a failing disk.
const POSTGRES_AWAY: [&str; 7] = ["08", "40", "53", "55", "57", "58", "25006"];
/// `PostgreSQL`: the disk is full.
const POSTGRES_FULL: &str = "53100";

/// The problem for a database error: a temporary one is [`Problem::Busy`], a full disk is [`Problem::NoRoom`], and only what
/// should not happen is [`Problem::Internal`].
pub(crate) fn problem(error: DbErr) -> Problem {
    let cause = match &error {
        DbErr::ConnectionAcquire(_) => return away(&error),
        DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause) => cause,
        _ => return Problem::internal(error),
    };
    let known = match cause {
        RuntimeErr::SqlxError(cause) => of_driver(cause),
        RuntimeErr::Internal(_) => None,
    };
    match known {
        Some(Problem::Busy) => away(&error),
        Some(known) => {
            tracing::error!(%error, "the database has no room");
            known
        }
        None if matches!(error, DbErr::Conn(_)) => away(&error),
        None => Problem::internal(error),
    }
}

fn away(error: &DbErr) -> Problem {
    tracing::warn!(%error, "the database is not to be had");
    Problem::Busy
}

fn of_driver(error: &sqlx::Error) -> Option<Problem> {
    match error {
        sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => Some(Problem::NoRoom),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => Some(Problem::Busy),
        sqlx::Error::Database(refusal) => {
            let code = refusal.code().unwrap_or_default();
            if refusal.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                of_sqlite(code.parse().unwrap_or_default())
            } else {
                of_postgres(&code)
            }
        }
        _ => None,
    }
}

/// From the extended result code, whose lowest byte is the primary one.
fn of_sqlite(code: i32) -> Option<Problem> {
    if SQLITE_FULL.contains(&code) {
        return Some(Problem::NoRoom);
    }
    SQLITE_AWAY.contains(&(code & 0xff)).then_some(Problem::Busy)
}

fn of_postgres(code: &str) -> Option<Problem> {
    if code == POSTGRES_FULL {
        return Some(Problem::NoRoom);
    }
    POSTGRES_AWAY.iter().any(|class| code.starts_with(class)).then_some(Problem::Busy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_told_apart_from_a_fault() {
        assert!(matches!(of_postgres("53100"), Some(Problem::NoRoom)));
        for code in ["57P01", "57P03", "57014", "08006", "53300", "40P01", "40001", "55P03", "25006", "58030"] {
            assert!(matches!(of_postgres(code), Some(Problem::Busy)), "{code}");
        }
        for code in ["23505", "42601", "22021", "25P02", "23514"] {
            assert!(of_postgres(code).is_none(), "{code}");
        }
        for (code, full) in [(13, true), (778, true), (4874, true), (5, false), (261, false), (14, false)] {
            let known = of_sqlite(code);
            assert!(matches!(known, Some(Problem::NoRoom)) == full && known.is_some(), "{code}");
        }
        assert!(of_sqlite(2067).is_none() && of_sqlite(266).is_none());
    }
}
