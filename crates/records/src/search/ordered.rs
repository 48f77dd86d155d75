//! A page of a list in another order than the newest first, in one statement.

use kernel::{Ctx, Result};
use sea_orm::sea_query::{self, Expr, ExprTrait, Query, SelectStatement};

use super::Filter;
use super::order::{By, OFFICER, Order, Place, day};
use crate::walks::together;
use crate::work::NEVER;
use crate::{AnyKind, Row, listed};

/// A page that is asked for, after a place in its order.
///
/// It is the first records of some walks, each along an index: those that have what the list is ordered by, and behind them those that have
/// not, by id. Without a text each is asked office by office, since the indexes begin with the office.
pub(super) struct Ordered<'a> {
    pub(super) kind: &'a dyn AnyKind,
    pub(super) ctx: &'a Ctx,
    pub(super) filter: &'a Filter,
    pub(super) order: Order,
    pub(super) after: Option<&'a Place>,
    pub(super) limit: u64,
}

impl Ordered<'_> {
    /// The page of a select of ids of all offices.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn of(&self, ids: &SelectStatement) -> Result<Vec<Row>> {
        let walks = self.walks(ids);
        if walks.is_empty() {
            return Ok(Vec::new());
        }
        let first = together(walks.into_iter()).column("id").to_owned();
        let records = self.kind.select()?.and_where(Expr::col("id").in_subquery(first)).to_owned();
        let mut page = listed::beside(self.kind, records);
        let key = self.key_of("catatan");
        page.order_by_expr(key.clone().is_null(), sea_query::Order::Asc)
            .order_by_expr(key, self.direction())
            .order_by(("catatan", "id"), self.direction())
            .limit(self.limit);
        listed::all(self.kind, self.ctx.db(), &page).await
    }

    /// The walks whose first records hold the page.
    fn walks(&self, ids: &SelectStatement) -> Vec<SelectStatement> {
        let parts = if self.filter.text.is_empty() {
            self.kind.seen_by_office(self.ctx)
        } else {
            vec![self.kind.seen(self.ctx)]
        };
        let mut walks = Vec::new();
        // Behind a record that has nothing there are only such.
        if self.after.is_none_or(|place| place.key().is_some()) {
            match self.order.by {
                By::Due => walks.push(self.due(ids)),
                By::Number | By::Day | By::Officer | By::Status => {
                    walks.extend(parts.iter().map(|part| self.filled(ids, part.clone())));
                }
            }
        }
        if self.is_optional() {
            walks.extend(parts.into_iter().map(|part| self.empty(ids, part)));
        }
        walks
    }

    /// Records that have what the list is ordered by.
    fn filled(&self, ids: &SelectStatement, part: Expr) -> SelectStatement {
        let mut walk = ids.clone();
        walk.and_where(part);
        if self.is_optional() {
            walk.and_where(self.key().is_not_null());
        }
        self.first(walk, self.key(), Expr::col("id"))
    }

    /// The same where that is the day of a task: along the tasks, whose offices may be others than those of their records.
    fn due(&self, ids: &SelectStatement) -> SelectStatement {
        let of_task = Expr::col((self.kind.info().table, "id")).equals(("daftar_tugas", "catatan_id"));
        let record = ids.clone().and_where(self.kind.seen(self.ctx)).and_where(of_task).to_owned();
        let walk = Query::select()
            .expr_as(Expr::col("catatan_id"), "id")
            .from("daftar_tugas")
            .and_where(Expr::col("jenis").eq(self.kind.info().name))
            .and_where(Expr::col("jatuh_tempo").lt(NEVER))
            .and_where(Expr::exists(record))
            .to_owned();
        self.first(walk, Expr::col("jatuh_tempo"), Expr::col("catatan_id"))
    }

    /// Records that have nothing by which to order them.
    fn empty(&self, ids: &SelectStatement, part: Expr) -> SelectStatement {
        let mut walk = ids.clone();
        walk.and_where(part).and_where(self.key().is_null());
        if let Some(place) = self.after.filter(|place| place.key().is_none()) {
            let id = Expr::col("id");
            walk.and_where(if self.order.falling { id.lt(place.id.0) } else { id.gt(place.id.0) });
        }
        walk.order_by("id", self.direction()).limit(self.limit).to_owned()
    }

    /// The first of a walk after the place.
    fn first(&self, mut walk: SelectStatement, key: Expr, id: Expr) -> SelectStatement {
        if let Some((place, value)) = self.after.and_then(|place| Some((place, self.value(place.key()?)))) {
            let there = Expr::tuple([value, Expr::value(place.id.0)]);
            let here = Expr::tuple([key.clone(), id.clone()]);
            walk.and_where(if self.order.falling { here.lt(there) } else { here.gt(there) });
        }
        walk.order_by_expr(key, self.direction()).order_by_expr(id, self.direction()).limit(self.limit).to_owned()
    }

    /// What the list is ordered by, as the database has it.
    fn value(&self, key: &str) -> Expr {
        match (self.order.by, day(key)) {
            (By::Day | By::Due, Some(day)) => Expr::value(day),
            (By::Number | By::Day | By::Due | By::Officer | By::Status, _) => Expr::value(key.to_owned()),
        }
    }

    /// The same of a record, in a select from the kind's table.
    fn key(&self) -> Expr {
        match self.order.by {
            By::Number => Expr::col("nomor"),
            By::Day => self.kind.info().day_in(None),
            By::Due => listed::due(self.kind.info().table),
            By::Officer => Expr::col(OFFICER),
            By::Status => Expr::col("status"),
        }
    }

    /// The same in a select from another name of it.
    fn key_of(&self, table: &'static str) -> Expr {
        match self.order.by {
            By::Number => Expr::col((table, "nomor")),
            By::Day => self.kind.info().day_in(Some(table)),
            By::Due => listed::due(table),
            By::Officer => Expr::col((table, OFFICER)),
            By::Status => Expr::col((table, "status")),
        }
    }

    /// Whether a record may be without it.
    fn is_optional(&self) -> bool {
        match self.order.by {
            By::Number | By::Status => false,
            By::Due | By::Officer => true,
            By::Day => {
                let columns = self.kind.columns();
                let needed = |name: &str| columns.iter().any(|column| column.name == name && column.needed);
                !self.kind.info().days().any(|day| needed(day.name))
            }
        }
    }

    fn direction(&self) -> sea_query::Order {
        if self.order.falling { sea_query::Order::Desc } else { sea_query::Order::Asc }
    }
}
