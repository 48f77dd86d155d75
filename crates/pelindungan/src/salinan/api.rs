//! A copy as JSON.

use axum::Json;
use axum::extract::Extension;
use kernel::form::Form;
use kernel::form::pattern::DAY as DAYS;
use kernel::{OrangId, Permission};
use records::Registry;
use schemars::JsonSchema;
use serde::Deserialize;
use web::openapi::Description;
use web::{Api, AppJson, AppPath, Failure};

use super::told::Salinan;
use super::{Bentuk, DAY, Diminta, IDENTITY, NUMBER, REASON, copied};

/// For what a copy is asked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Mengapa salinan dibuat.
    #[serde(default)]
    #[schemars(!default, length(min = 1, max = 500))]
    alasan: String,
    /// Nomor permintaannya, bila ada.
    #[schemars(length(max = 80))]
    permintaan: Option<String>,
    /// Hari permintaannya.
    #[serde(default)]
    #[schemars(!default, length(max = 10), extend("pattern" = DAYS.whole()))]
    diminta_pada: String,
    /// Dengan apa identitas pemohon diperiksa.
    #[serde(default)]
    #[schemars(!default, length(min = 1, max = 200))]
    identitas: String,
}

impl Asked {
    fn form(self) -> Form {
        let typed = [
            (REASON.key, self.alasan),
            (NUMBER.key, self.permintaan.unwrap_or_default()),
            (DAY.key, self.diminta_pada),
            (IDENTITY.key, self.identitas),
        ];
        typed.into_iter().map(|(key, text)| (key.to_owned(), text)).collect()
    }
}

pub(super) async fn make(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    payload: Result<AppJson<Asked>, Failure>,
) -> Result<Json<Salinan>, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let whose = copied(&ctx, id).await?;
    let AppJson(asked) = payload?;
    let asked = Diminta::read(&ctx, &asked.form())?;
    Ok(Json(super::make(&ctx, &registry, &whose, (&asked, Bentuk::Json)).await?))
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    let name =
        ("salinan-orang", "Pelindungan data", "Semua yang dipegang tentang satu orang, isian terlindungi dibuka");
    all.post("/api/v1/orang/{id}/salinan", name, |one| one.id("id", "Orang.").takes::<Asked>().answers::<Salinan>(200));
}
