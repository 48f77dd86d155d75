//! Earlier years as a report printed them: beside the counted ones, in a column and a series of their own, and never compared with them.

use reporting::Reported;

use super::Builder;
use super::angka::cell;
use super::evaluasi::drawn;
use crate::model::{Cell, Look, Origin, Point, Series};
use crate::sumber::Line;

/// What stands above what was counted.
const COUNTED: &str = "Dihitung dari catatan";
/// What stands above what was printed.
const PRINTED: &str = "Menurut laporan";

/// The years while they are put side by side: what is drawn of each, counted and printed.
#[derive(Default)]
struct Beside {
    years: Vec<String>,
    counted: Vec<Point>,
    printed: Vec<Point>,
}

impl Builder<'_> {
    /// The year beside those before it, of which a report prints some.
    pub(super) fn years_beside_print(&mut self, line: &Line) {
        let year = self.source.year;
        let mut beside = Beside::default();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for of in year.saturating_sub(2)..=year {
            let past = line.past.iter().position(|past| past.year == of);
            let print = line.printed.iter().find(|print| print.year == of);
            if of != year && past.is_none() && print.is_none() {
                continue;
            }
            let told = match past {
                _ if of == year => self.reached(line, 0),
                Some(at) => self.past(line, at),
                None => Cell::Empty,
            };
            let printed = print.map_or(Cell::Empty, |print| self.printed(line, print));
            let place = print.map_or("", |print| print.place.as_str());
            rows.push(vec![Cell::Text(of.to_string()), told, printed, Cell::from(place)]);
            beside.years.push(of.to_string());
            beside.counted.push(match past.and_then(|at| line.past.get(at)) {
                _ if of == year => self.point(line, 0),
                Some(past) => self.point_then(line, past),
                None => Point::default(),
            });
            beside.printed.push(print.map(|print| self.point_printed(line, print)).unwrap_or_default());
        }
        let first = beside.years.first().cloned().unwrap_or_default();
        let title = format!("Perbandingan {} Periode Tahun {first}-{year}", line.item.title);
        let columns = [("Tahun", 4), (COUNTED, 8), (PRINTED, 8), ("Tempatnya", 18)];
        self.table(title.clone(), &columns, rows);
        self.drawn_beside(line, format!("Grafik {title}"), beside);
        let years: Vec<String> = line.printed.iter().map(|print| print.year.to_string()).collect();
        self.text(format!(
            "Angka tahun {} adalah angka menurut laporan: tidak dihitung dari catatan, berdiri di kolom dan deret sendiri, dan tidak \
             dijumlahkan atau dibandingkan dengan angka tahun {year}.",
            years.join(" dan ")
        ));
        self.other_definitions(line);
    }

    fn drawn_beside(&mut self, line: &Line, title: String, beside: Beside) {
        let Beside { years, counted, printed } = beside;
        if counted.iter().chain(&printed).filter(|point| point.value.is_some()).count() < 2 {
            return;
        }
        let series = |name: &str, look, points| Series { name: name.to_owned(), look, points };
        let series = vec![series(COUNTED, Look::Bars, counted), series(PRINTED, Look::Printed, printed)];
        self.draw(line, title, ("Tahun", years), series);
    }

    fn point_printed(&mut self, line: &Line, print: &Reported) -> Point {
        let Some(value) = drawn(line, &print.value()) else { return Point::default() };
        Point { value: Some(value), missed: false, origin: Some(self.print_of(line, print)) }
    }

    fn printed(&mut self, line: &Line, print: &Reported) -> Cell {
        let origin = self.print_of(line, print);
        cell(line, &print.value(), origin)
    }

    /// Where a figure comes from that a report printed.
    fn print_of(&mut self, line: &Line, print: &Reported) -> usize {
        let no = line.item.no;
        self.origin(Origin {
            figure: format!("IKU {no}, menurut laporan, setahun {}", print.year),
            closing: "menurut laporan, bukan penutupan".to_owned(),
            indicator: line.indicator.id.to_owned(),
            address: format!("/indikator/{}/{no}/penjelasan", self.source.agreement.code),
        })
    }
}
