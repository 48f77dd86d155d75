//! The text of a record, by field.

use kernel::form::{FieldKind, Form};
use kernel::vault::Key;
use kernel::{Ctx, Result};
use sea_orm::ConnectionTrait;

use crate::show::Showing;
use crate::{AnyKind, Stored, described, link};

/// The full text of a record by field, including the person's. The caller must mask what the actor may not see.
///
/// # Errors
/// [`kernel::Problem::NotFound`] when the person has been erased.
pub(crate) async fn of(kind: &dyn AnyKind, db: &impl ConnectionTrait, ctx: &Ctx, record: &dyn Stored) -> Result<Form> {
    let person = match record.head().person {
        Some(person) => Some(people::find(db, person).await?),
        None => None,
    };
    with(kind, db, ctx, (record, person.as_ref())).await
}

/// As [`of`], with the row of its person.
///
/// # Errors
/// As [`of`].
pub(crate) async fn with(
    kind: &dyn AnyKind,
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    (record, person): (&dyn Stored, Option<&people::entity::Model>),
) -> Result<Form> {
    let mut form = person.map(|person| people::text(ctx, person)).transpose()?.unwrap_or_default();
    let key = person.map(|person| person.key(ctx)).transpose()?;
    form.extend(own(kind, db, record, key.as_ref()).await?);
    Ok(form)
}

/// Text by field of a record's own fields, with links as numbers.
///
/// # Errors
/// A sealed field that does not open.
pub(crate) async fn own(
    kind: &dyn AnyKind,
    db: &impl ConnectionTrait,
    record: &dyn Stored,
    key: Option<&Key>,
) -> Result<Form> {
    let Showing { mut form, links, .. } = described::shown(kind, record, key)?;
    for (field, id) in links {
        let field_kind = kind.own().iter().find(|f| f.key == field).map(|f| f.kind);
        if let Some(FieldKind::Link(to)) = field_kind {
            form.insert(field.to_owned(), link::number_of(db, to, id).await?);
        }
    }
    Ok(form)
}
