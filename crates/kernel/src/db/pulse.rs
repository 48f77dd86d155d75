//! Checks on a separate connection whether the database answers, so that a request gets an error instead of waiting for a
//! database that hangs.

use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::{Connection, Error};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How often the database is asked.
const EVERY: Duration = Duration::from_secs(1);
/// How long an answer may take. A request waits at most this long plus `EVERY` for a database that hangs.
const PATIENCE: Duration = Duration::from_secs(4);

/// Knows whether the database answers. Until it is started it assumes so, since an embedded database always answers.
pub struct Pulse {
    lost: watch::Sender<bool>,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { lost: watch::Sender::new(false) }
    }
}

impl Pulse {
    /// Starts a task that asks the database of a URL again and again on its own connection, until the task is ended; none for
    /// `SQLite`.
    #[must_use]
    pub fn start(&self, url: &str) -> Option<JoinHandle<()>> {
        url.starts_with("postgres").then(|| tokio::spawn(beat(url.to_owned(), self.lost.clone())))
    }

    /// Completes as soon as the database does not answer; at once if it is not answering already.
    pub async fn lost(&self) {
        let mut seen = self.lost.subscribe();
        // The sender lives as long as `self`, so this does not fail.
        let _ = seen.wait_for(|lost| *lost).await;
    }
}

async fn beat(url: String, lost: watch::Sender<bool>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut held = None;
    loop {
        ticks.tick().await;
        let asked = timeout(PATIENCE, ask(held.take(), &url)).await;
        let answered = match asked {
            Ok(Ok(connection)) => {
                held = Some(connection);
                true
            }
            Ok(Err(error)) => speaks(&error),
            Err(_) => false,
        };
        let turned = lost.send_if_modified(|lost| std::mem::replace(lost, !answered) == answered);
        if turned && answered {
            tracing::info!("the database answers again");
        } else if turned {
            tracing::error!("the database does not answer");
        }
    }
}

async fn ask(held: Option<PgConnection>, url: &str) -> Result<PgConnection, Error> {
    let mut connection = match held {
        Some(connection) => connection,
        None => PgConnection::connect(url).await?,
    };
    connection.ping().await?;
    Ok(connection)
}

/// Whether an error counts as an answer: a server with no free connection for this check still serves its other connections.
fn speaks(error: &Error) -> bool {
    matches!(error, Error::Database(refusal) if !refusal.code().is_some_and(|code| code.starts_with("57")))
}
