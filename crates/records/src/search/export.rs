//! A list as a file: the same query and columns, without opening protected fields.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::form::{Field, FieldKind};
use kernel::{Ctx, FieldError, Problem, Result, figure};
use web::{parts, sheet};

use super::Filter;
use crate::{AnyKind, Row};

/// The most records in one file. More are refused, never cut off.
pub const MOST: u64 = 10_000;
/// The most bytes of text in one file.
const TEXT: usize = 16 * 1024 * 1024;

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with semicolons.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// The format of a typed word.
    ///
    /// # Errors
    /// [`Problem::Invalid`] that lists the existing formats.
    pub fn read(typed: Option<&str>) -> Result<Self> {
        match typed.unwrap_or_default().trim() {
            "csv" | "" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            _ => Err(FieldError::new("bentuk", "Pilih csv atau xlsx.").into()),
        }
    }
}

/// The file of all records that a filter asks for. Each person in it is named in the access log.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for more than [`MOST`] records or 16 MB of text; any database error.
pub async fn file(ctx: &Ctx, kind: &dyn AnyKind, filter: &Filter, format: Format) -> Result<Response> {
    let (info, fields) = (kind.info(), kind.fields());
    let columns: Vec<_> = info.columns.iter().filter_map(|key| fields.iter().find(|field| field.key == *key)).collect();
    let mut header = vec!["Nomor", "Kantor"];
    header.extend(info.person.then_some("Nama"));
    header.extend(columns.iter().map(|field| field.label));
    header.extend(["Status", "Dibatalkan"]);
    let (mut file, mime, ending) = match format {
        Format::Csv => (sheet::Writing::csv(&header)?, "text/csv; charset=utf-8", "csv"),
        Format::Xlsx => (
            sheet::Writing::xlsx(info.title, &header)?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
    };
    let mut left = TEXT;
    let mut take = |rows: &[Row]| {
        rows.iter().try_for_each(|row| {
            let cells = cells(ctx, info.person, &columns, row);
            let length = cells.iter().map(String::len).sum();
            left = left.checked_sub(length).ok_or_else(too_long)?;
            file.row(&cells)
        })
    };
    kind.export(ctx, filter, &mut take).await?;
    let name = format!("attachment; filename=\"{}-{}.{ending}\"", info.name, ctx.today());
    Ok(([(CONTENT_TYPE, mime.to_owned()), (CONTENT_DISPOSITION, name)], file.finish()?).into_response())
}

/// The error for too many records.
pub(crate) fn too_many() -> Problem {
    let most = figure::whole(i64::try_from(MOST).unwrap_or_default());
    Problem::field("bentuk", format!("Lebih dari {most} catatan. Persempit dengan saringan, misalnya per triwulan."))
}

/// The error for too much text in all records together.
fn too_long() -> Problem {
    let most = TEXT / 1024 / 1024;
    Problem::field(
        "bentuk",
        format!("Isi catatan-catatan ini lebih dari {most} MB. Persempit dengan saringan, misalnya per bulan."),
    )
}

fn cells(ctx: &Ctx, person: bool, columns: &[&&'static Field], row: &Row) -> Vec<String> {
    let office = ctx.house.offices.by_id(row.head.office).map(|office| office.code.clone());
    let mut cells = vec![row.head.number.clone(), office.unwrap_or_default()];
    cells.extend(person.then(|| row.name.clone().unwrap_or_default()));
    cells.extend(columns.iter().map(|field| {
        let text = row.form.get(field.key).map_or("", String::as_str);
        // A day stays in a format that spreadsheets can read.
        if field.kind.is_day() || matches!(field.kind, FieldKind::Money | FieldKind::Count) {
            return text.to_owned();
        }
        parts::readable(&ctx.house.reference, field, text)
    }));
    cells.push(parts::words(row.status));
    cells.push(if row.head.withdrawn.is_some() { "ya" } else { "tidak" }.to_owned());
    cells
}
