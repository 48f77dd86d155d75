//! The api of agreements.

use axum::Json;
use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::form::pattern::DAY;
use kernel::form::{Form, parse_day};
use kernel::{Ctx, FieldError, Permission, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use web::{Api, AppJson, AppPath, AppQuery, Failure, Routes};

use super::commands::{self, Begun, LONG, Revised};
use super::compare::{Row, compare};
use super::form::{self, SEEN};
use super::json::{self, Head, Whole};
use super::{kegiatan, queries};
use crate::query::Shelf;
use crate::serving::{ASSUMED, CONFIRMED, Named, Tie};
use crate::units;

/// The address of the list.
pub(super) const BASE: &str = "/api/v1/perjanjian";

type Answer = Result<Json<Whole>, Failure>;

/// The routes.
pub(crate) fn router() -> Routes {
    let of = |what: &str| format!("{BASE}/{{id}}{what}");
    Routes::new()
        .get(BASE, list)
        .post(BASE, create)
        .get(&format!("{BASE}/sandingan"), compared)
        .get(&of(""), show)
        .post(&of("/ubah"), change)
        .post(&of("/kegiatan"), tie)
        .post(&of("/tandatangani"), sign)
        .post(&of("/revisi"), revise)
        .post(&of("/buang"), discard)
}

/// Which are listed.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedList {
    /// Tahun; semua bila kosong.
    tahun: Option<i32>,
}

/// The versions of agreements.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DaftarPerjanjian")]
pub(super) struct List {
    data: Vec<Head>,
}

/// What is to be set up.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentYear {
    /// Tahun perjanjian: tahun lalu, tahun berjalan atau tahun depan.
    #[schemars(required)]
    tahun: Option<i32>,
    /// Kode perjanjian yang disalin; bila kosong, yang terakhir dari kantor sendiri.
    #[schemars(length(max = 80))]
    dari: Option<String>,
    /// Pembeda di tahun itu, misalnya pok atau pk-oktober; bila kosong, seperti yang disalin.
    #[schemars(length(max = commands::CALLED))]
    sebutan: Option<String>,
}

/// What a draft says from then on; what is left out stays.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    /// Seperti yang dibaca; yang sudah berubah sesudahnya ditolak.
    #[schemars(required)]
    langkah: Option<i64>,
    #[schemars(length(max = form::TITLE))]
    judul: Option<String>,
    /// Hari pertama berlaku.
    #[schemars(extend("pattern" = DAY.or_none()))]
    berlaku_sejak: Option<String>,
    /// Batas capaian dalam persen; kosong berarti tidak dibatasi.
    #[schemars(length(max = 10))]
    batas_capaian: Option<String>,
    /// Semua butir; yang tidak disebut hilang dari rancangan.
    #[schemars(length(max = commands::ITEMS))]
    butir: Option<Vec<SentItem>>,
}

/// An item.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentItem {
    #[schemars(range(min = 1, max = 9999))]
    no: u32,
    /// Id indikator, misalnya kepulangan.
    #[schemars(length(max = 60))]
    indikator: String,
    #[schemars(length(max = 500))]
    sasaran: String,
    #[schemars(length(max = 500))]
    judul: String,
    /// Salah satu dari daftar; kosong hanya di rancangan yang belum lengkap.
    #[schemars(extend("enum" = units::sent()))]
    satuan: String,
    /// Angka atau kategori.
    #[schemars(length(max = 40))]
    target_tahun: String,
    /// Target empat triwulan, bila ada.
    #[schemars(length(min = 4, max = 4))]
    target_tw: Option<Vec<String>>,
}

/// A revision.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentRevision {
    /// Hari pertama versi baru berlaku, sesudah versi sebelumnya.
    #[serde(default)]
    #[schemars(!default, extend("pattern" = DAY.whole()))]
    berlaku_sejak: String,
    /// Tercatat di riwayat dan tampil di versi baru.
    #[serde(default)]
    #[schemars(!default, length(max = LONG))]
    alasan: String,
}

/// Why.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentReason {
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = LONG))]
    alasan: String,
}

/// Which activities of the budget serve the items.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentTies {
    /// Seperti yang dibaca; yang sudah berubah sesudahnya ditolak.
    #[schemars(required)]
    langkah: Option<i64>,
    /// `asumsi`, atau `terverifikasi` bila dipastikan kantor.
    #[serde(default)]
    #[schemars(!default, extend("enum" = [ASSUMED, CONFIRMED]))]
    status: String,
    /// Semua kegiatan; yang tidak disebut tidak mendukung butir mana pun.
    #[serde(default)]
    #[schemars(!default, length(max = kegiatan::MOST))]
    kaitan: Vec<SentTie>,
}

/// An activity, and what it serves.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentTie {
    /// Nama kegiatan seperti di anggaran.
    #[schemars(length(max = kegiatan::NAME))]
    kegiatan: String,
    /// Indikator butir yang didukungnya.
    indikator: Vec<String>,
}

/// A signature.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentSignature {
    /// Seperti yang dibaca; yang sudah berubah sesudahnya tidak ditandatangani.
    #[schemars(required)]
    langkah: Option<i64>,
}

/// Which two are set side by side.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedTwo {
    /// Id yang pertama.
    #[schemars(required)]
    satu: Option<String>,
    /// Id yang kedua.
    #[schemars(required)]
    dua: Option<String>,
}

/// Two agreements side by side.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Sandingan")]
pub(super) struct Compared {
    satu: Head,
    dua: Head,
    baris: Vec<Row>,
}

async fn list(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedList>,
) -> Result<Json<List>, Failure> {
    let listed = queries::list(&ctx, &all, asked.tahun).await?;
    Ok(Json(List { data: listed.iter().map(json::head).collect() }))
}

async fn answer(ctx: &Ctx, all: &crate::Agreements, id: &str) -> Answer {
    let shown = queries::find(ctx, all, id).await?;
    Ok(Json(json::whole(ctx, all, &shown).await?))
}

/// What was sent, once the right to it is known.
fn sent<T: serde::de::DeserializeOwned>(ctx: &Ctx, right: Permission, value: Value) -> Result<T, Problem> {
    ctx.actor.require(right)?;
    let how = "Bentuk JSON tidak sesuai. Lihat /api/v1/openapi.json.";
    serde_json::from_value(value).map_err(|_| Problem::Malformed(how.to_owned()))
}

/// The id of a version that may change: one that an office made.
fn own(id: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(id).map_err(|_| Problem::NotFound)
}

/// The version of a draft that was read.
fn seen(sent: Option<i64>) -> Result<i64, Problem> {
    sent.ok_or_else(|| Problem::field(SEEN, "Tulis langkah yang Anda baca."))
}

async fn create(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppJson(body): AppJson<Value>,
) -> Result<Response, Failure> {
    let SentYear { tahun, dari, sebutan } = sent(&ctx, Permission::PrepareClosing, body)?;
    let year = tahun.ok_or_else(|| Problem::field("tahun", "Wajib diisi."))?;
    let begun = Begun { year, from: filled(dari), called: filled(sebutan) };
    let made = commands::create(&ctx, &all, &begun).await?;
    Ok((StatusCode::CREATED, answer(&ctx, &all, &made.id.to_string()).await?).into_response())
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

async fn show(Api(ctx): Api, Extension(Shelf(all)): Extension<Shelf>, AppPath(id): AppPath<String>) -> Answer {
    answer(&ctx, &all, &id).await
}

async fn change(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
    AppJson(body): AppJson<Value>,
) -> Answer {
    let sent: Sent = sent(&ctx, Permission::PrepareClosing, body)?;
    let (shown, id) = (queries::find(&ctx, &all, &id).await?, own(&id)?);
    let seen = seen(sent.langkah)?;
    let mut typed = form::of(&shown.agreement, seen);
    sent.put(&mut typed);
    let wrong = |found: Vec<super::check::Finding>| Problem::Invalid(found.into_iter().map(FieldError::from).collect());
    commands::change(&ctx, id, form::read(&typed).map_err(wrong)?).await?;
    answer(&ctx, &all, &id.to_string()).await
}

impl Sent {
    /// Puts what was sent over what the draft says.
    fn put(self, typed: &mut Form) {
        let members =
            [("judul", self.judul), ("berlaku_sejak", self.berlaku_sejak), ("batas_capaian", self.batas_capaian)];
        typed.extend(members.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?))));
        let Some(items) = self.butir else { return };
        typed.retain(|key, _| !key.starts_with('b') || key.starts_with("be") || key.starts_with("ba"));
        for (at, item) in items.into_iter().enumerate() {
            let mut quarters = item.target_tw.unwrap_or_default().into_iter();
            let mut quarter = || quarters.next().unwrap_or_default();
            let texts = [
                item.no.to_string(),
                item.indikator,
                item.sasaran,
                item.judul,
                item.satuan,
                item.target_tahun,
                quarter(),
                quarter(),
                quarter(),
                quarter(),
            ];
            let members = form::MEMBERS.into_iter().zip(texts);
            typed.extend(members.map(|((member, _), text)| (form::key(at, member), text)));
        }
    }
}

async fn tie(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
    AppJson(body): AppJson<Value>,
) -> Answer {
    let SentTies { langkah, status, kaitan } = sent(&ctx, Permission::PrepareClosing, body)?;
    let (id, seen) = (own(&id)?, seen(langkah)?);
    let ties = kaitan.into_iter().map(|one| Tie { activity: one.kegiatan, indicators: one.indikator });
    let named = Named { status, all: ties.collect() };
    kegiatan::tie(&ctx, &all, id, kegiatan::Said { seen, named }).await?;
    answer(&ctx, &all, &id.to_string()).await
}

async fn sign(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
    AppJson(body): AppJson<Value>,
) -> Answer {
    let SentSignature { langkah } = sent(&ctx, Permission::SignClosing, body)?;
    let (id, seen) = (own(&id)?, seen(langkah)?);
    commands::sign(&ctx, &all, id, seen).await?;
    answer(&ctx, &all, &id.to_string()).await
}

async fn revise(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
    AppJson(body): AppJson<Value>,
) -> Result<Response, Failure> {
    let SentRevision { berlaku_sejak, alasan } = sent(&ctx, Permission::PrepareClosing, body)?;
    queries::find(&ctx, &all, &id).await?;
    let revised = Revised { since: day(&berlaku_sejak)?, reason: alasan };
    let made = commands::revise(&ctx, &all, &id, &revised).await?;
    Ok((StatusCode::CREATED, answer(&ctx, &all, &made.id.to_string()).await?).into_response())
}

/// The day on which a revision begins to hold.
pub(super) fn day(text: &str) -> Result<kernel::Day, Problem> {
    let how = "Tulis tanggal mulai berlaku, misalnya 01/10/2026.";
    parse_day(text).ok_or_else(|| Problem::field("berlaku_sejak", how))
}

async fn discard(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
    AppJson(body): AppJson<Value>,
) -> Answer {
    let SentReason { alasan } = sent(&ctx, Permission::PrepareClosing, body)?;
    commands::discard(&ctx, own(&id)?, &alasan).await?;
    answer(&ctx, &all, &id).await
}

async fn compared(
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedTwo>,
) -> Result<Json<Compared>, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (Some(one), Some(two)) = (asked.satu, asked.dua) else {
        return Err(Problem::Malformed("Sebut satu dan dua: id dua perjanjian.".to_owned()).into());
    };
    let (one, two) = (queries::find(&ctx, &all, &one).await?, queries::find(&ctx, &all, &two).await?);
    let baris = compare(&one.agreement, &two.agreement);
    Ok(Json(Compared { satu: json::head(&one), dua: json::head(&two), baris }))
}
