//! Which office to contact. If name and birth date agree ([`crate::score::agrees`]), the user learns that another office may
//! know the person, and which office. Nothing else about that person is shown. Every search leaves a row in the access log,
//! even if it finds nobody; these rows are counted to limit searches ([`crate::guesses`]).

use std::collections::BTreeMap;

use kernel::form::Form;
use kernel::{Ctx, Day, KantorId, OrangId, Permission, Problem, Result};

use crate::proposals::{lenient, visible};
use crate::queries::find_visible;
use crate::score::{Said, agrees};
use crate::{candidates, guesses, key};

/// An office that may know somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The office that first recorded the person.
    pub office: KantorId,
    /// The oldest of its rows that agree. It must not be shown to the user who searches.
    pub person: OrangId,
}

/// The other offices that may know the person in a form. Empty without a name and a birth date, and for an actor who may not
/// enter people.
///
/// # Errors
/// [`Problem::TooMany`] after too many searches; any database error.
pub async fn of_form(ctx: &Ctx, form: &Form) -> Result<Vec<Hint>> {
    let row = lenient(ctx, form);
    match (row.get(key::NAMA), row.get(key::TANGGAL_LAHIR)) {
        (Some(name), Some(born)) => look(ctx, &name, born).await,
        _ if row.has(key::NIK) || row.has(key::NOMOR_DOKUMEN) => number(ctx).await,
        _ => Ok(Vec::new()),
    }
}

/// Counts a search by number. Its answer also reveals whether a person of the actor's own office has the number, and only a few
/// digits of a masked number are left to guess.
async fn number(ctx: &Ctx) -> Result<Vec<Hint>> {
    if ctx.actor.may(Permission::WritePeople) {
        guesses::permit(ctx).await?;
        guesses::made(ctx, Vec::new()).await?;
    }
    Ok(Vec::new())
}

/// The other offices that may know a person of the actor's offices.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`]; as [`of_form`].
pub async fn of_person(ctx: &Ctx, id: OrangId) -> Result<Vec<Hint>> {
    ctx.actor.require(Permission::ReadPeople)?;
    let person = find_visible(ctx.db(), ctx, id).await?.ok_or(Problem::NotFound)?;
    match person.tanggal_lahir {
        Some(born) => look(ctx, &person.nama, born).await,
        None => Ok(Vec::new()),
    }
}

async fn look(ctx: &Ctx, name: &str, born: Day) -> Result<Vec<Hint>> {
    if !ctx.actor.may(Permission::WritePeople) {
        return Ok(Vec::new());
    }
    guesses::permit(ctx).await?;
    let claims = Said::new(name, Some(born), None, None);
    let mut rows = candidates::born_on(ctx, name, born).await?;
    rows.retain(|row| agrees(&claims, &row.said));
    let known = visible(ctx, rows.iter().map(|row| row.id).collect()).await?;
    rows.retain(|row| !known.contains(&row.id) && !ctx.actor.offices.contains(&row.office));
    rows.sort_by_key(|row| row.id);
    guesses::made(ctx, rows.iter().map(|row| row.id).collect()).await?;
    let mut hints = BTreeMap::new();
    for row in rows {
        hints.entry(row.office).or_insert(row.id);
    }
    Ok(hints.into_iter().map(|(office, person)| Hint { office, person }).collect())
}
