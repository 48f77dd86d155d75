//! Who may be given the work on a record: the people of its office, and of those above it, with the right to it.

use std::collections::{HashMap, HashSet};

use kernel::form::{Field, FieldKind, Values};
use kernel::{Ctx, FieldError, KantorId, Permission, Result, Role};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};

/// Somebody who may be given work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The login name, which records contain.
    pub login: String,
    /// The name that people read.
    pub name: String,
}

/// The people who may be given work that needs a right in an office, ordered by name.
///
/// # Errors
/// Any database error.
pub async fn of(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    office: KantorId,
    permission: Permission,
) -> Result<Vec<Officer>> {
    let roles = Role::ALL.into_iter().filter(|role| role.permissions().contains(&permission)).map(Role::code);
    let query = Query::select()
        .columns(["nama_masuk", "nama"])
        .from("pengguna")
        .and_where(Expr::col("aktif").eq(true))
        .and_where(Expr::col("peran").is_in(roles))
        .and_where(Expr::col("kantor_id").is_in(ctx.house.offices.with_above(office).into_iter().map(|o| o.0)))
        .order_by("nama", Order::Asc)
        .limit(500)
        .to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|row| Ok(Officer { login: row.try_get("", "nama_masuk")?, name: row.try_get("", "nama")? }))
        .collect()
}

/// The names of people, by login name.
///
/// # Errors
/// Any database error.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    logins: impl IntoIterator<Item = &String>,
) -> Result<HashMap<String, String>> {
    let logins: HashSet<&String> = logins.into_iter().collect();
    if logins.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Query::select()
        .columns(["nama_masuk", "nama"])
        .from("pengguna")
        .and_where(Expr::col("nama_masuk").is_in(logins.into_iter().cloned()))
        .to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter().map(|row| Ok((row.try_get("", "nama_masuk")?, row.try_get("", "nama")?))).collect()
}

/// For each form, its fields with somebody who may not be given the work.
///
/// # Errors
/// Any database error.
pub(crate) async fn unknown(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    (office, permission): (KantorId, Permission),
    fields: &[&'static Field],
    rows: &[&Values],
) -> Result<Vec<Vec<FieldError>>> {
    let fields: Vec<_> = fields.iter().filter(|field| field.kind == FieldKind::Officer).collect();
    let mut wrong = vec![Vec::new(); rows.len()];
    let named = fields.iter().any(|field| rows.iter().any(|row| row.text(field).is_some()));
    if !named {
        return Ok(wrong);
    }
    let known: HashSet<String> = of(db, ctx, office, permission).await?.into_iter().map(|o| o.login).collect();
    for (row, errors) in rows.iter().zip(&mut wrong) {
        for field in &fields {
            if row.text(field).is_some_and(|login| !known.contains(login)) {
                let detail =
                    "Tidak ada petugas aktif dengan nama masuk itu yang menangani catatan ini. Pilih dari daftar.";
                errors.push(FieldError::new(field.key, detail));
            }
        }
    }
    Ok(wrong)
}
