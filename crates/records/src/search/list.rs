//! Lists: one query for the page, the file and the worklist. Only records of the actor's offices; each read is logged.

use std::collections::HashMap;

use futures_util::join;
use kernel::gather::meanwhile;
use kernel::{CatatanId, Ctx, Day, KantorId, Result};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};

use super::Filter;
use super::export::{MOST, too_many};
use super::filter::linked;
use super::matches::Matches;
use super::order::Start;
use super::ordered::Ordered;
use super::page::Page;
use super::sought::{self, Found};
use crate::queries::{met, rows, with_particulars};
use crate::walks::together;
use crate::{AnyKind, Boxed, Row, link, listed};

/// The condition of a filter, for records that the actor may see.
fn condition(kind: &dyn AnyKind, filter: &Filter) -> Cond {
    let mut all = Cond::all();
    if let Some(office) = filter.office {
        all = all.add(Expr::col("kantor_id").eq(office.0));
    }
    if let Some(status) = filter.status {
        all = all.add(Expr::col("status").eq(status));
    }
    for (column, value) in &filter.equal {
        all = all.add(equal(kind, column, value));
    }
    if let Some(from) = filter.from {
        all = all.add(kind.info().day_in(None).gte(from));
    }
    if let Some(until) = filter.until {
        all = all.add(kind.info().day_in(None).lte(until));
    }
    if let Some(due) = filter.due {
        let task = Query::select()
            .column("catatan_id")
            .from("daftar_tugas")
            .and_where(Expr::col("jenis").eq(kind.info().name))
            .and_where(Expr::col("jatuh_tempo").lte(due))
            .to_owned();
        all = all.add(Expr::col("id").in_subquery(task));
    }
    if let Some(column) = filter.empty {
        all = all.add(Expr::col(column).is_null());
    }
    match filter.withdrawn {
        Some(true) => all.add(Expr::col("dibatalkan_pada").is_not_null()),
        Some(false) => all.add(Expr::col("dibatalkan_pada").is_null()),
        None => all,
    }
}

/// A field that has a value; one that links, to what has that number.
fn equal(kind: &dyn AnyKind, key: &str, value: &str) -> Expr {
    let to = kind.own().iter().find(|field| field.key == key).and_then(|field| linked(field.kind));
    let Some(to) = to else { return Expr::col(key.to_owned()).eq(value) };
    let numbered =
        Query::select().column("id").from(link::table(to)).and_where(Expr::col("nomor").eq(value)).to_owned();
    Expr::col(format!("{key}_id")).in_subquery(numbered)
}

/// The select of the ids that match a filter apart from its text, of all offices.
pub(super) fn narrowed(kind: &dyn AnyKind, filter: &Filter) -> SelectStatement {
    Query::select().column("id").from(kind.info().table).cond_where(condition(kind, filter)).to_owned()
}

/// The select of the ids that match a filter and what its text found, of all offices; none if that is nothing.
pub(super) fn matching(kind: &dyn AnyKind, filter: &Filter, found: Found) -> Option<SelectStatement> {
    let mut query = narrowed(kind, filter);
    match found {
        Found::All => {}
        Found::Nothing => return None,
        Found::Records(records) => {
            query.and_where(Expr::col("id").is_in(records.iter().map(|record| record.0)));
        }
        Found::Called(called) => {
            query.cond_where(called.condition(&Expr::col((kind.info().table, "orang_id"))));
        }
    }
    Some(query)
}

impl dyn AnyKind + '_ {
    /// The select of the ids that match a filter; none if its text finds nothing. Lists and exports use it.
    ///
    /// # Errors
    /// Any database error.
    pub async fn ids(&self, ctx: &Ctx, filter: &Filter) -> Result<Option<SelectStatement>> {
        let all = matching(self, filter, sought::found(self, ctx, &filter.text).await?);
        Ok(all.map(|mut all| all.and_where(self.seen(ctx)).to_owned()))
    }

    /// A page of the records that match a filter, newest first, after the cursor.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], or any database error.
    pub async fn list(&self, ctx: &Ctx, filter: &Filter, before: Option<CatatanId>, limit: u64) -> Result<Vec<Row>> {
        ctx.actor.require(self.info().permission)?;
        let (rows, _) = Matches::with_newest(&Page { kind: self, ctx, filter, before, limit }).await?;
        met(self, ctx, &rows, action(filter)).await?;
        Ok(rows)
    }
}

impl dyn AnyKind + '_ {
    /// What is made of a page of the records that match a filter, in an order. It is made while the look at them is being kept, and told after.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], or any database error.
    pub(crate) async fn ordered<T>(
        &self,
        ctx: &Ctx,
        filter: &Filter,
        (start, limit): (&Start, u64),
        make: impl FnOnce(&[Row]) -> T,
    ) -> Result<T> {
        let (rows, _) = self.paged(ctx, filter, start, limit).await?;
        let (looked, answer) = join!(met(self, ctx, &rows, action(filter)), meanwhile(async { make(&rows) }));
        looked.map(|()| answer)
    }

    /// The same, and on the first page how many records match in all, counted up to one more than [`MOST`].
    ///
    /// # Errors
    /// As [`ordered`](Self::ordered).
    pub(crate) async fn counted_page(
        &self,
        ctx: &Ctx,
        filter: &Filter,
        start: &Start,
        limit: u64,
    ) -> Result<(Vec<Row>, Option<u64>)> {
        let (rows, matches) = self.paged(ctx, filter, start, limit).await?;
        met(self, ctx, &rows, action(filter)).await?;
        if start.after.is_some() {
            return Ok((rows, None));
        }
        let here = rows.len() as u64;
        let all = match &matches.ids {
            Some(ids) if here == limit => {
                let seen = ids.clone().and_where(self.seen(ctx)).to_owned();
                many(ctx, &seen).await?
            }
            _ => here,
        };
        Ok((rows, Some(all)))
    }

    /// A page in an order, and what the filter finds. The caller must log the read.
    async fn paged(&self, ctx: &Ctx, filter: &Filter, start: &Start, limit: u64) -> Result<(Vec<Row>, Matches)> {
        ctx.actor.require(self.info().permission)?;
        let after = start.after.as_ref();
        let Some(order) = start.order else {
            let before = after.map(|place| place.id);
            return Matches::with_newest(&Page { kind: self, ctx, filter, before, limit }).await;
        };
        let matches = Matches::of(self, ctx, filter).await?;
        let rows = match &matches.ids {
            Some(ids) => Ordered { kind: self, ctx, filter, order, after, limit }.of(ids).await?,
            None => Vec::new(),
        };
        Ok((rows, matches))
    }
}

/// How the look at what a filter finds is logged.
fn action(filter: &Filter) -> &'static str {
    if filter.text.is_empty() { "daftar" } else { "cari" }
}

/// How many records are read at a time for a file.
const CHUNK: u64 = 500;

/// Takes rows, some at a time.
pub type Take<'a> = dyn FnMut(&[Row]) -> Result<()> + Send + 'a;

impl dyn AnyKind + '_ {
    /// Passes all records that match a filter to `take`, newest first, with all fields, in chunks that are each logged. So only one chunk is in
    /// memory, and other writers do not wait until all people of a large file are in the log.
    ///
    /// # Errors
    /// [`Problem::Forbidden`]; [`Problem::Invalid`] for more than [`MOST`]; any database error, or an error of `take`.
    pub async fn export(&self, ctx: &Ctx, filter: &Filter, take: &mut Take<'_>) -> Result<()> {
        ctx.actor.require(self.info().permission)?;
        let Some(ids) = self.ids(ctx, filter).await? else { return Ok(()) };
        let (mut before, mut all) = (None, 0);
        loop {
            let mut rows = Page { kind: self, ctx, filter, before, limit: CHUNK }.of(&ids).await?;
            let full = rows.len() as u64 == CHUNK;
            all += rows.len() as u64;
            if all > MOST || (full && before.is_none() && many(ctx, &ids).await? > MOST) {
                return Err(too_many());
            }
            before = rows.last().map(|row| row.head.id);
            met(self, ctx, &rows, "ekspor").await?;
            with_particulars(ctx, &mut rows).await?;
            take(&rows)?;
            if !full {
                return Ok(());
            }
        }
    }
}

/// How many records a select of ids finds, counted up to one more than a file may have.
async fn many(ctx: &Ctx, ids: &SelectStatement) -> Result<u64> {
    let records = ids.clone().limit(MOST + 1).to_owned();
    let query = Query::select().expr_as(Expr::col("id").count(), "banyak").from_subquery(records, "berkas").to_owned();
    let row = ctx.db().query_one(&query).await?;
    let many: i64 = row.map(|row| row.try_get("", "banyak")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(many).unwrap_or_default())
}

impl dyn AnyKind + '_ {
    /// The records without their number from another system, by day, oldest first, after the cursor.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], or any database error.
    pub async fn waiting(
        &self,
        ctx: &Ctx,
        filter: &Filter,
        after: Option<(Day, CatatanId)>,
        limit: u64,
    ) -> Result<Vec<Row>> {
        ctx.actor.require(self.info().permission)?;
        let mut all = Query::select().from(self.info().table).to_owned();
        all.and_where(self.seen(ctx)).cond_where(condition(self, &unnumbered(self, filter)));
        let day = || self.info().day_in(None);
        if let Some((after, id)) = after {
            let place = Expr::tuple([Expr::value(after), Expr::value(id.0)]);
            all.and_where(Expr::tuple([day(), Expr::col("id")]).gt(place));
        }
        let ordered = |mut query: SelectStatement| {
            query.column("id").expr_as(day(), "hari").limit(limit);
            query.order_by_expr(day(), Order::Asc).order_by("id", Order::Asc).to_owned()
        };
        let again = |mut query: SelectStatement| {
            query.columns(["id", "hari"]).limit(limit);
            query.order_by("hari", Order::Asc).order_by("id", Order::Asc).to_owned()
        };
        let first = match ctx.actor.offices.as_slice() {
            many @ [_, _, ..] if self.info().more.shared.is_none() => {
                let of = |office: &KantorId| all.clone().and_where(Expr::col("kantor_id").eq(office.0)).to_owned();
                again(together(many.iter().map(|office| ordered(of(office)))))
            }
            _ => ordered(all),
        };
        let query = Query::select().column("id").from_subquery(first, "halaman").to_owned();
        let whole = self.select()?.and_where(Expr::col("id").in_subquery(query)).to_owned();
        let mut whole = listed::beside(self, whole);
        whole.order_by_expr(self.info().day_in(Some("catatan")), Order::Asc).order_by(("catatan", "id"), Order::Asc);
        rows(self, ctx, &whole, "daftar").await
    }

    /// How many records are without their number from another system.
    ///
    /// # Errors
    /// As [`waiting`].
    pub async fn count_waiting(&self, ctx: &Ctx, filter: &Filter) -> Result<i64> {
        ctx.actor.require(self.info().permission)?;
        let query = Query::select()
            .expr_as(Expr::col("id").count(), "banyak")
            .from(self.info().table)
            .and_where(self.seen(ctx))
            .cond_where(condition(self, &unnumbered(self, filter)))
            .to_owned();
        let row = ctx.db().query_one(&query).await?;
        Ok(row.map(|row| row.try_get("", "banyak")).transpose()?.unwrap_or_default())
    }
}

fn unnumbered(kind: &dyn AnyKind, filter: &Filter) -> Filter {
    Filter { empty: kind.info().unique.map(|key| key.name), withdrawn: Some(false), ..filter.clone() }
}

impl dyn AnyKind + '_ {
    /// The records of the actor's offices whose number, number from another system or telephone equals a text, as a list shows
    /// them.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], or any database error.
    pub async fn by_number(&self, ctx: &Ctx, text: &str) -> Result<Vec<Row>> {
        ctx.actor.require(self.info().permission)?;
        let ids = sought::by_number(self, ctx, text).await?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = self.select_seen(ctx)?;
        query.and_where(Expr::col("id").is_in(ids.iter().take(200).map(|i| i.0)));
        rows(self, ctx, &listed::newest(self, query), "cari").await
    }

    /// The records of the actor's offices that have one of the numbers `own`, or one of the numbers `elsewhere` from another
    /// system.
    ///
    /// # Errors
    /// [`kernel::Problem::Forbidden`], or any database error.
    pub async fn by_numbers(&self, ctx: &Ctx, own: &[String], elsewhere: &[String]) -> Result<Vec<Row>> {
        ctx.actor.require(self.info().permission)?;
        let mut rows = Vec::new();
        for (column, numbers) in [(Some("nomor"), own), (self.info().unique.map(|key| key.name), elsewhere)] {
            let Some(column) = column else { continue };
            // No number contains a control character, and databases refuse them.
            let numbers: Vec<&String> = numbers.iter().filter(|number| !number.chars().any(char::is_control)).collect();
            for chunk in numbers.chunks(kernel::db::chunk_rows(1)) {
                let mut query = self.select_seen(ctx)?;
                query.and_where(Expr::col(column).is_in(chunk.iter().map(|number| number.as_str())));
                rows.extend(listed::all(self, ctx.db(), &listed::beside(self, query)).await?);
            }
        }
        met(self, ctx, &rows, "daftar").await?;
        Ok(rows)
    }

    /// The records with these ids that the actor may see, each as a row of a list and as it is stored, in the order of their numbers.
    ///
    /// # Errors
    /// [`kernel::Problem::Forbidden`], or any database error.
    pub(crate) async fn chosen(&self, ctx: &Ctx, ids: &[CatatanId]) -> Result<Vec<(Row, Boxed)>> {
        ctx.actor.require(self.info().permission)?;
        let mut chosen = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(kernel::db::chunk_rows(1)) {
            let mut query = self.select_seen(ctx)?;
            query.and_where(Expr::col("id").is_in(chunk.iter().map(|id| id.0)));
            let mut stored: HashMap<CatatanId, Boxed> =
                self.all(ctx.db(), &query).await?.into_iter().map(|record| (record.head().id, record)).collect();
            let rows = listed::all(self, ctx.db(), &listed::beside(self, query)).await?;
            met(self, ctx, &rows, "daftar").await?;
            chosen.extend(rows.into_iter().filter_map(|row| stored.remove(&row.head.id).map(|record| (row, record))));
        }
        chosen.sort_by(|(one, _), (other, _)| one.head.number.cmp(&other.head.number));
        Ok(chosen)
    }
}
