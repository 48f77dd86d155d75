//! Taking what was erased off the disk as well, where the database leaves it in pages that it uses no more.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};

use super::Pen;
use crate::problem::{Problem, Result};

/// Writes the file of `SQLite` anew without free pages, and empties its log. `PostgreSQL` is asked to free what is dead for what comes next.
/// Where it cannot be done now, that is told in the log, and the next time does it.
pub async fn scour(pen: &Pen) {
    let pen = pen.clone();
    // A task of its own: it is done also where the request is given up meanwhile.
    let done = tokio::spawn(async move { scoured(&pen).await }).await;
    if let Err(problem) = done.map_err(Problem::internal).flatten() {
        tracing::warn!(
            ?problem,
            "what was erased may still lie in free pages of the database; the next erasure or VACUUM takes it off"
        );
    }
}

async fn scoured(pen: &Pen) -> Result<()> {
    let (_turn, db) = (pen.turn().await?, pen.connection());
    db.execute_unprepared("VACUUM").await?;
    if pen.is_embedded() {
        emptied(db).await?;
    }
    Ok(())
}

/// How long it is tried to empty the log, and the pause between tries.
const PATIENCE: Duration = Duration::from_secs(2);
/// See [`PATIENCE`].
const PAUSE: Duration = Duration::from_millis(50);

async fn emptied(db: &DatabaseConnection) -> Result<()> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let truncate = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let row = db.query_one_raw(truncate).await?;
        // Where somebody else reads it or carries it over, that is an answer and no error.
        if row.map(|row| row.try_get_by_index::<i64>(0)).transpose()? == Some(0) {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Problem::Busy)
}
