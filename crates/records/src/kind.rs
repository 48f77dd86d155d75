//! How a slice defines a kind of record.

use futures_util::future::{BoxFuture, ready};
use kernel::form::{Field, Form, Key, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Permission, Problem, Result, Tx};
use sea_orm::sea_query::{Expr, Func};

use crate::{Deed, Head, Letter, Record, Step, Verbs};

/// The parts of the menu, in order, by which people know the office's work. Each kind belongs to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Protection: complaints, returns, claims.
    Pelindungan,
    /// Placement: job seekers, verification, departure.
    Penempatan,
    /// Institutions: cooperation and activities.
    Kelembagaan,
    /// Accountability: scores and budget.
    Akuntabilitas,
    /// People, and who may see them.
    Berkas,
}

impl Section {
    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Pelindungan => "Pelindungan",
            Self::Penempatan => "Penempatan",
            Self::Kelembagaan => "Kelembagaan",
            Self::Akuntabilitas => "Akuntabilitas",
            Self::Berkas => "Berkas",
        }
    }
}

/// The fixed facts about a kind.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// Its name in addresses, on the command line and in the database: kebab case.
    pub name: &'static str,
    /// Its table.
    pub table: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Its section of the menu, in the order of the registry; none for a kind that is reached from elsewhere.
    pub menu: Option<Section>,
    /// The letters before its human numbers.
    pub prefix: &'static str,
    /// The right that is needed to read and write it.
    pub permission: Permission,
    /// Whether each record is about one person.
    pub person: bool,
    /// The field whose day decides the year of the human number, and by which lists are narrowed to a time; see
    /// [`Info::happened`].
    pub day: Key<Day>,
    /// The field with a number from another system, which must be unique in an office.
    pub unique: Option<Key<String>>,
    /// The natural key: the fields that say, with the person if it is about one, that two rows of files are the same happening. Where
    /// both rows have a number from elsewhere, that number decides instead. Open fields only; see [`Info::sameness`].
    pub same: &'static [&'static str],
    /// The measures under which its records have facts.
    pub measures: &'static [&'static str],
    /// The fields that its list shows.
    pub columns: &'static [&'static str],
    /// The filters of its list, besides status, office and day: text columns without protected content.
    pub filters: &'static [&'static str],
    /// Settings that only some kinds have.
    pub more: More,
}

impl Info {
    /// The fields whose day says when a record happened: the first that holds one.
    pub fn days(&self) -> impl Iterator<Item = Key<Day>> {
        [self.day].into_iter().chain(self.more.day_else)
    }

    /// The day on which a record happened.
    #[must_use]
    pub fn happened(&self, values: &Values) -> Option<Day> {
        self.days().find_map(|day| values.get(day))
    }

    /// The field that holds this day in a record that is shown.
    #[must_use]
    pub fn dated(&self, form: &Form) -> &'static str {
        self.days().find(|day| form.contains_key(day.name)).unwrap_or(self.day).name
    }

    /// The same day in a statement over the kind's table, which may have a name there.
    #[must_use]
    pub fn day_in(&self, table: Option<&'static str>) -> Expr {
        let column = |day: Key<Day>| match table {
            Some(table) => Expr::col((table, day.name)),
            None => Expr::col(day.name),
        };
        match self.more.day_else {
            Some(other) => Func::coalesce([column(self.day), column(other)]).into(),
            None => column(self.day),
        }
    }

    /// The day that is part of the natural key, if one is.
    #[must_use]
    pub fn same_day(&self) -> Option<Key<Day>> {
        self.days().find(|day| self.same.contains(&day.name))
    }
}

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
    /// The own fields with names that a register of records knows.
    pub spelled: &'static [Spelled],
    /// How exports of another system say that what a record is about was called off.
    pub called_off: Option<CalledOff>,
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
        spelled: &[],
        called_off: None,
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

/// A kind of record. All functions are pure.
pub trait Kind: Copy + Send + Sync + 'static {
    /// The table's row.
    type Record: Record;

    /// The actions on a record, with the table of states and verbs; [`NoVerbs`](crate::NoVerbs) if there are no steps.
    type Verb: Verbs<<Self::Record as Record>::Status>;

    /// The fixed facts.
    const INFO: Info;

    /// Its own fields, without the person's.
    const FIELDS: &'static [Field];

    /// The steps of the work, in the order in which they are offered: one for each verb.
    const STEPS: &'static [Step] = &[];

    /// What is wrong with the fields taken together, such as an end before its beginning.
    fn check(values: &Values) -> Vec<FieldError>;

    /// The state that follows from the fields.
    fn status(values: &Values) -> <Self::Record as Record>::Status;

    /// Completes a row that was built from its fields, if further columns follow from several of them.
    ///
    /// # Errors
    /// A [`FieldError`] if the fields and the time of recording contradict each other.
    fn completed(record: Self::Record) -> Result<Self::Record> {
        Ok(record)
    }

    /// What the record contributes to the measures, by the rules in force.
    fn facts(record: &Self::Record, rules: &Rules) -> Vec<Fact>;

    /// What the form of a new record begins with where it comes from a record of another kind, beyond the person and what all kinds
    /// carry over: what that record, shown as `form`, says of it.
    #[must_use]
    fn begins(_from: &str, _form: &Form) -> Form {
        Form::new()
    }

    /// The vocabulary whose words a field of several words offers in the form of a step, where what stands in the record leaves out
    /// some of those that the field takes.
    #[must_use]
    fn offered(_field: &str, _form: &Form) -> Option<&'static str> {
        None
    }

    /// Whether a record may be withdrawn or moved: not while something else depends on it.
    ///
    /// # Errors
    /// Why not, as a sentence that says what must come first.
    fn settled(_record: &Self::Record) -> Result<(), &'static str> {
        Ok(())
    }

    /// Why a verb is not possible although the state of the record allows it: a sentence that says what must come first.
    /// Readers of the table find this rule in [`Verbs::BESIDE`].
    #[must_use]
    fn barred(_record: &Self::Record, _verb: Self::Verb) -> Option<&'static str> {
        None
    }

    /// Whether the actor may take a step of a record, for steps that only one of two offices may take.
    ///
    /// # Errors
    /// Which office may take it, as a sentence.
    fn taken_by(_ctx: &Ctx, _record: &Self::Record, _verb: Self::Verb) -> Result<(), &'static str> {
        Ok(())
    }

    /// Checks a change made by editing fields: changes that only steps may make are refused.
    ///
    /// # Errors
    /// A [`FieldError`] that names the step to use instead.
    fn corrected(_old: &Self::Record, _new: &Self::Record, _house: &House) -> Result<(), FieldError> {
        Ok(())
    }

    /// The new row that an allowed verb makes of a record.
    ///
    /// # Errors
    /// What is wrong with the values that were filled in.
    fn step(
        _record: &Self::Record,
        _verb: Self::Verb,
        _values: &Values,
        _head: Head,
        _house: &House,
    ) -> Result<Self::Record> {
        Err(Problem::NotFound)
    }

    /// Remarks that a page shows about a record besides its fields: what is missing, what it may lead to. It may read the
    /// database.
    #[must_use]
    fn remarks<'a>(_ctx: &'a Ctx, _record: &'a Self::Record) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(ready(Ok(Vec::new())))
    }

    /// Further work in the same transaction after a record was made, changed, withdrawn or restored.
    #[must_use]
    fn follow<'a>(_tx: &'a Tx, _ctx: &'a Ctx, _deed: Deed<'a, Self::Record>) -> BoxFuture<'a, Result<()>> {
        Box::pin(ready(Ok(())))
    }
}
