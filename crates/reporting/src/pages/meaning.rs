//! How a figure comes about, in words: the year, capaian, the versions of its definition, and its inclusion rules.

use kernel::rules::Rule;
use maud::{Markup, html};
use web::{App, parts};

use crate::agreement::Agreement;
use crate::indicator::{Definition, Indicator, Polarity, Rollup};
use crate::render;

fn year(rollup: Rollup) -> &'static str {
    match rollup {
        Rollup::Sum => "Setahun sama dengan jumlah keempat triwulan.",
        Rollup::RatioOverYear => "Setahun dihitung lagi atas semua catatan tahun itu, bukan rata-rata triwulan.",
        Rollup::DistinctOverYear => "Setahun tiap orang dihitung sekali, juga yang masuk di beberapa triwulan.",
        Rollup::Last => "Setahun sama dengan nilai terakhir tahun itu.",
    }
}

fn capaian(agreement: &Agreement, indicator: &Indicator) -> String {
    let rule = match indicator.polarity {
        Polarity::Higher => "Realisasi : target × 100; makin tinggi makin baik.",
        Polarity::Lower => "(2 × target − realisasi) : target × 100; makin rendah makin baik.",
    };
    match agreement.cap {
        Some(cap) => format!("{rule} Yang dilaporkan paling tinggi {cap} %; angka aslinya tetap ditampilkan."),
        None => format!("{rule} Tidak dibatasi."),
    }
}

/// What stands below the explanation of what is counted.
pub(super) fn how(app: &App, agreement: &Agreement, indicator: &Indicator, definition: &Definition) -> Markup {
    html! {
        dl.fields.how {
            div { dt { "Triwulan menjadi setahun" } dd { (year(indicator.rollup)) } }
            div { dt { "Capaian" } dd { (capaian(agreement, indicator)) } }
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
