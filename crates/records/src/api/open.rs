//! Opening a record from another one that leads to it, over the api.

use axum::Json;
use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kernel::form::Field;
use kernel::reference::Reference;
use kernel::{CatatanId, Problem};
use serde_json::{Map, Value, json};
use web::openapi::{also, operation, parameter, with};
use web::{Api, AppJson, AppPath};

use super::Answer;
use crate::open::{Origin, may};
use crate::surface::schema::content;
use crate::surface::{Said, This};
use crate::{AnyKind, Mode, Outcome, Registry};

/// The kind that is opened.
#[derive(Clone, Copy)]
pub(super) struct To(pub &'static dyn AnyKind);

/// Answers with only the id and the number, since the actor may not be allowed to read the new record.
pub(super) async fn open(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    Extension(To(to)): Extension<To>,
    AppPath(id): AppPath<CatatanId>,
    payload: Said<Map<String, Value>>,
) -> Answer {
    if !may(&ctx, kind, to) {
        return Err(Problem::Forbidden(to.info().permission).into());
    }
    let origin = Origin::at(kind, &ctx, id).await?;
    let AppJson(members) = payload?;
    let form = web::members::form(&ctx, &own(to), &members)?;
    let done = to.open(&ctx, &origin, &form, Mode::Write).await?;
    let (status, id, number) = match done.outcomes.into_iter().next() {
        Some(Outcome::New(id, number)) => (StatusCode::CREATED, id, number),
        Some(Outcome::Known(id, number)) => (StatusCode::OK, id, number),
        Some(Outcome::Wrong(errors)) => return Err(Problem::Invalid(errors).into()),
        Some(Outcome::Contradicts(errors)) => return Err(Problem::Contradicted(errors).into()),
        _ => return Err(Problem::internal("a form came to nothing").into()),
    };
    Ok((status, Json(json!({ "id": id, "nomor": number }))).into_response())
}

/// The fields that the actor fills in. The person is taken from the record from which it is opened.
fn own(to: &dyn AnyKind) -> Vec<&'static Field> {
    to.parted().1
}

/// The description of opening records from a kind, for all kinds that it leads to.
pub(super) fn describe(kind: &dyn AnyKind, registry: &Registry, reference: &Reference, paths: &mut Map<String, Value>) {
    let info = kind.info();
    let uuid = json!({ "type": "string", "format": "uuid" });
    let answer = json!({ "type": "object", "required": ["id", "nomor"],
        "properties": { "id": uuid, "nomor": { "type": "string" } } });
    for (to, button) in kind.info().more.leads_to {
        let Some(to) = registry.find(to) else { continue };
        let name = format!("{}-dari-{}", to.info().name, info.name);
        let operation = also(operation(&name, info.title, button, (201, &answer)), 200, "Sudah tercatat");
        let operation = with(operation, "parameters", json!([parameter("path", "id", &uuid, "Catatan asal.")]));
        let schema = web::openapi::object(reference, &own(to), &[]);
        let operation = with(operation, "requestBody", content(&schema));
        paths.insert(format!("/api/v1/{}/{{id}}/{}", info.name, to.info().name), json!({ "post": operation }));
    }
}
