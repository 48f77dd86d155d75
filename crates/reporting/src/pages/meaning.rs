//! How a figure comes about, in words: the year, capaian, the versions of its definition, and its inclusion rules.

use kernel::rules::Rule;
use maud::{Markup, html};
use web::{App, parts};

use crate::agreement::Agreement;
use crate::explain::capaian;
use crate::indicator::{Definition, Indicator};
use crate::render;

/// What stands below the explanation of what is counted.
pub(super) fn how(app: &App, agreement: &Agreement, indicator: &Indicator, definition: &Definition) -> Markup {
    html! {
        dl.fields.how {
            div { dt { "Triwulan menjadi setahun" } dd { (indicator.rollup.words()) } }
            div { dt { "Capaian" } dd { (capaian(agreement, indicator, definition)) } }
            div {
                dt { "Versi definisi" }
                @for version in indicator.definitions {
                    dd { (version.number) ", sejak " (render::since(version)) ": " (version.note) }
                }
            }
        }
        (rules(app, definition))
    }
}

/// The inclusion rules of the measures that a definition reads; measures without any count by their days alone.
fn rules(app: &App, definition: &Definition) -> Markup {
    let parts = definition.parts();
    let rules: Vec<&Rule> =
        app.house.rules.all().iter().filter(|rule| parts.iter().any(|part| part.measure == rule.measure)).collect();
    html! {
        @if !rules.is_empty() {
            details.rules {
                summary { "Aturan kategori (" (rules.len()) ")" }
                div.scroll.bare {
                    table.list {
                        thead {
                            tr {
                                th scope="col" { "Kategori" }
                                th scope="col" { "Dihitung" }
                                th scope="col" { "Sejak" }
                                th scope="col" { "Alasan dan dasar" }
                                th scope="col" { "Status" }
                            }
                        }
                        tbody { @for rule in rules { (row(rule)) } }
                    }
                }
            }
        }
    }
}

fn row(rule: &Rule) -> Markup {
    html! {
        tr {
            td { (parts::words(&rule.category)) }
            td {
                span class=(if rule.counted { "badge done" } else { "badge off" }) { (if rule.counted { "Ya" } else { "Tidak" }) }
            }
            td.one { (parts::day(rule.since)) }
            td.reason { (rule.reason) small { (rule.basis) } }
            td { (parts::words(&rule.status)) }
        }
    }
}
