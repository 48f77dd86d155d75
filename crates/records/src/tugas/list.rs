//! The list of tasks: the most urgent first, then the nearest due.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

use kernel::calendar::Certainty;
use kernel::tenggat::{Holder, Tenggat};
use kernel::{CatatanId, Ctx, Day, KantorId, Permission, Problem, Result};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, Iterable};
use serde::Deserialize;

use crate::walks::together;
use crate::work::{Column, Entity, Model, NEVER};
use crate::{AnyKind, Info, Registry, Row};

/// Whose tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Those given to the actor, and those that are the actor's by right while nobody is named.
    #[default]
    Saya,
    /// All of the offices that the actor sees.
    Tim,
}

impl Whose {
    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Saya => "saya",
            Self::Tim => "tim",
        }
    }
}

/// A position in the list: that of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(i64, Day, CatatanId);

impl Cursor {
    fn of(row: &Model) -> Self {
        Self(row.kegentingan, row.jatuh_tempo, row.catatan_id)
    }
}

/// Whether a database can store a day, since the cursor may be made up.
fn sensible(day: Day) -> bool {
    use chrono::Datelike;
    (1..=9999).contains(&day.year())
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}", self.0, self.1, self.2)
    }
}

impl FromStr for Cursor {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self> {
        let read = |text: &str| {
            let mut parts = text.splitn(3, '_');
            Some(Self(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
        };
        read(text)
            .filter(|cursor| sensible(cursor.1))
            .ok_or_else(|| Problem::Malformed("Penanda halaman tidak terbaca. Mulai dari halaman pertama.".to_owned()))
    }
}

/// A task with the record that it is about.
#[derive(Clone, Debug)]
pub struct Item {
    /// The task.
    pub task: Model,
    /// The record, as lists show it.
    pub row: Row,
    /// The title of the kind.
    pub kind: &'static str,
    /// What people call a record that is about nobody.
    pub subject: Option<String>,
    /// What must be done.
    pub purpose: String,
    /// How certain the clock is; none without a clock.
    pub certainty: Option<Certainty>,
    /// Who has it while nobody is named, if not just anybody.
    pub holder: Option<Holder>,
}

/// A page of tasks.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The tasks.
    pub items: Vec<Item>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// The kinds with tasks that the actor may read.
#[must_use]
pub fn kinds(ctx: &Ctx, registry: &Registry) -> Vec<&'static dyn AnyKind> {
    let all = registry.all().iter().copied();
    all.filter(|k| ctx.house.clocks.has(k.info().name) && ctx.actor.may(k.info().permission)).collect()
}

/// The requested kind, or all kinds with tasks.
///
/// # Errors
/// [`Problem::Malformed`] for a kind that has no tasks or that the actor may not read.
pub(super) fn asked(ctx: &Ctx, registry: &Registry, kind: Option<&str>) -> Result<Vec<&'static dyn AnyKind>> {
    let mut all = kinds(ctx, registry);
    if let Some(kind) = kind.filter(|kind| !kind.is_empty()) {
        let known: Vec<&str> = all.iter().map(|kind| kind.info().name).collect();
        if !known.contains(&kind) {
            return Err(Problem::Malformed(format!("Jenis tidak dikenal. Yang ada tugasnya: {}.", known.join(", "))));
        }
        all.retain(|known| known.info().name == kind);
    }
    Ok(all)
}

/// The tasks of these kinds, without those whose clock has a lead time that has not come.
fn shown(ctx: &Ctx, kinds: &[&str]) -> SelectStatement {
    let mut query = Query::select().from(Entity).to_owned();
    query.and_where(Column::Jenis.is_in(kinds.iter().copied()));
    for clock in ctx.house.clocks.latest(kinds) {
        if let Some(last) = clock.shown_until(ctx.today()) {
            query.cond_where(not_by(clock).add(Column::JatuhTempo.lte(last)));
        }
    }
    query
}

/// That another clock is the nearest, or none.
pub(super) fn not_by(clock: &Tenggat) -> Condition {
    Condition::any()
        .add(Expr::col((Entity, Column::Jenis)).ne(clock.kind.clone()))
        .add(Expr::col((Entity, Column::Tenggat)).is_null())
        .add(Expr::col((Entity, Column::Tenggat)).ne(clock.code.clone()))
}

/// That this clock is the nearest, and nobody is named, in the actor's own office: what waits for a head below is no task of the
/// head above.
pub(super) fn unnamed_by(ctx: &Ctx, clock: &Tenggat) -> Condition {
    Condition::all()
        .add(Expr::col((Entity, Column::KantorId)).eq(ctx.actor.office.0))
        .add(Expr::col((Entity, Column::Petugas)).is_null())
        .add(Expr::col((Entity, Column::Jenis)).eq(clock.kind.clone()))
        .add(Expr::col((Entity, Column::Tenggat)).eq(clock.code.clone()))
}

/// The clocks of these kinds whose tasks are the actor's while nobody is named.
pub(super) fn by_right<'a>(ctx: &'a Ctx, kinds: &[&str]) -> Vec<&'a Tenggat> {
    let may = |clock: &&Tenggat| clock.holder.is_some_and(|holder| ctx.actor.may(holder.permission()));
    ctx.house.clocks.latest(kinds).filter(may).collect()
}

/// The tasks of these kinds that are the actor's, in parts without a common row: those given to the actor, and for each clock whose
/// right the actor has those given to nobody.
fn own(ctx: &Ctx, kinds: &[&str]) -> Vec<SelectStatement> {
    let mut named = shown(ctx, kinds);
    // Not as a bare column, so that the planner uses the officer's index, whatever its statistics.
    let office = Func::coalesce([Expr::col(Column::KantorId), Expr::col(Column::KantorId)]);
    let offices = ctx.actor.offices.as_slice();
    named.and_where(Expr::expr(office).is_in(offices.iter().map(|one| one.0)));
    named.and_where(Column::Petugas.eq(ctx.actor.login.clone().unwrap_or_default()));
    let mut parts = vec![named];
    for clock in by_right(ctx, kinds) {
        let mut part = shown(ctx, kinds);
        part.cond_where(unnamed_by(ctx, clock));
        parts.push(part);
    }
    parts
}

/// The tasks of these kinds of the actor's offices.
fn team(ctx: &Ctx, kinds: &[&str]) -> SelectStatement {
    let mut query = shown(ctx, kinds);
    match ctx.actor.offices.as_slice() {
        [one] => query.and_where(Column::KantorId.eq(*one)),
        many => query.and_where(Column::KantorId.is_in(many.iter().copied())),
    };
    query
}

/// The order of the list.
const ORDER: [Column; 3] = [Column::Kegentingan, Column::JatuhTempo, Column::CatatanId];

/// Limits a query to its first tasks after a position.
fn first(mut query: SelectStatement, after: Option<Cursor>, limit: u64) -> SelectStatement {
    query.columns(Column::iter()).limit(limit);
    for column in ORDER {
        query.order_by(column, Order::Asc);
    }
    if let Some(Cursor(urgency, due, record)) = after {
        let place = Expr::tuple([Expr::value(urgency), Expr::value(due), Expr::value(record.0)]);
        query.and_where(Expr::tuple(ORDER.map(Expr::col)).gt(place));
    }
    query
}

/// The query for a page. For one officer it reads along one index. For a team it reads the first tasks of each office along an
/// index, and takes the first of all these. So a page costs the same however many tasks there are. What is an actor's by right is
/// looked for among the open tasks of one office.
#[must_use]
pub fn question(ctx: &Ctx, whose: Whose, kinds: &[&str], after: Option<Cursor>, limit: u64) -> SelectStatement {
    let of_office = |office: &KantorId| {
        let mut walk = shown(ctx, kinds);
        walk.and_where(Column::KantorId.eq(*office));
        walk
    };
    let walks: Vec<SelectStatement> = match (whose, ctx.actor.offices.as_slice()) {
        (Whose::Saya, _) => own(ctx, kinds),
        (Whose::Tim, [] | [_]) => vec![team(ctx, kinds)],
        (Whose::Tim, many) => many.iter().map(of_office).collect(),
    };
    match walks.as_slice() {
        [one] => first(one.clone(), after, limit),
        _ => first(together(walks.into_iter().map(|walk| first(walk, after, limit))), None, limit),
    }
}

/// A page of the tasks of some kinds.
///
/// # Errors
/// [`Problem::Forbidden`], or any database error.
pub async fn list(
    ctx: &Ctx,
    kinds: &[&'static dyn AnyKind],
    whose: Whose,
    after: Option<Cursor>,
    limit: u64,
) -> Result<Listing> {
    ctx.actor.require(Permission::Tasks)?;
    if kinds.is_empty() {
        return Ok(Listing::default());
    }
    let names: Vec<&str> = kinds.iter().map(|kind| kind.info().name).collect();
    let rows = ctx.db().query_all(&question(ctx, whose, &names, after, limit)).await?;
    let tasks: Vec<Model> = rows.iter().map(|row| Model::from_query_result(row, "")).collect::<Result<_, _>>()?;
    let full = u64::try_from(tasks.len()).is_ok_and(|n| n == limit);
    let next = tasks.last().filter(|_| full).map(Cursor::of);
    Ok(Listing { items: items(ctx, kinds, tasks).await?, next })
}

/// Tasks with their records, by one query for each kind. A record that the actor may not see is left out.
pub(super) async fn items(ctx: &Ctx, kinds: &[&'static dyn AnyKind], tasks: Vec<Model>) -> Result<Vec<Item>> {
    let mut rows: HashMap<CatatanId, (&'static Info, Row)> = HashMap::new();
    for kind in kinds {
        let info = kind.info();
        let ids: Vec<CatatanId> = tasks.iter().filter(|t| t.jenis == info.name).map(|t| t.catatan_id).collect();
        if !ids.is_empty() {
            rows.extend(kind.labels(ctx, &ids).await?.into_iter().map(|(id, row)| (id, (info, row))));
        }
    }
    let item = |task: Model| {
        let (info, row) = rows.remove(&task.catatan_id)?;
        let subject = row.called(info).filter(|_| row.name.is_none()).map(str::to_owned);
        let clock = ctx.house.clocks.find(&task.jenis, task.tenggat.as_deref().unwrap_or_default());
        let purpose = clock.map_or_else(|| "Lanjutkan penanganan".to_owned(), |clock| clock.purpose.clone());
        let (certainty, holder) = (clock.map(|clock| clock.status), clock.and_then(|clock| clock.holder));
        Some(Item { task, row, kind: info.title, subject, purpose, certainty, holder })
    };
    Ok(tasks.into_iter().filter_map(item).collect())
}

/// How many tasks there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In all.
    pub all: i64,
    /// That threaten a life.
    pub life: i64,
    /// That are late.
    pub late: i64,
    /// That are due today.
    pub today: i64,
    /// That are due in the seven days after.
    pub soon: i64,
    /// That wait for a disposition or a signature: the actor's by right while nobody is named, and those about no record.
    pub waiting: i64,
}

impl Counts {
    /// With so many tasks about no record.
    #[must_use]
    pub(super) fn beside(self, many: usize) -> Self {
        let many = i64::try_from(many).unwrap_or_default();
        Self { all: self.all + many, waiting: self.waiting + many, ..self }
    }
}

/// How many tasks are late, due today, and due in the seven days after.
pub(super) async fn counts(ctx: &Ctx, kinds: &[&'static dyn AnyKind], whose: Whose) -> Result<Counts> {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.info().name).collect();
    let parts = match whose {
        Whose::Saya => own(ctx, &names),
        Whose::Tim => vec![team(ctx, &names)],
    };
    let mut counts = Counts::default();
    let mut days: BTreeMap<Day, i64> = BTreeMap::new();
    for (part, mut query) in parts.into_iter().enumerate() {
        query
            .columns([Column::Kegentingan, Column::JatuhTempo])
            .expr_as(Expr::col(Column::CatatanId).count(), "banyak")
            .group_by_columns([Column::Kegentingan, Column::JatuhTempo]);
        for row in ctx.db().query_all(&query).await? {
            let many: i64 = row.try_get("", "banyak")?;
            let urgency: i64 = row.try_get("", "kegentingan")?;
            counts.all += many;
            counts.life += if urgency == 0 { many } else { 0 };
            // The first part is what is the actor's by name, or the team's.
            counts.waiting += if part > 0 { many } else { 0 };
            *days.entry(row.try_get("", "jatuh_tempo")?).or_default() += many;
        }
    }
    let today = ctx.today();
    for (day, many) in days.into_iter().filter(|(day, _)| *day != NEVER) {
        match (day - today).num_days() {
            ..0 => counts.late += many,
            0 => counts.today += many,
            1..=7 => counts.soon += many,
            _ => {}
        }
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_list_survives_its_address() {
        let text = "1_2026-03-25_0190a5de-0000-7000-8000-000000000000";
        assert_eq!(text.parse::<Cursor>().unwrap().to_string(), text);
        for wrong in ["", "1", "1_2026-03-25", "a_2026-03-25_0190a5de-0000-7000-8000-000000000000", "1_x_y"] {
            assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
        }
    }
}
