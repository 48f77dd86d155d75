//! What a slice says about a kind of record.

use futures_util::future::{BoxFuture, ready};
use kernel::form::{Field, Key, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Permission, Problem, Result, Tx};

use crate::{Deed, Head, Record, Step, Verbs};

/// The parts of the menu that hold kinds, as people know the office's work, in their order.
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
    /// Its name in addresses, on the command line and in the books: kebab case.
    pub name: &'static str,
    /// Its table.
    pub table: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Where the menu has it, in the order of the registry; none for what is reached from elsewhere.
    pub menu: Option<Section>,
    /// The letters before its human numbers.
    pub prefix: &'static str,
    /// The right that reading and writing it takes.
    pub permission: Permission,
    /// Whether each record is about one person.
    pub person: bool,
    /// The field whose day decides the year of the human number.
    pub day: Key<Day>,
    /// The field that holds a number from elsewhere which stands once in an office.
    pub unique: Option<Key<String>>,
    /// The measures under which its records have facts.
    pub measures: &'static [&'static str],
    /// The fields that its list shows.
    pub columns: &'static [&'static str],
    /// What its list can be narrowed by, beside status, office and day: columns of text that hold nothing protected.
    pub filters: &'static [&'static str],
    /// What only some kinds say.
    pub more: More,
}

/// What only some kinds say of themselves. What is not said is as in [`More::NONE`].
#[derive(Clone, Copy, Debug)]
pub struct More {
    /// Why a record of this kind cannot be entered by hand, where it is made by a step of another kind.
    pub made_by: Option<&'static str>,
    /// The fields with a number or sign from elsewhere that a search finds, blanks and letter case aside. They are looked
    /// through without an index, so this is for kinds of which there are thousands, not hundreds of thousands.
    pub sought: &'static [&'static str],
    /// Whether every open record is somebody's task, also while no clock runs for it. Of what there are thousands, most of which
    /// need nothing more, only those with a deadline are.
    pub pursued: bool,
    /// The kinds that a record of this one often leads to: their names, and what the button says.
    pub leads_to: &'static [(&'static str, &'static str)],
    /// How others open a record of this kind without reading any: the desk takes a complaint down, and the team has it.
    pub opening: Option<Opening>,
    /// What can be printed of a record beside its bundle, as PDF or for Word: the last word of its address, and what it is called.
    pub prints: &'static [(&'static str, &'static str)],
    /// What is sent along with a record: the bundle holds that one's too.
    pub encloses: Option<Enclosure>,
    /// The link fields whose target shows a record of this kind among what belongs together with it.
    pub shown_at: &'static [&'static str],
    /// Pages of its own that belong to each record: the last part of their address, and what the button says.
    pub parts: &'static [(&'static str, &'static str)],
    /// Pages of its own beside the list: the last part of their address, and what the button says.
    pub beside: &'static [(&'static str, &'static str)],
    /// The column with the code of another office that may see and carry on a record, beside the one that it belongs to.
    pub shared: Option<&'static str>,
}

impl More {
    /// Nothing.
    pub const NONE: Self = Self {
        made_by: None,
        sought: &[],
        pursued: true,
        leads_to: &[],
        opening: None,
        prints: &[],
        encloses: None,
        shown_at: &[],
        parts: &[],
        beside: &[],
        shared: None,
    };
}

/// How a record of a kind is opened by who may not read the kind, from one that leads to it.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// The right that it takes.
    pub right: Permission,
    /// What stands in the form from the beginning.
    pub filled: &'static [(&'static str, &'static str)],
    /// The field that begins with the person's name.
    pub named: &'static str,
}

/// A record that is sent along with one of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Enclosure {
    /// The link to it.
    pub field: &'static str,
    /// The statuses in which the office to which it is sent reads it as its owner does, to say whether it takes it on.
    pub lent: &'static [&'static str],
}

/// A kind of record. All functions are pure.
pub trait Kind: Copy + Send + Sync + 'static {
    /// The table's row.
    type Record: Record;

    /// What can be done with a record, with its table of states and verbs; [`NoVerbs`](crate::NoVerbs) where there are no steps.
    type Verb: Verbs<<Self::Record as Record>::Status>;

    /// The fixed facts.
    const INFO: Info;

    /// Its own fields, without the person's.
    const FIELDS: &'static [Field];

    /// The steps of the work, in the order in which they are offered: one for each verb.
    const STEPS: &'static [Step] = &[];

    /// What is wrong with the fields taken together, such as an end before its beginning.
    fn check(values: &Values) -> Vec<FieldError>;

    /// The state that the fields say.
    fn status(values: &Values) -> <Self::Record as Record>::Status;

    /// A row as it is kept, of the one that its fields make: where more follows from them than each says by itself.
    ///
    /// # Errors
    /// A [`FieldError`] where the fields and the time of recording do not fit together.
    fn completed(record: Self::Record) -> Result<Self::Record> {
        Ok(record)
    }

    /// What the record contributes to the measures, by the rules in force.
    fn facts(record: &Self::Record, rules: &Rules) -> Vec<Fact>;

    /// Whether a record may be withdrawn or moved: not while something else stands on it.
    ///
    /// # Errors
    /// Why not, as a sentence that says what must come first.
    fn settled(_record: &Self::Record) -> Result<(), &'static str> {
        Ok(())
    }

    /// What bars a verb that the state of a record allows, where that hangs on more than the state: a sentence that says what must
    /// come first. Whoever reads the table learns of it by [`Verbs::BESIDE`].
    #[must_use]
    fn barred(_record: &Self::Record, _verb: Self::Verb) -> Option<&'static str> {
        None
    }

    /// Whether a step of a record is the actor's to take: where only one of two offices may.
    ///
    /// # Errors
    /// Whose it is, as a sentence.
    fn taken_by(_ctx: &Ctx, _record: &Self::Record, _verb: Self::Verb) -> Result<(), &'static str> {
        Ok(())
    }

    /// Whether editing fields may make this of a record: what only steps may do is refused.
    ///
    /// # Errors
    /// A [`FieldError`] that says which step does it.
    fn corrected(_old: &Self::Record, _new: &Self::Record, _house: &House) -> Result<(), FieldError> {
        Ok(())
    }

    /// What a verb that is allowed makes of a record.
    ///
    /// # Errors
    /// What is wrong with what was filled in.
    fn step(
        _record: &Self::Record,
        _verb: Self::Verb,
        _values: &Values,
        _head: Head,
        _house: &House,
    ) -> Result<Self::Record> {
        Err(Problem::NotFound)
    }

    /// What a page points out about a record, beside its fields: what is missing, what it may lead to. It may look things up.
    #[must_use]
    fn remarks<'a>(_ctx: &'a Ctx, _record: &'a Self::Record) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(ready(Ok(Vec::new())))
    }

    /// What else must happen, in the same transaction, when a record was made, changed, withdrawn or restored.
    #[must_use]
    fn follow<'a>(_tx: &'a Tx, _ctx: &'a Ctx, _deed: Deed<'a, Self::Record>) -> BoxFuture<'a, Result<()>> {
        Box::pin(ready(Ok(())))
    }
}
