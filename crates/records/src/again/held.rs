//! Records that rows of a file may be the same as, read in a few statements.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use kernel::db::chunk_rows;
use kernel::form::Form;
use kernel::{CatatanId, Day, KantorId, OrangId, Result, Tx};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{AnyKind, Boxed, Head, Stored, described};

/// A record that a row may be the same as.
#[derive(Clone)]
pub(super) struct Held {
    pub record: Arc<dyn Stored>,
    pub head: Head,
    pub stands: Stands,
    /// Its open fields, without links.
    pub form: Form,
    /// Its links, by field.
    pub links: Vec<(&'static str, Uuid)>,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// In the office that imports.
    Here,
    /// There, and it was withdrawn.
    Withdrawn(DateTime<Utc>),
    /// In another office, to which it went from here.
    Moved(KantorId),
}

/// What to look for; records with any of it are read.
#[derive(Default)]
pub(super) struct Sought {
    pub people: BTreeSet<OrangId>,
    /// Names as they are compared, for people without a common number.
    pub names: BTreeSet<String>,
    /// Numbers from elsewhere.
    pub outside: BTreeSet<String>,
    /// Own numbers.
    pub numbers: BTreeSet<String>,
    pub ids: BTreeSet<CatatanId>,
    /// The days between which it lies, where a day of the kind is part of its natural key.
    pub days: Option<(Day, Day)>,
    /// All records of those days, for a kind about nobody.
    pub all: bool,
}

/// The records found.
#[derive(Default)]
pub(super) struct Records {
    all: Vec<Held>,
    of_person: HashMap<OrangId, Vec<usize>>,
    outside: HashMap<String, Vec<usize>>,
}

impl Records {
    pub(super) fn of_person(&self, person: OrangId) -> impl Iterator<Item = &Held> {
        self.of_person.get(&person).into_iter().flatten().filter_map(|at| self.all.get(*at))
    }

    /// Those with a number from elsewhere.
    pub(super) fn outside(&self, number: &str) -> impl Iterator<Item = &Held> {
        self.outside.get(number).into_iter().flatten().filter_map(|at| self.all.get(*at))
    }

    pub(super) fn all(&self) -> &[Held] {
        &self.all
    }

    pub(super) fn of_id(&self, id: CatatanId) -> Option<&Held> {
        self.all.binary_search_by_key(&id, |held| held.head.id).ok().and_then(|at| self.all.get(at))
    }
}

/// Reads the records that are sought: those of the office, and those that went from it to another.
///
/// # Errors
/// Any database error.
pub(super) async fn load(kind: &dyn AnyKind, tx: &Tx, office: KantorId, sought: &Sought) -> Result<Records> {
    let mut rows: HashMap<CatatanId, Boxed> = HashMap::new();
    for query in queries(kind, office, sought)? {
        for record in kind.all(&**tx, &query).await? {
            rows.entry(record.head().id).or_insert(record);
        }
    }
    let mut rows: Vec<Boxed> = rows.into_values().collect();
    rows.sort_by_key(|record| record.head().id);
    let elsewhere: Vec<CatatanId> =
        rows.iter().map(|record| record.head()).filter(|head| head.office != office).map(|head| head.id).collect();
    let ours = once_ours(tx, office, &elsewhere).await?;
    let mut records = Records::default();
    for record in rows {
        let head = record.head();
        let stands = match head.withdrawn {
            _ if head.office != office && !ours.contains(&head.id) => continue,
            Some(at) => Stands::Withdrawn(at),
            None if head.office != office => Stands::Moved(head.office),
            None => Stands::Here,
        };
        let showing = described::shown(kind, &*record, None)?;
        let place = records.all.len();
        if let Some(person) = head.person {
            records.of_person.entry(person).or_default().push(place);
        }
        if let Some(number) = kind.info().unique.and_then(|unique| showing.form.get(unique.name)) {
            records.outside.entry(number.clone()).or_default().push(place);
        }
        records.all.push(Held { record: record.into(), head, stands, form: showing.form, links: showing.links });
    }
    Ok(records)
}

fn queries(kind: &dyn AnyKind, office: KantorId, sought: &Sought) -> Result<Vec<SelectStatement>> {
    let (info, most) = (kind.info(), chunk_rows(1));
    let within = |query: &mut SelectStatement| {
        if let Some(((first, last), day)) = sought.days.zip(info.same_day()) {
            let within = Expr::col(day.name).between(first, last);
            // What has not happened yet when it was recorded may be what a row says has happened.
            let open = info.more.day_else.map(|_| Expr::col(day.name).is_null());
            query.and_where(open.into_iter().fold(within, ExprTrait::or));
        }
    };
    let mut queries = Vec::new();
    let mut with = |condition: Expr, days: bool| -> Result<()> {
        let mut query = kind.select()?;
        query.and_where(condition);
        if days {
            within(&mut query);
        }
        queries.push(query);
        Ok(())
    };
    let people: Vec<Uuid> = sought.people.iter().map(|person| person.0).collect();
    for chunk in people.chunks(most) {
        with(Expr::col("orang_id").is_in(chunk.iter().copied()), false)?;
    }
    let names: Vec<String> = sought.names.iter().cloned().collect();
    for chunk in names.chunks(most) {
        with(Expr::col("orang_id").in_subquery(people::named(chunk)), true)?;
    }
    let own = || Expr::col("kantor_id").eq(office.0);
    let outside: Vec<String> = sought.outside.iter().cloned().collect();
    for chunk in outside.chunks(most) {
        let Some(unique) = info.unique else { continue };
        with(own().and(Expr::col(unique.name).is_in(chunk.iter().cloned())), false)?;
    }
    let numbers: Vec<String> = sought.numbers.iter().cloned().collect();
    for chunk in numbers.chunks(most) {
        with(own().and(Expr::col("nomor").is_in(chunk.iter().cloned())), false)?;
    }
    let ids: Vec<Uuid> = sought.ids.iter().map(|id| id.0).collect();
    for chunk in ids.chunks(most) {
        with(Expr::col("id").is_in(chunk.iter().copied()), false)?;
    }
    if sought.all {
        with(Expr::val(1).eq(1), true)?;
    }
    Ok(queries)
}

/// Those of some records that have been changed since they were entered.
///
/// # Errors
/// Any database error.
pub(super) async fn changed(kind: &dyn AnyKind, tx: &Tx, ids: &[CatatanId]) -> Result<BTreeSet<CatatanId>> {
    let mut changed = BTreeSet::new();
    for chunk in ids.chunks(chunk_rows(1)) {
        let query = Query::select()
            .column("id")
            .from(kind.info().table)
            .and_where(Expr::col("id").is_in(chunk.iter().map(|id| id.0)))
            .and_where(Expr::col("versi").gt(1))
            .to_owned();
        for row in tx.query_all(&query).await? {
            changed.insert(row.try_get("", "id")?);
        }
    }
    Ok(changed)
}

/// Those of some records that were an office's before.
async fn once_ours(tx: &Tx, office: KantorId, ids: &[CatatanId]) -> Result<HashSet<CatatanId>> {
    use kernel::history::{COLUMN, Column, Entity};
    let mut ours = HashSet::new();
    for chunk in ids.chunks(chunk_rows(2)) {
        let rows: Vec<CatatanId> = Entity::find()
            .select_only()
            .column(Column::CatatanId)
            .filter(Column::CatatanId.is_in(chunk.iter().copied()))
            .filter(COLUMN.kantor_id.eq(office))
            .distinct()
            .into_tuple()
            .all(&**tx)
            .await?;
        ours.extend(rows);
    }
    Ok(ours)
}
