//! Changing what was recorded, field by field against what the desk had seen: what nobody else touched is set, what somebody
//! else changed too becomes a task.

use kernel::form::{Field, Form};
use kernel::{CatatanId, Ctx, FieldError, Problem, Result, Tx};
use records::{Change, Kind, Record, Registry, edit_in, full, persons};

use super::differing::{self, Sides, Subject, normal};
use super::op::{Amend, Op};
use super::receive::CHOSEN;
use super::run::Done;
use super::{receipt, receive};
use pemulangan::kepulangan::Kepulangan;

const REASON: &str = "Diubah di meja bandara.";

/// What is to be done with the fields of a change.
#[derive(Default)]
struct Plan {
    own: Form,
    person: Form,
    differ: Vec<Sides>,
    errors: Vec<FieldError>,
}

/// Changes the record.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Invalid`] with everything that is wrong, [`Problem::Refused`] for a withdrawn record.
pub(super) async fn amend(tx: &mut Tx, ctx: &Ctx, registry: &Registry, (op, asked): (&Op, &Amend)) -> Result<Done> {
    let id = receipt::meant(tx, asked.catatan).await?;
    let (record, held) = full::<Kepulangan>(tx, ctx, id).await?;
    tx.not_before(record.diubah_pada);
    receive::ahead(ctx, &asked.isi)?;
    let (mut base, mut new) = (asked.dasar.clone(), asked.isi.clone());
    receive::companion(tx, ctx, &mut base).await?;
    receive::companion(tx, ctx, &mut new).await?;
    // Who it is about, and what becomes of the name, was chosen when it was recorded.
    for chosen in CHOSEN {
        new.remove(chosen);
    }
    let Plan { own, person, differ, errors } = plan(ctx, &held, &base, &new);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let name = held.get("nama").cloned().unwrap_or_default();
    if !person.is_empty() {
        let change =
            Change { id: CatatanId(record.orang_id.0), version: None, reason: REASON.to_owned(), happened: None };
        persons::edit_in(registry, tx, ctx, change, &person).await.map_err(|problem| protected(problem, &person))?;
    }
    if !own.is_empty() {
        let change = Change { id, version: None, reason: REASON.to_owned(), happened: None };
        edit_in::<Kepulangan>(tx, ctx, change, own).await?;
    }
    let about = Subject { number: &record.nomor, person: record.orang_id, name: &name, op: op.id };
    let differing = differing::keep(tx, ctx, &about, &differ).await?;
    Ok(Done { record: Some((id, record.head().number)), differing })
}

/// A number on file is for those to change who may see it.
fn protected(problem: Problem, person: &Form) -> Problem {
    match problem {
        Problem::Forbidden(_) => {
            let detail = "Yang sudah tersimpan hanya dapat diubah oleh tim pelindungan. Kembalikan seperti semula, lalu beri tahu mereka.";
            let hidden = |key: &&String| {
                people::FIELDS.iter().any(|f| f.key == key.as_str() && f.sensitivity != kernel::form::Sensitivity::Open)
            };
            Problem::Invalid(person.keys().filter(hidden).map(|key| FieldError::new(key, detail)).collect())
        }
        other => other,
    }
}

/// Each field for itself: the same on both sides is nothing to do, unchanged since the desk saw it is set, else it differs.
fn plan(ctx: &Ctx, held: &Form, base: &Form, new: &Form) -> Plan {
    let mut plan = Plan::default();
    for (key, text) in new {
        let hit = people::FIELDS.iter().chain(Kepulangan::FIELDS).find(|field| field.key == key.as_str());
        let Some(field) = hit.filter(|field| field.key != "kedatangan") else {
            plan.errors.push(FieldError::new(key, "Isian ini tidak dapat diubah di meja."));
            continue;
        };
        let wanted = match normal(ctx, field, text) {
            Ok(wanted) => wanted,
            Err(error) => {
                plan.errors.push(error);
                continue;
            }
        };
        let stored = held.get(key).cloned();
        if wanted == stored {
            continue;
        }
        if unchanged(ctx, field, base, stored.as_deref()) {
            let of_person = people::FIELDS.iter().any(|own| own.key == field.key);
            let form = if of_person { &mut plan.person } else { &mut plan.own };
            form.insert(key.clone(), wanted.unwrap_or_default());
        } else {
            plan.differ.push(Sides { field, stored, proposed: wanted });
        }
    }
    plan
}

/// Whether a field still says what the desk saw in it. Where the desk does not say what it saw, that is not known.
fn unchanged(ctx: &Ctx, field: &'static Field, base: &Form, stored: Option<&str>) -> bool {
    let Some(text) = base.get(field.key) else { return false };
    if text.trim().is_empty() {
        stored.is_none()
    } else {
        normal(ctx, field, text).is_ok_and(|was| was.as_deref() == stored)
    }
}
