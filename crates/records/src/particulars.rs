//! Correcting a person inside a transaction, together with the records whose facts this moves.

use kernel::form::Form;
use kernel::{Ctx, OrangId, Result, Tx};

use crate::change::{self, Change};
use crate::{AnyKind, Head, Registry, Renewal};

/// Changes fields of a person with all records that this moves facts of, in an open transaction that must have been begun alone.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], [`kernel::Problem::NotFound`], [`kernel::Problem::Stale`], [`kernel::Problem::Invalid`].
pub async fn edit_in(registry: &Registry, tx: &mut Tx, ctx: &Ctx, change: Change, fields: &Form) -> Result<()> {
    let reason = change::reason(ctx, &change.reason)?;
    let person = OrangId(change.id.0);
    let draft = people::draft(tx, ctx, person, change.version, fields).await?;
    tx.not_before(draft.changed());
    let moves = draft.moves_facts();
    if moves {
        let all = heads(registry, tx, person).await?;
        after(tx, &all);
    }
    people::write(tx, ctx, draft, &reason).await?;
    if moves {
        renew(registry, tx, ctx, &Renewal { person, heir: None, reason: &format!("Data orang diubah: {reason}") })
            .await?;
    }
    Ok(())
}

/// The common columns of all records of a person.
///
/// # Errors
/// Any database error.
pub(crate) async fn heads(registry: &Registry, tx: &Tx, person: OrangId) -> Result<Vec<(&'static dyn AnyKind, Head)>> {
    let mut all = Vec::new();
    for kind in registry.all().iter().copied() {
        all.extend(kind.heads(tx, person).await?.into_iter().map(|head| (kind, head)));
    }
    Ok(all)
}

/// Puts the transaction's time after the last change of some records.
pub(crate) fn after(tx: &mut Tx, heads: &[(&'static dyn AnyKind, Head)]) {
    for (_, head) in heads {
        tx.not_before(head.changed);
    }
}

/// Updates all records of a person, whatever their kind.
///
/// # Errors
/// Any database error.
pub(crate) async fn renew(registry: &Registry, tx: &Tx, ctx: &Ctx, renewal: &Renewal<'_>) -> Result<()> {
    for kind in registry.all() {
        kind.renew(tx, ctx, renewal).await?;
    }
    Ok(())
}
