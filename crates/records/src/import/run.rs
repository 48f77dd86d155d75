//! Running an import.

use kernel::access::{Read, log};
use kernel::form::Field;
use kernel::{Ctx, FieldError, Problem, Result, vault};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::columns::{self, Headed};
use super::{Limits, MAX_ROWS, WHOLE, cells, dates, read, rows};
use crate::again::{Again, Altered, Consent, Done, FROM_FILE, NUMBER, Row, Verdict};
use crate::{AnyKind, Mode, Registry};

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

impl CellError {
    /// Where it stands: `lembar TW2, baris 5`.
    #[must_use]
    pub fn place(&self) -> String {
        Place { sheet: self.sheet.clone(), row: self.row }.to_string()
    }
}

/// A row that stands already and says otherwise than its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where the row stands.
    pub place: Place,
    /// The record's number.
    pub number: String,
    /// What differs, masked where it is protected.
    pub fields: Vec<Altered>,
}

/// The result of an import.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many rows it has.
    pub rows: usize,
    /// How many records are new, or would be.
    pub new: usize,
    /// How many existed already, and are the same.
    pub known: usize,
    /// The rows that stand already and say otherwise. They are written with [`Consent::update`] only.
    pub changed: Vec<Changed>,
    /// How many records were changed.
    pub updated: usize,
    /// The rows from which records were entered that say otherwise by now. They are left as they are.
    pub since: Vec<Changed>,
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

/// Imports a file in one transaction. Rows that stand already and say otherwise are shown and not written.
///
/// # Errors
/// [`Problem::Malformed`] when the file as a whole cannot be used; bad rows are no error and are listed in the report.
pub async fn run(
    ctx: &Ctx,
    kind: &'static dyn AnyKind,
    request: Request<'_>,
    progress: &(dyn Fn(Stage) + Sync),
) -> Result<Report> {
    run_with(&Registry::new(Vec::new()), ctx, kind, (request, Consent::default()), progress).await
}

/// As [`run`], with what whoever imports has agreed to; `registry` has all kinds, since a person may be corrected.
///
/// # Errors
/// As [`run`]; [`Problem::Stale`] where somebody changed a record at this moment.
pub async fn run_with(
    registry: &Registry,
    ctx: &Ctx,
    kind: &'static dyn AnyKind,
    (request, consent): (Request<'_>, Consent),
    progress: &(dyn Fn(Stage) + Sync),
) -> Result<Report> {
    ctx.actor.require(kind.info().permission)?;
    if let Some(why) = kind.info().more.made_by {
        return Err(Problem::Malformed(why.to_owned()));
    }
    let paper = read(request.bytes, WHOLE)?;
    let (tables, remarks) = columns::tables(&paper, &|heads| rows::fields(kind, heads))?;
    let rows = tables.iter().map(|headed| headed.table.rows.len()).sum();
    if rows > MAX_ROWS {
        return Err(Problem::Malformed(baca::Unfit::ManyRows.words("Berkas ini", Limits { rows: MAX_ROWS, ..WHOLE })));
    }
    progress(Stage::Checking(rows));
    let mut report = Report { rows, remarks, ..Report::default() };
    for head in tables.iter().flat_map(|headed| &headed.columns.unknown) {
        if !report.unknown.contains(head) {
            report.unknown.push(head.clone());
        }
    }
    let (mut batch, mut broken) = (Batch::default(), Batch::default());
    for headed in &tables {
        batch.take((kind, headed), &mut broken, &mut report);
    }
    let fingerprint = vault::fingerprint(request.bytes);
    report.seen = book::seen(ctx, kind.info().name, &fingerprint).await?;
    let reason = reason(request.name);
    let again = Again { kind, registry, ctx, consent, reason: &reason };
    let mode = if report.errors.is_empty() || request.skip_bad { request.mode } else { Mode::DryRun };
    let mut done = again.bring(&batch.rows, mode).await?;
    let mut first = std::mem::take(&mut done.met);
    let fields: Vec<&'static Field> =
        tables.iter().flat_map(|headed| headed.columns.fields.iter().flatten().copied()).collect();
    if !broken.rows.is_empty() {
        let looked = again.bring(&broken.rows, Mode::DryRun).await?;
        rest(&fields, &broken, &looked, &mut report);
        first.extend(looked.met);
    }
    collect(&fields, &batch, &done, &mut report);
    let good: Vec<Row> =
        batch.rows.into_iter().zip(&done.verdicts).filter(|(_, v)| !v.stops()).map(|(row, _)| row).collect();
    if request.skip_bad && !done.written && request.mode == Mode::Write && !good.is_empty() {
        done = again.bring(&good, Mode::Write).await?;
    }
    report.written = done.written;
    if report.written {
        report.updated = if consent.update { report.changed.len() } else { 0 };
        book::enter(ctx, kind.info().name, request.name, fingerprint, &report).await?;
    }
    // The report shows what is on file of them. Unless that can be logged, it is not given.
    let met: Vec<_> =
        first.into_iter().chain(done.met).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    log(ctx, Read { action: "cocokkan", kind: kind.info().name, revealed: false }, met).await?;
    progress(Stage::Done);
    Ok(report)
}

/// The reason of a change, which names the file.
fn reason(name: &str) -> String {
    let name: String = name.chars().filter(|one| !one.is_control()).take(200).collect();
    format!("{FROM_FILE} {name}.")
}

/// The rows that could be turned into forms.
#[derive(Default)]
struct Batch {
    rows: Vec<Row>,
    places: Vec<Place>,
}

/// Where a row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The sheet, where the file has several.
    pub sheet: String,
    /// The row number in the file.
    pub row: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.sheet.is_empty() {
            write!(f, "lembar {}, ", self.sheet)?;
        }
        write!(f, "baris {}", self.row)
    }
}

impl Batch {
    /// Takes the rows of a table. Those with a cell that cannot be read go to the broken ones, and are looked at without it.
    fn take(&mut self, (kind, headed): (&dyn AnyKind, &Headed<'_>), broken: &mut Self, report: &mut Report) {
        let (days, mut counted) = (dates::settle(headed, report), false);
        for row in &headed.table.rows {
            let taken = cells::take(headed, row, &days);
            let into = if taken.broken { &mut *broken } else { &mut *self };
            let (whole, counts) = rows::row(kind, &headed.columns, taken.form);
            counted |= counts;
            into.rows.push(whole);
            into.places.push(Place { sheet: headed.table.sheet.to_owned(), row: row.number });
            report.errors.extend(taken.errors);
            report.warnings.extend(taken.warnings);
        }
        if counted {
            report.unknown.push("Nomor (hanya nomor urut)".to_owned());
        }
    }

    fn place(&self, at: usize) -> Place {
        self.places.get(at).cloned().unwrap_or_default()
    }

    /// An error of a row in its place, the content masked if it is protected.
    fn error(&self, fields: &[&'static Field], at: usize, error: &FieldError) -> CellError {
        let Place { sheet, row } = self.place(at);
        let field = fields.iter().find(|field| field.key == error.field);
        let typed = self.rows.get(at).and_then(|row| row.form.get(&error.field)).map_or("", String::as_str);
        let value = field.map_or_else(String::new, |field| field.masked(typed)).chars().take(60).collect();
        CellError { sheet, row, column: error.field.clone(), value, detail: error.detail.clone() }
    }
}

/// Brings what became of the rows into the report.
fn collect(fields: &[&'static Field], batch: &Batch, done: &Done, report: &mut Report) {
    let changed = |at: usize, number: &String, fields: &Vec<Altered>| Changed {
        place: batch.place(at),
        number: number.clone(),
        fields: fields.clone(),
    };
    let mut repeats = Vec::new();
    for (at, verdict) in done.verdicts.iter().enumerate() {
        match verdict {
            Verdict::New => report.new += 1,
            Verdict::Same(number, since) => {
                report.known += 1;
                report.since.extend((!since.is_empty()).then(|| changed(at, number, since)));
            }
            Verdict::Changed(number, fields) => report.changed.push(changed(at, number, fields)),
            Verdict::Repeats => {
                report.repeated += 1;
                repeats.push(batch.place(at));
            }
            Verdict::Clashes { with, sure } => {
                let error = FieldError::new(NUMBER, clashes(&batch.place(*with), *sure));
                report.errors.push(batch.error(fields, at, &error));
            }
            Verdict::Wrong(errors) => report.errors.extend(errors.iter().map(|error| batch.error(fields, at, error))),
        }
    }
    report.warnings.extend(done.warnings.iter().map(|(at, warning)| batch.error(fields, *at, warning)));
    report.remarks.extend(repeated(&repeats));
    report.errors.sort_by(|one, other| (&one.sheet, one.row).cmp(&(&other.sheet, other.row)));
}

/// Brings what else is wrong with rows that have a cell that cannot be read into the report: all at once, not one after the other.
fn rest(fields: &[&'static Field], broken: &Batch, done: &Done, report: &mut Report) {
    for (at, verdict) in done.verdicts.iter().enumerate() {
        let Verdict::Wrong(errors) = verdict else { continue };
        for error in errors.iter().map(|error| broken.error(fields, at, error)) {
            let named =
                |one: &&CellError| (&one.sheet, one.row, &one.column) == (&error.sheet, error.row, &error.column);
            if report.errors.iter().find(named).is_none() {
                report.errors.push(error);
            }
        }
    }
}

/// What is said of rows that repeat others: they are counted once, and two people may have the same row.
fn repeated(places: &[Place]) -> Option<String> {
    let some: Vec<String> = places.iter().take(20).map(ToString::to_string).collect();
    let more = if places.len() > some.len() { " dan lainnya" } else { "" };
    (!some.is_empty()).then(|| {
        format!(
            "Sama persis dengan baris lain di berkas ini, jadi tidak dicatat lagi: {}{more}. Bila orang atau kejadiannya lain, bedakan \
             isinya, misalnya di keterangan.",
            some.join("; ")
        )
    })
}

/// What is said of a row that is the same happening as another, and says otherwise.
fn clashes(with: &Place, sure: bool) -> String {
    if sure {
        return format!(
            "Kejadian yang sama dengan {with}, tetapi isinya lain. Sisakan yang benar. Memang dua kejadian: tulis baru di kolom \
             nomor."
        );
    }
    format!(
        "Nama dan kejadiannya sama dengan {with}, tetapi isinya lain. Orangnya sama: sisakan yang benar. Dua orang: tulis baru di \
         kolom orang_id pada kedua baris."
    )
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
        let known = report.known + report.changed.len();
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
            sudah_ada: count(known),
            pelaku: Set(ctx.actor.name.clone()),
            pada: Set(tx.at),
        };
        Entity::insert(row).exec_without_returning(&*tx).await?;
        tx.commit().await
    }
}
