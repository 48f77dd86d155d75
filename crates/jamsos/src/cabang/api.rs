//! The log of the branches as JSON.

use axum::Json;
use kernel::form::Form;
use kernel::form::pattern;
use kernel::form::shape::{Shape, Text, Words};
use kernel::{CatatanId, Day};
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::{self, Description, parameter};
use web::{Api, AppQuery, Failure, Routes};

use super::{Asked, Branch, LONGEST, Part, behind, branches};
use crate::klaim::entity::Model;
use crate::klaim::spans::Span;

const PATH: &str = "/api/v1/klaim/cabang";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// The log.
#[derive(Serialize, JsonSchema)]
struct Log {
    /// Setiap cabang, menurut daftar cabang, yang terbanyak dahulu.
    data: Vec<One>,
    /// Klaim yang dihitung angka yang ditanyakan; kosong tanpa cabang.
    klaim: Vec<Claim>,
}

#[derive(Serialize, JsonSchema)]
struct One {
    cabang: String,
    diajukan: usize,
    berjalan: usize,
    dilimpahkan: usize,
    dibayar: usize,
    ditolak: usize,
    /// Nilai tengah lamanya, dalam hari.
    hari: Days,
    alasan_limpah: Vec<Reason>,
}

/// Days; none where an end is not known.
#[derive(Serialize, JsonSchema)]
struct Days {
    laporan_sampai_diajukan: Option<i64>,
    diajukan_sampai_dilimpahkan: Option<i64>,
    sampai_diputus: Option<i64>,
    diajukan_sampai_dibayar: Option<i64>,
}

impl Days {
    fn of(days: impl Fn(Span) -> Option<i64>) -> Self {
        Self {
            laporan_sampai_diajukan: days(Span::Pengajuan),
            diajukan_sampai_dilimpahkan: days(Span::Pelimpahan),
            sampai_diputus: days(Span::Putusan),
            diajukan_sampai_dibayar: days(Span::Pembayaran),
        }
    }
}

/// Why claims were passed on; `tidak_dicatat` where no reason stands.
#[derive(Serialize, JsonSchema)]
struct Reason {
    kode: String,
    jumlah: usize,
}

#[derive(Serialize, JsonSchema)]
struct Claim {
    id: CatatanId,
    nomor: String,
    status: &'static str,
    diajukan_pada: Option<Day>,
    hari: Days,
}

impl Claim {
    fn of(claim: &Model) -> Self {
        Self {
            id: claim.id,
            nomor: claim.nomor.clone(),
            status: claim.status.code(),
            diajukan_pada: claim.diajukan_pada,
            hari: Days::of(|span| span.days(claim)),
        }
    }
}

impl One {
    fn of(branch: &Branch) -> Self {
        let reason = |(code, jumlah): (&str, usize)| Reason { kode: code.to_owned(), jumlah };
        Self {
            cabang: branch.name.clone(),
            diajukan: branch.count(Part::Diajukan),
            berjalan: branch.count(Part::Berjalan),
            dilimpahkan: branch.count(Part::Dilimpahkan),
            dibayar: branch.count(Part::Dibayar),
            ditolak: branch.count(Part::Ditolak),
            hari: Days::of(|span| branch.median(span)),
            alasan_limpah: branch.reasons().into_iter().map(reason).collect(),
        }
    }
}

async fn show(Api(ctx): Api, AppQuery(typed): AppQuery<Form>) -> Result<Json<Log>, Failure> {
    let asked = Asked::read(&ctx, typed)?;
    let branches = branches(&ctx, &asked).await?;
    let klaim = behind(&branches, &asked).into_iter().map(Claim::of).collect();
    Ok(Json(Log { data: branches.iter().map(One::of).collect(), klaim }))
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    let name = ("catatan-cabang", "Klaim", "Klaim menurut cabang BPJS Ketenagakerjaan");
    let day = openapi::asked(&Shape::Text { most: 10, of: Text::Like(&pattern::DAY) });
    let branch = openapi::asked(&Shape::Text { most: LONGEST, of: Text::Plain });
    let part = openapi::asked(&Shape::Word(Words::new(None, Part::ALL.map(Part::code).to_vec())));
    all.get(PATH, name, |one| {
        one.parameter(parameter("query", "dari", &day, "Diajukan sejak hari ini."))
            .parameter(parameter("query", "sampai", &day, "Diajukan sampai dengan hari ini."))
            .parameter(parameter("query", "cabang", &branch, "Cabang yang klaimnya disebut satu per satu."))
            .parameter(parameter("query", "tahap", &part, "Klaim mana yang disebut; semua yang diajukan bila kosong."))
            .answers::<Log>(200)
    });
}
