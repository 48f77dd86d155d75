//! What a check says as a workbook.

use kernel::Result;
use web::sheet::{self, Cell};

use super::Hasil;

const FINDINGS: [&str; 5] = ["Aturan", "Tempat", "Tercetak", "Dihitung", "Pesan"];
const UNREAD: [&str; 3] = ["Tempat", "Tertulis", "Pesan"];

/// The findings, the cells that could not be read, and what was passed over, each on a sheet of its own. What is printed stays the text that
/// it is in the report.
///
/// # Errors
/// [`kernel::Problem::Internal`] when it cannot be built.
pub(super) fn workbook(found: &Hasil) -> Result<Vec<u8>> {
    let findings: Vec<Vec<Cell>> = found
        .temuan
        .iter()
        .map(|one| {
            vec![
                web::parts::words(&one.aturan.replace('-', "_")).into(),
                one.tempat.as_str().into(),
                one.tercetak.as_str().into(),
                one.dihitung.as_str().into(),
                one.pesan.as_str().into(),
            ]
        })
        .collect();
    let unread: Vec<Vec<Cell>> = found
        .tak_terbaca
        .iter()
        .map(|cell| vec![cell.tempat().into(), cell.isi.as_str().into(), cell.pesan.as_str().into()])
        .collect();
    let passed: Vec<Vec<Cell>> = found.dilewati.iter().map(|remark| vec![remark.as_str().into()]).collect();
    sheet::book(&[
        ("Temuan", &FINDINGS[..], findings.as_slice()),
        ("Tidak terbaca", &UNREAD[..], unread.as_slice()),
        ("Dilewati", &["Catatan"][..], passed.as_slice()),
    ])
}
