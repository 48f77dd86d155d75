//! Sentences that are made of figures. Numbers are held against each other as they are printed, so that a sentence never says that 70
//! has risen to 70, and what fell is never told as risen. Pure.

mod bagian;
#[cfg(test)]
mod sifat;

use std::cmp::Ordering;

pub use bagian::{Of, Sentence};

use kernel::period::Period;
use kernel::{Day, figure};
use reporting::Value;
use reporting::indicator::Polarity;
use rust_decimal::Decimal;

/// How far a period is on the day by which its figures are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It is over: its figures can be judged.
    Over,
    /// It still runs.
    Running,
    /// It has not begun.
    Ahead,
}

impl Course {
    /// How far a period is on a day.
    #[must_use]
    pub fn of(period: Period, known: Day) -> Self {
        if known < period.from {
            Self::Ahead
        } else if known < period.until {
            Self::Running
        } else {
            Self::Over
        }
    }

    /// What there is to say of it; nothing where it is over.
    #[must_use]
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Over => None,
            Self::Running => Some("masih berjalan"),
            Self::Ahead => Some("belum mulai"),
        }
    }
}

/// A figure, as sentences need it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The period, in words: `tahun 2025`.
    pub period: &'a str,
    /// How far the period is.
    pub course: Course,
    /// What is counted; empty where the figure is a score or a share.
    pub unit: &'a str,
    /// Whether it is per cent.
    pub percent: bool,
    /// Its decimals.
    pub decimals: u32,
    /// Whether more is better.
    pub polarity: Polarity,
    /// The figure.
    pub value: &'a Value,
    /// The target, as agreed.
    pub target: Option<&'a str>,
    /// Capaian in percent, unrounded and uncapped.
    pub capaian: Option<Decimal>,
    /// Whether the target is met.
    pub met: Option<bool>,
}

impl Told<'_> {
    fn amount(&self, number: Decimal) -> String {
        let number = figure::decimal(number, self.decimals);
        match (self.percent, self.unit) {
            (true, _) => format!("{number}\u{a0}%"),
            (false, "") => number,
            (false, unit) => format!("{number} {unit}"),
        }
    }

    /// A figure as it is printed.
    pub(crate) fn printed(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => self.amount(*number),
            Value::Category(category) => category.clone(),
            Value::NoData => "belum ada data".to_owned(),
        }
    }

    /// The distance between two numbers; of shares in points, since per cent of per cent is something else.
    fn distance(&self, number: Decimal) -> String {
        if self.percent {
            format!("{} poin persen", figure::decimal(number, self.decimals))
        } else {
            self.amount(number)
        }
    }

    fn goal(&self, target: &str) -> String {
        target.parse().map_or_else(|_| target.to_owned(), |goal: Decimal| self.amount(goal))
    }

    /// What was reached, of what was agreed.
    #[must_use]
    pub fn result(&self) -> Sentence {
        let period = self.period;
        if let Some(state) = self.course.words() {
            return self.unfinished(state);
        }
        let reached =
            |word: &str, shown: String| Sentence::new(format!("{word} {period} adalah ")).figure(Of::Reached, shown);
        match (self.value, self.target) {
            (Value::NoData, Some(target)) => {
                Sentence::new(format!("Pada {period} belum ada data, jadi realisasi dan capaian terhadap target "))
                    .figure(Of::Goal, self.goal(target))
                    .and(" tidak dapat dinyatakan.")
            }
            (Value::NoData, None) => {
                Sentence::new(format!("Pada {period} belum ada data, dan target tidak ditetapkan."))
            }
            (Value::Number(number), Some(target)) => reached("Realisasi", self.amount(*number))
                .and(", dengan target ")
                .figure(Of::Goal, self.goal(target))
                .and("."),
            (Value::Number(number), None) => reached("Realisasi", self.amount(*number))
                .and(". Target tidak ditetapkan, jadi capaian tidak dihitung."),
            (Value::Category(category), Some(target)) => {
                reached("Kategori", category.clone()).and(", dengan target ").figure(Of::Goal, target).and(".")
            }
            (Value::Category(category), None) => {
                reached("Kategori", category.clone()).and(". Target tidak ditetapkan, jadi capaian tidak dinilai.")
            }
        }
    }

    /// A period that is not over: what was reached so far, without a judgement.
    fn unfinished(&self, state: &str) -> Sentence {
        let begun = Sentence::new(format!("Pada hari angka ini dihitung, {} {state}", self.period));
        let so_far = match (self.course, self.value) {
            (Course::Running, Value::Number(number)) => {
                begun.and("; realisasi sementaranya ").figure(Of::Reached, self.amount(*number))
            }
            (Course::Running, Value::Category(category)) => {
                begun.and("; kategori sementaranya ").figure(Of::Reached, category.as_str())
            }
            _ => begun,
        };
        so_far.and(". Targetnya belum dinilai.")
    }

    /// Whether the target is met, and by how much; nothing where that cannot be said.
    #[must_use]
    pub fn verdict(&self) -> Option<Sentence> {
        let met = self.met.filter(|_| self.course == Course::Over)?;
        let Some(capaian) = self.capaian else {
            return Some(Sentence::new(if met { "Target tercapai." } else { "Target belum tercapai." }));
        };
        let rounded = figure::round(capaian, 2);
        let shown = format!("{}\u{a0}%", figure::decimal(capaian, 2));
        let told = Sentence::new("Capaiannya ").figure(Of::Capaian, shown);
        Some(if met {
            let beyond = if rounded > Decimal::ONE_HUNDRED { " dan terlampaui" } else { "" };
            told.and(format!(": target tercapai{beyond}."))
        } else if rounded >= Decimal::ONE_HUNDRED {
            Sentence::new(
                "Capaiannya kurang dari 100\u{a0}%, walau selisihnya lebih kecil dari pembulatan: target belum tercapai.",
            )
        } else {
            self.missing(told.and(": target belum tercapai")).and(".")
        })
    }

    /// With what lacks of the target as both are printed, where that is a number that does not vanish in rounding.
    fn missing(&self, told: Sentence) -> Sentence {
        let goal = self.target.and_then(|target| target.parse::<Decimal>().ok());
        let (Value::Number(number), Some(goal)) = (self.value, goal) else { return told };
        let gap = (figure::round(goal, self.decimals) - figure::round(*number, self.decimals)).abs();
        if gap.is_zero() {
            return told;
        }
        let word = match self.polarity {
            Polarity::Higher => "kurang",
            Polarity::Lower => "lebih",
        };
        told.and(format!(", {word} ")).figure(Of::Gap, self.distance(gap))
    }

    /// How it moved since another period.
    #[must_use]
    pub fn movement(&self, before: &str, then: &Value) -> Sentence {
        let period = self.period;
        if let Some(state) = self.course.words() {
            let said =
                format!("Pada hari angka ini dihitung, {period} {state}, jadi tidak dibandingkan dengan {before}.");
            return Sentence::new(said);
        }
        match (then, self.value) {
            (Value::Number(then), Value::Number(now)) => self.moved(before, *then, *now),
            (Value::Category(then), Value::Category(now)) if then.eq_ignore_ascii_case(now) => {
                Sentence::new(format!("Dibandingkan {before}, kategori {period} tetap "))
                    .figure(Of::Reached, now.as_str())
                    .and(".")
            }
            (Value::Category(then), Value::Category(now)) => {
                Sentence::new(format!("Dibandingkan {before}, kategori {period} berubah dari "))
                    .figure(Of::Before, then.as_str())
                    .and(" menjadi ")
                    .figure(Of::Reached, now.as_str())
                    .and(".")
            }
            (Value::NoData, _) => {
                Sentence::new(format!("Untuk {before} belum ada data, jadi {period} tidak dibandingkan dengannya."))
            }
            (_, Value::NoData) => {
                Sentence::new(format!("Untuk {period} belum ada data, jadi tidak dibandingkan dengan {before}."))
            }
            _ => Sentence::new(format!(
                "{before} dan {period} dinyatakan dalam bentuk yang berbeda, jadi tidak dibandingkan."
            )),
        }
    }

    fn moved(&self, before: &str, then: Decimal, now: Decimal) -> Sentence {
        let (then, now) = (figure::round(then, self.decimals), figure::round(now, self.decimals));
        let (word, better) = match now.cmp(&then) {
            Ordering::Equal => {
                return Sentence::new(format!("Dibandingkan {before}, realisasi {} tetap ", self.period))
                    .figure(Of::Reached, self.amount(now))
                    .and(".");
            }
            Ordering::Greater => ("meningkat", self.polarity == Polarity::Higher),
            Ordering::Less => ("menurun", self.polarity == Polarity::Lower),
        };
        let meaning = match (self.polarity, better) {
            (Polarity::Higher, _) => "",
            (Polarity::Lower, true) => ", yang berarti membaik",
            (Polarity::Lower, false) => ", yang berarti memburuk",
        };
        Sentence::new(format!("Dibandingkan {before}, realisasi {} {word} ", self.period))
            .figure(Of::Change, self.distance((now - then).abs()))
            .and(", dari ")
            .figure(Of::Before, self.amount(then))
            .and(" menjadi ")
            .figure(Of::Reached, self.amount(now))
            .and(format!("{meaning}."))
    }
}

/// How many items met their targets, of how many; of a year that is not over that is not counted.
#[must_use]
pub fn overall(all: &[Option<bool>], year: i32, course: Course) -> Sentence {
    if let Some(state) = course.words() {
        return Sentence::new(format!(
            "Pada hari angka ini dihitung, tahun {year} {state}, jadi belum dinilai berapa dari "
        ))
        .figure(Of::Items, all.len().to_string())
        .and(" indikator yang mencapai target.");
    }
    let count = |wanted: Option<bool>| all.iter().filter(|met| **met == wanted).count();
    let (met, missed, unknown) = (count(Some(true)), count(Some(false)), count(None));
    let said = Sentence::new("Dari ")
        .figure(Of::Items, all.len().to_string())
        .and(format!(" indikator tahun {year}, "))
        .figure(Of::Items, met.to_string())
        .and(" mencapai target, ")
        .figure(Of::Items, missed.to_string())
        .and(" belum mencapai target");
    let said = if unknown == 0 {
        said
    } else {
        said.and(", dan ").figure(Of::Items, unknown.to_string()).and(" tidak dapat dinilai")
    };
    said.and(". Capaian setiap indikator dinyatakan sendiri-sendiri; tidak ada rata-rata yang dihitung darinya.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(value: &'a Value, target: Option<&'a str>, polarity: Polarity) -> Told<'a> {
        let number = if let Value::Number(number) = value { Some(*number) } else { None };
        let goal = target.and_then(|t| t.parse::<Decimal>().ok());
        let (capaian, met) = match (number, goal) {
            (Some(n), Some(g)) if polarity == Polarity::Higher => (figure::percent(n, g), Some(n >= g)),
            (Some(n), Some(g)) => (figure::percent(g + g - n, g), Some(n <= g)),
            _ => (None, None),
        };
        let (period, course, unit) = ("tahun 2025", Course::Over, "orang");
        Told { period, course, unit, percent: false, decimals: 0, polarity, value, target, capaian, met }
    }

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    #[test]
    fn a_fall_is_never_told_as_a_rise_whatever_the_numbers() {
        let all = ["0", "0.4", "0.6", "1", "69.5", "70", "70.49", "70.5", "1904", "9167"].map(number);
        for (polarity, decimals) in [(Polarity::Higher, 0), (Polarity::Lower, 0), (Polarity::Higher, 2)] {
            for (then, now) in all.iter().flat_map(|then| all.iter().map(move |now| (then, now))) {
                let told = Told { decimals, ..told(now, None, polarity) };
                let said = told.movement("tahun 2024", then).to_string();
                let (Value::Number(a), Value::Number(b)) = (then, now) else { panic!() };
                let order = figure::round(*b, decimals).cmp(&figure::round(*a, decimals));
                assert_eq!(said.contains("meningkat"), order == Ordering::Greater, "{said}");
                assert_eq!(said.contains("menurun"), order == Ordering::Less, "{said}");
                assert_eq!(said.contains(" tetap "), order == Ordering::Equal, "{said}");
                let lower = polarity == Polarity::Lower;
                assert_eq!(said.contains("membaik"), lower && order == Ordering::Less, "{said}");
                assert_eq!(said.contains("memburuk"), lower && order == Ordering::Greater, "{said}");
            }
        }
    }

    #[test]
    fn a_verdict_says_what_the_capaian_says() {
        for (value, target) in
            [("9167", "3390"), ("16615", "19760"), ("20", "20"), ("19.999", "20"), ("0", "20"), ("99.9999", "100")]
        {
            let value = number(value);
            let told = told(&value, Some(target), Polarity::Higher);
            let said = told.verdict().unwrap().to_string();
            assert_eq!(said.contains("belum tercapai"), told.capaian.unwrap() < Decimal::ONE_HUNDRED, "{said}");
            assert_eq!(said.contains("terlampaui"), figure::round(told.capaian.unwrap(), 2) > Decimal::ONE_HUNDRED);
            assert!(!(said.contains("belum") && said.starts_with("Capaiannya 100")), "{said}");
        }
        let value = number("9167");
        let said = told(&value, Some("3390"), Polarity::Higher).verdict().unwrap().to_string();
        assert_eq!(said, "Capaiannya 270,41\u{a0}%: target tercapai dan terlampaui.");
        let value = number("16615");
        let said = told(&value, Some("19760"), Polarity::Higher).verdict().unwrap().to_string();
        assert_eq!(said, "Capaiannya 84,08\u{a0}%: target belum tercapai, kurang 3.145 orang.");
    }

    #[test]
    fn no_target_and_no_data_are_said() {
        let (none, some) = (Value::NoData, number("5"));
        assert!(told(&none, Some("20"), Polarity::Higher).result().to_string().contains("belum ada data"));
        assert!(told(&some, None, Polarity::Higher).result().to_string().contains("Target tidak ditetapkan"));
        assert_eq!(told(&some, None, Polarity::Higher).verdict(), None);
        assert!(told(&some, None, Polarity::Higher).movement("TW1", &none).to_string().contains("tidak dibandingkan"));
        let good = Value::Category("Baik".to_owned());
        assert!(told(&good, None, Polarity::Higher).movement("TW1", &some).to_string().contains("bentuk yang berbeda"));
        let all = [Some(true), Some(false), None];
        assert!(overall(&all, 2025, Course::Over).to_string().contains("1 tidak dapat dinilai"));
    }

    #[test]
    fn what_lacks_is_the_difference_of_the_printed_numbers() {
        let value = number("96.875");
        let said = Told { percent: true, decimals: 2, ..told(&value, Some("100"), Polarity::Higher) }
            .verdict()
            .unwrap()
            .to_string();
        assert_eq!(said, "Capaiannya 96,88\u{a0}%: target belum tercapai, kurang 3,12 poin persen.");
    }

    #[test]
    fn a_period_that_is_not_over_is_neither_judged_nor_compared() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let year = Period::year(2025);
        assert_eq!(Course::of(year, day("2024-12-31")), Course::Ahead);
        assert_eq!(Course::of(year, day("2025-01-01")), Course::Running);
        assert_eq!(Course::of(year, day("2025-12-31")), Course::Running);
        assert_eq!(Course::of(year, day("2026-01-01")), Course::Over);
        let (value, then) = (number("5"), number("9"));
        for (course, words) in [(Course::Running, "masih berjalan"), (Course::Ahead, "belum mulai")] {
            let told = Told { course, ..told(&value, Some("20"), Polarity::Higher) };
            let said = told.result().to_string();
            assert!(said.contains(words) && told.verdict().is_none(), "{said}");
            assert_eq!(said.contains("5 orang"), course == Course::Running, "{said}");
            let said = told.movement("tahun 2024", &then).to_string();
            assert!(said.contains(words) && said.contains("tidak dibandingkan") && !said.contains("menurun"), "{said}");
            let said = overall(&[Some(true), Some(false)], 2025, course).to_string();
            assert!(said.contains(words) && !said.contains("1 mencapai"), "{said}");
        }
    }
}
