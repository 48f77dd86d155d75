//! Links between records: typed as a number, stored as an id.

use std::collections::HashMap;

use kernel::form::{Field, FieldKind, Value, Values};
use kernel::{FieldError, KantorId, Problem, Result};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

/// The table of a kind that a link names.
fn table(kind: &str) -> String {
    kind.replace('-', "_")
}

/// Finds the records of an office that the links of many forms name (numbers are counted for each office); returns for each form what could not be found.
///
/// # Errors
/// What the database says.
pub(crate) async fn resolve(
    db: &impl ConnectionTrait,
    office: KantorId,
    fields: &[&'static Field],
    rows: &mut [&mut Values],
) -> Result<Vec<Vec<FieldError>>> {
    let mut missing = vec![Vec::new(); rows.len()];
    for field in fields {
        let FieldKind::Link(kind) = field.kind else { continue };
        let wanted: Vec<String> = rows
            .iter()
            .filter_map(|row| match row.get(field.key) {
                Some(Value::Link { number, .. }) => Some(number.clone()),
                _ => None,
            })
            .collect();
        let found = by_number(db, office, kind, wanted).await?;
        for (row, errors) in rows.iter_mut().zip(&mut missing) {
            for (key, value) in row.iter_mut() {
                let Value::Link { number, id } = value else { continue };
                if *key != field.key {
                    continue;
                }
                *id = found.get(number).copied();
                if id.is_none() {
                    errors.push(FieldError::new(
                        *key,
                        format!("Nomor {number} tidak ada di kantor pemilik catatan ini."),
                    ));
                }
            }
        }
    }
    Ok(missing)
}

async fn by_number(
    db: &impl ConnectionTrait,
    office: KantorId,
    kind: &str,
    mut numbers: Vec<String>,
) -> Result<HashMap<String, Uuid>> {
    numbers.sort_unstable();
    numbers.dedup();
    let mut found = HashMap::new();
    for chunk in numbers.chunks(10_000) {
        let query = Query::select()
            .columns(["id", "nomor"])
            .from(table(kind))
            .and_where(Expr::col("kantor_id").eq(office.0))
            .and_where(Expr::col("nomor").is_in(chunk.iter().cloned()))
            .to_owned();
        for row in db.query_all(&query).await? {
            found.insert(row.try_get("", "nomor")?, row.try_get("", "id")?);
        }
    }
    Ok(found)
}

/// The number of the record that a link points to.
///
/// # Errors
/// [`Problem::NotFound`] when it is gone.
pub(crate) async fn number_of(db: &impl ConnectionTrait, kind: &str, id: Uuid) -> Result<String> {
    let query = Query::select().column("nomor").from(table(kind)).and_where(Expr::col("id").eq(id)).to_owned();
    let row = db.query_one(&query).await?.ok_or(Problem::NotFound)?;
    Ok(row.try_get("", "nomor")?)
}
