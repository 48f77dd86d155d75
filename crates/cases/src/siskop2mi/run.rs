//! Entering numbers: many at once, each row with what became of it.

use std::collections::HashMap;

use kernel::form::{Field, Form, parse};
use kernel::{CatatanId, Ctx, FieldError, Problem, Result};
use records::{Change, Mode, Row};

use super::{DAY, KEY, NUMBER, field, kind};

/// Why, in the history of each complaint.
const REASON: &str = "Nomor SISKOP2MI dicatat";
/// The most rows at once.
pub const MOST: usize = 2_000;

/// A row: our number, and theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The number of the complaint.
    pub number: String,
    /// The number in SISKOP2MI.
    pub siskop2mi: String,
    /// The day on which it got that number; today where it is empty.
    pub day: String,
    /// The code of its office; needed only where several of the actor's offices have the number.
    pub office: String,
    /// Where it stands, as the file counts: `5`, `lembar TW2, 5`.
    pub place: String,
    /// A cell that cannot be read: its field, and what to do.
    pub broken: Option<(&'static str, String)>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was entered.
    Entered,
    /// It can be entered, and was not, in a dry run.
    Ready,
    /// The complaint has this very number.
    Same,
    /// It cannot be entered.
    Wrong(FieldError),
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Entered, or ready to be.
    pub new: usize,
    /// Entered before.
    pub same: usize,
    /// Wrong.
    pub wrong: usize,
}

impl Tally {
    /// Counts outcomes.
    #[must_use]
    pub fn of(outcomes: &[Outcome]) -> Self {
        outcomes.iter().fold(Self::default(), |tally, outcome| match outcome {
            Outcome::Entered | Outcome::Ready => Self { new: tally.new + 1, ..tally },
            Outcome::Same => Self { same: tally.same + 1, ..tally },
            Outcome::Wrong(_) => Self { wrong: tally.wrong + 1, ..tally },
        })
    }
}

/// What is known of the numbers in a batch.
struct Known {
    /// Complaints by their own number, one for each office that has it.
    own: HashMap<String, Vec<Row>>,
    /// The complaints that hold a number of SISKOP2MI, and those that an earlier row gives it to: id and number.
    held: HashMap<String, (CatatanId, String)>,
}

/// Enters rows, each for itself: a wrong one does not stand in the way of the others. The same rows again change nothing.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Malformed`] for more than [`MOST`] rows; what the database says.
pub async fn run(ctx: &Ctx, entries: &[Entry], mode: Mode) -> Result<Vec<Outcome>> {
    ctx.actor.require(kind().info().permission)?;
    if entries.len() > MOST {
        let refusal = "Lebih dari 2.000 baris. Bagi menjadi beberapa berkas, lalu kirim satu per satu.";
        return Err(Problem::Malformed(refusal.to_owned()));
    }
    let mut known = look_up(ctx, entries).await?;
    let mut outcomes = Vec::with_capacity(entries.len());
    for entry in entries {
        let outcome = match one(ctx, &known, entry) {
            Err(error) => Outcome::Wrong(error),
            Ok(None) => Outcome::Same,
            Ok(Some((row, form))) => {
                let (id, version) = (row.head.id, row.head.version);
                let number = form.get(NUMBER).cloned().unwrap_or_default();
                let holder = row.head.number.clone();
                let outcome = if mode == Mode::DryRun { Outcome::Ready } else { write(ctx, id, version, form).await? };
                if !matches!(outcome, Outcome::Wrong(_)) {
                    known.held.insert(number, (id, holder));
                }
                outcome
            }
        };
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

async fn look_up(ctx: &Ctx, entries: &[Entry]) -> Result<Known> {
    let own: Vec<String> = entries.iter().map(|entry| plain(&entry.number)).collect();
    let theirs: Vec<String> = entries.iter().map(|entry| entry.siskop2mi.trim().to_owned()).collect();
    let mut known = Known { own: HashMap::new(), held: HashMap::new() };
    for row in kind().by_numbers(ctx, &own, &[]).await? {
        known.own.entry(row.head.number.clone()).or_default().push(row);
    }
    for row in kind().by_numbers(ctx, &[], &theirs).await? {
        if let Some(number) = row.form.get(NUMBER).filter(|_| row.head.withdrawn.is_none()) {
            known.held.insert(number.clone(), (row.head.id, row.head.number.clone()));
        }
    }
    Ok(known)
}

fn plain(number: &str) -> String {
    number.trim().to_uppercase()
}

/// The complaint of a row with the fields to change; none where it says so already.
fn one<'a>(ctx: &Ctx, known: &'a Known, entry: &Entry) -> Result<Option<(&'a Row, Form)>, FieldError> {
    if let Some((field, detail)) = &entry.broken {
        return Err(FieldError::new(*field, detail.clone()));
    }
    let row = complaint(ctx, known, entry)?;
    let typed = typed(ctx, &entry.siskop2mi, &entry.day)?;
    let number = typed.get(NUMBER).map_or("", String::as_str);
    match row.form.get(NUMBER) {
        Some(held) if held == number => return Ok(None),
        Some(held) => {
            return Err(FieldError::new(
                NUMBER,
                format!("{} sudah bernomor {held}. Bila salah, ubah di catatan itu.", row.head.number),
            ));
        }
        None => {}
    }
    if row.head.withdrawn.is_some() {
        return Err(FieldError::new("nomor", format!("{} sudah dibatalkan.", row.head.number)));
    }
    refuse_held(known.held.get(number), row.head.id)?;
    Ok(Some((row, typed)))
}

fn refuse_held(held: Option<&(CatatanId, String)>, id: CatatanId) -> Result<(), FieldError> {
    match held {
        Some((other, holder)) if *other != id => {
            Err(FieldError::new(NUMBER, format!("Nomor ini sudah dipakai {holder}. Periksa nomornya.")))
        }
        _ => Ok(()),
    }
}

fn complaint<'a>(ctx: &Ctx, known: &'a Known, entry: &Entry) -> Result<&'a Row, FieldError> {
    let number = plain(&entry.number);
    let missing = || FieldError::new("nomor", format!("Nomor {number} tidak ada di kantor Anda."));
    let rows = known.own.get(&number).ok_or_else(missing)?;
    let office = entry.office.trim();
    let wanted = |row: &&Row| {
        office.is_empty() || ctx.house.offices.by_code(office).is_some_and(|office| office.id == row.head.office)
    };
    let mut fitting = rows.iter().filter(wanted);
    match (fitting.next(), fitting.next()) {
        (Some(row), None) => Ok(row),
        (None, _) => Err(missing()),
        _ => Err(FieldError::new(
            "kantor",
            format!(
                "Nomor {number} ada di beberapa kantor Anda. Isi kolom kantor dengan kodenya, misalnya P4MI-SOETTA."
            ),
        )),
    }
}

/// The two fields as they are stored; the day is today where none is given.
fn typed(ctx: &Ctx, number: &str, day: &str) -> Result<Form, FieldError> {
    let fields: Vec<Field> =
        [NUMBER, DAY].into_iter().filter_map(field).map(|f| Field { required: true, ..*f }).collect();
    let today = ctx.today().to_string();
    let day = if day.trim().is_empty() { today.as_str() } else { day };
    let form = Form::from([(NUMBER.to_owned(), number.trim().to_owned()), (DAY.to_owned(), day.to_owned())]);
    let parsed = parse(&fields.iter().collect::<Vec<_>>(), &form, &ctx.house.reference, ctx.today());
    let first = |errors: Vec<FieldError>| {
        errors.into_iter().next().unwrap_or_else(|| FieldError::new(NUMBER, "Tulis nomornya."))
    };
    let values = parsed.map_err(first)?.values;
    let day = values.get(KEY.siskop2mi_pada).map(|day| day.to_string()).unwrap_or_default();
    Ok(Form::from([(NUMBER.to_owned(), values.get(KEY.nomor_siskop2mi).unwrap_or_default()), (DAY.to_owned(), day)]))
}

async fn write(ctx: &Ctx, id: CatatanId, version: i64, form: Form) -> Result<Outcome> {
    let change = Change { id, version: Some(version), reason: REASON.to_owned(), happened: None };
    Ok(match kind().edit(ctx, change, form).await {
        Ok(()) => Outcome::Entered,
        Err(Problem::Invalid(errors)) => {
            let first = errors.into_iter().next();
            Outcome::Wrong(first.unwrap_or_else(|| FieldError::new(NUMBER, "Isian belum benar.")))
        }
        Err(problem @ (Problem::Duplicate(_) | Problem::Stale | Problem::Refused { .. } | Problem::NotFound)) => {
            Outcome::Wrong(FieldError::new(NUMBER, problem.to_string()))
        }
        Err(other) => return Err(other),
    })
}

/// Enters the number of one complaint in the version that was seen.
///
/// # Errors
/// As [`run`].
pub async fn enter(ctx: &Ctx, id: CatatanId, version: i64, number: &str, day: &str) -> Result<Outcome> {
    ctx.actor.require(kind().info().permission)?;
    let form = match typed(ctx, number, day) {
        Ok(form) => form,
        Err(error) => return Ok(Outcome::Wrong(error)),
    };
    let number = form.get(NUMBER).cloned().unwrap_or_default();
    for row in kind().by_numbers(ctx, &[], &[number]).await?.iter().filter(|row| row.head.withdrawn.is_none()) {
        let held = (row.head.id, row.head.number.clone());
        if row.head.id == id {
            return Ok(Outcome::Same);
        }
        if let Err(error) = refuse_held(Some(&held), id) {
            return Ok(Outcome::Wrong(error));
        }
    }
    write(ctx, id, version, form).await
}
