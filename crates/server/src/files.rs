//! The nightly care of the files of attachments.

use chrono::TimeDelta;
use kernel::{CatatanId, Ctx, Problem, Result};
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
    let mut findings = Vec::new();
    for fault in lampiran::verify(&ctx, &lindung.store, depth).await? {
        findings.push(of_attachment(lindung, &ctx, fault).await?);
    }
    Ok(findings)
}

/// The finding names the record as well, by its number where that is known.
async fn of_attachment(lindung: &Lindung, ctx: &Ctx, Fault { row, detail }: Fault) -> Result<Finding> {
    let record = row.catatan_id;
    let named = number(lindung, ctx, &row.jenis, record).await?;
    Ok(Finding {
        about: "lampiran",
        kind: row.jenis,
        office: Some(row.kantor_id),
        record: Some(record),
        number: row.id.to_string(),
        measure: None,
        detail: format!("{detail} (lampiran catatan {named})"),
    })
}

/// The number of a record; its id where it is gone, or of no kind that has numbers. It leaves no trace, since nothing of it is
/// shown.
pub(crate) async fn number(lindung: &Lindung, ctx: &Ctx, kind: &str, record: CatatanId) -> Result<String> {
    let Some(kind) = lindung.registry.find(kind) else { return Ok(record.to_string()) };
    match kind.head(ctx, record).await {
        Ok((head, _)) => Ok(head.number),
        Err(Problem::NotFound) => Ok(record.to_string()),
        Err(problem) => Err(problem),
    }
}
