//! Links between records: typed as a number, stored as an id.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use kernel::db::chunk_rows;
use kernel::form::{Field, FieldKind, Form, Value, Values};
use kernel::{FieldError, KantorId, Problem, Result};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::{AnyKind, Stored, described};

/// The table of a linked kind.
pub(crate) fn table(kind: &str) -> String {
    kind.replace('-', "_")
}

/// The links that a record has already.
#[derive(Clone, Copy, Default)]
pub(crate) struct Kept<'a> {
    /// Their current numbers, by field.
    pub before: Option<&'a Form>,
    /// Their records by field.
    pub stored: &'a [(&'static str, Uuid)],
}

impl Kept<'_> {
    fn number(&self, key: &str) -> Option<&String> {
        self.before.and_then(|form| form.get(key))
    }

    /// The record of an unchanged link, since its number may belong to another office by now.
    fn same(&self, key: &str, number: &str) -> Option<Uuid> {
        let stored = self.stored.iter().find(|(field, _)| *field == key).map(|(_, id)| *id);
        stored.filter(|_| self.number(key).is_some_and(|before| before == number))
    }
}

/// The links of a record, by field.
pub(crate) type Links = Vec<(&'static str, Uuid)>;

/// The links of a row.
///
/// # Errors
/// A row that cannot be shown.
pub(crate) fn stored(kind: &dyn AnyKind, record: &dyn Stored) -> Result<Vec<(&'static str, Uuid)>> {
    Ok(described::shown(kind, record, None)?.links)
}

/// The numbers of records of a kind, by id.
///
/// # Errors
/// Any database error.
pub(crate) async fn numbers_of(db: &impl ConnectionTrait, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let mut numbers = HashMap::new();
    for chunk in ids.chunks(10_000) {
        let query = Query::select()
            .columns(["id", "nomor"])
            .from(table(kind))
            .and_where(Expr::col("id").is_in(chunk.iter().copied()))
            .to_owned();
        for row in db.query_all(&query).await? {
            numbers.insert(row.try_get("", "id")?, row.try_get("", "nomor")?);
        }
    }
    Ok(numbers)
}

/// The numbers of the records that the links of a kind's records lead to, by id: one statement for all kinds that they lead to.
///
/// # Errors
/// Any database error.
pub(crate) async fn numbers_of_all(
    kind: &dyn AnyKind,
    db: &impl ConnectionTrait,
    links: impl Iterator<Item = (&'static str, Uuid)>,
) -> Result<HashMap<Uuid, String>> {
    let to = |key: &str| match kind.own().iter().find(|field| field.key == key)?.kind {
        FieldKind::Link(to) => Some(to),
        _ => None,
    };
    let sought: BTreeSet<(&str, Uuid)> = links.filter_map(|(key, id)| Some((to(key)?, id))).collect();
    let mut numbers = HashMap::with_capacity(sought.len());
    for chunk in sought.into_iter().collect::<Vec<_>>().chunks(chunk_rows(1)) {
        let mut selects = chunk.chunk_by(|(one, _), (other, _)| one == other).map(of_one_kind);
        let Some(mut all) = selects.next() else { continue };
        all.unions(selects.map(|select| (UnionType::All, select)));
        for row in db.query_all(&all).await? {
            numbers.insert(row.try_get("", "id")?, row.try_get("", "nomor")?);
        }
    }
    Ok(numbers)
}

/// What the names of columns with the numbers of linked records begin with; no column of a record does.
const MARK: &str = "no__";

/// Adds to a select of `catatan` the numbers of the records that it links to. Most link to nothing, and are not asked about then.
pub(crate) fn with_numbers(kind: &dyn AnyKind, both: &mut SelectStatement) {
    for field in kind.own() {
        let FieldKind::Link(to) = field.kind else { continue };
        let link = ("catatan", Alias::new([field.key, "_id"].concat()));
        let number = Query::select()
            .column(("terkait", "nomor"))
            .from_as(table(to), "terkait")
            .and_where(Expr::col(("terkait", "id")).equals(link.clone()))
            .to_owned();
        let linked = Expr::case(Expr::col(link).is_not_null(), Expr::SubQuery(None, Box::new(number.into())));
        both.expr_as(linked, Alias::new([MARK, field.key].concat()));
    }
}

/// The numbers of a row that [`with_numbers`] selected, by field.
///
/// # Errors
/// Any database error.
pub(crate) fn numbers_in(kind: &dyn AnyKind, row: &QueryResult) -> Result<Form> {
    let links = kind.own().iter().filter(|field| matches!(field.kind, FieldKind::Link(_)));
    let number = |field: &Field| Ok((field.key.to_owned(), row.try_get(MARK, field.key)?));
    let numbers = links.map(number).collect::<Result<Vec<(String, Option<String>)>>>()?;
    Ok(numbers.into_iter().filter_map(|(key, number)| Some((key, number?))).collect())
}

/// The select of numbers of records that are all of the kind of the first.
fn of_one_kind(links: &[(&str, Uuid)]) -> SelectStatement {
    let kind = links.first().map(|(to, _)| table(to)).unwrap_or_default();
    let ids = links.iter().map(|(_, id)| *id);
    Query::select().columns(["id", "nomor"]).from(kind).and_where(Expr::col("id").is_in(ids)).to_owned()
}

/// Finds the records of an office that the links of many forms name (numbers are counted for each office); returns for each
/// form what could not be found or was withdrawn. An unchanged link keeps its record, even if that was withdrawn.
///
/// # Errors
/// Any database error.
pub(crate) async fn resolve(
    db: &impl ConnectionTrait,
    office: KantorId,
    fields: &[&'static Field],
    rows: &mut [&mut Values],
    kept: Kept<'_>,
) -> Result<Vec<Vec<FieldError>>> {
    let mut missing = vec![Vec::new(); rows.len()];
    for field in fields {
        let FieldKind::Link(kind) = field.kind else { continue };
        let wanted: Vec<String> = rows
            .iter()
            .filter_map(|row| match row.value(field.key) {
                Some(Value::Link { number, .. }) => Some(number.clone()),
                _ => None,
            })
            .collect();
        let targets = by_number(db, office, kind, wanted).await?;
        for (row, errors) in rows.iter_mut().zip(&mut missing) {
            for (key, value) in row.iter_mut() {
                let Value::Link { number, id } = value else { continue };
                if *key != field.key {
                    continue;
                }
                if let Some(same) = kept.same(key, number) {
                    *id = Some(same);
                    continue;
                }
                let target = targets.get(number).copied();
                *id = target.map(|(id, _)| id);
                let wrong = match target {
                    None => format!("Nomor {number} tidak ada di kantor pemilik catatan ini."),
                    Some((_, true)) if kept.number(key) != Some(number) => {
                        format!("Nomor {number} sudah dibatalkan. Tulis nomor lain, atau pulihkan dahulu catatan itu.")
                    }
                    Some(_) => continue,
                };
                errors.push(FieldError::new(*key, wrong));
            }
        }
    }
    Ok(missing)
}

/// Records by number: their ids, and whether they were withdrawn.
async fn by_number(
    db: &impl ConnectionTrait,
    office: KantorId,
    kind: &str,
    mut numbers: Vec<String>,
) -> Result<HashMap<String, (Uuid, bool)>> {
    numbers.sort_unstable();
    numbers.dedup();
    let mut targets = HashMap::new();
    for chunk in numbers.chunks(10_000) {
        let query = Query::select()
            .columns(["id", "nomor", "dibatalkan_pada"])
            .from(table(kind))
            .and_where(Expr::col("kantor_id").eq(office.0))
            .and_where(Expr::col("nomor").is_in(chunk.iter().cloned()))
            .to_owned();
        for row in db.query_all(&query).await? {
            let withdrawn: Option<DateTime<Utc>> = row.try_get("", "dibatalkan_pada")?;
            targets.insert(row.try_get("", "nomor")?, (row.try_get("", "id")?, withdrawn.is_some()));
        }
    }
    Ok(targets)
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

/// Whether one of a record's links points into another office.
///
/// # Errors
/// Any database error.
pub(crate) async fn elsewhere(
    kind: &dyn AnyKind,
    db: &impl ConnectionTrait,
    office: KantorId,
    links: &[(&'static str, Uuid)],
) -> Result<bool> {
    for (key, id) in links {
        let field_kind = kind.own().iter().find(|f| f.key == *key).map(|f| f.kind);
        let Some(FieldKind::Link(to)) = field_kind else { continue };
        let query = Query::select()
            .column("id")
            .from(table(to))
            .and_where(Expr::col("id").eq(*id))
            .and_where(Expr::col("kantor_id").eq(office.0))
            .to_owned();
        if db.query_one(&query).await?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The numbers of some records that point to a record by a field, withdrawn ones too.
///
/// # Errors
/// Any database error.
pub(crate) async fn pointing_to(
    db: &impl ConnectionTrait,
    table: &'static str,
    field: &str,
    id: Uuid,
) -> Result<Vec<String>> {
    let query = Query::select()
        .column("nomor")
        .from(table)
        .and_where(Expr::col(format!("{field}_id")).eq(id))
        .order_by("id", Order::Asc)
        .limit(5)
        .to_owned();
    db.query_all(&query).await?.iter().map(|row| Ok(row.try_get("", "nomor")?)).collect()
}
