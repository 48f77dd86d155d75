//! What the answer to a request does: who agreed is obeyed in the same transaction.

use kernel::{Ctx, KantorId, OrangId, Result, Tx};
use records::Deed;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{COLUMN, Column, Entity, Model};
use super::lead;
use super::status::Status;

pub(super) async fn follow(tx: &Tx, _: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    let Some(old) = deed.old.filter(|old| old.status != deed.new.status) else { return Ok(()) };
    let office = old.kantor_id;
    match deed.new.status {
        Status::Disetujui => {
            let lead = lead::of(&**tx, old.id).await?;
            people::lend(tx, people::find(&**tx, lead.milik_id).await?.id, office).await
        }
        Status::Berakhir => {
            let lead = lead::of(&**tx, old.id).await?;
            let rows = people::merged(&**tx, lead.milik_id).await?;
            if agreed(tx, office, &rows).await? {
                return Ok(());
            }
            people::take_back(tx, lead.milik_id, office).await
        }
        _ => Ok(()),
    }
}

/// Whether another request of an office about one of some rows is agreed: it opens the person still.
async fn agreed(tx: &Tx, office: KantorId, rows: &[OrangId]) -> Result<bool> {
    let about = Query::select()
        .column(lead::Column::IzinId)
        .from(lead::Entity)
        .and_where(Expr::col(lead::Column::MilikId).is_in(rows.iter().copied()))
        .to_owned();
    let open = Entity::find()
        .filter(Expr::col(Column::Id).in_subquery(about))
        .filter(Column::KantorId.eq(office))
        .filter(Column::DibatalkanPada.is_null())
        .filter(COLUMN.status.eq(Status::Disetujui));
    Ok(open.one(&**tx).await?.is_some())
}

/// The office that is asked.
pub(super) fn asked(ctx: &Ctx, request: &Model) -> Option<KantorId> {
    ctx.house.offices.by_code(&request.kantor_tujuan).map(|office| office.id)
}
