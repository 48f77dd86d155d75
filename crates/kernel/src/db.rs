//! Connecting to either database, and the one way to begin a write.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, IsolationLevel,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

mod cell;
mod checkpoint;
pub(crate) mod failure;
mod flush;
mod kept;
mod later;
mod log;
mod nowhere;
mod pen;
mod pools;
mod pulse;
mod queue;
mod scour;
mod shape;
mod write;

pub use cell::{cell, is_filled};
pub use checkpoint::carry_over;
use flush::Flush;
pub use kept::Kept;
pub use later::Taken;
pub use nowhere::nowhere;
pub use pen::Pen;
pub use pools::{Pools, connect};
pub use pulse::Pulse;
use queue::Turn;
pub use scour::scour;
pub use shape::limited;
pub use write::{BeforeCommit, Write};

use crate::problem::Result;

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

/// Begins a transaction that may write: `BEGIN IMMEDIATE` on `SQLite`, since a deferred one that read first cannot
/// become a writer when somebody else wrote in between.
///
/// # Errors
/// Any database error.
pub async fn begin_write(db: &DatabaseConnection) -> Result<Write> {
    begin(db, "SELECT pg_advisory_xact_lock_shared($1)").await
}

async fn begin(db: &DatabaseConnection, lock: &str) -> Result<Write> {
    let tx = Write::new(immediate(db).await?);
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        tx.execute_raw(locking(lock)).await?;
    }
    Ok(tx)
}

fn locking(lock: &str) -> Statement {
    Statement::from_sql_and_values(DatabaseBackend::Postgres, lock, [LEDGER_LOCK.into()])
}

async fn immediate(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    Ok(db.begin_with_options(options).await?)
}

/// Begins a transaction on `PostgreSQL` that only reads, and to its end sees what was committed when it first read: for a copy of the whole
/// database.
///
/// # Errors
/// Any database error.
pub async fn snapshot(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let options = TransactionOptions {
        isolation_level: Some(IsolationLevel::RepeatableRead),
        access_mode: Some(AccessMode::ReadOnly),
        ..TransactionOptions::default()
    };
    Ok(db.begin_with_options(options).await?)
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

/// Raises the floor to an instant, in a transaction of [`Pen::begin_alone`].
///
/// # Errors
/// Any database error.
pub async fn raise_floor(tx: &Write, at: DateTime<Utc>) -> Result<()> {
    keep_setting(tx, FLOOR, &at.timestamp_micros().to_string()).await
}
