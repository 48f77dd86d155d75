//! Commits of `PostgreSQL` that are made durable together.
//!
//! While a command commits, it holds the counter of its office's numbers, and all who write there wait until the disk has it. So a short
//! command commits without waiting for the disk, lets the next go on, and then waits for a flush that many share: a small transaction
//! that itself waits for the disk, and with it for all that was committed before (`synchronous_commit` of the manual). Nobody is answered
//! before. Who reads a row meanwhile is answered after the look was written, which is such a transaction too.

use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use tokio::sync::Mutex;

use super::Kept;
use crate::problem::Result;

/// A transaction that changes nothing and waits for the disk.
const FLUSH: &str = "SELECT pg_logical_emit_message(true, 'lindung', '')";

/// The flushes of a process.
pub struct Flush {
    /// Connections beside those of commands, so that no flush waits behind them.
    db: Kept,
    turn: Mutex<()>,
    begun: AtomicU64,
    done: AtomicU64,
}

impl Flush {
    /// Flushes through one of these connections.
    #[must_use]
    pub fn new(db: Kept) -> Self {
        Self { db, turn: Mutex::default(), begun: AtomicU64::new(0), done: AtomicU64::new(0) }
    }

    /// Waits until all that was committed before this call is on the disk.
    ///
    /// # Errors
    /// Any database error; what was committed may be lost then.
    pub(super) async fn wait(&self) -> Result<()> {
        // A flush that begins from now on covers it.
        let mine = self.begun.load(Ordering::SeqCst) + 1;
        let _turn = self.turn.lock().await;
        if self.done.load(Ordering::SeqCst) >= mine {
            return Ok(());
        }
        let own = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
        self.db.execute_raw(Statement::from_string(DatabaseBackend::Postgres, FLUSH)).await?;
        self.done.store(own, Ordering::SeqCst);
        Ok(())
    }
}
