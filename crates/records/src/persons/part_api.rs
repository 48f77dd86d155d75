//! Parting and confirming as JSON.

use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::form::parse;
use kernel::{CatatanId, Ctx, OrangId, Problem};
use people::{Number, Parting, Whom, require_to_join};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Map, Value};
use web::{Api, AppJson, AppPath, Failure, Routes};

use super::api::{found, reason};
use super::part;
use crate::Registry;
use crate::surface::{Said, version};

pub(super) fn router() -> Routes {
    Routes::new().post("/api/v1/orang/{id}/pisahkan", go).post("/api/v1/orang/{id}/pastikan", confirm)
}

/// A record that goes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CatatanDipisahkan")]
struct Chosen {
    jenis: String,
    id: CatatanId,
}

/// What is parted, and to whom it goes. The person whose records they are stands in the address.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Pemisahan")]
pub(super) struct Asked {
    /// Catatan yang pergi. Boleh kosong hanya bila orang yang digabung dikembalikan.
    #[serde(default)]
    catatan: Vec<Chosen>,
    /// Kepada siapa: id orang lain, id orang yang dahulu digabung ke orang ini, atau baru.
    #[schemars(required)]
    orang_id: Option<String>,
    /// Versi orang itu yang dibaca.
    versi_ke: Option<i64>,
    /// Data orang baru.
    #[schemars(schema_with = "particulars")]
    orang: Option<Map<String, Value>>,
    /// Milik siapa NIK-nya: tetap pada orang ini, ikut pergi, atau lepas bila bukan milik siapa pun. Tanpa ini tetap.
    #[serde(default)]
    #[schemars(!default, with = "String", extend("enum" = ["tetap", "ikut", "lepas"]))]
    nik: Number,
    /// Sama untuk nomor dokumennya.
    #[serde(default)]
    #[schemars(!default, with = "String", extend("enum" = ["tetap", "ikut", "lepas"]))]
    nomor_dokumen: Number,
    #[serde(default)]
    #[schemars(!default, schema_with = "reason")]
    alasan: String,
}

fn particulars(_: &mut SchemaGenerator) -> Schema {
    web::openapi::component("DataOrang")
}

async fn go(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    headers: HeaderMap,
    payload: Said<Asked>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    let asked = || -> Result<part::Asked, Failure> {
        let AppJson(asked) = payload?;
        let version = Some(version(&headers)?);
        let to = whom(&ctx, asked.orang_id.as_deref(), asked.versi_ke, asked.orang.as_ref())?;
        let parting = Parting { from: id, version, to, nik: asked.nik, document: asked.nomor_dokumen };
        let records = asked.catatan.into_iter().map(|chosen| (chosen.jenis, chosen.id)).collect();
        Ok(part::Asked { parting, records, reason: asked.alasan })
    };
    let asked = found(&ctx, id, asked()).await?;
    let to = part::part(&registry, &ctx, &asked).await?;
    people::api::answer(&ctx, to, false, StatusCode::OK).await
}

fn whom(
    ctx: &Ctx,
    person: Option<&str>,
    version: Option<i64>,
    particulars: Option<&Map<String, Value>>,
) -> Result<Whom, Failure> {
    let unsaid = || Problem::field("orang_id", "Tulis id orang yang dituju, atau baru untuk orang baru.");
    let person = person.ok_or_else(unsaid)?;
    if person != "baru" {
        return Ok(Whom::Known(person.parse().map_err(|_| unsaid())?, version));
    }
    let unknown = || Problem::field("orang", "Tulis data orang baru, sedikitnya namanya.");
    let fields: Vec<_> = people::FIELDS.iter().collect();
    let form = web::members::form(ctx, &fields, particulars.ok_or_else(unknown)?)?;
    let parsed = parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    Ok(Whom::New(parsed.values))
}

/// What somebody has looked at and found right.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Kepastian")]
pub(super) struct Confirmed {
    /// Nomor yang diragukan, atau catatan: semua catatan memang tentang orang ini.
    #[serde(default)]
    #[schemars(!default, extend("enum" = ["nik", "nomor_dokumen", "catatan"]))]
    isian: String,
    #[serde(default)]
    #[schemars(!default, schema_with = "reason")]
    alasan: String,
}

async fn confirm(
    Api(ctx): Api,
    AppPath(id): AppPath<OrangId>,
    headers: HeaderMap,
    payload: Said<Confirmed>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    let asked = || -> Result<_, Failure> {
        let AppJson(asked) = payload?;
        Ok((version(&headers)?, asked))
    };
    let (version, asked) = found(&ctx, id, asked()).await?;
    super::confirm(&ctx, (id, Some(version)), &asked.isian, &asked.alasan).await?;
    people::api::answer(&ctx, id, false, StatusCode::OK).await
}
