//! Looks written together, see [`Gather`]: a request answers only after its own look is durable.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::sea_query::{
    Alias, CommonTableExpression, Expr, ExprTrait, Func, InsertStatement, Query, ValueTuple, WithClause,
};
use sea_orm::{DatabaseBackend, Iterable, ModelTrait};
use tokio::sync::Mutex;

use super::{Column, Entity, Model, insert, numbered, unlogged};
use crate::chain;
use crate::ctx::House;
use crate::db::LEDGER_LOCK;
use crate::gather::{ALONE, Gather, Held, Waiting};
use crate::problem::{Problem, Result};

/// How many looks are written at a time at most.
const MOST: usize = 128;

/// The looks of a process that wait to be written.
pub struct Gathering {
    looks: Gather<Model, Result<()>>,
    /// Held by who writes.
    place: Mutex<Option<Place>>,
    /// Whether a command took numbers meanwhile in the one stream of `SQLite`.
    moved: AtomicBool,
}

impl Default for Gathering {
    fn default() -> Self {
        Self { looks: Gather::by(ALONE), place: Mutex::default(), moved: AtomicBool::default() }
    }
}

impl Gathering {
    /// Says that a command takes numbers of the access log.
    pub(super) fn moved(&self) {
        self.moved.store(true, Ordering::Release);
    }
}

/// The last number that this process took in a stream of the access log. Others may have taken more since.
#[derive(Clone, Copy)]
struct Place {
    stream: i64,
    last: i64,
}

/// Writes a look. It is durable when this returns.
///
/// # Errors
/// [`Problem::Unlogged`] when the disk is full; any database error.
pub(super) async fn write(house: &Arc<House>, look: Model) -> Result<()> {
    let write = |batch: Vec<Look>, pen: Held| {
        let house = Arc::clone(house);
        async move {
            write_waiting(&house, batch).await;
            drop(pen);
        }
    };
    house.looks.looks.join(look, |waiting| waiting.min(MOST), write).await?
}

/// A look that waits.
type Look = Waiting<Model, Result<()>>;

async fn write_waiting(house: &House, batch: Vec<Look>) {
    let looks = batch.iter().map(|one| one.work.clone()).collect();
    let outcome = written(house, looks).await.map_err(unlogged);
    for one in batch {
        one.tell(match &outcome {
            Ok(()) => Ok(()),
            Err(problem) => Err(problem.alike()),
        });
    }
}

async fn written(house: &House, looks: Vec<Model>) -> Result<()> {
    let many = i64::try_from(looks.len()).map_err(Problem::internal)?;
    let hook = house.before_commit.get();
    let pen = &house.pen;
    let turn = pen.turn().await?;
    let mut held = house.looks.place.lock().await;
    let mut place = held.take().filter(|_| hook.is_none());
    if hook.is_none() && (house.looks.moved.swap(false, Ordering::AcqRel) || place.is_none()) {
        place = chain::standing(pen.connection()).await?.map(|(stream, last)| Place { stream, last }).or(place);
    }
    if let Some(place) = place {
        let insert = at_once(pen.backend(), &stamped(house, &looks, place), place)?;
        if pen.write_at_once(turn, &insert).await? > 0 {
            *held = Some(Place { last: place.last + many, ..place });
            return Ok(());
        }
        // Somebody else took numbers in the same stream.
    } else {
        drop(turn);
    }
    let (tx, taken) = chain::begin_looks(pen, many).await?;
    let place = Place { stream: taken.stream, last: taken.access };
    insert(&tx, stamped(house, &looks, Place { last: place.last - many, ..place })).await?;
    tx.commit_after(hook).await?;
    *held = Some(place);
    Ok(())
}

/// The looks with the numbers after `place`.
fn stamped(house: &House, looks: &[Model], place: Place) -> Vec<Model> {
    let numbers = place.last + 1..;
    looks
        .iter()
        .zip(numbers)
        .map(|(look, number)| numbered(&house.vault, look.clone(), (place.stream, number)))
        .collect()
}

/// One statement that moves the counter of the stream on from `place` and writes the looks; it writes nothing if the counter stands
/// elsewhere. On `PostgreSQL` it also takes the lock that all writers share; on `SQLite` a trigger moves the counter.
fn at_once(backend: DatabaseBackend, rows: &[Model], place: Place) -> Result<InsertStatement> {
    let cells = |row: &Model| ValueTuple::Many(Column::iter().map(|column| row.get(column)).collect());
    let mut looks = Query::select();
    // Both databases name the columns of such a list so.
    let names = (1..=Column::iter().count()).map(|at| ("baris", Alias::new(format!("column{at}"))));
    looks.columns(names).from_values(rows.iter().map(cells), "baris");
    let mut insert = Query::insert();
    insert.into_table(Entity).columns(Column::iter());
    if backend == DatabaseBackend::Postgres {
        looks.from("naik");
        insert.with_cte(moving(place, rows.len())?);
    } else {
        let counter =
            Query::select().column("jejak").from("aliran").and_where(Expr::col("nomor").eq(place.stream)).to_owned();
        looks.and_where(Expr::expr(counter).eq(place.last));
    }
    Ok(insert.select_from(looks).map_err(Problem::internal)?.to_owned())
}

/// `naik`: the counter that was moved on by `many`, if it stood at `place`, after the lock was taken.
fn moving(place: Place, many: usize) -> Result<WithClause> {
    let lock = Query::select().expr(Func::cust("pg_advisory_xact_lock_shared").arg(LEDGER_LOCK)).to_owned();
    let counter = Query::update()
        .table("aliran")
        .value("jejak", Expr::col("jejak").add(i64::try_from(many).map_err(Problem::internal)?))
        .from("kunci")
        .and_where(Expr::col("nomor").eq(place.stream))
        .and_where(Expr::col("jejak").eq(place.last))
        .returning_col("nomor")
        .to_owned();
    Ok(WithClause::new()
        .cte(CommonTableExpression::new().table_name("kunci").query(lock).materialized(true).to_owned())
        .cte(CommonTableExpression::new().table_name("naik").query(counter).to_owned())
        .to_owned())
}
