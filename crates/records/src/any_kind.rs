//! A kind behind a pointer: what only a kind knows of itself. What is the same for all kinds stands on it as methods, each in the
//! module that does it, and is compiled once.

use futures_util::future::BoxFuture;
use kernel::form::{Field, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Result, Tx};
use sea_orm::{ColumnType, QueryResult, Value};

use crate::stored::{Boxed, Stored};
use crate::{Deed, Head, Info, Place, Step};

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// What it is called.
    pub name: &'static str,
    /// Whether a row cannot be without it.
    pub needed: bool,
    /// What the database keeps in it.
    pub holds: ColumnType,
}

/// A kind of record, whatever the type of its rows. Functions that are given the row of another kind say so as
/// [`kernel::Problem::Internal`].
pub trait AnyKind: Send + Sync {
    /// The fixed facts.
    fn info(&self) -> &'static Info;
    /// Its own fields, without the person's.
    fn own(&self) -> &'static [Field];
    /// The steps of the work.
    fn steps(&self) -> &'static [Step];
    /// The table of states and verbs, cell by cell; empty without steps.
    fn cells(&self) -> Vec<Place>;
    /// See [`Verbs::BESIDE`](crate::Verbs::BESIDE).
    fn beside(&self) -> &'static str;
    /// All statuses that there are, as stored.
    fn statuses(&self) -> Vec<&'static str>;
    /// The columns of its table, in their order.
    fn columns(&self) -> Vec<Column>;
    /// A row as the database gives it.
    ///
    /// # Errors
    /// What the database says.
    fn row_of(&self, row: &QueryResult) -> Result<Boxed>;
    /// The row whose columns hold this, in their order, completed by [`Kind::completed`](crate::Kind::completed).
    ///
    /// # Errors
    /// A column that holds something else; what the kind refuses.
    fn make(&self, cells: Vec<Value>) -> Result<Boxed>;
    /// See [`Kind::check`](crate::Kind::check).
    fn check(&self, values: &Values) -> Vec<FieldError>;
    /// The word of the state that the fields say: see [`Kind::status`](crate::Kind::status).
    fn status(&self, values: &Values) -> &'static str;
    /// What a record contributes to the measures, withdrawn or not: see [`Kind::facts`](crate::Kind::facts).
    ///
    /// # Errors
    /// A row of another kind.
    fn facts(&self, record: &dyn Stored, rules: &Rules) -> Result<Vec<Fact>>;
    /// See [`Kind::settled`](crate::Kind::settled).
    ///
    /// # Errors
    /// Why not.
    fn settled(&self, record: &dyn Stored) -> Result<(), &'static str>;
    /// Whether a record allows a step, and the step is the actor's to take: see [`verdict`](crate::verdict()) and
    /// [`Kind::taken_by`](crate::Kind::taken_by).
    ///
    /// # Errors
    /// Why not.
    fn verdict(&self, ctx: &Ctx, record: &dyn Stored, step: &str) -> Result<(), &'static str>;
    /// See [`Kind::corrected`](crate::Kind::corrected).
    ///
    /// # Errors
    /// A [`FieldError`] that says which step does it.
    fn corrected(&self, old: &dyn Stored, new: &dyn Stored, house: &House) -> Result<()>;
    /// See [`Kind::step`](crate::Kind::step).
    ///
    /// # Errors
    /// What is wrong with what was filled in.
    fn step(&self, record: &dyn Stored, step: &str, values: &Values, head: Head, house: &House) -> Result<Boxed>;
    /// See [`Kind::remarks`](crate::Kind::remarks).
    fn remarks<'a>(&self, ctx: &'a Ctx, record: &'a dyn Stored) -> BoxFuture<'a, Result<Vec<String>>>;
    /// See [`Kind::follow`](crate::Kind::follow).
    fn follow<'a>(&self, tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, dyn Stored>) -> BoxFuture<'a, Result<()>>;
}

impl dyn AnyKind + '_ {
    /// All fields of a form about it: the person's first, where it is about one.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static Field> {
        let person: &[Field] = if self.info().person { people::FIELDS } else { &[] };
        person.iter().chain(self.own()).collect()
    }

    /// The same in two parts: the person's, and its own.
    #[must_use]
    pub fn parted(&self) -> (Vec<&'static Field>, Vec<&'static Field>) {
        let person: &[Field] = if self.info().person { people::FIELDS } else { &[] };
        (person.iter().collect(), self.own().iter().collect())
    }

    /// What a record contributes: nothing that counts once it is withdrawn, and that is said.
    ///
    /// # Errors
    /// A row of another kind.
    pub(crate) fn counted(&self, record: &dyn Stored, rules: &Rules) -> Result<Vec<Fact>> {
        let withdrawn = record.head().withdrawn.map(|_| "Catatan dibatalkan.");
        Ok(self.facts(record, rules)?.into_iter().map(|fact| fact.unless(withdrawn)).collect())
    }
}
