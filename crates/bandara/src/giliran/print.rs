//! The report on paper.

use std::sync::Arc;

use axum::extract::Extension;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use cetak::{Fonts, Part, Tabel, Unprinted};
use kernel::{Ctx, Problem};
use web::{AppQuery, Console, Failure, parts};

use super::beside::{self, Beside, Table};
use super::page::Asked;
use super::report::{Narrow, Report};
use super::shifts::Shifts;
use super::table::{lines, totals};

/// The same numbers and people as the page shows, as a PDF.
pub(super) async fn pdf(
    Console(ctx): Console,
    Extension(shifts): Extension<Arc<Shifts>>,
    Extension(fonts): Extension<Fonts>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    let (report, narrow) = asked.report(&ctx, &shifts).await?;
    let beside = beside::read(&ctx, &report).await?;
    let paper = paper(&ctx, &report, &beside, &narrow);
    let bytes = cetak::tabel(&fonts, &paper).map_err(unprinted)?;
    let name = format!("attachment; filename=\"laporan-giliran-{}-{}.pdf\"", report.day, report.which.code());
    Ok(([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// What no font can write is refused; a workbook is shown with the fonts of who opens it, so it is a way out.
fn unprinted(error: Unprinted) -> Problem {
    match error {
        Unprinted::Letters { .. } => Problem::Refused {
            status: "giliran",
            command: "pdf",
            allowed: vec!["xlsx"],
            detail: format!("{error} Laporan sebagai XLSX tetap dapat diunduh."),
        },
        Unprinted::Template(_) => Problem::internal(error),
    }
}

fn part(title: &str, (heads, rows): &Table) -> Part {
    Part {
        title: title.to_owned(),
        heads: heads.iter().map(|head| beside::on_paper(head)).collect(),
        rows: rows.iter().map(|row| row.iter().map(beside::shown).collect()).collect(),
    }
}

/// The numbers, a small table for each thing that they are counted by.
fn numbers(ctx: &Ctx, report: &Report) -> Vec<Part> {
    let (_, rows) = totals(ctx, report);
    let mut parts: Vec<Part> = Vec::new();
    for row in rows {
        let [by, what, many] = row.as_slice() else { continue };
        let line = vec![what.text(), many.text()];
        match parts.iter_mut().find(|part| part.title == by.text()) {
            Some(part) => part.rows.push(line),
            None => parts.push(Part {
                title: by.text(),
                heads: vec!["Rincian".to_owned(), "Jumlah#".to_owned()],
                rows: vec![line],
            }),
        }
    }
    parts
}

/// Those who came, without the day where it is the same for all: it stands in the title.
fn people(ctx: &Ctx, report: &Report, narrow: &Narrow) -> Table {
    let shown = report.narrowed(narrow);
    let (mut heads, mut rows) = lines(ctx, &shown);
    if shown.iter().all(|came| came.day == report.day) {
        drop(heads.drain(..1));
        rows.iter_mut().for_each(|row| drop(row.drain(..1)));
    }
    (heads, rows)
}

fn paper(ctx: &Ctx, report: &Report, beside: &Beside, narrow: &Narrow) -> Tabel {
    let (given, free) = beside.beds();
    let mut tables = numbers(ctx, report);
    tables.extend(
        beside.tables(ctx).iter().filter(|(_, (_, rows))| !rows.is_empty()).map(|(title, table)| part(title, table)),
    );
    tables.push(part("Orang", &people(ctx, report, narrow)));
    Tabel {
        office: ctx.actor.office_name.clone(),
        title: format!("Laporan giliran {}", parts::day(report.day)),
        lead: format!(
            "{}. {} orang datang; {} dihitung di IKU 6. {} tidak datang. Tempat tidur terisi {given}, kosong {free}.",
            report.which.name(),
            report.came.len(),
            report.counted(),
            beside.absent()
        ),
        parts: tables,
        foot: format!("Dibuat {} oleh {}", parts::instant(ctx.now()), ctx.actor.name),
        dense: true,
    }
}
