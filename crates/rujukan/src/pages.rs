//! Words in the console.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form};
use kernel::reference::{REGISTERS, Term};
use kernel::{Ctx, FieldError, Permission, Problem};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, Failure, Routes, layout, parts};

use crate::entity::kata::Model;
use crate::form::{self, Act};
use crate::needed::{closed, needed};
use crate::past::{self, Past};
use crate::shelf::Rujukan;
use crate::write::{self, SEEN};

/// The address of the list.
const HERE: &str = "/kata";

type Answer = Result<Response, Failure>;

pub(crate) fn router() -> Routes {
    Routes::new()
        .get(HERE, list)
        .get("/kata/{kamus}", show)
        .post("/kata/{kamus}", add)
        .get("/kata/{kamus}/{kode}/{tindakan}", ask)
        .post("/kata/{kamus}/{kode}/{tindakan}", act)
}

/// What was refused, to come back with what was typed.
#[derive(Default)]
pub(crate) struct Refusal {
    pub(crate) typed: Form,
    pub(crate) errors: Vec<FieldError>,
}

/// The inputs of a form, with what was typed and what is wrong with it.
pub(crate) fn inputs(app: &App, fields: &[Field], refusal: &Refusal) -> Markup {
    let all: Vec<&Field> = fields.iter().collect();
    html! {
        (parts::errors(&all, &refusal.errors))
        div.row {
            @for field in fields {
                @let typed = refusal.typed.get(field.key).map_or("", String::as_str);
                @let typed = parts::typable(&app.house.reference, field, typed);
                (parts::input(&app.house.reference, field, &typed, refusal.errors.iter().find(|error| error.field == field.key)))
            }
        }
    }
}

async fn list(State(app): State<App>, Console(ctx): Console) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let reference = &ctx.house.reference;
    let body = html! {
        div.head {
            div {
                h1 { "Kata dan daftar" }
                p.lead {
                    "Pilihan di formulir, dan daftar nama cabang dan rumah sakit. Yang ditambah atau diubah di sini berlaku untuk semua kantor, "
                    "di semua server, dalam setengah menit; siapa dan mengapa tercatat."
                }
            }
        }
        div.scroll {
            table.list {
                thead { tr { th { "Kamus" } th.num { "Dipakai" } th.num { "Tidak dipakai" } th { "Sifat" } } }
                tbody {
                    @for name in reference.vocabularies() {
                        tr {
                            th scope="row" { a href={ (HERE) "/" (name) } { (parts::words(name)) } }
                            td.num { (reference.terms(name).len()) }
                            td.num { (reference.unused(name).len()) }
                            td { (nature(name)) }
                        }
                    }
                }
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Kata dan daftar", HERE, &body).into_response())
}

fn nature(vocabulary: &str) -> &'static str {
    if REGISTERS.contains(&vocabulary) {
        "Daftar nama: nama lain diterima dengan peringatan"
    } else if closed(vocabulary) {
        "Tetap: hanya label dan ejaan"
    } else {
        "Dapat ditambah"
    }
}

async fn show(State(app): State<App>, Console(ctx): Console, AppPath(kamus): AppPath<String>) -> Answer {
    page(&app, &ctx, &kamus, &Refusal::default()).await
}

async fn add(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Arc<Rujukan>>,
    AppPath(kamus): AppPath<String>,
    Body(typed): Body<Form>,
) -> Answer {
    match write::act(&ctx, &shelf, (&kamus, None), Act::Add, &typed).await {
        Ok(_) => Ok(Redirect::to(&[HERE, "/", kamus.as_str()].concat()).into_response()),
        Err(Problem::Invalid(errors)) => page(&app, &ctx, &kamus, &Refusal { typed, errors }).await,
        Err(other) => Err(other.into()),
    }
}

async fn page(app: &App, ctx: &Ctx, kamus: &str, refusal: &Refusal) -> Answer {
    write::known(ctx, kamus)?;
    let reference = &ctx.house.reference;
    let rows = write::history(ctx, kamus).await?;
    let title = parts::words(kamus);
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Kata dan daftar" } } li { (title) } }
        div.head { div { h1 { (title) } p.lead { (nature(kamus)) "." } } }
        (words(kamus, reference.terms(kamus), &rows))
        @if !reference.unused(kamus).is_empty() {
            div.head { h2 { "Tidak dipakai" } }
            (words(kamus, reference.unused(kamus), &rows))
        }
        @if !closed(kamus) {
            form.form method="post" action={ (HERE) "/" (kamus) } novalidate {
                fieldset.part {
                    legend { "Kata baru" }
                    (inputs(app, Act::Add.fields(), refusal))
                }
                p.hint { "Kata baru belum dihitung di indikator mana pun sampai aturan penghitungannya menyebutnya." }
                div.bottom { button.btn.main accesskey="s" { "Tambah " kbd { "Alt+S" } } }
            }
        }
        (history(ctx, &rows))
    };
    Ok(layout::page(app, ctx, &title, HERE, &body).into_response())
}

fn words(kamus: &str, terms: &[Term], rows: &[Model]) -> Markup {
    html! {
        div.scroll {
            table.list {
                thead {
                    tr { th { "Kata" } th { "Berlaku" } th { "Dasar" } th { "Oleh dan mengapa" } th.num { "Ejaan lain" } th { "Langkah" } }
                }
                tbody {
                    @for term in terms {
                        tr {
                            th scope="row" { (term.label) div { small.muted { (term.code) } } }
                            td { (span(term)) }
                            td { @if let Some(basis) = &term.basis { (basis) } }
                            td {
                                @match rows.iter().find(|row| row.kode == term.code) {
                                    Some(row) => { (row.pelaku) ": " (row.alasan) }
                                    None => { span.muted { "Bawaan" } }
                                }
                            }
                            td.num title=[(!term.also.is_empty()).then(|| term.also.join("; "))] { (term.also.len()) }
                            td { @for act in Act::ON { @if may(kamus, term, act) { (way(kamus, term, act)) " " } } }
                        }
                    }
                }
            }
        }
    }
}

/// From when until when a word may be used.
fn span(term: &Term) -> Markup {
    html! {
        @if let Some(since) = term.since { "Sejak " (parts::day(since)) }
        @if let Some(ended) = term.ended {
            @if term.since.is_some() { "; " }
            "berakhir " (parts::day(ended))
            @if let Some(instead) = &term.instead { ", gantinya " (instead) }
        }
    }
}

fn may(kamus: &str, term: &Term, act: Act) -> bool {
    match act {
        Act::Add => false,
        Act::Change => true,
        Act::End => term.ended.is_none() && !needed(kamus, &term.code),
        Act::Revive => term.ended.is_some(),
    }
}

fn way(kamus: &str, term: &Term, act: Act) -> Markup {
    html! { a href={ (HERE) "/" (kamus) "/" (term.code) "/" (act.word()) } { (act.title()) } }
}

fn history(ctx: &Ctx, rows: &[Model]) -> Markup {
    past::history(ctx, "Kata", &rows.iter().map(line).collect::<Vec<_>>())
}

fn line(row: &Model) -> Past<'_> {
    Past {
        at: row.pada,
        what: (row.label.clone(), row.kode.as_str()),
        act: &row.tindakan,
        why: &row.alasan,
        who: &row.pelaku,
        office: row.kantor_id,
    }
}

/// What is done to a word, from its address.
fn meant(word: &str) -> Result<Act, Failure> {
    Ok(Act::ON.into_iter().find(|act| act.word() == word).ok_or(Problem::NotFound)?)
}

async fn ask(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath((kamus, kode, word)): AppPath<(String, String, String)>,
) -> Answer {
    let (act, term) = (meant(&word)?, write::word(&ctx, &kamus, &kode)?);
    let mut typed = if act == Act::Change { form::of(term) } else { Form::new() };
    typed.insert(SEEN.to_owned(), write::newest_of(ctx.db(), (&kamus, &kode)).await?.0.to_string());
    Ok(asked(&app, &ctx, (&kamus, term), act, &Refusal { typed, errors: Vec::new() }).into_response())
}

async fn act(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Arc<Rujukan>>,
    AppPath((kamus, kode, word)): AppPath<(String, String, String)>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let act = meant(&word)?;
    match write::act(&ctx, &shelf, (&kamus, Some(&kode)), act, &typed).await {
        Ok(_) => Ok(Redirect::to(&[HERE, "/", kamus.as_str()].concat()).into_response()),
        Err(Problem::Invalid(errors)) => {
            let term = write::word(&ctx, &kamus, &kode)?;
            typed.insert(SEEN.to_owned(), write::newest_of(ctx.db(), (&kamus, &kode)).await?.0.to_string());
            Ok(asked(&app, &ctx, (&kamus, term), act, &Refusal { typed, errors }).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn asked(app: &App, ctx: &Ctx, (kamus, term): (&str, &Term), act: Act, refusal: &Refusal) -> Markup {
    let here = [HERE, "/", kamus].concat();
    let title = format!("{}: {}", act.title(), term.label);
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Kata dan daftar" } } li { a href=(here) { (parts::words(kamus)) } } li { (act.title()) } }
        div.head {
            div {
                h1 { (title) }
                p.lead {
                    @match act {
                        Act::Add | Act::Change => { "Kodenya tetap " (term.code) ". Label yang lama tetap dibaca sebagai kata ini." }
                        Act::End => { "Catatan yang memakainya tetap terbaca. Di formulir, berkas dan api kata ini ditolak sejak hari itu." }
                        Act::Revive => { "Kata ini dapat dipilih lagi." }
                    }
                }
            }
        }
        form.form method="post" action={ (here) "/" (term.code) "/" (act.word()) } novalidate {
            input type="hidden" name=(SEEN) value=(refusal.typed.get(SEEN).map_or("", String::as_str));
            fieldset.part { legend { (act.title()) } (inputs(app, act.fields(), refusal)) }
            div.bottom {
                button.btn.main accesskey="s" { (act.title()) " " kbd { "Alt+S" } }
                a.btn.quiet href=(here) { "Batal" }
            }
        }
    };
    layout::page(app, ctx, &title, HERE, &body)
}
