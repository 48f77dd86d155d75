//! Converts the members of a JSON body to a form.

use kernel::form::{Field, Form, parse, shape};
use kernel::{Ctx, FieldError, Problem, Result};
use serde_json::{Map, Value};

/// The text by field of a JSON object. Each member must match the description of its field
/// ([`Field::shape`](kernel::form::Field::shape)). Members that are not fields are passed on, so that the caller can refuse or
/// use them.
///
/// # Errors
/// [`Problem::Invalid`] with all errors.
pub fn form(ctx: &Ctx, fields: &[&Field], members: &Map<String, Value>) -> Result<Form> {
    let reference = &ctx.house.reference;
    let mut form = Form::new();
    let mut errors = Vec::new();
    for (key, value) in members {
        let field = fields.iter().find(|field| field.key == key);
        let refused = field.and_then(|field| field.shape(reference).refuse(field.required, value));
        errors.extend(refused.map(|detail| FieldError::new(key, detail)));
        match shape::typed(value) {
            Some(text) => {
                form.insert(key.clone(), text);
            }
            None if field.is_some() => {}
            None => errors.push(FieldError::new(key, "Tulis satu nilai, bukan daftar.")),
        }
    }
    if errors.is_empty() {
        return Ok(form);
    }
    // `parse` gives better messages for wrong text, and finds further errors.
    let known: Vec<Field> = fields.iter().map(|field| Field { required: false, ..**field }).collect();
    let mut all = parse(&known.iter().collect::<Vec<_>>(), &form, reference, ctx.today()).err().unwrap_or_default();
    all.retain(|error| fields.iter().any(|field| field.key == error.field));
    for error in errors {
        if !all.iter().any(|other| other.field == error.field) {
            all.push(error);
        }
    }
    Err(Problem::Invalid(all))
}
