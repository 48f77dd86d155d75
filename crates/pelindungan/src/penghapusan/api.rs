//! Erasure and holds as JSON.

use axum::Json;
use axum::extract::Extension;
use chrono::{DateTime, Utc};
use kernel::form::Form;
use kernel::{Ctx, OrangId};
use lampiran::Store;
use records::Registry;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::openapi::Description;
use web::{Api, AppJson, AppPath, Failure};

use super::{Act, NUMBER, REASON, Shown, allowed, entity, hold, read};

/// Why, and by which request.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Mengapa, tanpa nama atau nomor siapa pun.
    #[serde(default)]
    #[schemars(!default, length(min = 1, max = 500))]
    alasan: String,
    /// Nomor catatan permintaannya, bila atas permintaan orangnya.
    #[schemars(length(max = 80))]
    permintaan: Option<String>,
}

/// Why.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    /// Mengapa, tanpa nama atau nomor siapa pun.
    #[serde(default)]
    #[schemars(!default, length(min = 1, max = 500))]
    alasan: String,
}

impl From<Asked> for Form {
    fn from(asked: Asked) -> Self {
        let mut form = Self::from(Why { alasan: asked.alasan });
        form.extend(asked.permintaan.map(|number| (NUMBER.key.to_owned(), number)));
        form
    }
}

impl From<Why> for Form {
    fn from(why: Why) -> Self {
        Self::from([(REASON.key.to_owned(), why.alasan)])
    }
}

/// How it stands with erasing a person.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    orang_id: OrangId,
    /// Kapan datanya dihapus; kosong bila belum.
    dihapus_pada: Option<DateTime<Utc>>,
    /// Apa yang menghalangi penghapusan sekarang, dan sampai kapan.
    halangan: Vec<String>,
    /// Terbaru dahulu.
    usul: Vec<Usul>,
    /// Terbaru dahulu.
    penahanan: Vec<Penahanan>,
}

/// A proposal.
#[derive(Serialize, JsonSchema)]
struct Usul {
    id: Uuid,
    alasan: String,
    /// `diusulkan`, `dilaksanakan` atau `ditolak`.
    status: String,
    diusulkan_oleh: String,
    diusulkan_pada: DateTime<Utc>,
    diputus_oleh: Option<String>,
    diputus_pada: Option<DateTime<Utc>>,
    alasan_putus: Option<String>,
}

impl From<&entity::Model> for Usul {
    fn from(row: &entity::Model) -> Self {
        Self {
            id: row.id,
            alasan: row.alasan.clone(),
            status: row.status.clone(),
            diusulkan_oleh: row.diusulkan_oleh.clone(),
            diusulkan_pada: row.diusulkan_pada,
            diputus_oleh: row.diputus_oleh.clone(),
            diputus_pada: row.diputus_pada,
            alasan_putus: row.alasan_putus.clone(),
        }
    }
}

/// A hold.
#[derive(Serialize, JsonSchema)]
struct Penahanan {
    alasan: String,
    dipasang_oleh: String,
    dipasang_pada: DateTime<Utc>,
    diangkat_oleh: Option<String>,
    diangkat_pada: Option<DateTime<Utc>>,
    alasan_angkat: Option<String>,
}

impl From<&hold::Model> for Penahanan {
    fn from(row: &hold::Model) -> Self {
        Self {
            alasan: row.alasan.clone(),
            dipasang_oleh: row.dipasang_oleh.clone(),
            dipasang_pada: row.dipasang_pada,
            diangkat_oleh: row.diangkat_oleh.clone(),
            diangkat_pada: row.diangkat_pada,
            alasan_angkat: row.alasan_angkat.clone(),
        }
    }
}

impl From<Shown> for Told {
    fn from(shown: Shown) -> Self {
        Self {
            orang_id: shown.whose.person.id,
            dihapus_pada: shown.erased.as_ref().map(|gone| gone.pada),
            usul: shown.proposals.iter().map(Usul::from).collect(),
            penahanan: shown.holds.iter().map(Penahanan::from).collect(),
            halangan: shown.bars,
        }
    }
}

async fn told(ctx: &Ctx, registry: &Registry, id: OrangId) -> Result<Json<Told>, Failure> {
    Ok(Json(read(ctx, registry, id).await?.into()))
}

pub(super) async fn show(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
) -> Result<Json<Told>, Failure> {
    allowed(&ctx)?;
    told(&ctx, &registry, id).await
}

/// Of what an operation is made: who asks, with what, about whom, and what is sent.
pub(super) type Sent<T> = (Api, (Extension<Registry>, Extension<Store>), AppPath<OrangId>, Result<AppJson<T>, Failure>);

/// Does what is asked, and tells how it stands then.
pub(super) async fn act<T: Into<Form> + Send>(
    act: Act,
    (Api(ctx), (Extension(registry), Extension(store)), AppPath(id), payload): Sent<T>,
) -> Result<Json<Told>, Failure> {
    allowed(&ctx)?;
    super::own(&ctx, id).await?;
    let AppJson(sent) = payload?;
    act.done(&ctx, (&registry, &store), (id, &sent.into())).await?;
    told(&ctx, &registry, id).await
}

/// Adds the description of the operations.
pub fn describe(all: &mut Description) {
    const TAG: &str = "Pelindungan data";
    let path = "/api/v1/orang/{id}/penghapusan";
    all.get(path, ("penghapusan-orang", TAG, "Usul penghapusan, penahanan, dan apa yang menghalanginya"), |one| {
        one.id("id", "Orang.").answers::<Told>(200)
    });
    all.post(path, ("usulkan-penghapusan", TAG, "Usulkan penghapusan data; akun lain yang menyetujuinya"), |one| {
        one.id("id", "Orang.").takes::<Asked>().answers::<Told>(200)
    });
    let acts = [
        ("penghapusan/setujui", "setujui-penghapusan", "Setujui usul akun lain: datanya dihapus seketika"),
        ("penghapusan/tolak", "tolak-penghapusan", "Tolak usul penghapusan, atau tarik usul sendiri"),
        ("penahanan", "tahan-orang", "Tahan data seseorang, misalnya untuk perkara di pengadilan"),
        ("penahanan/angkat", "angkat-penahanan", "Angkat penahanan yang dipasang akun lain"),
    ];
    for (act, name, what) in acts {
        let path = format!("/api/v1/orang/{{id}}/{act}");
        all.post(&path, (name, TAG, what), |one| one.id("id", "Orang.").takes::<Why>().answers::<Told>(200));
    }
}
