use rust_xlsxwriter::{Format, Workbook};

use crate::Laporan;

/// A workbook as offices make them: a title in merged cells, a header of two lines, percentages as formats, dashes.
fn workbook(realised: f64, capaian: f64) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (plain, percent) = (Format::new(), Format::new().set_num_format("0.00%"));
    sheet.merge_range(0, 0, 0, 8, "Capaian Kinerja BP3MI Contoh Tahun 2031", &plain).unwrap();
    for (column, head) in [(0, "No"), (1, "Indikator"), (2, "Target"), (7, "Realisasi Tahun"), (8, "Capaian")] {
        sheet.merge_range(2, column, 3, column, head, &plain).unwrap();
    }
    sheet.merge_range(2, 3, 2, 6, "Realisasi", &plain).unwrap();
    for (column, head) in ["TW I", "TW II", "TW III", "TW IV"].iter().enumerate() {
        sheet.write_string(3, u16::try_from(column + 3).unwrap(), *head).unwrap();
    }
    sheet.write_number(4, 0, 1).unwrap();
    sheet.write_string(4, 1, "Persentase aduan yang diselesaikan").unwrap();
    for (column, value) in [(2, 0.8), (3, 0.7), (4, 0.85), (5, 0.85), (6, realised), (7, realised), (8, capaian)] {
        sheet.write_number_with_format(4, column, value, &percent).unwrap();
    }
    sheet.write_number(5, 0, 2).unwrap();
    sheet.write_string(5, 1, "Jumlah kunjungan").unwrap();
    for (column, value) in [(2, 40.0), (3, 10.0), (4, 12.0), (5, 9.0), (6, 11.0), (7, 42.0)] {
        sheet.write_number(5, column, value).unwrap();
    }
    sheet.write_number_with_format(5, 8, 42.0 / 40.0, &percent).unwrap();
    sheet.write_string(6, 1, "Nilai arsip").unwrap();
    for column in 2..9 {
        sheet.write_string(6, column, "-").unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn found(bytes: &[u8]) -> Vec<String> {
    let report = Laporan::read([("capaian.xlsx", bytes)]).unwrap();
    report.check().iter().map(|t| format!("{}: {} → {}", t.aturan, t.tercetak, t.dihitung)).collect()
}

#[test]
fn a_workbook_with_titles_merged_cells_and_percent_formats() {
    assert!(found(&workbook(0.9, 1.125)).is_empty(), "{:?}", found(&workbook(0.9, 1.125)));
    assert_eq!(found(&workbook(0.9, 1.2)).len(), 1);
}

#[test]
fn what_is_no_report_is_refused_with_advice() {
    for (name, bytes, says) in [
        ("a.xlsx", &b"PK nothing"[..], "simpan ulang"),
        ("a.csv", b"", "kosong"),
        ("a.csv", b"a,b\n1,2\n", "Tidak ada tabel yang dikenali"),
        ("a.csv", b"\0\0\0\x01\x02", "bukan teks"),
        ("a.docx", b"x", "bukan dokumen Word (DOCX) yang utuh"),
        ("a.pdf", b"x", "bukan CSV"),
    ] {
        let problem = Laporan::read([(name, bytes)]).unwrap_err().to_string();
        assert!(problem.contains(says), "{problem}");
    }
}
