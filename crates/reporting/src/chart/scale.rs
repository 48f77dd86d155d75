//! The axis of a chart: from nought to a round number, in even steps that people count in.

use rust_decimal::Decimal;

/// Steps that people count in, in tenths of a power of ten.
const EVEN: [i64; 4] = [10, 20, 25, 50];

/// The axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What stands at its end.
    pub top: Decimal,
    /// How far its marks are apart.
    pub step: Decimal,
}

impl Scale {
    /// The axis that holds some values in about four steps; in whole ones where only whole numbers are counted. Of nothing, or of
    /// noughts alone, it goes to 1.
    #[must_use]
    pub fn over(values: impl Iterator<Item = Decimal>, whole: bool) -> Self {
        let most = values.max().filter(|most| *most > Decimal::ZERO);
        let Some(most) = most else { return Self { top: Decimal::ONE, step: Decimal::ONE } };
        let wanted = most / Decimal::from(4);
        let tens = std::iter::successors(Some(Decimal::new(1, 4)), |ten| ten.checked_mul(Decimal::TEN)).take(22);
        let step = tens
            .flat_map(|ten| EVEN.map(|even| ten * Decimal::new(even, 1)))
            .find(|step| *step >= wanted && (!whole || step.fract().is_zero()))
            .unwrap_or(most)
            .normalize();
        let steps = most.checked_div(step).map_or(Decimal::ONE, |steps| steps.ceil());
        Self { top: (step * steps).normalize(), step }
    }

    /// Its marks, from nought to the end.
    #[must_use]
    pub fn ticks(&self) -> Vec<Decimal> {
        std::iter::successors(Some(Decimal::ZERO), |at| at.checked_add(self.step))
            .take_while(|at| *at <= self.top)
            .collect()
    }

    /// How far up a value stands, from 0 to 1: what lies beyond stays at the end.
    #[must_use]
    pub fn share(&self, value: Decimal) -> Decimal {
        let share = value.checked_div(self.top).unwrap_or_default();
        share.clamp(Decimal::ZERO, Decimal::ONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn over(values: &[&str], whole: bool) -> (Decimal, Decimal) {
        let scale = Scale::over(values.iter().map(|text| d(text)), whole);
        (scale.top, scale.step)
    }

    #[test]
    fn it_ends_at_a_round_number_above_all_values() {
        assert_eq!(over(&["9167", "3390"], true), (d("10000"), d("2500")));
        assert_eq!(over(&["70", "41", "5"], false), (d("80"), d("20")));
        assert_eq!(over(&["100"], false), (d("100"), d("25")));
        assert_eq!(over(&["79.49"], false), (d("80"), d("20")));
        assert_eq!(over(&["0.3"], false), (d("0.3"), d("0.1")));
    }

    #[test]
    fn whole_things_are_counted_in_whole_steps() {
        assert_eq!(over(&["1"], true), (d("1"), d("1")));
        assert_eq!(over(&["9"], true), (d("10"), d("5")));
        assert_eq!(over(&["3"], true), (d("3"), d("1")));
    }

    #[test]
    fn of_nothing_and_of_noughts_there_is_an_axis_too() {
        assert_eq!(over(&[], true), (d("1"), d("1")));
        assert_eq!(over(&["0", "0"], false), (d("1"), d("1")));
        assert_eq!(Scale::over([d("0")].into_iter(), false).share(d("0")), d("0"));
    }

    #[test]
    fn whatever_the_values_all_stand_on_the_axis_and_its_marks_are_few() {
        let most = Decimal::MAX.to_string();
        for text in
            ["0.00001", "0.07", "1", "4", "7", "99.99", "101", "9167", "11664497000", "123456789012345678", &most]
        {
            for whole in [false, true] {
                let scale = Scale::over([d(text), d("-3"), d("0")].into_iter(), whole);
                assert!(scale.top >= d(text) && scale.step > Decimal::ZERO, "{text}: {scale:?}");
                let ticks = scale.ticks();
                assert!((2..=5).contains(&ticks.len()) && ticks.last() == Some(&scale.top), "{text}: {ticks:?}");
                assert!(!whole || ticks.iter().all(|tick| tick.fract().is_zero()), "{text}: {ticks:?}");
            }
        }
        assert_eq!(over(&["-5", "-1"], false), (d("1"), d("1")), "what is below nought makes no axis");
    }

    #[test]
    fn marks_go_from_nought_to_the_end() {
        let scale = Scale::over([d("9167")].into_iter(), true);
        assert_eq!(scale.ticks(), ["0", "2500", "5000", "7500", "10000"].map(d));
        assert_eq!((scale.share(d("5000")), scale.share(d("20000")), scale.share(d("-1"))), (d("0.5"), d("1"), d("0")));
    }
}
