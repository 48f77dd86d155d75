//! Lists: one query for the page, the file and the worklist. Only records of the actor's offices, each with its trace.

use kernel::{CatatanId, Ctx, Day, KantorId, Result};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Filter;
use super::export::{MOST, too_many};
use super::sought::{self, Found};
use crate::queries::{rows, seen, visible_to};
use crate::walks::together;
use crate::{Kind, Record, Row};

/// What a filter says of a record of the actor's offices.
fn condition<K: Kind>(ctx: &Ctx, filter: &Filter) -> Cond {
    let mut all = Cond::all().add(seen::<K>(ctx));
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
        all = all.add(Expr::col(K::INFO.day).gte(from));
    }
    if let Some(until) = filter.until {
        all = all.add(Expr::col(K::INFO.day).lte(until));
    }
    if let Some(due) = filter.due {
        let task = Query::select()
            .column("catatan_id")
            .from("daftar_tugas")
            .and_where(Expr::col("jenis").eq(K::INFO.name))
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

/// The select of the ids that a filter asks for; none where its text leads to nothing. Lists and exports are made of it.
///
/// # Errors
/// What the database says.
pub(crate) async fn ids<K: Kind>(ctx: &Ctx, filter: &Filter) -> Result<Option<SelectStatement>> {
    let mut query = Query::select();
    query.column("id").from(K::INFO.table).cond_where(condition::<K>(ctx, filter));
    match sought::found::<K>(ctx, &filter.text).await? {
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

/// The records of a page of a select of ids, newest first, after the cursor. Ids are sought first, so that an index alone
/// decides which rows are read.
async fn page<K: Kind>(
    ctx: &Ctx,
    ids: &SelectStatement,
    before: Option<CatatanId>,
    limit: u64,
) -> Result<Vec<K::Record>> {
    let mut page = ids.clone();
    page.order_by("id", Order::Desc).limit(limit);
    if let Some(before) = before {
        page.and_where(Expr::col("id").lt(before.0));
    }
    let query = <K::Record as sea_orm::ModelTrait>::Entity::find()
        .filter(Expr::col("id").in_subquery(page))
        .order_by(Expr::col("id"), Order::Desc);
    Ok(query.all(ctx.db()).await?)
}

/// A page of the records that a filter asks for, newest first, after the cursor.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn list<K: Kind>(
    ctx: &Ctx,
    filter: &Filter,
    before: Option<CatatanId>,
    limit: u64,
) -> Result<Vec<Row>> {
    ctx.actor.require(K::INFO.permission)?;
    let Some(ids) = ids::<K>(ctx, filter).await? else { return Ok(Vec::new()) };
    let records = page::<K>(ctx, &ids, before, limit).await?;
    rows::<K>(ctx, &records, if filter.text.is_empty() { "daftar" } else { "cari" }).await
}

/// How many records are read at a time for a file.
const CHUNK: u64 = 500;

/// Takes rows, some at a time.
pub type Take<'a> = dyn FnMut(&[Row]) -> Result<()> + Send + 'a;

/// Hands over all records that a filter asks for, newest first, each chunk with its trace: so no more than a chunk of them is in
/// memory, and nobody waits until all people of a large file stand in the log.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for more than [`MOST`]; what the database says, or who takes them.
pub(crate) async fn export<K: Kind>(ctx: &Ctx, filter: &Filter, take: &mut Take<'_>) -> Result<()> {
    ctx.actor.require(K::INFO.permission)?;
    let Some(ids) = ids::<K>(ctx, filter).await? else { return Ok(()) };
    let (mut before, mut all) = (None, 0);
    loop {
        let records = page::<K>(ctx, &ids, before, CHUNK).await?;
        let full = records.len() as u64 == CHUNK;
        all += records.len() as u64;
        if all > MOST || (full && before.is_none() && many(ctx, &ids).await? > MOST) {
            return Err(too_many());
        }
        before = records.last().map(|record| record.head().id);
        take(&rows::<K>(ctx, &records, "ekspor").await?)?;
        if !full {
            return Ok(());
        }
    }
}

/// How many records a select of ids finds, counted to one more than a file may hold.
async fn many(ctx: &Ctx, ids: &SelectStatement) -> Result<u64> {
    let found = ids.clone().limit(MOST + 1).to_owned();
    let query = Query::select().expr_as(Expr::col("id").count(), "banyak").from_subquery(found, "berkas").to_owned();
    let row = ctx.db().query_one(&query).await?;
    let many: i64 = row.map(|row| row.try_get("", "banyak")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(many).unwrap_or_default())
}

/// The records that wait for their number from elsewhere, by day, oldest first, after the cursor.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn waiting<K: Kind>(
    ctx: &Ctx,
    filter: &Filter,
    after: Option<(Day, CatatanId)>,
    limit: u64,
) -> Result<Vec<Row>> {
    ctx.actor.require(K::INFO.permission)?;
    let mut all = Query::select().from(K::INFO.table).to_owned();
    all.cond_where(condition::<K>(ctx, &unnumbered::<K>(filter)));
    if let Some((day, id)) = after {
        let place = Expr::tuple([Expr::value(day), Expr::value(id.0)]);
        all.and_where(Expr::tuple([Expr::col(K::INFO.day), Expr::col("id")]).gt(place));
    }
    let ordered = |mut query: SelectStatement| {
        query.columns(["id", K::INFO.day]).limit(limit);
        query.order_by(K::INFO.day, Order::Asc).order_by("id", Order::Asc).to_owned()
    };
    let first = match ctx.actor.offices.as_slice() {
        many @ [_, _, ..] if K::SHARED.is_none() => {
            let of = |office: &KantorId| all.clone().and_where(Expr::col("kantor_id").eq(office.0)).to_owned();
            ordered(together(many.iter().map(|office| ordered(of(office)))))
        }
        _ => ordered(all),
    };
    let query = Query::select().column("id").from_subquery(first, "halaman").to_owned();
    let query = <K::Record as sea_orm::ModelTrait>::Entity::find()
        .filter(Expr::col("id").in_subquery(query))
        .order_by(Expr::col(K::INFO.day), Order::Asc)
        .order_by(Expr::col("id"), Order::Asc);
    rows::<K>(ctx, &query.all(ctx.db()).await?, "daftar").await
}

/// How many records wait for their number from elsewhere.
///
/// # Errors
/// As [`waiting`].
pub(crate) async fn count_waiting<K: Kind>(ctx: &Ctx, filter: &Filter) -> Result<i64> {
    ctx.actor.require(K::INFO.permission)?;
    let query = Query::select()
        .expr_as(Expr::col("id").count(), "banyak")
        .from(K::INFO.table)
        .cond_where(condition::<K>(ctx, &unnumbered::<K>(filter)))
        .to_owned();
    let row = ctx.db().query_one(&query).await?;
    Ok(row.map(|row| row.try_get("", "banyak")).transpose()?.unwrap_or_default())
}

fn unnumbered<K: Kind>(filter: &Filter) -> Filter {
    Filter { empty: K::INFO.unique, withdrawn: Some(false), ..filter.clone() }
}

/// The records of the actor's offices whose number, number from elsewhere or telephone a text is, as a list shows them.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn by_number<K: Kind>(ctx: &Ctx, text: &str) -> Result<Vec<Row>> {
    ctx.actor.require(K::INFO.permission)?;
    let ids = sought::by_number::<K>(ctx, text).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = visible_to::<K>(ctx).filter(Expr::col("id").is_in(ids.iter().take(200).map(|i| i.0)));
    rows::<K>(ctx, &query.order_by(Expr::col("id"), Order::Desc).all(ctx.db()).await?, "cari").await
}

/// The records of the actor's offices that have one of these numbers of their own, or from elsewhere.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or what the database says.
pub(crate) async fn by_numbers<K: Kind>(ctx: &Ctx, own: &[String], elsewhere: &[String]) -> Result<Vec<Row>> {
    ctx.actor.require(K::INFO.permission)?;
    let mut records = Vec::new();
    for (column, numbers) in [(Some("nomor"), own), (K::INFO.unique, elsewhere)] {
        let Some(column) = column else { continue };
        // No number holds a control character, and no database takes one.
        let numbers: Vec<&String> = numbers.iter().filter(|number| !number.chars().any(char::is_control)).collect();
        for chunk in numbers.chunks(kernel::db::chunk_rows(1)) {
            let query =
                visible_to::<K>(ctx).filter(Expr::col(column).is_in(chunk.iter().map(|number| number.as_str())));
            records.extend(query.all(ctx.db()).await?);
        }
    }
    rows::<K>(ctx, &records, "daftar").await
}
