//! The record of a handover (berita acara serah terima) of a return, or of many people of an arrival, as PDF and for Word, with the
//! same content.

pub(crate) mod bersama;
mod content;
mod word;

use axum::extract::{Extension, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cetak::{Fonts, Unprinted};
use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, Permission, Problem, Result};
use records::{Kind, kind};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use web::openapi::Description;
use web::{Api, App, AppForm as Body, AppJson, AppPath, Console, Failure, Routes, heavy};

use crate::kepulangan::Kepulangan;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF: &str = "application/pdf";

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// pdf bila kosong.
    #[serde(default)]
    #[schemars(extend("enum" = ["pdf", "docx", ""]))]
    bentuk: String,
}

/// The routes; the fonts are those for letters that the program's own lack.
pub(crate) fn router(fonts: &Fonts) -> Routes {
    Routes::new()
        .post("/api/v1/kepulangan/{id}/berita-acara", heavy::work(api))
        .post("/kepulangan/{id}/berita-acara", heavy::work(console))
        .merge(bersama::router())
        .layer(Extension(fonts.clone()))
}

async fn api(
    Api(ctx): Api,
    Extension(fonts): Extension<Fonts>,
    AppPath(id): AppPath<CatatanId>,
    AppJson(asked): AppJson<Asked>,
) -> Result<Response, Failure> {
    Ok(answer(&ctx, &fonts, id, &asked.bentuk).await?)
}

async fn console(
    State(_): State<App>,
    Console(ctx): Console,
    Extension(fonts): Extension<Fonts>,
    AppPath(id): AppPath<CatatanId>,
    Body(asked): Body<Asked>,
) -> Result<Response, Failure> {
    Ok(answer(&ctx, &fonts, id, &asked.bentuk).await?)
}

/// The document, protected fields in full where the actor may open them: it is handed to who receives the person.
async fn answer(ctx: &Ctx, fonts: &Fonts, id: CatatanId, form: &str) -> Result<Response> {
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
        _ => cetak::pdf(fonts, cetak::BERITA_ACARA, &content.json())
            .map_err(|error| unprinted(error, shown.status, "docx"))?,
    };
    Ok(file(&format!("BA-{}.{ending}", shown.head.number), media, bytes))
}

/// What no font can write is refused; Word and Excel have fonts of their own, so the same for one of them is a way out.
pub(crate) fn unprinted(error: Unprinted, status: &'static str, other: &'static str) -> Problem {
    match error {
        Unprinted::Letters { .. } => Problem::Refused {
            status,
            command: "pdf",
            allowed: vec![other],
            detail: format!("{error} Yang sama sebagai {} tetap dapat diunduh.", other.to_uppercase()),
        },
        Unprinted::Template(_) => Problem::internal(error),
    }
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
pub(crate) fn describe(all: &mut Description) {
    let name = ("berita-acara", "Kepulangan", "Berita acara serah terima sebagai berkas");
    all.post("/api/v1/kepulangan/{id}/berita-acara", name, |one| {
        one.id("id", "Kepulangan.").takes::<Asked>().shows(200, &json!({ PDF: {}, DOCX: {} }))
    });
    bersama::describe(all);
}
