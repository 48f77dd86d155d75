//! The writers of `SQLite`, and what they commit together.
//!
//! `SQLite` lets one write at a time, and makes each COMMIT durable by itself. Where many wait, short commands take their turns within
//! one transaction, each under a savepoint of its own, and one COMMIT makes all of them durable. Nobody waits for company: the COMMIT
//! comes when those are through who waited at the beginning. A command is answered after it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::{DatabaseBackend, DatabaseConnection, DatabaseTransaction, TransactionTrait};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};

use super::{ACQUIRE, BeforeCommit, Write, immediate};
use crate::problem::{Problem, Result};

/// How long to wait for a turn: as long as for the lock of another process.
const PATIENCE: Duration = ACQUIRE;
/// How many commands are committed together at most.
const MOST: usize = 128;

/// The writers that wait, in the order of their arrival. A writer that has to wait for `SQLite` itself only polls, so with many of them
/// some would wait far too long. Writers of other processes are still waited for by polling.
#[derive(Clone, Default)]
pub struct Queue {
    held: Arc<Mutex<Option<Batch>>>,
    /// Told of each turn that ended, and of each COMMIT of several.
    turns: Arc<Notify>,
}

/// The right to write; dropping it lets the next writer go ahead. Empty on databases that need no queue.
pub struct Turn {
    held: Option<OwnedMutexGuard<Option<Batch>>>,
    turns: Arc<Notify>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.notify_one();
    }
}

/// A transaction of several commands.
struct Batch {
    tx: DatabaseTransaction,
    /// Those whose commands are done, and who wait for the COMMIT.
    done: Vec<oneshot::Sender<Result<()>>>,
    /// Whether a statement of any command failed. `SQLite` may then have undone everything, so nothing of it is committed.
    broken: Arc<AtomicBool>,
    /// A hook of a test that runs just before the COMMIT.
    hook: Option<BeforeCommit>,
    turns: Arc<Notify>,
}

impl Batch {
    /// Commits, and tells those who wait.
    async fn end(self) {
        let outcome = if self.broken.load(Ordering::Acquire) {
            tracing::warn!("commands that were to be committed together are undone, since one of them failed");
            self.tx.rollback().await.map_err(Problem::from).and(Err(Problem::Busy))
        } else {
            if let Some(hook) = &self.hook {
                hook(&self.tx).await;
            }
            self.tx.commit().await.map_err(Problem::from)
        };
        self.turns.notify_one();
        for done in self.done {
            // Nobody listens where the request was given up.
            let _ = done.send(match &outcome {
                Ok(()) => Ok(()),
                Err(problem) => Err(problem.alike()),
            });
        }
    }
}

impl Queue {
    /// Waits for a turn to write.
    ///
    /// # Errors
    /// [`Problem::Busy`] after eight seconds, for example behind a long import.
    pub async fn turn(&self, db: &DatabaseConnection) -> Result<Turn> {
        let turns = Arc::clone(&self.turns);
        if db.get_database_backend() != DatabaseBackend::Sqlite {
            return Ok(Turn { held: None, turns });
        }
        let mut held = held(Arc::clone(&self.held)).await?;
        if let Some(batch) = held.take() {
            // A task of its own: who waits for the COMMIT is told of it also where this request is given up meanwhile.
            let ended = tokio::spawn(async move {
                batch.end().await;
                held
            });
            held = ended.await.map_err(Problem::internal)?;
        }
        Ok(Turn { held: Some(held), turns })
    }

    /// Waits for a turn, and begins a command of the transaction that is open; if none is, begins one.
    ///
    /// # Errors
    /// As [`Queue::turn`]; any database error.
    pub(super) async fn join(&self, db: &DatabaseConnection, hook: Option<&BeforeCommit>) -> Result<Write> {
        // A task of its own: a request that is given up while its savepoint is made would undo the transaction of the others.
        let joined = tokio::spawn(joined(self.clone(), db.clone(), hook.cloned()));
        joined.await.map_err(Problem::internal)?
    }

    /// Waits until somebody has written since this was last waited for.
    pub(super) async fn written(&self) {
        self.turns.notified().await;
    }
}

async fn held(queue: Arc<Mutex<Option<Batch>>>) -> Result<OwnedMutexGuard<Option<Batch>>> {
    tokio::time::timeout(PATIENCE, queue.lock_owned()).await.map_err(|_| Problem::Busy)
}

/// See [`Queue::join`].
async fn joined(queue: Queue, db: DatabaseConnection, hook: Option<BeforeCommit>) -> Result<Write> {
    let (mut held, turns) = (held(Arc::clone(&queue.held)).await?, queue.turns);
    let full = |batch: &mut Batch| batch.done.len() >= MOST || batch.broken.load(Ordering::Acquire);
    if let Some(batch) = held.take_if(full) {
        batch.end().await;
    }
    if held.is_none() {
        let (tx, turns) = (immediate(&db).await?, Arc::clone(&turns));
        *held = Some(Batch { tx, done: Vec::new(), broken: Arc::default(), hook, turns });
        tokio::spawn(end_in_turn(queue.held));
    }
    let batch = held.as_ref().ok_or(Problem::Busy)?;
    let (tx, broken) = (batch.tx.begin().await, Arc::clone(&batch.broken));
    match tx {
        Ok(tx) => Ok(Write::member(tx, broken).within(Turn { held: Some(held), turns })),
        Err(error) => {
            broken.store(true, Ordering::Release);
            Err(error.into())
        }
    }
}

/// Ends what is open when those who wait already have had their turns. A task of its own, since a request may be given up.
async fn end_in_turn(queue: Arc<Mutex<Option<Batch>>>) {
    let mut held = queue.lock_owned().await;
    if let Some(batch) = held.take() {
        batch.end().await;
    }
}

impl Turn {
    /// Waits until what other commands of the transaction wrote before this one is durable.
    pub(super) async fn settled(mut self) -> Result<()> {
        let (done, told) = oneshot::channel();
        match self.held.as_mut().and_then(|held| held.as_mut()) {
            Some(batch) => batch.done.push(done),
            None => return Ok(()),
        }
        drop(self);
        told.await.unwrap_or(Err(Problem::Busy))
    }

    /// Ends a command, and waits until it is durable. The command ends also where the request is given up meanwhile: undoing it after
    /// all would undo the transaction of the others.
    pub(super) async fn commit(mut self, tx: DatabaseTransaction, broken: Arc<AtomicBool>) -> Result<()> {
        let (done, told) = oneshot::channel();
        tokio::spawn(async move {
            let ended = tx.commit().await.map_err(Problem::from);
            match self.held.as_mut().and_then(|held| held.as_mut()) {
                Some(batch) if ended.is_ok() => batch.done.push(done),
                _ => {
                    broken.store(true, Ordering::Release);
                    let _ = done.send(ended.and(Err(Problem::Busy)));
                }
            }
        });
        // Where the transaction went without an end, it was undone.
        told.await.unwrap_or(Err(Problem::Busy))
    }
}
