//! A chart as it is before anybody draws it: its figures, its axes, and what it shows in words.

use kernel::figure;
use reporting::Scale;
use rust_decimal::Decimal;

/// A chart: bars, and lines over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its caption, without number.
    pub title: String,
    /// What its categories are: the title of the axis below.
    pub along: String,
    /// In what it is counted: the title of the axis at the left.
    pub unit: String,
    /// Whether its numbers are per cent: 79.49 stands for 79,49 %.
    pub percent: bool,
    /// What stands along it.
    pub categories: Vec<String>,
    /// Its numbers.
    pub series: Vec<Series>,
}

/// How the numbers of a chart are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As bars.
    Bars,
    /// As bars with a broken outline: printed by a report, not counted from the records.
    Printed,
    /// As a broken line over the bars.
    Line,
}

/// The numbers of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// How they are drawn.
    pub look: Look,
    /// One for each category.
    pub points: Vec<Point>,
}

/// A number of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// The number; none leaves a gap.
    pub value: Option<Decimal>,
    /// Whether it missed its target: its bar is an outline.
    pub missed: bool,
    /// Where it comes from, in [`super::Report::origins`].
    pub origin: Option<usize>,
}

impl Chart {
    /// Its axis, which all writers draw, as the console does.
    #[must_use]
    pub fn scale(&self) -> Scale {
        let values = || self.series.iter().flat_map(|series| &series.points).filter_map(|point| point.value);
        Scale::over(values(), !self.percent && values().all(|value| value.fract().is_zero()))
    }

    /// A number of it as people read it.
    #[must_use]
    pub fn text(&self, value: Decimal) -> String {
        let sign = if self.percent { "\u{a0}%" } else { "" };
        format!("{}{sign}", figure::decimal(value, 4))
    }

    /// What it shows, in words: for who does not see it.
    #[must_use]
    pub fn words(&self) -> String {
        let one = |series: &Series| {
            let said: Vec<String> = self
                .categories
                .iter()
                .zip(&series.points)
                .map(|(category, point)| self.pair(category, point))
                .collect();
            format!("{}: {}", series.name, said.join("; "))
        };
        let all: Vec<String> = self.series.iter().map(one).collect();
        format!("{}, dalam {}. {}.", self.title, self.unit, all.join(". "))
    }

    fn pair(&self, category: &str, point: &Point) -> String {
        let told = point.value.map_or_else(|| "belum ada data".to_owned(), |value| self.text(value));
        let missed = if point.missed { ", belum tercapai" } else { "" };
        format!("{category} {told}{missed}")
    }

    /// What its looks mean, for who sees it.
    #[must_use]
    pub fn legend(&self) -> Vec<&'static str> {
        let missed = self.series.iter().flat_map(|series| &series.points).any(|point| point.missed);
        let printed = self.series.iter().any(|series| series.look == Look::Printed);
        let notes = [
            (missed, "Batang bergaris tepi: target belum tercapai."),
            (printed, "Batang bergaris putus-putus: menurut laporan."),
        ];
        notes.into_iter().filter_map(|(told, note)| told.then_some(note)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(percent: bool, values: &[Option<&str>]) -> Chart {
        let point = |value: Option<&str>| Point { value: value.map(|text| text.parse().unwrap()), ..Point::default() };
        let points = values.iter().copied().map(point).collect();
        Chart {
            title: "Uji".to_owned(),
            along: "Masa".to_owned(),
            unit: "orang".to_owned(),
            percent,
            categories: values.iter().enumerate().map(|(at, _)| format!("TW{}", at + 1)).collect(),
            series: vec![Series { name: "Realisasi".to_owned(), look: Look::Bars, points }],
        }
    }

    #[test]
    fn whole_things_have_whole_marks_and_per_cent_their_sign() {
        let whole = chart(false, &[Some("3"), None]);
        assert_eq!((whole.scale().top, whole.scale().step), (Decimal::from(3), Decimal::ONE));
        assert_eq!(whole.words(), "Uji, dalam orang. Realisasi: TW1 3; TW2 belum ada data.");
        let share = chart(true, &[Some("79.49"), Some("1")]);
        assert_eq!((share.scale().top, share.text(share.scale().step)), (Decimal::from(80), "20\u{a0}%".to_owned()));
        assert!(share.words().contains("TW1 79,49\u{a0}%"), "{}", share.words());
    }

    #[test]
    fn a_missed_target_is_told_in_words_and_in_the_legend() {
        let mut missed = chart(false, &[Some("3")]);
        assert!(missed.legend().is_empty());
        missed.series[0].points[0].missed = true;
        assert_eq!(missed.legend().len(), 1);
        assert!(missed.words().contains("TW1 3, belum tercapai"), "{}", missed.words());
    }
}
