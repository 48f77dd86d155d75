//! Numbers as people type them. Nothing is rounded, and what can mean two numbers is asked.

use rust_decimal::Decimal;

use super::seen::straight;
use super::shape::{COUNT, MONEY, SCORE};
use crate::figure;

/// What a text may mean as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    One(Decimal),
    /// The same with its sign before three digits as one for thousands, and as one for decimals; `?` where both signs occur.
    Either {
        thousands: Decimal,
        decimals: Decimal,
        sign: char,
    },
}

/// Words that make an amount larger.
const SCALES: [(&str, i64); 10] = [
    ("ribu", 1_000),
    ("rb", 1_000),
    ("juta", 1_000_000),
    ("jt", 1_000_000),
    ("jta", 1_000_000),
    ("miliar", 1_000_000_000),
    ("milyar", 1_000_000_000),
    ("mlyr", 1_000_000_000),
    ("triliun", 1_000_000_000_000),
    ("trilyun", 1_000_000_000_000),
];

/// Whole rupiah: `Rp 1.250.000,-`, `1,250,000.00`, `IDR 1.250.000`, `1250000`, `1,25 juta`.
///
/// # Errors
/// What to write instead.
pub(super) fn money(text: &str) -> Result<i64, String> {
    const ASKS: &str = "Tulis bilangan bulat mulai dari 0, misalnya 12 atau 1.250.000.";
    let lower = straight(text.trim()).to_lowercase();
    let mut bare = lower.as_str();
    for sign in ["rp.", "rp", "idr"] {
        bare = bare.strip_prefix(sign).unwrap_or(bare).trim_start();
    }
    for sign in ["rupiah", "idr", "rp"] {
        bare = bare.strip_suffix(sign).unwrap_or(bare).trim_end();
    }
    for sign in [",--", ",-", ".-", "-,-", ",="] {
        bare = bare.strip_suffix(sign).unwrap_or(bare).trim_end();
    }
    let scale = SCALES.iter().find_map(|(word, times)| Some((bare.strip_suffix(word)?.trim_end(), *times)));
    let (number, times) = scale.map_or((bare, None), |(number, times)| (number, Some(times)));
    let value = match (meant(number).ok_or(ASKS)?, times) {
        (Meant::One(value), None) => value,
        (Meant::One(value), Some(times)) => value.checked_mul(times.into()).ok_or(ASKS)?,
        // A point before three digits is one for thousands: rupiah have no thousandths.
        (Meant::Either { thousands, sign: '.', .. }, None) => thousands,
        (either @ Meant::Either { .. }, _) => return Err(ask(text, either)),
    };
    if !value.fract().is_zero() {
        return Err(format!("Rupiah dicatat bulat, tanpa sen. {ASKS}"));
    }
    within(value, MONEY).ok_or_else(|| ASKS.to_owned())
}

/// A whole number from 0.
///
/// # Errors
/// What to write instead.
pub(super) fn count(text: &str) -> Result<i64, String> {
    let asks = || "Tulis bilangan bulat mulai dari 0, misalnya 12 atau 1.250.000.".to_owned();
    let value = match meant(text).ok_or_else(asks)? {
        Meant::One(value) | Meant::Either { thousands: value, sign: '.', .. } => value,
        either @ Meant::Either { .. } => return Err(ask(text, either)),
    };
    within(value, COUNT).ok_or_else(asks)
}

/// A decimal with at most four places, in ten-thousandths; a percent sign behind it weighs nothing.
///
/// # Errors
/// What to write instead.
pub(super) fn score(text: &str) -> Result<i64, String> {
    let asks = || "Tulis angka, paling banyak empat desimal, misalnya 79,49.".to_owned();
    let value = match meant(text.trim().trim_end_matches('%')).ok_or_else(asks)? {
        Meant::One(value) | Meant::Either { decimals: value, sign: ',' | '?', .. } => value,
        either @ Meant::Either { .. } => return Err(ask(text, either)),
    };
    figure::to_scaled(value).filter(|scaled| (0..=SCORE).contains(scaled)).ok_or_else(asks)
}

fn within(value: Decimal, most: i64) -> Option<i64> {
    let whole = value.fract().is_zero().then(|| i64::try_from(value.trunc()).ok())?;
    whole.filter(|whole| (0..=most).contains(whole))
}

fn ask(text: &str, either: Meant) -> String {
    let Meant::Either { thousands, decimals, .. } = either else { return String::new() };
    let (whole, fine) = (thousands.normalize().to_string(), decimals.normalize().to_string().replace('.', ","));
    format!("{} bisa berarti {whole} atau {fine}. Tulis salah satunya persis seperti itu.", text.trim())
}

/// Reads digits with signs between them.
fn meant(text: &str) -> Option<Meant> {
    let (sign, body) = text.trim().strip_prefix('-').map_or(("", text.trim()), |rest| ("-", rest.trim_start()));
    let body = if body.contains(' ') {
        let dotted = body.replace(' ', ".");
        if grouped(&dotted, '.') { body.replace(' ', "") } else { return None }
    } else {
        body.to_owned()
    };
    let ends = body.starts_with(|one: char| one.is_ascii_digit()) && body.ends_with(|one: char| one.is_ascii_digit());
    if !ends || !body.bytes().all(|one| one.is_ascii_digit() || one == b'.' || one == b',') {
        return None;
    }
    let read = |plain: String| format!("{sign}{plain}").parse::<Decimal>().ok();
    let joined = |mark: char| body.replace(mark, "");
    match (body.matches('.').count(), body.matches(',').count()) {
        (0, 0) => read(body).map(Meant::One),
        (dots @ 0, 1) | (dots @ 1, 0) => {
            let mark = if dots == 0 { ',' } else { '.' };
            let decimals = read(body.replace(mark, "."))?;
            Some(if grouped(&body, mark) {
                Meant::Either { thousands: read(joined(mark))?, decimals, sign: mark }
            } else {
                Meant::One(decimals)
            })
        }
        (0, _) => grouped(&body, ',').then(|| read(joined(',')))?.map(Meant::One),
        (_, 0) => grouped(&body, '.').then(|| read(joined('.')))?.map(Meant::One),
        _ => {
            let mark = if body.rfind('.') > body.rfind(',') { '.' } else { ',' };
            let other = if mark == '.' { ',' } else { '.' };
            let (int, fraction) = body.rsplit_once(mark)?;
            if !grouped(int, other) || fraction.contains([other, mark]) {
                return None;
            }
            let decimals = read(format!("{}.{fraction}", int.replace(other, "")))?;
            // 1.250,000 is more likely a slip in 1.250.000 than a number to the thousandth.
            Some(if fraction == "000" {
                Meant::Either { thousands: read(body.replace([other, mark], ""))?, decimals, sign: '?' }
            } else {
                Meant::One(decimals)
            })
        }
    }
}

/// Whether signs part a number into groups of three, as those for thousands do.
fn grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.all(|group| group.len() == 3 && group.bytes().all(|one| one.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rupiah_in_every_usual_form_and_nothing_rounded() {
        for text in [
            "Rp 1.250.000,-",
            "Rp1.250.000,00",
            "Rp. 1.250.000",
            "rp1.250.000,00",
            "1,250,000.00",
            "IDR 1.250.000",
            "1.250.000",
            "1250000",
            "1 250 000",
            "1,25 juta",
            "Rp 1,25 jt",
            "1.25jt",
            "1250 ribu",
            "1.250.000 rupiah",
            "1,250,000",
            "1.250.000.-",
            "Rp 1.250.000,–",
            "Rp1.250.000,--",
        ] {
            assert_eq!(money(text), Ok(1_250_000), "{text}");
        }
        assert_eq!(money("1.250"), Ok(1250));
        assert_eq!(money("0"), Ok(0));
        for text in ["1.250 juta", "1,250", "1,000", "1.250,000", "1,250.000", "Rp 12.250,000"] {
            assert!(money(text).unwrap_err().contains("bisa berarti"), "{text}");
        }
        assert!(money("Rp 1.250.000,50").unwrap_err().contains("tanpa sen"));
        for text in ["-5", "1.25.00", "5%", "abc", "1,5 M", "", "Rp", "24,2460,000", "1e6", "9999999999999999", "+5"] {
            assert!(money(text).is_err(), "{text}");
        }
    }

    #[test]
    fn counts_and_scores_are_plain_or_asked() {
        for (text, number) in
            [("1.250", 1250), ("12", 12), ("1.250.000", 1_250_000), ("1,250,000", 1_250_000), ("7,0", 7)]
        {
            assert_eq!(count(text), Ok(number), "{text}");
        }
        assert!(count("1,250").unwrap_err().contains("1250 atau 1,25"), "{:?}", count("1,250"));
        for text in ["1,5", "270%", "-1", "12 orang", ""] {
            assert!(count(text).is_err(), "{text}");
        }
        for (text, scaled) in [
            ("79,49", 794_900),
            ("79.49", 794_900),
            ("79,49%", 794_900),
            ("3,125", 31_250),
            ("3125", 31_250_000),
            ("0.125", 1_250),
            ("1.904,125", 19_041_250),
            ("79,4925", 794_925),
        ] {
            assert_eq!(score(text), Ok(scaled), "{text}");
        }
        let asked = score("3.125").unwrap_err();
        assert!(asked.contains("3125 atau 3,125"), "{asked}");
        for text in ["1,23456", "Rp 5", "-3", "12,3,4", ""] {
            assert!(score(text).is_err(), "{text}");
        }
    }
}
