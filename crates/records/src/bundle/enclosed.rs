//! The record that is sent along with another one, such as the complaint with its referral.

use kernel::form::FieldKind;
use kernel::{CatatanId, Ctx, Problem, Result};

use crate::{AnyKind, Registry, Shown};

/// The enclosed record, if the actor may read it. That is a record of the actor's offices, or one that is lent to the office to
/// which it was sent, until that office has accepted or refused it.
///
/// # Errors
/// As for any read; none if there is nothing to read.
pub(super) async fn find(
    ctx: &Ctx,
    registry: &Registry,
    (kind, shown): (&dyn AnyKind, &Shown),
) -> Result<Option<(&'static dyn AnyKind, Shown)>> {
    let Some(enclosure) = kind.info().more.encloses else { return Ok(None) };
    let link = kind.fields().into_iter().find(|field| field.key == enclosure.field);
    let Some(FieldKind::Link(name)) = link.map(|field| field.kind) else { return Ok(None) };
    let Some((target, (_, id))) =
        registry.find(name).zip(shown.links.iter().find(|(field, _)| *field == enclosure.field))
    else {
        return Ok(None);
    };
    let mut reader = ctx.clone();
    if enclosure.lent.contains(&shown.status) && shown.head.withdrawn.is_none() {
        reader.actor.offices.push(shown.head.office);
    }
    match target.read(&reader, CatatanId(*id), shown.revealed).await {
        Ok(record) => Ok(Some((target, record))),
        // It belongs to another office by now.
        Err(Problem::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}
