//! Fields of a record that are sealed with the key of the person it is about.

use kernel::form::{Field, Values};
use kernel::vault::Key;
use kernel::{Problem, Result};

/// Seals the fields of one record.
pub struct Sealer<'a> {
    /// The table; it is part of the place for which a value is sealed.
    pub table: &'static str,
    /// The person's key; none where the record is about nobody.
    pub key: Option<&'a Key>,
}

impl Sealer<'_> {
    /// A field's text, sealed; none where it is empty.
    ///
    /// # Errors
    /// [`Problem::Internal`] if there is no person whose key could seal it.
    pub fn text(&self, values: &Values, field: &Field) -> Result<Option<Vec<u8>>> {
        let Some(text) = values.text(field) else { return Ok(None) };
        let key = self.key.ok_or_else(|| Problem::internal("a sealed field needs a person"))?;
        key.seal(&place(self.table, field.key), text.as_bytes()).map(Some)
    }
}

pub(crate) fn place(table: &str, field: &str) -> String {
    format!("{table}.{field}")
}
