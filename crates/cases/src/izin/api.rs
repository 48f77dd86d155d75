//! Requests as JSON: asking, and whom a request is about. The rest is that of every kind of record.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{CatatanId, Ctx, OrangId, Permission, Result};
use records::kind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::openapi::Description;
use web::{Api, AppJson, AppPath, Failure, Routes};

use super::Izin;
use super::ask::{Asked, ask};
use super::lead;

pub(super) fn router() -> Routes {
    Routes::new().post("/api/v1/orang/{id}/izin", request).get("/api/v1/izin/{id}/orang", about)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Sent {
    /// Kode kantor dari petunjuk.
    #[serde(default)]
    #[schemars(!default)]
    kantor: String,
    /// Dibaca kantor yang diminta.
    #[serde(default)]
    #[schemars(!default, length(max = 500))]
    keperluan: String,
}

#[derive(Serialize, JsonSchema)]
struct Made {
    id: CatatanId,
    nomor: String,
}

#[derive(Serialize, JsonSchema)]
struct About {
    /// Yang boleh Anda baca: sebelum disetujui hanya milik kantor Anda.
    orang_id: Vec<OrangId>,
}

async fn request(
    Api(ctx): Api,
    AppPath(id): AppPath<OrangId>,
    AppJson(sent): AppJson<Sent>,
) -> Result<Response, Failure> {
    let (id, nomor) = ask(&ctx, id, &Asked { office: sent.kantor, purpose: sent.keperluan }).await?;
    Ok((StatusCode::CREATED, Json(Made { id, nomor })).into_response())
}

/// The rows of the person of a request that the actor may see, the own one first.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], [`kernel::Problem::NotFound`].
pub(super) async fn rows(ctx: &Ctx, id: CatatanId) -> Result<Vec<OrangId>> {
    ctx.actor.require(Permission::RevealPeople)?;
    let kind = kind::<Izin>();
    kind.read(ctx, id, false).await?;
    let lead = lead::of(ctx.db(), id).await?;
    let mut seen = Vec::new();
    for person in [lead.orang_id, lead.milik_id] {
        if people::tie(ctx, person).await.is_ok() {
            seen.push(person);
        }
    }
    Ok(seen)
}

async fn about(Api(ctx): Api, AppPath(id): AppPath<CatatanId>) -> Result<Json<About>, Failure> {
    Ok(Json(About { orang_id: rows(&ctx, id).await? }))
}

/// Adds the description of these operations.
pub fn describe(all: &mut Description) {
    let name = ("minta-izin-orang", "Orang", "Minta izin kantor lain untuk membaca orang ini");
    all.post("/api/v1/orang/{id}/izin", name, |one| {
        one.id("id", "Orang, menurut kantor Anda.").takes::<Sent>().answers::<Made>(201)
    });
    let name = ("orang-izin", "Izin membuka orang", "Orang yang dimaksud permintaan");
    all.get("/api/v1/izin/{id}/orang", name, |one| one.id("id", "Permintaan.").answers::<About>(200));
}
