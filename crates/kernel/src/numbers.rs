//! Numbers that may be a person's, in what people type where no personal data belongs.

/// From how many digits on a text is taken for a number of a person; a day has eight.
const DIGITS: usize = 9;
/// So many digits in one number are no amount: a NIK has sixteen.
const NO_AMOUNT: usize = 16;
/// What stands between the digits of one number.
const JOINTS: [char; 5] = [' ', '\u{a0}', '.', ',', '-'];
/// The most of these between two digits of one number.
const GAP: usize = 3;

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Whether a short text holds as many digits as numbers of people do.
#[must_use]
pub fn is_number(text: &str) -> bool {
    digits(text) >= DIGITS
}

/// The first piece of a long text that may be a NIK, a passport or a telephone: nine digits or more in a row, whatever blanks, dots and
/// dashes stand between. Amounts after Rp or with thousands set apart, years, days and the number of a DIPA are none.
#[must_use]
pub fn number_in(text: &str) -> Option<&str> {
    runs(text).into_iter().find_map(|(from, until)| {
        let (before, run) = (text.get(..from)?, text.get(from..until)?);
        let is_rupiah = || digits(run) < NO_AMOUNT && is_after_rupiah(before);
        (is_number(run) && !is_plain(run) && !is_rupiah()).then_some(run)
    })
}

/// From where to where digits stand in a row.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    // How many joints have passed since the last digit; none where something else has.
    let mut gap: Option<usize> = None;
    for (at, one) in text.char_indices() {
        if one.is_ascii_digit() {
            match runs.last_mut().filter(|_| gap.is_some()) {
                Some(last) => last.1 = at + 1,
                None => runs.push((at, at + 1)),
            }
            gap = Some(0);
        } else {
            gap = gap.map(|gap| gap + 1).filter(|gap| *gap <= GAP && JOINTS.contains(&one));
        }
    }
    runs
}

fn is_after_rupiah(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches('.').to_lowercase();
    let word = before.rsplit(|one: char| !one.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "rp" | "idr")
}

/// Whether what is left of a row without amounts, days and numbers of a DIPA is short, or nothing but years.
fn is_plain(run: &str) -> bool {
    let left: Vec<&str> = run.split_whitespace().filter(|word| !is_written_out(word)).collect();
    let many: usize = left.iter().map(|word| digits(word)).sum();
    many < DIGITS || left.iter().all(|word| groups(word).into_iter().all(is_year))
}

fn groups(word: &str) -> Vec<&str> {
    word.split(JOINTS).filter(|group| !group.is_empty()).collect()
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}

/// Whether a word is a day, the number of a DIPA, or an amount with thousands set apart.
fn is_written_out(word: &str) -> bool {
    let groups = groups(word);
    let long: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    match long.as_slice() {
        [1 | 2, 1 | 2, 4] => groups.last().is_some_and(|group| is_year(group)),
        [4, 1 | 2, 1 | 2] => groups.first().is_some_and(|group| is_year(group)),
        [3, 2, 1, 6] => true,
        [1..=3, thousands @ .., 1 | 2] | [1..=3, thousands @ ..] => {
            let apart = !thousands.is_empty() && thousands.iter().all(|long| *long == 3);
            apart && !word.starts_with('0') && !word.trim_end_matches('-').contains('-') && digits(word) < NO_AMOUNT
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_found_in_a_text_and_amounts_are_not() {
        for (text, piece) in [
            ("NIK 9999994101900001 tercatat", "9999994101900001"),
            ("NIK 9999 9941 0190 0001.", "9999 9941 0190 0001"),
            ("NIK 999999.410190.0001", "999999.410190.0001"),
            ("Rp 9999994101900001", "9999994101900001"),
            ("telepon 081200001111", "081200001111"),
            ("telepon 0812-2000-1111,", "0812-2000-1111"),
            ("telepon 0812 2000 1111", "0812 2000 1111"),
            ("telepon +62 812 0000 1111", "62 812 0000 1111"),
            ("telepon 0812.000.111", "0812.000.111"),
            ("telepon 812-000-111", "812-000-111"),
            ("paspor 123456789", "123456789"),
            ("pagu 11664497000", "11664497000"),
        ] {
            assert_eq!(number_in(text), Some(piece), "{text}");
        }
    }

    #[test]
    fn amounts_years_and_days_are_no_numbers_of_people() {
        for text in [
            "",
            "sebesar Rp 11.664.497.000 atau Rp11664497000, IDR 10 609 922 619",
            "Rp. 11.664.497.000,- dan Rp. 7.891.929.000,00",
            "pagu 6,782,496,000 dan 1.829.120.000, 1.095.604.772",
            "tahun 2023, 2024, 2025 dan 2022-2023-2024",
            "31-12-2025 - 01-01-2026",
            "2025-01-01 2025-12-31",
            "DIPA-104.01.2.999999/2025",
            "9167 orang, 98,95 persen, 1.310 kasus",
            "paspor C 1234567",
        ] {
            assert_eq!(number_in(text), None, "{text}");
        }
    }
}
