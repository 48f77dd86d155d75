//! The templates of letters, in the console and over the api.

use axum::Json;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind};
use kernel::{Ctx, FieldError, Permission, Problem};
use lampiran::Macam;
use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;
use web::heavy::{upload, work};
use web::openapi::Description;
use web::{Api, App, AppPath, Console, Failure, Routes, layout, parts};

use super::templat::{self, Which};
use super::values;
use crate::Registry;
use crate::attached::commands::REMARK;
use crate::attached::{MOST, receive};
use crate::surface::file;

/// The address of the list.
const HERE: &str = "/templat";
const API: &str = "/api/v1/templat";

type Answer = Result<Response, Failure>;

pub(super) fn router(registry: &Registry) -> Routes {
    Routes::new()
        .get(HERE, list)
        .get("/templat/{surat}", show)
        .post("/templat/{surat}", upload(put, MOST).first(may))
        .get("/templat/{surat}/unduh", work(download))
        .get(API, listed)
        .layer(Extension(registry.clone()))
}

/// Refuses a file before it is read.
fn may<'a>(parts: &'a mut Parts, app: &'a App) -> BoxFuture<'a, Result<(), Failure>> {
    Box::pin(async move {
        let Api(ctx) = Api::from_request_parts(parts, app).await?;
        ctx.actor.require(Permission::Words)?;
        Ok(ctx.house.space.for_uploads().await?)
    })
}

async fn list(State(app): State<App>, Console(ctx): Console, Extension(registry): Extension<Registry>) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let mut rows = Vec::new();
    for which in Which::all(&registry) {
        let row = templat::row(&ctx, &which.code()).await?;
        rows.push((which, row));
    }
    let body = html! {
        div.head { div {
            h1 { "Templat surat" }
            p.lead { "Dokumen Word yang diisi bila surat dibuat. Yang tidak diganti kantor memakai templat bawaan." }
        } }
        div.scroll {
            table.list {
                thead { tr { th { "Surat" } th { "Tentang" } th { "Templat" } } }
                tbody {
                    @for (which, row) in &rows {
                        tr {
                            th scope="row" { a href={ (HERE) "/" (which.code()) } { (which.letter.title) } }
                            td { (which.kind.info().title) }
                            td {
                                @if let Some(row) = row { (row.nama) ", " (row.pelaku) ", " (parts::instant(row.pada)) }
                                @else { "Bawaan" }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Templat surat", HERE, &body).into_response())
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(code): AppPath<String>,
) -> Answer {
    ctx.actor.require(Permission::Words)?;
    page(&app, &ctx, Which::find(&registry, &code)?, ("", &[])).await
}

async fn put(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(code): AppPath<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let which = Which::find(&registry, &code)?;
    let (words, sent) = receive::receive(parts).await;
    let done = match sent {
        Ok(sent) => templat::put(&ctx, which, sent).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&[HERE, "/", code.as_str()].concat()).into_response()),
        Err(Problem::Invalid(errors)) => page(&app, &ctx, which, (&words.remark, &errors)).await,
        Err(Problem::Malformed(detail)) => {
            page(&app, &ctx, which, (&words.remark, &[FieldError::new(lampiran::FIELD, detail)])).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn download(
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(code): AppPath<String>,
) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let which = Which::find(&registry, &code)?;
    let bytes = templat::in_force(&ctx, which.kind, which.letter).await?;
    Ok(file::answer(&format!("Templat {}.docx", which.letter.title), Macam::Docx, bytes))
}

async fn page(app: &App, ctx: &Ctx, which: Which, (reason, errors): (&str, &[FieldError])) -> Answer {
    let here = format!("{HERE}/{}", which.code());
    let row = templat::row(ctx, &which.code()).await?;
    let history = templat::history(ctx, &which.code()).await?;
    let title = which.letter.title;
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Templat surat" } } li { (title) } }
        div.head {
            div {
                h1 { (title) }
                p.lead {
                    (which.kind.info().title) ". "
                    @if let Some(row) = &row { "Yang berlaku: " (row.nama) "." } @else { "Yang berlaku: templat bawaan." }
                }
            }
            div.acts { a.btn href={ (here) "/unduh" } { "Unduh templat yang berlaku" } }
        }
        (form(app, &here, reason, errors))
        section.box {
            h2 { "Isian yang dapat dipakai" }
            p.hint { "Tulis di Word dengan dua kurung kurawal, misalnya {{nomor_surat}}. Yang tidak dikenal ditolak dan disebutkan." }
            dl.fields {
                @for (name, label) in values::known(which.kind) { div { dt { "{{" (name) "}}" } dd { (label) } } }
            }
        }
        @if !history.is_empty() {
            section.box {
                h2 { "Riwayat" }
                ul.counted {
                    @for (name, why, who, at) in &history {
                        li { (name) small { (who) ", " (parts::instant(*at)) ": " (why) } }
                    }
                }
            }
        }
    };
    Ok(layout::page(app, ctx, title, HERE, &body).into_response())
}

fn form(app: &App, here: &str, reason: &str, errors: &[FieldError]) -> Markup {
    let of = |key: &str| errors.iter().find(|error| error.field == key);
    let error = of(lampiran::FIELD);
    let described = if error.is_some() { "berkas-h berkas-e" } else { "berkas-h" };
    html! {
        form.form method="post" action=(here) enctype="multipart/form-data" novalidate {
            div.row {
                div class=(if error.is_some() { "field bad" } else { "field" }) {
                    label for="berkas" { "Templat baru" }
                    input id="berkas" name="berkas" type="file" accept=".docx" autofocus[error.is_some()]
                        aria-invalid=[error.map(|_| "true")] aria-describedby=(described);
                    p.hint id="berkas-h" { "DOCX tanpa makro, paling besar 2 MB, tanpa data pribadi." }
                    @if let Some(error) = error { p.err id="berkas-e" { (error.detail) } }
                }
                (parts::input(&app.house.reference, &WHY, reason, of(WHY.key)))
            }
            button.btn.main { "Pakai templat ini" }
        }
    }
}

/// Why a template is put in force; it comes where attachments have their remark.
const WHY: Field = Field::asked(REMARK.key, "Alasan", FieldKind::Text(300)).required();

/// The letters with their templates.
#[derive(Serialize, JsonSchema)]
struct LetterTemplates {
    data: Vec<LetterTemplate>,
}

/// A letter with its template.
#[derive(Serialize, JsonSchema)]
struct LetterTemplate {
    /// Jenis catatan.
    jenis: String,
    /// Kode surat.
    surat: String,
    judul: String,
    /// Nama berkas templat kantor; kosong bila templat bawaan yang berlaku.
    templat: Option<String>,
    pelaku: Option<String>,
    pada: Option<DateTime<Utc>>,
    /// Isian yang dapat dipakai di templat.
    isian: Vec<String>,
}

async fn listed(Api(ctx): Api, Extension(registry): Extension<Registry>) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let mut data = Vec::new();
    for which in Which::all(&registry) {
        let row = templat::row(&ctx, &which.code()).await?;
        let (name, by, at) = match row {
            Some(row) => (Some(row.nama), Some(row.pelaku), Some(row.pada)),
            None => (None, None, None),
        };
        data.push(LetterTemplate {
            jenis: which.kind.info().name.to_owned(),
            surat: which.letter.code.to_owned(),
            judul: which.letter.title.to_owned(),
            templat: name,
            pelaku: by,
            pada: at,
            isian: values::known(which.kind).into_iter().map(|(name, _)| name.to_owned()).collect(),
        });
    }
    Ok(Json(LetterTemplates { data }).into_response())
}

/// Adds the list of templates to the description.
pub fn describe(all: &mut Description) {
    let name = ("templat", "Templat surat", "Surat yang ada, dan templat yang berlaku di kantor ini");
    all.get(API, name, |one| one.answers::<LetterTemplates>(200));
}
