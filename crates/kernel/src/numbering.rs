//! Human numbers (`PGD-2025-000123`): counted for each office, kind and year, without gaps in a transaction.

use sea_orm::{ConnectionTrait, Statement};

use crate::ctx::Tx;
use crate::id::KantorId;
use crate::problem::{Problem, Result};

/// Reserves `count` numbers; returns the first.
///
/// # Errors
/// Any database error.
pub async fn reserve(tx: &Tx, office: KantorId, kind: &str, year: i32, count: i64) -> Result<i64> {
    let sql = "INSERT INTO penomoran (kantor_id, jenis, tahun, terakhir) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (kantor_id, jenis, tahun) DO UPDATE SET terakhir = penomoran.terakhir + $4 \
               RETURNING terakhir";
    let values: [sea_orm::Value; 4] = [office.0.into(), kind.into(), year.into(), count.into()];
    let row = tx
        .apart(Statement::from_sql_and_values(tx.get_database_backend(), sql, values))
        .await?
        .ok_or_else(|| Problem::internal("numbering gave nothing back"))?;
    let last: i64 = row.try_get("", "terakhir")?;
    Ok(last - count + 1)
}

/// A number as people read it.
#[must_use]
pub fn format(prefix: &str, year: i32, number: i64) -> String {
    format!("{prefix}-{year}-{number:06}")
}
