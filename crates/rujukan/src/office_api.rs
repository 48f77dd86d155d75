//! Data of offices as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use kernel::form::Form;
use kernel::form::pattern::DAY;
use kernel::offices::{Letterhead, Office};
use kernel::{Ctx, Day, Permission, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::openapi::{Description, parameter};
use web::{Api, AppJson, AppPath, Failure, Routes};

use crate::api::{Line, office as of_office, typed};
use crate::entity::data::Model;
use crate::office;
use crate::shelf::Rujukan;

const OFFICES: &str = "/api/v1/kantor";
const ONE: &str = "/api/v1/kantor/{kode}";
const CHANGE: &str = "/api/v1/kantor/{kode}/ubah";

pub(crate) fn router() -> Routes {
    Routes::new().get(OFFICES, offices).get(ONE, one).post(CHANGE, change)
}

/// What is changed of an office; what is left out stays, an empty text is none.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentOffice {
    /// Yang tertulis di atas nama kantor.
    #[schemars(length(max = 300))]
    kop: Option<String>,
    #[schemars(length(max = 300))]
    alamat: Option<String>,
    /// Telepon, surel, laman.
    #[schemars(length(max = 200))]
    kontak: Option<String>,
    /// Nama kepala dengan gelar.
    #[schemars(length(max = 200))]
    kepala: Option<String>,
    /// 18 angka; spasi di antaranya tidak disimpan.
    #[schemars(length(max = 40))]
    kepala_nip: Option<String>,
    /// Hari pertama berlaku; hari ini bila kosong.
    #[schemars(extend("pattern" = DAY.or_none()))]
    berlaku_sejak: Option<String>,
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

impl SentOffice {
    fn form(self) -> Form {
        let mut form = typed([("kop", self.kop), ("alamat", self.alamat), ("kontak", self.kontak)]);
        form.extend(typed([("kepala", self.kepala), ("kepala_nip", self.kepala_nip)]));
        form.extend(typed([("berlaku_sejak", self.berlaku_sejak), ("alasan", Some(self.alasan))]));
        form
    }
}

/// An office, and what stands on its letters today.
#[derive(Serialize, JsonSchema)]
struct OfficeData {
    kode: String,
    nama: String,
    kop: Option<String>,
    alamat: Option<String>,
    kontak: Option<String>,
    kepala: Option<String>,
    kepala_nip: Option<String>,
}

impl OfficeData {
    fn of(office: &Office, data: Letterhead) -> Self {
        let Letterhead { above, address, contact, head, head_number } = data;
        Self {
            kode: office.code.clone(),
            nama: office.name.clone(),
            kop: above,
            alamat: address,
            kontak: contact,
            kepala: head,
            kepala_nip: head_number,
        }
    }

    fn today(ctx: &Ctx, office: &Office) -> Self {
        Self::of(office, ctx.house.letterheads.get(&office.id).cloned().unwrap_or_default())
    }
}

/// The offices that the actor sees.
#[derive(Serialize, JsonSchema)]
struct AllOffices {
    data: Vec<OfficeData>,
}

/// An office and what was done to its data, newest first.
#[derive(Serialize, JsonSchema)]
struct OneOffice {
    data: OfficeData,
    riwayat: Vec<OfficeLine>,
}

/// What was entered about an office, by whom, when and why.
#[derive(Serialize, JsonSchema)]
struct OfficeLine {
    #[serde(flatten)]
    line: Line,
    berlaku_sejak: Day,
}

fn line(ctx: &Ctx, code: &str, row: Model) -> OfficeLine {
    let Model { nomor, berlaku_sejak, alamat, kepala, alasan, pelaku, kantor_id, pada, .. } = row;
    let label = [alamat, kepala].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let (tentang, tindakan, kantor) = (code.to_owned(), "diubah".to_owned(), of_office(ctx, kantor_id));
    OfficeLine { line: Line { nomor, tentang, tindakan, label, alasan, pelaku, kantor, pada }, berlaku_sejak }
}

async fn offices(Api(ctx): Api) -> Result<Json<AllOffices>, Failure> {
    ctx.actor.require(Permission::Words)?;
    let seen = ctx.house.offices.all().iter().filter(|office| ctx.actor.offices.contains(&office.id));
    Ok(Json(AllOffices { data: seen.map(|office| OfficeData::today(&ctx, office)).collect() }))
}

async fn one(Api(ctx): Api, AppPath(kode): AppPath<String>) -> Result<Json<OneOffice>, Failure> {
    let office = office::known(&ctx, &kode)?;
    let rows = office::history(&ctx, office.id).await?;
    let riwayat = rows.into_iter().map(|row| line(&ctx, &office.code, row)).collect();
    Ok(Json(OneOffice { data: OfficeData::today(&ctx, office), riwayat }))
}

async fn change(
    Api(ctx): Api,
    Extension(shelf): Extension<Arc<Rujukan>>,
    AppPath(kode): AppPath<String>,
    AppJson(sent): AppJson<SentOffice>,
) -> Result<Json<OfficeData>, Failure> {
    let data = office::change(&ctx, &shelf, &kode, &sent.form()).await?;
    Ok(Json(OfficeData::of(office::known(&ctx, &kode)?, data)))
}

/// Adds the description of these operations.
pub(crate) fn describe(all: &mut Description) {
    let text = json!({ "type": "string" });
    let code = || parameter("path", "kode", &text, "Kode kantor, misalnya BP3MI-BANTEN.");
    let name = ("kantor", "Kantor", "Kantor yang terlihat, dan data di suratnya");
    all.get(OFFICES, name, |one| one.answers::<AllOffices>(200));
    let name = ("kantor-satu", "Kantor", "Data di surat sebuah kantor, dan riwayatnya");
    all.get(ONE, name, |one| one.parameter(code()).answers::<OneOffice>(200));
    let name = ("kantor-ubah", "Kantor", "Ubah data di surat sebuah kantor sejak suatu hari");
    all.post(CHANGE, name, |one| one.parameter(code()).takes::<SentOffice>().answers::<OfficeData>(200));
}
