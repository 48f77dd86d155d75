//! The staff as of a day as a workbook: the tables of the page, each on a sheet of its own, and the rows that they count.

use axum::response::Response;
use kernel::Result;
use web::sheet::{self, Cell, Sheet};
use web::{Media, saved};

use super::model::Row;
use super::{Tally, View};

const ROWS: [&str; 12] = [
    "Nomor",
    "Kode pegawai",
    "Unit kerja",
    "Nama jabatan",
    "Kelompok",
    "Golongan",
    "Tingkat jabatan",
    "Jabatan fungsional",
    "Jenis kelamin",
    "Pendidikan",
    "Sejak",
    "Sampai",
];

/// The name of a sheet, its heads and its lines.
type Named<'a> = (String, Vec<&'a str>, Vec<Vec<Cell>>);

/// The workbook.
///
/// # Errors
/// [`kernel::Problem::Internal`] when it cannot be built.
pub(super) fn file(view: &View) -> Result<Response> {
    let tallies = view.staff.tallies();
    let tables: Vec<Named<'_>> = tallies.iter().map(table).collect();
    let rows: Vec<Vec<Cell>> = view.staff.rows.iter().map(row).collect();
    let mut sheets: Vec<Sheet<'_, Vec<Cell>>> =
        tables.iter().map(|(name, heads, lines)| (name.as_str(), heads.as_slice(), lines.as_slice())).collect();
    sheets.push(("Pegawai", &ROWS[..], rows.as_slice()));
    Ok(saved(&format!("susunan-pegawai-{}", view.on), Media::Xlsx, sheet::book(&sheets)?))
}

fn table(one: &Tally) -> Named<'_> {
    let mut heads: Vec<&str> = one.heads.clone();
    heads.extend(one.counted.iter().map(String::as_str));
    let cells = |texts: &[String], counts: &[usize]| -> Vec<Cell> {
        let texts = texts.iter().map(|text| Cell::from(text.as_str()));
        texts.chain(counts.iter().map(|many| Cell::from(*many))).collect()
    };
    let mut lines: Vec<Vec<Cell>> = one.lines.iter().map(|(texts, counts)| cells(texts, counts)).collect();
    let mut total = vec![String::new(); one.heads.len()];
    if let Some(first) = total.first_mut() {
        "Jumlah".clone_into(first);
    }
    lines.push(cells(&total, &one.total));
    (format!("Tabel {}", one.no), heads, lines)
}

fn row(row: &Row) -> Vec<Cell> {
    let label = |word: Option<&super::Word>| Cell::from(word.map_or("", |word| word.label.as_str()));
    vec![
        row.number.as_str().into(),
        row.code.as_str().into(),
        row.unit.label.as_str().into(),
        row.position.as_str().into(),
        row.group.title().into(),
        label(row.rank.as_ref()),
        label(row.level.as_ref()),
        row.function.as_deref().unwrap_or_default().into(),
        if row.female { "Perempuan" } else { "Laki-laki" }.into(),
        row.schooling.label.as_str().into(),
        Cell::Day(row.since),
        row.until.map_or(Cell::Empty, Cell::Day),
    ]
}
