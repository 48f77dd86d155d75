//! What else happens when a complaint changes: who refers it makes a referral, and who ends it ends the referral too.

use kernel::form::Form;
use kernel::{Ctx, Problem, Result, Tx};
use records::related::Target;
use records::{Change, Deed, Kind, Outcome};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Pengaduan;
use super::entity::Model;
use super::status::Status;
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
    if ended || was == Some(Status::Dilimpahkan) {
        let to = if ended { pelimpahan::Status::Selesai } else { pelimpahan::Status::Dikembalikan };
        return end(tx, ctx, &deed, to).await;
    }
    Ok(())
}

/// Makes the record of a referral, in the office that the complaint belongs to.
async fn refer(tx: &Tx, ctx: &Ctx, complaint: &Model) -> Result<()> {
    let mut owner = ctx.clone();
    owner.actor.office = complaint.kantor_id;
    let said = [
        ("pengaduan", Some(complaint.nomor.clone())),
        ("tujuan", complaint.dilimpahkan_ke.clone()),
        ("kantor_tujuan", complaint.limpah_kantor.clone()),
        ("nomor_surat", complaint.surat_limpah.clone()),
        ("dikirim_pada", complaint.dilimpahkan_pada.map(|day| day.to_string())),
    ];
    let form: Form = said.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?))).collect();
    let made = records::register_in::<Pelimpahan>(tx, &owner, &[form]).await?;
    match made.outcomes.into_iter().next() {
        Some(Outcome::New(id, number)) => {
            let target = Target { kind: Pelimpahan::INFO.name, id, number };
            records::related::join(tx, ctx, (Pengaduan::INFO.name, complaint.id), &target).await
        }
        Some(Outcome::Known(_, number)) => {
            let detail = format!(
                "Pelimpahan dengan surat, tujuan dan tanggal yang sama sudah ada: {number}. Tulis surat yang baru."
            );
            Err(Problem::field("surat_limpah", detail))
        }
        Some(Outcome::Wrong(errors)) => Err(Problem::Invalid(errors)),
        _ => Err(Problem::internal("a referral came to nothing")),
    }
}

/// Ends the referral that is still open, if there is one.
async fn end(tx: &Tx, ctx: &Ctx, deed: &Deed<'_, Model>, to: pelimpahan::Status) -> Result<()> {
    use pelimpahan::entity::{COLUMN, Entity};
    let open = Entity::find()
        .filter(COLUMN.pengaduan_id.eq(deed.new.id.0))
        .filter(COLUMN.status.is_in([pelimpahan::Status::Dikirim, pelimpahan::Status::Diterima]))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .one(&**tx)
        .await?;
    let Some(open) = open else { return Ok(()) };
    let change = Change { id: open.id, version: None, reason: deed.reason.to_owned(), happened: None };
    let day = ctx.today();
    records::change_in::<Pelimpahan>(tx, ctx, change, |record, head| {
        let ended =
            pelimpahan::entity::Model { versi: head.version, diubah_pada: head.changed, status: to, ..record.clone() };
        Ok(if to == pelimpahan::Status::Selesai {
            let result = format!("Pengaduannya berakhir: {}.", deed.new.status.code());
            pelimpahan::entity::Model { selesai_pada: Some(day), hasil: Some(result), ..ended }
        } else {
            pelimpahan::entity::Model { dikembalikan_pada: Some(day), ..ended }
        })
    })
    .await?;
    Ok(())
}
