//! The report as tables, for the page, the workbook and a printed document.

use kernel::Ctx;
use web::parts;

use super::report::{Came, Group, Report};

/// Those who came: the heads of the columns, and a row for each.
#[must_use]
pub fn lines(ctx: &Ctx, came: &[&Came]) -> (Vec<&'static str>, Vec<Vec<String>>) {
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
            came.day.to_string(),
            came.hour.clone().unwrap_or_default(),
            came.number.clone(),
            came.name.clone().unwrap_or_default(),
            Group::Category.words(ctx, &came.category),
            came.country.as_deref().map(|code| Group::Country.words(ctx, code)).unwrap_or_default(),
            came.province.as_deref().map(|code| Group::Province.words(ctx, code)).unwrap_or_default(),
            came.flight.clone().unwrap_or_default(),
            onward.unwrap_or_default(),
            if came.counted() { "dihitung" } else { "tidak dihitung" }.to_owned(),
        ]
    };
    (header, came.iter().map(row).collect())
}

/// The numbers: what they are counted by, of what, how many.
#[must_use]
pub fn totals(ctx: &Ctx, report: &Report) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let line = |by: &str, what: String, many: usize| vec![by.to_owned(), what, many.to_string()];
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
