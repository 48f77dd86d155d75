//! A page of a list, in one statement.

use kernel::db::limited;
use kernel::{CatatanId, Ctx, KantorId, Result};
use people::Common;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement, Value, Values};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use uuid::Uuid;

use super::Filter;
use super::list::narrowed;
use crate::ready::{Ready, Shape, WHICH};
use crate::walks::{merged, together};
use crate::{AnyKind, Row, listed, shared};

/// Stands where a status will in a statement that is made once; no record has it.
const STATUS: &str = "\u{1}status";
/// Stands where an office will; there is none with this id.
const OFFICE: KantorId = KantorId(Uuid::from_u128(u128::MAX - 1));

/// A page that is asked for: newest first, after the cursor.
pub(super) struct Page<'a> {
    pub(super) kind: &'a dyn AnyKind,
    pub(super) ctx: &'a Ctx,
    pub(super) filter: &'a Filter,
    pub(super) before: Option<CatatanId>,
    pub(super) limit: u64,
}

/// Whose records a page shows.
enum Whom<'a> {
    /// Anybody's.
    All,
    /// Those of the newest whose people have common words in their name.
    Near(&'a Common),
    /// Those whose people meet a condition, who are few.
    Few(Cond),
}

impl Page<'_> {
    /// The records of a select of ids.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn of(&self, ids: &SelectStatement) -> Result<Vec<Row>> {
        let plain = self.filter.text.is_empty();
        if plain && self.filter.is_plain() {
            return self.ready(&Whom::All).await;
        }
        let whole = self.whole(self.first(ids, &["id"], (self.limit, plain)))?;
        listed::all(self.kind, self.ctx.db(), &whole).await
    }

    /// Those of the newest records whose people are called so: all that the page shows, where they are common among them. To read
    /// all people who are takes longer, and to go through all records where they are rare.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn near(&self, word: &Common) -> Result<Vec<Row>> {
        if self.filter.is_plain() {
            return self.ready(&Whom::Near(word)).await;
        }
        listed::all(self.kind, self.ctx.db(), &self.whole(self.called(word))?).await
    }

    /// The records of the people of a condition who are few, where the filter is plain.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn few(&self, few: Cond) -> Result<Vec<Row>> {
        self.ready(&Whom::Few(few)).await
    }

    /// The page of a filter that is plain, by a statement that is made once. An index leads to it for any values, so `PostgreSQL` plans it once.
    async fn ready(&self, whom: &Whom<'_>) -> Result<Vec<Row>> {
        let condition = match whom {
            Whom::All => None,
            Whom::Near(word) => Some(word.condition(&newest_person())),
            Whom::Few(few) => Some(few.clone()),
        };
        let text = condition.map(|condition| {
            limited(self.ctx.keyed().get_database_backend(), &Query::select().cond_where(condition).to_owned())
        });
        let parts = |Statement { sql, values, .. }| (sql, values.map(|Values(values)| values).unwrap_or_default());
        let (text, values): (String, Vec<Value>) = text.map(parts).unwrap_or_default();
        let shape = Shape::Page {
            status: self.filter.status.is_some(),
            office: self.filter.office.is_some(),
            after: self.before.is_some(),
            word: text,
            limit: self.limit,
        };
        let ready = Ready::of(self.kind, self.ctx, shape, || self.made(whom, &values))?;
        let mut given: Vec<Value> = vec![
            self.filter.status.unwrap_or(STATUS).into(),
            self.filter.office.unwrap_or(OFFICE).0.into(),
            self.before.unwrap_or(WHICH).0.into(),
        ];
        given.extend(values);
        shared::page(self.kind.lasting(), self.ctx, (ready, given)).await
    }

    /// The statement of a page like this; the select of the people who have a word takes these values.
    fn made(&self, whom: &Whom<'_>, values: &[Value]) -> Result<Ready> {
        let filter = Filter {
            status: self.filter.status.map(|_| STATUS),
            office: self.filter.office.map(|_| OFFICE),
            ..Filter::default()
        };
        let before = self.before.map(|_| WHICH);
        let page = Page { kind: self.kind, ctx: self.ctx, filter: &filter, before, limit: self.limit };
        let all = || narrowed(self.kind, &filter);
        let first = match whom {
            Whom::All => page.first(&all(), &["id"], (self.limit, true)),
            Whom::Near(word) => page.called(word),
            Whom::Few(few) => page.first(&all().cond_where(few.clone()).to_owned(), &["id"], (self.limit, false)),
        };
        let statement = limited(self.ctx.keyed().get_database_backend(), &page.whole(first)?);
        Ok(Ready::new(statement, &[STATUS.into(), OFFICE.0.into(), WHICH.0.into()], values))
    }

    /// The select of the records with the ids of another, newest first. Ids are selected first, so that an index alone decides which rows are
    /// read. `PostgreSQL` keeps the order of ids that it joins, and would sort what it finds by them; `SQLite` the other way round.
    fn whole(&self, page: SelectStatement) -> Result<SelectStatement> {
        let mut records = self.kind.select()?;
        if self.ctx.db().get_database_backend() == DatabaseBackend::Postgres {
            let ids =
                Query::select().expr_as(Expr::col(("terbaru", "id")), "yang").from_subquery(page, "terbaru").to_owned();
            let of_id = Expr::col((self.kind.info().table, "id")).equals(("halaman", "yang"));
            records.join_subquery(JoinType::InnerJoin, ids, "halaman", of_id);
        } else {
            records.and_where(Expr::col("id").in_subquery(page));
        }
        Ok(listed::newest(self.kind, records))
    }

    /// The first records of a select of ids of all offices that the actor may see. A select without a text is asked office by office, since the
    /// indexes begin with the office, unless it is of one; what a text finds is few, and is ordered as a whole.
    fn first(&self, ids: &SelectStatement, columns: &[&'static str], (limit, parted): (u64, bool)) -> SelectStatement {
        let newest = |part: Expr| {
            let mut ids = ids.clone();
            if let Some(before) = self.before {
                ids.and_where(Expr::col("id").lt(before.0));
            }
            ids.and_where(part).order_by("id", Order::Desc).limit(limit).to_owned()
        };
        let parts = self.kind.seen_by_office(self.ctx);
        if !parted || parts.len() < 2 || self.filter.office.is_some() {
            return newest(self.kind.seen(self.ctx));
        }
        let walks = parts.into_iter().map(newest);
        let mut all =
            if self.filter.is_plain() { merged(self.ctx.db().get_database_backend(), walks) } else { together(walks) };
        all.columns(columns.iter().copied()).order_by("id", Order::Desc).limit(limit).to_owned()
    }

    /// The ids of those of the newest records whose people are called so.
    fn called(&self, word: &Common) -> SelectStatement {
        let ids = narrowed(self.kind, self.filter).column("orang_id").to_owned();
        let newest = self.first(&ids, &["id", "orang_id"], (word.near, true));
        Query::select()
            .column(("baru", "id"))
            .from_subquery(newest, "baru")
            .cond_where(word.condition(&newest_person()))
            .order_by(("baru", "id"), Order::Desc)
            .limit(self.limit)
            .to_owned()
    }
}

/// The person of one of the newest records.
fn newest_person() -> Expr {
    Expr::col(("baru", "orang_id"))
}
