//! Running an import.

use kernel::form::{Field, FieldKind, Form};
use kernel::{Ctx, FieldError, Problem, Result, vault};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::columns::{self, Headed};
use super::{Limits, MAX_ROWS, WHOLE, cells, dates, read};
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
    /// The sheet, where the file has several.
    pub sheet: String,
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
    /// What was passed over while reading, in sentences with their place.
    pub remarks: Vec<String>,
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
    let paper = read(request.bytes, WHOLE)?;
    let mut fields = kind.fields();
    fields.extend(kind.info().person.then_some(&WHO));
    let (tables, remarks) = columns::tables(&paper, &fields)?;
    let rows = tables.iter().map(|headed| headed.table.rows.len()).sum();
    if rows > MAX_ROWS {
        return Err(Problem::Malformed(baca::Unfit::ManyRows.words("Berkas ini", Limits { rows: MAX_ROWS, ..WHOLE })));
    }
    progress(Stage::Checking(rows));
    let mut report = Report { rows, remarks, ..Report::default() };
    report.unknown = tables.iter().flat_map(|headed| headed.columns.unknown.clone()).collect();
    let (mut batch, mut broken) = (Batch::default(), Batch::default());
    for headed in &tables {
        batch.take(headed, &mut broken, &mut report);
    }
    let fingerprint = vault::fingerprint(request.bytes);
    report.seen = book::seen(ctx, kind.info().name, &fingerprint).await?;
    let mode = if report.errors.is_empty() || request.skip_bad { request.mode } else { Mode::DryRun };
    let mut done = kind.register(ctx, &batch.forms, &[], mode).await?;
    if !broken.forms.is_empty() {
        let looked = kind.register(ctx, &broken.forms, &[], Mode::DryRun).await?;
        rest(&fields, &broken, &looked, &mut report);
    }
    collect(&fields, &batch, &done, &mut report);
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
    places: Vec<Place>,
}

/// Where a row stands.
#[derive(Clone)]
struct Place {
    sheet: String,
    row: usize,
}

impl Batch {
    /// Takes the rows of a table. Those with a cell that cannot be read go to the broken ones, and are looked at without it.
    fn take(&mut self, headed: &Headed<'_>, broken: &mut Self, report: &mut Report) {
        let days = dates::settle(headed, report);
        for row in &headed.table.rows {
            let taken = cells::take(headed, row, &days);
            let into = if taken.broken { &mut *broken } else { &mut *self };
            into.forms.push(taken.form);
            into.places.push(Place { sheet: headed.table.sheet.to_owned(), row: row.number });
            report.errors.extend(taken.errors);
            report.warnings.extend(taken.warnings);
        }
    }

    fn without(&self, done: &Registered) -> Vec<Form> {
        let good = |outcome: &Outcome| !outcome.stops();
        self.forms.iter().zip(&done.outcomes).filter(|(_, o)| good(o)).map(|(form, _)| form.clone()).collect()
    }
}

impl Batch {
    /// An error of a row in its place, the content masked if it is protected.
    fn error(&self, fields: &[&'static Field], at: usize, error: &FieldError) -> CellError {
        let Place { sheet, row } =
            self.places.get(at).cloned().unwrap_or_else(|| Place { sheet: String::new(), row: 0 });
        let field = fields.iter().find(|field| field.key == error.field);
        let typed = self.forms.get(at).and_then(|form| form.get(&error.field)).map_or("", String::as_str);
        let value = field.map_or_else(String::new, |field| field.masked(typed)).chars().take(60).collect();
        CellError { sheet, row, column: error.field.clone(), value, detail: error.detail.clone() }
    }
}

/// Brings what became of the rows into the report.
fn collect(fields: &[&'static Field], batch: &Batch, done: &Registered, report: &mut Report) {
    for (at, outcome) in done.outcomes.iter().enumerate() {
        match outcome {
            Outcome::New(..) | Outcome::Fresh => report.new += 1,
            Outcome::Known(..) => report.known += 1,
            Outcome::Same(_) => report.repeated += 1,
            Outcome::Wrong(errors) | Outcome::Contradicts(errors) => {
                report.errors.extend(errors.iter().map(|error| batch.error(fields, at, error)));
            }
        }
    }
    report.warnings.extend(done.warnings.iter().map(|(at, warning)| batch.error(fields, *at, warning)));
    report.errors.sort_by(|one, other| (&one.sheet, one.row).cmp(&(&other.sheet, other.row)));
}

/// Brings what else is wrong with rows that have a cell that cannot be read into the report: all at once, not one after the other.
fn rest(fields: &[&'static Field], broken: &Batch, done: &Registered, report: &mut Report) {
    for (at, outcome) in done.outcomes.iter().enumerate() {
        let (Outcome::Wrong(errors) | Outcome::Contradicts(errors)) = outcome else { continue };
        for error in errors.iter().map(|error| broken.error(fields, at, error)) {
            let named =
                |one: &&CellError| (&one.sheet, one.row, &one.column) == (&error.sheet, error.row, &error.column);
            if report.errors.iter().find(named).is_none() {
                report.errors.push(error);
            }
        }
    }
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
