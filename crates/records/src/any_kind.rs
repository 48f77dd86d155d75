//! A kind as a trait object. The trait has what differs between kinds. What is the same for all kinds are methods on the trait
//! object; each is defined in the module for its task and compiled once.

use futures_util::future::BoxFuture;
use kernel::form::{Field, Form, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Result, Stage, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnType, QueryResult, Value};

use crate::stored::{Boxed, Stored};
use crate::{Deed, Head, Info, Place, Step};

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Whether it is not null.
    pub needed: bool,
    /// Its type in the database.
    pub holds: ColumnType,
}

/// A kind of record, independent of the type of its rows. Functions return [`kernel::Problem::Internal`] if they get a row of
/// another kind.
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
    /// All statuses, as stored.
    fn statuses(&self) -> Vec<&'static str>;
    /// A status by its word as stored, and how far a record is that has it; none for another word.
    fn standing(&self, word: &str) -> Option<(&'static str, Stage)>;
    /// The columns of its table, in their order.
    fn columns(&self) -> Vec<Column>;
    /// A row as the database gives it.
    ///
    /// # Errors
    /// Any database error.
    fn row_of(&self, row: &QueryResult) -> Result<Boxed>;
    /// The row with these column values, in the order of the columns, completed by [`Kind::completed`](crate::Kind::completed).
    ///
    /// # Errors
    /// A value of the wrong type for its column; the errors of the kind.
    fn make(&self, cells: Vec<Value>) -> Result<Boxed>;
    /// See [`Kind::check`](crate::Kind::check).
    fn check(&self, values: &Values) -> Vec<FieldError>;
    /// The word of the state that follows from the fields: see [`Kind::status`](crate::Kind::status).
    fn status(&self, values: &Values) -> &'static str;
    /// What a record contributes to the measures, withdrawn or not: see [`Kind::facts`](crate::Kind::facts).
    ///
    /// # Errors
    /// A row of another kind.
    fn facts(&self, record: &dyn Stored, rules: &Rules) -> Result<Vec<Fact>>;
    /// See [`Kind::settled`](crate::Kind::settled).
    ///
    /// # Errors
    /// Why the answer is no.
    fn settled(&self, record: &dyn Stored) -> Result<(), &'static str>;
    /// Whether a record allows a step and the actor may take it: see [`verdict`](crate::verdict()) and
    /// [`Kind::taken_by`](crate::Kind::taken_by).
    ///
    /// # Errors
    /// Why the answer is no.
    fn verdict(&self, ctx: &Ctx, record: &dyn Stored, step: &str) -> Result<(), &'static str>;
    /// See [`Kind::corrected`](crate::Kind::corrected).
    ///
    /// # Errors
    /// A [`FieldError`] that names the step to use instead.
    fn corrected(&self, old: &dyn Stored, new: &dyn Stored, house: &House) -> Result<()>;
    /// See [`Kind::step`](crate::Kind::step).
    ///
    /// # Errors
    /// What is wrong with the values that were filled in.
    fn step(&self, record: &dyn Stored, step: &str, values: &Values, head: Head, house: &House) -> Result<Boxed>;
    /// See [`Kind::papered`](crate::Kind::papered).
    ///
    /// # Errors
    /// Why the record cannot be so.
    fn papered(&self, record: &dyn Stored, came: bool, day: Day, house: &House) -> Result<Boxed>;
    /// See [`Kind::begins`](crate::Kind::begins).
    fn begins(&self, from: &str, form: &Form) -> Form;
    /// See [`Kind::offered`](crate::Kind::offered).
    fn offered(&self, field: &str, form: &Form) -> Option<&'static str>;
    /// See [`Kind::remarks`](crate::Kind::remarks).
    fn remarks<'a>(
        &self,
        ctx: &'a Ctx,
        record: &'a dyn Stored,
        known: Option<&'a [bool]>,
    ) -> BoxFuture<'a, Result<Vec<String>>>;
    /// See [`Kind::asked`](crate::Kind::asked).
    fn asked(&self, id: Expr) -> Vec<Expr>;
    /// The same, for as long as the program runs.
    fn lasting(&self) -> &'static dyn AnyKind;
    /// See [`Kind::follow`](crate::Kind::follow).
    fn follow<'a>(&self, tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, dyn Stored>) -> BoxFuture<'a, Result<()>>;
}

impl dyn AnyKind + '_ {
    /// All fields of a form: those of the person first, if the kind is about a person.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static Field> {
        let person: &[Field] = if self.info().person { people::FIELDS } else { &[] };
        person.iter().chain(self.own()).collect()
    }

    /// The same in two parts: the fields of the person, and the kind's own.
    #[must_use]
    pub fn parted(&self) -> (Vec<&'static Field>, Vec<&'static Field>) {
        let person: &[Field] = if self.info().person { people::FIELDS } else { &[] };
        (person.iter().collect(), self.own().iter().collect())
    }

    /// Its natural key in a sentence: by what two rows of files are the same happening.
    #[must_use]
    pub fn sameness(&self) -> String {
        let info = self.info();
        let label = |key: &str| self.own().iter().find(|field| field.key == key).map_or("", |field| field.label);
        let person = info.person.then_some("orang");
        let parts: Vec<&str> = person.into_iter().chain(info.same.iter().map(|key| label(key))).collect();
        let key = format!("Kejadian yang sama bila sama: {}.", parts.join(", "));
        match info.unique {
            Some(unique) => format!(
                "{key} {} yang sama menunjuk catatan yang sama; yang berbeda, catatan lain.",
                label(unique.name)
            ),
            None => key,
        }
    }

    /// The facts of a record. For a withdrawn record none of them counts, with a reason that says so.
    ///
    /// # Errors
    /// A row of another kind.
    pub(crate) fn counted(&self, record: &dyn Stored, rules: &Rules) -> Result<Vec<Fact>> {
        let withdrawn = record.head().withdrawn.map(|_| "Catatan dibatalkan.");
        Ok(self.facts(record, rules)?.into_iter().map(|fact| fact.unless(withdrawn)).collect())
    }
}
