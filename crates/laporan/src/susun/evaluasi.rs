//! Bab III: what was reached, item by item, with table, charts, definition and evaluation.

use kernel::figure;
use reporting::Value;
use reporting::indicator::Rollup;
use rust_decimal::Decimal;

use super::angka::{PERIODS, period};
use super::ucapan::{Against, missed};
use super::{Builder, tulisan};
use crate::kalimat::{Course, Sentence, Told};
use crate::model::{Block, Cell, Chart, Look, Point, Said, Series};
use crate::sumber::{Line, Past};

/// What the periods of a year are called together.
const MASA: &str = "Masa";

impl Builder<'_> {
    pub(super) fn accountability(&mut self) {
        let source = self.source;
        self.chapter("BAB III AKUNTABILITAS KINERJA");
        self.part(&format!("A. Capaian Kinerja Tahun {}", source.year));
        self.measured();
        self.summary(format!(
            "Capaian Kinerja {} berdasarkan target dan realisasi tahun {}",
            source.office, source.year
        ));
        self.part(&format!("B. Evaluasi dan Analisis Capaian Kinerja Tahun {}", source.year));
        for line in &source.lines {
            self.item(line);
        }
        self.part("C. Realisasi Anggaran");
        self.money();
    }

    /// What was reached in each quarter.
    fn measured(&mut self) {
        let source = self.source;
        let columns = [
            ("No", 4),
            ("Indikator Kinerja Utama", 18),
            ("Target setahun", 7),
            ("Realisasi TW1", 7),
            ("Realisasi TW2", 7),
            ("Realisasi TW3", 7),
            ("Realisasi TW4", 7),
            ("Realisasi setahun", 8),
        ];
        let mut rows = Vec::with_capacity(source.lines.len());
        for line in &source.lines {
            let mut row =
                vec![Cell::Text(line.item.no.to_string()), Cell::Text(line.item.title.clone()), self.target(line, 0)];
            row.extend([1, 2, 3, 4, 0].map(|tw| self.reached(line, tw)));
            rows.push(row);
        }
        self.table(format!("Pengukuran Capaian Kinerja {} Tahun {}", source.office, source.year), &columns, rows);
        self.text(
            "Angka setahun dihitung lagi atas semua catatan setahun; ia sama dengan jumlah triwulan hanya bila indikatornya memang \
             dijumlahkan.",
        );
    }

    fn item(&mut self, line: &Line) {
        let year = self.source.year;
        self.section(&format!("{}. {}", line.item.no, line.item.title));
        self.text(format!("Sasaran: {}.", line.item.goal));
        self.of_item(line);
        self.told_otherwise(line);
        self.chart_of_year(line);
        self.chart_of_years(line);
        self.text(format!("Informasi kinerja. {} {}", line.definition.what, line.definition.left_out));
        self.text(format!("{} {}", line.definition.formula.words(), line.indicator.rollup.words()));
        self.evaluated(line, year);
        self.text("Faktor yang memengaruhi:");
        self.typed(&tulisan::of_item("faktor", line.indicator.id));
        self.text("Upaya:");
        self.typed(&tulisan::of_item("upaya", line.indicator.id));
    }

    /// Capaian period by period, with what the figures are made of.
    fn of_item(&mut self, line: &Line) {
        let limited = self.source.agreement.cap.map(|cap| format!("Capaian dibatasi {cap}\u{a0}%"));
        let mut columns = vec![("Masa", 8), ("Target", 8), ("Realisasi", 8), ("Capaian", 8)];
        columns.extend(limited.as_ref().map(|limited| (limited.as_str(), 8)));
        columns.push(("Dihitung", 7));
        let share = line.year.denominator.is_some();
        if share {
            columns.push(("Dari semua", 7));
        }
        columns.push(("Tidak dihitung", 8));
        let mut rows = Vec::with_capacity(PERIODS.len());
        for tw in [1, 2, 3, 4, 0] {
            let figure = line.figure(tw).clone();
            let mut row = vec![
                Cell::Text(called(line, tw)),
                self.target(line, tw),
                self.reached(line, tw),
                self.capaian(line, tw),
            ];
            if limited.is_some() {
                row.push(self.capped(line, tw));
            }
            row.push(self.count(line, tw, ("yang dihitung", figure.numerator)));
            if share {
                row.push(figure.denominator.map_or(Cell::Empty, |all| self.count(line, tw, ("semua", all))));
            }
            row.push(self.count(line, tw, ("yang tidak dihitung", figure.not_counted)));
            rows.push(row);
        }
        self.table(format!("Capaian IKU {} pada Tahun {}", line.item.title, self.source.year), &columns, rows);
    }

    /// The signed closings of quarters that print another figure than is counted now.
    fn told_otherwise(&mut self, line: &Line) {
        for closed in &line.closed {
            let told = line.told(closed.tw, period(closed.tw));
            let (then, now) = (told.printed(&closed.value), told.printed(told.value));
            if then != now {
                self.otherwise(line, closed, (then, now));
            }
        }
    }

    fn chart_of_year(&mut self, line: &Line) {
        let all = [1, 2, 3, 4, 0];
        let reached: Vec<Point> = all.iter().map(|tw| self.point(line, *tw)).collect();
        if reached.iter().all(|point| point.value.is_none()) {
            self.text("Grafik tidak dibuat, karena tidak ada angka yang dapat digambar.");
            return;
        }
        let goals: Vec<Point> = all.iter().map(|tw| self.goal(line, *tw)).collect();
        let mut series = vec![Series { name: "Realisasi".to_owned(), look: Look::Bars, points: reached }];
        if goals.iter().any(|point| point.value.is_some()) {
            series.push(Series { name: "Target".to_owned(), look: Look::Line, points: goals });
        }
        let title = format!("Grafik {} pada Tahun {}", line.item.title, self.source.year);
        let categories = all.iter().map(|tw| if *tw == 0 { "Setahun" } else { period(*tw) }.to_owned()).collect();
        self.draw(line, title, (MASA, categories), series);
    }

    /// A chart of an item.
    pub(super) fn draw(
        &mut self,
        line: &Line,
        title: String,
        (along, categories): (&str, Vec<String>),
        series: Vec<Series>,
    ) {
        let (along, unit) = (along.to_owned(), line.item.unit.clone());
        let percent = line.percent();
        self.blocks.push(Block::Chart(Chart { title, along, unit, percent, categories, series }));
    }

    /// What was reached, as a chart draws it.
    pub(super) fn point(&mut self, line: &Line, tw: usize) -> Point {
        let Some(value) = so_far(line, tw) else { return Point::default() };
        Point { value: Some(value), missed: missed(line, tw), origin: Some(self.struck(line, tw, "realisasi")) }
    }

    /// A target, as a chart draws it.
    fn goal(&mut self, line: &Line, tw: usize) -> Point {
        let goal = line.figure(tw).target.as_deref().and_then(|target| target.parse::<Decimal>().ok());
        let (Some(goal), source) = (goal, self.source) else { return Point::default() };
        let origin = self.target_of((&source.agreement, &line.item), tw);
        Point { value: Some(goal.normalize()), missed: false, origin: Some(origin) }
    }

    /// What was reached in an earlier year, as a chart draws it.
    pub(super) fn point_then(&mut self, line: &Line, past: &Past) -> Point {
        let Some(value) = drawn(line, &past.value) else { return Point::default() };
        Point { value: Some(value), missed: false, origin: Some(self.signed_then(line, past)) }
    }

    /// The year beside those before it, as far as they were signed; what a report printed of others stands apart.
    fn chart_of_years(&mut self, line: &Line) {
        if !line.printed.is_empty() {
            self.years_beside_print(line);
            return;
        }
        let year = self.source.year;
        let mut points: Vec<Point> = line.past.iter().map(|past| self.point_then(line, past)).collect();
        points.push(self.point(line, 0));
        let numbers = points.iter().filter(|point| point.value.is_some()).count();
        let undrawn = undrawn((line.past.len(), numbers), year);
        if line.past.is_empty() {
            self.blocks.extend(undrawn.map(Block::Text));
            return;
        }
        let mut categories: Vec<String> = line.past.iter().map(|past| past.year.to_string()).collect();
        categories.push(year.to_string());
        let first = line.past.first().map_or(year, |past| past.year);
        let mut cells: Vec<Vec<Cell>> = Vec::new();
        for (at, past) in line.past.iter().enumerate() {
            cells.push(vec![Cell::Text(past.year.to_string()), self.past(line, at)]);
        }
        cells.push(vec![Cell::Text(year.to_string()), self.reached(line, 0)]);
        let title = format!("Perbandingan {} Periode Tahun {first}-{year}", line.item.title);
        self.table(title.clone(), &[("Tahun", 1), ("Realisasi", 1)], cells);
        if let Some(why) = undrawn {
            self.text(why);
        } else {
            let series = vec![Series { name: "Realisasi".to_owned(), look: Look::Bars, points }];
            self.draw(line, format!("Grafik {title}"), ("Tahun", categories), series);
        }
        self.other_definitions(line);
    }

    /// The evaluation, made of the figures alone.
    fn evaluated(&mut self, line: &Line, year: i32) {
        let whole = format!("tahun {year}");
        let told = line.told(0, &whole);
        let mut said = vec![Said::words("Evaluasi. ")];
        said.extend(self.spoken((line, 0), Against::Nothing, &told.result()));
        if let Some(verdict) = told.verdict() {
            said.push(Said::words(" "));
            said.extend(self.spoken((line, 0), Against::Nothing, &verdict));
        }
        said.push(Said::words(" "));
        match line.past.iter().find(|past| past.year == year.saturating_sub(1)) {
            Some(past) => {
                let before = format!("tahun {}", past.year);
                let versions = (line.year.definition, past.definition);
                let moved = moved(&told, versions, (before.as_str(), &past.value));
                said.extend(self.spoken((line, 0), Against::Year(past), &moved));
            }
            None => said.push(Said::words(format!(
                "Angka tahun {} yang ditandatangani tidak ada, jadi tidak dibandingkan.",
                year.saturating_sub(1)
            ))),
        }
        for tw in 2..PERIODS.len() {
            let (now, then) = (line.figure(tw), line.figure(tw - 1));
            let versions = (now.definition, then.definition);
            let moved = moved(&line.told(tw, period(tw)), versions, (period(tw - 1), &then.value));
            said.push(Said::words(" "));
            said.extend(self.spoken((line, tw), Against::Quarter(tw - 1), &moved));
        }
        if line.indicator.rollup == Rollup::DistinctOverYear {
            said.push(Said::words(" Orang yang ada di dua triwulan dihitung satu kali dalam setahun."));
        }
        self.said(said);
    }

    /// The earlier years that were struck by another definition.
    pub(super) fn other_definitions(&mut self, line: &Line) {
        let year = self.source.year;
        for past in line.past.iter().filter(|past| past.definition != line.year.definition) {
            self.text(format!(
                "Angka tahun {} dihitung menurut definisi versi {}, angka tahun {year} menurut versi {}, jadi keduanya bukan ukuran yang sama.",
                past.year, past.definition, line.year.definition
            ));
        }
    }
}

/// Why a year is not drawn beside those before it; nothing where it is. Of so many signed years and numbers, its own among them.
fn undrawn((past, numbers): (usize, usize), year: i32) -> Option<String> {
    match (past, numbers) {
        (0, _) => Some(format!(
            "Perbandingan dengan tahun sebelumnya tidak digambar, karena tahun itu tidak mempunyai penutupan yang ditandatangani \
             untuk indikator ini. Angka tahun {year} berdiri sendiri."
        )),
        (_, 0 | 1) => {
            Some("Perbandingan itu tidak digambar, karena kurang dari dua tahunnya mempunyai angka.".to_owned())
        }
        _ => None,
    }
}

/// The name of a period, and that it is not over.
fn called(line: &Line, tw: usize) -> String {
    let name = if tw == 0 { "Setahun" } else { period(tw) };
    line.course(tw).words().map_or_else(|| name.to_owned(), |state| format!("{name} ({state})"))
}

/// A figure as a chart draws it; nothing of a period that has not begun.
pub(super) fn so_far(line: &Line, tw: usize) -> Option<Decimal> {
    let begun = line.course(tw) != Course::Ahead;
    drawn(line, &line.figure(tw).value).filter(|_| begun)
}

/// A figure as a chart draws it.
pub(super) fn drawn(line: &Line, value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(figure::round(*number, line.indicator.decimals).normalize()),
        Value::NoData | Value::Category(_) => None,
    }
}

/// How a figure moved since another; figures of two definitions measure two things, so neither rises nor falls.
fn moved(told: &Told<'_>, (now, then): (u32, u32), (before, value): (&str, &Value)) -> Sentence {
    if told.course == Course::Over && now != then {
        return Sentence::new(format!(
            "Definisi indikator ini berubah antara {before} (versi {then}) dan {} (versi {now}), jadi naik atau turunnya tidak dinyatakan.",
            told.period
        ));
    }
    told.movement(before, value)
}

#[cfg(test)]
mod tests {
    use reporting::indicator::Polarity;

    use super::*;

    #[test]
    fn figures_of_two_definitions_are_not_told_as_rise_or_fall() {
        let (value, then) = (Value::Number(Decimal::from(47)), Value::Number(Decimal::from(99)));
        let told = Told {
            period: "tahun 2025",
            course: Course::Over,
            unit: "",
            percent: true,
            decimals: 2,
            polarity: Polarity::Higher,
            value: &value,
            target: None,
            capaian: None,
            met: None,
        };
        let said = moved(&told, (2, 1), ("tahun 2024", &then)).to_string();
        assert!(said.contains("Definisi indikator ini berubah") && !said.contains("menurun"), "{said}");
        assert!(moved(&told, (2, 2), ("tahun 2024", &then)).to_string().contains("menurun 52 poin persen"));
    }

    #[test]
    fn a_signed_year_without_a_number_is_not_told_as_unsigned() {
        assert_eq!(undrawn((1, 2), 2025), None);
        assert!(undrawn((0, 1), 2025).unwrap().contains("tidak mempunyai penutupan yang ditandatangani"));
        for numbers in [0, 1] {
            let said = undrawn((1, numbers), 2025).unwrap();
            assert!(said.contains("kurang dari dua") && !said.contains("ditandatangani"), "{said}");
        }
    }
}
