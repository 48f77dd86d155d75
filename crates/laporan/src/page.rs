//! The page on which a report is made: year, closing, form.

use axum::extract::{Extension, State};
use axum::response::Response;
use kernel::offices::Office;
use kernel::{Ctx, Permission};
use maud::{Markup, html};
use reporting::penutupan::Status;
use reporting::penutupan::entity::Model as Closing;
use reporting::{Agreement, Agreements};
use serde::Deserialize;
use web::{App, AppQuery, Console, Failure, Routes, heavy, layout, parts};

use crate::send::{AskedFile, file};
use crate::tahun::Chosen;
use crate::teks::Place;
use crate::versi::{Lock, lock};
use crate::{Shelf, buat, ketikan, pilih, versi};

const PATH: &str = "/lkj";
const FILE: &str = "/lkj/unduh";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, show).get(FILE, heavy::work(download))
}

/// Which page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedPage {
    tahun: Option<String>,
    kantor: Option<String>,
}

/// What the page shows.
struct View<'a> {
    year: i32,
    office: &'a Office,
    /// The offices of the actor that have an agreement of the year.
    offices: Vec<&'a Office>,
    /// The agreements of the office for the year, the usual one first, each with its closings of the whole year, the newest first.
    agreed: Vec<(&'a Agreement, Vec<Closing>)>,
    /// That the head has signed, so that words and photos are no longer changed.
    lock: Option<Lock>,
    /// Whether a report of the account is being made or waits to be saved.
    made: bool,
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedPage>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let asked_for = Chosen::read(&ctx, &shelf.agreements, asked.tahun.as_deref());
    let year = asked_for.year;
    let offices = offices(&ctx, &shelf.agreements, year);
    let code = asked.kantor.as_deref().unwrap_or_default();
    let chosen = offices.iter().find(|one| one.code.eq_ignore_ascii_case(code)).or_else(|| offices.first()).copied();
    let body = match chosen {
        None => without(&ctx, year),
        Some(office) => {
            let closings = pilih::closings(&ctx, office.id, year).await?;
            let of = |one: &Agreement| -> Vec<Closing> {
                closings.iter().filter(|held| held.perjanjian == one.code).cloned().collect()
            };
            let agreements = pilih::agreements(&shelf.agreements, &office.code, year);
            let agreed = agreements.into_iter().map(|one| (one, of(one))).collect();
            let lock = lock(&ctx, office.id, year).await?;
            let made = shelf.making.seen(&ctx).is_some();
            let place = Place { office: office.id, year, key: "" };
            let numbers = ketikan::of_year(&ctx, &shelf.agreements, place, &office.code).await?;
            let view = View { year, office, offices, agreed, lock, made };
            html! { (form(&view)) (numbers) }
        }
    };
    Ok(page(&app, &ctx, &asked_for, &body))
}

async fn download(
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedFile>,
) -> Result<Response, Failure> {
    Ok(file(&ctx, &shelf, asked).await?)
}

/// The offices of the actor that have an agreement of a year, the actor's own first.
pub(crate) fn offices<'a>(ctx: &'a Ctx, all: &Agreements, year: i32) -> Vec<&'a Office> {
    let of_year = all.of_year(year);
    let agreed = |one: &&Office| of_year.iter().any(|agreement| agreement.office.eq_ignore_ascii_case(&one.code));
    let seen = |one: &&Office| ctx.actor.offices.contains(&one.id);
    let mut found: Vec<&Office> = ctx.house.offices.all().iter().filter(seen).filter(agreed).collect();
    found.sort_by_key(|one| one.id != ctx.actor.office);
    found
}

fn page(app: &App, ctx: &Ctx, asked_for: &Chosen, body: &Markup) -> Markup {
    let whole = html! {
        div.head {
            div {
                h1 { "Laporan kinerja" }
                p.lead {
                    "Laporan kinerja setahun (LKj) disusun dari penutupan tahun itu: tabel, grafik, evaluasi dan anggaran. Tanpa penutupan "
                    "yang ditandatangani, setiap halamannya ditandai KONSEP."
                }
            }
        }
        (asked_for.form(PATH, None))
        (body)
    };
    layout::page(app, ctx, "Laporan kinerja", PATH, &whole)
}

fn without(ctx: &Ctx, year: i32) -> Markup {
    html! {
        p.note.warn role="status" {
            "Belum ada perjanjian kinerja " (ctx.actor.office_name) " untuk tahun " (year) ". Tanpa perjanjian tidak ada indikator yang "
            "dilaporkan. Pilih tahun lain, atau siapkan perjanjiannya di halaman "
            a href="/perjanjian" { "Perjanjian kinerja" }
            "."
        }
    }
}

fn form(view: &View<'_>) -> Markup {
    html! {
        @if view.offices.len() > 1 {
            p {
                "Kantor: "
                @for (place, one) in view.offices.iter().enumerate() {
                    @if place > 0 { " · " }
                    @if one.id == view.office.id { b { (one.name) } }
                    @else { a href={ (PATH) "?tahun=" (view.year) "&kantor=" (one.code) } { (one.name) } }
                }
            }
        }
        form.box method="post" action=(buat::PATH) {
            input type="hidden" name="tahun" value=(view.year);
            input type="hidden" name="kantor" value=(view.office.code);
            div.row {
                (basis(view))
                div.field.s {
                    label for="format" { "Bentuk" }
                    select id="format" name="format" {
                        option value="docx" { "Word (DOCX)" }
                        option value="xlsx" { "Excel (XLSX)" }
                        option value="pdf" { "PDF" }
                    }
                }
                div.field.s {
                    label for="asal" { "Asal angka" }
                    select id="asal" name="asal" {
                        option value="ya" { "Disebut" }
                        option value="tidak" { "Tidak disebut" }
                    }
                }
            }
            button.btn.main { "Buat laporan" }
            @if view.made { " " a href=(buat::PATH) { "Lihat yang sedang dibuat" } }
            " "
            a href={ "/lkj/teks?tahun=" (view.year) "&kantor=" (view.office.code) } { "Tulis penjelasannya" }
            " "
            a href={ "/lkj/foto?tahun=" (view.year) "&kantor=" (view.office.code) } { "Pilih fotonya" }
        }
        @for (agreement, closings) in &view.agreed { (state(view.year, &agreement.code, closings)) }
        @if let Some(lock) = &view.lock { (versi::view::signed(lock)) }
    }
}

/// By which agreement the report is made, and of which of its closings.
fn basis(view: &View<'_>) -> Markup {
    html! {
        div.field {
            label for="dasar" { "Angka dari" }
            select id="dasar" name="dasar" {
                @for (agreement, closings) in &view.agreed {
                    optgroup label={ (agreement.title) " (" (agreement.code) ")" } {
                        option value=(agreement.code) { (usual(&agreement.code, closings)) }
                        @for closing in closings { option value=(closing.id.to_string()) { (named(closing)) } }
                    }
                }
            }
        }
    }
}

/// Of what the report by an agreement is made unless one of its closings is chosen.
fn usual(code: &str, closings: &[Closing]) -> String {
    if closings.iter().any(is_signed) {
        format!("Penutupan {code} terbaru yang ditandatangani")
    } else if closings.is_empty() {
        format!("{code}: angka hari ini, belum ditutup")
    } else {
        format!("Penutupan {code} terbaru, belum ditandatangani")
    }
}

fn is_signed(closing: &Closing) -> bool {
    closing.status == Status::Ditandatangani
}

fn named(closing: &Closing) -> String {
    let state = if is_signed(closing) { "ditandatangani" } else { "belum ditandatangani" };
    format!("{}, {state}, per {}", closing.name(), parts::instant(closing.pada))
}

fn state(year: i32, code: &str, closings: &[Closing]) -> Markup {
    html! {
        @if closings.iter().any(is_signed) {
            p.note { "Tahun " (year) " sudah ditutup dan ditandatangani menurut " (code) "." }
        } @else if closings.is_empty() {
            p.note.warn {
                "Tahun " (year) " belum ditutup menurut " (code) ", jadi laporannya KONSEP dengan angka hari ini. Siapkan penutupan setahun di halaman "
                a href="/penutupan" { "Penutupan" } "."
            }
        } @else {
            p.note.warn {
                "Penutupan tahun " (year) " menurut " (code) " belum ditandatangani, jadi laporannya KONSEP. Lihat halaman "
                a href="/penutupan" { "Penutupan" } "."
            }
        }
    }
}
