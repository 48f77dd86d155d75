//! How a slice defines a kind of record.

use futures_util::future::{BoxFuture, ready};
use kernel::form::{Field, Form, Key, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Permission, Problem, Result, Tx};
use sea_orm::sea_query::{Expr, Func};

use crate::{Deed, Head, More, Record, Step, Verbs};

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
    /// carry over: what that record, shown as `form`, says of it. For a record that comes from none, `from` and `form` are empty.
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

    /// Completes a record whose field of papers changed with a file: one was attached as a paper (`came`), or the only file of a paper
    /// was removed. It is asked only in states that allow the step that notes papers. See [`Papers`].
    ///
    /// # Errors
    /// Why the record cannot be so.
    fn papered(record: Self::Record, _came: bool, _day: Day, _house: &House) -> Result<Self::Record> {
        Ok(record)
    }

    /// Remarks that a page shows about a record besides its fields: what is missing, what it may lead to. It may read the
    /// database. What holds of [`asked`](Self::asked) is given where it was read with the record; else it is to be asked where a remark
    /// hangs on it.
    #[must_use]
    fn remarks<'a>(
        _ctx: &'a Ctx,
        _record: &'a Self::Record,
        _known: Option<&'a [bool]>,
    ) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(ready(Ok(Vec::new())))
    }

    /// What its remarks hang on in other records, as conditions that are asked together with the record, see
    /// [`related::has`](crate::related::has); `id` is that of the record. None of them holds for a record that was just made.
    #[must_use]
    fn asked(_id: Expr) -> Vec<Expr> {
        Vec::new()
    }

    /// Further work in the same transaction after a record was made, changed, withdrawn or restored.
    #[must_use]
    fn follow<'a>(_tx: &'a Tx, _ctx: &'a Ctx, _deed: Deed<'a, Self::Record>) -> BoxFuture<'a, Result<()>> {
        Box::pin(ready(Ok(())))
    }
}
