//! Clocks as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use kernel::form::Form;
use kernel::form::pattern::DAY;
use kernel::tenggat::Tenggat;
use kernel::{Ctx, Day, Permission, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::openapi::{Description, parameter};
use web::{Api, AppJson, AppPath, Failure, Routes};

use crate::api::{Line, office, typed};
use crate::clock;
use crate::entity::tenggat::Model;
use crate::shelf::Rujukan;

const CLOCKS: &str = "/api/v1/tenggat";
const CHANGE: &str = "/api/v1/tenggat/{jenis}/{kode}/ubah";

pub(crate) fn router() -> Routes {
    Routes::new().get(CLOCKS, clocks).post(CHANGE, change)
}

/// A clock that is changed; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentClock {
    /// Lamanya, dalam `satuan`.
    #[schemars(range(min = 0, max = 3660))]
    n: Option<i64>,
    /// `kerja`, `kalender` atau `bulan`.
    #[schemars(length(max = 40))]
    satuan: Option<String>,
    /// Tahap yang menjalankannya; daftar kosong berarti selama catatan terbuka.
    tahap: Option<Vec<String>>,
    /// Berapa hari sebelum jatuh temponya menjadi tugas; 0 berarti seketika.
    #[schemars(range(min = 0, max = 3660))]
    tampil_sebelum: Option<i64>,
    /// `disposisi`, atau teks kosong untuk siapa saja.
    #[schemars(length(max = 40))]
    hak: Option<String>,
    /// Peraturan, surat atau keputusan. Wajib bila tenggatnya terverifikasi.
    #[schemars(length(max = 300))]
    dasar: Option<String>,
    /// `terverifikasi` atau `asumsi`.
    #[schemars(length(max = 40))]
    status: Option<String>,
    /// Hari pertama catatan diterima yang memakainya; hari ini bila kosong.
    #[schemars(extend("pattern" = DAY.or_none()))]
    berlaku_sejak: Option<String>,
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

impl SentClock {
    fn form(self) -> Form {
        let number = |number: Option<i64>| number.map(|number| number.to_string());
        let tahap = self.tahap.map(|all| all.join(", "));
        let mut form = typed([("n", number(self.n)), ("satuan", self.satuan), ("tahap", tahap)]);
        form.extend(typed([("tampil_sebelum", number(self.tampil_sebelum)), ("hak", self.hak)]));
        form.extend(typed([("dasar", self.dasar), ("status", self.status), ("berlaku_sejak", self.berlaku_sejak)]));
        form.extend(typed([("alasan", Some(self.alasan))]));
        form
    }
}

/// A clock, for records registered from a day on.
#[derive(Serialize, JsonSchema)]
struct ClockEntry {
    jenis: String,
    kode: String,
    /// Apa yang harus selesai.
    untuk: String,
    n: u32,
    satuan: &'static str,
    tahap: Vec<String>,
    /// Isian tanggal yang memulai hitungan.
    dari: Vec<String>,
    tampil_sebelum: Option<u32>,
    hak: Option<&'static str>,
    dasar: String,
    status: &'static str,
    berlaku_sejak: Day,
    berlaku_sampai: Option<Day>,
}

impl From<&Tenggat> for ClockEntry {
    fn from(clock: &Tenggat) -> Self {
        Self {
            jenis: clock.kind.clone(),
            kode: clock.code.clone(),
            untuk: clock.purpose.clone(),
            n: clock.n,
            satuan: clock.unit.code(),
            tahap: clock.stages.clone(),
            dari: clock.from.clone(),
            tampil_sebelum: clock.lead,
            hak: clock.holder.map(kernel::tenggat::Holder::code),
            dasar: clock.basis.clone(),
            status: clock.status.code(),
            berlaku_sejak: clock.since,
            berlaku_sampai: clock.until,
        }
    }
}

/// All clocks, also what is yet to come of them, and what was done to them, newest first.
#[derive(Serialize, JsonSchema)]
struct AllClocks {
    data: Vec<ClockEntry>,
    riwayat: Vec<Line>,
}

/// The history of a clock as that of words is told.
fn line(ctx: &Ctx, row: Model) -> Line {
    let label = format!("{} {} untuk catatan sejak {}", row.n, row.satuan, row.berlaku_sejak);
    let Model { nomor, jenis, kode, alasan, pelaku, kantor_id, pada, .. } = row;
    let tentang = [jenis, kode].join("/");
    Line { nomor, tentang, tindakan: "diubah".to_owned(), label, alasan, pelaku, kantor: office(ctx, kantor_id), pada }
}

async fn clocks(Api(ctx): Api, Extension(shelf): Extension<Arc<Rujukan>>) -> Result<Json<AllClocks>, Failure> {
    ctx.actor.require(Permission::Words)?;
    let data = shelf.clocks(ctx.db(), None).await?.all().iter().map(ClockEntry::from).collect();
    let rows = clock::history(&ctx, None).await?;
    Ok(Json(AllClocks { data, riwayat: rows.into_iter().map(|row| line(&ctx, row)).collect() }))
}

async fn change(
    Api(ctx): Api,
    Extension(shelf): Extension<Arc<Rujukan>>,
    AppPath((jenis, kode)): AppPath<(String, String)>,
    AppJson(sent): AppJson<SentClock>,
) -> Result<Json<ClockEntry>, Failure> {
    let clock = clock::change(&ctx, &shelf, (&jenis, &kode), &sent.form()).await?;
    Ok(Json(ClockEntry::from(&clock)))
}

/// Adds the description of these operations.
pub(crate) fn describe(all: &mut Description) {
    let text = json!({ "type": "string" });
    let name = ("tenggat", "Tenggat", "Semua tenggat, dan riwayatnya");
    all.get(CLOCKS, name, |one| one.answers::<AllClocks>(200));
    let name = ("tenggat-ubah", "Tenggat", "Ubah lama sebuah tenggat sejak suatu hari");
    let kind = parameter("path", "jenis", &text, "Jenis catatan, misalnya pengaduan.");
    let code = parameter("path", "kode", &text, "Kode tenggat, misalnya verifikasi.");
    all.post(CHANGE, name, |one| one.parameter(kind).parameter(code).takes::<SentClock>().answers::<ClockEntry>(200));
}
