//! New rows of several tables in one statement.
//!
//! Each statement costs `PostgreSQL` a way there and back, and while a transaction holds the counter of an office's numbers, all who
//! write there wait for it. So rows that nothing in the transaction reads before its end are gathered, and written at once before the
//! next statement that may read them, or before COMMIT. `SQLite` works in a thread of its own, and each way there and back wakes both.

use sea_orm::sea_query::{CommonTableExpression, InsertStatement, SqliteQueryBuilder, Values, WithClause};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseBackend, DbErr, EntityName, EntityTrait, ExecResult, InsertMany,
    Iterable, QueryResult, QueryTrait, RuntimeErr, SqlErr, Statement, sqlx,
};
use tokio::task::JoinHandle;

use super::Write;
use crate::problem::{Problem, Result};

/// The problem for a row that breaks a unique index: mostly another request has just written the same.
pub type Taken = fn() -> Problem;

/// More values than this in one statement are not gathered with others.
const MOST: usize = 4_000;

/// A statement that waits.
pub(super) struct Later {
    into: Target,
    insert: InsertStatement,
    cells: usize,
}

/// The table of a statement.
struct Target {
    table: String,
    taken: Taken,
}

/// Rows that are being written while the transaction goes on, see [`Write::flush_ahead`].
pub(super) struct Ahead {
    into: Vec<Target>,
    done: JoinHandle<Result<ExecResult, DbErr>>,
}

impl Write {
    /// Adds rows of an entity, with `rows` of them in `insert`: now, or together with others before the next statement.
    ///
    /// # Errors
    /// The problem `taken`, for a row that breaks a unique index; any database error. Where the rows wait, the error comes with the
    /// next statement or with COMMIT.
    pub async fn add<A: ActiveModelTrait>(&self, insert: InsertMany<A>, rows: usize, taken: Taken) -> Result<()> {
        let columns = <A::Entity as EntityTrait>::Column::iter().count();
        let table = A::Entity::default().table_name().to_owned();
        self.add_to(table, insert.into_query(), (rows * columns, taken)).await
    }

    /// As [`Write::add`], for an `insert` of `cells` values into a table.
    ///
    /// # Errors
    /// As [`Write::add`].
    pub async fn add_to(&self, table: String, insert: InsertStatement, (cells, taken): (usize, Taken)) -> Result<()> {
        let into = Target { table, taken };
        if cells > MOST {
            self.flush().await?;
            let done = self.execute(&insert).await;
            return done.map(drop).map_err(|error| problem(error, &[into]));
        }
        let full = {
            let waiting = self.waiting();
            let held: usize = waiting.iter().map(|other| other.cells).sum();
            held + cells > MOST || waiting.iter().any(|other| other.into.table == into.table)
        };
        if full {
            self.flush().await?;
        }
        self.waiting().push(Later { into, insert, cells });
        Ok(())
    }

    /// Writes the rows that wait.
    ///
    /// # Errors
    /// As [`Write::add`].
    pub async fn flush(&self) -> Result<()> {
        self.send().await.map_err(|(error, waiting)| problem(error, &waiting))
    }

    /// Has the rows that wait written while the caller makes others, where the database is a thread that has nothing to do meanwhile (`SQLite`). What
    /// goes wrong is said by the next statement, or by COMMIT.
    ///
    /// # Errors
    /// As [`Write::add`], of rows that were written so before.
    pub async fn flush_ahead(&self) -> Result<()> {
        if self.get_database_backend() != DatabaseBackend::Sqlite {
            return Ok(());
        }
        self.arrived().await.map_err(|(error, into)| problem(error, &into))?;
        if let Some((statement, into)) = self.gathered() {
            let tx = self.shared();
            let done = tokio::spawn(async move {
                let done = tx.execute_raw(statement).await;
                drop(tx);
                done
            });
            *self.ahead() = Some(Ahead { into, done });
        }
        Ok(())
    }

    /// Waits until nothing is being written any more; what went wrong no longer matters.
    pub(super) async fn at_rest(&self) {
        let _ = self.arrived().await;
    }

    /// Waits for rows that are being written.
    async fn arrived(&self) -> Result<(), (DbErr, Vec<Target>)> {
        let Some(Ahead { into, done }) = self.ahead().take() else { return Ok(()) };
        let done = done.await.unwrap_or_else(|error| Err(DbErr::Custom(error.to_string())));
        self.note(done).map(drop).map_err(|error| (error, into))
    }

    /// As [`Write::flush`], for a statement that follows. A broken unique index becomes [`Problem::Busy`] there, since only the waiting
    /// rows know better: tried again, the request finds what the other one wrote.
    pub(super) async fn written(&self) -> Result<(), DbErr> {
        self.send().await.map_err(|(error, _)| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(cause)) => DbErr::Conn(RuntimeErr::Internal(cause)),
            _ => error,
        })
    }

    /// One statement of the rows that wait, and where they go.
    fn gathered(&self) -> Option<(Statement, Vec<Target>)> {
        let waiting = std::mem::take(&mut *self.waiting());
        if waiting.is_empty() {
            return None;
        }
        let (into, inserts): (Vec<Target>, Vec<InsertStatement>) =
            waiting.into_iter().map(|one| (one.into, one.insert)).unzip();
        let statement = match self.get_database_backend() {
            DatabaseBackend::Sqlite => one_after_the_other(&inserts),
            backend => backend.build(&beside_the_last(inserts, &into)),
        };
        Some((statement, into))
    }

    async fn send(&self) -> Result<(), (DbErr, Vec<Target>)> {
        self.arrived().await?;
        let Some((statement, into)) = self.gathered() else { return Ok(()) };
        match self.note(self.bare().execute_raw(statement).await) {
            Ok(_) => Ok(()),
            Err(error) => Err((error, into)),
        }
    }

    /// The row that a statement finds, which neither reads nor writes what the waiting rows concern.
    ///
    /// # Errors
    /// Any database error.
    pub(crate) async fn apart(&self, statement: Statement) -> Result<Option<QueryResult>> {
        Ok(self.note(self.bare().query_one_raw(statement).await)?)
    }
}

/// The last of several inserts, with the others before it: `PostgreSQL` carries them out as one statement.
fn beside_the_last(mut inserts: Vec<InsertStatement>, into: &[Target]) -> InsertStatement {
    let mut last = inserts.pop().unwrap_or_default();
    if !inserts.is_empty() {
        let mut with = WithClause::new();
        for (one, into) in inserts.into_iter().zip(into) {
            with.cte(CommonTableExpression::new().table_name(into.table.clone()).query(one).to_owned());
        }
        last.with_cte(with);
    }
    last
}

/// The statements of several inserts, which `SQLite` carries out one after the other.
fn one_after_the_other(inserts: &[InsertStatement]) -> Statement {
    let mut all = Statement::from_string(DatabaseBackend::Sqlite, String::new());
    let mut values = Vec::new();
    for one in inserts {
        let (sql, own) = one.build(SqliteQueryBuilder);
        all.sql.push_str(&sql);
        all.sql.push(';');
        values.extend(own.0);
    }
    all.values = Some(Values(values));
    all
}

/// The problem of an error: where a unique index is broken, that of the table whose it is.
fn problem(error: DbErr, waiting: &[Target]) -> Problem {
    if !matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
        return error.into();
    }
    let cause = match &error {
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    };
    let table = cause.and_then(|cause| match &**cause {
        // `SQLite` names the table only in its message.
        sqlx::Error::Database(refusal) => refusal.table().or_else(|| {
            let columns = refusal.message().strip_prefix("UNIQUE constraint failed: ")?;
            columns.split_once('.').map(|(table, _)| table)
        }),
        _ => None,
    });
    let one = waiting.iter().find(|one| table.is_none_or(|table| table == one.table));
    one.map_or_else(|| error.into(), |one| (one.taken)())
}
