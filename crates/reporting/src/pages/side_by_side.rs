//! On the explanation of a figure: its year by quarters beside the year before, and three years side by side.

use maud::{Markup, html};

use crate::agreement::Item;
use crate::chart::{Chart, Origin, Point, draw};
use crate::compute::Value;
use crate::indicator::Indicator;
use crate::render;
use crate::table::Figure;
use crate::years::{Counted, Year, difference};

const PERIODS: [&str; 5] = ["TW1", "TW2", "TW3", "TW4", "Setahun"];

/// The years of an item, oldest first; the last is the one that is explained.
pub(super) fn show(item: &Item, indicator: &Indicator, years: &[Year]) -> Markup {
    let Some((this, earlier)) = years.split_last() else { return html! {} };
    let quarters = this.counted.as_ref().map_or(&[] as &[Figure], |counted| counted.quarters.as_slice());
    let points: Vec<Point> =
        PERIODS.into_iter().zip(quarters).map(|(name, figure)| Point::counted(name.to_owned(), figure)).collect();
    let title = ("grafik-triwulan", format!("Triwulan {}", this.year));
    let quarters = Chart::of(item, indicator.decimals, title, points);
    let title = ("grafik-tahun", span(years));
    let whole = Chart::of(item, indicator.decimals, title, years.iter().flat_map(points_of).collect());
    html! {
        section.box aria-labelledby="triwulan" {
            h2 id="triwulan" { "Per triwulan" }
            (draw(&quarters))
            (beside(item, indicator, this, earlier.last()))
        }
        section.box aria-labelledby="tahun" {
            h2 id="tahun" { "Tahun ke tahun" }
            (draw(&whole))
            (table(item, indicator, years))
        }
    }
}

fn span(years: &[Year]) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) => format!("Tahun {} sampai {}", first.year, last.year),
        _ => String::new(),
    }
}

/// What is drawn of a year: the counted figure, and beside it the printed one; a gap where there is neither.
fn points_of(year: &Year) -> Vec<Point> {
    let label = year.year.to_string();
    let mut points: Vec<Point> = Vec::new();
    points.extend(year.counted.as_ref().map(|counted| Point::counted(label.clone(), &counted.whole)));
    points.extend(year.reported.as_ref().map(|told| Point {
        label: label.clone(),
        value: told.value(),
        target: told.target.clone(),
        met: None,
        origin: Origin::Reported(told.place.clone()),
    }));
    if points.is_empty() {
        points.push(Point { label, value: Value::NoData, target: None, met: None, origin: Origin::Counted });
    }
    points
}

fn text(item: &Item, indicator: &Indicator, value: &Value) -> String {
    let sign = if item.unit == "persen" && matches!(value, Value::Number(_)) { "\u{a0}%" } else { "" };
    format!("{}{sign}", render::text(value, indicator.decimals))
}

/// Each quarter beside the same of the year before, where that was counted.
fn beside(item: &Item, indicator: &Indicator, this: &Year, before: Option<&Year>) -> Markup {
    let figures = |year: &Counted| -> Vec<Figure> { year.quarters.iter().chain([&year.whole]).cloned().collect() };
    let (Some(now), Some(before)) = (&this.counted, before) else { return html! {} };
    html! {
        @if let Some(counted) = &before.counted {
            div.scroll.bare {
                table.list {
                    caption { "Masa yang sama tahun lalu, keduanya dihitung dari catatan" }
                    thead {
                        tr {
                            th scope="col" { "Masa" }
                            th.num scope="col" { (this.year) }
                            th.num scope="col" { (before.year) }
                            th.num scope="col" { "Selisih" }
                        }
                    }
                    tbody {
                        @for (name, (now, then)) in PERIODS.iter().zip(figures(now).iter().zip(&figures(counted))) {
                            tr {
                                th scope="row" { (name) }
                                td.num { (text(item, indicator, &now.value)) }
                                td.num { (text(item, indicator, &then.value)) }
                                td.num { (difference(now, then, indicator.decimals).unwrap_or_else(|| "—".to_owned())) }
                            }
                        }
                    }
                }
            }
        } @else {
            p.hint { "Triwulan " (before.year) " tidak dibandingkan: catatan tahun itu tidak ada di sini." }
        }
    }
}

fn table(item: &Item, indicator: &Indicator, years: &[Year]) -> Markup {
    html! {
        div.scroll.bare {
            table.list {
                caption { "Tahun ke tahun. Yang " em { "menurut laporan" } " tidak dihitung dari catatan dan tidak dijumlahkan dengannya." }
                thead {
                    tr {
                        th scope="col" { "Tahun" }
                        th.num scope="col" { "Target" }
                        th.num scope="col" { "Realisasi" }
                        th.num scope="col" { "Capaian" }
                        th scope="col" { "Asal" }
                    }
                }
                tbody { @for year in years { (rows(item, indicator, year)) } }
            }
        }
    }
}

fn rows(item: &Item, indicator: &Indicator, year: &Year) -> Markup {
    let target = |target: &Option<String>| {
        let sign = if item.unit == "persen" { "\u{a0}%" } else { "" };
        target.as_deref().map_or_else(|| "—".to_owned(), |target| format!("{}{sign}", render::target(target)))
    };
    html! {
        @if let Some(counted) = &year.counted {
            tr {
                th scope="row" { (year.year) }
                td.num { (target(&counted.whole.target)) }
                td.num { (text(item, indicator, &counted.whole.value)) }
                td.num { (counted.achieved().map_or_else(|| "—".to_owned(), |capaian| capaian.words())) }
                td { "dihitung dari catatan" }
            }
        }
        @if let Some(told) = &year.reported {
            tr.told {
                th scope="row" { (year.year) }
                td.num { (target(&told.target)) }
                td.num { (text(item, indicator, &told.value())) }
                td.num { "—" }
                td { em { "menurut laporan" } ": " (told.place) }
            }
        }
        @if year.counted.is_none() && year.reported.is_none() {
            tr { th scope="row" { (year.year) } td.muted colspan="4" { "Tidak ada catatan dan tidak dicetak di laporan." } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators;
    use crate::reported::Reported;

    fn item() -> Item {
        Item {
            no: 6,
            indicator: "kepulangan".to_owned(),
            goal: String::new(),
            title: "Kepulangan".to_owned(),
            unit: "orang".to_owned(),
            target_year: "3390".to_owned(),
            target_quarters: None,
        }
    }

    fn counted(values: [i64; 5]) -> Counted {
        let figure = |value: i64| Figure {
            definition: 1,
            numerator: value,
            denominator: None,
            not_counted: 0,
            value: Value::Number(value.into()),
            target: None,
            capaian: None,
            met: None,
        };
        let [one, two, three, four, whole] = values.map(figure);
        Counted { quarters: vec![one, two, three, four], whole, cap: Some(120) }
    }

    fn told(year: i32) -> Reported {
        let place = "Laporan Contoh, hlm. 33".to_owned();
        let (indicator, realisation) = ("kepulangan".to_owned(), "7857".to_owned());
        Reported { indicator, year, target: Some("5586".to_owned()), realisation, place }
    }

    fn shown(years: &[Year]) -> String {
        show(&item(), indicators::find("kepulangan").unwrap(), years).into_string()
    }

    #[test]
    fn what_a_report_printed_stands_beside_what_was_counted_and_is_called_so() {
        let text = shown(&[
            Year { year: 2023, counted: None, reported: None },
            Year { year: 2024, counted: None, reported: Some(told(2024)) },
            Year { year: 2025, counted: Some(counted([1, 2, 3, 4, 10])), reported: None },
        ]);
        assert!(text.contains("Tidak ada catatan dan tidak dicetak di laporan."), "{text}");
        assert!(text.contains("<em>menurut laporan</em>: Laporan Contoh, hlm. 33"), "{text}");
        assert!(text.contains("class=\"b told\"") && text.contains(">7.857</text>"), "{text}");
        assert!(text.contains("Triwulan 2024 tidak dibandingkan"), "a printed year has no quarters: {text}");
    }

    #[test]
    fn the_same_quarter_of_last_year_stands_beside_it_where_it_was_counted() {
        let text = shown(&[
            Year { year: 2025, counted: Some(counted([4, 4, 4, 4, 16])), reported: Some(told(2025)) },
            Year { year: 2026, counted: Some(counted([1, 2, 3, 6, 12])), reported: None },
        ]);
        assert!(text.contains("Masa yang sama tahun lalu") && text.contains(">-3<") && text.contains(">+2<"), "{text}");
        assert_eq!(
            points_of(&Year { year: 2025, counted: Some(counted([0; 5])), reported: Some(told(2025)) }).len(),
            2
        );
    }
}
