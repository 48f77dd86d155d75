//! What else happens when a return changes: a service is written down, and all services end with the return.

use kernel::form::Values;
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use records::{Change, Deed, Entered, Kind, Request};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Kepulangan;
use super::entity::Model;
use super::status::Status;
use super::table::Verb;
use crate::baris;
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

/// The fields of a service that its step asks for as they are.
const ALONG: [&str; 7] =
    ["jenis", "sampai_pada", "nomor_tempat_tidur", "rujukan", "nama_pendamping", "biaya_rp", "mata_anggaran"];

/// Writes down a service, in the office that the return belongs to.
async fn serve(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>, values: &Values) -> Result<()> {
    let begin = values.day("mulai_pada").unwrap_or_else(|| ctx.today());
    if begin < deed.new.tiba_pada {
        return Err(Problem::field("mulai_pada", "Tidak mungkin sebelum orang ini tiba."));
    }
    let ended = values.text("jenis").is_some_and(|kind| layanan::at_once(&kind)) && values.day("sampai_pada").is_none();
    let mut asked = Values::default()
        .linked("kepulangan", &deed.new.nomor)
        .with("mulai_pada", Some(begin))
        .with("keterangan", values.text("alasan"))
        .with("selesai_pada", ended.then_some(begin));
    for key in ALONG {
        asked = asked.with(key, values.get(key).cloned());
    }
    let asked = Request { office: deed.new.kantor_id, person: None, values: asked, reason: "Dicatat." };
    match records::request::<Layanan>(tx, ctx, asked).await? {
        Entered::New(..) => Ok(()),
        Entered::Known(_, number) => {
            let detail =
                format!("Layanan yang sama sudah dicatat sebagai {number}. Tulis keterangan yang membedakannya.");
            Err(Problem::field("jenis", detail))
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
