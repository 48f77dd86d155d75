//! A page of a list, in one statement.

use kernel::{CatatanId, Ctx, Result};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query, SelectStatement};

use super::Filter;
use super::list::narrowed;
use crate::walks::together;
use crate::{AnyKind, Row, listed};

/// How many of the newest records are looked at for people with a common word in their name.
const NEAR: u64 = 2_000;

/// A page that is asked for: newest first, after the cursor.
pub(super) struct Page<'a> {
    pub(super) kind: &'a dyn AnyKind,
    pub(super) ctx: &'a Ctx,
    pub(super) filter: &'a Filter,
    pub(super) before: Option<CatatanId>,
    pub(super) limit: u64,
}

impl Page<'_> {
    /// The first ids of a select of ids of all offices that the actor may see. A select without a text is asked office by office, since the
    /// indexes begin with the office; what a text finds is few, and is ordered as a whole.
    fn first(&self, ids: &SelectStatement, (limit, parted): (u64, bool)) -> SelectStatement {
        let newest = |part: Expr| {
            let mut ids = ids.clone();
            if let Some(before) = self.before {
                ids.and_where(Expr::col("id").lt(before.0));
            }
            ids.and_where(part).order_by("id", Order::Desc).limit(limit).to_owned()
        };
        let parts = self.kind.seen_by_office(self.ctx);
        if !parted || parts.len() < 2 {
            return newest(self.kind.seen(self.ctx));
        }
        let mut all = together(parts.into_iter().map(newest));
        all.column("id").order_by("id", Order::Desc).limit(limit).to_owned()
    }

    /// The records of a select of ids. Ids are selected first, so that an index alone decides which rows are read.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn of(&self, ids: &SelectStatement) -> Result<Vec<Row>> {
        let page = self.first(ids, (self.limit, self.filter.text.is_empty()));
        let records = self.kind.select()?.and_where(Expr::col("id").in_subquery(page)).to_owned();
        // Where an index leads to the page, the plan is the same for all values.
        let db = if self.filter.is_indexed() { self.ctx.keyed() } else { self.ctx.db() };
        listed::all(self.kind, db, &listed::newest(self.kind, records)).await
    }

    /// Those of the newest records whose people a select finds: all that the page shows, where the word is common among them. To read
    /// all people who have it takes longer, and to go through all records where it is rare.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn near(&self, word: SelectStatement) -> Result<Vec<Row>> {
        let newest = self.first(&narrowed(self.kind, self.filter), (NEAR, true));
        // Without the offset PostgreSQL would read all who have the word first.
        let has = Query::select()
            .expr(Expr::val(1))
            .from_as(self.kind.info().table, "catatan")
            .join_subquery(
                JoinType::InnerJoin,
                word,
                "bernama",
                Expr::col(("bernama", "orang_id")).equals(("catatan", "orang_id")),
            )
            .and_where(Expr::col(("catatan", "id")).equals(("baru", "id")))
            .limit(1)
            .offset(0)
            .to_owned();
        let page = Query::select()
            .column(("baru", "id"))
            .from_subquery(newest, "baru")
            .and_where(Expr::exists(has))
            .order_by(("baru", "id"), Order::Desc)
            .limit(self.limit)
            .to_owned();
        let records = self.kind.select()?.and_where(Expr::col("id").in_subquery(page)).to_owned();
        listed::all(self.kind, self.ctx.db(), &listed::newest(self.kind, records)).await
    }
}
