//! A figure explained: what is counted, from which sides, and whose persons stand in it twice.

use axum::extract::{Extension, State};
use axum::response::Response;
use kernel::{Ctx, Period, Permission, figure};
use maud::{Markup, html};
use web::{App, AppPath, AppQuery, Console, Failure, layout};

use super::dashboard::per;
use super::{meaning, side_by_side};
use crate::agreement::{Agreement, Item};
use crate::compute::Known;
use crate::explain::api::{AskedSides, file, select, side};
use crate::explain::breakdown::{self, Cell, Dimension};
use crate::explain::overlap::{self, Overlap};
use crate::indicator::Indicator;
use crate::query::{self, Shelf};
use crate::table;
use crate::years::{Year, years};

/// What the page shows.
struct View<'a> {
    agreement: &'a Agreement,
    item: &'a Item,
    period: Period,
    tw: u8,
    known: Known,
    overlap: Overlap,
    sides: Vec<(Dimension, Vec<Cell>)>,
    years: Vec<Year>,
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let period = query::period(agreement.year, asked.tw)?;
    let (known, offices) = (query::known(asked.per.as_deref())?, table::scope(&ctx, agreement).offices);
    let mut sides = Vec::new();
    for dimension in Dimension::ALL {
        let role = if dimension == Dimension::Alasan { Some("tidak-dihitung".to_owned()) } else { None };
        let select = select(&ctx, agreement, item, &AskedSides { peran: role, ..asked.clone() })?;
        sides.push((dimension, breakdown::cells(&ctx, &select, dimension).await?));
    }
    let overlap = overlap::overlap(&ctx, agreement, item, (&offices, period, known)).await?;
    let years = years(&ctx, &all, agreement, item, known).await?;
    let view = View { agreement, item, period, tw: asked.tw.unwrap_or(0), known, overlap, sides, years };
    Ok(page(&app, &ctx, &view, item.indicator()?))
}

pub(super) async fn download(
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedSides>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let (dimension, cells) = side(&ctx, agreement, item, &asked).await?;
    file(agreement, item, dimension, cells)
}

impl View<'_> {
    fn href(&self, what: &str, tw: u8) -> String {
        format!("/indikator/{}/{}{what}?tw={tw}&{}", self.agreement.code, self.item.no, per(self.known))
    }
}

fn page(app: &App, ctx: &Ctx, view: &View<'_>, indicator: &Indicator) -> Markup {
    let title = format!("Penjelasan: {}", view.item.title);
    let body = html! {
        ol.crumb {
            li { a href={ "/?perjanjian=" (view.agreement.code) } { "Dasbor" } }
            li { (view.agreement.title) }
            li { a href=(view.href("", view.tw)) { "No " (view.item.no) } }
            li { "Penjelasan" }
        }
        div.head {
            div {
                h1 { (title) }
                p.lead { (crate::render::known(view.known)) }
                p.acts { a.btn href=(view.href("/penjelasan.xlsx", view.tw)) { "Unduh XLSX" } }
            }
            nav aria-label="Masa" {
                ul.seg {
                    @for (tw, name) in [(1, "TW1"), (2, "TW2"), (3, "TW3"), (4, "TW4"), (0, "Setahun")] {
                        li { a href=(view.href("/penjelasan", tw)) aria-current=[(tw == view.tw).then_some("page")] { (name) } }
                    }
                }
            }
        }
        (words(app, view, indicator))
        (side_by_side::show(view.item, indicator, &view.years))
        (twice(view))
        h2 { "Dari sisi lain" }
        p.note {
            "Di layar ini angkanya penuh, untuk dipakai di kantor. Yang diunduh untuk luar kantor menyamarkan sel di bawah 5."
        }
        div.sides {
            @for (dimension, cells) in view.sides.iter().filter(|(_, cells)| !cells.is_empty()) {
                (bars(view, *dimension, cells))
            }
        }
    };
    layout::page(app, ctx, &title, "/", &body)
}

fn words(app: &App, view: &View<'_>, indicator: &Indicator) -> Markup {
    let definition = indicator.definition(view.period);
    html! {
        section.box aria-labelledby="hitung" {
            h2 id="hitung" { "Cara menghitung" }
            p { (definition.what) " " (definition.left_out) }
            dl.fields.how {
                div { dt { "Rumus" } dd { (definition.formula.words()) } }
                div { dt { "Satuan" } dd { (indicator.unit) } }
                div { dt { "Tanggal yang dipakai" } dd { (indicator.date_role) } }
            }
            (meaning::how(app, view.agreement, indicator, definition))
        }
    }
}

fn twice(view: &View<'_>) -> Markup {
    let overlap = &view.overlap;
    html! {
        @if overlap.orang > 0 {
            section.box aria-labelledby="tindih" {
                h2 id="tindih" { "Orang yang sama" }
                p {
                    "Di balik angka ini ada " (figure::whole(overlap.orang)) " orang. "
                    @if overlap.lebih_sekali > 0 {
                        (figure::whole(overlap.lebih_sekali)) " di antaranya tercatat lebih dari satu kali dalam masa ini."
                    } @else {
                        "Tidak ada yang tercatat dua kali dalam masa ini."
                    }
                }
                @if !overlap.bersama.is_empty() {
                    ul {
                        @for shared in &overlap.bersama {
                            li { (figure::whole(shared.orang)) " orang juga ada di no " (shared.no) ", " (shared.judul) "." }
                        }
                    }
                }
            }
        }
    }
}

fn bars(view: &View<'_>, dimension: Dimension, cells: &[Cell]) -> Markup {
    let most = cells.iter().filter_map(|cell| cell.banyak).max().unwrap_or(1).max(1);
    let href = format!("{}&menurut={}", view.href("/sebaran.csv", view.tw), dimension.word());
    html! {
        section.box {
            h2 { (dimension.title()) }
            table.list.bars {
                tbody {
                    @for cell in cells {
                        @let count = cell.banyak.unwrap_or_default();
                        tr {
                            th scope="row" { (cell.nama) }
                            td.num { (figure::whole(count)) }
                            td {
                                svg.bar viewBox="0 0 150 8" preserveAspectRatio="none" aria-hidden="true" {
                                    rect.v width=(150 * count / most) height="8" {}
                                }
                            }
                        }
                    }
                }
            }
            p { a href=(href) { "Unduh untuk luar kantor (CSV)" } }
        }
    }
}
