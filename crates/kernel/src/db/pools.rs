//! The pools of connections to the one database.

use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{ConnectOptions as _, Connection};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement};

use super::kept::To;
use super::log::Log;
use super::{ACQUIRE, Flush, Kept, Pen, checkpoint};
use crate::problem::{Problem, Result};
use crate::space::Space;

/// The pools, by what their connections are for.
///
/// `PostgreSQL` plans a statement anew for each set of values where a plan for all values may be a bad one: for a rare name, a common one,
/// a page far down a filtered list. Where rows are found by a key there is one good plan, and making it costs up to ten times as much as using it: there
/// it is made once for a connection, at its first use. For writing the server chooses: it plans anew five times, and then compares.
pub struct Pools {
    /// For lists, searches and figures.
    pub lists: DatabaseConnection,
    /// For rows that are found by a key, and for lists to which an index leads for any values, each by a single statement.
    pub keyed: Kept,
    /// For writing.
    pub pen: Pen,
}

impl Pools {
    /// Opens the pools: `connections` for lists, half as many for rows that are found by a key, since those who read at the same moment share a
    /// statement, and half as many for writing. Those that are kept are opened when they are first needed. How long the log of `SQLite` may
    /// become depends on the room on the disk.
    ///
    /// # Errors
    /// As [`connect`].
    pub async fn open(url: &str, connections: u32, space: &Space) -> Result<Self> {
        let half = connections.div_ceil(2);
        if url.starts_with("sqlite:") {
            let at: SqliteConnectOptions = url.parse().map_err(Problem::internal)?;
            let lists = connect(url, connections).await?;
            // A disk of the network may not allow a log: then only COMMIT itself can wait for the disk.
            let level = if is_logged(&lists).await? { SqliteSynchronous::Normal } else { SqliteSynchronous::Full };
            let log = checkpoint::way(space).await.own;
            let writer = file(at.clone(), WRITER).pragma("wal_autocheckpoint", log).synchronous(level);
            let own = embedded(url, 1, move |_| writer.clone());
            let log = Log::of(&at).map_err(Problem::internal)?;
            let pen = Pen::of_file(reach(own).await?, Flush::of_log(log));
            pen.weigh().await;
            let keyed = Kept::new(To::Sqlite(file(at, READER)), half)?;
            return Ok(Self { lists, keyed, pen });
        }
        let lists = connect(url, connections).await?;
        let to = |plans| Ok::<_, Problem>(To::Postgres(planned(url.parse().map_err(Problem::internal)?, plans)));
        let keyed = Kept::new(to("force_generic_plan")?, half)?;
        let pen = Pen::of_server(reach(served(url, half, "auto")).await?, Kept::new(to("auto")?, 2)?);
        Ok(Self { lists, keyed, pen })
    }
}

/// Whether `SQLite` writes a log.
async fn is_logged(db: &DatabaseConnection) -> Result<bool> {
    let row = db.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA journal_mode")).await?;
    let mode: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(mode.as_deref() == Some("wal"))
}

/// How many rows of an index are looked at to know how many have the same value.
const SAMPLE: &str = "PRAGMA analysis_limit = 400";
/// Looks at the tables that grew or shrank tenfold since they were looked at, and at those that never were.
const WEIGH: &str = "PRAGMA optimize = 0x10002";

impl Pen {
    /// Has `SQLite` look at how its indexes are filled, so that it finds rows by the index that leaves the fewest: without, it goes through
    /// all records of an office for a rare name. Connections see it when they are opened, which each is again every half hour.
    /// `PostgreSQL` does so by itself. Where it cannot be done now, as on a full disk, what was seen before stays.
    pub async fn weigh(&self) {
        if self.is_embedded()
            && let Err(problem) = self.weighed().await
        {
            tracing::warn!(?problem, "the indexes of the database were not looked at");
        }
    }

    async fn weighed(&self) -> Result<()> {
        let _turn = self.turn().await?;
        for pragma in [SAMPLE, WEIGH] {
            self.connection().execute_unprepared(pragma).await?;
        }
        Ok(())
    }
}

/// Opens a pool. `SQLite` runs with WAL and `synchronous=FULL`, since an acknowledged write must survive a power cut.
///
/// A pooled connection that is still inside a transaction is closed, not used. Its COMMIT or ROLLBACK failed, so new work on it
/// would be nested in that transaction and never be committed (ADR 0024).
///
/// # Errors
/// [`Problem::Busy`] when the database cannot be reached within eight seconds.
pub async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection> {
    let sqlite = url.starts_with("sqlite:");
    reach(if sqlite {
        embedded(url, connections, |sqlite| file(sqlite, READER))
    } else {
        served(url, connections, "force_custom_plan")
    })
    .await
}

async fn reach(options: ConnectOptions) -> Result<DatabaseConnection> {
    Database::connect(options).await.map_err(|error| {
        tracing::error!(%error, "database cannot be reached");
        Problem::Busy
    })
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).connect_timeout(ACQUIRE).acquire_timeout(ACQUIRE).sqlx_logging(false);
    options.test_before_acquire_if_idle_for(RESTED);
    options
}

/// How long a connection has rested when it is asked whether it still stands before it is used: that is a way there and back, as long as
/// a statement that finds one row. One that broke in a shorter rest fails its request and is thrown away.
pub(super) const RESTED: Duration = Duration::from_secs(1);

/// How much of an embedded database the one connection that writes keeps in memory, in KiB, negative as `SQLite` wants it.
const WRITER: &str = "-16384";
/// The same of each other connection: whoever writes empties it, so it is rarely full of what is asked next.
const READER: &str = "-8192";

fn embedded(
    url: &str,
    connections: u32,
    file: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> ConnectOptions {
    let mut options = options(url, connections);
    options.map_sqlx_sqlite_before_acquire(|conn, _| Box::pin(async { Ok(!conn.is_in_transaction()) }));
    options.map_sqlx_sqlite_opts(file);
    options
}

fn file(sqlite: SqliteConnectOptions, cache: &'static str) -> SqliteConnectOptions {
    sqlite
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(ACQUIRE)
        // A separate thread delivers the rows; with a small buffer the two threads wait for each other.
        .row_buffer_size(1_000)
        // Mapped memory would be given back and mapped anew at the first read after each write, so pages are read by calls.
        .pragma("cache_size", cache)
        .pragma("wal_autocheckpoint", checkpoint::LOG)
        .pragma("temp_store", "memory")
        .disable_statement_logging()
}

fn served(url: &str, connections: u32, plans: &'static str) -> ConnectOptions {
    let mut options = options(url, connections);
    options.map_sqlx_postgres_before_acquire(|conn, _| Box::pin(async { Ok(!conn.is_in_transaction()) }));
    options.map_sqlx_postgres_opts(move |postgres| planned(postgres, plans));
    options
}

fn planned(postgres: PgConnectOptions, plans: &'static str) -> PgConnectOptions {
    postgres.options([("plan_cache_mode", plans)]).disable_statement_logging()
}
