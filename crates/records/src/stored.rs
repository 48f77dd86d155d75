//! A row as a trait object, whose concrete type only its kind knows. So code that is the same for all kinds is written and
//! compiled once.

use std::any::Any;

use kernel::{Problem, Result, Stage};
use sea_orm::{EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Value};

use crate::{Head, Record};

type Column<R> = <<R as ModelTrait>::Entity as EntityTrait>::Column;

/// A row of some kind.
pub trait Stored: Any + Send + Sync {
    /// The common columns.
    fn head(&self) -> Head;
    /// The status, as stored.
    fn status(&self) -> &'static str;
    /// How far the record is, by its status.
    fn stage(&self) -> Stage;
    /// Its table.
    fn table(&self) -> &'static str;
    /// The names and values of its columns, in the order of the table.
    fn cells(&self) -> Vec<(&'static str, Value)>;
    /// The row with columns replaced by name.
    ///
    /// # Errors
    /// [`Problem::Internal`] if there is no such column, or the value has another type.
    fn replaced(&self, columns: Vec<(&str, Value)>) -> Result<Boxed>;
}

/// A row in a box.
pub type Boxed = Box<dyn Stored>;

impl<R: Record> Stored for R {
    fn head(&self) -> Head {
        Record::head(self)
    }

    fn status(&self) -> &'static str {
        Record::status(self).into()
    }

    fn stage(&self) -> Stage {
        R::stage_of(Record::status(self))
    }

    fn table(&self) -> &'static str {
        R::Entity::default().table_name()
    }

    fn cells(&self) -> Vec<(&'static str, Value)> {
        Column::<R>::iter().map(|column| (column.as_str(), self.get(column))).collect()
    }

    fn replaced(&self, columns: Vec<(&str, Value)>) -> Result<Boxed> {
        let mut new = self.clone();
        for (name, value) in columns {
            let column = Column::<R>::iter().find(|column| column.as_str() == name);
            let column = column.ok_or_else(|| Problem::internal(format!("no column {name}")))?;
            new.try_set(column, value)?;
        }
        Ok(Box::new(new))
    }
}

/// The row as its concrete type.
///
/// # Errors
/// [`Problem::Internal`] for a row of another kind.
pub(crate) fn typed<R: Record>(record: &dyn Stored) -> Result<&R> {
    (record as &dyn Any).downcast_ref().ok_or_else(|| Problem::internal("a row of another kind"))
}
