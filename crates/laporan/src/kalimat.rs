//! Sentences that are made of figures. Numbers are held against each other as they are printed, so that a sentence never says that 70
//! has risen to 70, and what fell is never told as risen. Pure.

use std::cmp::Ordering;

use kernel::figure;
use reporting::Value;
use reporting::indicator::Polarity;
use rust_decimal::Decimal;

/// A figure, as sentences need it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The period, in words: `tahun 2025`.
    pub period: &'a str,
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
    pub fn result(&self) -> String {
        let period = self.period;
        match (self.value, self.target) {
            (Value::NoData, Some(target)) => format!(
                "Pada {period} belum ada data, jadi realisasi dan capaian terhadap target {} tidak dapat dinyatakan.",
                self.goal(target)
            ),
            (Value::NoData, None) => format!("Pada {period} belum ada data, dan target tidak ditetapkan."),
            (Value::Number(number), Some(target)) => {
                format!("Realisasi {period} adalah {}, dengan target {}.", self.amount(*number), self.goal(target))
            }
            (Value::Number(number), None) => format!(
                "Realisasi {period} adalah {}. Target tidak ditetapkan, jadi capaian tidak dihitung.",
                self.amount(*number)
            ),
            (Value::Category(category), Some(target)) => {
                format!("Kategori {period} adalah {category}, dengan target {target}.")
            }
            (Value::Category(category), None) => {
                format!("Kategori {period} adalah {category}. Target tidak ditetapkan, jadi capaian tidak dinilai.")
            }
        }
    }

    /// Whether the target is met, and by how much; nothing where that cannot be said.
    #[must_use]
    pub fn verdict(&self) -> Option<String> {
        let met = self.met?;
        let Some(capaian) = self.capaian else {
            return Some(if met { "Target tercapai." } else { "Target belum tercapai." }.to_owned());
        };
        let rounded = figure::round(capaian, 2);
        let shown = figure::decimal(capaian, 2);
        Some(if met {
            let beyond = if rounded > Decimal::ONE_HUNDRED { " dan terlampaui" } else { "" };
            format!("Capaiannya {shown}\u{a0}%: target tercapai{beyond}.")
        } else if rounded >= Decimal::ONE_HUNDRED {
            "Capaiannya kurang dari 100\u{a0}%, walau selisihnya lebih kecil dari pembulatan: target belum tercapai."
                .to_owned()
        } else {
            format!("Capaiannya {shown}\u{a0}%: target belum tercapai{}.", self.missing())
        })
    }

    /// What lacks of the target, where that is a number that does not vanish in rounding.
    fn missing(&self) -> String {
        let goal = self.target.and_then(|target| target.parse::<Decimal>().ok());
        let (Value::Number(number), Some(goal)) = (self.value, goal) else { return String::new() };
        let gap = figure::round((goal - *number).abs(), self.decimals);
        if gap.is_zero() {
            return String::new();
        }
        let word = match self.polarity {
            Polarity::Higher => "kurang",
            Polarity::Lower => "lebih",
        };
        format!(", {word} {}", self.distance(gap))
    }

    /// How it moved since another period.
    #[must_use]
    pub fn movement(&self, before: &str, then: &Value) -> String {
        let period = self.period;
        match (then, self.value) {
            (Value::Number(then), Value::Number(now)) => self.moved(before, *then, *now),
            (Value::Category(then), Value::Category(now)) if then.eq_ignore_ascii_case(now) => {
                format!("Dibandingkan {before}, kategori {period} tetap {now}.")
            }
            (Value::Category(then), Value::Category(now)) => {
                format!("Dibandingkan {before}, kategori {period} berubah dari {then} menjadi {now}.")
            }
            (Value::NoData, _) => format!("Untuk {before} belum ada data, jadi {period} tidak dibandingkan dengannya."),
            (_, Value::NoData) => format!("Untuk {period} belum ada data, jadi tidak dibandingkan dengan {before}."),
            _ => format!("{before} dan {period} dinyatakan dalam bentuk yang berbeda, jadi tidak dibandingkan."),
        }
    }

    fn moved(&self, before: &str, then: Decimal, now: Decimal) -> String {
        let (then, now) = (figure::round(then, self.decimals), figure::round(now, self.decimals));
        let period = self.period;
        let (word, better) = match now.cmp(&then) {
            Ordering::Equal => return format!("Dibandingkan {before}, realisasi {period} tetap {}.", self.amount(now)),
            Ordering::Greater => ("meningkat", self.polarity == Polarity::Higher),
            Ordering::Less => ("menurun", self.polarity == Polarity::Lower),
        };
        let meaning = match (self.polarity, better) {
            (Polarity::Higher, _) => "",
            (Polarity::Lower, true) => ", yang berarti membaik",
            (Polarity::Lower, false) => ", yang berarti memburuk",
        };
        format!(
            "Dibandingkan {before}, realisasi {period} {word} {}, dari {} menjadi {}{meaning}.",
            self.distance((now - then).abs()),
            self.amount(then),
            self.amount(now)
        )
    }
}

/// How many items met their targets, of how many.
#[must_use]
pub fn overall(all: &[Option<bool>], year: i32) -> String {
    let count = |wanted: Option<bool>| all.iter().filter(|met| **met == wanted).count();
    let (met, missed, unknown) = (count(Some(true)), count(Some(false)), count(None));
    let rest = if unknown == 0 { String::new() } else { format!(", dan {unknown} tidak dapat dinilai") };
    format!(
        "Dari {} indikator tahun {year}, {met} mencapai target, {missed} belum mencapai target{rest}. Capaian setiap indikator dinyatakan \
         sendiri-sendiri; tidak ada rata-rata yang dihitung darinya.",
        all.len()
    )
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
        Told { period: "tahun 2025", unit: "orang", percent: false, decimals: 0, polarity, value, target, capaian, met }
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
                let said = told.movement("tahun 2024", then);
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
            let said = told.verdict().unwrap();
            assert_eq!(said.contains("belum tercapai"), told.capaian.unwrap() < Decimal::ONE_HUNDRED, "{said}");
            assert_eq!(said.contains("terlampaui"), figure::round(told.capaian.unwrap(), 2) > Decimal::ONE_HUNDRED);
            assert!(!(said.contains("belum") && said.starts_with("Capaiannya 100")), "{said}");
        }
        let value = number("9167");
        let said = told(&value, Some("3390"), Polarity::Higher).verdict().unwrap();
        assert_eq!(said, "Capaiannya 270,41\u{a0}%: target tercapai dan terlampaui.");
        let value = number("16615");
        let said = told(&value, Some("19760"), Polarity::Higher).verdict().unwrap();
        assert_eq!(said, "Capaiannya 84,08\u{a0}%: target belum tercapai, kurang 3.145 orang.");
    }

    #[test]
    fn no_target_and_no_data_are_said() {
        let (none, some) = (Value::NoData, number("5"));
        assert!(told(&none, Some("20"), Polarity::Higher).result().contains("belum ada data"));
        assert!(told(&some, None, Polarity::Higher).result().contains("Target tidak ditetapkan"));
        assert_eq!(told(&some, None, Polarity::Higher).verdict(), None);
        assert!(told(&some, None, Polarity::Higher).movement("TW1", &none).contains("tidak dibandingkan"));
        let good = Value::Category("Baik".to_owned());
        assert!(told(&good, None, Polarity::Higher).movement("TW1", &some).contains("bentuk yang berbeda"));
        assert!(overall(&[Some(true), Some(false), None], 2025).contains("1 tidak dapat dinilai"));
    }
}
