//! Requests for what takes two people, as JSON.

use std::collections::BTreeMap;

use axum::Json;
use chrono::{DateTime, Utc};
use kernel::two::{self, Asked, Kind, Model, Place, Request};
use kernel::{Ctx, Permission, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use web::openapi::{Description, parameter};
use web::{Api, AppJson, AppPath, Failure, Routes};

use crate::two_rule;

const ALL: &str = "/api/v1/persetujuan";
const APPROVE: &str = "/api/v1/persetujuan/{id}/setujui";
const REFUSE: &str = "/api/v1/persetujuan/{id}/tolak";

pub(crate) fn router() -> Routes {
    Routes::new().get(ALL, list).post(ALL, ask).post(APPROVE, approve).post(REFUSE, refuse)
}

/// What is asked for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MintaPersetujuan {
    #[serde(default)]
    #[schemars(!default, extend("enum" = ["putar_kunci", "buka_pulihan"]))]
    macam: String,
    /// Persis apa yang diminta. Untuk `putar_kunci`: `kunci`, nomor kunci yang diganti; untuk `buka_pulihan`: `cadangan`, waktu cadangan yang dipulihkan dibuat.
    #[serde(default)]
    #[schemars(!default)]
    isi: BTreeMap<String, String>,
    /// Tercatat bersama nama Anda.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// Why something is approved or refused.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct JawabPersetujuan {
    /// Tercatat bersama nama Anda.
    #[serde(default)]
    #[schemars(!default, length(max = 300))]
    alasan: String,
}

/// The id of a request.
#[derive(Serialize, JsonSchema)]
struct NomorPersetujuan {
    id: Uuid,
}

/// What somebody did about a request.
#[derive(Serialize, JsonSchema)]
struct LangkahPersetujuan {
    oleh: String,
    pada: DateTime<Utc>,
    alasan: String,
}

impl LangkahPersetujuan {
    fn of(row: Model) -> Self {
        Self { oleh: row.pelaku, pada: row.pada, alasan: row.alasan }
    }
}

/// A request with what was done about it.
#[derive(Serialize, JsonSchema)]
struct Persetujuan {
    id: Uuid,
    macam: String,
    isi: BTreeMap<String, String>,
    /// `diminta`, `disetujui`, `ditolak` atau `dipakai`.
    #[schemars(extend("enum" = ["diminta", "disetujui", "ditolak", "dipakai"]))]
    keadaan: &'static str,
    berlaku_sampai: DateTime<Utc>,
    /// Lewat waktunya sebelum dipakai.
    lewat: bool,
    diminta: LangkahPersetujuan,
    disetujui: Option<LangkahPersetujuan>,
    ditolak: Option<LangkahPersetujuan>,
    dipakai: Option<LangkahPersetujuan>,
}

impl Persetujuan {
    fn of(ctx: &Ctx, request: Request) -> Result<Self, Problem> {
        let (keadaan, lewat) = (request.state().code(), request.is_over(ctx.now()));
        let Request { asked, approved, refused, used } = request;
        Ok(Self {
            id: asked.permintaan_id,
            macam: asked.macam.clone(),
            isi: serde_json::from_value(asked.isi.clone()).map_err(Problem::internal)?,
            keadaan,
            berlaku_sampai: asked.berlaku_sampai,
            lewat,
            diminta: LangkahPersetujuan::of(asked),
            disetujui: approved.map(LangkahPersetujuan::of),
            ditolak: refused.map(LangkahPersetujuan::of),
            dipakai: used.map(LangkahPersetujuan::of),
        })
    }
}

/// The requests of the own office.
#[derive(Serialize, JsonSchema)]
struct SemuaPersetujuan {
    data: Vec<Persetujuan>,
}

/// The kind of a sent word, of those that are asked for here.
pub(crate) fn kind(word: &str) -> Result<Kind, Problem> {
    let listed = Kind::parse(word).filter(|kind| kind.place() == Place::Requests);
    listed.ok_or_else(|| Problem::field("macam", "Pilih tindakan yang diminta dari daftarnya."))
}

async fn list(Api(ctx): Api) -> Result<Json<SemuaPersetujuan>, Failure> {
    let all = two::list(&ctx).await?.into_iter().map(|request| Persetujuan::of(&ctx, request));
    Ok(Json(SemuaPersetujuan { data: all.collect::<Result<_, Problem>>()? }))
}

async fn ask(Api(ctx): Api, AppJson(sent): AppJson<MintaPersetujuan>) -> Result<Json<NomorPersetujuan>, Failure> {
    ctx.actor.require(Permission::TwoPeople)?;
    let asked = Asked { kind: kind(&sent.macam)?, what: &sent.isi };
    Ok(Json(NomorPersetujuan { id: two_rule::ask(&ctx, asked, &sent.alasan).await? }))
}

async fn approve(
    Api(ctx): Api,
    AppPath(id): AppPath<Uuid>,
    AppJson(sent): AppJson<JawabPersetujuan>,
) -> Result<Json<NomorPersetujuan>, Failure> {
    two::approve(&ctx, id, &sent.alasan).await?;
    Ok(Json(NomorPersetujuan { id }))
}

async fn refuse(
    Api(ctx): Api,
    AppPath(id): AppPath<Uuid>,
    AppJson(sent): AppJson<JawabPersetujuan>,
) -> Result<Json<NomorPersetujuan>, Failure> {
    two::refuse(&ctx, id, &sent.alasan).await?;
    Ok(Json(NomorPersetujuan { id }))
}

/// Adds the description of these operations.
pub(crate) fn describe(all: &mut Description) {
    let id = || parameter("path", "id", &json!({ "type": "string", "format": "uuid" }), "Permintaan.");
    let name = ("persetujuan", "Persetujuan", "Permintaan kantor sendiri untuk tindakan yang perlu dua orang");
    all.get(ALL, name, |one| one.answers::<SemuaPersetujuan>(200));
    let name = ("persetujuan-minta", "Persetujuan", "Minta tindakan yang perlu dua orang");
    all.post(ALL, name, |one| one.takes::<MintaPersetujuan>().answers::<NomorPersetujuan>(200));
    let name = ("persetujuan-setujui", "Persetujuan", "Setujui permintaan orang lain");
    all.post(APPROVE, name, |one| one.parameter(id()).takes::<JawabPersetujuan>().answers::<NomorPersetujuan>(200));
    let name = ("persetujuan-tolak", "Persetujuan", "Tolak permintaan, atau tarik kembali");
    all.post(REFUSE, name, |one| one.parameter(id()).takes::<JawabPersetujuan>().answers::<NomorPersetujuan>(200));
}
