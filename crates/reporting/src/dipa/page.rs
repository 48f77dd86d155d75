//! The budget in the console. Each number lists its records below the tables.

use axum::extract::{Extension, State};
use axum::response::Response;
use form_urlencoded::Serializer;
use kernel::period::written;
use kernel::{Ctx, Problem, Result};
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, AppQuery, Console, Failure, Routes, heavy, layout, parts};

use super::checks::{Check, Level, checks, rupiah};
use super::joined::{Joined, join};
use super::model::{Part, Row, Sum};
use super::{Asked, View, curve, export, tables, view};
use crate::query::Shelf;

const PATH: &str = "/dipa";
const FILE: &str = "/dipa/unduh";
/// How many records a sentence names.
const NAMED: usize = 5;

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, show).get(FILE, heavy::work(download))
}

/// Which page is asked for: a budget, and the number whose records are listed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedPage {
    tahun: Option<i32>,
    pada: Option<String>,
    revisi: Option<i64>,
    kantor: Option<String>,
    bagian: Option<String>,
    kegiatan: Option<String>,
    butir: Option<u32>,
    format: Option<String>,
}

impl AskedPage {
    fn budget(&self) -> Asked {
        Asked { tahun: self.tahun, pada: self.pada.clone(), revisi: self.revisi, kantor: self.kantor.clone() }
    }
}

/// Whose number is meant.
#[derive(Clone, Copy)]
pub(super) enum Whose<'a> {
    /// All activities.
    All,
    /// One.
    Activity(&'a str),
    /// Those that serve an item of the agreement.
    Item(u32),
}

impl View {
    /// The address of this budget with more behind it.
    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("tahun", &self.budget.year.to_string()).append_pair("pada", &self.budget.on.to_string());
        if let Some(number) = self.revision {
            query.append_pair("revisi", &number.to_string());
        }
        query.append_pair("kantor", &self.office.code).extend_pairs(more);
        format!("{path}?{}", query.finish())
    }

    /// The address of the budget as it was by a revision.
    pub(super) fn by_revision(&self, number: i64) -> String {
        let (year, on, office) = (self.budget.year, self.budget.on, &self.office.code);
        format!("{PATH}?tahun={year}&pada={on}&revisi={number}&kantor={office}")
    }

    /// The address of the records behind a number.
    pub(super) fn behind(&self, part: Part, whose: Whose<'_>) -> String {
        let part = part.code();
        let address = match whose {
            Whose::All => self.address(PATH, &[("bagian", &part)]),
            Whose::Activity(name) => self.address(PATH, &[("bagian", &part), ("kegiatan", name)]),
            Whose::Item(no) => self.address(PATH, &[("bagian", &part), ("butir", &no.to_string())]),
        };
        format!("{address}#catatan")
    }
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedPage>,
) -> Result<Markup, Failure> {
    let view = view(&ctx, &asked.budget()).await?;
    let joined = join(&ctx, &all, &view).await?;
    let list = listed(&view, joined.as_ref(), &asked)?;
    Ok(page(&app, &ctx, &view, joined.as_ref(), &list))
}

async fn download(
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedPage>,
) -> Result<Response, Failure> {
    let view = view(&ctx, &asked.budget()).await?;
    let joined = join(&ctx, &all, &view).await?;
    Ok(export::file(&view, joined.as_ref(), asked.format.as_deref().unwrap_or("xlsx"))?)
}

fn page(app: &App, ctx: &Ctx, view: &View, joined: Option<&Joined>, list: &Markup) -> Markup {
    let budget = &view.budget;
    let title = format!("DIPA {}", budget.year);
    let empty = budget.activities.is_empty();
    let body = html! {
        div.head {
            div {
                h1 { (title) }
                p.lead {
                    (view.office.name) ". Menurut catatan bertanggal sampai dengan " (parts::day(budget.on))
                    @if let Some(number) = view.revision { ", tanpa revisi sesudah revisi " (number) } "."
                }
            }
            p.acts {
                a.btn href="/anggaran" { "Catatan anggaran" } " "
                @if !empty {
                    a.btn href=(view.address(FILE, &[("format", "xlsx")])) { "Unduh XLSX" } " "
                    a.btn href=(view.address(FILE, &[("format", "csv")])) { "Unduh CSV" } " "
                }
                a.btn.main href="/anggaran/banyak" { "Catat banyak" }
            }
        }
        (choice(view))
        (elsewhere(view))
        (said(view))
        @if empty {
            p.empty role="status" {
                "Belum ada anggaran " (view.office.name) " untuk tahun " (budget.year) " sampai dengan " (parts::day(budget.on)) ". "
                "Catat pagu awalnya sekaligus lewat " a href="/anggaran/banyak" { "Catat banyak" }
                ": tempel kegiatan dan jumlahnya, isi tahun, jenis pagu, revisi 0 dan tanggalnya sekali untuk semua baris."
            }
        } @else {
            (tables::activities(view))
            (curve::curve(budget))
            (tables::months(view))
            @if let Some(joined) = joined { (tables::items(view, joined)) }
        }
        (list)
    };
    layout::page(app, ctx, &title, PATH, &body)
}

fn choice(view: &View) -> Markup {
    let budget = &view.budget;
    let here = |here: bool| here.then_some("page");
    html! {
        form.filter method="get" action=(PATH) {
            input type="hidden" name="tahun" value=(budget.year);
            input type="hidden" name="kantor" value=(view.office.code);
            nav aria-label="Tahun" {
                ul.seg {
                    @for year in &view.years {
                        li {
                            a href={ (PATH) "?tahun=" (year) "&kantor=" (view.office.code) } aria-current=[here(*year == budget.year)] {
                                (year)
                            }
                        }
                    }
                }
            }
            label { "Data per tanggal "
                input name="pada" value=(written(budget.on)) placeholder="31/12/2025" inputmode="numeric" size="11";
            }
            button.btn { "Tampilkan" }
            @if let Some(number) = view.revision {
                a href={ (PATH) "?tahun=" (budget.year) "&pada=" (budget.on) "&kantor=" (view.office.code) } {
                    "Lihat semua revisi, bukan hanya sampai revisi " (number)
                }
            }
        }
    }
}

fn elsewhere(view: &View) -> Markup {
    html! {
        @if !view.elsewhere.is_empty() {
            p.note {
                "Anggaran tahun ini juga tercatat di kantor lain, dan tidak ikut di sini: "
                @for (at, office) in view.elsewhere.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ (PATH) "?tahun=" (view.budget.year) "&kantor=" (office.code) } { (office.name) }
                }
                "."
            }
        }
    }
}

/// What is worth a look, and what is left out.
fn said(view: &View) -> Markup {
    let budget = &view.budget;
    let all = checks(budget);
    let worst = all.first().map(|check| check.level);
    let class = match worst {
        Some(Level::Salah) => "note bad",
        Some(Level::Periksa) => "note warn",
        Some(Level::Keterangan) | None => "note",
    };
    html! {
        @if !all.is_empty() {
            section class=(class) aria-labelledby="periksa" {
                h2 id="periksa" { "Yang perlu dilihat" }
                ul { @for check in &all { li { (sentence(view, check)) } } }
            }
        }
        @if budget.later > 0 {
            p.note { (budget.later) " catatan tahun ini tidak ikut karena bertanggal sesudah " (parts::day(budget.on)) "." }
        }
    }
}

fn sentence(view: &View, check: &Check<'_>) -> Markup {
    let more = check.rows.len().saturating_sub(NAMED);
    html! {
        @if check.level == Level::Salah { b { "Salah: " } }
        (check.text)
        @for row in check.rows.iter().take(NAMED) { " " (record(row)) }
        @if more > 0 { " dan " (more) " catatan lain." }
        @if let Some(activity) = check.activity {
            " " a href=(view.behind(Part::Left, Whose::Activity(activity))) { "Semua catatan kegiatan ini" } "."
        }
    }
}

fn record(row: &Row) -> Markup {
    html! { a.id href={ "/anggaran/" (row.id) } { (row.number) } }
}

/// The records behind the number that is asked for; nothing where none is.
fn listed(view: &View, joined: Option<&Joined>, asked: &AskedPage) -> Result<Markup> {
    let Some(code) = asked.bagian.as_deref().filter(|code| !code.is_empty()) else { return Ok(html! {}) };
    let Some(part) = Part::read(code) else {
        let detail = "bagian: pagu, realisasi, sisa, revisi-<nomor>, bulan-<1 sampai 12> atau sampai-<1 sampai 12>.";
        return Err(Problem::Malformed(detail.to_owned()));
    };
    let budget = &view.budget;
    let item = asked.butir.and_then(|no| joined?.lines.iter().find(|served| served.line.item.no == no));
    let (whose, sum) = match (item, asked.kegiatan.as_deref().filter(|name| !name.is_empty())) {
        (Some(served), _) => (format!("Butir {}", served.line.item.no), served.sum(budget, part)),
        (None, Some(name)) => (name.to_owned(), budget.sum(part, |activity| activity.is(name))),
        (None, None) => ("Semua kegiatan".to_owned(), budget.total(part)),
    };
    Ok(list(&format!("{whose}: {}", part.title()), &sum))
}

fn list(title: &str, sum: &Sum<'_>) -> Markup {
    html! {
        div.head id="catatan" { div { h2 { (title) } p.lead { (rupiah(sum.amount)) } } }
        @if sum.rows.is_empty() { p.empty { "Tidak ada catatan." } } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th scope="col" { "Nomor" }
                            th scope="col" { "Kegiatan" }
                            th scope="col" { "Jenis" }
                            th scope="col" { "Tanggal" }
                            th.num scope="col" { "Jumlah (Rp)" }
                        }
                    }
                    tbody {
                        @for row in &sum.rows {
                            tr {
                                td { (record(row)) }
                                td { (row.activity) }
                                td { @match row.revision() { Some(number) => { "Pagu revisi " (number) }, None => "Realisasi" } }
                                td.one { (parts::day(row.day)) }
                                td.num { (kernel::figure::whole(row.amount)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
