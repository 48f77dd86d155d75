//! `POST /api/v1/periksa`: one file, checked.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Extension;
use axum::extract::rejection::BytesRejection;
use axum::response::{IntoResponse, Response};
use kernel::{Permission, Problem};
use periksa::{TakTerbaca, Temuan};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use web::openapi::Description;
use web::{Api, AppQuery, Failure, Media, Routes, heavy, saved};

use super::{Hasil, files};
use crate::query::Shelf;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Nama berkas; akhirannya (.csv, .xlsx, .txt) menentukan cara membacanya.
    #[schemars(required)]
    nama: Option<String>,
    /// Bandingkan juga dengan catatan tahun ini.
    tahun: Option<i32>,
    /// Bentuk jawabannya; tanpa ini JSON.
    #[schemars(extend("enum" = ["json", "xlsx"]))]
    format: Option<String>,
}

/// The route; its body may be as large as a file that can be checked.
pub fn router() -> Routes {
    Routes::new().post("/api/v1/periksa", heavy::upload(check, periksa::MAX_BYTES))
}

async fn check(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
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
    match asked.format.as_deref().unwrap_or("json") {
        "json" => Ok(Json(found).into_response()),
        "xlsx" => Ok(saved("temuan-periksa", Media::Xlsx, files::workbook(&found)?)),
        _ => Err(Problem::Malformed("format: json atau xlsx.".to_owned()).into()),
    }
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    all.told::<Temuan>();
    all.told::<TakTerbaca>();
    all.told::<Hasil>();
    let body = json!({ "required": true, "description": "Berkasnya, paling besar 10 MB.", "content": {
        "*/*": { "schema": { "type": "string", "format": "binary" } } } });
    all.post("/api/v1/periksa", ("periksa", "Indikator", "Memeriksa tabel laporan"), |one| {
        one.asks::<Asked>().with("requestBody", body).answers::<Hasil>(200)
    });
}
