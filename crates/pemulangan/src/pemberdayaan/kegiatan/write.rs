//! Enlisting candidates, and recording who came.

use kernel::form::{Form, Values};
use kernel::{CatatanId, Ctx, Problem, Result};
use records::{Change, Kind, Outcome, change_in};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::super::Pemberdayaan;
use super::super::entity::{Column, Entity};
use crate::kepulangan::recent::Recent;

/// Enlists the people of returns, each in the office of its return, all or none. Who is on the list already stays there once.
///
/// # Errors
/// [`Problem::Invalid`] with what is wrong about the activity.
pub(super) async fn enlist(ctx: &Ctx, activity: &Form, chosen: &[&Recent]) -> Result<()> {
    let tx = ctx.begin().await?;
    for one in chosen {
        let mut form = activity.clone();
        form.insert("peserta".to_owned(), "purna_pmi".to_owned());
        form.insert("kepulangan".to_owned(), one.number.clone());
        form.insert("orang_id".to_owned(), one.person.to_string());
        form.insert("nama".to_owned(), one.name.clone());
        let mut owner = ctx.clone();
        owner.actor.office = one.office;
        let done = records::register_in::<Pemberdayaan>(&tx, &owner, &[form]).await?;
        if let Some(Outcome::Wrong(errors)) = done.outcomes.into_iter().next() {
            return Err(Problem::Invalid(errors));
        }
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
    for one in listed.iter().filter(|one| Pemberdayaan::verdict(one, step).is_ok()) {
        let change = Change { id: one.id, version: None, reason: "Kehadiran dicatat.".to_owned(), happened: None };
        change_in::<Pemberdayaan>(&tx, ctx, change, |old, head| {
            Pemberdayaan::step(old, step, &Values::default(), head, &ctx.house)
        })
        .await?;
    }
    tx.commit().await
}
