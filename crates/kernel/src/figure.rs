//! Figures: decimal arithmetic with one stated rounding, and Indonesian notation (9.167 and 79,49).

use rust_decimal::{Decimal, RoundingStrategy};

/// Scores are stored as whole numbers of ten-thousandths, since `SQLite` keeps no decimals.
pub const SCORE_SCALE: i64 = 10_000;

/// Rounds half up (away from zero) to `decimals` places: the only rounding that is used.
#[must_use]
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// `part` of `whole` in percent, unrounded; none if `whole` is 0, since no data is not 0 %.
#[must_use]
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    (part * Decimal::ONE_HUNDRED).checked_div(whole)
}

/// A stored score as the number it means.
#[must_use]
pub fn from_scaled(scaled: i64) -> Decimal {
    Decimal::new(scaled, 4)
}

/// A score as it is stored; none beyond four decimals or out of range.
#[must_use]
pub fn to_scaled(value: Decimal) -> Option<i64> {
    let scaled = value.checked_mul(Decimal::from(SCORE_SCALE))?;
    if scaled.fract().is_zero() { i64::try_from(scaled.trunc()).ok() } else { None }
}

/// A whole number with Indonesian thousands: 9.167.
#[must_use]
pub fn whole(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        out.push('-');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A decimal in Indonesian notation, rounded to at most `decimals` places, without trailing zeros: 79,49 and 270,41.
#[must_use]
pub fn decimal(value: Decimal, decimals: u32) -> String {
    let rounded = round(value, decimals).normalize();
    let text = rounded.abs().to_string();
    let (int, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let int = int.parse().map_or_else(|_| int.to_owned(), whole);
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{int}") } else { format!("{sign}{int},{fraction}") }
}

/// Reads a number as people write it here or in a program: `1.904`, `79,49`, `270%`, `79.49`, `Rp1.000.000`.
///
/// A dot separates thousands if every group after it has three digits and one to three digits other than a lone 0 precede it.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let bare = text.trim().trim_start_matches("Rp").trim_end_matches('%').trim();
    let plain = if bare.contains(',') {
        let (int, fraction) = bare.split_once(',')?;
        if !int.is_empty() && !grouped(int) && int.contains('.') {
            return None;
        }
        format!("{}.{fraction}", int.replace('.', ""))
    } else if grouped(bare) {
        bare.replace('.', "")
    } else {
        bare.to_owned()
    };
    if plain.starts_with('+') || plain.contains(['e', 'E', '_']) {
        return None;
    }
    plain.parse().ok()
}

/// Whether dots part the number into groups of three, as thousands signs do.
fn grouped(text: &str) -> bool {
    let mut groups = text.trim_start_matches('-').split('.');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && first != "0"
        && rest.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn indonesian_notation() {
        assert_eq!(whole(9167), "9.167");
        assert_eq!(whole(-1_000_000), "-1.000.000");
        assert_eq!(decimal(d("79.490"), 2), "79,49");
        assert_eq!(decimal(d("270.4129"), 2), "270,41");
        assert_eq!(decimal(d("1904"), 2), "1.904");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [
            ("1.904", "1904"),
            ("79,49", "79.49"),
            ("270%", "270"),
            ("79.49", "79.49"),
            ("1.904,5", "1904.5"),
            ("0.125", "0.125"),
            ("Rp1.000.000", "1000000"),
            ("-3", "-3"),
        ] {
            assert_eq!(parse(text), Some(d(value)), "{text}");
        }
        for text in ["", "12,3,4", "1e5", "abc", "24,2460,000", "1.23,4"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn no_data_is_not_zero_percent() {
        assert_eq!(percent(d("0"), d("0")), None);
        assert_eq!(round(percent(d("499"), d("272")).unwrap(), 2), d("183.46"));
    }
}
