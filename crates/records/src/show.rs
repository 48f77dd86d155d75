//! From a row back to text by field: for pages, JSON, editing and history.

use kernel::form::Form;
use kernel::vault::Key;
use kernel::{Day, Problem, Result, figure};
use uuid::Uuid;

use crate::sealed::place;

/// Collects the text of a record's fields.
pub struct Showing<'a> {
    /// The table, for the place of sealed fields.
    pub(crate) table: &'static str,
    /// The person's key, to open sealed fields; none leaves them shut.
    pub(crate) key: Option<&'a Key>,
    pub(crate) form: Form,
    pub(crate) links: Vec<(&'static str, Uuid)>,
}

/// What a row says of its open fields, without sealed ones and links.
///
/// # Errors
/// A row that cannot be shown.
pub fn plain<K: crate::Kind>(record: &K::Record) -> Result<Form> {
    let mut showing = Showing::new(K::INFO.table, None);
    K::show(record, &mut showing)?;
    Ok(showing.form)
}

impl<'a> Showing<'a> {
    pub(crate) fn new(table: &'static str, key: Option<&'a Key>) -> Self {
        Self { table, key, form: Form::new(), links: Vec::new() }
    }

    /// A text, a word of a vocabulary, a country or an area.
    pub fn text(&mut self, field: &str, text: Option<&str>) -> &mut Self {
        if let Some(text) = text {
            self.form.insert(field.to_owned(), text.to_owned());
        }
        self
    }

    /// A day, as ISO.
    pub fn day(&mut self, field: &str, day: Option<Day>) -> &mut Self {
        self.text(field, day.map(|d| d.to_string()).as_deref())
    }

    /// A whole number.
    pub fn int(&mut self, field: &str, number: Option<i64>) -> &mut Self {
        self.text(field, number.map(|n| n.to_string()).as_deref())
    }

    /// A score in ten-thousandths.
    pub fn score(&mut self, field: &str, scaled: Option<i64>) -> &mut Self {
        self.text(field, scaled.map(|s| figure::decimal(figure::from_scaled(s), 4)).as_deref())
    }

    /// Yes or no.
    pub fn flag(&mut self, field: &str, flag: Option<bool>) -> &mut Self {
        self.text(field, flag.map(|f| if f { "ya" } else { "tidak" }))
    }

    /// A link to another record; its number is looked up afterwards.
    pub fn link(&mut self, field: &'static str, id: Option<Uuid>) -> &mut Self {
        self.links.extend(id.map(|id| (field, id)));
        self
    }

    /// A sealed field: opened where the key is at hand, else left as a mark that something stands there.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it does not open.
    pub fn sealed(&mut self, field: &str, sealed: Option<&Vec<u8>>) -> Result<&mut Self> {
        let Some(sealed) = sealed else { return Ok(self) };
        let text = match self.key {
            Some(key) => String::from_utf8(key.open(&place(self.table, field), sealed)?).map_err(Problem::internal)?,
            None => "(terlindungi)".to_owned(),
        };
        Ok(self.text(field, Some(&text)))
    }
}
