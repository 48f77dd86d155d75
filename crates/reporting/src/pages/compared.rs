//! Two agreements side by side.

use kernel::Ctx;
use maud::{Markup, html};
use web::{App, layout};

use crate::agreement::Agreement;
use crate::explain::compare::{Half, Pair};

pub(super) fn page(app: &App, ctx: &Ctx, one: &Agreement, two: &Agreement, pairs: &[Pair]) -> Markup {
    let title = format!("Dua perjanjian dalam tahun {}", one.year);
    let body = html! {
        ol.crumb { li { a href="/" { "Dasbor" } } li { "Perbandingan" } }
        div.head {
            div {
                h1 { (title) }
                p.lead { "Butir yang menghitung catatan yang sama, dan mengapa angkanya berbeda." }
            }
        }
        @if pairs.is_empty() {
            p.empty { "Kedua perjanjian tidak menghitung satu ukuran pun yang sama." }
        } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th scope="col" { (one.title) }
                            th scope="col" { (two.title) }
                            th scope="col" { "Penjelasan" }
                        }
                    }
                    tbody {
                        @for pair in pairs {
                            tr {
                                td { (half(&pair.satu)) }
                                td { (half(&pair.dua)) }
                                td {
                                    @if !pair.sama { mark.diff { "Berbeda" } " " } @else { span.same { "Sama" } " " }
                                    (pair.penjelasan.join(" "))
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    layout::page(app, ctx, &title, "/", &body)
}

fn half(half: &Half) -> Markup {
    html! {
        b { (half.nilai) } " dari target " (half.target)
        br;
        small { "No " (half.no) ". " (half.judul) }
    }
}
