//! Reading again what is stored, with some of it changed.

use super::parse::parse_as;
use super::{Field, FieldKind, Form, Parsed, Value};
use crate::period::Day;
use crate::problem::FieldError;
use crate::reference::Reference;

/// Reads the form of something stored, with some fields changed. A text that did not change and would be refused today, because it was
/// stored before such texts were refused, stays as it is until somebody changes it; so does a word that may be used no more.
///
/// # Errors
/// As [`parse`](super::parse()), of what was changed.
pub fn reread(
    fields: &[&Field],
    form: &Form,
    before: &Form,
    reference: &Reference,
    today: Day,
) -> Result<Parsed, Vec<FieldError>> {
    let same = |field: &Field| form.get(field.key).is_some_and(|text| before.get(field.key) == Some(text));
    let errors = match parse_as(fields, form, reference, today, same) {
        Ok(parsed) => return Ok(parsed),
        Err(errors) => errors,
    };
    let stays =
        |field: &&Field| is_text(field.kind) && same(field) && errors.iter().any(|error| error.field == field.key);
    let (old, rest): (Vec<&Field>, Vec<&Field>) = fields.iter().copied().partition(stays);
    if old.is_empty() {
        return Err(errors);
    }
    let mut given = form.clone();
    let texts: Vec<_> = old.iter().filter_map(|field| Some((field.key, given.remove(field.key)?))).collect();
    let mut parsed = parse_as(&rest, &given, reference, today, same)?;
    parsed.values.0.extend(texts.into_iter().map(|(key, text)| (key, Value::Text(text))));
    Ok(parsed)
}

fn is_text(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Text(_)
            | FieldKind::Long
            | FieldKind::Name
            | FieldKind::Outside(_)
            | FieldKind::Named(..)
            | FieldKind::Nik
            | FieldKind::Passport
    )
}
