//! The filled fields of a record as lists tell of them: a page has hundreds, so they are a row and no tree.

use kernel::form::{Field, Form};

/// The filled fields of a record with their texts, in the order of the form.
#[derive(Clone, Debug, Default)]
pub struct Filled(Vec<(&'static Field, String)>);

impl Filled {
    /// None yet, with room for so many.
    pub(crate) fn with_room(many: usize) -> Self {
        Self(Vec::with_capacity(many))
    }

    /// Adds a field behind the others.
    pub(crate) fn push(&mut self, field: &'static Field, text: String) {
        self.0.push((field, text));
    }

    /// Puts those of some fields that a form has before the others.
    pub(crate) fn begin_with(&mut self, fields: &'static [Field], form: &Form) {
        let own = std::mem::take(&mut self.0);
        let first = fields.iter().filter_map(|field| Some((field, form.get(field.key)?.clone())));
        self.0 = first.chain(own).collect();
    }

    /// The text of a field, if it is filled.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&String> {
        self.0.iter().find(|(field, _)| field.key == key).map(|(_, text)| text)
    }

    /// Whether a field is filled.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// All, in their order.
    pub(crate) fn told(&self) -> impl Iterator<Item = (&'static Field, &str)> {
        self.0.iter().map(|(field, text)| (*field, text.as_str()))
    }

    /// The same as a form.
    #[must_use]
    pub fn to_form(&self) -> Form {
        self.told().map(|(field, text)| (field.key.to_owned(), text.to_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use kernel::form::FieldKind;

    use super::*;

    const FIELDS: &[Field] = &[
        Field::new(kernel::form::Key::<String>::new("nama"), "Nama", FieldKind::Text(20)),
        Field::new(kernel::form::Key::<String>::new("judul"), "Judul", FieldKind::Text(20)),
        Field::new(kernel::form::Key::<String>::new("tempat"), "Tempat", FieldKind::Text(20)),
    ];

    #[test]
    fn fields_keep_their_order_and_those_of_the_person_come_first() {
        let mut filled = Filled::with_room(2);
        filled.push(&FIELDS[1], "Rekaan".to_owned());
        filled.push(&FIELDS[2], "Serang".to_owned());
        let person = Form::from([("nama".to_owned(), "Siti Contoh".to_owned()), ("lain".to_owned(), String::new())]);
        filled.begin_with(&FIELDS[..2], &person);
        let told: Vec<(&str, &str)> = filled.told().map(|(field, text)| (field.key, text)).collect();
        assert_eq!(told, [("nama", "Siti Contoh"), ("judul", "Rekaan"), ("tempat", "Serang")]);
        assert_eq!(filled.get("tempat").map(String::as_str), Some("Serang"));
        assert!(filled.contains_key("judul") && !filled.contains_key("lain"));
        assert_eq!(filled.to_form().len(), 3);
    }
}
