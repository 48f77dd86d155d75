//! The morning's work: the tasks of all records derived anew, since calendar and clocks may have changed, and the reminders of
//! the day. Whoever enters the row first does it; what is done twice all the same has one effect.

use kernel::{Day, Result};

use crate::compose::Lindung;
use crate::jobs;

/// The name of the morning's job.
pub const MORNING: &str = "pagi";

/// Derives the tasks of all records anew, in all offices. Returns how many were put right.
///
/// # Errors
/// What the database says.
pub async fn derive(lindung: &Lindung) -> Result<usize> {
    let ctx = lindung.system_for("KP2MI", "Tugas pagi")?;
    let mut changed = 0;
    for kind in lindung.registry.all() {
        changed += kind.derive_tasks(&ctx).await?;
    }
    Ok(changed)
}

/// Does the work of a morning. Returns whether this process did it.
///
/// # Errors
/// What the database says; the run stays open and is taken over when its lease is over.
pub async fn run(lindung: &Lindung, today: Day) -> Result<bool> {
    let Some(claimed) = jobs::claim(lindung, MORNING, today).await? else { return Ok(false) };
    let changed = derive(lindung).await?;
    let ctx = lindung.system_for("KP2MI", "Tugas pagi")?;
    let given = records::tugas::remind(&ctx, today).await?;
    let result = format!("{changed} tugas disesuaikan, {given} pengingat");
    jobs::done(lindung, &claimed, &result).await?;
    tracing::info!(%today, result, "morning job done");
    Ok(true)
}

/// Does the work of this morning, if nobody has. Mornings that were missed need none: what was due then is late now.
///
/// # Errors
/// As [`run`].
pub async fn catch_up(lindung: &Lindung) -> Result<bool> {
    run(lindung, jobs::working_day(lindung)).await
}
