//! Enlisting candidates, and recording who came.

use kernel::form::{Field, Form, Values, parse};
use kernel::{CatatanId, Ctx, Problem, Result};
use records::{Change, Kind, Request, change_in, verb, verdict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::super::Pemberdayaan;
use super::super::entity::{Column, Entity, KEY, Model};
use crate::kepulangan::recent::Recent;

/// Enlists the people of returns, each in the office of its return, all or none. Who is on the list already stays there once.
///
/// # Errors
/// [`Problem::Invalid`] with what is wrong about the activity.
pub(super) async fn enlist(ctx: &Ctx, activity: &Form, chosen: &[&Recent]) -> Result<()> {
    let fields: Vec<&Field> = Pemberdayaan::FIELDS.iter().filter(|field| field.key != KEY.kepulangan.name).collect();
    let mut activity = activity.clone();
    activity.insert(KEY.peserta.into(), "purna_pmi".to_owned());
    let values = parse(&fields, &activity, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
    let tx = ctx.begin().await?;
    for one in chosen {
        let values = values.clone().linked(KEY.kepulangan, &one.number).with(people::key::NAMA, Some(one.name.clone()));
        let asked = Request { office: one.office, person: Some(one.person), values, reason: "Dicatat." };
        records::request::<Pemberdayaan>(&tx, ctx, asked).await?;
    }
    tx.commit().await
}

/// Records of participants that they came, or not, all or none. Those of whom it is known already stay as they are.
///
/// # Errors
/// [`Problem::Invalid`] before the day of the activity; as any change.
pub(super) async fn attend(ctx: &Ctx, ids: &[CatatanId], step: &str) -> Result<()> {
    let tx = ctx.begin().await?;
    let listed = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(&*tx).await?;
    let verb = verb(step);
    let open = |one: &&Model| verb.is_none_or(|verb| verdict::<Pemberdayaan>(one, verb).is_ok());
    for one in listed.iter().filter(open) {
        let change = Change { id: one.id, version: None, reason: "Kehadiran dicatat.".to_owned(), happened: None };
        change_in::<Pemberdayaan>(&tx, ctx, change, |old, head| {
            Pemberdayaan::step(old, verb.ok_or(Problem::NotFound)?, &Values::default(), head, &ctx.house)
        })
        .await?;
    }
    tx.commit().await
}
