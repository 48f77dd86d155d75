//! Who is sent home gets a return, in the same transaction.

use kernel::form::{Form, Values};
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use records::{Deed, Entered, Kind, OTHER, Request, kind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Pencegahan;
use super::entity::Model;
use super::steps::BESIDE;
use super::table::Verb;
use crate::baris;
use crate::kepulangan::entity::KEY as RETURN;
use crate::kepulangan::{Kepulangan, entity};

pub(super) async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    if deed.withdrawn() {
        sent_home(tx, deed.new).await?;
        return baris::unmeet(tx, deed.new.id).await;
    }
    if let Some(arrival) = deed.new.kedatangan_id.filter(|_| deed.restored()) {
        let record = (Pencegahan::INFO.name, deed.new.id);
        return baris::remeet(tx, (CatatanId(arrival), deed.new.orang_id), record).await;
    }
    match deed.taken.filter(|taken| taken.step == Verb::Pulangkan.code()) {
        Some(taken) => send_home(tx, ctx, deed.new, taken.values.text(&BESIDE)).await,
        None => Ok(()),
    }
}

/// Refuses to withdraw a record whose return stands: that one counts.
async fn sent_home(tx: &Tx, record: &Model) -> Result<()> {
    let made = entity::Entity::find()
        .filter(entity::Column::PencegahanId.eq(record.id.0))
        .filter(entity::Column::DibatalkanPada.is_null());
    match made.one(&**tx).await? {
        None => Ok(()),
        Some(back) => Err(Problem::Refused {
            status: record.status.code(),
            command: "batalkan",
            allowed: Vec::new(),
            detail: format!("Kepulangannya {} masih berlaku. Batalkan kepulangan itu dahulu.", back.nomor),
        }),
    }
}

/// Makes the return of the same person, in the office that the record belongs to. It is counted by its own rule, so that nobody
/// counts twice.
async fn send_home(tx: &Tx, ctx: &Ctx, record: &Model, beside: Option<&str>) -> Result<()> {
    let person = people::find(&**tx, record.orang_id).await?;
    let reason = once(tx, ctx, (record, &person.nama), beside).await?;
    let values = Values::default()
        .with(people::key::NAMA, Some(person.nama))
        .linked(RETURN.pencegahan, &record.nomor)
        .with(RETURN.tiba_pada, Some(record.diterima_pada))
        .with(RETURN.tiba_jam, record.diterima_jam.clone())
        .with(RETURN.negara, record.negara.clone())
        .with(RETURN.kategori, Some("dicegah".to_owned()))
        .with(RETURN.p3mi, record.perekrut.clone())
        .with(RETURN.prosedural, Some(false));
    let asked = Request { office: record.kantor_id, person: Some(record.orang_id), values, reason: &reason };
    match records::request::<Kepulangan>(tx, ctx, asked).await? {
        Entered::New(..) => Ok(()),
        Entered::Known(_, number) => Err(Problem::Duplicate(format!("Kepulangannya sudah tercatat sebagai {number}."))),
    }
}

/// Asks about a return of the same person and day, unless it is said that this is another; why it is recorded, for its history.
async fn once(tx: &Tx, ctx: &Ctx, (record, name): (&Model, &str), beside: Option<&str>) -> Result<String> {
    let mut form = Form::from([
        (people::key::NAMA.name.to_owned(), name.to_owned()),
        ("orang_id".to_owned(), record.orang_id.to_string()),
        (RETURN.tiba_pada.name.to_owned(), record.diterima_pada.to_string()),
    ]);
    form.extend(beside.map(|number| (OTHER.to_owned(), number.to_owned())));
    if let Some(before) = kind::<Kepulangan>().once(ctx, &**tx, &mut form).await?.first() {
        let detail = format!(
            "{}. Bila itu kepulangan yang sama, jangan membuat satu lagi: batalkan catatan itu dahulu. Bila kedatangan lain, tulis \
             nomornya di sini.",
            before.told(ctx.today())
        );
        return Err(Problem::field(OTHER, detail));
    }
    Ok(form
        .get(OTHER)
        .map_or_else(|| "Dicatat.".to_owned(), |number| format!("Dicatat sebagai kedatangan lain selain {number}.")))
}
