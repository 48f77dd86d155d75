//! Bab III: what was reached, item by item, with table, charts, definition and evaluation.

use kernel::figure;
use reporting::Value;
use reporting::indicator::Rollup;
use rust_decimal::Decimal;

use super::angka::{PERIODS, period, target};
use super::{Builder, tulisan};
use crate::model::{Block, Cell, Chart, Series};
use crate::sumber::Line;

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
            ("No", 3),
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
                vec![Cell::Text(line.item.no.to_string()), Cell::Text(line.item.title.clone()), target(line, 0)];
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
        self.chart_of_year(line);
        self.chart_of_years(line);
        self.text(format!("Informasi kinerja. {} {}", line.definition.what, line.definition.left_out));
        self.text(format!("{} {}", line.definition.formula.words(), line.indicator.rollup.words()));
        let said = evaluated(line, year);
        self.text(format!("Evaluasi. {said}"));
        self.text("Faktor yang memengaruhi:");
        self.typed(&tulisan::of_item("faktor", line.indicator.id));
        self.text("Upaya:");
        self.typed(&tulisan::of_item("upaya", line.indicator.id));
    }

    /// Capaian period by period, with what the figures are made of.
    fn of_item(&mut self, line: &Line) {
        let mut columns = vec![("Masa", 8), ("Target", 8), ("Realisasi", 8), ("Capaian", 8), ("Dihitung", 7)];
        let share = line.year.denominator.is_some();
        if share {
            columns.push(("Dari semua", 7));
        }
        columns.push(("Tidak dihitung", 8));
        let mut rows = Vec::with_capacity(PERIODS.len());
        for tw in [1, 2, 3, 4, 0] {
            let figure = line.figure(tw).clone();
            let mut row = vec![
                Cell::from(if tw == 0 { "Setahun" } else { period(tw) }),
                target(line, tw),
                self.reached(line, tw),
                self.capaian(line, tw),
                self.count(line, tw, ("yang dihitung", figure.numerator)),
            ];
            if share {
                row.push(figure.denominator.map_or(Cell::Empty, |all| self.count(line, tw, ("semua", all))));
            }
            row.push(self.count(line, tw, ("yang tidak dihitung", figure.not_counted)));
            rows.push(row);
        }
        self.table(format!("Capaian IKU {} pada Tahun {}", line.item.title, self.source.year), &columns, rows);
    }

    fn chart_of_year(&mut self, line: &Line) {
        let all = [1, 2, 3, 4, 0];
        let reached: Vec<Option<Decimal>> = all.iter().map(|tw| drawn(line, &line.figure(*tw).value)).collect();
        if reached.iter().all(Option::is_none) {
            self.text("Grafik tidak dibuat, karena tidak ada angka yang dapat digambar.");
            return;
        }
        let goals: Vec<Option<Decimal>> =
            all.iter().map(|tw| line.figure(*tw).target.as_deref()?.parse::<Decimal>().ok()).collect();
        let mut series = vec![Series { name: "Realisasi".to_owned(), line: false, values: reached }];
        if goals.iter().any(Option::is_some) {
            series.push(Series { name: "Target".to_owned(), line: true, values: goals });
        }
        self.blocks.push(Block::Chart(Chart {
            title: format!("Grafik {} pada Tahun {}", line.item.title, self.source.year),
            categories: all.iter().map(|tw| if *tw == 0 { "Setahun" } else { period(*tw) }.to_owned()).collect(),
            series,
        }));
    }

    /// The year beside those before it, as far as they were signed.
    fn chart_of_years(&mut self, line: &Line) {
        let year = self.source.year;
        let mut values: Vec<Option<Decimal>> = line.past.iter().map(|past| drawn(line, &past.value)).collect();
        values.push(drawn(line, &line.year.value));
        if line.past.is_empty() || values.iter().filter(|value| value.is_some()).count() < 2 {
            self.text(format!(
                "Perbandingan dengan tahun sebelumnya tidak digambar, karena tahun itu tidak mempunyai penutupan yang ditandatangani \
                 untuk indikator ini. Angka tahun {year} berdiri sendiri."
            ));
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
        let series = vec![Series { name: "Realisasi".to_owned(), line: false, values }];
        self.blocks.push(Block::Chart(Chart { title: format!("Grafik {title}"), categories, series }));
    }
}

/// A figure as a chart draws it.
fn drawn(line: &Line, value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(figure::round(*number, line.indicator.decimals).normalize()),
        Value::NoData | Value::Category(_) => None,
    }
}

/// The evaluation, made of the figures alone.
fn evaluated(line: &Line, year: i32) -> String {
    let whole = format!("tahun {year}");
    let told = line.told(0, &whole);
    let mut said = vec![told.result()];
    said.extend(told.verdict());
    match line.past.iter().find(|past| past.year == year.saturating_sub(1)) {
        Some(past) => said.push(told.movement(&format!("tahun {}", past.year), &past.value)),
        None => said.push(format!(
            "Angka tahun {} yang ditandatangani tidak ada, jadi tidak dibandingkan.",
            year.saturating_sub(1)
        )),
    }
    for tw in 2..PERIODS.len() {
        let told = line.told(tw, period(tw));
        said.push(told.movement(period(tw - 1), &line.figure(tw - 1).value));
    }
    if line.indicator.rollup == Rollup::DistinctOverYear {
        said.push("Orang yang ada di dua triwulan dihitung satu kali dalam setahun.".to_owned());
    }
    said.join(" ")
}
