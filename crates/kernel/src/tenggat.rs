//! Clocks: deadlines by which something must be done with a record, counted from a day in the record.
//!
//! They are data (`config/referensi/tenggat.toml`), dated, because the rules of the day on which a record was registered apply
//! to it.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::Days;
use serde::Deserialize;

use crate::actor::Permission;
use crate::calendar::{Calendar, Certainty, LONGEST, Unit};
use crate::form::Form;
use crate::laid;
use crate::period::Day;
use crate::problem::Result;

mod laid_over;

pub use laid_over::Change;

/// A clock: in these states of a kind of record, this must be done within that span.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenggat {
    /// Its name. It may have several entries, one for each period of registration.
    #[serde(rename = "kode")]
    pub code: String,
    /// The kind of record.
    #[serde(rename = "jenis")]
    pub kind: String,
    /// The states in which it runs; none for all in which a record is open.
    #[serde(rename = "tahap", default)]
    pub stages: Vec<String>,
    /// How long, in `unit`; 0 calendar days for what hours count for: days are the smallest unit here, so it is due on the day on
    /// which the clock starts.
    pub n: u32,
    /// The unit of `n`.
    #[serde(rename = "satuan")]
    pub unit: Unit,
    /// The fields whose day starts it; if several are filled in, the latest day counts. If none is filled in, the clock does
    /// not run.
    #[serde(rename = "dari")]
    pub from: Vec<String>,
    /// The field with the due day itself, as somebody promised or ordered it. If it is filled in, it takes precedence over `n`.
    #[serde(rename = "hari")]
    pub day: Option<String>,
    /// What must be done by then, in plain Indonesian.
    #[serde(rename = "untuk")]
    pub purpose: String,
    /// The legal basis.
    #[serde(rename = "dasar_hukum", default)]
    pub basis: String,
    /// It applies to records registered on this day or later.
    #[serde(rename = "berlaku_sejak")]
    pub since: Day,
    /// It applies to records registered on this day or earlier; none if it has no end.
    #[serde(rename = "berlaku_sampai")]
    pub until: Option<Day>,
    /// How certain it is.
    pub status: Certainty,
    /// The states in which the clock is paused: nothing is due. Afterwards it is counted from its start days again.
    #[serde(rename = "jeda", default)]
    pub pauses: Vec<String>,
    /// The field with the code of the office that must act, if that is not the record's own.
    #[serde(rename = "kantor")]
    pub office: Option<String>,
    /// A condition on the record, if the clock does not run for all.
    #[serde(rename = "bila")]
    pub only: Option<Only>,
    /// So many days before its due day it is shown as a task; none for at once. Of several entries of a clock the newest says
    /// it for all.
    #[serde(rename = "tampil_sebelum")]
    pub lead: Option<u32>,
    /// Whose task it is while the record names no officer; none if it is anybody's of the office. Of several entries of a clock
    /// the newest says it for all.
    #[serde(rename = "hak")]
    pub holder: Option<Holder>,
}

/// Those whose task it is to take a step for which not everybody has the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Who gives telegrams to officers.
    Disposisi,
}

impl Holder {
    /// The right that they have.
    #[must_use]
    pub fn permission(self) -> Permission {
        match self {
            Self::Disposisi => Permission::Disposition,
        }
    }

    /// What the list says where an officer would be named.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Disposisi => "menunggu disposisi kepala",
        }
    }
}

/// A field that must contain one of these words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// The field.
    #[serde(rename = "isian")]
    pub field: String,
    /// The words.
    #[serde(rename = "isi")]
    pub words: Vec<String>,
}

impl Only {
    fn holds(&self, form: &Form) -> bool {
        form.get(&self.field).is_some_and(|word| self.words.contains(word))
    }
}

impl Tenggat {
    /// How long, in words: `15 hari kerja`.
    #[must_use]
    pub fn span(&self) -> String {
        if self.n == 0 {
            return "hari itu juga (hitungan jam)".to_owned();
        }
        format!("{} {}", self.n, self.unit.words())
    }

    /// The last due day whose tasks are shown on a day; none if tasks are shown at once.
    #[must_use]
    pub fn shown_until(&self, today: Day) -> Option<Day> {
        let lead = Days::new(self.lead?.into());
        Some(today.checked_add_days(lead).unwrap_or(today))
    }

    fn holds_for(&self, registered: Day) -> bool {
        self.since <= registered && self.until.is_none_or(|until| registered <= until)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let before = |one: &Self, two: &Self| one.until.is_some_and(|until| until < two.since);
        (&self.kind, &self.code) == (&other.kind, &other.code) && !before(self, other) && !before(other, self)
    }

    /// What is wrong with this entry by itself, if anything.
    fn wrong(&self) -> Option<&'static str> {
        let blank = |text: &str| text.trim().is_empty();
        let wrong = [
            (blank(&self.code), "isi kode."),
            (blank(&self.kind), "isi jenis."),
            (blank(&self.purpose), "isi untuk: apa yang harus selesai."),
            (blank(&self.basis), "isi dasar_hukum, juga untuk asumsi."),
            (self.from.is_empty(), "isi dari: isian yang memulai hitungan."),
            (self.n > LONGEST, "n harus antara 1 dan 3660."),
            (
                self.n == 0 && self.unit != Unit::Kalender,
                "n harus antara 1 dan 3660; 0 hanya dengan satuan kalender, untuk hari itu juga.",
            ),
            (self.lead.is_some_and(|days| days == 0 || days > LONGEST), "tampil_sebelum harus antara 1 dan 3660."),
            (self.until.is_some_and(|until| until < self.since), "berlaku_sampai mendahului berlaku_sejak."),
        ];
        wrong.into_iter().find(|(is_wrong, _)| *is_wrong).map(|(_, detail)| detail)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockFile {
    tenggat: Vec<Tenggat>,
}

/// All clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks(Vec<Tenggat>);

/// The record for which deadlines are computed.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The kind of record.
    pub kind: &'a str,
    /// Its state.
    pub status: &'a str,
    /// The field with the day of its registration.
    pub day: &'a str,
    /// Its fields; days as ISO.
    pub form: &'a Form,
}

impl Subject<'_> {
    fn day(&self, field: &str) -> Option<Day> {
        self.form.get(field)?.parse().ok()
    }
}

/// A running or paused clock of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// The clock.
    pub clock: &'a Tenggat,
    /// The day from which it is counted.
    pub from: Day,
    /// The last day on which it is in time; none while the clock is paused.
    pub due: Option<Day>,
}

impl Clocks {
    /// Reads clocks from TOML; `name` is the file name shown in errors.
    ///
    /// # Errors
    /// [`crate::Problem::Malformed`] with file, place and what is wrong: an unknown unit, a missing legal basis, two periods
    /// of one clock that overlap.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        Self::of(name, laid::parsed(name, text)?)
    }

    fn of(name: &str, file: ClockFile) -> Result<Self> {
        let clocks = file.tenggat;
        for (at, clock) in clocks.iter().enumerate() {
            let place = format!("butir ke-{} ({})", at + 1, clock.code);
            if let Some(wrong) = clock.wrong() {
                return Err(laid::refused(name, &format_args!("{place}: {wrong}")));
            }
            if let Some(earlier) = clocks.iter().take(at).position(|other| other.overlaps(clock)) {
                let detail =
                    format_args!("{place}: masa berlakunya bertumpang tindih dengan butir ke-{}.", earlier + 1);
                return Err(laid::refused(name, &detail));
            }
        }
        Ok(Self(clocks))
    }

    /// The clocks shipped with the program.
    ///
    /// # Errors
    /// As [`Clocks::parse`]; a test ensures that this does not happen.
    pub fn embedded() -> Result<Self> {
        Self::parse("config/referensi/tenggat.toml", include_str!("../../../config/referensi/tenggat.toml"))
    }

    /// The clocks shipped with the program. A `tenggat.toml` in `folder` replaces every clock that it names, with all its
    /// entries.
    ///
    /// # Errors
    /// As [`Clocks::parse`].
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let mut clocks = Self::embedded()?;
        if let Some((name, file)) = laid::read(folder, "tenggat.toml")? {
            let own = Self::of(&name, file)?;
            clocks.0.retain(|clock| !own.0.iter().any(|o| (&o.kind, &o.code) == (&clock.kind, &clock.code)));
            clocks.0.extend(own.0);
        }
        Ok(clocks)
    }

    /// All entries.
    #[must_use]
    pub fn all(&self) -> &[Tenggat] {
        &self.0
    }

    /// The kinds of record that have clocks.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<&str> {
        self.0.iter().map(|clock| clock.kind.as_str()).collect()
    }

    /// Whether a kind of record has clocks.
    #[must_use]
    pub fn has(&self, kind: &str) -> bool {
        self.0.iter().any(|clock| clock.kind == kind)
    }

    /// The newest entry of a kind's clock, by the name of the clock.
    #[must_use]
    pub fn find(&self, kind: &str, code: &str) -> Option<&Tenggat> {
        self.0.iter().filter(|clock| clock.kind == kind && clock.code == code).max_by_key(|clock| clock.since)
    }

    /// The newest entry of each clock of these kinds.
    pub fn latest(&self, kinds: &[&str]) -> impl Iterator<Item = &Tenggat> {
        let newest =
            move |clock: &Tenggat| self.find(&clock.kind, &clock.code).is_some_and(|one| one.since == clock.since);
        self.0.iter().filter(move |clock| kinds.contains(&clock.kind.as_str()) && newest(clock))
    }

    /// The clocks of an open record, the nearest due first, paused ones last. A record without its day of registration has
    /// none.
    #[must_use]
    pub fn deadlines(&self, calendar: &Calendar, subject: Subject<'_>) -> Vec<Deadline<'_>> {
        let Some(registered) = subject.day(subject.day) else { return Vec::new() };
        let among = |states: &[String]| states.iter().any(|state| state == subject.status);
        let deadline = |clock: &'_ Tenggat| {
            let from = clock.from.iter().filter_map(|field| subject.day(field)).max()?;
            let promise = clock.day.as_deref().and_then(|field| subject.day(field));
            let due = || promise.unwrap_or_else(|| calendar.add(from, clock.n, clock.unit));
            Some((from, (!among(&clock.pauses)).then(due)))
        };
        let mut deadlines: Vec<Deadline<'_>> = self
            .0
            .iter()
            .filter(|clock| clock.kind == subject.kind && clock.holds_for(registered))
            .filter(|clock| clock.only.as_ref().is_none_or(|only| only.holds(subject.form)))
            .filter(|clock| clock.stages.is_empty() || among(&clock.stages) || among(&clock.pauses))
            .filter_map(|clock| deadline(clock).map(|(from, due)| Deadline { clock, from, due }))
            .collect();
        deadlines.sort_by_key(|d| (d.due.is_none(), d.due, d.clock.code.clone()));
        deadlines
    }
}

#[cfg(test)]
mod tests;
