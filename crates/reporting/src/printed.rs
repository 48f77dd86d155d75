//! What a report printed, beside what the records say.

use kernel::figure;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::compute::Value;
use crate::table::Figure;

/// What was printed about an agreement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// The agreement.
    #[serde(rename = "perjanjian")]
    pub agreement: String,
    /// The document.
    #[serde(rename = "sumber")]
    pub source: String,
    /// Item by item.
    #[serde(rename = "butir")]
    pub items: Vec<PrintedItem>,
}

/// What was printed about an item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedItem {
    /// Its number in the first version of the agreement that has it.
    pub no: u32,
    /// The quarters.
    #[serde(rename = "realisasi_tw")]
    pub quarters: [String; 4],
    /// The year.
    #[serde(rename = "realisasi_tahun")]
    pub year: String,
    /// Capaian.
    pub capaian: String,
    /// Where it stands.
    #[serde(rename = "tempat")]
    pub place: String,
    /// Other places that print it another way.
    #[serde(rename = "lain")]
    pub elsewhere: Vec<Elsewhere>,
}

/// Another place that prints an item another way. What is empty is not printed there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// The year.
    #[serde(rename = "realisasi_tahun")]
    pub year: String,
    /// Capaian.
    pub capaian: String,
    /// Where it stands.
    #[serde(rename = "tempat")]
    pub place: String,
}

/// A printed figure that the records do not bear out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = web::openapi::uncommented)]
pub struct Comparison {
    /// Which figure: TW1 … TW4, realisasi, capaian.
    #[serde(rename = "hal")]
    pub what: &'static str,
    /// As printed.
    #[serde(rename = "tercetak")]
    pub printed: String,
    /// By the records.
    #[serde(rename = "dihitung")]
    pub counted: String,
    /// Where it stands.
    #[serde(rename = "tempat")]
    pub place: String,
}

/// Every printed figure of an item that the records do not bear out.
#[must_use]
pub fn compare(printed: &PrintedItem, quarters: &[Figure], year: &Figure) -> Vec<Comparison> {
    const NAMES: [&str; 4] = ["TW1", "TW2", "TW3", "TW4"];
    let mut differences = Vec::new();
    for ((name, text), figure) in NAMES.iter().zip(&printed.quarters).zip(quarters) {
        differences.extend(differs(name, text, &figure.value, &printed.place));
    }
    differences.extend(differs("realisasi", &printed.year, &year.value, &printed.place));
    differences.extend(differs("capaian", &printed.capaian, &capaian(year), &printed.place));
    for other in &printed.elsewhere {
        differences.extend(differs("realisasi", &other.year, &year.value, &other.place));
        differences.extend(differs("capaian", &other.capaian, &capaian(year), &other.place));
    }
    differences
}

fn capaian(figure: &Figure) -> Value {
    figure.capaian.map_or(Value::NoData, Value::Number)
}

fn differs(what: &'static str, printed: &str, counted: &Value, place: &str) -> Option<Comparison> {
    if printed.is_empty() || agrees(printed, counted) {
        return None;
    }
    let counted = match counted {
        Value::NoData => "belum ada data".to_owned(),
        Value::Number(number) => figure::decimal(*number, 2),
        Value::Category(category) => category.clone(),
    };
    Some(Comparison { what, printed: printed.to_owned(), counted, place: place.to_owned() })
}

/// Whether a printed figure agrees with a counted one at the precision at which it was printed.
fn agrees(printed: &str, counted: &Value) -> bool {
    match counted {
        Value::NoData => false,
        Value::Category(category) => category.eq_ignore_ascii_case(printed.trim()),
        Value::Number(number) => {
            figure::parse(printed).is_some_and(|shown: Decimal| figure::round(*number, shown.scale()) == shown)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    #[test]
    fn a_print_is_compared_at_its_own_precision() {
        assert!(agrees("270%", &number("270.4129")));
        assert!(!agrees("184%", &number("183.4558")));
        assert!(agrees("105,9%", &number("105.9")));
        assert!(!agrees("105,9%", &number("105.9866")));
        assert!(agrees("9.167", &number("9167")));
        assert!(!agrees("91", &number("1904")));
        assert!(!agrees("0", &Value::NoData));
        assert!(agrees("Baik", &Value::Category("baik".to_owned())));
    }
}
