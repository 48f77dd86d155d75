//! Activities of empowerment: who takes part, who came, and who may be invited.

mod page;
mod query;
mod write;

use axum::Json;
use kernel::Day;
use kernel::reference::Reference;
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, AppQuery, Failure, Routes};

use crate::kepulangan::asal::{self, Asked};
use crate::kepulangan::recent::{self, Told};

/// The address of the pages.
const PATH: &str = "/pemberdayaan/kegiatan";

/// The routes.
pub(crate) fn router() -> Routes {
    Routes::new()
        .get(PATH, page::show)
        .post(&format!("{PATH}/peserta"), page::enlist)
        .post(&format!("{PATH}/kehadiran"), page::attend)
        .get("/api/v1/pemberdayaan/kegiatan", activities)
        .get("/api/v1/pemberdayaan/calon", candidates)
}

#[derive(Serialize, JsonSchema)]
struct Activities {
    data: Vec<Line>,
}

#[derive(Serialize, JsonSchema)]
struct Line {
    kegiatan: String,
    tanggal: Day,
    tempat: Option<String>,
    terdaftar: i64,
    hadir: i64,
    tidak_hadir: i64,
}

async fn activities(Api(ctx): Api) -> Result<Json<Activities>, Failure> {
    let line = |one: query::Activity| Line {
        kegiatan: one.name,
        tanggal: one.day,
        tempat: one.place,
        terdaftar: one.listed,
        hadir: one.came,
        tidak_hadir: one.stayed_away,
    };
    let rows = query::activities(&ctx).await?;
    Ok(Json(Activities { data: rows.into_iter().map(line).collect() }))
}

async fn candidates(Api(ctx): Api, AppQuery(asked): AppQuery<Asked>) -> Result<Json<Told>, Failure> {
    let area = asal::listed(&ctx, &asked.asal)?;
    Ok(Json(recent::told(query::candidates(&ctx, area.as_deref()).await?)))
}

/// Adds the description of the operations.
pub(crate) fn describe(reference: &Reference, all: &mut Description) {
    let name = ("kegiatan-pemberdayaan", "Pemberdayaan", "Kegiatan, terbaru dahulu");
    all.get("/api/v1/pemberdayaan/kegiatan", name, |one| one.answers::<Activities>(200));
    let name = ("calon-pemberdayaan", "Pemberdayaan", "Kepulangan yang dapat diundang");
    all.get("/api/v1/pemberdayaan/calon", name, |one| one.parameter(asal::parameter(reference)).answers::<Told>(200));
}
