//! Connections that are kept from one use to the next, for single statements.
//!
//! The pool of sqlx asks each connection after its use whether it still stands, in a task of its own: one more way to the database and back,
//! for which another worker wakes up. Here one is asked that has rested, and one whose statement did not come to its end is thrown away.

use std::time::Duration;

use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleError, RecycleResult};
use futures_util::TryStreamExt;
use sea_orm::entity::prelude::async_trait;
use sea_orm::sea_query::Values;
use sea_orm::sqlx::{
    self, AssertSqlSafe, Connection, Database, Executor, IntoArguments, PgConnection, SqliteConnection,
    postgres::PgConnectOptions, sqlite::SqliteConnectOptions,
};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
};
use sea_query_sqlx::SqlxValues;

use super::ACQUIRE;
use super::pools::RESTED;
use crate::problem::{Problem, Result};

/// After how long a connection is opened anew: what the server keeps for it grows, and the indexes are weighed anew.
const LIFETIME: Duration = Duration::from_mins(30);

/// When a server that takes nobody in is asked again.
const AGAIN: Duration = Duration::from_millis(100);

/// Whether a server starts just now, or has no connection left.
fn comes_back(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(refusal) => refusal.code().is_some_and(|code| ["57P03", "53300"].contains(&&*code)),
        _ => false,
    }
}

/// Connections for single statements. The one that was used last is used next, since it has still at hand what it read.
#[derive(Clone)]
pub struct Kept(Pool<To>);

/// Where connections lead to.
pub(super) enum To {
    Postgres(PgConnectOptions),
    Sqlite(SqliteConnectOptions),
}

/// A connection, and whether a statement has not come to its end on it.
pub(super) struct Seat {
    link: Link,
    under_way: bool,
}

enum Link {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

impl Manager for To {
    type Type = Seat;
    type Error = sqlx::Error;

    /// Where the server does not take anybody in now, this asks again and again; who waits gives up in time.
    async fn create(&self) -> Result<Seat, sqlx::Error> {
        loop {
            let link = match self {
                Self::Postgres(options) => PgConnection::connect_with(options).await.map(Link::Postgres),
                Self::Sqlite(options) => SqliteConnection::connect_with(options).await.map(Link::Sqlite),
            };
            match link {
                Err(error) if comes_back(&error) => tokio::time::sleep(AGAIN).await,
                link => return Ok(Seat { link: link?, under_way: false }),
            }
        }
    }

    async fn recycle(&self, seat: &mut Seat, used: &Metrics) -> RecycleResult<sqlx::Error> {
        if seat.under_way || used.age() > LIFETIME {
            return Err(RecycleError::message("is opened anew"));
        }
        if used.last_used() > RESTED {
            match &mut seat.link {
                Link::Postgres(link) => link.ping().await?,
                Link::Sqlite(link) => link.ping().await?,
            }
        }
        Ok(())
    }
}

impl Kept {
    /// Up to so many connections, each opened when it is first needed.
    ///
    /// # Errors
    /// [`Problem::Internal`] where a pool cannot be made.
    pub(super) fn new(to: To, connections: u32) -> Result<Self> {
        let many = usize::try_from(connections).map_err(Problem::internal)?;
        let pool = Pool::builder(to).max_size(many).queue_mode(QueueMode::Lifo).build().map_err(Problem::internal)?;
        Ok(Self(pool))
    }

    async fn seat(&self) -> Result<Object<To>, DbErr> {
        match tokio::time::timeout(ACQUIRE, self.0.get()).await {
            Ok(Ok(seat)) => Ok(seat),
            Ok(Err(PoolError::Backend(error))) => Err(DbErr::Conn(RuntimeErr::SqlxError(error.into()))),
            Ok(Err(_)) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
            Err(_) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        }
    }

    /// Passes each row that a statement finds to `take`, as it comes.
    ///
    /// # Errors
    /// Any database error, or an error of `take`.
    #[tracing::instrument(level = "trace", skip_all)]
    pub async fn each<E: From<DbErr> + Send>(
        &self,
        statement: Statement,
        mut take: impl FnMut(QueryResult) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        let mut seat = self.seat().await?;
        seat.under_way = true;
        match &mut seat.link {
            Link::Postgres(link) => each(link, statement, &mut take).await?,
            Link::Sqlite(link) => each(link, statement, &mut take).await?,
        }
        seat.under_way = false;
        Ok(())
    }

    #[tracing::instrument(level = "trace", skip_all)]
    async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut seat = self.seat().await?;
        seat.under_way = true;
        let (sql, values) = parts(statement);
        let sql = AssertSqlSafe(sql);
        let done = match &mut seat.link {
            Link::Postgres(link) => sqlx::query_with(sql, values).execute(link).await.map(ExecResult::from),
            Link::Sqlite(link) => sqlx::query_with(sql, values).execute(link).await.map(ExecResult::from),
        };
        let done = done.map_err(|error| DbErr::Exec(RuntimeErr::SqlxError(error.into())))?;
        seat.under_way = false;
        Ok(done)
    }

    /// Closes the connections.
    pub async fn close(&self) {
        let idle = self.0.retain(|_, _| false).removed;
        self.0.close();
        for seat in idle {
            let closed = match seat.link {
                Link::Postgres(link) => link.close().await,
                Link::Sqlite(link) => link.close().await,
            };
            if let Err(error) = closed {
                tracing::debug!(%error, "a connection was not closed in order");
            }
        }
    }
}

fn parts(Statement { sql, values, .. }: Statement) -> (String, SqlxValues) {
    (sql, SqlxValues(values.unwrap_or(Values(Vec::new()))))
}

async fn each<'c, C, D, E>(
    link: C,
    statement: Statement,
    take: &mut (impl FnMut(QueryResult) -> Result<(), E> + Send),
) -> Result<(), E>
where
    C: Executor<'c, Database = D> + 'c,
    D: Database,
    SqlxValues: IntoArguments<D>,
    QueryResult: From<D::Row>,
    E: From<DbErr>,
{
    let (sql, values) = parts(statement);
    let mut rows = sqlx::query_with::<D, _>(AssertSqlSafe(sql), values).fetch(link);
    while let Some(row) = rows.try_next().await.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))? {
        take(row.into())?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl ConnectionTrait for Kept {
    fn get_database_backend(&self) -> DatabaseBackend {
        match self.0.manager() {
            To::Postgres(_) => DatabaseBackend::Postgres,
            To::Sqlite(_) => DatabaseBackend::Sqlite,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.execute(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.execute(Statement::from_string(self.get_database_backend(), sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(statement).await?.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut rows = Vec::new();
        self.each::<DbErr>(statement, |row| {
            rows.push(row);
            Ok(())
        })
        .await?;
        Ok(rows)
    }
}
