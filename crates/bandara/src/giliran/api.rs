//! The report as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use kernel::{CatatanId, Ctx, Day, OrangId};
use pemulangan::layanan::Bed;
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, AppQuery, Failure};

use super::beside;
use super::page::Asked;
use super::report::{Came, Group, Report};
use super::shifts::Shifts;
use crate::papan::Flight;

/// Who came in a shift.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    tanggal: Day,
    giliran: String,
    jumlah: usize,
    dihitung: usize,
    menurut: Groups,
    penerbangan: Vec<Flown>,
    tempat_tidur: Vec<Slept>,
    petugas: Vec<Wrote>,
    data: Vec<Row>,
}

/// A flight of this part of the day.
#[derive(Serialize, JsonSchema)]
struct Flown {
    tanggal: Day,
    jam: Option<String>,
    penerbangan: String,
    diharapkan: i64,
    ditemui: i64,
    di_luar_manifes: i64,
    tidak_datang: i64,
}

/// A bed of the shelter on the day.
#[derive(Serialize, JsonSchema)]
struct Slept {
    kantor: Option<String>,
    tempat_tidur: String,
    /// Nomor layanannya; kosong bila tempat tidurnya bebas.
    layanan: Option<String>,
    sejak: Option<Day>,
    malam: Option<i64>,
}

/// Who wrote down how many.
#[derive(Serialize, JsonSchema)]
struct Wrote {
    nama: String,
    dicatat: i64,
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
    let beside = beside::read(&ctx, &report).await?;
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
        penerbangan: beside.flights.into_iter().map(flown).collect(),
        tempat_tidur: beside.beds.into_iter().map(|bed| slept(&ctx, bed)).collect(),
        petugas: beside.officers.into_iter().map(|(nama, dicatat)| Wrote { nama, dicatat }).collect(),
        data: report.narrowed(&narrow).into_iter().map(row).collect(),
    }))
}

fn parts(ctx: &Ctx, report: &Report, group: Group) -> Vec<Part> {
    let part = |(kode, jumlah): (String, usize)| Part { nama: group.words(ctx, &kode), kode, jumlah };
    report.by(group).into_iter().map(part).collect()
}

fn flown((tanggal, flight): (Day, Flight)) -> Flown {
    Flown {
        tanggal,
        jam: flight.hour,
        penerbangan: flight.name,
        diharapkan: flight.expected,
        ditemui: flight.met,
        di_luar_manifes: flight.extra,
        tidak_datang: flight.absent,
    }
}

fn slept(ctx: &Ctx, bed: Bed) -> Slept {
    Slept {
        kantor: ctx.house.offices.by_id(bed.office).map(|office| office.code.clone()),
        tempat_tidur: bed.name,
        sejak: bed.given.as_ref().map(|given| given.since),
        malam: bed.given.as_ref().map(|given| given.nights),
        layanan: bed.given.map(|given| given.number),
    }
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
