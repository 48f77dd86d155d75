//! The rosters of records: held while they change, and whether people may still be named for them.

use std::collections::{BTreeSet, HashMap};

use kernel::db::lock;
use kernel::form::{FieldKind, Value, Values};
use kernel::{CatatanId, FieldError, Result, Tx};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

use crate::{AnyKind, link};

/// Holds the roster of a record until the transaction ends, against others that name people for it, close it or move it.
///
/// # Errors
/// Any database error.
pub async fn hold(tx: &Tx, id: CatatanId) -> Result<()> {
    lock(tx, &format!("daftar {id}")).await
}

/// The record for whose roster these values name somebody.
pub(crate) fn named_for(kind: &dyn AnyKind, values: &Values) -> Option<Uuid> {
    match values.value(kind.info().more.roster?.of) {
        Some(Value::Link { id, .. }) => *id,
        _ => None,
    }
}

/// Of the records for which people are to be named, those that take nobody any more, with what to do. All their rosters are held until the
/// transaction ends, so that none is closed before the people are on it.
///
/// # Errors
/// Any database error.
pub(crate) async fn shut(kind: &dyn AnyKind, tx: &Tx, named: BTreeSet<Uuid>) -> Result<HashMap<Uuid, FieldError>> {
    let Some(roster) = kind.info().more.roster.filter(|_| !named.is_empty()) else { return Ok(HashMap::new()) };
    let Some(field) = kind.own().iter().find(|field| field.key == roster.of) else { return Ok(HashMap::new()) };
    let FieldKind::Link(of) = field.kind else { return Ok(HashMap::new()) };
    // In the order of their ids, so that two who name people for the same sessions do not wait for each other.
    for id in &named {
        hold(tx, CatatanId(*id)).await?;
    }
    let query = Query::select()
        .columns(["id", "nomor"])
        .from(link::table(of))
        .and_where(Expr::col("id").is_in(named))
        .and_where(Expr::col("status").ne(roster.open))
        .to_owned();
    let mut shut = HashMap::new();
    for row in tx.query_all(&query).await? {
        let number: String = row.try_get("", "nomor")?;
        let detail = format!(
            "{} {number} sudah ditutup atau dibatalkan, jadi tidak menerima peserta baru. Buka kembali dahulu, atau pilih yang lain.",
            field.label
        );
        shut.insert(row.try_get("", "id")?, FieldError::new(field.key, detail));
    }
    Ok(shut)
}
