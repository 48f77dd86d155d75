//! A list as a file: the same query, with all fields of the form, without opening protected ones.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::form::Field;
use kernel::{Ctx, FieldError, Problem, Result, figure};
use web::parts;
use web::sheet::{self, Cell};

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

/// The file of all records that a filter asks for: number and office, all fields in the order of the form under their labels, status
/// and whether it is withdrawn. Each person in it is named in the access log.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for more than [`MOST`] records or 16 MB of text; any database error.
pub async fn file(ctx: &Ctx, kind: &dyn AnyKind, filter: &Filter, format: Format) -> Result<Response> {
    let (info, fields) = (kind.info(), kind.fields());
    let mut header = vec!["Nomor", "Kantor"];
    header.extend(fields.iter().map(|field| field.label));
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
            let cells = cells(ctx, &fields, row);
            let length = cells.iter().map(|cell| if let Cell::Text(text) = cell { text.len() } else { 8 }).sum();
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

fn cells(ctx: &Ctx, fields: &[&'static Field], row: &Row) -> Vec<Cell> {
    let office = ctx.house.offices.by_id(row.head.office).map(|office| office.code.clone());
    let mut cells = vec![row.head.number.clone().into(), office.into()];
    cells.extend(fields.iter().map(|field| {
        let text = row.form.get(field.key).map_or("", String::as_str);
        Cell::of(&ctx.house.reference, field, text)
    }));
    cells.push(parts::words(row.status).into());
    cells.push(if row.head.withdrawn.is_some() { "ya" } else { "tidak" }.into());
    cells
}
