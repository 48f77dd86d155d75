//! A closing as files: a workbook, and the paper that is signed.

use axum::extract::{Extension, State};
use cetak::{Fonts, Unprinted};
use kernel::Problem;
use uuid::Uuid;
use web::{App, AppPath, AppQuery, Console, Media, saved};

use super::super::{paper, queries};
use super::{Answer, marks, members as list};
use crate::outputs;
use crate::query::Shelf;

/// The closing as a workbook.
pub(super) async fn workbook(Console(ctx): Console, AppPath(id): AppPath<Uuid>) -> Answer {
    let shown = queries::show(&ctx, id).await?;
    Ok(saved(&format!("penutupan-{}", shown.closing.name()), Media::Xlsx, paper::workbook(&ctx, &shown)?))
}

/// The records behind a closed figure, as they were known when it was closed, as a workbook.
pub(super) async fn members(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath((id, no)): AppPath<(Uuid, i64)>,
    AppQuery(asked): AppQuery<list::Asked>,
) -> Answer {
    let shown = queries::show(&ctx, id).await?;
    let row = shown.figures.iter().find(|row| row.no == no).ok_or(Problem::NotFound)?;
    let (indicator, definition) = row.definition().ok_or(Problem::NotFound)?;
    let select = shown.members(row, asked.peran.as_deref())?;
    let bytes = outputs::listed(&app, &ctx, &select, (indicator.date_role, definition.end())).await?;
    Ok(saved(&format!("catatan-{}-no-{no}", shown.closing.name()), Media::Xlsx, bytes))
}

/// The closing on paper.
pub(super) async fn paper(
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    Extension(fonts): Extension<Fonts>,
    AppPath(id): AppPath<Uuid>,
) -> Answer {
    let shown = queries::show(&ctx, id).await?;
    let data = paper::paper(&ctx, &shown, &marks::agreement_title(&all, &shown.closing));
    let code = shown.closing.status.code();
    let bytes = cetak::pdf(&fonts, cetak::PENUTUPAN, &data).map_err(|error| unprinted(&error, code))?;
    Ok(saved(&format!("penutupan-{}", shown.closing.name()), Media::Pdf, bytes))
}

/// What no font can write is refused; a workbook is shown with the fonts of who opens it, so it is a way out.
fn unprinted(error: &Unprinted, status: &'static str) -> Problem {
    match error {
        Unprinted::Letters { .. } => Problem::Refused {
            status,
            command: "pdf",
            allowed: vec!["xlsx"],
            detail: format!("{error} Penutupan sebagai XLSX tetap dapat diunduh."),
        },
        Unprinted::Template(detail) => Problem::internal(detail.clone()),
    }
}
