//! What holds of every sentence, whatever its figures.

use std::cmp::Ordering;

use kernel::figure;
use proptest::prelude::*;
use reporting::Value as Reached;
use reporting::indicator::Polarity;
use rust_decimal::Decimal;

use super::{Course, Of, Sentence, Told};

const NOW: &str = "tahun 2025";
const THEN: &str = "tahun 2024";

fn number() -> impl Strategy<Value = Decimal> {
    (0_i64..10_000_000, 0_u32..5).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

/// A sentence without its figures and the names of its periods.
fn words(sentence: &Sentence) -> String {
    let words = sentence.pieces().iter().filter(|(_, of)| of.is_none());
    words.map(|(text, _)| text.replace(NOW, "").replace(THEN, "")).collect()
}

fn has_digits(text: &str) -> bool {
    text.chars().any(|letter| letter.is_ascii_digit())
}

proptest! {
    #[test]
    fn no_sentence_says_risen_of_a_fall_or_a_number_that_is_no_figure(
        now in number(),
        then in number(),
        goal in proptest::option::of(number()),
        decimals in 0_u32..3,
        percent in any::<bool>(),
        lower in any::<bool>(),
    ) {
        let (value, before) = (Reached::Number(now), Reached::Number(then));
        let target = goal.map(|goal| goal.normalize().to_string());
        let met = goal.map(|goal| if lower { now <= goal } else { now >= goal });
        let capaian = goal.and_then(|goal| figure::percent(if lower { goal + goal - now } else { now }, goal));
        let told = Told {
            period: NOW,
            course: Course::Over,
            unit: if percent { "" } else { "orang" },
            percent,
            decimals,
            polarity: if lower { Polarity::Lower } else { Polarity::Higher },
            value: &value,
            target: target.as_deref(),
            capaian,
            met,
        };
        let moved = told.movement(THEN, &before);
        let said = moved.to_string();
        let order = figure::round(now, decimals).cmp(&figure::round(then, decimals));
        prop_assert_eq!(said.contains("meningkat"), order == Ordering::Greater, "{}", &said);
        prop_assert_eq!(said.contains("menurun"), order == Ordering::Less, "{}", &said);
        prop_assert_eq!(said.contains(" tetap "), order == Ordering::Equal, "{}", &said);
        let printed = figure::decimal(now, decimals);
        let mut reached = moved.pieces().iter().filter(|(_, of)| *of == Some(Of::Reached));
        prop_assert!(reached.all(|(text, _)| text.starts_with(&printed)), "{}", &said);
        for sentence in [moved.clone(), told.result()] {
            prop_assert!(!has_digits(&words(&sentence)), "{}", sentence);
        }
        if let (Some(verdict), Some(met)) = (told.verdict(), met) {
            let said = verdict.to_string();
            prop_assert_eq!(said.contains("belum tercapai"), !met, "{}", &said);
            prop_assert!(!has_digits(&words(&verdict)) || said.starts_with("Capaiannya kurang dari 100"), "{}", &said);
        }
    }
}
