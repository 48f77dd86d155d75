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
mod pulse;
mod write;

pub use pulse::Pulse;
pub use write::{BeforeCommit, Write};

use crate::problem::{Problem, Result};

/// The lock that every posting transaction shares on `PostgreSQL`; a closing takes it alone, so that nothing is
/// recorded with a time before the closing and committed after it.
const LEDGER_LOCK: i64 = 0x004c_494e_4455_4e47;

/// Rows of `columns` columns that fit into one statement on both databases (`SQLite` binds at most 32,766 values).
#[must_use]
pub fn chunk_rows(columns: usize) -> usize {
    (30_000 / columns.max(1)).max(1)
}

/// The URL of the embedded database file in `dir`.
#[must_use]
pub fn sqlite_url(dir: &Path) -> String {
    format!("sqlite://{}?mode=rwc", dir.join("lindung.db").display())
}

/// How long a connection is waited for.
const ACQUIRE: Duration = Duration::from_secs(8);

/// Opens a pool. `SQLite` runs with WAL and `synchronous=FULL`, since an acknowledged write must survive a power cut.
///
/// A connection that is still inside a transaction when it is taken is let go, not used: its COMMIT or ROLLBACK did not succeed, so
/// what came next on it would be nested in that transaction and never be committed (ADR 0024).
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
                // Rows come from a thread of their own; a small buffer makes the two wait for each other.
                .row_buffer_size(1_000)
                .pragma("cache_size", "-32768")
                .pragma("temp_store", "memory")
        });
    } else {
        // A plan that is made once for all values serves neither a rare name nor a common one, nor a deep page.
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
/// What the database says.
pub async fn lock(tx: &Write, name: &str) -> Result<()> {
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtext($1))";
        tx.execute_raw(Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, [name.into()])).await?;
    }
    Ok(())
}

/// Who waits to write to `SQLite`, in the order in which they came. The database itself lets one write at a time, but whoever
/// finds it taken only looks again now and then, so of many some would wait far longer than their turn. Other processes are
/// still waited for in that way.
#[derive(Default)]
pub struct Queue(Arc<Mutex<()>>);

/// A turn to write; the next one comes when it is let go. None where the database has no need of it.
pub struct Turn {
    _held: Option<OwnedMutexGuard<()>>,
}

/// How long somebody waits for a turn, as long as for a lock that another process holds.
const PATIENCE: Duration = ACQUIRE;

impl Queue {
    /// Waits for a turn to write.
    ///
    /// # Errors
    /// [`Problem::Busy`] after eight seconds, as behind a long import.
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
/// What the database says.
pub async fn begin_write(db: &DatabaseConnection) -> Result<Write> {
    begin(db, "SELECT pg_advisory_xact_lock_shared($1)").await
}

/// Begins a transaction beside which no other writes. It waits a few seconds at most: whoever wants to write waits behind it.
///
/// # Errors
/// [`Problem::Busy`] when somebody else is still writing by then, as a long import does; what the database says.
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
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = Write::new(db.begin_with_options(options).await?);
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, lock, [LEDGER_LOCK.into()]);
        tx.execute_raw(statement).await?;
    }
    Ok(tx)
}

/// What is kept under a name for the whole house.
///
/// # Errors
/// What the database says.
pub async fn setting(db: &impl ConnectionTrait, name: &str) -> Result<Option<String>> {
    let sql = "SELECT isi FROM setelan WHERE nama = $1";
    let row = db.query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [name.into()])).await?;
    Ok(row.map(|row| row.try_get("", "isi")).transpose()?)
}

/// Keeps something under a name for the whole house.
///
/// # Errors
/// What the database says.
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
/// What the database says.
pub async fn floor(tx: &Write) -> Result<Option<DateTime<Utc>>> {
    let text = setting(tx, FLOOR).await?;
    Ok(text.and_then(|text| text.parse().ok()).and_then(DateTime::from_timestamp_micros))
}

/// Raises the floor to an instant, in a transaction of [`begin_alone`].
///
/// # Errors
/// What the database says.
pub async fn raise_floor(tx: &Write, at: DateTime<Utc>) -> Result<()> {
    keep_setting(tx, FLOOR, &at.timestamp_micros().to_string()).await
}
