//! A chart as SVG in the page, with the same figures in a table.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::scale::Scale;
use super::{Chart, Origin, Point};
use crate::compute::Value;

/// The sheet: where the axis stands, how far it reaches, where nought is, how high the end is.
const WIDE: i64 = 640;
const LEFT: i64 = 78;
const BASE: i64 = 208;
const TALL: i64 = 176;
/// The widest column.
const COLUMN: i64 = 84;
/// So near under the line of a target a value would be crossed by it.
const NEAR: i64 = 16;

/// Where something stands, in tenths at most.
fn at(place: Decimal) -> String {
    place.round_dp(1).normalize().to_string()
}

fn height(scale: &Scale, value: Decimal) -> Decimal {
    Decimal::from(BASE) - Decimal::from(TALL) * scale.share(value)
}

/// The part of the sheet that a figure has: its middle, and the width of its column.
fn slot(place: usize, many: usize) -> (Decimal, Decimal) {
    let (place, many) = (Decimal::from(place), Decimal::from(many.max(1)));
    let wide = Decimal::from(WIDE - LEFT) / many;
    let middle = Decimal::from(LEFT) + wide * place + wide / Decimal::TWO;
    (middle, (wide * Decimal::new(6, 1)).min(Decimal::from(COLUMN)))
}

/// The chart with its table.
pub(crate) fn draw(chart: &Chart) -> Markup {
    let whole = chart.decimals == 0 && chart.sign.is_empty();
    let scale = Scale::over(chart.points.iter().flat_map(|p| [p.number(), p.goal()]).flatten(), whole);
    let (title, words) = (format!("{}-judul", chart.id), format!("{}-isi", chart.id));
    let reported = chart.points.iter().any(|point| point.origin != Origin::Counted);
    html! {
        figure.graph {
            figcaption { b { (chart.title) } span.muted { " dalam " (chart.unit) } }
            svg viewBox={ "0 0 " (WIDE) " 262" } role="img" aria-labelledby={ (title) " " (words) } {
                title id=(title) { (chart.title) ", dalam " (chart.unit) }
                desc id=(words) { (chart.words()) }
                (axis(chart, &scale))
                @for (place, point) in chart.points.iter().enumerate() {
                    (column(chart, &scale, point, slot(place, chart.points.len())))
                }
                path.base d={ "M" (LEFT) " " (BASE) "H" (WIDE) } {}
            }
            p.legend {
                "Batang penuh: tercapai atau tanpa target. Garis tepi: belum tercapai. Garis putus-putus mendatar: target."
                @if reported { " Batang bergaris putus-putus: menurut laporan, tidak dihitung dari catatan." }
            }
            (table(chart))
        }
    }
}

/// The axis with its marks.
fn axis(chart: &Chart, scale: &Scale) -> Markup {
    html! {
        @for tick in scale.ticks() {
            @let y = height(scale, tick);
            path.tick d={ "M" (LEFT) " " (at(y)) "H" (WIDE) } {}
            text.axis x=(LEFT - 8) y=(at(y + Decimal::from(4))) { (chart.mark(tick)) }
        }
        path.base d={ "M" (LEFT) " " (BASE - TALL) "V" (BASE) } {}
    }
}

fn column(chart: &Chart, scale: &Scale, point: &Point, (middle, wide): (Decimal, Decimal)) -> Markup {
    let left = middle - wide / Decimal::TWO;
    let goal = point.goal().map(|goal| height(scale, goal));
    html! {
        @match (&point.value, point.number()) {
            (_, Some(value)) => {
                @let y = height(scale, value);
                rect class=(look(point)) x=(at(left)) y=(at(y)) width=(at(wide)) height=(at(Decimal::from(BASE) - y)) {}
                text.value x=(at(middle)) y=(at(above(y, goal))) { (chart.text(&point.value)) }
            }
            (Value::NoData, _) => {
                path.gap d={ "M" (at(left)) " " (BASE - 2) "h" (at(wide)) } {}
                text.none x=(at(middle)) y=(BASE - 10) { "belum ada data" }
            }
            (Value::Number(_) | Value::Category(_), None) => {
                text.value x=(at(middle)) y=(BASE - 10) { (chart.text(&point.value)) }
            }
        }
        @if let Some(goal) = goal { path.goal d={ "M" (at(left - Decimal::from(8))) " " (at(goal)) "h" (at(wide + Decimal::from(16))) } {} }
        text.label x=(at(middle)) y=(BASE + 18) { (point.label) }
        @if let Some(target) = &point.target { text.under x=(at(middle)) y=(BASE + 34) { "target " (chart.target(target)) } }
        @if point.origin != Origin::Counted { text.under x=(at(middle)) y=(BASE + 50) { "menurut laporan" } }
    }
}

/// How a column looks: by its outline too, never by its colour alone.
fn look(point: &Point) -> &'static str {
    match (&point.origin, point.met) {
        (Origin::Reported(_), _) => "b told",
        (Origin::Counted, Some(false)) => "b miss",
        (Origin::Counted, Some(true) | None) => "b",
    }
}

/// Where a value is written: above its column, and above the line of the target where that would cross it.
fn above(y: Decimal, goal: Option<Decimal>) -> Decimal {
    let over = y.min(goal.filter(|goal| *goal <= y && y - *goal < Decimal::from(NEAR)).unwrap_or(y));
    over - Decimal::from(6)
}

fn table(chart: &Chart) -> Markup {
    html! {
        details.rules {
            summary { "Angka grafik ini dalam tabel" }
            div.scroll.bare {
                table.list {
                    caption.hide { (chart.title) ", dalam " (chart.unit) }
                    thead {
                        tr {
                            th scope="col" { "Masa" }
                            th.num scope="col" { "Target" }
                            th.num scope="col" { "Realisasi" }
                            th scope="col" { "Asal" }
                        }
                    }
                    tbody {
                        @for point in &chart.points {
                            tr {
                                th scope="row" { (point.label) }
                                td.num { @match &point.target { Some(target) => (chart.target(target)), None => "—" } }
                                td.num { (chart.text(&point.value)) }
                                td {
                                    @match &point.origin {
                                        Origin::Counted => "dihitung dari catatan",
                                        Origin::Reported(place) => { em { "menurut laporan" } ": " (place) }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn point(label: &str, value: Value, target: Option<&str>) -> Point {
        let (label, target) = (label.to_owned(), target.map(str::to_owned));
        Point { label, value, target, met: None, origin: Origin::Counted }
    }

    fn drawn(points: Vec<Point>) -> String {
        let chart =
            Chart { id: "uji", title: "Uji".to_owned(), unit: "orang".to_owned(), sign: "", decimals: 0, points };
        draw(&chart).into_string()
    }

    fn number(number: i64) -> Value {
        Value::Number(number.into())
    }

    #[test]
    fn axis_values_and_targets_are_written_and_told() {
        let text = drawn(vec![point("TW1", number(3_980), Some("4000")), point("TW2", number(9_167), Some("4000"))]);
        for part in [
            "<title id=\"uji-judul\">Uji, dalam orang</title>",
            "TW1: 3.980, target 4.000. TW2: 9.167, target 4.000.",
            ">10.000</text>",
            ">9.167</text>",
            ">target 4.000</text>",
            "<path class=\"goal\"",
            "<td class=\"num\">9.167</td>",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!((text.matches("<rect").count(), text.matches("class=\"goal\"").count()), (2, 2));
    }

    #[test]
    fn where_no_figure_was_stored_there_is_a_gap_and_no_nought() {
        let text = drawn(vec![point("2023", Value::NoData, None), point("2024", number(0), None)]);
        assert_eq!((text.matches("<rect").count(), text.matches("class=\"gap\"").count()), (1, 1), "{text}");
        assert!(text.contains(">belum ada data</text>") && text.contains("2023: belum ada data."), "{text}");
        assert!(text.contains("height=\"0\"") && text.contains(">1</text>"), "all nought has an axis: {text}");
    }

    #[test]
    fn one_figure_alone_stands_in_the_middle() {
        let text = drawn(vec![point("Setahun", number(7), None)]);
        assert_eq!(slot(0, 1), (Decimal::from(359), Decimal::from(84)));
        assert!(text.contains("x=\"359\"") && !text.contains("class=\"goal\""), "{text}");
    }

    #[test]
    fn a_category_is_written_and_has_no_column() {
        let text = drawn(vec![point("2025", Value::Category("Baik".to_owned()), Some("Baik"))]);
        assert!(
            !text.contains("<rect") && text.contains(">Baik</text>") && text.contains(">target Baik</text>"),
            "{text}"
        );
    }

    #[test]
    fn what_a_report_printed_looks_and_is_called_otherwise() {
        let mut told = point("2024", number(16_960), Some("17500"));
        told.origin = Origin::Reported("Laporan Contoh, hlm. 1".to_owned());
        let text = drawn(vec![told, point("2025", number(16_615), Some("19760"))]);
        assert!(text.contains("class=\"b told\"") && text.contains("target 17.500, menurut laporan."), "{text}");
        assert!(text.contains("</em>: Laporan Contoh, hlm. 1") && text.contains("dihitung dari catatan"), "{text}");
    }

    #[test]
    fn a_value_is_written_above_the_line_that_would_cross_it() {
        let (y, near, far) = (Decimal::from(100), Decimal::from(90), Decimal::from(40));
        assert_eq!(above(y, None), Decimal::from(94));
        assert_eq!(above(y, Some(near)), Decimal::from(84));
        assert_eq!(above(y, Some(far)), Decimal::from(94));
        assert_eq!(above(y, Some(Decimal::from(120))), Decimal::from(94));
    }
}
