//! Two desks received one person: there is one record, and what the second desk brings is brought together with it.

use kernel::form::{Field, Form, Values, parse};
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use people::aliases::{self, Typed};
use records::{Change, Kind, Record, edit_in, full};
use uuid::Uuid;

use super::differing::{self, Sides, Subject};
use super::receive::CHOSEN;
use super::run::Done;
use pemulangan::kepulangan::Kepulangan;

/// What each desk writes by its own clock: the first one has the say, and a minute is no difference.
const FIRST: [&str; 2] = ["tiba_pada", "tiba_jam"];

/// The fields of a person that a later form fills in where they are empty.
const GAPS: [&str; 5] = ["nik", "jenis_dokumen", "nomor_dokumen", "alamat", "telepon"];

/// Fills in what a record leaves empty of a form, and keeps what differs as tasks.
///
/// # Errors
/// [`Problem::Invalid`] with everything that is wrong with the form, [`Problem::Refused`] for a withdrawn record.
pub(super) async fn combine(tx: &mut Tx, ctx: &Ctx, op: Uuid, (id, typed): (CatatanId, &Form)) -> Result<Done> {
    let (record, held) = full::<Kepulangan>(tx, ctx, id).await?;
    tx.not_before(record.diubah_pada);
    let all: Vec<&'static Field> = people::FIELDS.iter().chain(Kepulangan::FIELDS).collect();
    let mut typed = typed.clone();
    for chosen in CHOSEN {
        typed.remove(chosen);
    }
    let values = parse(&all, &typed, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
    let (mut own, mut person, mut differ) = (Form::new(), Form::new(), Vec::new());
    for field in all {
        let Some(proposed) = values.value(field.key).map(|value| value.text(field.kind)) else { continue };
        let stored = held.get(field.key);
        if FIRST.contains(&field.key) || stored.is_some_and(|stored| same(stored, &proposed)) {
            continue;
        }
        let of_person = people::FIELDS.iter().any(|own| own.key == field.key);
        match stored {
            None if !of_person => own.insert(field.key.to_owned(), proposed),
            None if GAPS.contains(&field.key) => person.insert(field.key.to_owned(), proposed),
            _ => {
                differ.push(Sides { field, stored: stored.cloned(), proposed: Some(proposed) });
                None
            }
        };
    }
    let name = held.get("nama").cloned().unwrap_or_default();
    if !person.is_empty() {
        fill(tx, ctx, &record.orang_id, (&name, person)).await?;
    }
    if !own.is_empty() {
        let reason = "Dilengkapi dari meja lain yang menerima orang yang sama.".to_owned();
        edit_in::<Kepulangan>(tx, ctx, Change { id, version: None, reason, happened: None }, own).await?;
    }
    if let Some(typed) = values.get(people::key::NAMA).filter(|typed| !same(typed, &name)) {
        let typed_in = Some((Kepulangan::INFO.name, id));
        let typed = Typed { person: record.orang_id, name: &typed, office: ctx.actor.office, record: typed_in };
        aliases::keep(tx, &[typed]).await?;
    }
    let about = Subject { number: &record.nomor, person: record.orang_id, name: &name, op };
    let differing = differing::keep(tx, ctx, &about, &differ).await?;
    Ok(Done { record: Some((id, record.head().number)), differing })
}

/// Whether two texts say the same, letter case and blanks aside.
fn same(one: &str, other: &str) -> bool {
    kernel::reference::fold(one) == kernel::reference::fold(other)
}

/// Fills in what is not known of a person yet.
async fn fill(tx: &Tx, ctx: &Ctx, person: &kernel::OrangId, (name, mut gaps): (&str, Form)) -> Result<()> {
    gaps.insert("nama".to_owned(), name.to_owned());
    let fields: Vec<&Field> = people::FIELDS.iter().collect();
    let values: Values = parse(&fields, &gaps, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
    people::attach(tx, ctx, &[&values], &[people::Choice::Known(*person)]).await?;
    Ok(())
}
