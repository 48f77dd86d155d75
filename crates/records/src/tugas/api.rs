//! The tasks as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use chrono::{DateTime, Utc};
use kernel::calendar::Certainty;
use kernel::form::pattern::DAY_AND_ID;
use kernel::{CatatanId, Day, KantorId, OrangId, Permission, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::openapi::Description;
use web::{Api, AppQuery, Failure, paging};

use super::beside::{Beside, Besides};
use super::list::{self, Item, Whose};
use super::words;
use crate::Registry;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Tugas sendiri (juga yang menunggu karena haknya, misalnya disposisi), atau semua tugas kantor yang terlihat.
    #[serde(default)]
    #[schemars(with = "String", extend("enum" = ["saya", "tim"], "default" = "saya"))]
    siapa: Whose,
    /// Satu jenis saja, misalnya pelimpahan.
    jenis: Option<String>,
    /// Penanda halaman dari `berikutnya`.
    #[schemars(extend("pattern" = format!("^[0-9]{{1,9}}_(?:{})$", DAY_AND_ID.source)))]
    sebelum: Option<String>,
    /// Banyaknya.
    #[schemars(range(min = 1, max = paging::MOST), extend("default" = paging::USUAL))]
    batas: Option<u64>,
}

/// A page of tasks.
#[derive(Serialize, JsonSchema)]
pub(super) struct Page {
    data: Vec<Task>,
    /// Tugas yang bukan tentang catatan: penutupan dan perjanjian yang menunggu. Hanya di halaman pertama, dan tidak bila `jenis` disebut.
    lain: Vec<Other>,
    berikutnya: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TugasLain")]
struct Other {
    judul: String,
    /// Halamannya di konsol.
    alamat: String,
    untuk: &'static str,
    status: &'static str,
    kantor_id: KantorId,
    /// Sejak kapan menunggu.
    sejak: DateTime<Utc>,
}

impl From<Beside> for Other {
    fn from(one: Beside) -> Self {
        Self {
            judul: one.title,
            alamat: one.address,
            untuk: one.purpose,
            status: one.status,
            kantor_id: one.office,
            sejak: one.since,
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Tugas")]
struct Task {
    jenis: String,
    id: CatatanId,
    nomor: String,
    kantor_id: KantorId,
    orang_id: Option<OrangId>,
    nama: Option<String>,
    /// Perihalnya, bila catatannya bukan tentang satu orang; misalnya brafaks.
    perihal: Option<String>,
    status: &'static str,
    petugas: Option<String>,
    #[schemars(extend("enum" = ["nyawa", "mendesak", "biasa"]))]
    kegentingan: &'static str,
    tenggat: Option<String>,
    untuk: String,
    jatuh_tempo: Option<Day>,
    #[schemars(extend("examples" = ["terlambat 3 hari"]))]
    keterangan: String,
    /// Tenggat ini belum dipastikan.
    asumsi: Option<bool>,
}

pub(super) async fn list(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    Extension(besides): Extension<Arc<dyn Besides>>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Page>, Failure> {
    let after = asked.sebelum.as_deref().map(str::parse).transpose()?;
    let limit = paging::within(asked.batas.or(Some(paging::USUAL)), paging::MOST)?;
    ctx.actor.require(Permission::Tasks)?;
    let kinds = list::asked(&ctx, &registry, asked.jenis.as_deref())?;
    let listing = list::list(&ctx, &kinds, asked.siapa, after, limit).await?;
    let data = listing.items.into_iter().map(|item| one(ctx.today(), item)).collect();
    let whole = after.is_none() && asked.jenis.as_deref().is_none_or(str::is_empty);
    let lain = if whole { besides.waiting(&ctx, asked.siapa).await? } else { Vec::new() };
    let lain = lain.into_iter().map(Other::from).collect();
    Ok(Json(Page { data, lain, berikutnya: listing.next.map(|next| next.to_string()) }))
}

fn one(today: Day, item: Item) -> Task {
    let (task, head) = (item.task, item.row.head);
    let due = task.due();
    Task {
        jenis: task.jenis,
        id: head.id,
        nomor: head.number,
        kantor_id: task.kantor_id,
        orang_id: head.person,
        nama: item.row.name,
        perihal: item.subject,
        status: item.row.status,
        petugas: task.petugas,
        kegentingan: match task.kegentingan {
            0 => "nyawa",
            1 => "mendesak",
            _ => "biasa",
        },
        tenggat: task.tenggat,
        untuk: item.purpose,
        jatuh_tempo: due,
        keterangan: words::when(today, due),
        asumsi: item.certainty.map(|certainty| certainty == Certainty::Asumsi),
    }
}

/// Adds the description of this operation.
pub(crate) fn describe(all: &mut Description) {
    all.told::<Task>();
    let name = ("daftar-tugas", "Tugas", "Tugas, paling genting lalu terdekat dahulu");
    all.get("/api/v1/tugas", name, |one| one.asks::<Asked>().answers::<Page>(200));
    let name = ("tugas-xlsx", "Tugas", "Semua tugas sebagai XLSX");
    let workbook = json!({ "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {} });
    all.get("/api/v1/tugas.xlsx", name, |one| one.asks_of::<Asked>(&["siapa", "jenis"]).shows(200, &workbook));
}
