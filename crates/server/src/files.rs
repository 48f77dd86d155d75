//! The nightly care of the files of attachments.

use chrono::TimeDelta;
use kernel::Result;
use lampiran::{Depth, Fault};
use reporting::audit::Finding;

use crate::compose::Lindung;

/// How old a file must be that no attachment names before it is removed: an upload may be between file and row.
const ORPHAN: TimeDelta = TimeDelta::days(1);

/// Removes files that no attachment names and that are older than a day. Returns how many.
///
/// # Errors
/// What the disk or the database says.
pub async fn sweep(lindung: &Lindung) -> Result<usize> {
    let ctx = lindung.system_for("KP2MI", "Tugas malam")?;
    lampiran::sweep(&ctx, &lindung.store, (ctx.now() - ORPHAN).into()).await
}

/// Attachments whose files are not as they were left.
///
/// # Errors
/// What the database says.
pub async fn faults(lindung: &Lindung, depth: Depth) -> Result<Vec<Finding>> {
    let ctx = lindung.system_for("KP2MI", "Audit")?;
    Ok(lampiran::verify(&ctx, &lindung.store, depth).await?.into_iter().map(of_attachment).collect())
}

fn of_attachment(Fault { row, detail }: Fault) -> Finding {
    Finding {
        about: "lampiran",
        kind: row.jenis,
        office: Some(row.kantor_id),
        record: Some(row.catatan_id),
        number: row.id.to_string(),
        measure: None,
        detail: detail.to_owned(),
    }
}
