//! Fields as inputs.

use kernel::FieldError;
use kernel::form::{Field, FieldKind, Form};
use maud::{Markup, html};
use web::{App, parts};

use super::by_field;

pub(crate) const FIELD_REASON: Field = Field::asked("alasan_perubahan", "Alasan perubahan", FieldKind::Text(300))
    .required()
    .help("Tercatat di riwayat, misalnya: tanggal tiba salah ketik.");

/// A part of a form: a heading, and inputs with what is wrong with each.
#[must_use]
pub fn part(app: &App, title: &str, fields: &[&Field], typed: &Form, errors: &[FieldError]) -> Markup {
    let wrong = by_field(errors);
    html! {
        fieldset.part {
            legend { (title) }
            div.row {
                @for field in fields {
                    @let text = typed.get(field.key).map_or("", String::as_str);
                    (parts::input(&app.house.reference, field, text, wrong.get(field.key).copied()))
                }
            }
        }
    }
}

/// Stored text by field, in the form in which people type it.
#[must_use]
pub fn typable(app: &App, fields: &[&Field], stored: &Form) -> Form {
    let mut form = stored.clone();
    for field in fields {
        if let Some(text) = form.get_mut(field.key) {
            *text = parts::typable(&app.house.reference, field, text);
        }
    }
    form
}
