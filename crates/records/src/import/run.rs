//! Running an import.

use kernel::access::{Read, log};
use kernel::form::{Field, Form};
use kernel::{Ctx, Problem, Result, vault};

use super::batch::{Batch, collect, rest};
use super::report::{Heads, Place, Report, Stage};
use super::{Grid, Limits, MAX_ROWS, WHOLE, book, columns, lines, read, rows};
use crate::again::{Again, Consent, FROM_FILE, Names, Row};
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

/// A table that was keyed or pasted, with what was said beside it.
pub struct Sent<'a> {
    /// Its rows.
    pub grid: &'a Grid,
    /// What fills fields that a row leaves empty.
    pub given: &'a Form,
    /// Whether to write.
    pub mode: Mode,
    /// Whether to write the good rows where there are bad ones.
    pub skip_bad: bool,
}

/// What is told beside what a file leaves out, where rows were refused.
const BUT_REFUSED: &str = "Baris yang ditolak tidak ikut dibandingkan, jadi catatannya dapat termasuk di sini.";

/// How what is not a file is called in the log of imports and in histories.
const TABLE: &str = "tabel";

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
    may(ctx, kind)?;
    let paper = read(request.bytes, WHOLE)?;
    let gathered = gather(kind, &paper, &Form::new())?;
    progress(Stage::Checking(gathered.report.rows));
    let Request { name, bytes, mode, skip_bad } = request;
    let origin = Origin { name, fingerprint: vault::fingerprint(bytes), mode, skip_bad };
    let report = bring(registry, ctx, kind, gathered, (origin, consent)).await?;
    progress(Stage::Done);
    Ok(report)
}

/// The same of a table that was keyed or pasted.
///
/// # Errors
/// As [`run_with`].
pub async fn run_grid(
    registry: &Registry,
    ctx: &Ctx,
    kind: &'static dyn AnyKind,
    (sent, consent): (Sent<'_>, Consent),
) -> Result<Report> {
    may(ctx, kind)?;
    let paper = sent.grid.paper();
    let gathered = gather(kind, &paper, sent.given)?;
    let fingerprint = vault::fingerprint(lines(&sent.grid.rows).as_bytes());
    let origin = Origin { name: TABLE, fingerprint, mode: sent.mode, skip_bad: sent.skip_bad };
    bring(registry, ctx, kind, gathered, (origin, consent)).await
}

/// The same of forms that a program sends, each for a record.
///
/// # Errors
/// As [`run_with`].
pub async fn run_forms(
    registry: &Registry,
    ctx: &Ctx,
    kind: &'static dyn AnyKind,
    forms: Vec<Form>,
    (mode, skip_bad, consent): (Mode, bool, Consent),
) -> Result<Report> {
    may(ctx, kind)?;
    limited(forms.len())?;
    let text = serde_json::to_vec(&forms).map_err(Problem::internal)?;
    let places = (1..=forms.len()).map(|row| Place { sheet: String::new(), row }).collect();
    let row = |form| Row { form, names: Names::Nothing, masked: Vec::new(), beside: Form::new() };
    let report = Report { rows: forms.len(), ..Report::default() };
    let batch = Batch { rows: forms.into_iter().map(row).collect(), places };
    let gathered = Gathered { batch, broken: Batch::default(), fields: kind.fields(), report };
    let origin = Origin { name: TABLE, fingerprint: vault::fingerprint(&text), mode, skip_bad };
    bring(registry, ctx, kind, gathered, (origin, consent)).await
}

/// Refuses whoever may not write the kind, and kinds that only a step of another makes.
fn may(ctx: &Ctx, kind: &dyn AnyKind) -> Result<()> {
    ctx.actor.require(kind.info().permission)?;
    match kind.info().more.made_by {
        Some(why) => Err(Problem::Malformed(why.to_owned())),
        None => Ok(()),
    }
}

fn limited(rows: usize) -> Result<()> {
    if rows <= MAX_ROWS {
        return Ok(());
    }
    Err(Problem::Malformed(baca::Unfit::ManyRows.words("Berkas ini", Limits { rows: MAX_ROWS, ..WHOLE })))
}

/// Where rows come from, and what is to become of them.
struct Origin<'a> {
    name: &'a str,
    fingerprint: String,
    mode: Mode,
    skip_bad: bool,
}

/// Rows that were read: those that can be recorded, those that cannot, and the fields that they speak of.
struct Gathered {
    batch: Batch,
    broken: Batch,
    fields: Vec<&'static Field>,
    report: Report,
}

/// Reads the tables of a paper.
fn gather(kind: &'static dyn AnyKind, paper: &baca::Paper, given: &Form) -> Result<Gathered> {
    let (tables, remarks) = columns::tables(paper, given, &|heads| rows::fields(kind, heads))?;
    let count = tables.iter().map(|headed| headed.table.rows.len()).sum();
    limited(count)?;
    let mut report = Report { rows: count, remarks, ..Report::default() };
    for head in tables.iter().flat_map(|headed| &headed.columns.unknown) {
        if !report.unknown.contains(head) {
            report.unknown.push(head.clone());
        }
    }
    let (mut batch, mut broken) = (Batch::default(), Batch::default());
    for headed in &tables {
        let fields = headed.columns.fields.iter().map(|field| field.map(|field| field.key));
        report.heads.push(Heads {
            place: Place { sheet: headed.table.sheet.to_owned(), row: headed.table.head },
            columns: headed.table.heads.iter().cloned().zip(fields).collect(),
        });
        batch.take((kind, headed, given), &mut broken, &mut report);
    }
    let named = tables.iter().flat_map(|headed| headed.columns.fields.iter().flatten().copied());
    let all = kind.fields().into_iter().filter(|field| given.contains_key(field.key));
    Ok(Gathered { fields: named.chain(all).collect(), batch, broken, report })
}

/// Has the rows written, or looked at.
async fn bring(
    registry: &Registry,
    ctx: &Ctx,
    kind: &'static dyn AnyKind,
    gathered: Gathered,
    (origin, consent): (Origin<'_>, Consent),
) -> Result<Report> {
    let Gathered { batch, broken, fields, mut report } = gathered;
    report.seen = book::seen(ctx, kind.info().name, &origin.fingerprint).await?;
    let reason = reason(origin.name);
    let again = Again { kind, registry, ctx, consent, reason: &reason };
    let mode = if report.errors.is_empty() || origin.skip_bad { origin.mode } else { Mode::DryRun };
    let mut done = again.bring(&batch.rows, mode).await?;
    let mut first = std::mem::take(&mut done.met);
    if !broken.rows.is_empty() {
        let looked = again.bring(&broken.rows, Mode::DryRun).await?;
        rest(&fields, &broken, &looked, &mut report);
        first.extend(looked.met);
    }
    collect(&fields, &batch, &done, &mut report);
    // A row that could not be read may be about a record that seems to be left out.
    let whole = broken.rows.is_empty();
    report.remarks.extend(done.remarks.drain(..).filter(|_| whole));
    let good: Vec<Row> =
        batch.rows.into_iter().zip(&done.verdicts).filter(|(_, v)| !v.stops()).map(|(row, _)| row).collect();
    if origin.skip_bad && !done.written && origin.mode == Mode::Write && !good.is_empty() {
        done = again.bring(&good, Mode::Write).await?;
        report.remarks.extend(done.remarks.drain(..).filter(|_| whole).map(|remark| format!("{remark} {BUT_REFUSED}")));
    }
    report.written = done.written;
    if report.written {
        report.updated = if consent.update { report.changed.len() } else { 0 };
        book::enter(ctx, kind.info().name, origin.name, origin.fingerprint, &report).await?;
    }
    // The report shows what is on file of them. Unless that can be logged, it is not given.
    let met: Vec<_> =
        first.into_iter().chain(done.met).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    log(ctx, Read { action: "cocokkan", kind: kind.info().name, revealed: false }, met).await?;
    Ok(report)
}

/// The reason of a change, which names the file.
fn reason(name: &str) -> String {
    let name: String = name.chars().filter(|one| !one.is_control()).take(200).collect();
    format!("{FROM_FILE} {name}.")
}
