//! The report as a PDF: tagged, with headings, tables whose heads are told as such, figures with words for who does not see them, and
//! links from figures to where they come from.

use cetak::{Fonts, Unprinted};
use kernel::{Problem, Result};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use crate::model::{Block, Cell, Chart, Look, Origin, Point, Report, Said, Series, Table};

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
        Block::Told(said) => json!({ "jenis": "ucapan", "isi": spoken(said, origins) }),
        Block::Lists => json!({ "jenis": "daftar" }),
        Block::Sign(above, below) => json!({ "jenis": "tanda", "atas": above, "bawah": below }),
        Block::Table(table) => of_table(table, origins),
        Block::Chart(chart) => of_chart(chart, origins),
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

/// The stretches of a paragraph, each with where it comes from.
fn spoken(said: &[Said], origins: bool) -> Vec<Value> {
    said.iter().map(|one| json!([one.text, one.origin.filter(|_| origins)])).collect()
}

/// A chart with its numbers as shares of the axis, and as people read them.
fn of_chart(chart: &Chart, origins: bool) -> Value {
    let scale = chart.scale();
    let share = |value: Decimal| scale.share(value).to_f64();
    let point = |point: &Point| {
        let text = point.value.map(|value| chart.text(value));
        json!([point.value.and_then(share), text, point.missed, point.origin.filter(|_| origins)])
    };
    let series = |one: &Series| {
        let look = match one.look {
            Look::Bars => "batang",
            Look::Printed => "cetak",
            Look::Line => "garis",
        };
        json!({ "nama": one.name, "rupa": look, "nilai": one.points.iter().map(point).collect::<Vec<_>>() })
    };
    let ticks: Vec<Value> = scale.ticks().into_iter().map(|tick| json!([share(tick), chart.text(tick)])).collect();
    json!({
        "jenis": "grafik",
        "teks": chart.title,
        "kata": chart.words(),
        "sepanjang": chart.along,
        "satuan": chart.unit,
        "tanda": ticks,
        "sumbu": chart.categories,
        "deret": chart.series.iter().map(series).collect::<Vec<_>>(),
        "keterangan": chart.legend(),
    })
}
