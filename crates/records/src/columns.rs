//! A row with some of its columns replaced, whatever its kind: what withdraws, moves or merges a record never reads its
//! fields anew, so that an old record cannot be refused by today's vocabularies.

use kernel::vault::Key;
use kernel::{Problem, Result};
use sea_orm::{EntityTrait, IdenStatic, Iterable, ModelTrait, Value};

use crate::Record;
use crate::sealed::place;

type Column<R> = <<R as ModelTrait>::Entity as EntityTrait>::Column;

/// The row with columns replaced by name.
///
/// # Errors
/// [`Problem::Internal`] where there is no such column, or it holds something else.
pub(crate) fn replaced<R: Record>(record: &R, columns: Vec<(&str, Value)>) -> Result<R> {
    let mut new = record.clone();
    for (name, value) in columns {
        let column = Column::<R>::iter().find(|column| column.as_str() == name);
        let column = column.ok_or_else(|| Problem::internal(format!("no column {name}")))?;
        new.try_set(column, value)?;
    }
    Ok(new)
}

/// The row with every sealed column (`…_sandi`) opened with one key and sealed with another.
///
/// # Errors
/// [`Problem::Internal`] when one does not open.
pub(crate) fn resealed<R: Record>(record: &R, table: &str, old: &Key, new: &Key) -> Result<R> {
    let mut again = record.clone();
    for column in Column::<R>::iter() {
        let Some(field) = column.as_str().strip_suffix("_sandi") else { continue };
        if let Value::Bytes(Some(sealed)) = record.get(column) {
            let place = place(table, field);
            let text = old.open(&place, &sealed)?;
            again.try_set(column, new.seal(&place, &text)?.into())?;
        }
    }
    Ok(again)
}
