//! The way of what `SQLite` wrote from its log (WAL) into the database, beside the writers.
//!
//! By itself `SQLite` goes it within the COMMIT that fills the log, and waits for the disk: the pen is held, and with it all who wait to write.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection};

use super::Queue;

/// How long is waited after somebody wrote, so that what is written meanwhile goes along.
const SOON: Duration = Duration::from_millis(25);
/// Carries over what no reader still needs in the log, and waits for nobody.
const CARRY: &str = "PRAGMA wal_checkpoint(PASSIVE)";
/// From how many pages of the log on a writer carries over itself: what is left is little then, and the log begins anew. It does not
/// while it is written all the time.
pub(super) const LOG: &str = "2000";

/// Carries over what is written, until the task is ended; `PostgreSQL` has processes of its own for it.
pub async fn carry_over(db: &DatabaseConnection, queue: &Queue) {
    if db.get_database_backend() != DatabaseBackend::Sqlite {
        return;
    }
    let mut failed = false;
    loop {
        queue.written().await;
        tokio::time::sleep(SOON).await;
        let done = db.execute_unprepared(CARRY).await;
        if let Some(error) = done.as_ref().err().filter(|_| !failed) {
            tracing::warn!(%error, "what was written stays in the log of the database for now");
        }
        failed = done.is_err();
    }
}
