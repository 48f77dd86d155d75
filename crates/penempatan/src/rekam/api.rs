//! The record of a company, and the names that are not in the register, as JSON.

use axum::Json;
use axum::extract::Extension;
use kernel::form::Form;
use kernel::form::shape::{Shape, Text, Words};
use kernel::{CatatanId, Day};
use records::Registry;
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::{self, Description, parameter};
use web::{Api, AppPath, AppQuery, Failure, Routes};

use super::baris::{self, Found, Group, Row};
use super::daftar::{self, Unknown};
use super::{Asked, LONGEST, Part, groups, reasons};

const PATH: &str = "/api/v1/p3mi/{id}/rekam";
const UNKNOWN: &str = "/api/v1/p3mi/belum-terdaftar";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show).get(UNKNOWN, unknown)
}

/// The record of a company.
#[derive(Serialize, JsonSchema)]
struct Track {
    nama: String,
    /// Penulisan nama yang dicari, tanpa membedakan huruf besar dan spasi.
    ejaan: Vec<String>,
    /// Menurut hari OPP, yang terakhir dahulu.
    opp: Vec<Session>,
    /// Menurut tahun dan negara, tahun terakhir dahulu.
    penempatan: Vec<Place>,
    /// Menurut tahun diterima, tahun terakhir dahulu.
    pengaduan: Vec<Complained>,
    /// Catatan yang dihitung angka yang ditanyakan; kosong tanpa bagian. Pengaduan hanya bagi yang boleh membacanya.
    catatan: Vec<Behind>,
}

#[derive(Serialize, JsonSchema)]
struct Session {
    hari: Day,
    dipanggil: usize,
    hadir: usize,
    tidak_hadir: usize,
    belum_dicatat: usize,
    alasan_tidak_hadir: Vec<Absence>,
}

/// Why people did not come.
#[derive(Serialize, JsonSchema)]
struct Absence {
    /// Kosong bila tidak dicatat.
    alasan: Option<String>,
    jumlah: usize,
}

#[derive(Serialize, JsonSchema)]
struct Place {
    /// Kosong bila E-PMI belum terbit.
    tahun: Option<i32>,
    negara: String,
    terbit: usize,
    batal: usize,
    proses: usize,
}

#[derive(Serialize, JsonSchema)]
struct Complained {
    tahun: i32,
    masuk: usize,
    berjalan: usize,
    selesai: usize,
    ditutup_atau_dicabut: usize,
}

#[derive(Serialize, JsonSchema)]
struct Behind {
    jenis: &'static str,
    id: CatatanId,
    nomor: String,
    status: &'static str,
    hari: Option<Day>,
}

/// Names that are not in the register.
#[derive(Serialize, JsonSchema)]
struct Names {
    /// Yang paling sering disebut dahulu.
    data: Vec<Name>,
}

#[derive(Serialize, JsonSchema)]
struct Name {
    nama: String,
    opp: i64,
    penempatan: i64,
}

impl Behind {
    fn of(row: &Row) -> Self {
        Self { jenis: row.kind(), id: row.id, nomor: row.number.clone(), status: row.status(), hari: row.day }
    }
}

impl Name {
    fn of(one: Unknown) -> Self {
        Self { nama: one.name, opp: one.opp, penempatan: one.placements }
    }
}

fn sessions(rows: &[Row]) -> Vec<Session> {
    let absence = |(reason, count): (Option<&str>, usize)| Absence { alasan: reason.map(str::to_owned), jumlah: count };
    let session = |(group, rows): (&Group, Vec<&Row>)| {
        let Group::Session(day) = group else { return None };
        Some(Session {
            hari: *day,
            dipanggil: Part::Dipanggil.count(&rows),
            hadir: Part::Hadir.count(&rows),
            tidak_hadir: Part::TidakHadir.count(&rows),
            belum_dicatat: Part::BelumDicatat.count(&rows),
            alasan_tidak_hadir: reasons(&rows).into_iter().map(absence).collect(),
        })
    };
    groups(rows, &Part::OPP).into_iter().filter_map(session).collect()
}

fn places(rows: &[Row]) -> Vec<Place> {
    let place = |(group, rows): (&Group, Vec<&Row>)| {
        let Group::Place(year, country) = group else { return None };
        Some(Place {
            tahun: *year,
            negara: country.clone(),
            terbit: Part::Terbit.count(&rows),
            batal: Part::Batal.count(&rows),
            proses: Part::Proses.count(&rows),
        })
    };
    groups(rows, &Part::PLACED).into_iter().filter_map(place).collect()
}

fn complaints(rows: &[Row]) -> Vec<Complained> {
    let complained = |(group, rows): (&Group, Vec<&Row>)| {
        let Group::Received(year) = group else { return None };
        Some(Complained {
            tahun: *year,
            masuk: Part::Masuk.count(&rows),
            berjalan: Part::Berjalan.count(&rows),
            selesai: Part::Selesai.count(&rows),
            ditutup_atau_dicabut: Part::Ditutup.count(&rows),
        })
    };
    groups(rows, &Part::COMPLAINED).into_iter().filter_map(complained).collect()
}

async fn show(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(typed): AppQuery<Form>,
) -> Result<Json<Track>, Failure> {
    let asked = Asked::read(typed)?;
    let Found { company, spellings, rows } = baris::find(&ctx, &registry, id).await?;
    Ok(Json(Track {
        nama: company.nama,
        ejaan: spellings.into_iter().collect(),
        opp: sessions(&rows),
        penempatan: places(&rows),
        pengaduan: complaints(&rows),
        catatan: asked.behind(&rows).into_iter().map(Behind::of).collect(),
    }))
}

async fn unknown(Api(ctx): Api) -> Result<Json<Names>, Failure> {
    let names = daftar::unknown(&ctx).await?;
    Ok(Json(Names { data: names.into_iter().map(Name::of).collect() }))
}

/// Adds the description of the operations.
pub fn describe(all: &mut Description) {
    let part = openapi::asked(&Shape::Word(Words::new(None, Part::all().map(Part::code).collect())));
    let group = openapi::asked(&Shape::Text { most: LONGEST, of: Text::Plain });
    all.get(PATH, ("rekam-p3mi", "P3MI", "Kehadiran OPP, penempatan dan pengaduan atas nama P3MI ini"), |one| {
        one.id("id", "P3MI.")
            .parameter(parameter("query", "bagian", &part, "Catatan mana yang disebut satu per satu."))
            .parameter(parameter(
                "query",
                "kelompok",
                &group,
                "Hari OPP, tahun dan negara, atau tahun pengaduan: 2025-06-10, 2025-TW, diterima-2025.",
            ))
            .answers::<Track>(200)
    });
    let name = ("p3mi-belum-terdaftar", "P3MI", "Nama di OPP dan penempatan yang belum terdaftar");
    all.get(UNKNOWN, name, |one| one.answers::<Names>(200));
}
