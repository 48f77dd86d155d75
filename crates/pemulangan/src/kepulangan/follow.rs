//! What else happens when a return changes: a service is written down, and all services end with the return.

use kernel::form::Values;
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use records::{ALASAN, Change, Deed, Entered, Kind, Request};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Kepulangan;
use super::entity::Model;
use super::status::Status;
use super::table::Verb;
use crate::baris;
use crate::layanan::entity::KEY as SERVICE;
use crate::layanan::{self, Layanan};

pub(super) async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    if let Some(taken) = deed.taken.filter(|taken| taken.step == Verb::Layanan.code()) {
        return serve(tx, ctx, deed, taken.values).await;
    }
    if deed.withdrawn() {
        end(tx, ctx, deed.new, "Kepulangannya dibatalkan.").await?;
        return baris::unmeet(tx, deed.new.id).await;
    }
    if let Some(arrival) = deed.new.kedatangan_id.filter(|_| deed.restored()) {
        let (arrival, record) = (CatatanId(arrival), (Kepulangan::INFO.name, deed.new.id));
        return baris::remeet(tx, (arrival, deed.new.orang_id), record).await;
    }
    let ended = deed.new.status == Status::Selesai && deed.old.is_some_and(|old| old.status != Status::Selesai);
    if ended { end(tx, ctx, deed.new, "Kepulangannya selesai.").await } else { Ok(()) }
}

/// Writes down a service, in the office that the return belongs to.
async fn serve(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>, values: &Values) -> Result<()> {
    let begin = values.get(SERVICE.mulai_pada).unwrap_or_else(|| ctx.today());
    if begin < deed.new.tiba_pada {
        return Err(Problem::field(SERVICE.mulai_pada, "Tidak mungkin sebelum orang ini tiba."));
    }
    let ended =
        values.get(SERVICE.jenis).is_some_and(|kind| layanan::at_once(&kind)) && !values.has(SERVICE.sampai_pada);
    let asked = Values::default()
        .linked(SERVICE.kepulangan, &deed.new.nomor)
        .with(SERVICE.jenis, values.get(SERVICE.jenis))
        .with(SERVICE.mulai_pada, Some(begin))
        .with(SERVICE.sampai_pada, values.get(SERVICE.sampai_pada))
        .with(SERVICE.selesai_pada, ended.then_some(begin))
        .with(SERVICE.nomor_tempat_tidur, values.get(SERVICE.nomor_tempat_tidur))
        .with(SERVICE.rujukan, values.get(SERVICE.rujukan))
        .with(SERVICE.nama_pendamping, values.get(SERVICE.nama_pendamping))
        .with(SERVICE.biaya_rp, values.get(SERVICE.biaya_rp))
        .with(SERVICE.mata_anggaran, values.get(SERVICE.mata_anggaran))
        .with(SERVICE.keterangan, values.get(ALASAN));
    let asked = Request { office: deed.new.kantor_id, person: None, values: asked, reason: "Dicatat." };
    match records::request::<Layanan>(tx, ctx, asked).await? {
        Entered::New(..) => Ok(()),
        Entered::Known(_, number) => {
            let detail =
                format!("Layanan yang sama sudah dicatat sebagai {number}. Tulis keterangan yang membedakannya.");
            Err(Problem::field(SERVICE.jenis, detail))
        }
    }
}

/// Ends the services that still run.
async fn end(tx: &Tx, ctx: &Ctx, record: &Model, reason: &str) -> Result<()> {
    use layanan::entity::{COLUMN, Entity};
    let running = Entity::find()
        .filter(COLUMN.kepulangan_id.eq(record.id.0))
        .filter(COLUMN.status.eq(layanan::Status::Berjalan))
        .filter(COLUMN.dibatalkan_pada.is_null());
    let day = record.serah_terima_pada.or(record.selesai_pada).unwrap_or_else(|| ctx.today());
    for service in running.all(&**tx).await? {
        let change = Change { id: service.id, version: None, reason: reason.to_owned(), happened: None };
        records::change_in::<Layanan>(tx, ctx, change, |old, head| {
            Ok(layanan::ended(old, day.max(old.mulai_pada), &head))
        })
        .await?;
    }
    Ok(())
}
