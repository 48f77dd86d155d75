//! Two agreements side by side: what each asks of an indicator, and what differs.

use kernel::Ctx;
use maud::{Markup, html};
use web::{App, layout};

use super::HERE;
use super::list::state;
use crate::perjanjian::compare::{Side, compare};
use crate::perjanjian::queries::Shown;

pub(super) fn page(app: &App, ctx: &Ctx, listed: &[Shown], (one, two): (&Shown, &Shown)) -> Markup {
    let rows = compare(&one.agreement, &two.agreement);
    let differing = rows.iter().filter(|row| !row.differences.is_empty()).count();
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Perjanjian kinerja" } } li { "Sandingan" } }
        div.head {
            div {
                h1 { "Dua perjanjian berdampingan" }
                p.lead { (differing) " dari " (rows.len()) " indikator berbeda." }
            }
            form.filter method="get" action={ (HERE) "/sandingan" } {
                (choice("satu", "Pertama ", listed, one))
                (choice("dua", "Kedua ", listed, two))
                button.btn { "Sandingkan" }
            }
        }
        div.scroll {
            table.list {
                thead { tr { th scope="col" { (head(one)) } th scope="col" { (head(two)) } th scope="col" { "Beda" } } }
                tbody {
                    @for row in &rows {
                        tr {
                            td { (half(row.one.as_ref())) }
                            td { (half(row.two.as_ref())) }
                            td {
                                @if row.differences.is_empty() { span.same { "Sama" } } @else {
                                    @for difference in &row.differences { div { (difference) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    layout::page(app, ctx, "Dua perjanjian berdampingan", HERE, &body)
}

fn called(one: &Shown) -> String {
    format!("{} versi {}", one.agreement.code, one.agreement.version)
}

fn head(one: &Shown) -> Markup {
    html! { a href=(one.address()) { (called(one)) } " " (state(one)) }
}

fn choice(name: &str, label: &str, listed: &[Shown], chosen: &Shown) -> Markup {
    html! {
        label { (label)
            select name=(name) {
                @for one in listed { option value=(one.id()) selected[one.id() == chosen.id()] { (called(one)) } }
            }
        }
    }
}

fn half(side: Option<&Side>) -> Markup {
    html! {
        @match side {
            None => span.muted { "tidak ada" },
            Some(side) => {
                b { (side.no) ". " (side.title) }
                div { small { "Target " (side.targets.join(" · ")) } }
            }
        }
    }
}
