//! Charts of a few figures: an axis with marks, a column and its value for each, a line at each target. What is drawn is said in words to who
//! cannot see it, and stands in a table below. What a report printed is drawn and called otherwise than what was counted.

mod draw;
mod scale;

use kernel::figure;
use rust_decimal::Decimal;

use crate::agreement::{Item, number};
use crate::compute::Value;
use crate::render;
use crate::table::Figure;

pub(crate) use draw::draw;
pub use scale::Scale;

/// Where a figure in a chart comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From the records.
    Counted,
    /// From a report, at this place.
    Reported(String),
}

/// A figure in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// Which period it is of.
    pub label: String,
    /// The figure; [`Value::NoData`] leaves a gap.
    pub value: Value,
    /// Its target, as agreed.
    pub target: Option<String>,
    /// Whether the target was met; none where that cannot be said.
    pub met: Option<bool>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A chart.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    /// Its name among the charts of a page, for addresses.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// The unit of its figures, in words.
    pub unit: String,
    /// The sign behind a figure, such as that of per cent.
    pub sign: &'static str,
    /// Decimals of its figures.
    pub decimals: u32,
    /// Its figures, in the order of time.
    pub points: Vec<Point>,
}

impl Point {
    /// A figure of the table of an agreement.
    pub fn counted(label: String, figure: &Figure) -> Self {
        let Figure { value, target, met, .. } = figure.clone();
        Self { label, value, target, met, origin: Origin::Counted }
    }

    fn number(&self) -> Option<Decimal> {
        if let Value::Number(number) = &self.value { Some(*number) } else { None }
    }

    fn goal(&self) -> Option<Decimal> {
        self.target.as_deref().and_then(number)
    }
}

impl Chart {
    /// A chart of an item of an agreement.
    pub fn of(item: &Item, decimals: u32, (id, title): (&'static str, String), points: Vec<Point>) -> Self {
        let sign = if item.unit == "persen" { "\u{a0}%" } else { "" };
        Self { id, title, unit: item.unit.clone(), sign, decimals, points }
    }

    /// A figure as it is written.
    fn text(&self, value: &Value) -> String {
        let sign = if matches!(value, Value::Number(_)) { self.sign } else { "" };
        format!("{}{sign}", render::text(value, self.decimals))
    }

    /// A target as it is written.
    fn target(&self, target: &str) -> String {
        let sign = if number(target).is_some() { self.sign } else { "" };
        format!("{}{sign}", render::target(target))
    }

    /// What is drawn, in a sentence for each figure.
    fn words(&self) -> String {
        let one = |point: &Point| {
            let target = point.target.as_deref().map_or_else(String::new, |t| format!(", target {}", self.target(t)));
            let met = match point.met {
                Some(true) => ", tercapai",
                Some(false) => ", belum tercapai",
                None => "",
            };
            let origin = if point.origin == Origin::Counted { "" } else { ", menurut laporan" };
            format!("{}: {}{target}{met}{origin}.", point.label, self.text(&point.value))
        };
        self.points.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    /// A mark of the axis as it is written.
    fn mark(&self, value: Decimal) -> String {
        format!("{}{}", figure::decimal(value, 4), self.sign)
    }
}
