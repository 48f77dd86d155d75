//! Whether every row that is open to another office is so by an agreed request.

use kernel::{Ctx, KantorId, OrangId, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{COLUMN, Column, Entity};
use super::lead;
use super::status::Status;

/// A row of a person that is open to an office without an agreed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row.
    pub person: OrangId,
    /// The office that sees it.
    pub office: KantorId,
}

/// The rows that are open without an agreed request.
///
/// # Errors
/// What the database says.
pub async fn audit(ctx: &Ctx) -> Result<Vec<Fault>> {
    let mut suspects = faults(ctx).await?;
    if !suspects.is_empty() {
        // What was being ended while it was read looks wrong once, what somebody's hand did looks wrong twice.
        let again = faults(ctx).await?;
        suspects.retain(|fault| again.contains(fault));
    }
    Ok(suspects)
}

async fn faults(ctx: &Ctx) -> Result<Vec<Fault>> {
    let lent = people::lent(ctx.db()).await?;
    if lent.is_empty() {
        return Ok(Vec::new());
    }
    let agreed = agreed(ctx).await?;
    let mut faults = Vec::new();
    for (person, office) in lent {
        let rows = people::merged(ctx.db(), person).await?;
        if !agreed.iter().any(|(asked, about)| *asked == office && rows.contains(about)) {
            faults.push(Fault { person, office });
        }
    }
    Ok(faults)
}

/// The offices whose requests are agreed, and whom each is about.
async fn agreed(ctx: &Ctx) -> Result<Vec<(KantorId, OrangId)>> {
    let open = Entity::find().filter(COLUMN.status.eq(Status::Disetujui)).filter(Column::DibatalkanPada.is_null());
    let open = open.all(ctx.db()).await?;
    let ids = open.iter().map(|request| request.id);
    let leads = lead::Entity::find().filter(lead::Column::IzinId.is_in(ids)).all(ctx.db()).await?;
    let about = |request: &super::entity::Model| {
        let lead = leads.iter().find(|lead| lead.izin_id == request.id)?;
        Some((request.kantor_id, lead.milik_id))
    };
    Ok(open.iter().filter_map(about).collect())
}
