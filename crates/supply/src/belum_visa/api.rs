//! The call list as JSON.

use axum::Json;
use kernel::{CatatanId, Day};
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, Failure, Routes};

use super::calls;

const PATH: &str = "/api/v1/verifikasi/belum-visa";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// The call list.
#[derive(Serialize, JsonSchema)]
struct List {
    /// Yang belum pernah dihubungi dahulu, lalu yang paling lama.
    data: Vec<One>,
    /// Ada yang lain di belakangnya.
    masih_ada: bool,
}

#[derive(Serialize, JsonSchema)]
struct One {
    id: CatatanId,
    nomor: String,
    nama: Option<String>,
    /// Disamarkan bagi yang tidak berhak menghubungi.
    telepon: Option<String>,
    diperiksa_pada: Option<Day>,
    kontak_pada: Option<Day>,
    hasil_kontak: Option<String>,
}

async fn show(Api(ctx): Api) -> Result<Json<List>, Failure> {
    let calls = calls(&ctx).await?;
    let one = |(row, telepon): (records::Row, Option<String>)| {
        let day = |key: &str| row.form.get(key).and_then(|text| text.parse().ok());
        One {
            id: row.head.id,
            nomor: row.head.number.clone(),
            nama: row.name.clone(),
            telepon,
            diperiksa_pada: day("diperiksa_pada"),
            kontak_pada: day("kontak_pada"),
            hasil_kontak: row.form.get("hasil_kontak").cloned(),
        }
    };
    Ok(Json(List { data: calls.people.into_iter().map(one).collect(), masih_ada: calls.more }))
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    let name = ("verifikasi-belum-visa", "Verifikasi dokumen", "Calon SSW yang visanya belum diunggah");
    all.get(PATH, name, |one| one.answers::<List>(200));
}
