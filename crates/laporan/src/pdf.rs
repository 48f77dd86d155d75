//! The report as a PDF: tagged, with headings, tables whose heads are told as such, figures with words for who does not see them, and
//! links from figures to where they come from.

use cetak::{Fonts, Unprinted};
use kernel::{Problem, Result};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use crate::model::{Block, Cell, Chart, Origin, Report, Table};

const TEMPLATE: &str = include_str!("lkj.typ");

/// The report as PDF; with `origins` each figure leads to the line that says where it comes from.
///
/// # Errors
/// [`Problem::Malformed`] for letters that no font has, [`Problem::Internal`] when it cannot be made.
pub fn write(report: &Report, origins: bool, fonts: &Fonts) -> Result<Vec<u8>> {
    let title = format!("{} {} Tahun {}", report.title, report.office, report.year);
    let held: &[Origin] = if origins { &report.origins } else { &[] };
    let mut pictures = Vec::new();
    let blocks: Vec<Value> = report.blocks.iter().map(|block| told(block, origins, &mut pictures)).collect();
    let data = json!({
        "judul": title,
        "nama": report.title.to_uppercase(),
        "kantor": report.office,
        "atas": report.above,
        "tahun": report.year,
        "dasar": report.basis,
        "konsep": report.mark().unwrap_or_default(),
        "isi": blocks,
        "asal": held.iter().map(source).collect::<Vec<_>>(),
    });
    cetak::pdf_with(fonts, TEMPLATE, &data, pictures).map_err(|error| match error {
        Unprinted::Letters { .. } => {
            Problem::Malformed(format!("{error} Pilih bentuk DOCX, yang memakai huruf di komputer Anda."))
        }
        Unprinted::Template(_) => Problem::internal(error),
    })
}

fn source(origin: &Origin) -> Value {
    json!([origin.figure, origin.closing, origin.indicator, origin.address])
}

/// A block as the template reads it; what photos show is put beside, and named by its place there.
fn told(block: &Block, origins: bool, pictures: &mut Vec<Vec<u8>>) -> Value {
    match block {
        Block::Chapter(text) => json!({ "jenis": "bab", "teks": text }),
        Block::Part(text) => json!({ "jenis": "bagian", "teks": text }),
        Block::Section(text) => json!({ "jenis": "subbagian", "teks": text }),
        Block::Text(text) | Block::Open(text) => json!({ "jenis": "teks", "teks": text }),
        Block::Lists => json!({ "jenis": "daftar" }),
        Block::Sign(above, below) => json!({ "jenis": "tanda", "atas": above, "bawah": below }),
        Block::Table(table) => of_table(table, origins),
        Block::Chart(chart) => of_chart(chart),
        Block::Photo(photo) => {
            let number = pictures.len();
            pictures.push((*photo.image.bytes).clone());
            json!({ "jenis": "foto", "teks": photo.title, "kata": photo.words, "nomor": number })
        }
    }
}

fn of_table(table: &Table, origins: bool) -> Value {
    let heads: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
    let shares: Vec<u32> = table.columns.iter().map(|column| column.share).collect();
    let cell = |cell: &Cell| {
        let right = matches!(cell, Cell::Number(_) | Cell::Word(..) | Cell::Empty);
        json!([cell.text(), right, cell.origin().filter(|_| origins)])
    };
    let row = |row: &Vec<Cell>| row.iter().map(&cell).collect::<Vec<_>>();
    let rows: Vec<Vec<Value>> = table.rows.iter().map(row).collect();
    json!({ "jenis": "tabel", "teks": table.title, "nomor": table.numbered, "kepala": heads, "lebar": shares, "baris": rows })
}

/// A chart with its numbers as shares of the greatest, and as people read them.
fn of_chart(chart: &Chart) -> Value {
    let all = chart.series.iter().flat_map(|series| series.values.iter().flatten());
    let greatest = all.copied().max().filter(|most| *most > Decimal::ZERO).unwrap_or(Decimal::ONE);
    let point = |value: &Option<Decimal>| {
        let share = value.and_then(|value| (value / greatest).to_f64()).map(|share| share.clamp(0.0, 1.0));
        json!([share, value.map(|value| kernel::figure::decimal(value, 4))])
    };
    let series: Vec<Value> = chart
        .series
        .iter()
        .map(|one| json!({ "nama": one.name, "garis": one.line, "nilai": one.values.iter().map(&point).collect::<Vec<_>>() }))
        .collect();
    json!({ "jenis": "grafik", "teks": chart.title, "kata": chart.words(), "sumbu": chart.categories, "deret": series })
}
