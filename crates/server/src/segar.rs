//! Words, holidays, clocks and agreements that another server changed, looked for every few seconds, and the tasks that follow holidays and clocks.
//! Whoever enters the row first derives them; what is done twice all the same has one effect.

use std::time::Duration;

use chrono::Days;
use kernel::{Day, Problem, Result};

use crate::compose::Lindung;
use crate::{jobs, pagi, putar};

/// The name of the job that derives tasks anew after holidays or clocks have changed.
pub const HOLIDAYS: &str = "libur";
/// How often it is looked.
const EVERY: Duration = Duration::from_secs(10);

/// Puts in force what is new, and derives the tasks of all records anew where there are more entries about holidays and clocks than `seen`. Returns
/// how many there are.
///
/// # Errors
/// What the database says.
pub async fn look(lindung: &Lindung, seen: i64) -> Result<i64> {
    lindung.agreements.refresh().await?;
    let newest = lindung.rujukan.refresh().await?;
    if newest <= seen {
        return Ok(newest);
    }
    // A run is named by a day; this one is for an entry, so the number of entries stands for the day.
    let number = u64::try_from(newest).map_err(Problem::internal)?;
    let due = Day::default().checked_add_days(Days::new(number)).unwrap_or_default();
    if let Some(claimed) = jobs::claim(lindung, HOLIDAYS, due).await? {
        let changed = pagi::derive(lindung).await?;
        let result = format!("{changed} tugas disesuaikan");
        jobs::done(lindung, &claimed, &result).await?;
        tracing::info!(entry = newest, result, "tasks follow the holidays and clocks");
    } else if !jobs::is_done(lindung, HOLIDAYS, due).await? {
        // Somebody else has begun it and may not come to its end: it is looked at again.
        return Ok(seen);
    }
    Ok(newest)
}

/// Looks every few seconds, as long as the program runs. Tasks are derived one look after a change was met, when the other servers have met it
/// too and none makes a task by the old calendar or clock any more.
pub(crate) async fn watch(lindung: &Lindung) {
    let (mut seen, mut met) = (0, 0);
    loop {
        if let Err(error) = putar::follow(lindung).await {
            tracing::error!(%error, "the house changes its master key, and the new one is not found here: give this server the key file");
        }
        let looked = async {
            lindung.agreements.refresh().await?;
            let newest = lindung.rujukan.refresh().await?;
            let again = std::mem::replace(&mut met, newest) == newest;
            if again { look(lindung, seen).await } else { Ok(seen) }
        };
        match looked.await {
            Ok(newest) => seen = newest,
            Err(error) => {
                tracing::error!(%error, "changes of words, holidays, clocks and agreements could not be looked for");
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}
