//! A cell as people see it.

use calamine::{Data, ExcelDateTime};
use kernel::form::{failed, seen};

/// How the text of a cell came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Made {
    /// It was typed as text, or is a date.
    #[default]
    Text,
    /// The spreadsheet keeps a number, of which only the first 15 digits are certain.
    Number,
    /// A formula stands behind it; the text is what it came to.
    Formula,
    /// A formula that failed stands behind it: `#N/A`.
    Fault,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What people see, without what nobody sees. A day is in ISO form, a decimal sign a comma, a percentage has its sign.
    pub text: String,
    /// How it came to be.
    pub made: Made,
    /// The number, where a spreadsheet keeps one and shows it as such.
    pub number: Option<f64>,
}

impl Cell {
    /// Whether nothing stands in it. A formula that shows nothing is something.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.made == Made::Text
    }

    /// Whether its number is longer than what a spreadsheet keeps: the last digits are not those that were typed.
    #[must_use]
    pub fn is_rounded(&self) -> bool {
        self.made == Made::Number && self.text.bytes().filter(u8::is_ascii_digit).count() > 15
    }

    /// Text of a file of text or of what was pasted.
    pub(crate) fn typed(text: &str) -> Self {
        let text = text.trim();
        // By this a spreadsheet keeps the zeros of a number in a CSV: ="0812".
        let plain = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).filter(|text| !text.contains('"'));
        match plain {
            Some(plain) => Self::text(plain),
            None if text.starts_with(['=', '＝']) => Self { made: Made::Formula, ..Self::text(text) },
            None => Self::text(text),
        }
    }

    pub(crate) fn text(text: &str) -> Self {
        let text = seen(text);
        let text = text.trim();
        let made = if failed(text) { Made::Fault } else { Made::Text };
        // A mark by which a spreadsheet takes a cell for text.
        let text = text.strip_prefix('\'').map_or(text, str::trim_start);
        Self { text: text.to_owned(), made, number: None }
    }

    /// What a workbook keeps, as it is shown.
    pub(crate) fn of(data: &Data, shown: Shown, formula: bool) -> Self {
        let cell = match data {
            Data::Empty => Self::default(),
            Data::String(text) => Self::text(text),
            Data::DateTimeIso(text) => Self::text(&iso(text)),
            Data::DurationIso(text) => Self::text(&duration(text)),
            #[expect(clippy::cast_precision_loss, reason = "a spreadsheet keeps no more than 15 digits of any number")]
            Data::Int(number) => Self::number(*number as f64, shown),
            Data::Float(number) => Self::number(*number, shown),
            Data::Bool(flag) => Self::text(if *flag { "ya" } else { "tidak" }),
            Data::DateTime(when) => Self::text(&moment(when, shown)),
            Data::Error(error) => Self { text: error.to_string(), made: Made::Fault, number: None },
        };
        if formula && cell.made != Made::Fault { Self { made: Made::Formula, ..cell } } else { cell }
    }

    fn number(number: f64, shown: Shown) -> Self {
        // A spreadsheet shows fifteen digits; what a computation leaves behind them nobody sees.
        let shown_digits =
            |number: f64| if number.abs() < 1e15 { format!("{number:.14e}").parse().unwrap_or(number) } else { number };
        let plain = |number: f64| shown_digits(number).to_string().replace('.', ",");
        match shown {
            Shown::Percent => {
                let text = format!("{:.8}", number * 100.0);
                let text = text.trim_end_matches('0').trim_end_matches('.').replace('.', ",");
                Self { text: format!("{text}%"), made: Made::Number, number: None }
            }
            Shown::Zeros(width) if number.fract() == 0.0 && number >= 0.0 => {
                Self { text: format!("{number:0width$}"), made: Made::Number, number: Some(number) }
            }
            // An amount in another currency is no amount of rupiah.
            Shown::Currency(sign) => {
                Self { text: format!("{sign} {}", plain(number)), made: Made::Number, number: None }
            }
            _ => Self { text: plain(number), made: Made::Number, number: Some(number) },
        }
    }
}

/// How a number is shown, as far as people read another thing than its digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    #[default]
    Plain,
    /// As a percentage.
    Percent,
    /// With zeros before it, to this many digits.
    Zeros(usize),
    /// As an amount in a currency that is not rupiah.
    Currency(&'static str),
    /// As a day, a time of day, or both.
    Moment { day: bool, time: bool },
}

impl Shown {
    /// By the code of a number format.
    pub(crate) fn of(code: &str) -> Self {
        let first = code.split(';').next().unwrap_or_default();
        if first.len() > 1 && first.len() <= 40 && first.bytes().all(|one| one == b'0') {
            return Self::Zeros(first.len());
        }
        if let Some(sign) = currency(first) {
            return Self::Currency(sign);
        }
        let signs = signs(first);
        if signs.contains('%') {
            return Self::Percent;
        }
        let time = signs.contains(['h', 's']);
        let day = signs.contains(['y', 'd']) || (signs.contains('m') && !time);
        if day || time { Self::Moment { day, time } } else { Self::Plain }
    }
}

/// Currencies that formats write, the longer signs first.
const CURRENCIES: [&str; 24] = [
    "US$", "S$", "HK$", "NT$", "USD", "SGD", "HKD", "TWD", "MYR", "RM", "SAR", "AED", "QAR", "KWD", "BHD", "OMR",
    "BND", "JPY", "KRW", "€", "£", "¥", "₩", "$",
];

/// The currency that a format writes beside the number: `[$RM-43E] #,##0`, `"USD" 0`.
fn currency(code: &str) -> Option<&'static str> {
    let mut said = String::new();
    let (mut quoted, mut bracketed) = (false, false);
    for one in code.chars() {
        match one {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' | '-' if bracketed => bracketed = false,
            // `[$` only opens the sign.
            '$' if bracketed && !said.ends_with('\u{1}') => said.push('\u{1}'),
            _ if quoted || bracketed || matches!(one, '$' | '€' | '£' | '¥' | '₩') => said.push(one),
            _ => {}
        }
    }
    let said: String = said.chars().filter(|one| *one != '\u{1}' && !one.is_whitespace()).collect();
    CURRENCIES.iter().find(|sign| said == **sign).copied()
}

/// The signs of a format code that mean something: without texts, colours and escaped letters, in lower case.
fn signs(code: &str) -> String {
    let (mut quoted, mut bracketed, mut skip) = (false, false, false);
    let mut left = String::new();
    for one in code.chars() {
        match one {
            _ if skip => skip = false,
            '\\' | '_' | '*' if !quoted => skip = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => bracketed = true,
            ']' => bracketed = false,
            // Elapsed hours stand in brackets.
            'h' | 'H' if bracketed => left.push('h'),
            _ if bracketed => {}
            _ => left.extend(one.to_lowercase()),
        }
    }
    left.replace("general", "").replace("standard", "")
}

/// A day, a time of day, or both, as the cell shows it.
fn moment(when: &ExcelDateTime, shown: Shown) -> String {
    let value = when.as_f64();
    let (day, time) = match shown {
        Shown::Moment { day, time } => (day, time),
        _ => (true, true),
    };
    if when.is_duration() || (value < 1.0 && time) || (time && !day) {
        let seconds = (if when.is_duration() { value } else { value.fract() } * 86_400.0).round();
        return clock(seconds);
    }
    let date = when.as_datetime().map_or_else(String::new, |at| at.date().to_string());
    let seconds = (value.fract() * 86_400.0).round();
    if time && seconds > 0.0 { format!("{date} {}", clock(seconds)) } else { date }
}

/// Seconds as hours and minutes, with seconds where there are any.
fn clock(seconds: f64) -> String {
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    let (minutes, seconds) = ((rest / 60.0).floor(), rest % 60.0);
    if seconds > 0.0 { format!("{hours:02}:{minutes:02}:{seconds:02}") } else { format!("{hours:02}:{minutes:02}") }
}

/// A moment in ISO form: the day alone where no time stands with it.
fn iso(text: &str) -> String {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let time = time.split('.').next().unwrap_or_default().trim_end_matches('Z');
    let time = time.strip_suffix(":00").unwrap_or(time);
    if time.is_empty() || time == "00:00" { day.to_owned() } else { format!("{day} {time}") }
}

/// `PT22H31M00S` as 22:31.
fn duration(text: &str) -> String {
    let mut parts = text.trim_start_matches("PT").split_inclusive(['H', 'M', 'S']);
    let mut part = |unit: char| -> f64 {
        parts.clone().next().filter(|part| part.ends_with(unit)).map_or(0.0, |part| {
            parts.next();
            part.trim_end_matches(unit).replace(',', ".").parse().unwrap_or_default()
        })
    };
    let (hours, minutes, seconds) = (part('H'), part('M'), part('S'));
    clock((hours * 3600.0 + minutes * 60.0 + seconds).round())
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn formats_say_what_people_see() {
        for (code, shown) in [
            ("General", Shown::Plain),
            ("#,##0.00", Shown::Plain),
            ("0.00%", Shown::Percent),
            ("\"100%\" 0", Shown::Plain),
            ("0000", Shown::Zeros(4)),
            ("0", Shown::Plain),
            ("dd/mm/yyyy", Shown::Moment { day: true, time: false }),
            ("mmm-yy", Shown::Moment { day: true, time: false }),
            ("h:mm", Shown::Moment { day: false, time: true }),
            ("[h]:mm:ss", Shown::Moment { day: false, time: true }),
            ("[$-421]dd mmmm yyyy h.mm", Shown::Moment { day: true, time: true }),
            ("\"Rp\"#,##0", Shown::Plain),
            ("[$Rp-421]#,##0", Shown::Plain),
            ("_-[$Rp-421]* #,##0_-", Shown::Plain),
            ("[$RM-43E] #,##0", Shown::Currency("RM")),
            ("[$$-409]#,##0.00", Shown::Currency("$")),
            ("$#,##0", Shown::Currency("$")),
            ("\"USD\" 0", Shown::Currency("USD")),
            ("[$-409]d-mmm-yy", Shown::Moment { day: true, time: false }),
            ("[Red]#,##0", Shown::Plain),
        ] {
            assert_eq!(Shown::of(code), shown, "{code}");
        }
    }

    #[test]
    fn numbers_days_and_times_are_what_people_see() {
        let text = |data: Data, code: &str| Cell::of(&data, Shown::of(code), false).text;
        let at = |value: f64| Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        assert_eq!(text(Data::Float(0.7949), "0.00%"), "79,49%");
        assert_eq!(text(Data::Float(1.0), "0%"), "100%");
        assert_eq!(text(Data::Float(812.0), "000000"), "000812");
        assert_eq!(text(Data::Float(85_000_000.0), "#,##0"), "85000000");
        assert_eq!(text(Data::Float(79.5), "General"), "79,5");
        assert_eq!(text(Data::Float(79.490_000_000_000_01), "General"), "79,49");
        assert_eq!(text(Data::Float(123_456_789_012_345.0), "General"), "123456789012345");
        assert_eq!(text(at(0.938_194_444_4), "h:mm"), "22:31");
        assert_eq!(text(at(45_900.0), "dd/mm/yyyy"), "2025-08-31");
        assert_eq!(text(at(45_900.5), "dd/mm/yyyy"), "2025-08-31");
        assert_eq!(text(at(45_900.5), "dd/mm/yyyy hh:mm"), "2025-08-31 12:00");
        assert_eq!(text(at(45_900.5), "h:mm"), "12:00");
        assert_eq!(text(Data::DurationIso("PT22H31M00S".to_owned()), ""), "22:31");
        assert_eq!(text(Data::DateTimeIso("2025-08-31T00:00:00".to_owned()), ""), "2025-08-31");
    }

    #[test]
    fn what_is_typed_is_seen_as_a_spreadsheet_shows_it() {
        assert_eq!(Cell::typed("=\"0812\"").text, "0812");
        assert_eq!(Cell::typed("'0812").text, "0812");
        assert_eq!(Cell::typed("=1+1").made, Made::Formula);
        assert_eq!(Cell::typed(" #N/A ").made, Made::Fault);
        assert!(Cell::typed("\u{200b} \u{a0}").is_empty());
        assert!(Cell::of(&Data::Float(20_261_234_567_890_123.0), Shown::Plain, false).is_rounded());
    }
}
