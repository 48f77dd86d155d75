//! `POST /api/v1/periksa`: one file, checked.

use axum::body::Bytes;
use axum::extract::Extension;
use axum::extract::rejection::BytesRejection;
use axum::routing::post;
use axum::{Json, Router};
use kernel::{Permission, Problem};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{operation, parameter, with};
use web::{Api, App, AppQuery, Failure, heavy};

use crate::query::Shelf;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    nama: Option<String>,
    tahun: Option<i32>,
}

/// The route; its body may be as large as a file that can be checked.
pub fn router() -> Router<App> {
    Router::new().route("/api/v1/periksa", post(heavy::upload(check, periksa::MAX_BYTES)))
}

async fn check(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let name = asked
        .nama
        .ok_or_else(|| Problem::Malformed("nama: tulis nama berkasnya, misalnya iku-2025.csv.".to_owned()))?;
    let bytes =
        body.map_err(|_| Problem::Malformed("Berkas lebih besar dari 10 MB atau terputus di jalan.".to_owned()))?;
    let counted = match asked.tahun {
        Some(year) => Some((super::counted(&ctx, &all, year).await?, year)),
        None => None,
    };
    let found = super::check(&[(name, bytes)], counted)?;
    Ok(Json(json!({ "temuan": found })))
}

/// Adds the description of the operation.
pub fn describe(paths: &mut Map<String, Value>, schemas: &mut Map<String, Value>) {
    let text = |description: &str| json!({ "type": "string", "description": description });
    schemas.insert(
        "Temuan".to_owned(),
        json!({
            "type": "object",
            "required": ["aturan", "tempat", "tercetak", "dihitung", "pesan"],
            "properties": {
                "aturan": text("Aturan yang dilanggar, misalnya `capaian`."),
                "tempat": text("Berkas, tabel, baris dan angkanya; beberapa tempat dipisah titik koma."),
                "tercetak": text("Yang tercetak."),
                "dihitung": text("Hasil hitung ulang, atau yang tercetak di tempat lain."),
                "pesan": text("Apa yang salah dan apa yang harus dilakukan."),
            },
        }),
    );
    schemas.insert(
        "HasilPeriksa".to_owned(),
        json!({ "type": "object", "required": ["temuan"], "properties": {
            "temuan": { "type": "array", "items": { "$ref": "#/components/schemas/Temuan" } } } }),
    );
    let answer = json!({ "$ref": "#/components/schemas/HasilPeriksa" });
    let described = with(
        operation("periksa", "Indikator", "Memeriksa tabel laporan", (200, &answer)),
        "parameters",
        json!([
            with(
                parameter(
                    "query",
                    "nama",
                    &json!({ "type": "string" }),
                    "Nama berkas; akhirannya (.csv, .xlsx, .txt) menentukan cara membacanya."
                ),
                "required",
                json!(true)
            ),
            parameter("query", "tahun", &crate::query::year(), "Bandingkan juga dengan catatan tahun ini."),
        ]),
    );
    let body = json!({ "required": true, "description": "Berkasnya, paling besar 10 MB.", "content": {
        "*/*": { "schema": { "type": "string", "format": "binary" } } } });
    paths.insert("/api/v1/periksa".to_owned(), json!({ "post": with(described, "requestBody", body) }));
}
