//! How many files stand behind each figure of the report.

use chrono::{DateTime, Utc};
use kernel::period::Period;
use kernel::{Ctx, KantorId, Result};
use records::evidence::{Behind, behind};

use crate::sumber::Line;

/// What stands behind the figures of a year, item by item in their order.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or what the database says.
pub(crate) async fn gather(
    ctx: &Ctx,
    lines: &[Line],
    (office, year): (KantorId, i32),
    at: Option<DateTime<Utc>>,
) -> Result<Vec<Behind>> {
    let offices = ctx.house.offices.with_below(office);
    let mut found = Vec::with_capacity(lines.len());
    for line in lines {
        let parts = line.definition.parts();
        found.push(behind(ctx, &parts, (offices.as_slice(), Period::year(year)), at).await?);
    }
    Ok(found)
}
