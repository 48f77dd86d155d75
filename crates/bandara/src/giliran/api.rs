//! The report as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use kernel::{CatatanId, Ctx, Day, OrangId};
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, AppQuery, Failure};

use super::page::Asked;
use super::report::{Came, Group, Report};
use super::shifts::Shifts;

/// Who came in a shift.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    tanggal: Day,
    giliran: String,
    jumlah: usize,
    dihitung: usize,
    menurut: Groups,
    data: Vec<Row>,
}

/// How many of each, by what they are told apart.
#[derive(Serialize, JsonSchema)]
struct Groups {
    kategori: Vec<Part>,
    negara: Vec<Part>,
    provinsi: Vec<Part>,
    mengadu: Vec<Part>,
}

#[derive(Serialize, JsonSchema)]
struct Part {
    kode: String,
    nama: String,
    jumlah: usize,
}

#[derive(Serialize, JsonSchema)]
struct Row {
    id: CatatanId,
    nomor: String,
    orang_id: OrangId,
    nama: Option<String>,
    tiba_pada: Day,
    tiba_jam: Option<String>,
    kategori: String,
    /// Masuk IKU 6 menurut aturan pada tanggal tiba.
    dihitung: bool,
    negara: Option<String>,
    provinsi: Option<String>,
    penerbangan: Option<String>,
    cara_pulang: Option<String>,
    /// Ingin mengadu atau tidak, dan pengaduannya sudah dicatat atau belum.
    #[schemars(extend("enum" = ["tidak", "belum", "dicatat"]))]
    mengadu: String,
}

pub(super) async fn one(
    Api(ctx): Api,
    Extension(shifts): Extension<Arc<Shifts>>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Told>, Failure> {
    let (report, narrow) = asked.report(&ctx, &shifts).await?;
    Ok(Json(Told {
        tanggal: report.day,
        giliran: report.which.code().to_owned(),
        jumlah: report.came.len(),
        dihitung: report.counted(),
        menurut: Groups {
            kategori: parts(&ctx, &report, Group::Category),
            negara: parts(&ctx, &report, Group::Country),
            provinsi: parts(&ctx, &report, Group::Province),
            mengadu: parts(&ctx, &report, Group::Complaint),
        },
        data: report.narrowed(&narrow).into_iter().map(row).collect(),
    }))
}

fn parts(ctx: &Ctx, report: &Report, group: Group) -> Vec<Part> {
    let part = |(kode, jumlah): (String, usize)| Part { nama: group.words(ctx, &kode), kode, jumlah };
    report.by(group).into_iter().map(part).collect()
}

fn row(came: &Came) -> Row {
    Row {
        id: came.id,
        nomor: came.number.clone(),
        orang_id: came.person,
        nama: came.name.clone(),
        tiba_pada: came.day,
        tiba_jam: came.hour.clone(),
        kategori: came.category.clone(),
        dihitung: came.counted(),
        negara: came.country.clone(),
        provinsi: came.province.clone(),
        penerbangan: came.flight.clone(),
        cara_pulang: came.onward.clone(),
        mengadu: Group::Complaint.of(came).to_owned(),
    }
}

/// Adds the description of the report.
pub fn describe(all: &mut Description) {
    let name = ("laporan-giliran", "Kepulangan", "Siapa yang datang dalam satu giliran");
    all.get("/api/v1/kepulangan/laporan", name, |one| one.asks::<Asked>().answers::<Told>(200));
}
