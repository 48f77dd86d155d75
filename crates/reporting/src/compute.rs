//! Striking a figure: from the ledger, by one query whose list is the drill-down.

use kernel::figure::{from_scaled, percent};
use kernel::ledger::{AsOf, Members, Side};
use kernel::{Day, KantorId, Period, Result};
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;

use crate::indicator::{Formula, Indicator};

/// By which knowledge a figure is struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// What is known now.
    Now,
    /// What was known at the end of a WIB day; what happened later does not count either.
    AtEndOf(Day),
}

/// What a figure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing to count from. It is not 0.
    NoData,
    /// A number.
    Number(Decimal),
    /// A category.
    Category(String),
}

/// A figure with what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// Members that count (of a share: that are finished). For scores: how many there are.
    pub numerator: i64,
    /// All members of a share's whole.
    pub denominator: Option<i64>,
    /// Members kept but not counted.
    pub not_counted: i64,
    /// The figure.
    pub value: Value,
}

/// The select of an indicator's members.
#[must_use]
pub fn members(indicator: &Indicator, offices: &[KantorId], period: Period, known: Known, side: Side) -> Members {
    let (period, as_of) = match known {
        Known::Now => (period, AsOf::Now),
        Known::AtEndOf(day) => (period.cut_after(day), AsOf::end_of(day)),
    };
    Members { parts: indicator.parts(), offices: offices.to_vec(), period, side, as_of }
}

/// The side on which an indicator's figure is counted.
#[must_use]
pub fn main_side(indicator: &Indicator) -> Side {
    if indicator.is_share() { Side::Finished } else { Side::Counted }
}

/// Strikes a figure.
///
/// # Errors
/// What the database says.
pub async fn compute(
    db: &impl ConnectionTrait,
    indicator: &Indicator,
    offices: &[KantorId],
    period: Period,
    known: Known,
) -> Result<Computed> {
    let select = |side| members(indicator, offices, period, known, side);
    let (numerator, sum) = select(main_side(indicator)).totals(db).await?;
    let (not_counted, _) = select(Side::NotCounted).totals(db).await?;
    let mut denominator = None;
    let value = match indicator.formula {
        Formula::Count(_) => Value::Number(numerator.into()),
        Formula::Share(_) => {
            let (all, _) = select(Side::Counted).totals(db).await?;
            denominator = Some(all);
            percent(numerator.into(), all.into()).map_or(Value::NoData, Value::Number)
        }
        Formula::Average(_) => from_scaled(sum).checked_div(numerator.into()).map_or(Value::NoData, Value::Number),
        Formula::Last(_) => {
            let last = select(Side::Counted).last(db).await?;
            last.map_or(Value::NoData, |member| Value::Number(from_scaled(member.jumlah)))
        }
        Formula::Category(_) => {
            let last = select(Side::Counted).last(db).await?;
            last.and_then(|member| member.kategori).map_or(Value::NoData, Value::Category)
        }
    };
    Ok(Computed { numerator, denominator, not_counted, value })
}
