//! Capaian as it is told everywhere: as the agreement caps it, and the raw one beside it where the cap took something away.

use kernel::figure;
use maud::{Markup, html};
use rust_decimal::Decimal;

/// Capaian in percent, unrounded: what the agreement lets stand, and what was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capaian {
    /// As the agreement caps it.
    pub shown: Decimal,
    /// Without the cap.
    pub raw: Decimal,
}

impl Capaian {
    /// Capaian under a cap in percent, where there is one.
    #[must_use]
    pub fn of(raw: Decimal, cap: Option<i64>) -> Self {
        Self { shown: cap.map_or(raw, |cap| raw.min(cap.into())), raw }
    }

    /// The raw one, where the cap took something away.
    #[must_use]
    pub fn beyond(&self) -> Option<Decimal> {
        (self.raw != self.shown).then_some(self.raw)
    }

    /// In words: `120 % (asli 270,41 %)`.
    #[must_use]
    pub fn words(&self) -> String {
        let shown = percent(self.shown);
        self.beyond().map_or_else(|| shown.clone(), |raw| format!("{shown} (asli {})", percent(raw)))
    }

    /// For a cell of a table; `low` where the target was missed.
    pub(crate) fn markup(&self, low: bool) -> Markup {
        html! {
            b class=[low.then_some("low")] {
                (percent(self.shown))
                @if low { span.hide { ", di bawah target" } }
            }
            @if let Some(raw) = self.beyond() { small { "asli " (percent(raw)) } }
        }
    }
}

fn percent(number: Decimal) -> String {
    format!("{}\u{a0}%", figure::decimal(number, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_raw_one_stands_beside_what_the_cap_lets_stand() {
        let capped = Capaian::of(d("270.412"), Some(120));
        assert_eq!((capped.shown, capped.beyond()), (d("120"), Some(d("270.412"))));
        assert_eq!(capped.words(), "120\u{a0}% (asli 270,41\u{a0}%)");
        let cell = capped.markup(false).into_string();
        assert!(cell.contains("<b>120\u{a0}%</b>") && cell.contains("asli 270,41\u{a0}%"), "{cell}");
    }

    #[test]
    fn what_no_cap_touches_is_said_once() {
        for cap in [None, Some(120)] {
            let one = Capaian::of(d("84.08"), cap);
            assert_eq!((one.beyond(), one.words()), (None, "84,08\u{a0}%".to_owned()));
        }
        assert!(Capaian::of(d("84.08"), None).markup(true).into_string().contains("di bawah target"));
    }
}
