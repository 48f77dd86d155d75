//! Who is sent home gets a return, in the same transaction.

use kernel::form::Form;
use kernel::{Ctx, OrangId, Problem, Result, Tx};
use records::{Deed, Outcome};

use super::entity::Model;
use crate::kepulangan::Kepulangan;

pub(super) async fn follow(tx: &Tx, ctx: &Ctx, deed: Deed<'_, Model>) -> Result<()> {
    if deed.new.dibatalkan_pada.is_some() {
        return crate::manifes::unmeet(tx, deed.new.id).await;
    }
    if deed.taken.is_some_and(|taken| taken.step == "pulangkan") { send_home(tx, ctx, deed.new).await } else { Ok(()) }
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
