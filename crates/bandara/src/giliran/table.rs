//! The report as tables, for the page, the workbook and a printed document.

use kernel::Ctx;
use web::parts;
use web::sheet::Cell;

use super::report::{Came, Group, Report};

/// Those who came: the heads of the columns, and a row for each.
#[must_use]
pub fn lines(ctx: &Ctx, came: &[&Came]) -> (Vec<&'static str>, Vec<Vec<Cell>>) {
    let header = vec![
        "Tanggal",
        "Jam",
        "Nomor",
        "Nama",
        "Kategori",
        "Negara",
        "Provinsi asal",
        "Penerbangan",
        "Cara pulang",
        "IKU 6",
    ];
    let row = |came: &&Came| {
        let onward = came.onward.as_deref().map(|code| {
            let term = ctx.house.reference.term("cara_pulang", code);
            term.map_or_else(|| parts::words(code), |term| term.label.clone())
        });
        vec![
            Cell::Day(came.day),
            came.hour.clone().into(),
            came.number.clone().into(),
            came.name.clone().into(),
            Group::Category.words(ctx, &came.category).into(),
            came.country.as_deref().map(|code| Group::Country.words(ctx, code)).into(),
            came.province.as_deref().map(|code| Group::Province.words(ctx, code)).into(),
            came.flight.clone().into(),
            onward.into(),
            if came.counted() { "dihitung" } else { "tidak dihitung" }.into(),
        ]
    };
    (header, came.iter().map(row).collect())
}

/// The numbers: what they are counted by, of what, how many.
#[must_use]
pub fn totals(ctx: &Ctx, report: &Report) -> (Vec<&'static str>, Vec<Vec<Cell>>) {
    let line = |by: &str, what: String, many: usize| vec![by.into(), what.into(), many.into()];
    let mut rows = vec![
        line("Semua", report.which.name(), report.came.len()),
        line("IKU 6", "Dihitung".to_owned(), report.counted()),
        line("IKU 6", "Tidak dihitung".to_owned(), report.came.len() - report.counted()),
    ];
    for group in Group::ALL {
        rows.extend(
            report.by(group).into_iter().map(|(code, many)| line(group.title(), group.words(ctx, &code), many)),
        );
    }
    (vec!["Menurut", "Rincian", "Jumlah"], rows)
}
