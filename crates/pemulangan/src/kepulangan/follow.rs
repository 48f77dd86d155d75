//! What else happens when a return changes: a service is written down, all services end with the return, and the number of its berita acara
//! is that of one paper.

use kernel::db::lock;
use kernel::form::Values;
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use records::{ALASAN, Change, Deed, Entered, Kind, Request, TANGGAL};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Kepulangan;
use super::entity::Model;
use super::nomor_ba;
use super::status::Status;
use super::table::Verb;
use crate::baris;
use crate::layanan::entity::KEY as SERVICE;
use crate::layanan::{self, Layanan, SHELTER};

pub(super) async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    let taken = |verb: Verb| deed.taken.filter(|taken| taken.step == verb.code()).map(|taken| taken.values);
    if let Some(values) = taken(Verb::Layanan) {
        return serve(tx, ctx, deed.new, values).await;
    }
    if let Some(values) = taken(Verb::Tampung) {
        return shelter(tx, ctx, deed.new, values).await;
    }
    if taken(Verb::SerahTerima).is_some() {
        one_paper(tx, deed.new).await?;
    }
    if deed.withdrawn() {
        end(tx, ctx, deed.new, (Ends::All, "Kepulangannya dibatalkan.")).await?;
        return baris::unmeet(tx, deed.new.id).await;
    }
    if let Some(arrival) = deed.new.kedatangan_id.filter(|_| deed.restored()) {
        let (arrival, record) = (CatatanId(arrival), (Kepulangan::INFO.name, deed.new.id));
        return baris::remeet(tx, (arrival, deed.new.orang_id), record).await;
    }
    let came = |status: Status| deed.new.status == status && deed.old.is_some_and(|old| old.status != status);
    if came(Status::Selesai) {
        return end(tx, ctx, deed.new, (Ends::All, "Kepulangannya selesai.")).await;
    }
    if came(Status::Dipulangkan) {
        return end(tx, ctx, deed.new, (Ends::Beds, "Orangnya berangkat.")).await;
    }
    Ok(())
}

/// Refuses the number of another handover's berita acara. Of two that are given one at the same moment the later waits for the earlier.
async fn one_paper(tx: &Tx, record: &Model) -> Result<()> {
    let Some(number) = record.nomor_ba.as_deref() else { return Ok(()) };
    let office = record.kantor_id;
    lock(tx, &format!("berita acara {} {number}", office.0)).await?;
    nomor_ba::free(&**tx, (office, number), |row| row.id == record.id || nomor_ba::together(row, record)).await
}

/// Which services end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// All that run.
    All,
    /// Those with a bed: who departs sleeps there no more, an escort goes along.
    Beds,
}

/// Writes down the bed of somebody who is taken in, where it was named.
async fn shelter(tx: &Tx, ctx: &Ctx, record: &Model, values: &Values) -> Result<()> {
    if !values.has(SERVICE.nomor_tempat_tidur) {
        if values.has(SERVICE.sampai_pada) {
            let detail = "Isi nomor tempat tidurnya, atau kosongkan Sampai.";
            return Err(Problem::field(SERVICE.nomor_tempat_tidur, detail));
        }
        return Ok(());
    }
    let bed = Values::default()
        .with(SERVICE.jenis, Some(SHELTER.to_owned()))
        .with(SERVICE.mulai_pada, values.get(TANGGAL))
        .with(SERVICE.sampai_pada, values.get(SERVICE.sampai_pada))
        .with(SERVICE.nomor_tempat_tidur, values.get(SERVICE.nomor_tempat_tidur))
        .with(ALASAN, values.get(ALASAN));
    serve(tx, ctx, record, &bed).await
}

/// Writes down a service, in the office that the return belongs to.
async fn serve(tx: &Tx, ctx: &Ctx, record: &Model, values: &Values) -> Result<()> {
    let begin = values.get(SERVICE.mulai_pada).unwrap_or_else(|| ctx.today());
    if begin < record.tiba_pada {
        return Err(Problem::field(SERVICE.mulai_pada, "Tidak mungkin sebelum orang ini tiba."));
    }
    let ended =
        values.get(SERVICE.jenis).is_some_and(|kind| layanan::at_once(&kind)) && !values.has(SERVICE.sampai_pada);
    let asked = Values::default()
        .linked(SERVICE.kepulangan, &record.nomor)
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
    let asked = Request { office: record.kantor_id, person: None, values: asked, reason: "Dicatat." };
    match records::request::<Layanan>(tx, ctx, asked).await? {
        Entered::New(..) => Ok(()),
        Entered::Known(_, number) => {
            let detail =
                format!("Layanan yang sama sudah dicatat sebagai {number}. Tulis keterangan yang membedakannya.");
            Err(Problem::field(SERVICE.jenis, detail))
        }
    }
}

/// Ends services that still run.
async fn end(tx: &Tx, ctx: &Ctx, record: &Model, (which, reason): (Ends, &str)) -> Result<()> {
    use layanan::entity::{COLUMN, Entity};
    let running = Entity::find()
        .filter(COLUMN.kepulangan_id.eq(record.id.0))
        .filter(COLUMN.status.eq(layanan::Status::Berjalan))
        .filter(COLUMN.dibatalkan_pada.is_null());
    let over = record.serah_terima_pada.or(record.selesai_pada);
    let day = if which == Ends::Beds { record.pulang_pada } else { over }.unwrap_or_else(|| ctx.today());
    let all = running.all(&**tx).await?.into_iter();
    for service in all.filter(|service| which == Ends::All || service.nomor_tempat_tidur.is_some()) {
        let change = Change { id: service.id, version: None, reason: reason.to_owned(), happened: None };
        records::change_in::<Layanan>(tx, ctx, change, |old, head| {
            Ok(layanan::ended(old, day.max(old.mulai_pada), &head))
        })
        .await?;
    }
    Ok(())
}
