//! The report on paper.

use std::sync::Arc;

use axum::extract::Extension;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use cetak::{Fonts, Part, Tabel, Unprinted};
use kernel::{Ctx, Problem};
use web::sheet::Cell;
use web::{AppQuery, Console, Failure, parts};

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
    let paper = paper(&ctx, &report, &narrow);
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

fn paper(ctx: &Ctx, report: &Report, narrow: &Narrow) -> Tabel {
    let part = |title: &str, (heads, rows): (Vec<&str>, Vec<Vec<Cell>>)| Part {
        title: title.to_owned(),
        heads: heads.into_iter().map(|head| if head == "Jumlah" { "Jumlah#" } else { head }.to_owned()).collect(),
        rows: rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect(),
    };
    let people = report.narrowed(narrow);
    Tabel {
        office: ctx.actor.office_name.clone(),
        title: format!("Laporan giliran {}", parts::day(report.day)),
        lead: format!(
            "{}. {} orang datang; {} dihitung di IKU 6.",
            report.which.name(),
            report.came.len(),
            report.counted()
        ),
        parts: vec![part("Ringkasan", totals(ctx, report)), part("Orang", lines(ctx, &people))],
        foot: format!("Dibuat {} oleh {}", parts::instant(ctx.now()), ctx.actor.name),
    }
}
