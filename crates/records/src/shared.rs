//! Reads that come at the same moment and share a statement: several records of a kind, or the same page of a list.
//!
//! Most of what one record costs is the way to the database and back. Who comes while nobody reads, reads; who comes meanwhile is in one of the
//! next statements, which begin after they came: so each reads what was written before it asked. Only those share who may see the same
//! records, and each look is logged by itself.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use kernel::gather::{ALONE, ANY, Gatherings, Held, MOST, Rule, Waiting, patiently};
use kernel::{CatatanId, Ctx, Result};
use sea_orm::sea_query::Value;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::ready::Ready;
use crate::{AnyKind, Row, listed};

/// How statements for records of a kind are under way: while the rows of one are looked through, another is carried out.
const BESIDE: Rule = Rule { many: 2, part: ANY };

/// What readers of records have in common: the house and the statement for one, which is made for a kind and offices.
type Place = (usize, usize);
/// What readers of a page have in common: the house, the statement, and its values.
type Sheet = (usize, usize, String);

/// The rows of a page, for all who asked for it.
type Page = Result<Arc<Vec<Row>>>;

static RECORDS: LazyLock<Gatherings<Place, CatatanId, Result<Read>>> = LazyLock::new(|| Gatherings::by(BESIDE));
static PAGES: LazyLock<Gatherings<Sheet, (), Page>> = LazyLock::new(|| Gatherings::by(ALONE));

/// The rows of a record among those of others.
#[derive(Clone)]
pub(crate) struct Read {
    all: Arc<Vec<QueryResult>>,
    own: Range<usize>,
    /// How many conditions its kind asks of other records.
    pub(crate) asked: usize,
}

impl Read {
    /// One row for each line of the record's history; none if there is no such record that the reader may see.
    pub(crate) fn rows(&self) -> &[QueryResult] {
        self.all.get(self.own.clone()).unwrap_or_default()
    }
}

/// One record of a person, with all that [`Ready::records`] reads beside it. The caller must log the read.
///
/// # Errors
/// Any database error.
pub(crate) async fn record(kind: &'static dyn AnyKind, ctx: &Ctx, id: CatatanId) -> Result<Read> {
    let ready = Ready::records(kind, ctx, 1)?;
    let place = (Arc::as_ptr(&ctx.house).addr(), Arc::as_ptr(&ready).addr());
    let read = |batch, pen| several(kind, ctx.clone(), (batch, pen));
    RECORDS.join(place, id, |waiting| waiting.min(MOST), read).await?
}

async fn several(kind: &'static dyn AnyKind, ctx: Ctx, (batch, _pen): (Vec<Waiting<CatatanId, Result<Read>>>, Held)) {
    if batch.is_empty() {
        return;
    }
    let ids: Vec<CatatanId> = batch.iter().map(|one| one.work).collect();
    let read = patiently(rows(kind, &ctx, &ids)).await;
    for one in batch {
        let id = one.work;
        one.tell(match &read {
            Ok((all, of_row, asked)) => {
                let begun = of_row.partition_point(|row| *row < id);
                let own = begun..of_row.partition_point(|row| *row <= id);
                Ok(Read { all: Arc::clone(all), own, asked: *asked })
            }
            Err(problem) => Err(problem.alike()),
        });
    }
}

/// The rows of records, the record of each row, and how many conditions were asked.
type Rows = (Arc<Vec<QueryResult>>, Vec<CatatanId>, usize);

/// There are statements for 1, 2, 4 … 32, so that the database has few to know: the last id stands for those that are not there.
async fn rows(kind: &dyn AnyKind, ctx: &Ctx, ids: &[CatatanId]) -> Result<Rows> {
    let many = ids.len().next_power_of_two();
    let ready = Ready::records(kind, ctx, many)?;
    let last = ids.iter().rev().take(1).cycle();
    let given: Vec<Value> = ids.iter().chain(last).take(many).map(|id| id.0.into()).collect();
    let all = ctx.keyed().query_all_raw(ready.with(&given)?).await?;
    let of_row = all.iter().map(|row| Ok(CatatanId(row.try_get::<Uuid>("", "id")?))).collect::<Result<_>>()?;
    Ok((Arc::new(all), of_row, ready.asked))
}

/// A page of a list, by a statement and its values. The caller must log the read.
///
/// # Errors
/// Any database error.
pub(crate) async fn page(
    kind: &'static dyn AnyKind,
    ctx: &Ctx,
    (ready, given): (Arc<Ready>, Vec<Value>),
) -> Result<Vec<Row>> {
    let sheet = (Arc::as_ptr(&ctx.house).addr(), Arc::as_ptr(&ready).addr(), format!("{given:?}"));
    let read = |batch, pen| told(kind, ctx.clone(), (Arc::clone(&ready), given.clone()), (batch, pen));
    Ok(Arc::unwrap_or_clone(PAGES.join(sheet, (), |waiting| waiting, read).await??))
}

async fn told(
    kind: &'static dyn AnyKind,
    ctx: Ctx,
    (ready, given): (Arc<Ready>, Vec<Value>),
    (mut batch, _pen): (Vec<Waiting<(), Page>>, Held),
) {
    let Some(last) = batch.pop() else { return };
    let rows = match ready.with(&given) {
        Ok(statement) => patiently(listed::read(kind, ctx.keyed(), statement)).await.map(Arc::new),
        Err(problem) => Err(problem),
    };
    for one in batch {
        one.tell(match &rows {
            Ok(rows) => Ok(Arc::clone(rows)),
            Err(problem) => Err(problem.alike()),
        });
    }
    last.tell(rows);
}
