//! Running an import.

use kernel::form::{Field, FieldKind, Form, Holds, seen};
use kernel::{Ctx, FieldError, Problem, Result, vault};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::columns::{self, Columns};
use super::table::{Cell, Table, read};
use crate::register::PERSON;
use crate::{AnyKind, Mode, Outcome, Registered};

/// What to import.
pub struct Request<'a> {
    /// The name of the file, for the log of imports.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// Whether to write.
    pub mode: Mode,
    /// Whether to write the good rows of a file that has bad ones.
    pub skip_bad: bool,
}

/// The progress of an import.
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    /// This many rows have been read and are being checked.
    Checking(usize),
    /// All is done.
    Done,
}

/// A bad cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// The row number in the file.
    pub row: usize,
    /// The column.
    pub column: String,
    /// The content of the cell, masked if it is protected.
    pub value: String,
    /// What to do.
    pub detail: String,
}

/// The result of an import.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many rows it has.
    pub rows: usize,
    /// How many records are new, or would be.
    pub new: usize,
    /// How many existed already.
    pub known: usize,
    /// How many rows repeat an earlier one of the file.
    pub repeated: usize,
    /// The bad cells.
    pub errors: Vec<CellError>,
    /// Warnings that do not block the import.
    pub warnings: Vec<CellError>,
    /// Columns that match no field.
    pub unknown: Vec<String>,
    /// Whether anything was written.
    pub written: bool,
    /// Whether the very same file has been imported before.
    pub seen: bool,
}

/// The column that says of a row who it is about, where its number says one and its other particulars another: an id, or `baru`.
static WHO: Field = Field::asked(PERSON, "Orang yang dipilih", FieldKind::Text(40));

/// Imports a file in one transaction.
///
/// # Errors
/// [`Problem::Malformed`] when the file as a whole cannot be used; bad rows are no error and are listed in the report.
pub async fn run(
    ctx: &Ctx,
    kind: &'static dyn AnyKind,
    request: Request<'_>,
    progress: &(dyn Fn(Stage) + Sync),
) -> Result<Report> {
    ctx.actor.require(kind.info().permission)?;
    if let Some(why) = kind.info().more.made_by {
        return Err(Problem::Malformed(why.to_owned()));
    }
    let table = read(request.bytes, super::WHOLE)?;
    let mut fields = kind.fields();
    fields.extend(kind.info().person.then_some(&WHO));
    let columns = columns::find(&table.heads, &fields)?;
    progress(Stage::Checking(table.rows.len()));
    let mut report = Report { rows: table.rows.len(), unknown: columns.unknown.clone(), ..Report::default() };
    let mut batch = Batch::default();
    for (line, cells) in &table.rows {
        batch.take(*line, cells, &columns, &mut report);
    }
    let fingerprint = vault::fingerprint(request.bytes);
    report.seen = book::seen(ctx, kind.info().name, &fingerprint).await?;
    let mode = if report.errors.is_empty() || request.skip_bad { request.mode } else { Mode::DryRun };
    let mut done = kind.register(ctx, &batch.forms, &[], mode).await?;
    collect(&table, &columns, &batch, &done, &mut report);
    let good = batch.without(&done);
    if request.skip_bad && !done.written && request.mode == Mode::Write && !good.is_empty() {
        done = kind.register(ctx, &good, &[], Mode::Write).await?;
    }
    report.written = done.written;
    if report.written {
        book::enter(ctx, kind.info().name, request.name, fingerprint, &report).await?;
    }
    progress(Stage::Done);
    Ok(report)
}

/// The rows that could be turned into forms.
#[derive(Default)]
struct Batch {
    forms: Vec<Form>,
    lines: Vec<usize>,
}

impl Batch {
    fn take(&mut self, line: usize, cells: &[Cell], columns: &Columns, report: &mut Report) {
        let mut form = Form::new();
        let extra = cells.iter().skip(columns.fields.len()).any(|cell| !matches!(cell, Cell::Empty));
        let mut whole = !extra;
        if extra {
            report.errors.push(CellError {
                row: line,
                column: String::new(),
                value: String::new(),
                detail: format!(
                    "Baris ini punya {} sel, padahal kolomnya {}. Apit isi yang mengandung tanda pemisah dengan tanda kutip.",
                    cells.len(),
                    columns.fields.len()
                ),
            });
        }
        for (field, cell) in columns.fields.iter().zip(cells) {
            let Some(field) = field else { continue };
            match text(field, cell) {
                Ok(Some(text)) => {
                    let whole = restored(field, cell, &text);
                    if let Some(whole) = &whole {
                        report.warnings.push(CellError {
                            row: line,
                            column: field.key.to_owned(),
                            value: field.masked(whole),
                            detail: "Angka 0 di depan dihilangkan Excel; nomornya dibaca dengan 0.".to_owned(),
                        });
                    }
                    form.insert(field.key.to_owned(), whole.unwrap_or(text));
                }
                Ok(None) => {}
                Err(detail) => {
                    whole = false;
                    report.errors.push(CellError {
                        row: line,
                        column: field.key.to_owned(),
                        value: String::new(),
                        detail: detail.to_owned(),
                    });
                }
            }
        }
        if whole {
            self.forms.push(form);
            self.lines.push(line);
        }
    }

    fn without(&self, done: &Registered) -> Vec<Form> {
        let good = |outcome: &Outcome| !outcome.stops();
        self.forms.iter().zip(&done.outcomes).filter(|(_, o)| good(o)).map(|(form, _)| form.clone()).collect()
    }
}

fn text(field: &Field, cell: &Cell) -> Result<Option<String>, &'static str> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Formula => Err("Sel ini berisi rumus. Salin selnya, lalu tempel sebagai nilai."),
        Cell::Number(_) if field.kind == FieldKind::Nik => Err(
            "NIK tersimpan sebagai angka, padahal Excel membulatkan angka ke-16. Jadikan kolomnya teks, lalu ketik ulang NIK.",
        ),
        // A mark by which a spreadsheet takes a cell for text, and a dash for nothing.
        Cell::Text(text) => {
            Ok(Some(text.strip_prefix('\'').unwrap_or(text)).filter(|text| !dash(text)).map(str::to_owned))
        }
        Cell::Number(text)
            if field.kind.holds() == Holds::Text && text.bytes().filter(u8::is_ascii_digit).count() > 15 =>
        {
            Err(
                "Angka ini lebih panjang dari 15 angka, jadi Excel sudah membulatkan ujungnya. Jadikan kolomnya teks, lalu ketik ulang.",
            )
        }
        Cell::Number(text) => Ok(Some(text.clone())),
    }
}

/// A telephone number that a spreadsheet keeps as a number, with the 0 that it lost.
fn restored(field: &Field, cell: &Cell, text: &str) -> Option<String> {
    let lost = field.kind == FieldKind::Phone && matches!(cell, Cell::Number(_)) && text.starts_with('8');
    lost.then(|| format!("0{text}"))
}

/// Whether a cell says by a dash that there is nothing.
fn dash(text: &str) -> bool {
    let text = seen(text);
    let text = text.trim();
    !text.is_empty() && text.chars().all(|one| matches!(one, '-' | '–' | '—' | '―'))
}

/// Brings what became of the rows into the report.
fn collect(table: &Table, columns: &Columns, batch: &Batch, done: &Registered, report: &mut Report) {
    let cell = |at: usize, error: &FieldError| {
        let line = batch.lines.get(at).copied().unwrap_or_default();
        let field = columns.fields.iter().flatten().find(|f| f.key == error.field);
        let typed = batch.forms.get(at).and_then(|form| form.get(&error.field)).map_or("", String::as_str);
        let value = field.map_or_else(String::new, |f| f.masked(typed)).chars().take(60).collect();
        CellError { row: line, column: error.field.clone(), value, detail: error.detail.clone() }
    };
    for (at, outcome) in done.outcomes.iter().enumerate() {
        match outcome {
            Outcome::New(..) | Outcome::Fresh => report.new += 1,
            Outcome::Known(..) => report.known += 1,
            Outcome::Same(_) => report.repeated += 1,
            Outcome::Wrong(errors) | Outcome::Contradicts(errors) => {
                report.errors.extend(errors.iter().map(|error| cell(at, error)));
            }
        }
    }
    report.warnings.extend(done.warnings.iter().map(|(at, warning)| cell(*at, warning)));
    report.errors.sort_by_key(|error| error.row);
    debug_assert!(table.rows.len() >= batch.forms.len());
}

/// The log of imports.
pub mod book {
    use super::{Ctx, EntityTrait, Report, Result, Set};
    use kernel::KantorId;
    use sea_orm::entity::prelude::*;

    /// A file that was imported.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "impor")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The office.
        pub kantor_id: KantorId,
        /// The kind of record.
        pub jenis: String,
        /// The name of the file.
        pub nama_berkas: String,
        /// Its SHA-256.
        pub sidik: String,
        /// How many rows it had.
        pub baris: i64,
        /// How many were new.
        pub baru: i64,
        /// How many existed already.
        pub sudah_ada: i64,
        /// Who did it.
        pub pelaku: String,
        /// When.
        pub pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}

    pub(super) async fn seen(ctx: &Ctx, kind: &str, fingerprint: &str) -> Result<bool> {
        let count = Entity::find()
            .filter(Column::KantorId.eq(ctx.actor.office))
            .filter(COLUMN.jenis.eq(kind))
            .filter(COLUMN.sidik.eq(fingerprint))
            .count(ctx.db())
            .await?;
        Ok(count > 0)
    }

    pub(super) async fn enter(ctx: &Ctx, kind: &str, name: &str, fingerprint: String, report: &Report) -> Result<()> {
        let count = |n: usize| Set(i64::try_from(n).unwrap_or(i64::MAX));
        let tx = ctx.begin().await?;
        let row = ActiveModel {
            id: Set(tx.id()),
            kantor_id: Set(ctx.actor.office),
            jenis: Set(kind.to_owned()),
            nama_berkas: Set(name.chars().take(200).collect()),
            sidik: Set(fingerprint),
            baris: count(report.rows),
            baru: count(report.new),
            sudah_ada: count(report.known),
            pelaku: Set(ctx.actor.name.clone()),
            pada: Set(tx.at),
        };
        Entity::insert(row).exec_without_returning(&*tx).await?;
        tx.commit().await
    }
}
