//! Who a form may be about: by number, or by name with birth date and origin, among the people of all offices.
//!
//! Somebody whom only other offices know is proposed too, so that one person does not become two, but nothing more is told
//! than a human needs to ask that office: initials, year of birth, province, the office. Such a person is proposed only where
//! the number is the same or the birth date agrees: a name alone never looks into another office. Whoever may not enter
//! people by number gets the same answer whether a number exists or not.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kernel::access::{Read, log};
use kernel::form::{Field, Form, Values};
use kernel::{Ctx, KantorId, OrangId, Permission, Result};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use crate::FIELDS;
use crate::candidates;
use crate::entity::{Column, Entity};
use crate::matching::said;
use crate::office;
use crate::queries::{masked, text};
use crate::score::{Judged, Strength, judge};

/// Somebody whom a form may be about.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The person.
    pub id: OrangId,
    /// How sure it is.
    pub strength: Strength,
    /// Why, in the words of the console.
    pub reasons: Vec<&'static str>,
    /// The office that first recorded the person.
    pub office: KantorId,
    /// What is shown of the person.
    pub seen: Seen,
}

/// What is shown of somebody who is proposed.
#[derive(Clone, Debug)]
pub enum Seen {
    /// One of the actor's offices knows the person: text by field, protected fields masked.
    Known(Form),
    /// Only other offices do.
    Elsewhere {
        /// The first letters of the words of the name.
        initials: String,
        /// Year of birth.
        year: Option<i32>,
        /// Code of the province of origin.
        province: Option<String>,
    },
}

/// People whom a form may be about, the surest first, at most so many. The form is read leniently: what cannot be read is as
/// if it were not there. Leaves a row in the access log for whom it shows.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or what the database says.
pub async fn proposals(ctx: &Ctx, form: &Form, limit: usize) -> Result<Vec<Proposal>> {
    ctx.actor.require(Permission::ReadPeople)?;
    let row = lenient(ctx, form);
    let Some(name) = row.text("nama") else { return Ok(Vec::new()) };
    let numbered = ctx.actor.may(Permission::WritePeople);
    let index = |domain: &str, key: &str| {
        row.text(key).filter(|_| numbered).map(|text| ctx.house.vault.blind_index(domain, &text))
    };
    let (nik, document) = (index("nik", "nik"), index("dokumen", "nomor_dokumen"));
    let found = candidates::find(ctx, &name, row.day("tanggal_lahir"), [nik.as_deref(), document.as_deref()]).await?;
    let said = said(&row, (nik, document));
    let judged = found.into_iter().filter_map(|known| judge(&said, &known.said).map(|judged| (known, judged)));
    let mut judged: Vec<(candidates::Row, Judged)> = judged.collect();
    judged.sort_by_key(|(row, judged)| Reverse((judged.strength, judged.points, row.id)));
    let known = known_here(ctx, judged.iter().map(|(row, _)| row.id).collect()).await?;
    judged.retain(|(row, judged)| known.contains(&row.id) || judged.strength == Strength::Pasti || judged.dated);
    judged.truncate(limit);
    let ids: Vec<OrangId> = judged.iter().map(|(row, _)| row.id).collect();
    log(ctx, Read { action: "cocokkan", kind: "orang", revealed: false }, ids.clone()).await?;
    let mut forms = shown(ctx, ids.into_iter().filter(|id| known.contains(id)).collect()).await?;
    Ok(judged.into_iter().map(|(row, judged)| proposal(&row, judged, &mut forms)).collect())
}

fn proposal(row: &candidates::Row, judged: Judged, forms: &mut BTreeMap<OrangId, Form>) -> Proposal {
    use chrono::Datelike;
    let elsewhere = || Seen::Elsewhere {
        initials: initials(&row.name),
        year: row.born.map(|day| day.year()),
        province: row.area.as_deref().and_then(|code| code.get(..2)).map(str::to_owned),
    };
    let seen = forms.remove(&row.id).map_or_else(elsewhere, Seen::Known);
    Proposal { id: row.id, strength: judged.strength, reasons: judged.reasons, office: row.office, seen }
}

fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric()).map(|c| format!("{}.", c.to_uppercase()));
    name.split_whitespace().filter_map(first).collect::<Vec<_>>().join(" ")
}

/// What can be read of the fields of a person in a form that may have others.
fn lenient(ctx: &Ctx, form: &Form) -> Values {
    let optional = FIELDS.iter().map(|field| Field { required: false, ..*field }).collect::<Vec<_>>();
    let read = |fields: &[&Field], form: &Form| kernel::form::parse(fields, form, &ctx.house.reference, ctx.today());
    let readable = optional.iter().filter_map(|field| {
        let one = Form::from([(field.key.to_owned(), form.get(field.key)?.clone())]);
        read(&[field], &one).is_ok().then_some(one)
    });
    let readable: Form = readable.flatten().collect();
    read(&optional.iter().collect::<Vec<_>>(), &readable).map(|parsed| parsed.values).unwrap_or_default()
}

/// Those of some people whom one of the actor's offices knows.
async fn known_here(ctx: &Ctx, ids: Vec<OrangId>) -> Result<BTreeSet<OrangId>> {
    let known: Vec<OrangId> = office::Entity::find()
        .select_only()
        .column(office::Column::OrangId)
        .filter(office::Column::KantorId.is_in(ctx.actor.offices.iter().copied()))
        .filter(office::Column::OrangId.is_in(ids))
        .into_tuple()
        .all(ctx.db())
        .await?;
    Ok(known.into_iter().collect())
}

/// Text by field of people, masked.
async fn shown(ctx: &Ctx, ids: Vec<OrangId>) -> Result<BTreeMap<OrangId, Form>> {
    let models = Entity::find().filter(Column::Id.is_in(ids)).all(ctx.db()).await?;
    models.iter().map(|model| Ok((model.id, masked(text(ctx, model)?)))).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn of_a_stranger_the_first_letters_are_shown() {
        assert_eq!(super::initials("siti  Aminah (contoh)"), "S. A. C.");
        assert_eq!(super::initials(""), "");
    }
}
