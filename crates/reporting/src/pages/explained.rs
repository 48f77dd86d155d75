//! A figure explained: what is counted, from which sides, and whose persons stand in it twice.

use kernel::{Ctx, figure};
use maud::{Markup, html};
use web::{App, layout};

use super::dashboard::per;
use crate::agreement::{Agreement, Item};
use crate::compute::Known;
use crate::explain::Explanation;
use crate::explain::breakdown::{Cell, Dimension};
use crate::explain::overlap::Overlap;

/// What the page shows.
pub(super) struct View<'a> {
    pub agreement: &'a Agreement,
    pub item: &'a Item,
    pub tw: u8,
    pub known: Known,
    pub words: Explanation,
    pub overlap: Overlap,
    pub sides: Vec<(Dimension, Vec<Cell>)>,
}

impl View<'_> {
    fn href(&self, what: &str, tw: u8) -> String {
        format!("/indikator/{}/{}{what}?tw={tw}&{}", self.agreement.code, self.item.no, per(self.known))
    }
}

pub(super) fn page(app: &App, ctx: &Ctx, view: &View<'_>) -> Markup {
    let title = format!("Penjelasan: {}", view.item.title);
    let body = html! {
        ol.crumb {
            li { a href={ "/?perjanjian=" (view.agreement.code) } { "Dasbor" } }
            li { (view.agreement.title) }
            li { a href=(view.href("", view.tw)) { "No " (view.item.no) } }
            li { "Penjelasan" }
        }
        div.head {
            div { h1 { (title) } p.lead { (crate::render::known(view.known)) } }
            nav aria-label="Masa" {
                ul.seg {
                    @for (tw, name) in [(1, "TW1"), (2, "TW2"), (3, "TW3"), (4, "TW4"), (0, "Setahun")] {
                        li { a href=(view.href("/penjelasan", tw)) aria-current=[(tw == view.tw).then_some("page")] { (name) } }
                    }
                }
            }
        }
        (words(&view.words))
        (overlap(view))
        h2 { "Dari sisi lain" }
        p.note {
            "Di layar ini angkanya penuh, untuk dipakai di kantor. Yang diunduh untuk luar kantor menyamarkan sel di bawah 5."
        }
        div.cols {
            @for (dimension, cells) in view.sides.iter().filter(|(_, cells)| !cells.is_empty()) {
                (side(view, *dimension, cells))
            }
        }
    };
    layout::page(app, ctx, &title, "/", &body)
}

fn words(words: &Explanation) -> Markup {
    html! {
        section.box aria-labelledby="hitung" {
            h2 id="hitung" { "Cara menghitung" }
            p { (words.dihitung) " " (words.dikeluarkan) }
            dl.fields {
                div { dt { "Rumus" } dd { (words.rumus) } }
                div { dt { "Satuan" } dd { (words.satuan) } }
                div { dt { "Tanggal yang dipakai" } dd { (words.tanggal) } }
                div { dt { "Triwulan menjadi setahun" } dd { (words.setahun) } }
                div { dt { "Capaian" } dd { (words.capaian) } }
                div {
                    dt { "Definisi" }
                    dd { @for (number, since, note) in &words.riwayat_definisi { "Versi " (number) " sejak " (since) ": " (note) " " } }
                }
            }
            @if !words.aturan.is_empty() {
                details {
                    summary { "Aturan: apa yang dihitung, dan atas dasar apa" }
                    div.scroll.bare {
                        table.list {
                            thead { tr { th scope="col" { "Kategori" } th scope="col" { "Dihitung" } th scope="col" { "Sejak" } th scope="col" { "Alasan dan dasar" } th scope="col" { "Status" } } }
                            tbody {
                                @for rule in &words.aturan {
                                    tr {
                                        td { (web::parts::words(&rule.kategori)) }
                                        td { (if rule.dihitung { "ya" } else { "tidak" }) }
                                        td.one { (rule.sejak) }
                                        td { (rule.alasan) " " small { (rule.dasar_hukum) } }
                                        td { (rule.status) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn overlap(view: &View<'_>) -> Markup {
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

fn side(view: &View<'_>, dimension: Dimension, cells: &[Cell]) -> Markup {
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
