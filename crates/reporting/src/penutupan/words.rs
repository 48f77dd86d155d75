//! A closed figure in words.

use kernel::figure;
use rust_decimal::Decimal;

use super::entity::angka;
use crate::compute::Value;
use crate::{indicators, render};

/// A closed figure.
pub(super) fn value(row: &angka::Model) -> Value {
    let number = row.nilai.as_ref().and_then(|text| text.parse::<Decimal>().ok());
    number.map(Value::Number).or_else(|| row.kategori.clone().map(Value::Category)).unwrap_or(Value::NoData)
}

/// The sign behind the figures of an item.
pub(super) fn sign(row: &angka::Model) -> &'static str {
    if row.satuan == "persen" { "\u{a0}%" } else { "" }
}

impl angka::Model {
    /// The figure.
    #[must_use]
    pub fn value(&self) -> Value {
        value(self)
    }

    /// The closed figure in words, with what it was made of.
    #[must_use]
    pub fn words(&self) -> String {
        with_parts(&figure_text(self, &value(self)), made_of(self, self.pembilang, self.penyebut))
    }
}

/// A figure with what it was made of, where that is told.
pub(super) fn with_parts(figure: &str, parts: Option<String>) -> String {
    parts.map_or(figure.to_owned(), |parts| format!("{figure} ({parts})"))
}

/// A figure of an item in words.
pub(super) fn figure_text(row: &angka::Model, value: &Value) -> String {
    let decimals = indicators::find(&row.indikator).map_or(2, |indicator| indicator.decimals);
    let sign = if *value == Value::NoData { "" } else { sign(row) };
    format!("{}{sign}", render::text(value, decimals))
}

/// What a share was made of.
pub(super) fn made_of(row: &angka::Model, numerator: i64, denominator: Option<i64>) -> Option<String> {
    let unit = indicators::find(&row.indikator).map_or("", |indicator| indicator.unit);
    denominator.map(|all| format!("{} dari {} {unit}", figure::whole(numerator), figure::whole(all)))
}
