//! Who is sent home gets a return, in the same transaction.

use kernel::form::Values;
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use records::{Deed, Entered, Kind, Request};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Pencegahan;
use super::entity::Model;
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
    if deed.taken.is_some_and(|taken| taken.step == Verb::Pulangkan.code()) {
        send_home(tx, ctx, deed.new).await
    } else {
        Ok(())
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
async fn send_home(tx: &Tx, ctx: &Ctx, record: &Model) -> Result<()> {
    let person = people::find(&**tx, record.orang_id).await?;
    let values = Values::default()
        .with(people::key::NAMA, Some(person.nama))
        .linked(RETURN.pencegahan, &record.nomor)
        .with(RETURN.tiba_pada, Some(record.diterima_pada))
        .with(RETURN.tiba_jam, record.diterima_jam.clone())
        .with(RETURN.negara, record.negara.clone())
        .with(RETURN.kategori, Some("dicegah".to_owned()))
        .with(RETURN.p3mi, record.perekrut.clone())
        .with(RETURN.prosedural, Some(false));
    let asked = Request { office: record.kantor_id, person: Some(record.orang_id), values, reason: "Dicatat." };
    match records::request::<Kepulangan>(tx, ctx, asked).await? {
        Entered::New(..) => Ok(()),
        Entered::Known(_, number) => Err(Problem::Duplicate(format!("Kepulangannya sudah tercatat sebagai {number}."))),
    }
}
