//! Another role, another office, or both.

use kernel::{Ctx, KantorId, Problem, Result, Role};

use super::change::{begin, change};
use super::said::{own_office, reason, said};
use crate::entity::pengguna::Model;
use crate::event::{self, Act, By};
use crate::gate::Accounts;
use crate::users;

/// Gives an account another role.
///
/// # Errors
/// As [`disable`](super::disable); [`Problem::Invalid`] for a word that is no role.
pub async fn role(ctx: &Ctx, accounts: &Accounts, which: &str, (word, why): (&str, &str)) -> Result<()> {
    let (why, role) = (reason(ctx, why)?, users::role(word).map_err(said)?);
    let (tx, old) = begin(ctx, which).await?;
    let detail = another_role(&old, role)?;
    let new = Model { peran: role.code().to_owned(), ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Role, &detail, why)).await
}

/// What the history says of another role; refuses the one that an account has.
fn another_role(old: &Model, role: Role) -> Result<String> {
    if old.peran == role.code() {
        return Err(Problem::field("peran", "Peran itu sudah peran akun ini. Pilih peran lain."));
    }
    Ok(format!("{} menjadi {}", old.peran, role.code()))
}

/// Moves an account to another office.
///
/// # Errors
/// As [`disable`](super::disable); [`Problem::Invalid`] for an office that the actor does not see.
pub async fn office(ctx: &Ctx, accounts: &Accounts, which: &str, (code, why): (&str, &str)) -> Result<()> {
    let (why, to) = (reason(ctx, why)?, own_office(ctx, code)?);
    let (tx, old) = begin(ctx, which).await?;
    let detail = another_office(ctx, &old, to)?;
    let new = Model { kantor_id: to, ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Office, &detail, why)).await
}

/// What the history says of another office; refuses the one that an account is in.
fn another_office(ctx: &Ctx, old: &Model, to: KantorId) -> Result<String> {
    if old.kantor_id == to {
        return Err(Problem::field("kantor", "Akun ini sudah di kantor itu. Pilih kantor lain."));
    }
    let name = |id| ctx.house.offices.by_id(id).map_or("kantor lain", |office| office.name.as_str());
    Ok(format!("{} menjadi {}", name(old.kantor_id), name(to)))
}

/// Gives an account another role and moves it to another office: both or neither, with a line of history for each.
///
/// # Errors
/// As [`role`] and [`office`].
pub async fn role_and_office(
    ctx: &Ctx,
    accounts: &Accounts,
    which: &str,
    (word, code, why): (&str, &str, &str),
) -> Result<()> {
    let (why, role, to) = (reason(ctx, why)?, users::role(word).map_err(said)?, own_office(ctx, code)?);
    let (tx, old) = begin(ctx, which).await?;
    let (by_role, by_office) = (another_role(&old, role)?, another_office(ctx, &old, to)?);
    event::append((&tx, &ctx.house), old.id, (Act::Role, &by_role, why), By::of(&ctx.actor)).await?;
    let new = Model { peran: role.code().to_owned(), kantor_id: to, ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Office, &by_office, why)).await
}
