//! Words and holidays as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Datelike, Utc};
use kernel::calendar::Holiday;
use kernel::form::pattern::DAY;
use kernel::form::{Form, parse_day};
use kernel::reference::Term;
use kernel::{Ctx, Day, KantorId, Permission, Problem, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::openapi::{Description, parameter};
use web::{Api, AppJson, AppPath, AppQuery, Failure, Routes};

use crate::entity::{kata, libur};
use crate::form::Act;
use crate::holiday::{self, Change};
use crate::shelf::Rujukan;
use crate::write;

const WORDS: &str = "/api/v1/kata/{kamus}";
const CHANGE: &str = "/api/v1/kata/{kamus}/{kode}/ubah";
const END: &str = "/api/v1/kata/{kamus}/{kode}/akhiri";
const REVIVE: &str = "/api/v1/kata/{kamus}/{kode}/hidupkan";
const HOLIDAYS: &str = "/api/v1/libur";
const TAKE: &str = "/api/v1/libur/{hari}/cabut";

type Shelf = Extension<Arc<Rujukan>>;

pub(crate) fn router() -> Routes {
    Routes::new()
        .get(WORDS, words)
        .post(WORDS, add)
        .post(CHANGE, change)
        .post(END, end)
        .post(REVIVE, revive)
        .get(HOLIDAYS, holidays)
        .post(HOLIDAYS, add_holiday)
        .post(TAKE, take_holiday)
}

/// A word that is added or changed; of a change what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Sent {
    /// Yang dibaca orang; lebih dari 80 huruf hanya lewat konsol.
    #[schemars(length(max = 80))]
    label: Option<String>,
    /// Cara lain orang menulisnya.
    juga: Option<Vec<String>>,
    /// Peraturan, surat atau keputusan.
    #[schemars(length(max = 300))]
    dasar: Option<String>,
    /// Hari pertama kata ini dapat dipilih.
    #[schemars(extend("pattern" = DAY.or_none()))]
    berlaku_sejak: Option<String>,
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// How a word ends.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Ending {
    /// Hari pertama kata ini tidak dapat dipilih; hari ini bila kosong.
    #[schemars(extend("pattern" = DAY.or_none()))]
    berakhir_pada: Option<String>,
    /// Kata di kamus yang sama yang disarankan sebagai gantinya.
    #[schemars(length(max = 120))]
    pengganti: Option<String>,
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// Why.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// A holiday.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentHoliday {
    #[serde(default)]
    #[schemars(!default, extend("pattern" = DAY.whole()))]
    hari: String,
    #[serde(default)]
    #[schemars(!default, length(max = 120))]
    nama: String,
    /// `nasional` atau `cuti_bersama`.
    #[serde(default)]
    #[schemars(!default, extend("enum" = ["nasional", "cuti_bersama"]))]
    jenis: String,
    /// Keputusan yang menetapkannya.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    dasar: String,
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// Which year.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Tahun berjalan bila kosong.
    #[schemars(range(min = 2000, max = 2200))]
    tahun: Option<i32>,
}

/// A word.
#[derive(Serialize, JsonSchema)]
struct Word {
    kode: String,
    label: String,
    juga: Vec<String>,
    dasar: Option<String>,
    berlaku_sejak: Option<Day>,
    berakhir_pada: Option<Day>,
    pengganti: Option<String>,
    /// Apakah dapat dipilih hari ini.
    dipakai: bool,
}

impl Word {
    fn of(ctx: &Ctx, term: &Term) -> Self {
        Self {
            kode: term.code.clone(),
            label: term.label.clone(),
            juga: term.also.clone(),
            dasar: term.basis.clone(),
            berlaku_sejak: term.since,
            berakhir_pada: term.ended,
            pengganti: term.instead.clone(),
            dipakai: term.in_use(ctx.today()),
        }
    }
}

/// What was done, by whom, when and why.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Line {
    pub(crate) nomor: i64,
    /// Kata, hari atau tenggat yang dimaksud.
    pub(crate) tentang: String,
    pub(crate) tindakan: String,
    pub(crate) label: String,
    pub(crate) alasan: String,
    pub(crate) pelaku: String,
    pub(crate) kantor: Option<String>,
    pub(crate) pada: DateTime<Utc>,
}

impl Line {
    fn of_word(ctx: &Ctx, row: kata::Model) -> Self {
        let kata::Model { nomor, kode, tindakan, label, alasan, pelaku, kantor_id, pada, .. } = row;
        Self { nomor, tentang: kode, tindakan, label, alasan, pelaku, kantor: office(ctx, kantor_id), pada }
    }

    fn of_day(ctx: &Ctx, row: libur::Model) -> Self {
        let libur::Model { nomor, hari, tindakan, nama, alasan, pelaku, kantor_id, pada, .. } = row;
        let tentang = hari.to_string();
        Self { nomor, tentang, tindakan, label: nama, alasan, pelaku, kantor: office(ctx, kantor_id), pada }
    }
}

pub(crate) fn office(ctx: &Ctx, id: KantorId) -> Option<String> {
    ctx.house.offices.by_id(id).map(|office| office.code.clone())
}

/// The words of a vocabulary and what was done to them, newest first.
#[derive(Serialize, JsonSchema)]
struct Words {
    data: Vec<Word>,
    riwayat: Vec<Line>,
}

/// A day that is no working day.
#[derive(Serialize, JsonSchema)]
struct Off {
    hari: Day,
    nama: String,
    jenis: &'static str,
    dasar: String,
}

impl From<&Holiday> for Off {
    fn from(holiday: &Holiday) -> Self {
        let (nama, dasar) = (holiday.name.clone(), holiday.basis.clone());
        Self { hari: holiday.day, nama, jenis: holiday.kind.code(), dasar }
    }
}

/// The holidays of a year and what was done to them, newest first.
#[derive(Serialize, JsonSchema)]
struct Holidays {
    data: Vec<Off>,
    riwayat: Vec<Line>,
}

async fn words(Api(ctx): Api, AppPath(kamus): AppPath<String>) -> Result<Json<Words>, Failure> {
    write::known(&ctx, &kamus)?;
    let reference = &ctx.house.reference;
    let all = reference.terms(&kamus).iter().chain(reference.unused(&kamus));
    let data = all.map(|term| Word::of(&ctx, term)).collect();
    let rows = write::history(&ctx, &kamus).await?;
    Ok(Json(Words { data, riwayat: rows.into_iter().map(|row| Line::of_word(&ctx, row)).collect() }))
}

/// What was sent, as text by key; what was left out is absent.
pub(crate) fn typed<const N: usize>(members: [(&str, Option<String>); N]) -> Form {
    members.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?))).collect()
}

impl Sent {
    fn form(self) -> Form {
        let juga = self.juga.map(|all| all.join("; "));
        let rest = [("dasar", self.dasar), ("berlaku_sejak", self.berlaku_sejak), ("alasan", Some(self.alasan))];
        let mut form = typed([("label", self.label), ("juga", juga)]);
        form.extend(typed(rest));
        form
    }
}

async fn add(
    Api(ctx): Api,
    Extension(shelf): Shelf,
    AppPath(kamus): AppPath<String>,
    AppJson(sent): AppJson<Sent>,
) -> Result<Response, Failure> {
    let term = write::act(&ctx, &shelf, (&kamus, None), Act::Add, &sent.form()).await?;
    Ok((StatusCode::CREATED, Json(Word::of(&ctx, &term))).into_response())
}

async fn change(
    Api(ctx): Api,
    Extension(shelf): Shelf,
    AppPath((kamus, kode)): AppPath<(String, String)>,
    AppJson(sent): AppJson<Sent>,
) -> Result<Json<Word>, Failure> {
    let term = write::act(&ctx, &shelf, (&kamus, Some(&kode)), Act::Change, &sent.form()).await?;
    Ok(Json(Word::of(&ctx, &term)))
}

async fn end(
    Api(ctx): Api,
    Extension(shelf): Shelf,
    AppPath((kamus, kode)): AppPath<(String, String)>,
    AppJson(sent): AppJson<Ending>,
) -> Result<Json<Word>, Failure> {
    let Ending { berakhir_pada, pengganti, alasan } = sent;
    let form = typed([("berakhir_pada", berakhir_pada), ("pengganti", pengganti), ("alasan", Some(alasan))]);
    let term = write::act(&ctx, &shelf, (&kamus, Some(&kode)), Act::End, &form).await?;
    Ok(Json(Word::of(&ctx, &term)))
}

async fn revive(
    Api(ctx): Api,
    Extension(shelf): Shelf,
    AppPath((kamus, kode)): AppPath<(String, String)>,
    AppJson(sent): AppJson<Reason>,
) -> Result<Json<Word>, Failure> {
    let form = typed([("alasan", Some(sent.alasan))]);
    let term = write::act(&ctx, &shelf, (&kamus, Some(&kode)), Act::Revive, &form).await?;
    Ok(Json(Word::of(&ctx, &term)))
}

async fn of_year(ctx: &Ctx, year: i32) -> Result<Holidays> {
    ctx.actor.require(Permission::Words)?;
    let data = ctx.house.calendar.of_year(year).map(Off::from).collect();
    let rows = holiday::history(ctx, year).await?;
    Ok(Holidays { data, riwayat: rows.into_iter().map(|row| Line::of_day(ctx, row)).collect() })
}

async fn holidays(Api(ctx): Api, AppQuery(asked): AppQuery<Asked>) -> Result<Json<Holidays>, Failure> {
    ctx.actor.require(Permission::Words)?;
    let year = holiday::year(&ctx, asked.tahun)?;
    Ok(Json(of_year(&ctx, year).await?))
}

async fn add_holiday(
    Api(ctx): Api,
    Extension(shelf): Shelf,
    AppJson(sent): AppJson<SentHoliday>,
) -> Result<Response, Failure> {
    let SentHoliday { hari, nama, jenis, dasar, alasan } = sent;
    let members = [("hari", hari), ("nama", nama), ("jenis", jenis), ("dasar", dasar), ("alasan", alasan)];
    let form = typed(members.map(|(key, text)| (key, Some(text))));
    let day = holiday::change(&ctx, &shelf, Change::Add(&form)).await?;
    Ok((StatusCode::CREATED, Json(of_year(&ctx, day.year()).await?)).into_response())
}

async fn take_holiday(
    Api(ctx): Api,
    Extension(shelf): Shelf,
    AppPath(hari): AppPath<String>,
    AppJson(sent): AppJson<Reason>,
) -> Result<Json<Holidays>, Failure> {
    ctx.actor.require(Permission::Words)?;
    let day = parse_day(&hari).ok_or(Problem::NotFound)?;
    let form = typed([("alasan", Some(sent.alasan))]);
    holiday::change(&ctx, &shelf, Change::Take(day, &form)).await?;
    Ok(Json(of_year(&ctx, day.year()).await?))
}

/// Adds the description of these operations.
pub fn describe(all: &mut Description) {
    let text = json!({ "type": "string" });
    let vocabulary = || parameter("path", "kamus", &text, "Nama kamus, misalnya cabang_bpjs.");
    let code = || parameter("path", "kode", &text, "Kode kata.");
    let name = ("kata", "Kata", "Kata sebuah kamus, dan riwayatnya");
    all.get(WORDS, name, |one| one.parameter(vocabulary()).answers::<Words>(200));
    let name = ("kata-tambah", "Kata", "Tambah kata");
    all.post(WORDS, name, |one| one.parameter(vocabulary()).takes::<Sent>().answers::<Word>(201));
    let name = ("kata-ubah", "Kata", "Ubah label, ejaan atau dasar kata");
    all.post(CHANGE, name, |one| one.parameter(vocabulary()).parameter(code()).takes::<Sent>().answers::<Word>(200));
    let name = ("kata-akhiri", "Kata", "Kata tidak dipakai lagi");
    all.post(END, name, |one| one.parameter(vocabulary()).parameter(code()).takes::<Ending>().answers::<Word>(200));
    let name = ("kata-hidupkan", "Kata", "Kata dipakai lagi");
    all.post(REVIVE, name, |one| one.parameter(vocabulary()).parameter(code()).takes::<Reason>().answers::<Word>(200));
    let name = ("libur", "Libur", "Hari libur setahun, dan riwayatnya");
    all.get(HOLIDAYS, name, |one| one.asks::<Asked>().answers::<Holidays>(200));
    let name = ("libur-tambah", "Libur", "Tambah hari libur");
    all.post(HOLIDAYS, name, |one| one.takes::<SentHoliday>().answers::<Holidays>(201));
    let name = ("libur-cabut", "Libur", "Cabut hari libur: hari itu hari kerja");
    let day = parameter("path", "hari", &text, "Hari libur, misalnya 2025-12-25.");
    all.post(TAKE, name, |one| one.parameter(day).takes::<Reason>().answers::<Holidays>(200));
    crate::clock_api::describe(all);
    crate::office_api::describe(all);
}
