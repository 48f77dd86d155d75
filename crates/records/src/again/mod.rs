//! A file again: which of its rows stand already, what they say otherwise, and bringing the records to it where that is wanted. The
//! natural key of a kind says which rows are the same happening ([`Info::same`](crate::Info)).

mod called_off;
mod differ;
mod held;
mod judge;
mod numbered;
mod plain;
mod twice;
mod write;

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kernel::form::{Field, Form, Values};
use kernel::{CatatanId, Ctx, Day, FieldError, OrangId, Result, Tx};
use people::Choice;

use crate::enter::Draft;
use crate::spelled::{self, Looked};
use crate::{AnyKind, Info, Mode, Registry};
use held::Held;

pub(crate) use differ::FROM_FILE;

/// The key under which a row of a file says which record it is: a number, or `baru` for a happening of its own.
pub(crate) const NUMBER: &str = "nomor";

/// The key under which a row of a file says how what it is about stands.
pub(crate) const STATUS: &str = "status";

/// A row of a file.
#[derive(Clone)]
pub(crate) struct Row {
    /// What it says, by field; [`PERSON`](crate::register::PERSON) may be among it.
    pub form: Form,
    /// Which record it says it is.
    pub names: Names,
    /// The protected fields whose text is masked, as lists and exports show it. They are not in the form.
    pub masked: Vec<(&'static Field, String)>,
    /// What exports tell of a record beside its fields: `kantor`, `status`, `dibatalkan`.
    pub beside: Form,
}

/// Which record a row says it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Names {
    /// Nothing.
    #[default]
    Nothing,
    /// One of its own, whatever it looks like.
    New,
    /// The record with this number.
    Number(String),
}

/// What whoever imports a file agrees to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Consent {
    /// Records become what the file says, where it says otherwise.
    pub update: bool,
    /// Rows of the same happening and the same name are about the same person, where no number can be compared.
    pub namesakes: bool,
}

/// What became of a row.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// It is new.
    New,
    /// It stands already under this number; what the record has come to say otherwise since it was entered from such a row.
    Same(String, Vec<Altered>),
    /// It repeats an earlier row of the file.
    Repeats,
    /// It stands already, and the row says otherwise.
    Changed(String, Vec<Altered>),
    /// It is the same happening as another row of the file, which says otherwise; `sure` unless only the names agree.
    Clashes { with: usize, sure: bool },
    /// It has errors, or contradicts what stands.
    Wrong(Vec<FieldError>),
}

impl Verdict {
    /// Whether nothing of its file is written because of it.
    pub(crate) fn stops(&self) -> bool {
        matches!(self, Self::Clashes { .. } | Self::Wrong(_))
    }
}

/// A field of which a row says otherwise than the record, both texts masked where it is protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    /// Its label.
    pub label: &'static str,
    /// What stands.
    pub was: String,
    /// What the row says.
    pub is: String,
}

/// What became of the rows of a file.
pub(crate) struct Done {
    /// Of each row, in their order.
    pub verdicts: Vec<Verdict>,
    /// Remarks on rows, by their place.
    pub warnings: Vec<(usize, FieldError)>,
    /// Remarks on all of them together.
    pub remarks: Vec<String>,
    /// Whether anything was written.
    pub written: bool,
    /// The people whose data the verdicts show; the caller must log the read.
    pub met: Vec<OrangId>,
    /// Rows from which a record was entered as they are.
    entered: Vec<(usize, CatatanId)>,
    /// The days of those rows.
    days: BTreeSet<Day>,
}

impl Done {
    fn set(&mut self, at: usize, verdict: Verdict) {
        if let Some(place) = self.verdicts.get_mut(at) {
            *place = verdict;
        }
    }

    fn wrong(&mut self, at: usize, field: &str, detail: impl Into<String>) {
        self.set(at, Verdict::Wrong(vec![FieldError::new(field, detail)]));
    }

    fn is_open(&self, at: usize) -> bool {
        !self.verdicts.get(at).is_some_and(Verdict::stops)
    }
}

/// What a file is imported with.
#[derive(Clone, Copy)]
pub(crate) struct Again<'a> {
    pub kind: &'a dyn AnyKind,
    /// All kinds, since a person who is corrected has records of others.
    pub registry: &'a Registry,
    pub ctx: &'a Ctx,
    pub consent: Consent,
    /// Why, for the history of what is changed: it names the file.
    pub reason: &'a str,
}

/// The rows that are new.
struct Fresh {
    drafts: Vec<Draft>,
    /// Their people, where that is known already.
    plan: Option<people::Plan>,
}

/// A row that stands already.
struct Found {
    at: usize,
    held: Held,
    values: Values,
    choice: Choice,
    /// The person on file to whom its numbers lead.
    who: Option<OrangId>,
    /// The content key of a row that says everything; none where it names its record.
    key: Option<String>,
    /// Whether the record was entered from just this row.
    entered: bool,
    /// Whether the row says that it was called off, and not on which day.
    undated: bool,
    masked: Vec<(&'static Field, String)>,
}

/// What is to be done with a record that a row brings up to date.
struct Update {
    record: CatatanId,
    version: i64,
    changed: DateTime<Utc>,
    fields: Form,
    key: Option<String>,
    person: Option<(OrangId, Form)>,
}

/// The rows with the names as their register has them, and `today` as the day of those that were called off on an `undated` one.
fn brought<'a>(
    info: &Info,
    rows: &'a [Row],
    (looked, undated): (&Looked, &BTreeSet<usize>),
    today: Day,
) -> Cow<'a, [Row]> {
    if looked.is_empty() && undated.is_empty() {
        return Cow::Borrowed(rows);
    }
    let mut rows = rows.to_vec();
    for (at, row) in rows.iter_mut().enumerate() {
        looked.put(at, &mut row.form);
        if let Some(off) = info.more.called_off.filter(|_| undated.contains(&at)) {
            row.form.insert(off.day.name.to_owned(), today.to_string());
        }
    }
    Cow::Owned(rows)
}

impl Again<'_> {
    /// Imports rows in a transaction of their own. Rows that are new are entered, rows that stand already and say otherwise are shown,
    /// and written with consent. If any row is wrong, nothing is written.
    ///
    /// # Errors
    /// [`kernel::Problem::Forbidden`], or any database error.
    pub(crate) async fn bring(self, rows: &[Row], mode: Mode) -> Result<Done> {
        self.ctx.actor.require(self.kind.info().permission)?;
        let writes = mode != Mode::DryRun;
        // Alone where people may be corrected, as their records in other offices are too.
        let mut tx =
            if self.consent.update && writes { self.ctx.begin_alone().await? } else { self.ctx.begin().await? };
        let verdicts = vec![Verdict::New; rows.len()];
        let mut done = Done {
            verdicts,
            warnings: Vec::new(),
            remarks: Vec::new(),
            written: false,
            met: Vec::new(),
            entered: Vec::new(),
            days: BTreeSet::new(),
        };
        let forms: Vec<&Form> = rows.iter().map(|row| &row.form).collect();
        let looked = spelled::look(self.kind, self.ctx, &tx, (self.ctx.actor.office, &forms)).await?;
        let info = self.kind.info();
        let undated = called_off::undated(info, rows);
        let held = brought(info, rows, (&looked, &undated), self.ctx.today());
        let rows: &[Row] = &held;
        let (fresh, mut found) = self.plain(&tx, (rows, &looked, &undated), &mut done).await?;
        done.warnings.extend(looked.warnings);
        done.warnings.extend(undated.iter().filter_map(|at| Some((*at, called_off::told(info)?))));
        found.extend(self.numbered(&tx, rows, &mut done).await?);
        twice::same_record(rows, &found, &mut done);
        for one in &mut found {
            one.undated = undated.contains(&one.at);
            let revived = rows.get(one.at).and_then(|row| called_off::revived(info, row, &one.held));
            done.warnings.extend(revived.map(|error| (one.at, error)));
        }
        if !done.verdicts.iter().any(Verdict::stops) {
            let gone = called_off::gone(info, &tx, self.ctx.actor.office, (&found, &fresh.drafts, &done)).await?;
            done.remarks.extend(gone);
        }
        let updates = self.differing(&tx, found, &mut done).await?;
        if !writes || done.verdicts.iter().any(Verdict::stops) {
            return Ok(done);
        }
        self.write(&mut tx, (fresh, updates), &mut done).await?;
        tx.commit().await?;
        done.written = true;
        Ok(done)
    }

    /// The people on file of rows, and where there are any, the rows whose number contradicts its owner.
    async fn people(&self, tx: &Tx, drafts: &[Draft], done: &mut Done) -> Result<Option<people::Plan>> {
        if !self.kind.info().person {
            return Ok(None);
        }
        let rows: Vec<&Values> = drafts.iter().map(|draft| &draft.values).collect();
        let chosen: Vec<Choice> = drafts.iter().map(|draft| draft.person).collect();
        let mut plan = people::plan(tx, self.ctx, &rows, &chosen).await?;
        done.met.append(&mut plan.met);
        for contradiction in std::mem::take(&mut plan.contradictions) {
            if let Some(draft) = drafts.get(contradiction.at) {
                done.set(draft.at, Verdict::Wrong(contradiction.errors));
            }
        }
        Ok(Some(plan))
    }
}
