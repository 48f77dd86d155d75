//! The writers of `SQLite`, which lets one write at a time.

use std::sync::Arc;

use tokio::sync::{Mutex, Notify, OwnedMutexGuard};

use super::ACQUIRE;
use crate::problem::{Problem, Result};

/// The writers that wait, in the order of their arrival. A writer that has to wait for `SQLite` itself only polls, so with many of them
/// some would wait far too long. Writers of other processes are still waited for by polling.
#[derive(Clone, Default)]
pub(super) struct Queue {
    held: Arc<Mutex<()>>,
    /// Told of each turn that ended.
    turns: Arc<Notify>,
}

/// The right to write; dropping it lets the next writer go ahead. Empty on databases that need no queue.
pub struct Turn {
    _held: Option<Held>,
}

struct Held {
    _guard: OwnedMutexGuard<()>,
    turns: Arc<Notify>,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.turns.notify_one();
    }
}

impl Turn {
    /// Of a database that needs no queue.
    pub(super) const NONE: Self = Self { _held: None };
}

impl Queue {
    /// Waits for a turn to write, as long as for the lock of another process.
    ///
    /// # Errors
    /// [`Problem::Busy`] after eight seconds, for example behind a long import.
    pub(super) async fn turn(&self) -> Result<Turn> {
        let guard = tokio::time::timeout(ACQUIRE, Arc::clone(&self.held).lock_owned()).await;
        let guard = guard.map_err(|_| Problem::Busy)?;
        Ok(Turn { _held: Some(Held { _guard: guard, turns: Arc::clone(&self.turns) }) })
    }

    /// Waits until somebody has written since this was last waited for.
    pub(super) async fn written(&self) {
        self.turns.notified().await;
    }
}
