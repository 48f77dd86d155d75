//! The year of a report: which can be chosen, and what is said of one that cannot.

use std::ops::RangeInclusive;

use chrono::Datelike;
use kernel::{Ctx, Day};
use maud::{Markup, html};
use reporting::perjanjian::Laid;

/// The year that a report is written about: until June the last one, then the running one.
fn written_about(today: Day) -> i32 {
    if today.month() <= 6 { today.year() - 1 } else { today.year() }
}

/// The year that a page is about.
pub(crate) struct Chosen {
    /// The one that was asked for, else the one that is written about now.
    pub year: i32,
    /// Those that can be chosen: from that of the first record or agreement to the next one.
    pub years: RangeInclusive<i32>,
    /// What is wrong with the one that was asked for.
    pub wrong: Option<String>,
}

impl Chosen {
    /// The year of a text as it was typed.
    pub fn read(ctx: &Ctx, all: &Laid, typed: Option<&str>) -> Self {
        let (usual, running) = (written_about(ctx.today()), ctx.today().year());
        Self::among(usual, all.first_year(running).min(usual)..=running + 1, typed)
    }

    fn among(usual: i32, years: RangeInclusive<i32>, typed: Option<&str>) -> Self {
        let typed = typed.map(str::trim).filter(|text| !text.is_empty());
        let read = typed.map(|text| (text, text.parse::<i32>()));
        let (first, last) = (years.start(), years.end());
        let (year, wrong) = match read {
            None => (usual, None),
            Some((_, Ok(year))) if years.contains(&year) => (year, None),
            Some((_, Ok(year))) => {
                (usual, Some(format!("Tahun {year} tidak ada laporannya. Pilih tahun {first} sampai {last}.")))
            }
            Some((text, Err(_))) => {
                // No more of it than tells which one is meant.
                let text: String = text.chars().take(20).collect();
                (usual, Some(format!("Tahun {text} tidak terbaca. Pilih tahun {first} sampai {last}.")))
            }
        };
        Self { year, years, wrong }
    }

    /// The box in which a year is chosen, with what is wrong at it; for the page of an office with its code.
    pub fn form(&self, path: &str, office: Option<&str>) -> Markup {
        let wrong = self.wrong.as_ref();
        html! {
            form.box method="get" action=(path) {
                @if let Some(code) = office { input type="hidden" name="kantor" value=(code); }
                div.row {
                    div.field.s.bad[wrong.is_some()] {
                        label for="tahun" { "Tahun" }
                        select id="tahun" name="tahun" aria-describedby=[wrong.map(|_| "tahun-e")] aria-invalid=[wrong.map(|_| "true")] {
                            @for year in self.years.clone().rev() {
                                option value=(year) selected[year == self.year] { (year) }
                            }
                        }
                        @if let Some(wrong) = wrong { p.err id="tahun-e" role="alert" { (wrong) } }
                    }
                }
                button.btn { "Pilih tahun" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_cannot_be_chosen_is_told_with_those_that_can() {
        for (typed, year, said) in [
            (None, 2025, None),
            (Some(" "), 2025, None),
            (Some("2027"), 2027, None),
            (Some("2031"), 2025, Some("Tahun 2031 tidak ada laporannya. Pilih tahun 2024 sampai 2027.")),
            (Some("abc"), 2025, Some("Tahun abc tidak terbaca. Pilih tahun 2024 sampai 2027.")),
        ] {
            let chosen = Chosen::among(2025, 2024..=2027, typed);
            assert_eq!((chosen.year, chosen.wrong.as_deref()), (year, said), "{typed:?}");
        }
    }
}
