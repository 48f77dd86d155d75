//! What the answer to a request does: who agreed is obeyed in the same transaction.

use kernel::{Ctx, KantorId, Result, Tx};
use records::Deed;

use super::entity::Model;
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
            let kept = people::find(&**tx, lead.milik_id).await?.id;
            people::take_back(tx, lead.milik_id, office).await?;
            people::take_back(tx, kept, office).await
        }
        _ => Ok(()),
    }
}

/// The office that is asked.
pub(super) fn asked(ctx: &Ctx, request: &Model) -> Option<KantorId> {
    ctx.house.offices.by_code(&request.kantor_tujuan).map(|office| office.id)
}
