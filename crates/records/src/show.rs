//! Turns a row back into text by field: for pages, JSON, editing and history.

use kernel::form::Form;
use kernel::vault::Key;
use kernel::{Problem, Result};
use uuid::Uuid;

use crate::sealed::place;

/// Collects the text of a record's fields.
pub(crate) struct Showing<'a> {
    /// The table, for the place of sealed fields.
    table: &'static str,
    /// The person's key, to open sealed fields; none leaves them sealed.
    key: Option<&'a Key>,
    pub(crate) form: Form,
    pub(crate) links: Vec<(&'static str, Uuid)>,
}

impl<'a> Showing<'a> {
    pub(crate) fn new(table: &'static str, key: Option<&'a Key>) -> Self {
        Self { table, key, form: Form::new(), links: Vec::new() }
    }

    pub(crate) fn text(&mut self, field: &str, text: String) {
        self.form.insert(field.to_owned(), text);
    }

    /// Adds a sealed field: opened if there is a key, else as a mark that the field is not empty.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it does not open.
    pub(crate) fn sealed(&mut self, field: &str, sealed: &[u8]) -> Result<()> {
        let text = match self.key {
            Some(key) => String::from_utf8(key.open(&place(self.table, field), sealed)?).map_err(Problem::internal)?,
            None => people::SHUT.to_owned(),
        };
        self.text(field, text);
        Ok(())
    }
}
