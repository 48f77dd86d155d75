//! Marking somebody on a manifest as not come, or as expected after all.

use kernel::{Ctx, Problem, Result, Tx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::op::Mark;
use super::run::Done;
use crate::manifes::{self, Status};
use pemulangan::kedatangan;

/// Marks the line. Taking the mark from somebody who has been met since is nothing to do.
///
/// # Errors
/// As [`manifes::absent`].
pub(super) async fn mark(tx: &Tx, ctx: &Ctx, asked: &Mark) -> Result<Done> {
    standing(tx, ctx, asked).await?;
    match manifes::absent(tx, ctx, asked.manifes, asked.tidak_datang).await {
        Err(Problem::Refused { status, .. }) if !asked.tidak_datang && status == Status::Ditemui.code() => {}
        done => done?,
    }
    Ok(Done::default())
}

/// Refuses to change a line of an arrival that is done or withdrawn. Saying again what stands there is nothing to refuse.
async fn standing(tx: &Tx, ctx: &Ctx, asked: &Mark) -> Result<()> {
    let own = manifes::Entity::find_by_id(asked.manifes)
        .filter(ctx.of_offices(pemulangan::baris::Column::KantorId.as_column_ref()));
    let Some(line) = own.one(&**tx).await? else { return Ok(()) };
    let arrival = kedatangan::entity::Entity::find_by_id(line.kedatangan_id).one(&**tx).await?;
    let over = arrival.is_some_and(|arrival| {
        arrival.dibatalkan_pada.is_some() || arrival.status == kedatangan::status::Status::Selesai
    });
    let already = asked.tidak_datang == (line.status == Status::TidakDatang);
    if over && !already && line.status != Status::Ditemui {
        let detail = "Kedatangan ini sudah selesai atau dibatalkan. Buka kembali dahulu di konsol, lalu kirim lagi.";
        return Err(Problem::field("manifes", detail));
    }
    Ok(())
}
