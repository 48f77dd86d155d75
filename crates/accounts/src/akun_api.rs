//! Accounts as JSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use kernel::{Ctx, Problem, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::openapi::{Description, parameter};
use web::{Api, App, AppJson, AppPath, AppQuery, Caller, Failure, Routes};

use crate::akun_data::{AccountData, AllAccounts, OneAccount, WordData};
use crate::akun_list::Asked;
use crate::gate::Accounts;
use crate::manage;
use crate::own;
use crate::session::Which;
use crate::users::NewUser;

const ALL: &str = "/api/v1/akun";
const ONE: &str = "/api/v1/akun/{akun}";
const DISABLE: &str = "/api/v1/akun/{akun}/matikan";
const ENABLE: &str = "/api/v1/akun/{akun}/hidupkan";
const ROLE: &str = "/api/v1/akun/{akun}/peran";
const OFFICE: &str = "/api/v1/akun/{akun}/kantor";
const WORD: &str = "/api/v1/akun/{akun}/sandi-sekali";
const FACTOR: &str = "/api/v1/akun/{akun}/lepas-faktor";
const END: &str = "/api/v1/akun/{akun}/akhiri-sesi";
const MINE: &str = "/api/v1/akun/saya";
const MY_PASSWORD: &str = "/api/v1/akun/saya/sandi";
const MY_END: &str = "/api/v1/akun/saya/akhiri-sesi";

type Shelf = Extension<Arc<Accounts>>;
type Told<T> = Result<Json<T>, Failure>;

pub(crate) fn router() -> Routes {
    Routes::new()
        .get(ALL, all)
        .post(ALL, make)
        .get(MINE, mine)
        .post(MY_PASSWORD, change)
        .post(MY_END, end_mine)
        .get(ONE, one)
        .post(DISABLE, disable)
        .post(ENABLE, enable)
        .post(ROLE, role)
        .post(OFFICE, office)
        .post(WORD, word)
        .post(FACTOR, factor_off)
        .post(END, end)
}

/// A new account.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentAccount {
    /// 3 sampai 64 huruf kecil, angka, titik atau garis.
    #[serde(default)]
    #[schemars(!default, length(max = 64))]
    nama_masuk: String,
    /// Yang dibaca orang lain.
    #[serde(default)]
    #[schemars(!default, length(max = 200))]
    nama: String,
    #[serde(default)]
    #[schemars(!default, length(max = 40))]
    peran: String,
    /// Kode kantor.
    #[serde(default)]
    #[schemars(!default, length(max = 40))]
    kantor: String,
    /// Tercatat di riwayat; boleh kosong.
    #[serde(default)]
    #[schemars(length(max = 300))]
    alasan: String,
}

/// Why something is done to an account.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentWhy {
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// Another role.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentRole {
    #[serde(default)]
    #[schemars(!default, length(max = 40))]
    peran: String,
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// Another office.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentPlace {
    /// Kode kantor.
    #[serde(default)]
    #[schemars(!default, length(max = 40))]
    kantor: String,
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// Which session ends.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentEnd {
    /// Semua sesi bila kosong.
    sesi: Option<Uuid>,
    /// Tercatat di riwayat.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// Which of one's own sessions ends.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentMine {
    /// Id sesi dari `GET /api/v1/akun/saya`.
    sesi: Option<Uuid>,
    /// Kata sandi sekarang.
    #[serde(default)]
    #[schemars(!default, length(max = 1024))]
    sandi: String,
}

/// The old password and a new one.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentPassword {
    /// Kata sandi sekarang.
    #[serde(default)]
    #[schemars(!default, length(max = 1024))]
    sandi: String,
    #[serde(default)]
    #[schemars(!default, length(max = 1024))]
    sandi_baru: String,
}

async fn all(Api(ctx): Api, AppQuery(asked): AppQuery<Asked>) -> Told<AllAccounts> {
    let listed = manage::list(&ctx).await?;
    let data = listed.into_iter().filter(|account| asked.takes(account)).map(AccountData::from).collect();
    Ok(Json(AllAccounts { data }))
}

async fn make(
    Api(ctx): Api,
    Extension(accounts): Shelf,
    AppJson(sent): AppJson<SentAccount>,
) -> Result<(StatusCode, Json<WordData>), Failure> {
    let SentAccount { nama_masuk, nama, peran, kantor, alasan } = &sent;
    let user = NewUser { username: nama_masuk, name: nama, role: peran, office: kantor, password: "" };
    let word = manage::create(&ctx, &accounts, user, alasan).await?;
    Ok((StatusCode::CREATED, Json(word.into())))
}

async fn shown(ctx: &Ctx, which: &str) -> Told<OneAccount> {
    Ok(Json(manage::one(ctx, which).await?.into()))
}

async fn one(Api(ctx): Api, AppPath(akun): AppPath<String>) -> Told<OneAccount> {
    shown(&ctx, &akun).await
}

async fn disable(
    Api(ctx): Api,
    Extension(accounts): Shelf,
    AppPath(akun): AppPath<String>,
    AppJson(sent): AppJson<SentWhy>,
) -> Told<OneAccount> {
    manage::disable(&ctx, &accounts, &akun, &sent.alasan).await?;
    shown(&ctx, &akun).await
}

async fn enable(
    Api(ctx): Api,
    Extension(accounts): Shelf,
    AppPath(akun): AppPath<String>,
    AppJson(sent): AppJson<SentWhy>,
) -> Told<OneAccount> {
    manage::enable(&ctx, &accounts, &akun, &sent.alasan).await?;
    shown(&ctx, &akun).await
}

async fn role(
    Api(ctx): Api,
    Extension(accounts): Shelf,
    AppPath(akun): AppPath<String>,
    AppJson(sent): AppJson<SentRole>,
) -> Told<OneAccount> {
    manage::role(&ctx, &accounts, &akun, (&sent.peran, &sent.alasan)).await?;
    shown(&ctx, &akun).await
}

async fn office(
    Api(ctx): Api,
    Extension(accounts): Shelf,
    AppPath(akun): AppPath<String>,
    AppJson(sent): AppJson<SentPlace>,
) -> Told<OneAccount> {
    manage::office(&ctx, &accounts, &akun, (&sent.kantor, &sent.alasan)).await?;
    shown(&ctx, &akun).await
}

async fn word(
    Api(ctx): Api,
    Extension(accounts): Shelf,
    AppPath(akun): AppPath<String>,
    AppJson(sent): AppJson<SentWhy>,
) -> Told<WordData> {
    Ok(Json(manage::word(&ctx, &accounts, &akun, &sent.alasan).await?.into()))
}

async fn factor_off(
    Api(ctx): Api,
    Extension(accounts): Shelf,
    AppPath(akun): AppPath<String>,
    AppJson(sent): AppJson<SentWhy>,
) -> Told<WordData> {
    Ok(Json(manage::factor_off(&ctx, &accounts, &akun, &sent.alasan).await?.into()))
}

async fn end(
    Api(ctx): Api,
    Extension(accounts): Shelf,
    AppPath(akun): AppPath<String>,
    AppJson(sent): AppJson<SentEnd>,
) -> Told<OneAccount> {
    manage::end(&ctx, &accounts, &akun, (sent.sesi, &sent.alasan)).await?;
    shown(&ctx, &akun).await
}

async fn mine(Api(ctx): Api) -> Told<OneAccount> {
    Ok(Json(own::account(&ctx).await?.into()))
}

/// Every session ends with the old password, that of the sender too.
async fn change(
    State(app): State<App>,
    Api(ctx): Api,
    Extension(accounts): Shelf,
    Caller(from): Caller,
    AppJson(sent): AppJson<SentPassword>,
) -> Result<StatusCode, Failure> {
    let user = own::row(&ctx).await?;
    own::differs(&sent.sandi, &sent.sandi_baru)?;
    let new = own::typed(&user, (&sent.sandi_baru, &sent.sandi_baru))?;
    app.gate.confirm(&ctx.actor, &sent.sandi, from).await?;
    own::set(&ctx.house, &accounts, (user.id, user.generasi), new).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end_mine(
    State(app): State<App>,
    Api(ctx): Api,
    Extension(accounts): Shelf,
    Caller(from): Caller,
    AppJson(sent): AppJson<SentMine>,
) -> Result<StatusCode, Failure> {
    let one = sent.sesi.ok_or_else(|| Problem::field("sesi", "Sebut id sesi yang diakhiri."))?;
    app.gate.confirm(&ctx.actor, &sent.sandi, from).await?;
    own::end(&ctx, &accounts, Which::One(one)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds the description of these operations.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself lives as long as one description only"
)]
pub(crate) fn describe(all: &mut Description) {
    let text = json!({ "type": "string" });
    let which = || parameter("path", "akun", &text, "Id akun atau nama masuk.");
    let name = ("akun", "Akun", "Akun kantor yang terlihat");
    all.get(ALL, name, |one| one.asks::<Asked>().answers::<AllAccounts>(200));
    let name = ("akun-buat", "Akun", "Buat akun dengan kata sekali pakai");
    all.post(ALL, name, |one| one.takes::<SentAccount>().answers::<WordData>(201));
    let name = ("akun-satu", "Akun", "Sebuah akun, sesinya dan riwayatnya");
    all.get(ONE, name, |one| one.parameter(which()).answers::<OneAccount>(200));
    for (path, id, summary) in
        [(DISABLE, "akun-matikan", "Matikan akun; semua sesinya berakhir"), (ENABLE, "akun-hidupkan", "Hidupkan akun")]
    {
        let name = (id, "Akun", summary);
        all.post(path, name, |one| one.parameter(which()).takes::<SentWhy>().answers::<OneAccount>(200));
    }
    let name = ("akun-peran", "Akun", "Ubah peran akun; semua sesinya berakhir");
    all.post(ROLE, name, |one| one.parameter(which()).takes::<SentRole>().answers::<OneAccount>(200));
    let name = ("akun-kantor", "Akun", "Pindahkan akun ke kantor lain; semua sesinya berakhir");
    all.post(OFFICE, name, |one| one.parameter(which()).takes::<SentPlace>().answers::<OneAccount>(200));
    let name = ("akun-sandi-sekali", "Akun", "Kata sekali pakai sebagai ganti kata sandi; semua sesi akun berakhir");
    all.post(WORD, name, |one| one.parameter(which()).takes::<SentWhy>().answers::<WordData>(200));
    let name =
        ("akun-lepas-faktor", "Akun", "Lepas faktor kedua, seperti bila ponsel hilang, dengan kata sekali pakai");
    all.post(FACTOR, name, |one| one.parameter(which()).takes::<SentWhy>().answers::<WordData>(200));
    let name = ("akun-akhiri-sesi", "Akun", "Akhiri satu atau semua sesi akun");
    all.post(END, name, |one| one.parameter(which()).takes::<SentEnd>().answers::<OneAccount>(200));
    let name = ("akun-saya", "Akun", "Akun sendiri, sesinya dan riwayatnya");
    all.get(MINE, name, |one| one.answers::<OneAccount>(200));
    let name = ("akun-saya-sandi", "Akun", "Ganti kata sandi sendiri; semua sesi berakhir");
    all.post(MY_PASSWORD, name, |one| one.takes::<SentPassword>());
    let name = ("akun-saya-akhiri-sesi", "Akun", "Akhiri satu sesi sendiri, dengan kata sandi");
    all.post(MY_END, name, |one| one.takes::<SentMine>());
}
