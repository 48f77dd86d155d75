//! Where is written: the ways to begin a transaction, and what each has to wait for.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::InsertStatement;
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection};

use super::queue::Queue;
use super::{Flush, Kept, Turn, Write, floor, immediate, instant, locking};
use crate::problem::Result;

/// The connections for writing. What is written through them is on the disk when that is said.
///
/// `SQLite` lets one write at a time, and empties the cache of a connection when another one has written. All writes go through one connection,
/// in turns, which so keeps its cache. Its COMMIT does not wait for the disk: who has committed lets the next go on, and waits for a flush. So do
/// short commands on `PostgreSQL`.
#[derive(Clone)]
pub struct Pen {
    db: DatabaseConnection,
    flush: Arc<Flush>,
    /// Of `SQLite`.
    queue: Queue,
    /// For single statements that write, on `PostgreSQL`: none waits behind a command.
    stroke: Option<Kept>,
}

impl Pen {
    /// Writes through the connections of a server.
    pub(super) fn of_server(db: DatabaseConnection, stroke: Kept) -> Self {
        let flush = Arc::new(Flush::of_server(stroke.clone()));
        Self { db, flush, queue: Queue::default(), stroke: Some(stroke) }
    }

    /// Writes through the one connection to a file.
    pub(super) fn of_file(db: DatabaseConnection, flush: Flush) -> Self {
        Self { db, flush: Arc::new(flush), queue: Queue::default(), stroke: None }
    }

    /// The connections themselves, for statements that write no rows.
    #[must_use]
    pub fn connection(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Those for single statements, where there are any.
    #[must_use]
    pub fn stroke(&self) -> Option<&Kept> {
        self.stroke.as_ref()
    }

    /// Which database it is.
    pub(crate) fn backend(&self) -> DatabaseBackend {
        self.db.get_database_backend()
    }

    /// Whether it is a file.
    pub(crate) fn is_embedded(&self) -> bool {
        self.backend() == DatabaseBackend::Sqlite
    }

    /// Waits for a turn to write, on `SQLite`.
    ///
    /// # Errors
    /// [`Problem::Busy`](crate::Problem::Busy) after eight seconds, for example behind a long import.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        if self.is_embedded() { self.queue.turn().await } else { Ok(Turn::NONE) }
    }

    /// Waits until somebody has written on `SQLite` since this was last waited for.
    pub(super) async fn written(&self) {
        self.queue.written().await;
    }

    /// Begins a transaction in a turn; on `PostgreSQL` without the lock that all writers share.
    ///
    /// # Errors
    /// Any database error.
    pub(crate) async fn begin(&self, turn: Turn) -> Result<Write> {
        let tx = Write::new(immediate(&self.db).await?).within(turn);
        Ok(if self.is_embedded() { tx.flushed_by(Arc::clone(&self.flush)) } else { tx })
    }

    /// As [`super::begin_write`], with the instant of the newest closing, see [`floor`]. `PostgreSQL` reads it after it has the lock, in the same
    /// statement: each statement of the function sees what was committed before it.
    ///
    /// # Errors
    /// As [`Pen::turn`]; any database error.
    pub(crate) async fn begin_above(&self) -> Result<(Write, Option<DateTime<Utc>>)> {
        let tx = self.begin(self.turn().await?).await?;
        if self.is_embedded() {
            let floor = floor(&tx).await?;
            return Ok((tx, floor));
        }
        above(tx, "SELECT mulai_tulis($1) AS isi").await
    }

    /// As [`Pen::begin_above`], for a short command: several of them that wait are made durable by one [`Flush`] on `PostgreSQL` too.
    ///
    /// # Errors
    /// As [`Pen::begin_above`].
    pub(crate) async fn begin_short(&self) -> Result<(Write, Option<DateTime<Utc>>)> {
        if self.is_embedded() {
            return self.begin_above().await;
        }
        let tx = self.begin(Turn::NONE).await?.flushed_by(Arc::clone(&self.flush));
        above(tx, "SELECT mulai_tulis($1) AS isi, set_config('synchronous_commit', 'off', true)").await
    }

    /// Begins a transaction that runs alone, with no other writer. It waits a few seconds at most, because all later writers wait
    /// behind it.
    ///
    /// # Errors
    /// [`Problem::Busy`](crate::Problem::Busy) if another transaction is still writing then, such as a long import; any database error.
    pub(crate) async fn begin_alone(&self) -> Result<Write> {
        let tx = self.begin(self.turn().await?).await?;
        if !self.is_embedded() {
            let patient = "SELECT set_config('lock_timeout', '3s', true), pg_advisory_xact_lock($1)";
            tx.execute_raw(locking(patient)).await?;
            tx.execute_unprepared("SET LOCAL lock_timeout TO DEFAULT").await?;
        }
        Ok(tx)
    }

    /// Writes rows by a single statement, and says how many they were. They are durable when this returns.
    ///
    /// # Errors
    /// Any error of database or disk.
    pub(crate) async fn write_at_once(&self, turn: Turn, insert: &InsertStatement) -> Result<u64> {
        if let Some(stroke) = &self.stroke {
            return Ok(stroke.execute(insert).await?.rows_affected());
        }
        let rows = self.db.execute(insert).await?.rows_affected();
        drop(turn);
        self.flush.wait().await?;
        Ok(rows)
    }

    /// Lets go of the database.
    ///
    /// # Errors
    /// What the database says.
    pub async fn close(&self) -> Result<()> {
        if let Some(stroke) = &self.stroke {
            stroke.close().await;
        }
        Ok(self.db.close_by_ref().await?)
    }
}

/// Takes the lock that all writers share, and reads the instant of the newest closing after it.
async fn above(tx: Write, sql: &str) -> Result<(Write, Option<DateTime<Utc>>)> {
    let row = tx.query_one_raw(locking(sql)).await?;
    let text: Option<String> = row.map(|row| row.try_get("", "isi")).transpose()?.flatten();
    Ok((tx, text.as_deref().and_then(instant)))
}
