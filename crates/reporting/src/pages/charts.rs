//! Small drawings beside the figures. The number always stands beside them in words too.

use kernel::figure;
use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::agreement::number;
use crate::compute::Value;
use crate::table::Line;

const TALL: f64 = 30.0;
const BASE: f64 = 46.0;

/// A bar of capaian: full at 100, cut off at 150.
pub(super) fn bar(capaian: Decimal) -> Markup {
    let low = capaian < Decimal::ONE_HUNDRED;
    let width = capaian.clamp(Decimal::ZERO, Decimal::from(150)).round_dp(2).to_string();
    html! {
        svg class=(if low { "bar low" } else { "bar" }) viewBox="0 0 150 8" preserveAspectRatio="none" aria-hidden="true" {
            rect.t width="150" height="8" {}
            rect.v width=(width) height="8" {}
            @if capaian > Decimal::from(150) { path.cut d="M136 8l5-8M143 8l5-8" {} }
            path.m d="M100 0V8" {}
        }
    }
}

struct Column {
    x: u32,
    value: Option<f64>,
    goal: Option<f64>,
    text: String,
}

fn columns(line: &Line) -> Vec<Column> {
    (0u32..)
        .zip(&line.quarters)
        .map(|(at, quarter)| {
            let value = if let Value::Number(n) = &quarter.value { n.to_f64() } else { None };
            let text = match &quarter.value {
                Value::NoData => String::new(),
                Value::Number(n) => figure::decimal(*n, line.indicator.decimals.min(1)),
                Value::Category(category) => category.clone(),
            };
            let goal = quarter.target.as_deref().and_then(number).and_then(|n| n.to_f64());
            Column { x: 2 + at * 38, value, goal, text }
        })
        .collect()
}

/// The four quarters, with a line at each target.
pub(super) fn quarters(line: &Line) -> Markup {
    let columns = columns(line);
    let top = columns.iter().flat_map(|c| [c.value, c.goal]).flatten().fold(0.0_f64, f64::max);
    let y = |value: f64| if top > 0.0 { BASE - TALL * value / top } else { BASE };
    let label: Vec<String> = (1..)
        .zip(&columns)
        .zip(&line.quarters)
        .map(|((n, c), q)| {
            let text = if c.text.is_empty() { "belum ada data" } else { &c.text };
            q.target.as_ref().map_or_else(|| format!("TW{n} {text}"), |t| format!("TW{n} {text} dari target {t}"))
        })
        .collect();
    html! {
        svg.quarters viewBox="0 0 152 48" role="img" aria-label=(label.join("; ")) {
            @for column in &columns {
                @match column.value {
                    None if column.text.is_empty() => path.gap d=(format!("M{} {}h34", column.x, BASE - 1.0)) {},
                    None => text x=(column.x + 17) y="40" { (column.text) },
                    Some(value) => {
                        @let miss = column.goal.is_some_and(|goal| value < goal);
                        @if value > 0.0 {
                            rect class=(if miss { "b miss" } else { "b" }) x=(column.x) y=(format!("{:.1}", y(value)))
                                width="34" height=(format!("{:.1}", BASE - y(value))) {}
                        }
                        text x=(column.x + 17) y=(format!("{:.1}", label_height(value, column.goal, &y))) { (column.text) }
                    }
                }
                @if let Some(goal) = column.goal.filter(|g| *g > 0.0) {
                    path.goal d=(format!("M{} {:.1}h36", column.x - 1, y(goal))) {}
                }
            }
            path.base d="M0 46.5h152" {}
        }
    }
}

/// Where the number stands: above its bar, and above the target's line where that would cross it.
fn label_height(value: f64, goal: Option<f64>, y: &dyn Fn(f64) -> f64) -> f64 {
    let above = y(value) - 3.0;
    match goal {
        Some(goal) if value < goal && y(value) - y(goal) < 14.0 => y(goal) - 3.0,
        _ => above,
    }
}
