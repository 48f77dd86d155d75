//! The register of processing as JSON.

use axum::Json;
use axum::extract::Extension;
use kernel::Permission;
use records::Registry;
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, Failure};

use super::{Pemrosesan, register};

/// The register.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    data: Vec<Pemrosesan>,
}

pub(super) async fn list(Api(ctx): Api, Extension(registry): Extension<Registry>) -> Result<Json<Told>, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    Ok(Json(Told { data: register(&registry) }))
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    let name =
        ("rekam-pemrosesan", "Pelindungan data", "Rekam pemrosesan: untuk apa, isian yang mana, siapa yang boleh");
    all.get("/api/v1/pelindungan/pemrosesan", name, |one| one.answers::<Told>(200));
}
