//! Candidates for rehabilitation: returns of the last twelve months after which it is proposed, and that have none yet.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use chrono::Months;
use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, Day, OrangId, Problem, Result};
use maud::{Markup, html};
use records::Kind;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use serde_json::{Map, Value, json};
use web::openapi::operation;
use web::{Api, App, Console, Failure, layout, parts};

use crate::kepulangan::Kepulangan;

/// How many are shown.
const MOST: u64 = 200;

/// The routes.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/api/v1/rehabilitasi/calon", get(api)).route("/rehabilitasi/calon", get(page))
}

/// A return after which rehabilitation is proposed.
struct Candidate {
    id: CatatanId,
    number: String,
    name: String,
    arrived: Day,
    category: String,
    reason: Option<String>,
}

/// The candidates, the latest arrival first.
async fn find(ctx: &Ctx) -> Result<Vec<Candidate>> {
    ctx.actor.require(Kepulangan::INFO.permission)?;
    let since = ctx.today().checked_sub_months(Months::new(12)).unwrap_or_default();
    let col = |name: &'static str| Expr::col(("kepulangan", name));
    let has = Query::select()
        .column("kepulangan_id")
        .from("rehabilitasi")
        .and_where(Expr::col("kepulangan_id").is_not_null())
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .to_owned();
    let related = |mine: &'static str, kind: &'static str| {
        let said = Query::select().column(mine).from("kaitan").and_where(Expr::col(kind).eq("rehabilitasi")).to_owned();
        col("id").not_in_subquery(said)
    };
    let asked = crate::kepulangan::proposed(col("kategori"), col("alasan"));
    let query = Query::select()
        .columns([("kepulangan", "id"), ("kepulangan", "nomor"), ("kepulangan", "orang_id")])
        .columns([("kepulangan", "tiba_pada"), ("kepulangan", "kategori"), ("kepulangan", "alasan")])
        .column(("orang", "nama"))
        .from("kepulangan")
        .inner_join("orang", Expr::col(("orang", "id")).equals(("kepulangan", "orang_id")))
        .and_where(col("kantor_id").is_in(ctx.actor.offices.iter().map(|office| office.0)))
        .and_where(col("tiba_pada").gte(since))
        .and_where(col("dibatalkan_pada").is_null())
        .and_where(col("kategori").ne("meninggal"))
        .and_where(asked)
        .and_where(col("id").not_in_subquery(has))
        .and_where(related("catatan_id", "ke_jenis"))
        .and_where(related("ke_catatan_id", "jenis"))
        .order_by(("kepulangan", "tiba_pada"), Order::Desc)
        .order_by(("kepulangan", "id"), Order::Desc)
        .limit(MOST)
        .to_owned();
    let rows = ctx.db().query_all(&query).await?;
    let people =
        rows.iter().map(|row| Ok(OrangId(row.try_get("", "orang_id")?))).collect::<Result<Vec<_>, Problem>>()?;
    log(ctx, Read { action: "daftar", kind: Kepulangan::INFO.name, revealed: false }, people).await?;
    rows.iter()
        .map(|row| {
            Ok(Candidate {
                id: CatatanId(row.try_get("", "id")?),
                number: row.try_get("", "nomor")?,
                name: row.try_get("", "nama")?,
                arrived: row.try_get("", "tiba_pada")?,
                category: row.try_get("", "kategori")?,
                reason: row.try_get("", "alasan")?,
            })
        })
        .collect()
}

async fn api(Api(ctx): Api) -> Result<Json<Value>, Failure> {
    let line = |one: &Candidate| {
        json!({
            "id": one.id, "nomor": one.number, "nama": one.name, "tiba_pada": one.arrived, "kategori": one.category,
            "alasan": one.reason,
        })
    };
    let found = find(&ctx).await?;
    Ok(Json(json!({ "data": found.iter().map(line).collect::<Vec<_>>() })))
}

async fn page(State(app): State<App>, Console(ctx): Console) -> Result<Markup, Failure> {
    let found = find(&ctx).await?;
    let term = |vocabulary: &str, code: &str| {
        app.house.reference.term(vocabulary, code).map_or_else(|| code.to_owned(), |term| term.label.clone())
    };
    let body = html! {
        ol.crumb { li { a href="/rehabilitasi" { "Rehabilitasi" } } li { "Calon" } }
        div.head { div { h1 { "Calon rehabilitasi" } } }
        p.lead { "Kepulangan 12 bulan terakhir karena sakit, perdagangan orang atau kekerasan, yang belum didaftarkan." }
        @if found.is_empty() { p.empty role="status" { "Tidak ada calon." } } @else {
            table {
                thead { tr { th { "Nomor" } th { "Nama" } th { "Tiba" } th { "Kategori" } th { "Alasan" } th { "" } } }
                tbody {
                    @for one in &found {
                        tr {
                            td { a.id href={ "/kepulangan/" (one.id) } { (one.number) } }
                            td { (one.name) }
                            td { (parts::day(one.arrived)) }
                            td { (term("kategori_pulang", &one.category)) }
                            td { (one.reason.as_deref().map(|code| term("alasan_pulang", code)).unwrap_or_default()) }
                            td { a.btn href={ "/rehabilitasi/baru?dari=" (one.number) } { "Daftarkan" } }
                        }
                    }
                }
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Calon rehabilitasi", "/rehabilitasi", &body))
}

/// Adds the description of the operation.
pub(crate) fn describe(paths: &mut Map<String, Value>) {
    let text = json!({ "type": "string" });
    let one = json!({ "type": "object", "required": ["id", "nomor", "nama", "tiba_pada", "kategori"], "properties": {
        "id": { "type": "string", "format": "uuid" }, "nomor": text, "nama": text,
        "tiba_pada": { "type": "string", "format": "date" }, "kategori": text, "alasan": { "type": ["string", "null"] } } });
    let many =
        json!({ "type": "object", "required": ["data"], "properties": { "data": { "type": "array", "items": one } } });
    let list =
        operation("calon-rehabilitasi", "Rehabilitasi", "Kepulangan yang diusulkan direhabilitasi", (200, &many));
    paths.insert("/api/v1/rehabilitasi/calon".to_owned(), json!({ "get": list }));
}
