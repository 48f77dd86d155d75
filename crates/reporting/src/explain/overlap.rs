//! Overlaps: the same person counted twice in a figure, or in two figures of an agreement.

use kernel::ledger::Side;
use kernel::{Ctx, KantorId, Period, Result};
use schemars::JsonSchema;
use serde::Serialize;

use crate::agreement::{Agreement, Item};
use crate::compute::{Known, members};

/// Persons behind a figure who are counted elsewhere too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = web::openapi::uncommented)]
pub struct Shared {
    /// The other item's number.
    pub no: u32,
    /// Its title.
    pub judul: &'static str,
    /// How many persons are in both.
    pub orang: i64,
}

/// How a figure's persons overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = web::openapi::uncommented)]
pub struct Overlap {
    /// How many persons are behind the figure.
    pub orang: i64,
    /// How many of them are behind it more than once.
    pub lebih_sekali: i64,
    /// How many of them are in other figures of the agreement.
    pub bersama: Vec<Shared>,
}

/// The overlaps of an item's figure in a period.
///
/// # Errors
/// What the database says.
pub async fn overlap(
    ctx: &Ctx,
    agreement: &Agreement,
    item: &Item,
    (offices, period, known): (&[KantorId], Period, Known),
) -> Result<Overlap> {
    let select = |item: &Item| -> Result<_> {
        let indicator = item.indicator()?;
        let side = if indicator.definition(period).is_score() { Side::NotCounted } else { Side::Counted };
        Ok(members(indicator, offices, period, known, side))
    };
    let own = select(item)?;
    let mut shared = Vec::new();
    let orang = own.count_persons(ctx.db()).await?;
    for other in agreement.items.iter().filter(|other| other.no != item.no && orang > 0) {
        let persons = own.count_shared(ctx.db(), &select(other)?).await?;
        if persons > 0 {
            shared.push(Shared { no: other.no, judul: other.indicator()?.title, orang: persons });
        }
    }
    Ok(Overlap { orang, lebih_sekali: own.count_repeated(ctx.db()).await?, bersama: shared })
}
