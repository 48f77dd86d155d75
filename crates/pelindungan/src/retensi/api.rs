//! The list of retention as JSON.

use axum::Json;
use axum::extract::Extension;
use kernel::form::Form;
use kernel::{Ctx, Day, OrangId, Permission};
use lampiran::Store;
use records::Registry;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::openapi::Description;
use web::{Api, AppJson, AppQuery, Failure};

use super::{Asked, Siap, progress, proposed, ready, year};
use crate::penghapusan::REASON;

/// Which list, and why.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Acted {
    /// Tahun daftarnya; tahun ini bila kosong.
    #[schemars(range(min = 2000, max = 2200))]
    tahun: Option<i32>,
    /// Mengapa, tanpa nama atau nomor siapa pun.
    #[serde(default)]
    #[schemars(!default, length(min = 1, max = 500))]
    alasan: String,
}

impl Acted {
    fn form(self) -> Form {
        Form::from([(REASON.key.to_owned(), self.alasan)])
    }
}

/// The list of a year.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    tahun: i32,
    /// Yang siap dimusnahkan dan belum diusulkan, paling banyak 1.000.
    siap: Vec<Line>,
    /// Banyaknya yang diusulkan dan belum diputus.
    diusulkan: usize,
    /// Banyaknya yang sudah dihapus.
    dilaksanakan: usize,
    /// Banyaknya yang ditolak.
    ditolak: usize,
}

/// Somebody who is ready.
#[derive(Serialize, JsonSchema)]
struct Line {
    orang_id: OrangId,
    nama: String,
    /// Banyaknya catatan.
    catatan: usize,
    /// Hari terakhir wajib disimpan.
    sampai: Day,
}

impl From<Siap> for Line {
    fn from(one: Siap) -> Self {
        Self { orang_id: one.person, nama: one.name, catatan: one.records, sampai: one.until }
    }
}

async fn told(ctx: &Ctx, registry: &Registry, tahun: i32) -> Result<Json<Told>, Failure> {
    let siap = ready(ctx, registry, tahun).await?.into_iter().map(Line::from).collect();
    let state = progress(&proposed(ctx, tahun).await?);
    Ok(Json(Told { tahun, siap, diusulkan: state.asked, dilaksanakan: state.done, ditolak: state.refused }))
}

pub(super) async fn show(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Told>, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    told(&ctx, &registry, year(&ctx, asked.tahun)?).await
}

pub(super) async fn propose(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    payload: Result<AppJson<Acted>, Failure>,
) -> Result<Json<Told>, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let AppJson(acted) = payload?;
    let tahun = year(&ctx, acted.tahun)?;
    super::propose(&ctx, &registry, tahun, &acted.form()).await?;
    told(&ctx, &registry, tahun).await
}

pub(super) async fn approve(
    Api(ctx): Api,
    (Extension(registry), Extension(store)): (Extension<Registry>, Extension<Store>),
    payload: Result<AppJson<Acted>, Failure>,
) -> Result<Json<Told>, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let AppJson(acted) = payload?;
    let tahun = year(&ctx, acted.tahun)?;
    super::approve(&ctx, &registry, &store, (tahun, &acted.form())).await?;
    told(&ctx, &registry, tahun).await
}

/// Adds the description of the operations.
pub fn describe(all: &mut Description) {
    const TAG: &str = "Pelindungan data";
    let name = ("retensi", TAG, "Siapa yang siap dimusnahkan pada satu tahun, dan sampai mana pelaksanaannya");
    all.get("/api/v1/pelindungan/retensi", name, |one| one.asks::<Asked>().answers::<Told>(200));
    let name = ("usulkan-retensi", TAG, "Usulkan semua yang siap dimusnahkan; akun lain yang menyetujuinya");
    all.post("/api/v1/pelindungan/retensi/usulkan", name, |one| one.takes::<Acted>().answers::<Told>(200));
    let name = ("setujui-retensi", TAG, "Setujui usul akun lain: paling banyak 50 orang dihapus setiap kali");
    all.post("/api/v1/pelindungan/retensi/setujui", name, |one| one.takes::<Acted>().answers::<Told>(200));
}
