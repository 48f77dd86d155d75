//! What a referral does to the complaint: accepted by an office of ours it moves there, refused or given back it returns to
//! the stage that it had.

use kernel::form::Values;
use kernel::{CatatanId, Ctx, Day, KantorId, Problem, Result, Tx};
use records::{Change, Deed, Head};
use sea_orm::EntityTrait;

use super::entity::Model;
use super::status::Status;
use super::table::Verb as Answer;
use crate::pengaduan::decide::decide;
use crate::pengaduan::status::Status as Stage;
use crate::pengaduan::table::Verb;
use crate::pengaduan::{Pengaduan, entity};

pub(super) async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    let Some(old) = deed.old.filter(|old| old.status != deed.new.status) else { return Ok(()) };
    let target = target(ctx, old);
    let complaint = entity::Entity::find_by_id(CatatanId(deed.new.pengaduan_id)).one(&**tx).await?;
    let complaint = complaint.ok_or(Problem::NotFound)?;
    // An older referral has no say over a complaint that has gone on to somebody else.
    let waiting = complaint.status == Stage::Dilimpahkan && complaint.kantor_id == old.kantor_id;
    let answered = match deed.new.status {
        Status::Diterima => deed.new.diterima_pada,
        Status::Ditolak => deed.new.ditolak_pada,
        _ => deed.new.dikembalikan_pada,
    };
    let on = answered.unwrap_or_else(|| ctx.today());
    match (deed.new.status, target) {
        (Status::Diterima, Some(target)) if waiting => {
            hand_over(tx, ctx, change(&complaint, deed.reason), (target, on)).await
        }
        (Status::Dikembalikan, Some(target))
            if complaint.kantor_id == target && complaint.status != Stage::Dilimpahkan =>
        {
            hand_over(tx, ctx, change(&complaint, deed.reason), (old.kantor_id, on)).await
        }
        (Status::Ditolak, _) | (Status::Dikembalikan, None) if waiting => {
            let change = change(&complaint, deed.reason);
            records::change_in::<Pengaduan>(tx, ctx, change, |record, head| back(record, &head, on)).await.map(|_| ())
        }
        (Status::Diterima, Some(_)) => Err(gone(old, Answer::Terima)),
        (Status::Dikembalikan, Some(_)) if complaint.kantor_id != old.kantor_id => Err(gone(old, Answer::Kembalikan)),
        _ => Ok(()),
    }
}

/// The refusal of a step with a complaint that is no longer there to be moved.
fn gone(referral: &Model, answer: Answer) -> Problem {
    Problem::Refused {
        status: referral.status.code(),
        command: answer.code(),
        allowed: Vec::new(),
        detail: "Pengaduannya sudah tidak menunggu di sini: sudah dilimpahkan lagi, ditarik, atau berpindah kantor."
            .to_owned(),
    }
}

/// The office of ours that a referral went to, if it is one.
pub(super) fn target(ctx: &Ctx, referral: &Model) -> Option<KantorId> {
    let code = referral.kantor_tujuan.as_deref()?;
    ctx.house.offices.by_code(code).map(|office| office.id)
}

fn change(complaint: &entity::Model, reason: &str) -> Change {
    Change { id: complaint.id, version: None, reason: reason.to_owned(), happened: None }
}

/// The complaint at the stage that it had; the clocks of that stage run anew from a day.
fn back(record: &entity::Model, head: &Head, on: Day) -> Result<entity::Model> {
    Ok(entity::Model { kembali_pada: Some(on), ..decide(record, Verb::Kembali, &Values::default(), head)? })
}

/// The complaint goes to another office, at the stage that it had; who worked on it here does so no longer.
async fn hand_over(tx: &Tx, ctx: &Ctx, change: Change, (to, on): (KantorId, Day)) -> Result<()> {
    records::hand_over::<Pengaduan>(tx, ctx, change, to, |record, head| {
        Ok(entity::Model { petugas: None, ..back(record, &head, on)? })
    })
    .await
}
