//! Enlisting candidates, and recording who came.

use kernel::form::Form;
use kernel::{CatatanId, Ctx, Problem, Result};
use records::{AnyKind, Change, Of, Outcome};

use super::super::Pemberdayaan;
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

/// Records of participants that they came, or not. Those of whom it is known already stay as they are.
///
/// # Errors
/// What taking the step says.
pub(super) async fn attend(ctx: &Ctx, ids: &[CatatanId], step: &str) -> Result<()> {
    for id in ids {
        let change = Change { id: *id, version: None, reason: String::new(), happened: None };
        match Of::<Pemberdayaan>::new().take(ctx, change, step, Form::new()).await {
            Ok(()) | Err(Problem::Refused { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}
