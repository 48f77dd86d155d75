//! Accounts, as looks and lines of history name them: by login name and role.

use std::collections::{BTreeSet, HashMap};

use kernel::{Ctx, PenggunaId, Problem, Result, Role};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Akun {
    /// The login name.
    pub login: String,
    /// The role that it has now.
    pub role: Option<Role>,
}

/// Accounts by id.
///
/// # Errors
/// Any database error.
pub(crate) async fn of(db: &impl ConnectionTrait, ids: BTreeSet<PenggunaId>) -> Result<HashMap<PenggunaId, Akun>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Query::select()
        .columns(["id", "nama_masuk", "peran"])
        .from("pengguna")
        .and_where(Expr::col("id").is_in(ids.into_iter().map(|id| id.0)))
        .to_owned();
    let mut accounts = HashMap::new();
    for row in db.query_all(&query).await? {
        let role: String = row.try_get("", "peran")?;
        let account = Akun { login: row.try_get("", "nama_masuk")?, role: Role::parse(&role) };
        accounts.insert(PenggunaId(row.try_get("", "id")?), account);
    }
    Ok(accounts)
}

/// The account of the actor's offices with a login name, active or not.
///
/// # Errors
/// [`Problem::Invalid`] at the field `akun` if there is none; any database error.
pub(crate) async fn named(ctx: &Ctx, login: &str) -> Result<PenggunaId> {
    let query = Query::select()
        .column("id")
        .from("pengguna")
        .and_where(Expr::col("nama_masuk").eq(login.trim()))
        .and_where(ctx.of_offices("kantor_id"))
        .to_owned();
    let row = ctx.db().query_one(&query).await?;
    let row = row.ok_or_else(|| Problem::field("akun", "Tidak ada akun dengan nama masuk itu di kantor Anda."))?;
    Ok(PenggunaId(row.try_get("", "id")?))
}
