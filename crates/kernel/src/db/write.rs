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

use super::later::Later;
use crate::problem::Result;

/// A write transaction. Dropping it undoes everything.
///
/// It cannot be nested, so its COMMIT is the database's own and the reported result is the true one. After a failed statement
/// the transaction cannot be used any more. Otherwise data could be lost or half saved: on a full disk `SQLite` rolls back by
/// itself and would then commit each following statement on its own, and `PostgreSQL` reports success for the COMMIT of a
/// failed transaction that it rolled back.
pub struct Write {
    tx: DatabaseTransaction,
    spoilt: AtomicBool,
    /// New rows that are not written yet, see [`Write::later`].
    later: Mutex<Vec<Later>>,
}

/// A hook of a test that runs just before COMMIT.
pub type BeforeCommit = Arc<dyn for<'a> Fn(&'a DatabaseTransaction) -> BoxFuture<'a, ()> + Send + Sync>;

impl Write {
    pub(super) fn new(tx: DatabaseTransaction) -> Self {
        Self { tx, spoilt: AtomicBool::new(false), later: Mutex::default() }
    }

    /// Makes everything written durable. After an error nothing was saved, unless the connection was lost during COMMIT: then
    /// the outcome is unknown.
    ///
    /// # Errors
    /// Any database error, or that an earlier statement failed.
    pub async fn commit(self) -> Result<()> {
        self.flush().await?;
        if self.spoilt.load(Ordering::Acquire) {
            return Err(spoilt().into());
        }
        Ok(self.tx.commit().await?)
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

fn spoilt() -> DbErr {
    DbErr::Custom("a statement of this transaction failed before".to_owned())
}

#[async_trait::async_trait]
impl ConnectionTrait for Write {
    fn get_database_backend(&self) -> DatabaseBackend {
        ConnectionTrait::get_database_backend(&self.tx)
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
        ConnectionTrait::get_database_backend(&self.tx)
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
