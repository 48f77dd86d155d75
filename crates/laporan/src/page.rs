//! The page on which a report is made: year, closing, form.

use axum::extract::{Extension, State};
use axum::response::Response;
use kernel::offices::Office;
use kernel::{Ctx, Permission};
use maud::{Markup, html};
use reporting::Agreements;
use reporting::penutupan::Status;
use reporting::penutupan::entity::Model as Closing;
use serde::Deserialize;
use web::{App, AppQuery, Console, Failure, Routes, heavy, layout, parts};

use crate::send::{AskedFile, file};
use crate::tahun::Chosen;
use crate::teks::Place;
use crate::{Shelf, ketikan, pilih};

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
    /// The code of the agreement by which the report is made unless a closing is chosen.
    agreement: String,
    /// The closings of the whole year, the newest first.
    closings: Vec<Closing>,
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
            let first = pilih::first(&shelf.agreements, &office.code, year);
            let agreement = first.map(|one| one.code.clone()).unwrap_or_default();
            let place = Place { office: office.id, year, key: "" };
            let numbers = ketikan::of_year(&ctx, &shelf.agreements, place, &office.code).await?;
            let view = View { year, office, offices, agreement, closings };
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
        form.box method="get" action=(FILE) {
            input type="hidden" name="tahun" value=(view.year);
            div.row {
                div.field {
                    label for="kantor" { "Kantor" }
                    select id="kantor" name="kantor" {
                        @for one in &view.offices {
                            option value=(one.code) selected[one.id == view.office.id] { (one.name) }
                        }
                    }
                }
                div.field {
                    label for="penutupan" { "Angka dari" }
                    select id="penutupan" name="penutupan" {
                        option value="" { "Penutupan " (view.agreement) " terbaru yang ditandatangani" }
                        @for closing in &view.closings { option value=(closing.id.to_string()) { (named(closing)) } }
                    }
                }
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
            " "
            a href={ "/lkj/teks?tahun=" (view.year) "&kantor=" (view.office.code) } { "Tulis penjelasannya" }
            " "
            a href={ "/lkj/foto?tahun=" (view.year) "&kantor=" (view.office.code) } { "Pilih fotonya" }
        }
        (state(view))
    }
}

fn named(closing: &Closing) -> String {
    let state = if closing.status == Status::Ditandatangani { "ditandatangani" } else { "belum ditandatangani" };
    format!("{}, {state}, per {}", closing.name(), parts::instant(closing.pada))
}

fn state(view: &View<'_>) -> Markup {
    let usual: Vec<&Closing> = view.closings.iter().filter(|closing| closing.perjanjian == view.agreement).collect();
    html! {
        @if usual.iter().any(|closing| closing.status == Status::Ditandatangani) {
            p.note { "Tahun " (view.year) " sudah ditutup dan ditandatangani menurut " (view.agreement) "." }
        } @else if usual.is_empty() {
            p.note.warn {
                "Tahun " (view.year) " belum ditutup menurut " (view.agreement) ", jadi laporannya KONSEP dengan angka hari ini. Siapkan penutupan setahun di halaman "
                a href="/penutupan" { "Penutupan" } "."
            }
        } @else {
            p.note.warn {
                "Penutupan tahun " (view.year) " belum ditandatangani, jadi laporannya KONSEP. Lihat halaman "
                a href="/penutupan" { "Penutupan" } "."
            }
        }
    }
}
