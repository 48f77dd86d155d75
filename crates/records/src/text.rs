//! The text of a record, by field.

use kernel::form::Form;
use kernel::vault::Key;
use kernel::{Ctx, Problem, Result};
use sea_orm::ConnectionTrait;

use crate::link::Links;
use crate::show::Showing;
use crate::{AnyKind, Stored, described, link};

/// The full text of a record by field, including the person's. The caller must mask what the actor may not see.
///
/// # Errors
/// Any database error, or what does not open.
pub(crate) async fn of(kind: &dyn AnyKind, db: &impl ConnectionTrait, ctx: &Ctx, record: &dyn Stored) -> Result<Form> {
    let person = match record.head().person {
        Some(person) => Some(people::find(db, person).await?),
        None => None,
    };
    let (mut form, key) = opened(ctx, person.as_ref())?;
    form.extend(own(kind, db, record, key.as_ref()).await?);
    Ok(form)
}

/// The text of a person by field, and the key that opens what is sealed for them, unless they were erased.
fn opened(ctx: &Ctx, person: Option<&people::entity::Model>) -> Result<(Form, Option<Key>)> {
    let form = person.map(|person| people::text(ctx, person)).transpose()?.unwrap_or_default();
    Ok((form, person.map(|person| person.reading_key(ctx)).transpose()?.flatten()))
}

/// As [`of`], with the row of its person and the numbers of what it links to, where they are known; also its links.
///
/// # Errors
/// As [`of`].
pub(crate) async fn with(
    kind: &dyn AnyKind,
    ctx: &Ctx,
    (record, person, numbers): (&dyn Stored, Option<&people::entity::Model>, Option<Form>),
) -> Result<(Form, Links)> {
    let (mut form, key) = opened(ctx, person)?;
    let Some(numbers) = numbers else {
        let (own, links) = linked(kind, ctx.keyed(), record, key.as_ref()).await?;
        form.extend(own);
        return Ok((form, links));
    };
    let Showing { form: own, links, .. } = described::shown(kind, record, key.as_ref())?;
    form.extend(own);
    form.extend(numbers);
    Ok((form, links))
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
    Ok(linked(kind, db, record, key).await?.0)
}

/// As [`own`], also the links.
async fn linked(
    kind: &dyn AnyKind,
    db: &impl ConnectionTrait,
    record: &dyn Stored,
    key: Option<&Key>,
) -> Result<(Form, Links)> {
    let Showing { mut form, links, .. } = described::shown(kind, record, key)?;
    let numbers = link::numbers_of_all(kind, db, links.iter().copied()).await?;
    for (field, id) in &links {
        form.insert((*field).to_owned(), numbers.get(id).cloned().ok_or(Problem::NotFound)?);
    }
    Ok((form, links))
}
