//! The report as a Word document.

use std::collections::HashSet;

use kernel::{Problem, Result};
use naskah::{Document, Label, Level, List, Picture, Piece, Style};
use rust_decimal::Decimal;

use crate::model::{Block, Cell, Chart, Image, Look, Photo, Report, Said, Series, Table};
use crate::xlsx;

/// The report as DOCX; with `origins` each figure leads to the line that says where it comes from.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be packed.
pub fn write(report: &Report, origins: bool) -> Result<Vec<u8>> {
    let title = format!("{} {} Tahun {}", report.title, report.office, report.year);
    let mut writer = Writer { document: Document::new(&title, &title), named: HashSet::new(), origins };
    if let Some(mark) = report.mark() {
        writer.document.strike(mark);
    }
    writer.cover(report);
    for block in &report.blocks {
        writer.block(report, block)?;
    }
    if origins {
        writer.origins_of(report);
    }
    writer.document.pack().map_err(Problem::internal)
}

struct Writer {
    document: Document,
    /// The origins whose first figure has its name.
    named: HashSet<usize>,
    origins: bool,
}

/// The name of the line that says where a figure comes from.
fn line(origin: usize) -> String {
    format!("asal_{}", origin + 1)
}

/// The name of the first figure from there.
fn figure(origin: usize) -> String {
    format!("angka_{}", origin + 1)
}

impl Writer {
    fn cover(&mut self, report: &Report) {
        let document = &mut self.document;
        for name in &report.above {
            document.paragraph(Style::Subtitle, name);
        }
        document.paragraph(Style::Title, &report.office);
        document.rule();
        for _ in 0..6 {
            document.paragraph(Style::Text, "");
        }
        document.paragraph(Style::Title, &report.title.to_uppercase());
        document.paragraph(Style::Title, &format!("TAHUN {}", report.year));
        document.paragraph(Style::Subtitle, &report.office);
        document.paragraph(Style::Note, &report.basis);
    }

    fn block(&mut self, report: &Report, block: &Block) -> Result<()> {
        let document = &mut self.document;
        match block {
            Block::Chapter(text) => document.heading_on_page(Level::Chapter, text),
            Block::Part(text) => document.heading(Level::Part, text),
            Block::Section(text) => document.heading(Level::Section, text),
            Block::Text(text) | Block::Open(text) => document.paragraph(Style::Text, text),
            Block::Told(said) => {
                let pieces: Vec<Piece> = said.iter().map(|one| self.stretch(one)).collect();
                self.document.told(Style::Text, &pieces);
            }
            Block::Lists => lists(document),
            Block::Sign(above, below) => {
                document.paragraph(Style::Text, "");
                for line in above {
                    document.paragraph(Style::Text, line);
                }
                document.paragraph(Style::Text, "\n\n\n");
                for line in below {
                    document.paragraph(Style::Text, line);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                document.chart(native(chart, report)?);
                document.caption(Label::Figure, &chart.title);
                self.beside(chart);
            }
            Block::Photo(photo) => {
                document.shown(picture(photo), &photo.words);
                document.caption(Label::Figure, &photo.title);
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) {
        let mut rows: Vec<Vec<Piece>> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            rows.push(row.iter().map(|cell| self.piece(cell)).collect());
        }
        let columns: Vec<(&str, u32)> =
            table.columns.iter().map(|column| (column.title.as_str(), column.share)).collect();
        if table.numbered {
            self.document.caption(Label::Table, &table.title);
        } else {
            self.document.paragraph(Style::Text, &table.title);
        }
        self.document.linked(&columns, &rows);
    }

    fn piece(&mut self, cell: &Cell) -> Piece {
        let right = matches!(cell, Cell::Number(_) | Cell::Word(..) | Cell::Empty);
        Piece { right, ..self.traced(cell.text(), cell.origin()) }
    }

    fn stretch(&mut self, said: &Said) -> Piece {
        self.traced(said.text.clone(), said.origin)
    }

    /// A text that leads to where it comes from, and is found from there if it is the first that does.
    fn traced(&mut self, text: String, origin: Option<usize>) -> Piece {
        let origin = origin.filter(|_| self.origins);
        let name = origin.filter(|origin| self.named.insert(*origin)).map(figure);
        Piece { text, right: false, name, to: origin.map(line) }
    }

    /// Below a chart: what its looks mean, and its figures once more, since a native chart leads nowhere.
    fn beside(&mut self, chart: &Chart) {
        let notes = chart.legend();
        if !notes.is_empty() {
            self.document.paragraph(Style::Note, &notes.join(" "));
        }
        if !self.origins {
            return;
        }
        let mut pieces = vec![Piece::from("Angka grafik ini:")];
        let drawn = |series: &&Series| series.points.iter().any(|point| point.value.is_some());
        for series in chart.series.iter().filter(drawn) {
            pieces.push(Piece::from(format!(" {}", series.name).as_str()));
            for (category, point) in chart.categories.iter().zip(&series.points) {
                let Some(value) = point.value else { continue };
                pieces.push(Piece::from(format!(" {category} ").as_str()));
                pieces.push(self.traced(chart.text(value), point.origin));
                pieces.push(Piece::from(";"));
            }
        }
        if let Some(last) = pieces.last_mut() {
            ".".clone_into(&mut last.text);
        }
        self.document.told(Style::Note, &pieces);
    }

    /// Where each figure comes from, each line beside the first figure that leads to it.
    fn origins_of(&mut self, report: &Report) {
        self.document.heading(Level::Part, "Lampiran 6. Asal angka");
        let told = "Setiap angka di tabel, kalimat dan grafik menunjuk ke baris di bawah ini. Alamat dibuka di konsol Lindung \
                    oleh yang berwenang.";
        self.document.paragraph(Style::Text, told);
        let columns = [("No", 3), ("Angka", 14), ("Penutupan", 9), ("Indikator", 9), ("Alamat daftarnya", 16)];
        let mut rows = Vec::with_capacity(report.origins.len());
        for (at, origin) in report.origins.iter().enumerate() {
            let back = self.named.contains(&at).then(|| figure(at));
            let number = Piece { name: Some(line(at)), ..Piece::from((at + 1).to_string().as_str()) };
            let what = Piece { to: back, ..Piece::from(origin.figure.as_str()) };
            let rest = [&origin.closing, &origin.indicator, &origin.address].map(|text| Piece::from(text.as_str()));
            rows.push([number, what].into_iter().chain(rest).collect());
        }
        self.document.caption(Label::Table, "Asal angka");
        self.document.linked(&columns, &rows);
    }
}

fn lists(document: &mut Document) {
    let all = [("DAFTAR ISI", List::Contents), ("DAFTAR TABEL", List::Tables), ("DAFTAR GAMBAR", List::Figures)];
    for (title, list) in all {
        document.heading_on_page(Level::Chapter, title);
        document.list(list);
    }
}

/// A photo as Word holds it.
fn picture(photo: &Photo) -> Picture {
    let Image { bytes, width, height } = &photo.image;
    Picture { bytes: (**bytes).clone(), jpeg: true, width: *width, height: *height, turn: 0 }
}

/// A chart as Word holds it, with the workbook from which it is edited.
fn native(chart: &Chart, report: &Report) -> Result<naskah::Chart> {
    let scale = chart.scale();
    let plain = |value: Decimal| value.normalize().to_string();
    let series = |one: &Series| naskah::Series {
        name: one.name.clone(),
        look: match one.look {
            Look::Bars => naskah::Look::Bars,
            Look::Printed => naskah::Look::Outlines,
            Look::Line => naskah::Look::Line,
        },
        values: one.points.iter().map(|point| point.value.map(plain)).collect(),
        hollow: (0..).zip(&one.points).filter(|(_, point)| point.missed).map(|(at, _)| at).collect(),
    };
    Ok(naskah::Chart {
        along: chart.along.clone(),
        unit: chart.unit.clone(),
        percent: chart.percent,
        top: plain(scale.top),
        step: plain(scale.step),
        categories: chart.categories.clone(),
        series: chart.series.iter().map(series).collect(),
        workbook: xlsx::of_chart(chart, report.made)?,
        description: chart.words(),
    })
}
