//! The curve of absorption. The numbers stand in the table below it too.

use kernel::figure;
use kernel::period::month;
use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::model::{Budget, Part, absorbed};

/// Where the line of 100 % is, and where that of 0 is.
const FULL: f64 = 24.0;
const BASE: f64 = 164.0;
/// How far apart months stand, and where the year begins.
const STEP: u32 = 50;
const START: u32 = 30;

struct Point {
    month: u32,
    x: u32,
    y: f64,
    text: String,
}

fn point(budget: &Budget, ceiling: i64, number: u32) -> Option<Point> {
    let ratio = absorbed(budget.total(Part::Until(number)).amount, ceiling)?;
    // What is drawn stays on the sheet; what is written is the number.
    let drawn = ratio.clamp(Decimal::ZERO, Decimal::new(115, 2)).to_f64()?;
    let text = figure::decimal(ratio * Decimal::ONE_HUNDRED, 2);
    Some(Point { month: number, x: START + number * STEP, y: BASE - (BASE - FULL) * drawn, text })
}

/// What of the ceiling in force was spent until the end of each month; nothing without a ceiling.
pub(super) fn curve(budget: &Budget) -> Markup {
    let ceiling = budget.total(Part::Ceiling).amount;
    let points: Vec<Point> = (1..=budget.months()).filter_map(|number| point(budget, ceiling, number)).collect();
    let label: Vec<String> = points.iter().map(|one| format!("{} {} %", month(one.month), one.text)).collect();
    let line: Vec<String> = points.iter().map(|one| format!("L{} {:.1}", one.x, one.y)).collect();
    let line = line.concat();
    html! {
        @if let Some(last) = points.last() {
            svg.curve viewBox="0 0 660 190" role="img" aria-label={ "Serapan sampai dengan akhir bulan: " (label.join("; ")) } {
                path.base d=(format!("M{START} {BASE}h600")) {}
                path.goal d=(format!("M{START} {FULL}h600")) {}
                text x="0" y=(format!("{:.1}", FULL + 4.0)) { "100%" }
                text x="0" y=(format!("{:.1}", BASE + 4.0)) { "0%" }
                path.l d=(format!("M{START} {BASE}{line}")) {}
                @for one in &points {
                    circle cx=(one.x) cy=(format!("{:.1}", one.y)) r="3" {}
                    text.m x=(one.x) y=(format!("{:.1}", BASE + 20.0)) { (month(one.month).chars().take(3).collect::<String>()) }
                }
                text.m x=(last.x.min(600)) y=(format!("{:.1}", (last.y - 9.0).max(10.0))) { (last.text) "%" }
            }
        }
    }
}
