//! Who is sent home gets a return, in the same transaction.

use kernel::form::Form;
use kernel::{CatatanId, Ctx, OrangId, Problem, Result, Tx};
use records::{Deed, Kind, Outcome};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Pencegahan;
use super::entity::Model;
use crate::kepulangan::{Kepulangan, entity};
use crate::manifes;

pub(super) async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    if deed.withdrawn() {
        sent_home(tx, deed.new).await?;
        return manifes::unmeet(tx, deed.new.id).await;
    }
    if let Some(arrival) = deed.new.kedatangan_id.filter(|_| deed.restored()) {
        let record = (Pencegahan::INFO.name, deed.new.id);
        return manifes::remeet(tx, (CatatanId(arrival), deed.new.orang_id), record).await;
    }
    if deed.taken.is_some_and(|taken| taken.step == "pulangkan") { send_home(tx, ctx, deed.new).await } else { Ok(()) }
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
    let mut owner = ctx.clone();
    owner.actor.office = record.kantor_id;
    let person = people::find(&**tx, record.orang_id).await?;
    let said = [
        ("orang_id", Some(text_of(record.orang_id))),
        ("nama", Some(person.nama)),
        ("pencegahan", Some(record.nomor.clone())),
        ("tiba_pada", Some(record.diterima_pada.to_string())),
        ("tiba_jam", record.diterima_jam.clone()),
        ("negara", record.negara.clone()),
        ("kategori", Some("dicegah".to_owned())),
        ("p3mi", record.perekrut.clone()),
        ("prosedural", Some("tidak".to_owned())),
    ];
    let form: Form = said.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?))).collect();
    let made = records::register_in::<Kepulangan>(tx, &owner, &[form]).await?;
    match made.outcomes.into_iter().next() {
        Some(Outcome::New(..)) => Ok(()),
        Some(Outcome::Known(_, number)) => {
            Err(Problem::Duplicate(format!("Kepulangannya sudah tercatat sebagai {number}.")))
        }
        Some(Outcome::Wrong(errors)) => Err(Problem::Invalid(errors)),
        _ => Err(Problem::internal("a return came to nothing")),
    }
}

fn text_of(person: OrangId) -> String {
    person.0.to_string()
}
