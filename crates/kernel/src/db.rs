//! Connecting to either database, and the one way to begin a write.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::sqlx::Connection;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

pub(crate) mod failure;
mod later;
mod pulse;
mod write;

pub use later::Taken;
pub use pulse::Pulse;
pub use write::{BeforeCommit, Write};

use crate::problem::{Problem, Result};

/// The lock that every posting transaction shares on `PostgreSQL`; a closing takes it exclusively, so that nothing is recorded
/// with a time before the closing and committed after it.
pub(crate) const LEDGER_LOCK: i64 = 0x004c_494e_4455_4e47;

/// How many rows of `columns` columns fit into one statement on both databases (`SQLite` binds at most 32,766 values).
#[must_use]
pub fn chunk_rows(columns: usize) -> usize {
    (30_000 / columns.max(1)).max(1)
}

/// The URL of the embedded database file in `dir`.
#[must_use]
pub fn sqlite_url(dir: &Path) -> String {
    format!("sqlite://{}?mode=rwc", dir.join("lindung.db").display())
}

/// How long to wait for a connection.
const ACQUIRE: Duration = Duration::from_secs(8);

/// Opens a pool. `SQLite` runs with WAL and `synchronous=FULL`, since an acknowledged write must survive a power cut.
///
/// A pooled connection that is still inside a transaction is closed, not used. Its COMMIT or ROLLBACK failed, so new work on it
/// would be nested in that transaction and never be committed (ADR 0024).
///
/// # Errors
/// [`Problem::Busy`] when the database cannot be reached within eight seconds.
pub async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).connect_timeout(ACQUIRE).acquire_timeout(ACQUIRE).sqlx_logging(false);
    options.map_sqlx_sqlite_before_acquire(|conn, _| Box::pin(async { Ok(!conn.is_in_transaction()) }));
    options.map_sqlx_postgres_before_acquire(|conn, _| Box::pin(async { Ok(!conn.is_in_transaction()) }));
    if url.starts_with("sqlite:") {
        options.map_sqlx_sqlite_opts(|sqlite| {
            use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(ACQUIRE)
                // A separate thread delivers the rows; with a small buffer the two threads wait for each other.
                .row_buffer_size(1_000)
                .pragma("cache_size", "-32768")
                .pragma("temp_store", "memory")
        });
    } else {
        // One plan for all values would be bad for a rare name, for a common one and for a page far down a list.
        options.map_sqlx_postgres_opts(|postgres| postgres.options([("plan_cache_mode", "force_custom_plan")]));
    }
    Database::connect(options).await.map_err(|error| {
        tracing::error!(%error, "database cannot be reached");
        Problem::Busy
    })
}

/// Waits until no other transaction holds the named lock, and holds it until this one ends. On `SQLite` a write
/// transaction is alone anyway.
///
/// # Errors
/// Any database error.
pub async fn lock(tx: &Write, name: &str) -> Result<()> {
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtext($1))";
        tx.execute_raw(Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, [name.into()])).await?;
    }
    Ok(())
}

/// The writers that wait for `SQLite`, in the order of their arrival. `SQLite` lets one write at a time, but a writer that has
/// to wait only polls, so with many of them some would wait far too long. Writers of other processes are still waited for by
/// polling.
#[derive(Default)]
pub struct Queue(Arc<Mutex<()>>);

/// The right to write; dropping it lets the next writer go ahead. Empty on databases that need no queue.
pub struct Turn {
    _held: Option<OwnedMutexGuard<()>>,
}

/// How long to wait for a turn: as long as for the lock of another process.
const PATIENCE: Duration = ACQUIRE;

impl Queue {
    /// Waits for a turn to write.
    ///
    /// # Errors
    /// [`Problem::Busy`] after eight seconds, for example behind a long import.
    pub async fn turn(&self, db: &DatabaseConnection) -> Result<Turn> {
        if db.get_database_backend() != DatabaseBackend::Sqlite {
            return Ok(Turn { _held: None });
        }
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.0).lock_owned()).await;
        turn.map(|held| Turn { _held: Some(held) }).map_err(|_| Problem::Busy)
    }
}

/// Begins a transaction that may write: `BEGIN IMMEDIATE` on `SQLite`, since a deferred one that read first cannot
/// become a writer when somebody else wrote in between.
///
/// # Errors
/// Any database error.
pub async fn begin_write(db: &DatabaseConnection) -> Result<Write> {
    begin(db, "SELECT pg_advisory_xact_lock_shared($1)").await
}

/// As [`begin_write`], with the instant of the newest closing, see [`floor`]. `PostgreSQL` reads it after it has the lock, in the same
/// statement: each statement of the function sees what was committed before it.
///
/// # Errors
/// Any database error.
pub(crate) async fn begin_above(db: &DatabaseConnection) -> Result<(Write, Option<DateTime<Utc>>)> {
    let tx = open(db).await?;
    if tx.get_database_backend() != DatabaseBackend::Postgres {
        let floor = floor(&tx).await?;
        return Ok((tx, floor));
    }
    let row = tx.query_one_raw(locking("SELECT mulai_tulis($1) AS isi")).await?;
    let text: Option<String> = row.map(|row| row.try_get("", "isi")).transpose()?.flatten();
    Ok((tx, text.as_deref().and_then(instant)))
}

/// Begins a transaction that runs alone, with no other writer. It waits a few seconds at most, because all later writers wait
/// behind it.
///
/// # Errors
/// [`Problem::Busy`] if another transaction is still writing then, such as a long import; any database error.
pub async fn begin_alone(db: &DatabaseConnection) -> Result<Write> {
    if db.get_database_backend() != DatabaseBackend::Postgres {
        return begin(db, "").await;
    }
    let patient = "SELECT set_config('lock_timeout', '3s', true), pg_advisory_xact_lock($1)";
    let tx = begin(db, patient).await?;
    tx.execute_unprepared("SET LOCAL lock_timeout TO DEFAULT").await?;
    Ok(tx)
}

async fn begin(db: &DatabaseConnection, lock: &str) -> Result<Write> {
    let tx = open(db).await?;
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        tx.execute_raw(locking(lock)).await?;
    }
    Ok(tx)
}

fn locking(lock: &str) -> Statement {
    Statement::from_sql_and_values(DatabaseBackend::Postgres, lock, [LEDGER_LOCK.into()])
}

/// Begins a transaction; on `PostgreSQL` without the lock that all writers share.
///
/// # Errors
/// Any database error.
pub(crate) async fn open(db: &DatabaseConnection) -> Result<Write> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    Ok(Write::new(db.begin_with_options(options).await?))
}

/// The house-wide setting of a name.
///
/// # Errors
/// Any database error.
pub async fn setting(db: &impl ConnectionTrait, name: &str) -> Result<Option<String>> {
    let sql = "SELECT isi FROM setelan WHERE nama = $1";
    let row = db.query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [name.into()])).await?;
    Ok(row.map(|row| row.try_get("", "isi")).transpose()?)
}

/// Stores a house-wide setting under a name.
///
/// # Errors
/// Any database error.
pub async fn keep_setting(tx: &Write, name: &str, text: &str) -> Result<()> {
    let sql = "INSERT INTO setelan (nama, isi) VALUES ($1, $2) ON CONFLICT (nama) DO UPDATE SET isi = $2";
    let values: [sea_orm::Value; 2] = [name.into(), text.into()];
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// The setting that holds the instant of the newest closing, in microseconds.
const FLOOR: &str = "batas_waktu";

/// The instant of the newest closing: nothing may be recorded at or before it any more.
///
/// # Errors
/// Any database error.
pub async fn floor(tx: &Write) -> Result<Option<DateTime<Utc>>> {
    Ok(setting(tx, FLOOR).await?.as_deref().and_then(instant))
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    text.parse().ok().and_then(DateTime::from_timestamp_micros)
}

/// Raises the floor to an instant, in a transaction of [`begin_alone`].
///
/// # Errors
/// Any database error.
pub async fn raise_floor(tx: &Write, at: DateTime<Utc>) -> Result<()> {
    keep_setting(tx, FLOOR, &at.timestamp_micros().to_string()).await
}
