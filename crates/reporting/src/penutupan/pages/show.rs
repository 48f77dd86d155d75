//! The page of one closing.

use kernel::{Ctx, Permission};
use maud::{Markup, html};
use web::{App, layout, parts};

use super::super::checklist::Point;
use super::super::entity::Model;
use super::super::queries::Shown;
use super::super::status::Status;
use super::{Tried, figures, marks, next, signing};

/// What the page shows.
pub(super) struct View {
    pub agreement: String,
    pub shown: Shown,
    /// All closings of the period, newest first; those thrown away are left out.
    pub revisions: Vec<Model>,
    pub tried: Option<Tried>,
}

impl View {
    /// The newest revision of the period, if it is another than this one.
    pub(super) fn newer(&self) -> Option<&Model> {
        let closing = &self.shown.closing;
        self.revisions.first().filter(|one| one.revisi > closing.revisi)
    }
}

/// The way back to the list, and further down to the closing from its own pages.
pub(super) fn crumb(closing: &Model, agreement: &str, below: Option<&str>) -> Markup {
    html! {
        ol.crumb {
            li { a href=(marks::list_address(closing)) { "Penutupan" } }
            li { (agreement) }
            @match below {
                Some(below) => {
                    li { a href=(marks::address(closing)) { (marks::title(closing)) } }
                    li { (below) }
                }
                None => li { (marks::period(closing.tw)) " " (closing.tahun) },
            }
        }
    }
}

pub(super) fn page(app: &App, ctx: &Ctx, view: &View) -> Markup {
    let closing = &view.shown.closing;
    let title = marks::title(closing);
    let body = html! {
        p.kop aria-hidden="true" { (signing::office(ctx, closing)) }
        (crumb(closing, &view.agreement, None))
        @if let Some(tried) = &view.tried { (marks::refusal(&tried.problem)) }
        div.head {
            div {
                h1 { (title) }
                p.meta { (marks::state(closing)) span { "Seperti diketahui pada " b { (parts::instant(closing.pada)) } } }
            }
            @if closing.status != Status::Dibuang {
                p.acts {
                    a.btn href={ (marks::address(closing)) "/perubahan" } { "Perubahan sejak penutupan" }
                    " " a.btn href={ (marks::address(closing)) "/penutupan.pdf" } { "Unduh PDF" }
                    " " a.btn href={ (marks::address(closing)) "/penutupan.xlsx" } { "Unduh XLSX" }
                    @if closing.tw > 0 { " " a.btn href=(quarterly(closing)) { "Laporan POK (XLSX)" } }
                }
            }
        }
        (notes(view))
        (marks::steps(closing))
        // Until it is signed the work comes first, afterwards the figures.
        @if closing.status == Status::Ditandatangani {
            (figures::table(&view.shown))
            div.cols.under { div { (proof(closing)) (checks(ctx, closing)) } div.side { (next::actions(app, ctx, view)) } }
        } @else {
            div.cols { (checks(ctx, closing)) div.side { (next::actions(app, ctx, view)) } }
            (figures::table(&view.shown))
            div.under { (proof(closing)) }
        }
    };
    layout::page(app, ctx, &title, "/penutupan", &body)
}

/// The quarterly report that is made of it.
fn quarterly(closing: &Model) -> String {
    format!("/laporan-pok.xlsx?tahun={}&perjanjian={}&tw={}", closing.tahun, closing.perjanjian, closing.tw)
}

fn notes(view: &View) -> Markup {
    let closing = &view.shown.closing;
    html! {
        @if let Some(newer) = view.newer() {
            p.note.warn {
                "Masa ini sudah disiapkan lagi: " a href=(marks::address(newer)) { (marks::title(newer)) } ". "
                "Angka di sini tetap seperti waktu ditandatangani."
            }
        }
        @if closing.status == Status::Dibuang {
            p.note.warn { "Penutupan ini dibuang dan tidak berlaku. Siapkan yang baru dari daftar penutupan." }
        }
        @if let Some(reason) = &closing.alasan { p.note { "Alasan revisi: " (reason) } }
        @if let Some(said) = closing.same_hands() { p.note.warn { (said) } }
    }
}

/// What was worth a look when the closing was prepared; what is as it should be takes one line.
fn checks(ctx: &Ctx, closing: &Model) -> Markup {
    let points: Vec<Point> = serde_json::from_value(closing.daftar_periksa.clone()).unwrap_or_default();
    let (open, fine): (Vec<_>, Vec<_>) = points.iter().partition(|point| point.banyak > 0);
    html! {
        section.box aria-labelledby="periksa" {
            h2 id="periksa" {
                @if open.is_empty() { "Daftar periksa: tidak ada yang menonjol" }
                @else { "Daftar periksa: " (open.len()) " hal perlu dilihat" }
            }
            ul.checks {
                @for point in &open { (check(ctx, closing, point)) }
            }
            @if !fine.is_empty() {
                p.fine {
                    span.badge.done { "Sudah baik" }
                    small { (fine.iter().map(|point| point.judul.as_str()).collect::<Vec<_>>().join("; ")) "." }
                }
            }
        }
    }
}

fn check(ctx: &Ctx, closing: &Model, point: &Point) -> Markup {
    let (href, words) = match point.no {
        _ if point.kode == "temuan-audit" => ("/audit".to_owned(), "Lihat temuan"),
        Some(_) if point.kode == "tanpa-nilai" => ("/nilai".to_owned(), "Catat nilai"),
        Some(no) => (format!("{}/anggota/{no}?peran=penyebut", marks::address(closing)), "Lihat catatannya"),
        None => (String::new(), ""),
    };
    let may = point.kode != "tanpa-nilai" || ctx.actor.may(Permission::Perencanaan);
    html! {
        li {
            span.badge.late { (point.judul) }
            small {
                @if let Some(no) = point.no { "No " (no) ". " }
                (point.rincian)
                @if may && !href.is_empty() { " " a href=(href) { (words) span.hide { ": " (point.judul) } } }
            }
        }
    }
}

/// The fingerprints in full, for paper and for whoever compares.
fn proof(closing: &Model) -> Markup {
    html! {
        section.box aria-labelledby="sidik" {
            h2 id="sidik" { "Kode keaslian" }
            dl.fields.proof {
                div.wide { dt { "Penutupan ini" } dd.id { (closing.sidik) } }
                @if let (Some(place), Some(chain)) = (closing.urutan, &closing.rantai) {
                    div.wide { dt { "Rantai, penutupan ke-" (place) " kantor ini" } dd.id { (chain) } }
                }
                div.wide { dt { "Perjanjian" } dd { (closing.perjanjian) " versi " (closing.perjanjian_versi) } }
            }
        }
    }
}
