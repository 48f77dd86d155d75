//! The statement that reads one record of a person with all that stands beside it. Its text is the same for every record of a kind that
//! somebody may see, and making it took a quarter of what reading the record takes, so it is made once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use kernel::{CatatanId, Ctx, KantorId, Result, history};
use sea_orm::sea_query::{Expr, ExprTrait, Value, Values};
use sea_orm::{DatabaseBackend, Statement, StatementBuilder};
use uuid::Uuid;

use crate::{AnyKind, link, related};

/// Stands where the record's id will; no record has it.
const WHICH: CatatanId = CatatanId(Uuid::max());
/// How many are kept: offices see their own and those below them, so there are as many as kinds times offices.
const MOST: usize = 2_048;

/// A statement without the record's id.
pub(crate) struct Ready {
    sql: String,
    values: Vec<Value>,
    /// How many conditions its kind asks of other records, see [`Kind::asked`](crate::Kind::asked).
    pub(crate) asked: usize,
}

impl Ready {
    /// The statement for the records of a kind that the actor may see.
    ///
    /// # Errors
    /// A table and fields that do not match.
    pub(crate) fn of(kind: &dyn AnyKind, ctx: &Ctx) -> Result<Arc<Self>> {
        let backend = ctx.keyed().get_database_backend();
        let key = (backend == DatabaseBackend::Postgres, kind.info().name, ctx.actor.offices.clone());
        if let Some(ready) = MADE.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(ready));
        }
        let ready = Arc::new(Self::make(kind, ctx, backend)?);
        let mut made = MADE.write().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= MOST {
            made.clear();
        }
        made.insert(key, Arc::clone(&ready));
        Ok(ready)
    }

    fn make(kind: &dyn AnyKind, ctx: &Ctx, backend: DatabaseBackend) -> Result<Self> {
        let query = kind.select_seen(ctx)?.and_where(Expr::col("id").eq(WHICH.0)).to_owned();
        let (mut all, conditions) = (people::beside(query), kind.asked(WHICH));
        let asked = conditions.len();
        link::with_numbers(kind, &mut all);
        related::ask(&mut all, conditions);
        history::beside(&mut all, kind.info().name);
        let Statement { sql, values, .. } = StatementBuilder::build(&all, &backend);
        Ok(Self { sql, values: values.map(|Values(values)| values).unwrap_or_default(), asked })
    }

    /// The statement for one record.
    pub(crate) fn with(&self, id: CatatanId, backend: DatabaseBackend) -> Statement {
        let (which, id) = (Value::from(WHICH.0), Value::from(id.0));
        let own = |value: &Value| if *value == which { id.clone() } else { value.clone() };
        let values = self.values.iter().map(own).collect();
        Statement { sql: self.sql.clone(), values: Some(Values(values)), db_backend: backend }
    }
}

/// By the database's kind, the kind of record, and the offices of whom they are for.
type Made = HashMap<(bool, &'static str, Vec<KantorId>), Arc<Ready>>;

static MADE: LazyLock<RwLock<Made>> = LazyLock::new(RwLock::default);
