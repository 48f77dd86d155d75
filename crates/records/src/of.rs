//! A kind as a value: each function calls that of the kind, with the row as its concrete type.

use std::marker::PhantomData;

use futures_util::future::{BoxFuture, ready};
use kernel::form::{Field, Form, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Problem, Result, Stage, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, IdenStatic, Iterable, ModelTrait, QueryResult,
    TryIntoModel, Value,
};
use strum::VariantNames;

use crate::any_kind::{AnyKind, Column};
use crate::head::Active;
use crate::stored::{Boxed, Stored, typed};
use crate::workflow::{Place, Verbs, covered, places, verb};
use crate::{Deed, Head, Info, Kind, Record, Step};

/// A kind as a value.
pub struct Of<K>(PhantomData<K>);

impl<K: Kind> Of<K> {
    /// The value.
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(covered(K::STEPS, K::Verb::VARIANTS), "each verb is one step of the kind, and each step a verb") };
        Self(PhantomData)
    }
}

impl<K: Kind> Default for Of<K> {
    fn default() -> Self {
        Self::new()
    }
}

/// A kind as a trait object.
#[must_use]
pub const fn kind<K: Kind>() -> &'static dyn AnyKind {
    const { &Of::<K>::new() }
}

type Status<K> = <<K as Kind>::Record as Record>::Status;
/// Whether a record allows a verb: by its state in the table, and by [`Kind::barred`].
///
/// # Errors
/// Why not, as a sentence that says what must come first.
pub fn verdict<K: Kind>(record: &K::Record, verb: K::Verb) -> Result<(), &'static str> {
    verb.cell(Record::status(record)).verdict()?;
    K::barred(record, verb).map_or(Ok(()), Err)
}

type Columns<K> = <<<K as Kind>::Record as ModelTrait>::Entity as EntityTrait>::Column;

/// The sentence for a row of another kind.
const OTHER: &str = "catatan ini dari jenis lain.";
const UNKNOWN: &str = "langkah itu tidak ada.";

impl<K: Kind> AnyKind for Of<K> {
    fn info(&self) -> &'static Info {
        const { &K::INFO }
    }

    fn own(&self) -> &'static [Field] {
        K::FIELDS
    }

    fn steps(&self) -> &'static [Step] {
        K::STEPS
    }

    fn cells(&self) -> Vec<Place> {
        places::<Status<K>, K::Verb>()
    }

    fn beside(&self) -> &'static str {
        K::Verb::BESIDE
    }

    fn statuses(&self) -> Vec<&'static str> {
        Status::<K>::iter().map(Into::into).collect()
    }

    fn standing(&self, word: &str) -> Option<(&'static str, Stage)> {
        let named = |status: &Status<K>| -> &'static str { (*status).into() };
        Status::<K>::iter()
            .find(|status| named(status) == word)
            .map(|status| (named(&status), K::Record::stage_of(status)))
    }

    fn columns(&self) -> Vec<Column> {
        let column = |at: Columns<K>| {
            let definition = at.def();
            let holds = definition.get_column_type().clone();
            Column { name: at.as_str(), needed: !definition.is_null(), holds }
        };
        Columns::<K>::iter().map(column).collect()
    }

    fn row_of(&self, row: &QueryResult) -> Result<Boxed> {
        Ok(Box::new(K::Record::from_query_result(row, "")?))
    }

    fn make(&self, cells: Vec<Value>) -> Result<Boxed> {
        let mut row = <Active<K::Record> as ActiveModelTrait>::default();
        for (column, value) in Columns::<K>::iter().zip(cells) {
            row.try_set(column, value)?;
        }
        Ok(Box::new(K::completed(row.try_into_model()?)?))
    }

    fn check(&self, values: &Values) -> Vec<FieldError> {
        K::check(values)
    }

    fn status(&self, values: &Values) -> &'static str {
        K::status(values).into()
    }

    fn facts(&self, record: &dyn Stored, rules: &Rules) -> Result<Vec<Fact>> {
        Ok(K::facts(typed(record)?, rules))
    }

    fn settled(&self, record: &dyn Stored) -> Result<(), &'static str> {
        K::settled(typed(record).map_err(|_| OTHER)?)
    }

    fn verdict(&self, ctx: &Ctx, record: &dyn Stored, step: &str) -> Result<(), &'static str> {
        let record = typed(record).map_err(|_| OTHER)?;
        let verb = verb(step).ok_or(UNKNOWN)?;
        verdict::<K>(record, verb)?;
        K::taken_by(ctx, record, verb)
    }

    fn corrected(&self, old: &dyn Stored, new: &dyn Stored, house: &House) -> Result<()> {
        Ok(K::corrected(typed(old)?, typed(new)?, house)?)
    }

    fn step(&self, record: &dyn Stored, step: &str, values: &Values, head: Head, house: &House) -> Result<Boxed> {
        let verb = verb(step).ok_or(Problem::NotFound)?;
        Ok(Box::new(K::step(typed(record)?, verb, values, head, house)?))
    }

    fn papered(&self, record: &dyn Stored, came: bool, day: Day, house: &House) -> Result<Boxed> {
        let record: &K::Record = typed(record)?;
        Ok(Box::new(K::papered(record.clone(), came, day, house)?))
    }

    fn begins(&self, from: &str, form: &Form) -> Form {
        K::begins(from, form)
    }

    fn offered(&self, field: &str, form: &Form) -> Option<&'static str> {
        K::offered(field, form)
    }

    fn remarks<'a>(
        &self,
        ctx: &'a Ctx,
        record: &'a dyn Stored,
        known: Option<&'a [bool]>,
    ) -> BoxFuture<'a, Result<Vec<String>>> {
        match typed(record) {
            Ok(record) => K::remarks(ctx, record, known),
            Err(problem) => Box::pin(ready(Err(problem))),
        }
    }

    fn asked(&self, id: Expr) -> Vec<Expr> {
        K::asked(id)
    }

    fn lasting(&self) -> &'static dyn AnyKind {
        kind::<K>()
    }

    fn follow<'a>(&self, tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, dyn Stored>) -> BoxFuture<'a, Result<()>> {
        match deed.typed() {
            Ok(deed) => K::follow(tx, ctx, deed),
            Err(problem) => Box::pin(ready(Err(problem))),
        }
    }
}
