//! The way of what `SQLite` wrote from its log (WAL) into the database, beside the writers.
//!
//! By itself `SQLite` goes it within the COMMIT that fills the log, and waits for the disk: the pen is held, and with it all who wait to write.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};

use super::Pen;
use crate::problem::{Problem, Result};
use crate::space::{DATA, MEGABYTE, Space};

/// Carries over what no reader still needs in the log, and waits for nobody.
const CARRY: &str = "PRAGMA wal_checkpoint(PASSIVE)";

/// How the log is carried over.
pub(super) struct Way {
    /// How long is waited after somebody wrote. Many who write meanwhile mostly change the same pages, and each page goes this way once.
    pause: Duration,
    /// From how many pages on the log is to begin anew, which it never does while it is written all the time.
    most: i64,
    /// From how many pages on a writer carries over itself, where nobody did it.
    pub(super) own: &'static str,
}

/// With a log of 32 MB.
const WIDE: Way = Way { pause: Duration::from_millis(250), most: 8_000, own: "16000" };
/// With one of 8 MB: a longer one would take the room that the database needs to take it in.
const NARROW: Way = Way { pause: Duration::from_millis(25), most: 2_000, own: LOG };
/// The narrow way is gone where fewer bytes are free on the disk of the data.
const ROOM: u64 = 512 * MEGABYTE;
/// From how many pages on whoever else writes carries over.
pub(super) const LOG: &str = "2000";

/// The way for the room that there is.
pub(super) async fn way(space: &Space) -> Way {
    if space.free(DATA).await.is_some_and(|free| free >= ROOM) { WIDE } else { NARROW }
}

/// Carries over what is written, until the task is ended; `PostgreSQL` has processes of its own for it.
pub async fn carry_over(db: &DatabaseConnection, pen: &Pen, space: &Space) {
    if !pen.is_embedded() {
        return;
    }
    let mut failed = false;
    loop {
        pen.written().await;
        let way = way(space).await;
        tokio::time::sleep(way.pause).await;
        let done = carried_over(db, pen, way.most).await;
        if let Some(problem) = done.as_ref().err().filter(|_| !failed) {
            tracing::warn!(?problem, "what was written stays in the log of the database for now");
        }
        failed = done.is_err();
    }
}

async fn carried_over(db: &DatabaseConnection, pen: &Pen, most: i64) -> Result<()> {
    let log = carry(db).await?;
    if log.pages < most || log.carried == log.pages {
        return Ok(());
    }
    // It begins anew with who writes when nothing is left in it. Less has come meanwhile than before, so the pen is held for little.
    carry(db).await?;
    let _turn = pen.turn().await?;
    carry(pen.connection()).await.map(drop)
}

/// The log after it was carried over.
struct Log {
    pages: i64,
    carried: i64,
}

async fn carry(db: &DatabaseConnection) -> Result<Log> {
    let row = db.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, CARRY)).await?;
    let row = row.ok_or_else(|| Problem::internal("SQLite says nothing of its log"))?;
    Ok(Log { pages: row.try_get_by_index(1)?, carried: row.try_get_by_index(2)? })
}
