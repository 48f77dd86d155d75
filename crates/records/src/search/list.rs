//! Lists: one query for the page, the file and the worklist. Only records of the actor's offices; each read is logged.

use kernel::{CatatanId, Ctx, Day, KantorId, Result};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};

use super::Filter;
use super::export::{MOST, too_many};
use super::sought::{self, Found};
use crate::queries::{rows, whole_rows};
use crate::walks::together;
use crate::{AnyKind, Boxed, Row};

/// The condition of a filter, limited to what the actor may see.
fn condition(kind: &dyn AnyKind, ctx: &Ctx, filter: &Filter) -> Cond {
    let mut all = Cond::all().add(kind.seen(ctx));
    if let Some(office) = filter.office {
        all = all.add(Expr::col("kantor_id").eq(office.0));
    }
    if let Some(status) = filter.status {
        all = all.add(Expr::col("status").eq(status));
    }
    for (column, value) in &filter.equal {
        all = all.add(Expr::col(*column).eq(value.as_str()));
    }
    if let Some(from) = filter.from {
        all = all.add(Expr::col(kind.info().day.name).gte(from));
    }
    if let Some(until) = filter.until {
        all = all.add(Expr::col(kind.info().day.name).lte(until));
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

impl dyn AnyKind + '_ {
    /// The select of the ids that match a filter; none if its text finds nothing. Lists and exports use it.
    ///
    /// # Errors
    /// Any database error.
    pub async fn ids(&self, ctx: &Ctx, filter: &Filter) -> Result<Option<SelectStatement>> {
        let mut query = Query::select();
        query.column("id").from(self.info().table).cond_where(condition(self, ctx, filter));
        match sought::found(self, ctx, &filter.text).await? {
            Found::All => {}
            Found::Nothing => return Ok(None),
            Found::Records(records) => {
                query.and_where(Expr::col("id").is_in(records.iter().map(|record| record.0)));
            }
            Found::Called(words) => {
                for word in words {
                    query.and_where(Expr::col("orang_id").in_subquery(word));
                }
            }
        }
        Ok(Some(query))
    }
}

/// A page of the records of a select of ids, newest first, after the cursor. Ids are selected first, so that an index alone
/// decides which rows are read. A filter without a text is asked office by office, since the indexes begin with the office; what a text
/// finds is few, and is ordered as a whole.
async fn page(
    kind: &dyn AnyKind,
    ctx: &Ctx,
    (ids, filter): (&SelectStatement, &Filter),
    before: Option<CatatanId>,
    limit: u64,
) -> Result<Vec<Boxed>> {
    let newest = |mut ids: SelectStatement| {
        if let Some(before) = before {
            ids.and_where(Expr::col("id").lt(before.0));
        }
        ids.order_by("id", Order::Desc).limit(limit).to_owned()
    };
    let page = match kind.seen_by_office(ctx) {
        parts if parts.len() > 1 && filter.text.is_empty() => {
            let part = |part: Expr| newest(ids.clone().and_where(part).to_owned());
            let mut all = together(parts.into_iter().map(part));
            all.column("id").order_by("id", Order::Desc).limit(limit).to_owned()
        }
        _ => newest(ids.clone()),
    };
    let query = kind.select()?.and_where(Expr::col("id").in_subquery(page)).order_by("id", Order::Desc).to_owned();
    kind.all(ctx.db(), &query).await
}

impl dyn AnyKind + '_ {
    /// A page of the records that match a filter, newest first, after the cursor.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], or any database error.
    pub async fn list(&self, ctx: &Ctx, filter: &Filter, before: Option<CatatanId>, limit: u64) -> Result<Vec<Row>> {
        ctx.actor.require(self.info().permission)?;
        let Some(ids) = self.ids(ctx, filter).await? else { return Ok(Vec::new()) };
        let records = page(self, ctx, (&ids, filter), before, limit).await?;
        rows(self, ctx, &records, if filter.text.is_empty() { "daftar" } else { "cari" }).await
    }
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
            let records = page(self, ctx, (&ids, filter), before, CHUNK).await?;
            let full = records.len() as u64 == CHUNK;
            all += records.len() as u64;
            if all > MOST || (full && before.is_none() && many(ctx, &ids).await? > MOST) {
                return Err(too_many());
            }
            before = records.last().map(|record| record.head().id);
            take(&whole_rows(self, ctx, &records, "ekspor").await?)?;
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
        all.cond_where(condition(self, ctx, &unnumbered(self, filter)));
        if let Some((day, id)) = after {
            let place = Expr::tuple([Expr::value(day), Expr::value(id.0)]);
            all.and_where(Expr::tuple([Expr::col(self.info().day.name), Expr::col("id")]).gt(place));
        }
        let ordered = |mut query: SelectStatement| {
            query.columns(["id", self.info().day.name]).limit(limit);
            query.order_by(self.info().day.name, Order::Asc).order_by("id", Order::Asc).to_owned()
        };
        let first = match ctx.actor.offices.as_slice() {
            many @ [_, _, ..] if self.info().more.shared.is_none() => {
                let of = |office: &KantorId| all.clone().and_where(Expr::col("kantor_id").eq(office.0)).to_owned();
                ordered(together(many.iter().map(|office| ordered(of(office)))))
            }
            _ => ordered(all),
        };
        let query = Query::select().column("id").from_subquery(first, "halaman").to_owned();
        let mut whole = self.select()?;
        whole.and_where(Expr::col("id").in_subquery(query));
        whole.order_by(self.info().day.name, Order::Asc).order_by("id", Order::Asc);
        rows(self, ctx, &self.all(ctx.db(), &whole).await?, "daftar").await
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
            .cond_where(condition(self, ctx, &unnumbered(self, filter)))
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
        query.and_where(Expr::col("id").is_in(ids.iter().take(200).map(|i| i.0))).order_by("id", Order::Desc);
        rows(self, ctx, &self.all(ctx.db(), &query).await?, "cari").await
    }

    /// The records of the actor's offices that have one of the numbers `own`, or one of the numbers `elsewhere` from another
    /// system.
    ///
    /// # Errors
    /// [`kernel::Problem::Forbidden`], or any database error.
    pub async fn by_numbers(&self, ctx: &Ctx, own: &[String], elsewhere: &[String]) -> Result<Vec<Row>> {
        ctx.actor.require(self.info().permission)?;
        let mut records = Vec::new();
        for (column, numbers) in [(Some("nomor"), own), (self.info().unique.map(|key| key.name), elsewhere)] {
            let Some(column) = column else { continue };
            // No number contains a control character, and databases refuse them.
            let numbers: Vec<&String> = numbers.iter().filter(|number| !number.chars().any(char::is_control)).collect();
            for chunk in numbers.chunks(kernel::db::chunk_rows(1)) {
                let mut query = self.select_seen(ctx)?;
                query.and_where(Expr::col(column).is_in(chunk.iter().map(|number| number.as_str())));
                records.extend(self.all(ctx.db(), &query).await?);
            }
        }
        rows(self, ctx, &records, "daftar").await
    }
}
