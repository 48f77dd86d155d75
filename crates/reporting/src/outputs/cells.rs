//! Figures as cells of a workbook: rounded as they are told, numbers as numbers, per cent as per cent.

use kernel::figure;
use rust_decimal::Decimal;
use web::sheet::Cell;

use crate::compute::Value;

/// A number in the unit of an item.
fn number(number: Decimal, decimals: u32, unit: &str) -> Cell {
    let rounded = figure::round(number, decimals);
    if unit == "persen" { Cell::Percent(rounded) } else { Cell::Decimal(rounded) }
}

/// A figure; nothing where there is none, since that is not nought.
pub(crate) fn value(value: &Value, decimals: u32, unit: &str) -> Cell {
    match value {
        Value::NoData => Cell::Empty,
        Value::Number(figure) => number(*figure, decimals, unit),
        Value::Category(category) => category.as_str().into(),
    }
}

/// A target: a number, a category, or nothing.
pub(crate) fn target(target: Option<&str>, unit: &str) -> Cell {
    let target = target.unwrap_or_default();
    target.parse().map_or_else(|_| target.into(), |goal| number(goal, 2, unit))
}

/// Something in per cent, such as capaian.
pub(crate) fn percent(number: Option<Decimal>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Percent(figure::round(number, 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_stay_numbers_and_no_figure_is_no_nought() {
        assert_eq!(value(&Value::Number(d("83.333")), 2, "persen"), Cell::Percent(d("83.33")));
        assert_eq!(value(&Value::Number(d("9167")), 0, "orang"), Cell::Decimal(d("9167")));
        assert_eq!(value(&Value::NoData, 0, "orang"), Cell::Empty);
        assert_eq!(value(&Value::Category("Baik".to_owned()), 0, "kategori"), Cell::from("Baik"));
        assert_eq!(target(Some("70"), "persen"), Cell::Percent(d("70")));
        assert_eq!((target(Some("Baik"), "kategori"), target(None, "orang")), (Cell::from("Baik"), Cell::Empty));
        assert_eq!((percent(Some(d("270.412"))), percent(None)), (Cell::Percent(d("270.41")), Cell::Empty));
    }
}
