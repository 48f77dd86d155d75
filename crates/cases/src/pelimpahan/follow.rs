//! What a referral does to the complaint: accepted by an office of ours it moves there, refused or given back it returns to
//! the stage that it had.

use kernel::form::Values;
use kernel::{CatatanId, Ctx, KantorId, Problem, Result, Tx};
use records::{Change, Deed, Head};
use sea_orm::EntityTrait;

use super::entity::Model;
use super::status::Status;
use crate::pengaduan::decide::decide;
use crate::pengaduan::status::Status as Stage;
use crate::pengaduan::table::Verb;
use crate::pengaduan::{Pengaduan, entity};

pub(super) async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    let Some(old) = deed.old.filter(|old| old.status != deed.new.status) else { return Ok(()) };
    let target = deed.new.kantor_tujuan.as_deref().and_then(|code| ctx.house.offices.by_code(code)).map(|o| o.id);
    let complaint = entity::Entity::find_by_id(CatatanId(deed.new.pengaduan_id)).one(&**tx).await?;
    let complaint = complaint.ok_or(Problem::NotFound)?;
    match deed.new.status {
        Status::Diterima if complaint.status == Stage::Dilimpahkan => match target {
            Some(target) => {
                answering(ctx, old, target)?;
                hand_over(tx, ctx, &complaint, target, deed.reason).await
            }
            None => Ok(()),
        },
        Status::Dikembalikan if target == Some(complaint.kantor_id) && target != Some(old.kantor_id) => {
            hand_over(tx, ctx, &complaint, old.kantor_id, deed.reason).await
        }
        Status::Ditolak | Status::Dikembalikan if complaint.status == Stage::Dilimpahkan => {
            let change = change(&complaint, deed.reason);
            records::change_in::<Pengaduan>(tx, ctx, change, |record, head| back(record, &head)).await.map(|_| ())
        }
        _ => Ok(()),
    }
}

/// Only the office that was asked may accept.
fn answering(ctx: &Ctx, referral: &Model, target: KantorId) -> Result<()> {
    if ctx.actor.offices.contains(&target) {
        return Ok(());
    }
    Err(Problem::Refused {
        status: referral.status.code(),
        command: "terima",
        allowed: vec!["tolak"],
        detail: "Hanya kantor tujuan yang dapat menerima pelimpahan ini.".to_owned(),
    })
}

fn change(complaint: &entity::Model, reason: &str) -> Change {
    Change { id: complaint.id, version: None, reason: reason.to_owned(), happened: None }
}

fn back(record: &entity::Model, head: &Head) -> Result<entity::Model> {
    decide(record, Verb::Kembali, &Values::default(), head)
}

/// The complaint goes to another office, at the stage that it had; who worked on it here does so no longer.
async fn hand_over(tx: &Tx, ctx: &Ctx, complaint: &entity::Model, to: KantorId, reason: &str) -> Result<()> {
    records::hand_over::<Pengaduan>(tx, ctx, change(complaint, reason), to, |record, head| {
        Ok(entity::Model { petugas: None, ..back(record, &head)? })
    })
    .await
}
