//! Two agreements side by side.

use axum::extract::{Extension, State};
use kernel::{Ctx, Permission, Problem};
use maud::{Markup, html};
use web::{App, AppQuery, Console, Failure, layout};

use crate::agreement::Agreement;
use crate::explain::api::{AskedPair, pair};
use crate::explain::compare::{Half, Pair, compare};
use crate::query::{self, Shelf};

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedPair>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let (one, two) = match pair(&ctx, &all, &asked) {
        Ok(two) => two,
        Err(why @ Problem::Malformed(_)) => return Ok(nothing(&app, &ctx, &why)),
        Err(other) => return Err(other.into()),
    };
    let pairs = compare(&ctx, one, two, query::known(asked.per.as_deref())?).await?;
    Ok(page(&app, &ctx, one, two, &pairs))
}

/// Two that cannot be set side by side.
fn nothing(app: &App, ctx: &Ctx, why: &Problem) -> Markup {
    let body = html! {
        ol.crumb { li { a href="/" { "Dasbor" } } li { "Perbandingan" } }
        div.head { div { h1 { "Dua perjanjian" } } }
        p.note.warn role="status" { (why) }
    };
    layout::page(app, ctx, "Dua perjanjian", "/", &body)
}

fn page(app: &App, ctx: &Ctx, one: &Agreement, two: &Agreement, pairs: &[Pair]) -> Markup {
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
                                    @match pair.sama {
                                        Some(true) => { span.same { "Sama" } ". " }
                                        Some(false) => { mark.diff { "Berbeda" } " " }
                                        None => { span.muted { "Belum ada data. " } }
                                    }
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
