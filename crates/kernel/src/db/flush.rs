//! Commits that are made durable together.
//!
//! While a command commits, all who write after it wait: on `SQLite` for the one pen, on `PostgreSQL` for the counter of its office's numbers. So it
//! commits without waiting for the disk, lets the next go on, and then waits for a flush that many share. Nobody is answered before.
//! Who reads a row meanwhile is answered after the look was written, which waits for the disk too, and with it for all that was committed
//! before.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use tokio::sync::Mutex;

use super::Kept;
use super::log::Log;
use crate::problem::{Problem, Result};

/// A transaction that changes nothing and waits for the disk, as a COMMIT on `PostgreSQL` does for all before it (`synchronous_commit` of the
/// manual).
const FLUSH: &str = "SELECT pg_logical_emit_message(true, 'lindung', '')";

/// The flushes of a process.
pub struct Flush {
    disk: Disk,
    turn: Mutex<()>,
    begun: AtomicU64,
    done: AtomicU64,
}

/// What is asked to have all on the disk.
enum Disk {
    /// A server, through connections beside those of commands, so that no flush waits behind them.
    Server(Kept),
    /// The log of `SQLite`.
    Log(Arc<Log>),
}

impl Disk {
    async fn flush(&self) -> Result<()> {
        match self {
            Self::Server(kept) => {
                kept.execute_raw(Statement::from_string(DatabaseBackend::Postgres, FLUSH)).await?;
                Ok(())
            }
            Self::Log(log) => {
                let log = Arc::clone(log);
                let done = tokio::task::spawn_blocking(move || log.flush()).await.map_err(Problem::internal)?;
                done.map_err(|error| {
                    tracing::error!(%error, "the log of the database did not get to the disk: start again when the disk is sound");
                    Problem::Busy
                })
            }
        }
    }
}

impl Flush {
    /// Flushes through one of these connections.
    pub(super) fn of_server(db: Kept) -> Self {
        Self::of(Disk::Server(db))
    }

    /// Flushes a log.
    pub(super) fn of_log(log: Log) -> Self {
        Self::of(Disk::Log(Arc::new(log)))
    }

    fn of(disk: Disk) -> Self {
        Self { disk, turn: Mutex::default(), begun: AtomicU64::new(0), done: AtomicU64::new(0) }
    }

    /// Waits until all that was committed before this call is on the disk.
    ///
    /// # Errors
    /// Any error of database or disk; what was committed may be lost then.
    pub(super) async fn wait(&self) -> Result<()> {
        // A flush that begins from now on covers it.
        let mine = self.begun.load(Ordering::SeqCst) + 1;
        let _turn = self.turn.lock().await;
        if self.done.load(Ordering::SeqCst) >= mine {
            return Ok(());
        }
        let own = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
        self.disk.flush().await?;
        self.done.store(own, Ordering::SeqCst);
        Ok(())
    }
}
