//! Attachments on the page of a record.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, FieldError, Problem};
use lampiran::{MAX_FILES, Store};
use maud::{Markup, html};
use uuid::Uuid;
use web::heavy::{self, work};
use web::{App, AppForm as Body, AppPath, Console, Failure, Routes, parts};

use super::{Refusal, record_page};
use crate::attached::commands::REMARK;
use crate::attached::{self, Attached, Came, MOST, commands, may, receive};
use crate::paper::{self, KEY as PAPER};
use crate::surface::{This, by_field, file};
use crate::{AnyKind, Paper, Papers, REASON, Registry, Shown};

/// The routes of the attachments of all kinds in the console.
pub(super) fn router(registry: &Registry, store: &Store) -> Routes {
    registry.all().iter().fold(Routes::new(), |router, kind| {
        let base = format!("/{}/{{id}}/lampiran", kind.info().name);
        let routes = Routes::new()
            .post(&base, heavy::upload(attach, MOST).first(may))
            .get(&format!("{base}/{{lampiran_id}}"), work(download))
            .post(&format!("{base}/{{lampiran_id}}/hapus"), detach)
            .layer(Extension(This(*kind)))
            .layer(Extension(store.clone()))
            .layer(Extension(registry.clone()));
        router.merge(routes)
    })
}

type Answer = Result<Response, Failure>;

const ATTACH: &str = "lampiran";
const DETACH: &str = "hapus-lampiran";
/// The form key by which a refusal remembers which attachment was to be removed.
const WHICH: &str = "lampiran_id";

async fn attach(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    (Extension(store), Extension(registry)): (Extension<Store>, Extension<Registry>),
    AppPath(id): AppPath<CatatanId>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let (words, upload) = receive::receive(parts).await;
    let typed = Form::from([(REMARK.key.to_owned(), words.remark), (PAPER.to_owned(), words.paper)]);
    let done = match upload {
        Ok(upload) => commands::attach(&ctx, kind, &store, (id, upload)).await,
        Err(problem) => Err(problem),
    };
    let done = match done {
        Ok(Came::New(..)) => Ok(()),
        Ok(Came::Known(attached)) => {
            Err(Problem::Duplicate(format!("Berkas ini sudah terlampir dengan nama {}.", attached.name)))
        }
        Err(problem) => Err(problem),
    };
    answer(&app, &ctx, (kind, &registry), id, (ATTACH, typed, done)).await
}

async fn download(
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(store): Extension<Store>,
    AppPath(at): AppPath<(CatatanId, Uuid)>,
) -> Answer {
    let (attached, bytes) = attached::open(&ctx, kind, &store, at).await?;
    Ok(file::answer(&attached.name, attached.macam, bytes))
}

async fn detach(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppPath(at): AppPath<(CatatanId, Uuid)>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let reason = typed.get(REASON.key).cloned().unwrap_or_default();
    typed.insert(WHICH.to_owned(), at.1.to_string());
    let done = commands::detach(&ctx, kind, at, &reason).await;
    answer(&app, &ctx, (kind, &registry), at.0, (DETACH, typed, done)).await
}

async fn answer(
    app: &App,
    ctx: &Ctx,
    (kind, registry): (&dyn AnyKind, &Registry),
    id: CatatanId,
    (act, typed, done): (&'static str, Form, kernel::Result<()>),
) -> Answer {
    let mut refusal = Refusal { act, typed, ..Refusal::default() };
    match done {
        Ok(()) => return Ok(Redirect::to(&format!("/{}/{id}#lampiran", kind.info().name)).into_response()),
        Err(Problem::Invalid(errors)) => refusal.errors = errors,
        Err(problem @ (Problem::Refused { .. } | Problem::Duplicate(_) | Problem::Malformed(_))) => {
            refusal.detail = Some(problem.to_string());
        }
        Err(other) => return Err(other.into()),
    }
    record_page(app, ctx, (kind, registry), (id, false), &refusal).await
}

/// The box of attachments.
pub(super) fn section(app: &App, kind: &dyn AnyKind, shown: &Shown, refusal: &Refusal) -> Markup {
    let here = format!("/{}/{}/lampiran", kind.info().name, shown.head.id);
    let open = shown.head.withdrawn.is_none();
    let (standing, removed): (Vec<_>, Vec<_>) = shown.attached.iter().partition(|attached| attached.removed.is_none());
    html! {
        section.box id="lampiran" {
            h2 { "Lampiran" @if !standing.is_empty() { " " small.muted { (standing.len()) } } }
            @if standing.is_empty() { p.muted { "Belum ada lampiran." } }
            @else {
                ul.counted {
                    @for attached in &standing {
                        li {
                            (entry(attached, &here))
                            @if open { (removal(attached, &here, refusal)) }
                        }
                    }
                }
            }
            @if !removed.is_empty() {
                details {
                    summary { "Yang sudah dihapus (" (removed.len()) ")" }
                    ul.counted { @for attached in &removed { li { (gone(attached)) } } }
                }
            }
            @if open { (upload(app, (kind, shown), &here, refusal)) }
        }
    }
}

/// The papers of a record: which are there, which were asked for when, and the file that each is.
pub(super) fn papers(kind: &dyn AnyKind, shown: &Shown) -> Markup {
    let here = format!("/{}/{}/lampiran", kind.info().name, shown.head.id);
    let left = shown.papers.iter().filter(|paper| paper.needed && !paper.there).count();
    html! {
        @if !shown.papers.is_empty() {
            section.box id="dokumen-perlu" {
                h2 { "Dokumen" @if left > 0 { " " small.muted { (left) " belum ada" } } }
                ul.counted {
                    @for paper in &shown.papers {
                        li {
                            @let (badge, word) = standing(paper);
                            span class=(badge) { (word) } " " (paper.label)
                            @if let Some((day, by)) = &paper.asked {
                                small { "Diminta " (parts::day(*day)) @if let Some(by) = by { " oleh " (by) } "." }
                            }
                            @for one in shown.attached.iter().filter(|one| paper.files.contains(&one.id)) {
                                small { "Berkas: " a href={ (here) "/" (one.id) } { (one.name) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How a paper stands: its badge, and the words.
fn standing(paper: &Paper) -> (&'static str, &'static str) {
    match (paper.there, paper.asked.is_some(), paper.needed) {
        (true, ..) => ("badge done", "Ada"),
        (false, true, _) => ("badge run", "Diminta, belum ada"),
        (false, false, true) => ("badge new", "Belum ada"),
        (false, false, false) => ("badge off", "Bila perlu"),
    }
}

fn entry(attached: &Attached, here: &str) -> Markup {
    html! {
        a href={ (here) "/" (attached.id) } { (attached.name) }
        small {
            (attached.macam.title()) ", " (file::bytes(attached.size))
            @if let Some(remark) = &attached.remark { ". " (remark.trim_end_matches('.')) }
            ". Diunggah " (attached.by) ", " (parts::instant(attached.at)) "."
        }
    }
}

fn gone(attached: &Attached) -> Markup {
    html! {
        (attached.name)
        @if let Some((by, at, why)) = &attached.removed {
            small { "Dihapus " (by) ", " (parts::instant(*at)) ": " (why.trim_end_matches('.')) "." }
        }
    }
}

fn removal(attached: &Attached, here: &str, refusal: &Refusal) -> Markup {
    let id = attached.id.to_string();
    let mine = refusal.act == DETACH && refusal.typed.get(WHICH) == Some(&id);
    let error = refusal.errors.iter().find(|error| mine && error.field == REASON.key);
    let typed = refusal.typed.get(REASON.key).filter(|_| mine).map_or("", String::as_str);
    let (field, error_id) = (format!("alasan-{id}"), format!("alasan-{id}-e"));
    html! {
        details open[mine] {
            summary { "Hapus" span.hide { " " (attached.name) } }
            form.form method="post" action={ (here) "/" (id) "/hapus" } novalidate {
                @if let Some(detail) = refusal.detail.as_ref().filter(|_| mine) { p.note.bad role="alert" { (detail) } }
                div class=(if error.is_some() { "field bad" } else { "field" }) {
                    label for=(field) { "Alasan" span.opt { "wajib" } }
                    input id=(field) name=(REASON.key) value=(typed) autocomplete="off" autofocus[error.is_some()]
                        aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| error_id.as_str())];
                    @if let Some(error) = error { p.err id=(error_id) { (error.detail) } }
                }
                button.btn.danger { "Hapus lampiran ini" }
            }
        }
    }
}

fn upload(app: &App, (kind, shown): (&dyn AnyKind, &Shown), here: &str, refusal: &Refusal) -> Markup {
    let mine = refusal.act == ATTACH;
    let wrong = by_field(if mine { &refusal.errors } else { &[] });
    let error: Option<&FieldError> = wrong.get(lampiran::FIELD).copied();
    let described = if error.is_some() { "berkas-h berkas-e" } else { "berkas-h" };
    let remark = refusal.typed.get(REMARK.key).filter(|_| mine).map_or("", String::as_str);
    // Only those that this record needs are offered.
    let paper = kind.info().more.papers.map(|papers| {
        let words = kind.offered(papers.field, &shown.form).unwrap_or(papers.words);
        paper::field(&Papers { words, ..papers })
    });
    html! {
        form.form method="post" action=(here) enctype="multipart/form-data" novalidate {
            @if let Some(detail) = refusal.detail.as_ref().filter(|_| mine) { p.note.warn role="alert" { (detail) } }
            div.row {
                div class=(if error.is_some() { "field bad" } else { "field" }) {
                    label for="berkas" { "Lampirkan berkas" }
                    input id="berkas" name="berkas" type="file" accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
                        autofocus[error.is_some()] aria-invalid=[error.map(|_| "true")] aria-describedby=(described);
                    p.hint id="berkas-h" {
                        "PDF, JPEG, PNG, DOCX, atau XLSX; paling besar 20 MB, " (MAX_FILES) " berkas setiap catatan. "
                        "Tempat dan waktu pengambilan foto dibuang."
                    }
                    @if let Some(error) = error { p.err id="berkas-e" { (error.detail) } }
                }
                (parts::input(&app.house.reference, &REMARK, remark, wrong.get(REMARK.key).copied()))
                @if let Some(field) = paper {
                    @let typed = refusal.typed.get(PAPER).filter(|_| mine).map_or("", String::as_str);
                    (parts::input(&app.house.reference, &field, typed, wrong.get(PAPER).copied()))
                }
            }
            button.btn { "Unggah" }
        }
        form.form.camera method="post" action=(here) enctype="multipart/form-data" novalidate {
            div.field {
                label for="foto" { "Foto dokumen" }
                input id="foto" name="berkas" type="file" accept="image/*" capture="environment" aria-describedby="berkas-h";
            }
            button.btn { "Unggah foto" }
        }
    }
}
