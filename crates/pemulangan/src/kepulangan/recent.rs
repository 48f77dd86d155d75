//! Returns of the last twelve months, from which candidates are taken for what follows a return.

use std::collections::HashSet;

use chrono::Months;
use kernel::access::{Read, log};
use kernel::db::nowhere;
use kernel::{CatatanId, Ctx, Day, OrangId, Problem, Result};
use maud::{Markup, html};
use records::Kind;
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use serde::Serialize;
use web::{App, parts};

use super::Kepulangan;
use super::table::DEAD;

/// How many are looked at.
pub(crate) const MOST: u64 = 200;

/// Somebody who came home.
pub(crate) struct Recent {
    /// The return.
    pub id: CatatanId,
    /// Its number.
    pub number: String,
    /// Its office, by id.
    pub office: kernel::KantorId,
    /// The person.
    pub person: OrangId,
    /// The name.
    pub name: String,
    /// Code of the area of origin.
    pub area: Option<String>,
    /// Day of arrival.
    pub arrived: Day,
    /// Category of the return.
    pub category: String,
    /// Its first reason.
    pub reason: Option<String>,
}

/// A column of the return.
pub(crate) fn col(name: &'static str) -> Expr {
    Expr::col(("kepulangan", name))
}

/// The returns of the living from an area, or from everywhere, that the actor's offices see, the latest arrival first; the caller
/// narrows them.
pub(crate) fn select(ctx: &Ctx, area: Option<&str>) -> SelectStatement {
    let dead = Query::select()
        .column("orang_id")
        .from("kepulangan")
        .and_where(Expr::col("kategori").eq(DEAD))
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .to_owned();
    let since = ctx.today().checked_sub_months(Months::new(12)).unwrap_or_default();
    Query::select()
        .columns([("kepulangan", "id"), ("kepulangan", "nomor"), ("kepulangan", "orang_id")])
        .columns([("kepulangan", "kantor_id"), ("kepulangan", "tiba_pada"), ("kepulangan", "kategori")])
        .columns([("kepulangan", "alasan"), ("orang", "nama"), ("orang", "daerah_asal")])
        .from("kepulangan")
        .inner_join("orang", Expr::col(("orang", "id")).equals(("kepulangan", "orang_id")))
        .and_where(ctx.of_offices(("kepulangan", "kantor_id")))
        .and_where(col("tiba_pada").gte(since))
        .and_where(col("dibatalkan_pada").is_null())
        .and_where(nowhere(col("orang_id"), "orang_id", dead))
        .and_where_option(area.map(super::asal::from))
        .order_by(("kepulangan", "tiba_pada"), Order::Desc)
        .order_by(("kepulangan", "id"), Order::Desc)
        .limit(MOST)
        .to_owned()
}

/// Reads them, of each person the latest, and leaves a trace for each.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn read(ctx: &Ctx, query: &SelectStatement) -> Result<Vec<Recent>> {
    ctx.actor.require(Kepulangan::INFO.permission)?;
    let rows = ctx.db().query_all(query).await?;
    let one = |row: &sea_orm::QueryResult| {
        Ok(Recent {
            id: CatatanId(row.try_get("", "id")?),
            number: row.try_get("", "nomor")?,
            office: kernel::KantorId(row.try_get("", "kantor_id")?),
            person: OrangId(row.try_get("", "orang_id")?),
            name: row.try_get("", "nama")?,
            area: row.try_get("", "daerah_asal")?,
            arrived: row.try_get("", "tiba_pada")?,
            category: row.try_get("", "kategori")?,
            reason: row.try_get("", "alasan")?,
        })
    };
    let mut recent = rows.iter().map(one).collect::<Result<Vec<_>, Problem>>()?;
    let mut seen = HashSet::new();
    recent.retain(|one| seen.insert(one.person));
    let people = recent.iter().map(|one| one.person).collect();
    log(ctx, Read { action: "daftar", kind: Kepulangan::INFO.name, revealed: false }, people).await?;
    Ok(recent)
}

/// Them, as the api tells of them.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Told {
    data: Vec<Line>,
}

#[derive(Serialize, JsonSchema)]
struct Line {
    id: CatatanId,
    nomor: String,
    nama: String,
    tiba_pada: Day,
    kategori: String,
    alasan: Option<String>,
}

/// What the api tells of them.
pub(crate) fn told(rows: Vec<Recent>) -> Told {
    let line = |one: Recent| Line {
        id: one.id,
        nomor: one.number,
        nama: one.name,
        tiba_pada: one.arrived,
        kategori: one.category,
        alasan: one.reason,
    };
    Told { data: rows.into_iter().map(line).collect() }
}

/// A table of them; what stands in the first and in the last cell of each row is the caller's.
pub(crate) fn table(
    app: &App,
    rows: &[Recent],
    first: impl Fn(&Recent) -> Option<Markup>,
    last: impl Fn(&Recent) -> Option<Markup>,
) -> Markup {
    let reference = &app.house.reference;
    let term = |vocabulary: &str, code: &str| {
        reference.term(vocabulary, code).map_or_else(|| code.to_owned(), |term| term.label.clone())
    };
    let area = |code: &str| reference.area(code).map_or_else(|| code.to_owned(), |area| area.name.clone());
    let (ticked, acted) = (rows.iter().any(|one| first(one).is_some()), rows.iter().any(|one| last(one).is_some()));
    html! {
        div.scroll {
            table.list {
                thead {
                    tr {
                        @if ticked { th.tick scope="col" { "Pilih" } }
                        @for title in ["Nomor", "Nama", "Daerah asal", "Tiba", "Kategori", "Alasan"] {
                            th scope="col" { (title) }
                        }
                        @if acted { th scope="col" { "Tindakan" } }
                    }
                }
                tbody {
                    @for one in rows {
                        tr {
                            @if let Some(cell) = first(one) { td.tick { (cell) } }
                            td { a.id href={ "/kepulangan/" (one.id) } { (one.number) } }
                            td { (one.name) }
                            td { (one.area.as_deref().map_or_else(|| "—".to_owned(), area)) }
                            td.one { (parts::day(one.arrived)) }
                            td { (term("kategori_pulang", &one.category)) }
                            td { (one.reason.as_deref().map_or_else(|| "—".to_owned(), |code| term("alasan_pulang", code))) }
                            @if let Some(cell) = last(one) { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}
