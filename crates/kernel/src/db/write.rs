//! A write transaction whose COMMIT result can be trusted.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use sea_orm::entity::prelude::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseTransaction, DbErr, ExecResult, QueryResult, Statement, StreamTrait,
};

use super::later::{Ahead, Later};
use super::{Flush, Turn};
use crate::problem::{Problem, Result};

/// A write transaction. Dropping it undoes everything.
///
/// Its COMMIT is the database's own, so the reported result is the true one. After a failed statement the transaction cannot be used any
/// more. Otherwise data could be lost or half saved: on a full disk `SQLite` rolls back by itself and would then commit each following
/// statement on its own, and `PostgreSQL` reports success for the COMMIT of a failed transaction that it rolled back.
pub struct Write {
    tx: Arc<DatabaseTransaction>,
    spoilt: Arc<AtomicBool>,
    /// New rows that are not written yet, see [`Write::later`].
    later: Mutex<Vec<Later>>,
    /// New rows that are being written.
    ahead: Mutex<Option<Ahead>>,
    /// What makes it durable, where its COMMIT does not.
    flush: Option<Arc<Flush>>,
    /// Released after the transaction has ended.
    turn: Option<Turn>,
}

/// A hook of a test that runs just before COMMIT.
pub type BeforeCommit = Arc<dyn for<'a> Fn(&'a DatabaseTransaction) -> BoxFuture<'a, ()> + Send + Sync>;

impl Write {
    pub(super) fn new(tx: DatabaseTransaction) -> Self {
        let (later, ahead) = (Mutex::default(), Mutex::default());
        Self { tx: Arc::new(tx), spoilt: Arc::default(), later, ahead, flush: None, turn: None }
    }

    /// The same, whose COMMIT does not wait for the disk.
    pub(super) fn flushed_by(self, flush: Arc<Flush>) -> Self {
        Self { flush: Some(flush), ..self }
    }

    /// The same, which keeps a turn until it has ended.
    pub(super) fn within(self, turn: Turn) -> Self {
        Self { turn: Some(turn), ..self }
    }

    /// Makes everything written durable. After an error nothing was saved, unless the connection was lost during COMMIT, or the disk
    /// did not take what was committed: then the outcome is unknown.
    ///
    /// # Errors
    /// Any database error, or that an earlier statement failed.
    pub async fn commit(self) -> Result<()> {
        self.flush().await?;
        if self.spoilt.load(Ordering::Acquire) {
            return Err(spoilt().into());
        }
        let tx = Arc::into_inner(self.tx).ok_or_else(|| Problem::internal("rows are still being written"))?;
        let done = tx.commit().await;
        drop(self.turn);
        done?;
        settled(self.flush).await
    }

    /// Undoes everything, and waits until what it may have seen of others is durable: who is told of another's record finds it.
    ///
    /// # Errors
    /// Any error of database or disk.
    pub async fn give_up(self) -> Result<()> {
        self.at_rest().await;
        drop(self.tx);
        drop(self.turn);
        settled(self.flush).await
    }

    /// As [`Write::commit`], but first runs the hook of a test.
    ///
    /// # Errors
    /// As [`Write::commit`].
    pub async fn commit_after(self, hook: Option<&BeforeCommit>) -> Result<()> {
        self.flush().await?;
        if let Some(hook) = hook {
            hook(&self.tx).await;
        }
        self.commit().await
    }

    /// The transaction itself, for statements that do not concern the rows that wait to be written.
    pub(super) fn bare(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// The same, for a task of its own.
    pub(super) fn shared(&self) -> Arc<DatabaseTransaction> {
        Arc::clone(&self.tx)
    }

    pub(super) fn ahead(&self) -> MutexGuard<'_, Option<Ahead>> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn waiting(&self) -> MutexGuard<'_, Vec<Later>> {
        self.later.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn note<T>(&self, outcome: Result<T, DbErr>) -> Result<T, DbErr> {
        if outcome.is_err() {
            self.spoilt.store(true, Ordering::Release);
        }
        outcome
    }

    fn whole(&self) -> Result<(), DbErr> {
        if self.spoilt.load(Ordering::Acquire) { Err(spoilt()) } else { Ok(()) }
    }
}

/// Waits for the disk, where a COMMIT does not.
async fn settled(flush: Option<Arc<Flush>>) -> Result<()> {
    match flush {
        Some(flush) => flush.wait().await,
        None => Ok(()),
    }
}

fn spoilt() -> DbErr {
    DbErr::Custom("a statement of this transaction failed before".to_owned())
}

#[async_trait::async_trait]
impl ConnectionTrait for Write {
    fn get_database_backend(&self) -> DatabaseBackend {
        ConnectionTrait::get_database_backend(&*self.tx)
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.whole()?;
        self.written().await?;
        self.note(self.tx.execute_raw(statement).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.whole()?;
        self.written().await?;
        self.note(self.tx.execute_unprepared(sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.whole()?;
        self.written().await?;
        self.note(self.tx.query_one_raw(statement).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.whole()?;
        self.written().await?;
        self.note(self.tx.query_all_raw(statement).await)
    }
}

impl StreamTrait for Write {
    type Stream<'a> = BoxStream<'a, Result<QueryResult, DbErr>>;

    fn get_database_backend(&self) -> DatabaseBackend {
        ConnectionTrait::get_database_backend(&*self.tx)
    }

    fn stream_raw(&self, statement: Statement) -> BoxFuture<'_, Result<Self::Stream<'_>, DbErr>> {
        Box::pin(async move {
            self.whole()?;
            self.written().await?;
            let rows = self.note(self.tx.stream_raw(statement).await)?;
            Ok(rows.inspect_err(|_| self.spoilt.store(true, Ordering::Release)).boxed())
        })
    }
}
