//! From a row back to text by field: for pages, JSON, editing and history.

use kernel::form::Form;
use kernel::vault::Key;
use kernel::{Problem, Result};
use uuid::Uuid;

use crate::sealed::place;
use crate::{AnyKind, Stored, described};

/// Collects the text of a record's fields.
pub(crate) struct Showing<'a> {
    /// The table, for the place of sealed fields.
    table: &'static str,
    /// The person's key, to open sealed fields; none leaves them shut.
    key: Option<&'a Key>,
    pub(crate) form: Form,
    pub(crate) links: Vec<(&'static str, Uuid)>,
}

/// What a row says of its open fields, without sealed ones and links.
///
/// # Errors
/// A row that cannot be shown.
pub(crate) fn open_only(kind: &dyn AnyKind, record: &dyn Stored) -> Result<Form> {
    Ok(of(kind, record, None)?.form)
}

/// What a row says field by field, with sealed fields opened by the key.
///
/// # Errors
/// A sealed field that does not open.
pub(crate) fn of<'a>(kind: &dyn AnyKind, record: &dyn Stored, key: Option<&'a Key>) -> Result<Showing<'a>> {
    let mut showing = Showing { table: kind.info().table, key, form: Form::new(), links: Vec::new() };
    described::show(kind, record, &mut showing)?;
    Ok(showing)
}

impl Showing<'_> {
    pub(crate) fn text(&mut self, field: &str, text: String) {
        self.form.insert(field.to_owned(), text);
    }

    /// A sealed field: opened where the key is at hand, else left as a mark that something stands there.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it does not open.
    pub(crate) fn sealed(&mut self, field: &str, sealed: &[u8]) -> Result<()> {
        let text = match self.key {
            Some(key) => String::from_utf8(key.open(&place(self.table, field), sealed)?).map_err(Problem::internal)?,
            None => "(terlindungi)".to_owned(),
        };
        self.text(field, text);
        Ok(())
    }
}
