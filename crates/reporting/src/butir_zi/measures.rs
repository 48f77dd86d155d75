//! What an item contributes.

use kernel::figure::SCORE_SCALE;
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Day, Period};

use super::entity::Model;

/// Items of the ZI worksheet with what they earn, on the day on which they were assessed. One that was assessed again has on that day what it
/// earns more, or less, than before: so its facts add up to how it stands at the end of each quarter. One that was not assessed does not count,
/// and stands on the first day of its year.
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

/// One fact for each assessment; one that does not count without any.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let all = record.assessments();
    if all.is_empty() {
        let open = Fact::on(BUTIR_ZI, first(record.tahun)).quantity(0).unless(Some(OPEN));
        return vec![open.category(&record.pokja)];
    }
    let ends = all.iter().skip(1).map(|(next, _)| Some(*next)).chain([record.diverifikasi_pada]);
    let steps = moves(record.bobot, &all).into_iter().zip(ends);
    let fact = |((day, points), end)| Fact::on(BUTIR_ZI, day).quantity(points).finished(end).category(&record.pokja);
    steps.map(fact).collect()
}

/// By how much each assessment of an item changes what it has earned, with its day.
#[must_use]
pub fn moves(weight: i64, assessments: &[(Day, i64)]) -> Vec<(Day, i64)> {
    let mut before = 0;
    let mut moves = Vec::with_capacity(assessments.len());
    for (day, share) in assessments {
        let points = earned(weight, *share);
        moves.push((*day, points - before));
        before = points;
    }
    moves
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
    fn what_an_item_earned_before_it_was_assessed_again_stays() {
        let day = |text: &str| -> Day { text.parse().unwrap() };
        let all = [(day("2026-03-02"), WHOLE / 2), (day("2026-08-03"), WHOLE), (day("2026-11-02"), 0)];
        let moves = moves(40_000, &all);
        assert_eq!(moves.iter().map(|(_, points)| *points).collect::<Vec<_>>(), [20_000, 20_000, -40_000]);
        assert_eq!(moves.iter().map(|(day, _)| *day).collect::<Vec<_>>(), all.map(|(day, _)| day));
    }

    #[test]
    fn the_year_begins_where_an_open_item_stands() {
        assert_eq!(first(2026).to_string(), "2026-01-01");
    }
}
