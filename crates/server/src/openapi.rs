//! The description of the whole api, and its viewer, which loads nothing from elsewhere.

use axum::Router;
use kernel::reference::Reference;
use records::Registry;
use serde_json::{Map, Value};
use utoipa_swagger_ui::SwaggerUi;
use web::App;

use crate::compose::Lindung;

/// The description.
#[must_use]
pub fn document(registry: &Registry, reference: &Reference) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    accounts::api::describe(&mut paths, &mut schemas);
    people::api::describe(reference, &mut paths, &mut schemas);
    records::api::describe(registry, reference, &mut paths, &mut schemas);
    cases::siskop2mi::describe(&mut paths);
    cases::izin::describe(&mut paths);
    pemulangan::describe(&mut paths);
    pemulangan::meja::describe(&mut paths);
    pemulangan::giliran::describe(&mut paths);
    pemulangan::manifes::describe(&mut paths);
    reporting::api::describe(&mut paths, &mut schemas);
    web::openapi::document(&paths, schemas)
}

pub(crate) fn router(lindung: &Lindung) -> Router<App> {
    let document = document(&lindung.registry, &lindung.house.reference);
    SwaggerUi::new("/api/docs").external_url_unchecked("/api/v1/openapi.json", document).into()
}
