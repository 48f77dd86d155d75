//! An empty file to fill in, with its columns explained.

use kernel::form::{Field, FieldKind};
use kernel::reference::Reference;
use kernel::{Problem, Result};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::AnyKind;

/// What to write into a column, in one sentence.
#[must_use]
pub fn explain(reference: &Reference, field: &Field) -> String {
    let takes = match field.kind {
        FieldKind::Text(max) | FieldKind::Outside(max) => format!("Teks, paling banyak {max} huruf."),
        FieldKind::Name => "Nama, dalam satu baris.".to_owned(),
        FieldKind::Long => "Teks panjang.".to_owned(),
        FieldKind::Day | FieldKind::DayAhead | FieldKind::DayWithin(_) | FieldKind::Born => {
            "Tanggal: 31/12/2025, 2025-12-31 atau 31 Desember 2025.".to_owned()
        }
        FieldKind::BornAbout => {
            "Tanggal: 31/12/1987 atau 31 Desember 1987; 1987 bila hanya tahunnya diketahui.".to_owned()
        }
        FieldKind::Count => "Bilangan bulat mulai dari 0.".to_owned(),
        FieldKind::Year => "Tahun, misalnya 2025.".to_owned(),
        FieldKind::Money => "Rupiah penuh, misalnya 1250000.".to_owned(),
        FieldKind::Score => "Angka, paling banyak empat desimal: 79,49.".to_owned(),
        FieldKind::YesNo => "ya atau tidak.".to_owned(),
        FieldKind::Term(vocabulary) => {
            let codes: Vec<_> = reference.terms(vocabulary).iter().map(|t| t.code.as_str()).collect();
            format!("Salah satu: {}.", codes.join(", "))
        }
        FieldKind::Terms(vocabulary) => {
            let codes: Vec<_> = reference.terms(vocabulary).iter().map(|t| t.code.as_str()).collect();
            format!("Satu atau beberapa, dengan koma di antaranya: {}.", codes.join(", "))
        }
        FieldKind::Named(vocabulary, max) => {
            let names: Vec<_> = reference.terms(vocabulary).iter().map(|term| term.label.as_str()).collect();
            format!("Dari daftar ({}), atau nama lain, paling banyak {max} huruf.", names.join(", "))
        }
        FieldKind::Country => "Nama negara atau kodenya: Malaysia atau MY.".to_owned(),
        FieldKind::Office => "Kode kantor, misalnya BP3MI-BANTEN.".to_owned(),
        FieldKind::Officer => "Nama pengguna petugas di kantor ini.".to_owned(),
        FieldKind::Time => "Jam dan menit WIB, misalnya 22:31.".to_owned(),
        FieldKind::Area => "Provinsi atau kabupaten/kota: Kabupaten Tangerang atau 36.03.".to_owned(),
        FieldKind::Link(kind) => format!("Nomor catatan {kind} yang sudah ada."),
        FieldKind::Nik => "Disimpan sebagai teks.".to_owned(),
        FieldKind::Passport => "5 sampai 20 huruf dan angka.".to_owned(),
        FieldKind::Phone => "6 sampai 15 angka, disimpan sebagai teks.".to_owned(),
    };
    if field.help.is_empty() { takes } else { format!("{takes} {}", field.help) }
}

/// The empty file: XLSX, or CSV if the name ends so.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be built.
pub fn write(reference: &Reference, kind: &dyn AnyKind, csv: bool) -> Result<Vec<u8>> {
    let fields = kind.fields();
    if csv {
        let heads: Vec<_> = fields.iter().map(|f| f.key).collect();
        return Ok(format!("\u{feff}{}\r\n", heads.join(",")).into_bytes());
    }
    workbook(reference, &fields, &kind.sameness()).map_err(Problem::internal)
}

/// What the column with record numbers is for; a template for new records does not have it.
const AGAIN: [&str; 4] = [
    "nomor",
    "Nomor",
    "tidak",
    "Hanya untuk catatan yang sudah ada: nomornya, misalnya dari ekspor daftar. Tulis baru bila barisnya kejadian lain walau mirip.",
];

fn workbook(reference: &Reference, fields: &[&'static Field], sameness: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    let data = book.add_worksheet().set_name("Data")?;
    for (column, field) in (0u16..).zip(fields) {
        data.write_with_format(0, column, field.key, &bold)?;
        data.set_column_format(column, &text)?;
        data.set_column_width(column, 22)?;
    }
    data.set_freeze_panes(1, 0)?;
    let help = book.add_worksheet().set_name("Penjelasan")?;
    for (column, head) in (0u16..).zip(["Kolom", "Nama", "Wajib", "Isi"]) {
        help.write_with_format(0, column, head, &bold)?;
    }
    for (row, field) in (1u32..).zip(fields) {
        help.write(row, 0, field.key)?;
        help.write(row, 1, field.label)?;
        help.write(row, 2, if field.required { "ya" } else { "tidak" })?;
        help.write(row, 3, explain(reference, field))?;
    }
    let mut row = u32::try_from(fields.len()).unwrap_or(u32::MAX / 2) + 1;
    for (column, text) in (0u16..).zip(AGAIN) {
        help.write(row, column, text)?;
    }
    row += 2;
    help.write_with_format(row, 0, "Baris yang sama", &bold)?;
    help.write(row, 3, sameness)?;
    for (column, width) in [(0, 24), (1, 32), (2, 8), (3, 100)] {
        help.set_column_width(column, width)?;
    }
    book.save_to_buffer()
}
