//! What a kind says of itself beyond the fixed facts: its papers, its roster, whom it is spelled by, what else comes of it.

use kernel::form::{Form, Key};
use kernel::{Day, Permission};

use crate::Letter;

/// Settings that only some kinds have. The default is [`More::NONE`].
#[derive(Clone, Copy, Debug)]
pub struct More {
    /// The day that stands in where [`Info::day`] is empty: that of records that came in when it had happened already.
    pub day_else: Option<Key<Day>>,
    /// Why a record of this kind cannot be entered by hand, if a step of another kind makes it.
    pub made_by: Option<&'static str>,
    /// The fields with a number or code from another system that a search also finds, ignoring blanks and letter case. They are
    /// searched without an index, so this is for kinds with thousands of records, not hundreds of thousands.
    pub sought: &'static [&'static str],
    /// Whether every open record is somebody's task, even if no clock runs for it. Not for kinds with thousands of records that
    /// mostly need no work: of those, only records with a deadline are tasks.
    pub pursued: bool,
    /// The kinds that a record of this one often leads to: their names, and the texts of the buttons.
    pub leads_to: &'static [(&'static str, &'static str)],
    /// How users who may not read this kind open a record of it: the desk takes down a complaint, and the team handles it.
    pub opening: Option<Opening>,
    /// The prints of a record besides its bundle, as PDF or for Word: the last part of the address, and the name.
    pub prints: &'static [(&'static str, &'static str)],
    /// The letters that are written about a record, filled from a template and attached.
    pub letters: &'static [Letter],
    /// The record that is sent along with this one, if any; the bundle contains it too.
    pub encloses: Option<Enclosure>,
    /// The link fields whose target lists a record of this kind among its related records.
    pub shown_at: &'static [&'static str],
    /// Extra pages of each record: the last part of the address, and the text of the button.
    pub parts: &'static [(&'static str, &'static str)],
    /// Extra pages next to the list: the last part of the address, and the text of the button.
    pub beside: &'static [(&'static str, &'static str)],
    /// The column with the code of another office that may also see a record and take its steps.
    pub shared: Option<&'static str>,
    /// How its records are the roster of a record of another kind.
    pub roster: Option<Roster>,
    /// What brings records into the numerator of a share, so that a page says what was done and not that all is over.
    pub reached: &'static [Reached],
    /// The field by which people speak of a record that is about nobody; it stands where others have the person's name.
    pub subject: Option<&'static str>,
    /// The papers that a record needs, if the kind has a list of them.
    pub papers: Option<Papers>,
    /// The fields that are asked of somebody who waits at the desk: the form for a new record begins with them and with those that are
    /// required, the others stand below, folded. Empty to ask for all at once.
    pub brief: &'static [&'static str],
    /// The own fields with names that a register of records knows.
    pub spelled: &'static [Spelled],
    /// Whether a record stays somebody's task until a file is attached, also after it has ended. Its clocks name that by
    /// `bila = { isian = "berkas", isi = ["belum_ada"] }`.
    pub proven: bool,
    /// How exports of another system say that what a record is about was called off.
    pub called_off: Option<CalledOff>,
    /// Whether pictures that are attached may stand in what the office publishes, if somebody chooses them: they show what happened, and
    /// are nobody's papers. Never for a kind about a person.
    pub pictured: bool,
    /// What another record of the same person and day is called: whoever enters one is asked first, see [`Before`](crate::Before). Only for
    /// kinds about a person.
    pub once: Option<&'static str>,
}

/// The papers that the records of a kind need. All fields are the kind's own.
#[derive(Clone, Copy, Debug)]
pub struct Papers {
    /// The field of several words with those that are there.
    pub field: &'static str,
    /// The vocabulary of that field. [`Kind::offered`] says which of its words a record needs.
    pub words: &'static str,
    /// The vocabulary of those that only some records need.
    pub sometimes: Option<&'static str>,
    /// The fields with those that were asked for last, and with the day.
    pub asked: Option<(&'static str, &'static str)>,
    /// The step that notes which are there. Where the table refuses it, a file changes none of these fields either.
    pub step: &'static str,
}

/// How exports of another system say that something was called off: by a word in the column `status`.
#[derive(Clone, Copy, Debug)]
pub struct CalledOff {
    /// The day on which it was; that of the import, where the export does not say it.
    pub day: Key<Day>,
    /// The words, folded.
    pub words: &'static [&'static str],
}

/// What brings a fact of a measure into the numerator: the first of some days of the record.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    /// The measure.
    pub measure: &'static str,
    /// The fields with the days, and the word for what was done on each.
    pub by: &'static [(&'static str, &'static str)],
}

impl More {
    /// Nothing.
    pub const NONE: Self = Self {
        day_else: None,
        made_by: None,
        sought: &[],
        pursued: true,
        leads_to: &[],
        opening: None,
        prints: &[],
        letters: &[],
        encloses: None,
        shown_at: &[],
        parts: &[],
        beside: &[],
        shared: None,
        roster: None,
        reached: &[],
        subject: None,
        papers: None,
        brief: &[],
        spelled: &[],
        proven: false,
        called_off: None,
        pictured: false,
        once: None,
    };
}

/// How the records of a kind are the roster of a record of another: who is named for it, who came, and what came of it, entered for many
/// people at once. All fields are the kind's own.
#[derive(Clone, Copy, Debug)]
pub struct Roster {
    /// The link to the record whose roster it is, which has the name of that kind.
    pub of: &'static str,
    /// The field of that record and its word that say that people of this kind are named for it.
    pub when: (&'static str, &'static str),
    /// The status of that record, as stored, in which people may be named for it.
    pub open: &'static str,
    /// What a person's record takes over from it: the own field, and that record's. The first is the day.
    pub takes: &'static [(&'static str, &'static str)],
    /// Whether the person came.
    pub came: &'static str,
    /// Why not.
    pub absence: &'static str,
    /// The fields that are filled in of who came, in the order of the table.
    pub marks: &'static [&'static str],
    /// The one of them without which a result is not complete.
    pub result: &'static str,
    /// The one of them that is the day of the session, unless somebody says otherwise.
    pub day: Option<&'static str>,
    /// By whom people are sent, who is told of those that did not come.
    pub sender: Option<&'static str>,
    /// The fields that tell people apart beside their names.
    pub tells: &'static [&'static str],
}

impl Roster {
    /// What a record of a person begins with, where it comes from the record whose roster it is, shown as `form`.
    #[must_use]
    pub fn begins(&self, form: &Form) -> Form {
        let taken = |(own, theirs): &(&str, &str)| Some(((*own).to_owned(), form.get(*theirs)?.clone()));
        self.takes.iter().filter_map(taken).collect()
    }
}

/// A field that holds the name of a record of a register, as text.
#[derive(Clone, Copy, Debug)]
pub struct Spelled {
    /// The field.
    pub field: &'static str,
    /// The table of the register.
    pub table: &'static str,
    /// What the register is called.
    pub title: &'static str,
    /// Its column with the name.
    pub name: &'static str,
    /// Its column with other spellings, one a line.
    pub others: &'static str,
    /// The address of the page with the names that are not in it.
    pub unknown: &'static str,
}

/// How users who may not read a kind open a record of it, from a record that leads to it.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// The right that is needed.
    pub right: Permission,
    /// The values that the form starts with.
    pub filled: &'static [(&'static str, &'static str)],
    /// The field that begins with the person's name.
    pub named: &'static str,
}

/// A record that is sent along with one of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Enclosure {
    /// The link to it.
    pub field: &'static str,
    /// The statuses in which the receiving office reads it as its owner does, to decide whether to accept it.
    pub lent: &'static [&'static str],
}
