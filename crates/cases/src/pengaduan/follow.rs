//! What else happens when a complaint changes: who refers it makes a referral, and who ends it ends the referral too.

use kernel::form::Values;
use kernel::{Ctx, Problem, Result, Tx};
use records::{Change, Deed, Entered, Request};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{KEY, Model};
use super::status::Status;
use crate::pelimpahan::entity::KEY as SENT;
use crate::pelimpahan::{self, Pelimpahan};

pub(super) async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    let (was, is) = (deed.old.map(|old| old.status), deed.new.status);
    let moved = deed.old.is_some_and(|old| old.kantor_id != deed.new.kantor_id);
    if was == Some(is) || moved {
        return Ok(());
    }
    if is == Status::Dilimpahkan {
        return refer(tx, ctx, deed.new).await;
    }
    let ended = matches!(is, Status::Selesai | Status::Ditutup | Status::Dicabut);
    if was.is_some() && (ended || was == Some(Status::Dilimpahkan)) {
        return end(tx, ctx, deed.new, ended).await;
    }
    Ok(())
}

/// Makes the record of a referral, in the office that the complaint belongs to.
async fn refer(tx: &Tx, ctx: &Ctx, complaint: &Model) -> Result<()> {
    let target = complaint.limpah_kantor.as_deref().and_then(|code| ctx.house.offices.by_code(code));
    if target.is_some_and(|office| office.id == complaint.kantor_id) {
        return Err(Problem::field(KEY.limpah_kantor, "Ini kantor pengaduan itu sendiri. Pilih kantor lain."));
    }
    let values = Values::default()
        .linked(SENT.pengaduan, &complaint.nomor)
        .with(SENT.tujuan, complaint.dilimpahkan_ke.clone())
        .with(SENT.kantor_tujuan, complaint.limpah_kantor.clone())
        .with(SENT.nomor_surat, complaint.surat_limpah.clone())
        .with(SENT.dikirim_pada, complaint.dilimpahkan_pada);
    let asked = Request { office: complaint.kantor_id, person: None, values, reason: "Dicatat." };
    match records::request::<Pelimpahan>(tx, ctx, asked).await? {
        Entered::New(..) => Ok(()),
        Entered::Known(_, number) => {
            let detail = format!(
                "Pelimpahan dengan surat, tujuan dan tanggal yang sama sudah ada: {number}. Tulis surat yang baru."
            );
            Err(Problem::field(KEY.surat_limpah, detail))
        }
    }
}

/// Ends the referrals that are still open: all with the complaint, or the one that its office had sent and takes back. Why is
/// said in words of our own, for another office reads it.
async fn end(tx: &Tx, ctx: &Ctx, complaint: &Model, ended: bool) -> Result<()> {
    use pelimpahan::entity::{COLUMN, Entity};
    let mut open = Entity::find()
        .filter(COLUMN.pengaduan_id.eq(complaint.id.0))
        .filter(COLUMN.status.is_in([pelimpahan::Status::Dikirim, pelimpahan::Status::Diterima]))
        .filter(COLUMN.dibatalkan_pada.is_null());
    if !ended {
        open = open.filter(COLUMN.kantor_id.eq(complaint.kantor_id));
    }
    let day = ctx.today();
    for referral in open.all(&**tx).await? {
        let reason = if ended { "Pengaduannya berakhir." } else { "Ditarik kembali oleh pengirim." };
        let change = Change { id: referral.id, version: None, reason: reason.to_owned(), happened: None };
        records::change_in::<Pelimpahan>(tx, ctx, change, |record, head| {
            let old = pelimpahan::entity::Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
            let result = format!("Pengaduannya berakhir: {}.", complaint.status.code());
            Ok(if ended {
                pelimpahan::entity::Model {
                    status: pelimpahan::Status::Selesai,
                    selesai_pada: Some(day),
                    hasil: Some(result),
                    ..old
                }
            } else {
                pelimpahan::entity::Model {
                    status: pelimpahan::Status::Dikembalikan,
                    dikembalikan_pada: Some(day),
                    ..old
                }
            })
        })
        .await?;
    }
    Ok(())
}
