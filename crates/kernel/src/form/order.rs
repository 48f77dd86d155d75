//! Day and month of a whole column: which of the two comes first is decided for all of its days together, or asked.

use std::borrow::Cow;

use chrono::Datelike;

use super::date::parse_day;
use super::seen;
use crate::period::written;

/// Which number of a day comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As it is written here: 31/12/2025.
    DayFirst,
    /// As American programs write it: 12/31/2025.
    MonthFirst,
}

/// A column of days that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What comes first.
    pub order: Order,
    /// What people should look at, if anything; with the row of the example.
    pub remark: Option<(usize, String)>,
}

/// A column in which some days can only be read one way, and some only the other. Each list has the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mixed {
    /// Rows that only read as day and month.
    pub day_first: Vec<usize>,
    /// Rows that only read as month and day.
    pub month_first: Vec<usize>,
    /// Rows that read both ways, so that nobody can tell.
    pub open: Vec<usize>,
}

/// A day in digits with the year behind: the first two numbers, and where they stand in the text.
struct Digits<'a> {
    text: &'a str,
    parts: [(usize, &'a str); 2],
    first: u32,
    second: u32,
}

impl<'a> Digits<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let inner = text.trim().trim_start_matches(['\'', '’']).trim_start();
        let at = text.find(inner)?;
        let (first, rest) = inner.split_once(['/', '-', '.'])?;
        let (second, year) = rest.split_once(['/', '-', '.'])?;
        let year: String = year.chars().take_while(char::is_ascii_digit).collect();
        let number = |part: &str| part.trim().parse::<u32>().ok().filter(|_| part.trim().len() < 3);
        let digits = Self {
            text,
            parts: [(at, first), (at + first.len() + 1, second)],
            first: number(first)?,
            second: number(second)?,
        };
        let real = (1..=31).contains(&digits.first) && (1..=31).contains(&digits.second);
        (real && matches!(year.len(), 2 | 4)).then_some(digits)
    }

    fn turned(&self) -> Option<String> {
        let [(one, first), (other, second)] = self.parts;
        let (before, between) = (self.text.get(..one)?, self.text.get(one + first.len()..other)?);
        let after = self.text.get(other + second.len()..)?;
        Some([before, second, between, first, after].concat())
    }
}

impl Settled {
    /// A text of the column with the day first, as fields read it.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let turned = (self.order == Order::MonthFirst).then(|| Digits::of(text)?.turned()).flatten();
        turned.map_or(Cow::Borrowed(text), Cow::Owned)
    }
}

/// Decides for a column: by its head, where it says so, else by the days that read only one way. Where every day reads both ways
/// it is day and month, as the office writes; said where the column looks as if an American program had written it.
///
/// # Errors
/// [`Mixed`] with the rows.
pub fn settle<'a>(head: &str, texts: impl IntoIterator<Item = (usize, &'a str)>) -> Result<Settled, Mixed> {
    let mut rows = Mixed::default();
    let mut both: Vec<(usize, u32, u32)> = Vec::new();
    let (mut first_turned, mut first_open, mut clock) = (None, None, false);
    let mut cells: Vec<(usize, bool)> = Vec::new();
    for (row, text) in texts {
        let text = seen(text);
        let Some(digits) = Digits::of(&text) else {
            cells.extend(
                text.get(4..5)
                    .filter(|sign| *sign == "-")
                    .and_then(|_| parse_day(&text))
                    .map(|day| (row, day.day() > 12)),
            );
            continue;
        };
        let half = |word: &str| text.trim_end().to_lowercase().ends_with(word);
        clock = clock || half("am") || half("pm");
        match (digits.first > 12, digits.second > 12) {
            (true, false) => rows.day_first.push(row),
            (false, true) => {
                rows.month_first.push(row);
                first_turned.get_or_insert((row, text.into_owned()));
            }
            (false, false) if digits.first != digits.second => {
                rows.open.push(row);
                both.push((row, digits.first, digits.second));
                first_open.get_or_insert((row, text.into_owned()));
            }
            _ => {}
        }
    }
    let head = head.to_lowercase();
    let (here, there) =
        (says(&head, ['d', 'm']) || says(&head, ['h', 'b']), says(&head, ['m', 'd']) || says(&head, ['b', 'h']));
    match (rows.day_first.is_empty() && !here, rows.month_first.is_empty() && !there) {
        (false, false) => Err(rows),
        (_, true) => {
            let odd = rows.day_first.is_empty() && !here && (clock || alike(&both));
            let remark = first_open.filter(|_| odd).and_then(|(row, text)| Some((row, open(&text)?)));
            let remark = remark.or_else(|| exchanged(&rows, &cells));
            Ok(Settled { order: Order::DayFirst, remark })
        }
        (true, false) => {
            let settled = Settled { order: Order::MonthFirst, remark: None };
            let remark = first_turned.or(first_open).map(|(row, text)| (row, turned(&text, &settled)));
            Ok(Settled { remark, ..settled })
        }
    }
}

/// Whether a head names the order: "(DD/MM/YYYY)", "mm-dd-yy", "hh/bb/tttt".
fn says(head: &str, [first, second]: [char; 2]) -> bool {
    let mut words = head.split(|one: char| !one.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    let all = |word: &str, sign: char| !word.is_empty() && word.len() < 3 && word.chars().all(|one| one == sign);
    while let Some(word) = words.next() {
        if all(word, first) && words.peek().is_some_and(|next| all(next, second)) {
            return true;
        }
    }
    false
}

/// Whether days look as an American program writes days that follow each other: one first number, many second ones.
fn alike(both: &[(usize, u32, u32)]) -> bool {
    let count = |of: fn(&(usize, u32, u32)) -> u32| {
        let mut all: Vec<u32> = both.iter().map(of).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    };
    count(|(_, first, _)| *first) == 1 && count(|(_, _, second)| *second) > 3
}

/// Whether Excel may have exchanged day and month before anybody saw it: a program that reads the month first takes 05/06/2025 for a
/// day, and leaves 13/06/2025 as text.
fn exchanged(rows: &Mixed, cells: &[(usize, bool)]) -> Option<(usize, String)> {
    let parted =
        cells.len() > 2 && rows.day_first.len() > 1 && rows.open.is_empty() && cells.iter().all(|(_, late)| !late);
    let (row, _) = cells.first().filter(|_| parted)?;
    let says = "Di kolom ini tanggal 1 sampai 12 tersimpan sebagai tanggal, dan tanggal 13 ke atas sebagai teks: Excel mungkin \
                menukar hari dan bulannya. Cocokkan dengan aslinya.";
    Some((*row, says.to_owned()))
}

fn turned(text: &str, settled: &Settled) -> String {
    let example = settled.text(text);
    let day = parse_day(&example).map_or_else(|| example.trim().to_owned(), written);
    format!("Kolom ini berisi bulan/hari/tahun: {} dibaca {day} (hari/bulan/tahun).", text.trim())
}

fn open(text: &str) -> Option<String> {
    let iso = parse_day(text)?;
    Some(format!(
        "Kolom ini dibaca hari/bulan/tahun: {} adalah {iso} (tahun-bulan-hari). Bila isinya bulan/hari/tahun, tulis semuanya \
         seperti 2025-12-31.",
        text.trim()
    ))
}

impl Mixed {
    /// What is wrong with the column, with the rows.
    #[must_use]
    pub fn detail(&self) -> String {
        let list = |rows: &[usize]| {
            let some: Vec<String> = rows.iter().take(5).map(ToString::to_string).collect();
            let more = if rows.len() > 5 { format!(" dan {} lagi", rows.len() - 5) } else { String::new() };
            format!("{}{more}", some.join(", "))
        };
        let named = |rows: &[usize]| {
            if rows.is_empty() { "menurut judulnya".to_owned() } else { format!("baris {}", list(rows)) }
        };
        format!(
            "Kolom ini mencampur hari/bulan ({}) dan bulan/hari ({}). Tulis semua tanggalnya seperti 2025-12-31.",
            named(&self.day_first),
            named(&self.month_first)
        )
    }

    /// The rows that cannot be taken as they stand: those with the month first, and those that read both ways.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.month_first.iter().chain(&self.open).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, texts: &[&str]) -> Result<Settled, Mixed> {
        settle(head, texts.iter().enumerate().map(|(at, text)| (at + 2, *text)))
    }

    #[test]
    fn one_day_that_reads_one_way_settles_the_others() {
        let here = of("Tiba", &["05/06/2025", "13/06/2025", "2025-06-01"]).unwrap();
        assert_eq!((here.order, here.remark.clone()), (Order::DayFirst, None));
        assert_eq!(here.text("05/06/2025"), "05/06/2025");
        let there = of("Tiba", &["05/06/2025", "06/13/2025", "1 Mei 2025", "2025-06-01"]).unwrap();
        assert_eq!(there.order, Order::MonthFirst);
        assert!(there.remark.as_ref().is_some_and(|(row, says)| *row == 3 && says.contains("bulan/hari/tahun")));
        for (text, read) in [
            ("05/06/2025", "06/05/2025"),
            ("6/13/25", "13/6/25"),
            (" 06-13-2025 10:00", " 13-06-2025 10:00"),
            ("2025-06-01", "2025-06-01"),
            ("1 Mei 2025", "1 Mei 2025"),
        ] {
            assert_eq!(there.text(text), read);
        }
        let mixed = of("Tiba", &["05/06/2025", "06/13/2025", "13/06/2025"]).unwrap_err();
        assert_eq!(
            (mixed.day_first.clone(), mixed.month_first.clone(), mixed.open.clone()),
            (vec![4], vec![3], vec![2])
        );
        assert!(mixed.detail().contains("baris 4") && mixed.detail().contains("baris 3"), "{}", mixed.detail());
    }

    #[test]
    fn what_reads_both_ways_is_day_and_month_and_said_only_where_it_looks_american() {
        assert_eq!(of("Tiba", &["05/06/2025", "07/06/2025"]), Ok(Settled { order: Order::DayFirst, remark: None }));
        let looks = of("Tiba", &["6/1/2025", "6/2/2025", "6/3/2025", "6/4/2025"]).unwrap();
        assert!(looks.order == Order::DayFirst && looks.remark.is_some());
        assert!(of("Tiba", &["6/1/2025 10:00 AM"]).unwrap().remark.is_some());
        assert_eq!(of("DOB (MM/DD/YYYY)", &["6/1/2025"]).unwrap().order, Order::MonthFirst);
        assert_eq!(of("TANGGAL LAHIR (DD/MM/YYYY)", &["6/1/2025", "6/2/2025"]).unwrap().remark, None);
        assert!(of("TANGGAL LAHIR (DD/MM/YYYY)", &["6/13/2025"]).is_err());
        let exchanged = of("Tiba", &["2025-06-05", "2025-07-05", "2025-01-12", "13/06/2025", "14/06/2025"]).unwrap();
        assert!(exchanged.remark.is_some_and(|(row, says)| row == 2 && says.contains("menukar")));
        assert_eq!(
            of("Tiba", &["2025-06-05", "2025-07-25", "2025-01-12", "13/06/2025", "14/06/2025"]).unwrap().remark,
            None
        );
        assert_eq!(of("Tiba", &["", "-", "besok", "2025-06-13", "45/45/2025"]).unwrap().order, Order::DayFirst);
    }
}
