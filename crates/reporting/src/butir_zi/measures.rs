//! What an item contributes.

use kernel::figure::SCORE_SCALE;
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Day, Period};

use super::entity::Model;

/// Items of the ZI worksheet with what they earn, on the day on which they were assessed. One that was not assessed does not count, and
/// stands on the first day of its year.
pub const BUTIR_ZI: &str = "butir-zi";

/// Why an item does not count.
const OPEN: &str = "Belum dinilai.";

/// The whole of a share, as it is stored.
pub const WHOLE: i64 = 100 * SCORE_SCALE;

/// What an item earns: its weight times the share that is met, in ten-thousandths of a point, rounded half up.
#[must_use]
pub fn earned(weight: i64, share: i64) -> i64 {
    (weight * share + WHOLE / 2) / WHOLE
}

/// One fact.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let fact = match record.dinilai_pada {
        Some(day) => {
            let earned = earned(record.bobot, record.terpenuhi.unwrap_or_default());
            Fact::on(BUTIR_ZI, day).quantity(earned).finished(record.diverifikasi_pada)
        }
        None => Fact::on(BUTIR_ZI, first(record.tahun)).quantity(0).unless(Some(OPEN)),
    };
    vec![fact.category(&record.pokja)]
}

fn first(year: i64) -> Day {
    Period::year(i32::try_from(year).unwrap_or_default()).from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_earns_its_weight_by_the_share_that_is_met() {
        for (weight, share, points) in [
            (25_000, WHOLE, 25_000),
            (25_000, 0, 0),
            (25_000, WHOLE / 2, 12_500),
            (10_000, 670_000, 6_700),
            (3, WHOLE / 2, 2),
            (WHOLE, WHOLE, WHOLE),
        ] {
            assert_eq!(earned(weight, share), points, "{weight} {share}");
        }
    }

    #[test]
    fn the_year_begins_where_an_open_item_stands() {
        assert_eq!(first(2026).to_string(), "2026-01-01");
    }
}
