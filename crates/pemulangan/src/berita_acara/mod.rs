//! The record of a handover (berita acara serah terima) of a return, as PDF and for Word, with the same content.

mod content;
mod word;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, Permission, Problem, Result};
use records::{Kind, kind};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::openapi::{operation, parameter, with};
use web::{Api, App, AppForm as Body, AppJson, AppPath, Console, Failure, heavy};

use crate::kepulangan::Kepulangan;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF: &str = "application/pdf";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    bentuk: String,
}

/// The routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/kepulangan/{id}/berita-acara", post(heavy::work(api)))
        .route("/kepulangan/{id}/berita-acara", post(heavy::work(console)))
}

async fn api(
    Api(ctx): Api,
    AppPath(id): AppPath<CatatanId>,
    AppJson(asked): AppJson<Asked>,
) -> Result<Response, Failure> {
    Ok(answer(&ctx, id, &asked.bentuk).await?)
}

async fn console(
    State(_): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<CatatanId>,
    Body(asked): Body<Asked>,
) -> Result<Response, Failure> {
    Ok(answer(&ctx, id, &asked.bentuk).await?)
}

/// The document, protected fields in full where the actor may open them: it is handed to who receives the person.
async fn answer(ctx: &Ctx, id: CatatanId, form: &str) -> Result<Response> {
    ctx.actor.require(Kepulangan::INFO.permission)?;
    let (media, ending) = match form {
        "" | "pdf" => (PDF, "pdf"),
        "docx" => (DOCX, "docx"),
        _ => return Err(Problem::field("bentuk", "Pilih pdf atau docx.")),
    };
    let reveal = ctx.actor.may(Permission::RevealPeople);
    let shown = kind::<Kepulangan>().read(ctx, id, reveal).await?;
    let read = Read { action: "cetak", kind: Kepulangan::INFO.name, revealed: reveal };
    log(ctx, read, shown.head.person.into_iter().collect()).await?;
    let content = content::of(ctx, &shown);
    let bytes = match ending {
        "docx" => word::document(&content).pack().map_err(Problem::internal)?,
        _ => cetak::pdf(cetak::BERITA_ACARA, &content.json()).map_err(Problem::internal)?,
    };
    Ok(file(&format!("BA-{}.{ending}", shown.head.number), media, bytes))
}

/// A file to be saved, never shown. Its name holds letters, digits, hyphens and a full stop only.
fn file(name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    let fixed: [(HeaderName, &'static str); 4] = [
        (header::CONTENT_TYPE, media),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let saved = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(header::CONTENT_DISPOSITION, saved.unwrap_or(HeaderValue::from_static("attachment")));
    answer
}

/// Adds the description of the operation.
pub(crate) fn describe(paths: &mut Map<String, Value>) {
    let uuid = json!({ "type": "string", "format": "uuid" });
    let body = json!({ "type": "object", "additionalProperties": false, "properties": {
        "bentuk": { "type": "string", "enum": ["pdf", "docx", ""], "description": "pdf bila kosong." } } });
    let made = operation("berita-acara", "Kepulangan", "Berita acara serah terima sebagai berkas", (200, &json!({})));
    let made = with(made, "parameters", json!([parameter("path", "id", &uuid, "Kepulangan.")]));
    let content = json!({ "required": true, "content": { "application/json": { "schema": body } } });
    let mut made = with(made, "requestBody", content);
    if let Some(done) = made.get_mut("responses").and_then(|all| all.get_mut("200")) {
        *done = with(done.take(), "content", json!({ PDF: {}, DOCX: {} }));
    }
    paths.insert("/api/v1/kepulangan/{id}/berita-acara".to_owned(), json!({ "post": made }));
}
