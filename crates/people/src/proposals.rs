//! Proposes people whom a form may be about: by number, or by name with birth date and origin, among the people whom the
//! actor's offices know. People whom only other offices know are never proposed, whatever number or name is typed; see
//! [`crate::hints`]. A user who may not enter people by number gets the same answer whether a number exists or not.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kernel::access::{Read, log};
use kernel::form::{self, Field, Form, Values};
use kernel::{Ctx, KantorId, OrangId, Permission, Result};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use crate::choice::said;
use crate::entity::{Column, Entity};
use crate::office::{self, Basis};
use crate::queries::{masked, text};
use crate::score::{Judged, Strength, judge};
use crate::{FIELDS, candidates, key};

/// Somebody whom a form may be about.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The person.
    pub id: OrangId,
    /// How certain it is.
    pub strength: Strength,
    /// Why, in the words of the console.
    pub reasons: Vec<&'static str>,
    /// The office that first recorded the person.
    pub office: KantorId,
    /// Text by field, protected fields masked.
    pub form: Form,
}

/// At most `limit` people whom a form may be about, the most certain first. The form is read leniently: unreadable fields are
/// ignored. The people shown are logged in the access log.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or any database error.
pub async fn proposals(ctx: &Ctx, form: &Form, limit: usize) -> Result<Vec<Proposal>> {
    ctx.actor.require(Permission::ReadPeople)?;
    let row = lenient(ctx, form);
    let Some(name) = row.get(key::NAMA) else { return Ok(Vec::new()) };
    let numbered = ctx.actor.may(Permission::WritePeople);
    let index = |domain: &str, field: form::Key<String>| {
        row.get(field).filter(|_| numbered).map(|text| ctx.house.vault.blind_index(domain, &text))
    };
    let (nik, document) = (index("nik", key::NIK), index("dokumen", key::NOMOR_DOKUMEN));
    let people =
        candidates::find(ctx, &name, row.get(key::TANGGAL_LAHIR), [nik.as_deref(), document.as_deref()]).await?;
    let claims = said(&row, (nik, document));
    let judged = people.into_iter().filter_map(|known| judge(&claims, &known.said).map(|judged| (known, judged)));
    let mut judged: Vec<(candidates::Row, Judged)> = judged.collect();
    let known = met(ctx, judged.iter().map(|(row, _)| row.id).collect()).await?;
    judged.retain(|(row, _)| known.contains(&row.id));
    judged.sort_by_key(|(row, judged)| Reverse((judged.strength, judged.points, row.id)));
    judged.truncate(limit);
    let ids: Vec<OrangId> = judged.iter().map(|(row, _)| row.id).collect();
    log(ctx, Read { action: "cocokkan", kind: "orang", revealed: false }, ids.clone()).await?;
    let mut forms = shown(ctx, ids).await?;
    let proposal = |(row, judged): (candidates::Row, Judged)| {
        let form = forms.remove(&row.id)?;
        Some(Proposal { id: row.id, strength: judged.strength, reasons: judged.reasons, office: row.office, form })
    };
    Ok(judged.into_iter().filter_map(proposal).collect())
}

/// The readable fields of a person in a form that may have other fields too.
pub(crate) fn lenient(ctx: &Ctx, form: &Form) -> Values {
    let optional = FIELDS.iter().map(|field| Field { required: false, ..*field }).collect::<Vec<_>>();
    let read = |fields: &[&Field], form: &Form| kernel::form::parse(fields, form, &ctx.house.reference, ctx.today());
    let readable = optional.iter().filter_map(|field| {
        let one = Form::from([(field.key.to_owned(), form.get(field.key)?.clone())]);
        read(&[field], &one).is_ok().then_some(one)
    });
    let readable: Form = readable.flatten().collect();
    read(&optional.iter().collect::<Vec<_>>(), &readable).map(|parsed| parsed.values).unwrap_or_default()
}

/// Those of `ids` whom one of the actor's offices may see, for any reason.
pub(crate) async fn visible(ctx: &Ctx, ids: Vec<OrangId>) -> Result<BTreeSet<OrangId>> {
    known_here(ctx, ids, &[Basis::Catatan, Basis::Izin]).await
}

/// Those of `ids` whom one of the actor's offices has dealt with; not those who are only lent.
async fn met(ctx: &Ctx, ids: Vec<OrangId>) -> Result<BTreeSet<OrangId>> {
    known_here(ctx, ids, &[Basis::Catatan]).await
}

async fn known_here(ctx: &Ctx, ids: Vec<OrangId>, why: &[Basis]) -> Result<BTreeSet<OrangId>> {
    let mut people = BTreeSet::new();
    for chunk in ids.chunks(kernel::db::chunk_rows(2)) {
        let known: Vec<OrangId> = office::Entity::find()
            .select_only()
            .column(office::Column::OrangId)
            .filter(ctx.of_offices(office::Column::KantorId.as_column_ref()))
            .filter(office::Column::OrangId.is_in(chunk.iter().copied()))
            .filter(office::COLUMN.dasar.is_in(why.iter().copied()))
            .into_tuple()
            .all(ctx.db())
            .await?;
        people.extend(known);
    }
    Ok(people)
}

/// Text by field of people, masked.
async fn shown(ctx: &Ctx, ids: Vec<OrangId>) -> Result<BTreeMap<OrangId, Form>> {
    let models = Entity::find().filter(Column::Id.is_in(ids)).all(ctx.db()).await?;
    models.iter().map(|model| Ok((model.id, masked(text(ctx, model)?)))).collect()
}
