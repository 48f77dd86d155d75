//! Numbers as reports print them: Indonesian (9.167 and 79,49), English (9,167 and 79.49), rupiah and percent.

use kernel::figure;
use rust_decimal::{Decimal, RoundingStrategy};

/// A printed number with the precision at which it was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// As printed.
    pub text: String,
    /// What it most likely means.
    pub value: Decimal,
    /// What it may mean as well: 1.904 percent may be 1904 or 1,904; a spreadsheet's 0,85 may show as 85 %.
    pub other: Option<Decimal>,
    /// Whether a percent sign follows it.
    pub percent: bool,
}

impl Figure {
    /// A number of a spreadsheet, which says nothing about how it is shown.
    #[must_use]
    pub fn of_sheet(number: f64) -> Option<Self> {
        let value = within_reach(number.to_string().parse().ok()?)?.normalize();
        let small = value.abs() <= Decimal::from(30);
        let other = small.then(|| (value * Decimal::ONE_HUNDRED).normalize());
        Some(Self { text: figure::decimal(value, 6), value, other, percent: false })
    }

    /// Reads a printed number; none for what is no number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let percent = text.trim_end().ends_with('%');
        let (value, other) = numeral(&bare(text))?;
        Some(Self { text: text.trim().to_owned(), value, other, percent })
    }

    /// Every reading of it.
    pub fn readings(&self) -> impl Iterator<Item = Decimal> {
        std::iter::once(self.value).chain(self.other)
    }

    /// Whether it agrees with a computed value at the precision at which it was printed.
    ///
    /// Rounded and cut off are both taken for agreement: 105,9 for 105,987 is a habit of printing, not another figure.
    #[must_use]
    pub fn agrees(&self, computed: Decimal) -> bool {
        self.readings().any(|shown| shows(shown, computed))
    }

    /// Whether it agrees with any value between two.
    #[must_use]
    pub fn within(&self, low: Decimal, high: Decimal) -> bool {
        self.agrees(low) || self.agrees(high) || self.readings().any(|shown| low <= shown && shown <= high)
    }

    /// Whether two prints can mean the same number, compared at the coarser of their precisions.
    #[must_use]
    pub fn same(&self, second: &Self) -> bool {
        self.readings()
            .any(|a| second.readings().any(|b| if a.scale() <= b.scale() { shows(a, b) } else { shows(b, a) }))
    }

    /// Half a unit of its last printed digit: how far the true value may be away. Whole counts are exact.
    #[must_use]
    pub fn doubt(&self, whole: bool) -> Decimal {
        if whole && self.value.scale() == 0 { Decimal::ZERO } else { Decimal::new(5, self.value.scale() + 1) }
    }
}

fn shows(shown: Decimal, exact: Decimal) -> bool {
    let scale = shown.scale().min(6);
    let cut = exact.round_dp_with_strategy(scale, RoundingStrategy::ToZero);
    figure::round(exact, scale) == shown || cut == shown
}

/// A computed value in the notation of the reports.
#[must_use]
pub fn show(value: Decimal) -> String {
    figure::decimal(value, 2)
}

/// A computed percentage in the notation of the reports.
#[must_use]
pub fn show_percent(value: Decimal) -> String {
    format!("{}%", figure::decimal(value, 2))
}

/// The text without currency, percent sign and the dash that stands for no cents.
pub(crate) fn bare(text: &str) -> String {
    let mut text: String = text.chars().map(|c| if c == '\u{a0}' || c == '\u{202f}' { ' ' } else { c }).collect();
    text = text.replace('−', "-");
    let mut rest = text.trim();
    for sign in ["Rp.", "Rp", "rp.", "rp", "RP", "IDR"] {
        if let Some(after) = rest.strip_prefix(sign) {
            rest = after.trim();
            break;
        }
    }
    rest = rest.trim_end_matches('%').trim_end();
    rest = rest.strip_suffix(",-").or_else(|| rest.strip_suffix(".-")).unwrap_or(rest).trim();
    rest.trim_end_matches(['.', ',']).to_owned()
}

/// Signs that lead to a note below the table.
const MARKS: [char; 22] =
    ['*', '∗', '†', '‡', '§', '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', 'ª', 'º', 'ᵃ', 'ᵇ', 'ᶜ', 'ᵈ', 'ⁿ'];

/// The text without marks of notes and the sign by which a spreadsheet takes a cell for text: `9.176*)`, `9.176¹`, `'9.176`.
pub(crate) fn unmarked(text: &str) -> &str {
    let mut rest = text.trim();
    rest = rest.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(rest);
    rest = rest.trim_start_matches(['\'', '’', '‘', '`']).trim_start_matches(MARKS).trim();
    loop {
        let shorter = rest.trim_end_matches(MARKS);
        let shorter = bracketed(shorter).unwrap_or(shorter).trim_end();
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

/// What stands before the bracket of a note: `9.176 1)`, `9.176a)`, `9.176*)`, `9.176[1]`, `9.176(*)`. A digit that touches the
/// number may belong to it.
fn bracketed(text: &str) -> Option<&str> {
    if let Some((before, note)) = text.strip_suffix(']').and_then(|inner| inner.rsplit_once('[')) {
        return (note.chars().count() < 3).then_some(before);
    }
    let inner = text.strip_suffix(')')?;
    match inner.rsplit_once('(') {
        Some((before, note)) => (!note.is_empty() && note.chars().all(|one| MARKS.contains(&one))).then_some(before),
        None if inner.ends_with(MARKS) => Some(inner),
        None => {
            let (before, note) = inner.char_indices().next_back().map(|(at, _)| inner.split_at(at))?;
            let apart = before.ends_with(' ') && note.chars().all(char::is_alphanumeric);
            let letter = before.ends_with(|one: char| one.is_ascii_digit() || one == '%')
                && note.chars().all(|one| one.is_ascii_lowercase());
            (apart || letter).then_some(before)
        }
    }
}

/// Whether the text is made of a number's signs, so that whoever wrote it meant a number.
pub(crate) fn meant_as_number(text: &str) -> bool {
    let bare = bare(text);
    bare.bytes().filter(u8::is_ascii_digit).count() >= 3
        && bare.contains([',', '.'])
        && bare.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
}

fn numeral(text: &str) -> Option<(Decimal, Option<Decimal>)> {
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        let (value, other) = numeral(inner.trim())?;
        return Some((-value, other.map(|o| -o)));
    }
    let (sign, body) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest.trim_start()));
    let body = if body.contains(' ') { joined_groups(body)? } else { body.to_owned() };
    if !body.starts_with(|c: char| c.is_ascii_digit())
        || !body.bytes().all(|b| b.is_ascii_digit() || b"., ".contains(&b))
    {
        return None;
    }
    let read = |plain: String| within_reach(format!("{sign}{plain}").parse().ok()?);
    let (dots, commas) = (body.matches('.').count(), body.matches(',').count());
    match (dots, commas) {
        (0, 0) => Some((read(body)?, None)),
        (0, n) | (n, 0) => {
            let mark = if dots == 0 { ',' } else { '.' };
            let thousands = grouped(&body, mark);
            if n > 1 {
                return if thousands { Some((read(body.replace(mark, ""))?, None)) } else { None };
            }
            let fraction = read(body.replace(mark, "."))?;
            if thousands { Some((read(body.replace(mark, ""))?, Some(fraction))) } else { Some((fraction, None)) }
        }
        _ => {
            let mark = if body.rfind('.') > body.rfind(',') { '.' } else { ',' };
            let (int, fraction) = body.rsplit_once(mark)?;
            let group = if mark == '.' { ',' } else { '.' };
            if int.contains(mark) || !grouped(int, group) {
                return None;
            }
            Some((read(format!("{}.{fraction}", int.replace(group, "")))?, None))
        }
    }
}

/// A number that can be computed with: below a thousand billions, to at most six decimals.
fn within_reach(value: Decimal) -> Option<Decimal> {
    let value = if value.scale() > 6 { figure::round(value, 6) } else { value };
    (value.abs() < Decimal::new(1_000_000_000_000_000, 0)).then_some(value)
}

/// Groups of three that blanks part: 1 904.
fn joined_groups(text: &str) -> Option<String> {
    let dotted = text.replace(' ', ".");
    grouped(&dotted, '.').then(|| text.replace(' ', ""))
}

fn grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    !rest.is_empty()
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.iter().all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_in_both_notations() {
        for (text, value) in [
            ("9.167", "9167"),
            ("186,600,000", "186600000"),
            ("Rp. 11.664.497.000,-", "11664497000"),
            ("7.891.929.000,00", "7891929000.00"),
            ("96.66%", "96.66"),
            ("105,9 %", "105.9"),
            ("1,234.5", "1234.5"),
            ("1 904", "1904"),
            ("0.125", "0.125"),
            ("-3", "-3"),
        ] {
            assert_eq!(Figure::parse(text).map(|f| f.value), Some(d(value)), "{text}");
        }
        assert_eq!(Figure::parse("108.23529411764706").map(|f| f.value), Some(d("108.235294")));
        for text in ["99999999999999999999", "24,2460,000", "Baik", "", "11-13", "1.23,4,5", "31/12/2025"] {
            assert_eq!(Figure::parse(text), None, "{text}");
        }
        assert!(meant_as_number("24,2460,000") && !meant_as_number("11-13") && !meant_as_number("Baik"));
    }

    #[test]
    fn a_print_agrees_at_its_own_precision_rounded_or_cut() {
        let print = |text: &str| Figure::parse(text).unwrap();
        assert!(print("270%").agrees(d("270.4129")));
        assert!(!print("184%").agrees(d("183.4558")));
        assert!(print("105,9%").agrees(d("105.9866")) && print("106%").agrees(d("105.9866")));
        assert!(print("1.904%").agrees(d("1904")) && print("1.904").agrees(d("1.904")));
        assert!(print("106%").same(&print("105,99")) && !print("75").same(&print("79,49")));
        assert!(Figure::of_sheet(0.85).unwrap().agrees(d("85")));
    }
}
