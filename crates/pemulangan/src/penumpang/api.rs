//! The passengers for a program.

use axum::Json;
use kernel::{CatatanId, Ctx, Day, Problem, Result};
use records::DAY;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use web::openapi::Description;
use web::{Api, AppJson, AppPath, AppQuery, Failure};

use super::list::Asked;
use super::tidur::Beds;
use super::{Passenger, act, flight, passengers};
use crate::layanan::entity::KEY as SERVICE;

#[derive(Serialize, JsonSchema)]
pub(super) struct Passengers {
    jumlah: usize,
    data: Vec<Line>,
}

#[derive(Serialize, JsonSchema)]
struct Line {
    id: CatatanId,
    nomor: String,
    versi: i64,
    nama: String,
    status: String,
    kategori: String,
    daerah_asal: Option<String>,
    /// Yang dicatat, atau daerah asalnya.
    tujuan: Option<String>,
    /// Kode kantor daerah asal: yang dicatat, atau menurut daerah asalnya.
    kantor_penerima: Option<String>,
    serah_terima_pada: Option<Day>,
    nomor_ba: Option<String>,
}

fn line(ctx: &Ctx, one: &Passenger) -> Line {
    Line {
        id: one.record.id,
        nomor: one.record.nomor.clone(),
        versi: one.record.versi,
        nama: one.name.clone(),
        status: one.record.status.code().to_owned(),
        kategori: one.record.kategori.clone(),
        daerah_asal: one.area.clone(),
        tujuan: one.destination().map(str::to_owned),
        kantor_penerima: one.receiving(ctx),
        serah_terima_pada: one.record.serah_terima_pada,
        nomor_ba: one.record.nomor_ba.clone(),
    }
}

pub(super) async fn list(
    Api(ctx): Api,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Passengers>, Failure> {
    let flight = flight(&ctx, id).await?;
    let shown = asked.narrow(&ctx, passengers(&ctx, &flight, "daftar").await?);
    let data: Vec<Line> = shown.iter().map(|one| line(&ctx, one)).collect();
    Ok(Json(Passengers { jumlah: data.len(), data }))
}

/// What is sent.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    /// Langkah yang diambil pada masing-masing.
    #[serde(default)]
    #[schemars(!default, extend("enum" = ["berangkatkan", "tampung", "serah-terima"]))]
    langkah: String,
    /// Isian langkah itu, sama untuk semua; tujuan dan kantor asal yang kosong diisi menurut daerah asal masing-masing.
    #[serde(default)]
    #[schemars(with = "serde_json::Map<String, Value>")]
    isian: Map<String, Value>,
    /// Kepulangan dengan versi yang terbaca.
    #[serde(default)]
    #[schemars(!default, length(max = 200))]
    kepulangan: Vec<One>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct One {
    id: CatatanId,
    versi: i64,
    /// Untuk tampung: nomor tempat tidur orang ini. Bila satu disebut, semua harus; lalu semua ditampung atau tidak seorang pun.
    #[serde(default)]
    #[schemars(length(max = 20))]
    tempat_tidur: String,
}

/// What became of all.
#[derive(Serialize, JsonSchema)]
pub(super) struct Done {
    jumlah: usize,
    berhasil: usize,
    data: Vec<Told>,
}

#[derive(Serialize, JsonSchema)]
struct Told {
    id: CatatanId,
    nomor: String,
    berhasil: bool,
    /// Mengapa tidak.
    alasan: Option<String>,
}

pub(super) async fn take(
    Api(ctx): Api,
    AppPath(id): AppPath<CatatanId>,
    sent: Result<AppJson<Sent>, Failure>,
) -> Result<Json<Done>, Failure> {
    let flight = flight(&ctx, id).await?;
    let AppJson(sent) = sent?;
    let (verb, step) = act::step(&sent.langkah)?;
    if sent.kepulangan.len() > act::MOST {
        let detail = format!("Paling banyak {} orang sekaligus.", act::MOST);
        return Err(Problem::field("kepulangan", detail).into());
    }
    if sent.kepulangan.is_empty() {
        let detail = "Sebut kepulangannya, dengan versi yang terbaca dari daftar penumpang.";
        return Err(Problem::field("kepulangan", detail).into());
    }
    let mut typed = web::members::form(&ctx, &step.asks(), &sent.isian)?;
    if typed.contains_key(SERVICE.nomor_tempat_tidur.name) {
        let detail = "Sebut tempat tidur masing-masing orang: tempat_tidur pada setiap kepulangan.";
        return Err(Problem::field(SERVICE.nomor_tempat_tidur, detail).into());
    }
    if step.fields.iter().any(|field| field.key == DAY.key) {
        typed.entry(DAY.key.to_owned()).or_insert_with(|| ctx.today().to_string());
    }
    act::check(&ctx, &flight, (verb, step), &typed).await?;
    let all = passengers(&ctx, &flight, "daftar").await?;
    let chosen: act::Chosen = sent.kepulangan.iter().map(|one| (one.id, one.versi)).collect();
    let bed = |one: &One| {
        let bed = one.tempat_tidur.trim();
        (!bed.is_empty()).then(|| (one.id, bed.to_owned()))
    };
    let beds: Beds = sent.kepulangan.iter().filter_map(bed).collect();
    let told = act::take(&ctx, &all, (verb, step), (&chosen, &beds, &typed)).await?;
    let data: Vec<Told> = told
        .into_iter()
        .map(|one| Told { id: one.id, nomor: one.number, berhasil: one.why.is_none(), alasan: one.why })
        .collect();
    let berhasil = data.iter().filter(|one| one.berhasil).count();
    Ok(Json(Done { jumlah: data.len(), berhasil, data }))
}

/// Adds the description of the operations.
pub(super) fn describe(all: &mut Description) {
    let name = ("penumpang-kedatangan", "Kedatangan", "Penumpang yang ditemui, dengan tujuan dan kantor penerimanya");
    all.get("/api/v1/kedatangan/{id}/penumpang", name, |one| {
        one.id("id", "Kedatangan.").asks::<Asked>().answers::<Passengers>(200)
    });
    let name =
        ("langkah-penumpang", "Kedatangan", "Satu langkah dengan banyak penumpang, masing-masing utuh atau tidak");
    all.post("/api/v1/kedatangan/{id}/penumpang/langkah", name, |one| {
        one.id("id", "Kedatangan.").takes::<Sent>().answers::<Done>(200)
    });
}
