//! Steps: the work on a record, as opposed to correcting it.
//!
//! A kind defines which steps there are ([`Kind::STEPS`](crate::Kind::STEPS)), in which state each may be taken and where it
//! leads ([`Verbs::cell`](crate::Verbs::cell)), and how it changes the record ([`Kind::step`](crate::Kind::step)). The rest is
//! the same for all kinds.

use kernel::form::{Field, FieldKind, Key, Values};
use kernel::{Day, FieldError, Permission, Result};

use crate::head::Record;
use crate::stored::{Stored, typed};

/// A step of the work on a record of a kind.
#[derive(Debug)]
pub struct Step {
    /// Its name in addresses: the word of its verb.
    pub name: &'static str,
    /// What its button says.
    pub title: &'static str,
    /// What it does and when it is right, in one sentence.
    pub hint: &'static str,
    /// The fields of its form. A field `tanggal` is the day on which it happened; the default is today.
    pub fields: &'static [Field],
    /// How the reason is asked for: [`REASON`](crate::REASON), [`REMARK`] or a field of the same key.
    pub reason: Field,
    /// The text in the history if no reason is given.
    pub done: &'static str,
    /// The right that it needs in addition to the kind's own.
    pub right: Option<Permission>,
    /// How much it stands out among the steps that a record allows.
    pub weight: Weight,
}

impl Step {
    /// The step that adds a note to a record, as all kinds with steps offer it; `name` is the word of its verb.
    #[must_use]
    pub const fn note(name: &'static str) -> Self {
        Self {
            name,
            title: "Tambah catatan",
            hint: "Apa pun yang perlu diketahui orang berikutnya.",
            fields: &[],
            reason: NOTE,
            done: "Catatan.",
            right: None,
            weight: Weight::Beside,
        }
    }

    /// The step that gives a record to an officer; `name` is the word of its verb. The kind says which field the officer stands in.
    #[must_use]
    pub const fn assign(name: &'static str) -> Self {
        Self {
            name,
            title: "Tugaskan",
            hint: "Beri kepada satu petugas, atau alihkan dari petugas lain.",
            fields: &[],
            reason: REMARK,
            done: "Ditugaskan.",
            right: None,
            weight: Weight::Beside,
        }
    }

    /// All fields of its form, the reason last.
    #[must_use]
    pub fn asks(&'static self) -> Vec<&'static Field> {
        self.fields.iter().chain([&self.reason]).collect()
    }
}

/// How prominent a step is. A page emphasises the first allowed step that is `Onward`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Leads the work on.
    Onward,
    /// Leads somewhere else: aside, back or to an early end.
    Other,
    /// Leaves the state as it is: notes, contacts, who works on it.
    Beside,
}

/// The key of [`DAY`].
pub const TANGGAL: Key<Day> = Key::new("tanggal");

/// The field that says when a step happened.
pub const DAY: Field =
    Field::new(TANGGAL, "Tanggal", FieldKind::Day).required().help("Hari hal ini terjadi, bukan hari diketik.");

/// The key of every reason, whatever its label.
pub const ALASAN: Key<String> = Key::new("alasan");

/// A reason that may be left out.
pub const REMARK: Field =
    Field::new(ALASAN, "Keterangan", FieldKind::Text(300)).help("Tercatat di riwayat bersama nama Anda.");

/// The text of a note, in the words of somebody who was there. A step with this field is a note.
pub const NOTE: Field = Field::new(ALASAN, "Isi catatan", FieldKind::Long)
    .required()
    .help("Apa yang terjadi atau dikatakan. Tercatat di riwayat bersama nama Anda, dan tidak dapat dihapus.");

/// Refuses a day of a step before the one on which the record reached its stage; where there is none, any day will do.
///
/// # Errors
/// [`kernel::Problem::Invalid`] at `tanggal`.
pub fn not_earlier(day: Day, reached: Option<Day>) -> Result<()> {
    match reached.filter(|reached| day < *reached) {
        Some(reached) => {
            let reached = kernel::period::written(reached);
            Err(FieldError::new(TANGGAL, format!("Tidak mungkin sebelum tahap sebelumnya ({reached}).")).into())
        }
        None => Ok(()),
    }
}

/// A record before and after an action.
pub struct Deed<'a, R: ?Sized> {
    /// The record before; none when it is new.
    pub old: Option<&'a R>,
    /// The record after.
    pub new: &'a R,
    /// Why.
    pub reason: &'a str,
    /// The step that was taken, with what was filled in; none if the record was entered, corrected or changed otherwise.
    pub taken: Option<Taken<'a>>,
}

impl<'a> Deed<'a, dyn Stored> {
    /// The same with the rows as their concrete type.
    ///
    /// # Errors
    /// [`kernel::Problem::Internal`] for rows of another kind.
    pub(crate) fn typed<R: Record>(&self) -> Result<Deed<'a, R>> {
        let old = self.old.map(typed).transpose()?;
        Ok(Deed { old, new: typed(self.new)?, reason: self.reason, taken: self.taken })
    }
}

impl<R: Record> Deed<'_, R> {
    /// Whether the record was withdrawn by this.
    #[must_use]
    pub fn withdrawn(&self) -> bool {
        self.new.head().withdrawn.is_some() && self.old.is_some_and(|old| old.head().withdrawn.is_none())
    }

    /// Whether it was restored by this.
    #[must_use]
    pub fn restored(&self) -> bool {
        self.new.head().withdrawn.is_none() && self.old.is_some_and(|old| old.head().withdrawn.is_some())
    }
}

/// A step that was taken.
#[derive(Clone, Copy)]
pub struct Taken<'a> {
    /// Its name.
    pub step: &'static str,
    /// What was filled in.
    pub values: &'a Values,
}
