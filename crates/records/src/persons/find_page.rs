//! The search over everything in the console: one box in the head of every page, results by person.

use axum::extract::{Extension, State};
use kernel::form::{Field, FieldKind};
use kernel::{Ctx, FieldError, Permission, Problem};
use maud::{Markup, html};
use people::FIELDS;
use serde::Deserialize;
use web::{App, AppForm as Body, Console, Failure, Routes, layout, paging, parts};

use super::file::Entry;
use super::find::{self, Person, Results};
use super::page::table;
use crate::Registry;

pub(super) fn router() -> Routes {
    Routes::new().get("/cari", start).post("/cari", search)
}

async fn start(State(app): State<App>, Console(ctx): Console) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::ReadPeople)?;
    Ok(page(&app, &ctx, "", &[], None))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    cari: String,
    sebelum: Option<String>,
}

async fn search(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    Body(asked): Body<Asked>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::ReadPeople)?;
    let before = find::cursor(asked.sebelum.as_deref())?;
    match find::find(&registry, &ctx, &asked.cari, before).await {
        Ok(hits) => Ok(page(&app, &ctx, &asked.cari, &[], Some(&hits))),
        Err(Problem::Invalid(errors)) => Ok(page(&app, &ctx, &asked.cari, &errors, None)),
        Err(other) => Err(other.into()),
    }
}

const TEXT: Field = Field::asked("isi-cari", "Cari", FieldKind::Text(200));

fn page(app: &App, ctx: &Ctx, typed: &str, errors: &[FieldError], hits: Option<&Results>) -> Markup {
    let messages: Vec<FieldError> = errors.iter().map(|e| FieldError::new(TEXT.key, e.detail.clone())).collect();
    let body = html! {
        div.head { div { h1 { "Cari" } p.lead { "Orang yang dikenal kantor ini, dengan semua catatan yang boleh Anda baca. Isian terlindungi disamarkan." } } }
        (parts::errors(&[&TEXT], &messages))
        form.filter role="search" method="post" action="/cari" {
            label.grow for=(TEXT.key) {
                "Nama atau nomor"
                input id=(TEXT.key) name="cari" value=(typed) autocomplete="off" autofocus[hits.is_none()] aria-describedby="isi-cari-h";
            }
            button.btn.main { "Cari" }
        }
        p.hint id="isi-cari-h" {
            "Sebagian nama menurut ejaan mana pun; atau utuh: "
            @if ctx.actor.may(Permission::RevealPeople) { "NIK, paspor atau SPLP, telepon, " }
            "nomor catatan, nomor dari sistem lain."
            @if !ctx.actor.may(Permission::RevealPeople) {
                " NIK, paspor dan telepon hanya dapat dicari oleh yang berwenang membuka isian terlindungi."
            }
        }
        @if let Some(hits) = hits { (results(app, typed, hits)) }
    };
    layout::page(app, ctx, "Cari", "/cari", &body)
}

fn results(app: &App, typed: &str, hits: &Results) -> Markup {
    html! {
        @if hits.people.is_empty() && hits.records.is_empty() {
            p.empty role="status" { "Tidak ada yang cocok di kantor Anda. Coba sebagian nama saja, atau nomor yang utuh." }
        }
        @for person in &hits.people { (one(app, person)) }
        @if !hits.records.is_empty() {
            section.box { h2 { "Catatan" } (table(&hits.records.iter().collect::<Vec<&Entry>>())) }
        }
        @if let Some(next) = hits.next {
            nav.pager aria-label="Halaman" {
                form method="post" action="/cari" {
                    input type="hidden" name="cari" value=(typed);
                    input type="hidden" name=(paging::MARK) value=(next);
                    button.btn { "Berikutnya" }
                }
            }
        }
    }
}

fn one(app: &App, person: &Person) -> Markup {
    let text = |key: &str| {
        let field = FIELDS.iter().find(|field| field.key == key)?;
        person.shown.form.get(key).map(|text| parts::readable(&app.house.reference, field, text))
    };
    let name = text("nama").unwrap_or_else(|| "—".to_owned());
    html! {
        section.box {
            h2 { a href={ "/orang/" (person.shown.id) } { (name) } }
            p.meta {
                @for (label, key) in [("NIK", "nik"), ("Dokumen", "nomor_dokumen")] {
                    @if let Some(text) = text(key) { span { (label) " " span.mask { (text) } } }
                }
                @for (label, key) in [("Lahir", "tanggal_lahir"), ("Asal", "daerah_asal")] {
                    @if let Some(text) = text(key) { span { (label) " " (text) } }
                }
            }
            @if person.records.is_empty() {
                p.muted { "Tidak ada catatan tentang orang ini yang boleh Anda baca." }
            } @else {
                (table(&person.records.iter().collect::<Vec<&Entry>>()))
            }
            @if person.more > 0 {
                p { a href={ "/orang/" (person.shown.id) } { (person.more) " catatan lagi" } }
            }
        }
    }
}
