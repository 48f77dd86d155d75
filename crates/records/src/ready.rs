//! Statements whose text is the same for all who see the same records: the one that reads one record of a person with all that stands beside
//! it, and those of the pages of a list. Making the text took a quarter of what reading the record takes, so it is made once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use kernel::{CatatanId, Ctx, KantorId, Problem, Result, history};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Value, Values};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement, StatementBuilder};
use uuid::Uuid;

use crate::{AnyKind, link, related};

/// Stands where the id of a record will; no record has it.
pub(crate) const WHICH: CatatanId = CatatanId(Uuid::max());
/// How many are kept: offices see their own and those below them, so there are as many as kinds times offices times shapes.
const MOST: usize = 2_048;

/// What a statement asks for, apart from its values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// So many records of people.
    Records(usize),
    /// A page of a list, newest first.
    Page {
        /// Whether of one status.
        status: bool,
        /// Whether of one office.
        office: bool,
        /// Whether after a record.
        after: bool,
        /// The select of the people with a word in their name; empty for all.
        word: String,
        /// The most records.
        limit: u64,
    },
}

/// A statement without what differs between those who ask.
pub(crate) struct Ready {
    sql: String,
    values: Vec<Slot>,
    backend: DatabaseBackend,
    /// How many conditions its kind asks of other records, see [`Kind::asked`](crate::Kind::asked).
    pub(crate) asked: usize,
}

/// A value of a statement.
enum Slot {
    /// The same each time.
    Same(Value),
    /// What is given at this place.
    Given(usize),
}

impl Ready {
    /// The statement of a shape for the records of a kind that the actor may see, which `fresh` makes where it is not there yet. It may
    /// depend on nothing but these and the offices.
    ///
    /// # Errors
    /// The errors of `fresh`.
    pub(crate) fn of(
        kind: &dyn AnyKind,
        ctx: &Ctx,
        shape: Shape,
        fresh: impl FnOnce() -> Result<Self>,
    ) -> Result<Arc<Self>> {
        let key = Key::of(kind, ctx, shape);
        if let Some(ready) = MADE.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(ready));
        }
        let ready = Arc::new(fresh()?);
        let mut made = MADE.write().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= MOST {
            made.clear();
        }
        made.insert(key, Arc::clone(&ready));
        Ok(ready)
    }

    /// A statement in which values that no real one equals stand where others will be given, in this order. Behind them those of a part of it
    /// are given, which stand in it one behind the other as they are here.
    pub(crate) fn new(statement: Statement, stand_ins: &[Value], part: &[Value]) -> Self {
        let Statement { sql, values, db_backend: backend } = statement;
        let values = values.map(|Values(values)| values).unwrap_or_default();
        let runs = |first: usize| !part.is_empty() && values.get(first..).is_some_and(|rest| rest.starts_with(part));
        let first = (0..values.len()).find(|first| runs(*first));
        let within = |at: usize| first.and_then(|first| at.checked_sub(first)).filter(|at| *at < part.len());
        let slot = |(at, value): (usize, Value)| {
            let stand_in = || stand_ins.iter().position(|other| *other == value);
            match within(at).map(|at| stand_ins.len() + at).or_else(stand_in) {
                Some(at) => Slot::Given(at),
                None => Slot::Same(value),
            }
        };
        let values = values.into_iter().enumerate().map(slot).collect();
        Self { sql, values, backend, asked: 0 }
    }

    /// The statement that reads so many records of people that the actor may see; the rows of each, one for each line of its history, stand
    /// together.
    ///
    /// # Errors
    /// A table and fields that do not match.
    pub(crate) fn records(kind: &dyn AnyKind, ctx: &Ctx, many: usize) -> Result<Arc<Self>> {
        Self::of(kind, ctx, Shape::Records(many), || {
            let ids: Vec<Value> = (1..=many as u128).map(|at| Uuid::from_u128(u128::MAX - at).into()).collect();
            let query = kind.select_seen(ctx)?.and_where(Expr::col("id").is_in(ids.clone())).to_owned();
            let (mut all, conditions) = (people::beside(query), kind.asked(Expr::col(("catatan", "id"))));
            let asked = conditions.len();
            link::with_numbers(kind, &mut all);
            related::ask(&mut all, conditions);
            all.order_by(("catatan", "id"), Order::Asc);
            history::beside(&mut all, kind.info().name);
            let statement = StatementBuilder::build(&all, &ctx.keyed().get_database_backend());
            Ok(Self { asked, ..Self::new(statement, &ids, &[]) })
        })
    }

    /// The statement with the values that are given.
    ///
    /// # Errors
    /// One that is missing.
    pub(crate) fn with(&self, given: &[Value]) -> Result<Statement> {
        let value = |slot: &Slot| match slot {
            Slot::Same(value) => Ok(value.clone()),
            Slot::Given(at) => {
                given.get(*at).cloned().ok_or_else(|| Problem::internal("a statement without one of its values"))
            }
        };
        let values = self.values.iter().map(value).collect::<Result<_>>()?;
        Ok(Statement { sql: self.sql.clone(), values: Some(Values(values)), db_backend: self.backend })
    }
}

/// What a statement was made for.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    postgres: bool,
    kind: &'static str,
    shape: Shape,
    offices: Vec<KantorId>,
    /// The codes of the offices for a kind that is shared with them.
    codes: Vec<String>,
    /// Whether there are no others.
    all: bool,
}

impl Key {
    fn of(kind: &dyn AnyKind, ctx: &Ctx, shape: Shape) -> Self {
        let (offices, house) = (ctx.actor.offices.clone(), &ctx.house.offices);
        let shared = kind.info().more.shared.map(|_| &offices);
        let code = |office: &KantorId| Some(house.by_id(*office)?.code.clone());
        Self {
            postgres: ctx.keyed().get_database_backend() == DatabaseBackend::Postgres,
            kind: kind.info().name,
            shape,
            codes: shared.into_iter().flatten().filter_map(code).collect(),
            all: offices.len() == house.all().len(),
            offices,
        }
    }
}

static MADE: LazyLock<RwLock<HashMap<Key, Arc<Ready>>>> = LazyLock::new(RwLock::default);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_stands_where_its_stand_in_stood_and_all_else_stays() {
        let values = Values(vec![1.into(), WHICH.0.into(), "a".into(), "b".into(), "b".into(), "?".into(), 1.into()]);
        let statement = Statement { sql: String::new(), values: Some(values), db_backend: DatabaseBackend::Sqlite };
        let ready = Ready::new(statement, &["?".into(), WHICH.0.into()], &["b".into(), "b".into()]);
        let id = Uuid::nil();
        let filled = ready.with(&["tiba".into(), id.into(), "siti".into(), "rahaiu".into()]).unwrap();
        let told: [Value; 7] =
            [1.into(), id.into(), "a".into(), "siti".into(), "rahaiu".into(), "tiba".into(), 1.into()];
        assert_eq!(filled.values.map(|Values(values)| values).unwrap(), told);
        assert!(ready.with(&["tiba".into(), id.into()]).is_err());
    }
}
