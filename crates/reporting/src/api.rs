//! Figures and their members as JSON.

use std::sync::Arc;

use axum::extract::Extension;
use axum::routing::get;
use axum::{Json, Router};
use kernel::Permission;
use kernel::ledger::Member;
use serde_json::{Map, Value, json};
use web::openapi::{asked_day, operation, parameter, with};
use web::{Api, App, AppPath, AppQuery, Failure, paging};

use crate::agreement::Agreements;
use crate::query::{self, Asked, AskedMembers, Shelf};
use crate::{explain, penutupan, render, table};

/// The routes.
pub fn router(agreements: Arc<Agreements>) -> Router<App> {
    Router::new()
        .route("/api/v1/iku", get(show))
        .route("/api/v1/iku/{perjanjian}/{no}/anggota", get(members))
        .merge(penutupan::api::router())
        .merge(explain::api::router())
        .merge(crate::periksa::api_router())
        .layer(Extension(Shelf(agreements)))
}

async fn show(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Value>, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let agreement = query::agreement(&ctx, &all, &asked)?;
    let iku = table::build(&ctx, &all, agreement, query::known(asked.per.as_deref())?).await?;
    Ok(Json(render::json(&iku)))
}

async fn members(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedMembers>,
) -> Result<Json<Value>, Failure> {
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let page = query::page(&ctx, agreement, item, &asked).await?;
    let data: Vec<Value> = page.members.iter().map(member).collect();
    Ok(Json(json!({ "data": data, "berikutnya": page.next })))
}

/// A member as JSON: where it counts, never whose it is.
pub(crate) fn member(m: &Member) -> Value {
    json!({
        "jenis": m.jenis, "catatan_id": m.catatan_id, "ukuran": m.ukuran, "kantor_id": m.kantor_id,
        "hari": m.hari, "hari_akhir": m.hari_akhir, "dihitung": m.dihitung, "alasan": m.alasan,
        "kategori": m.kategori, "negara": m.negara,
    })
}

/// Adds the description of these operations.
pub fn describe(paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    penutupan::describe::describe(paths, schemas);
    explain::api::describe(paths);
    schemas.insert("TabelIku".to_owned(), json!({ "type": "object", "required": ["tahun", "perjanjian", "butir"] }));
    schemas.insert("Anggota".to_owned(), json!({ "type": "object", "required": ["data"] }));
    let text = json!({ "type": "string" });
    let per = parameter("query", "per", &asked_day(), "Menurut yang diketahui pada akhir hari ini.");
    let show = with(
        operation("iku", "Indikator", "Tabel indikator", (200, &json!({ "$ref": "#/components/schemas/TabelIku" }))),
        "parameters",
        json!([
            parameter("query", "tahun", &query::year(), "Tahun; tanpa ini yang terbaru."),
            parameter("query", "perjanjian", &text, "Kode perjanjian; tanpa ini yang pertama."),
            per,
        ]),
    );
    paths.insert("/api/v1/iku".to_owned(), json!({ "get": show }));
    let members = with(
        operation(
            "iku-anggota",
            "Indikator",
            "Catatan di balik angka",
            (200, &json!({ "$ref": "#/components/schemas/Anggota" })),
        ),
        "parameters",
        json!([
            parameter("path", "perjanjian", &text, "Kode perjanjian."),
            parameter("path", "no", &query::number(), "Nomor butir."),
            parameter("query", "tw", &query::quarter(), "Triwulan; 0 untuk setahun."),
            parameter("query", "peran", &query::role(), "Peran."),
            per,
            parameter("query", "setelah", &paging::day_and_id(), "Penanda halaman dari `berikutnya`."),
            parameter("query", "batas", &paging::up_to(query::MOST), "Banyaknya, paling banyak 500."),
        ]),
    );
    paths.insert("/api/v1/iku/{perjanjian}/{no}/anggota".to_owned(), json!({ "get": members }));
    crate::periksa::describe(paths, schemas);
}
