//! From where candidates are sought: the returns of one province, or of one district.

use kernel::form::{Field, FieldKind, Form, parse};
use kernel::reference::Reference;
use kernel::{Ctx, FieldError, Problem, Result};
use maud::{Markup, html};
use sea_orm::sea_query::{Expr, ExprTrait};
use serde::Deserialize;
use serde_json::{Value, json};
use web::{App, openapi, parts};

/// The field that asks for it.
pub(crate) static FIELD: Field = Field::asked("asal", "Calon dari daerah asal", FieldKind::Area)
    .help("Provinsi atau kabupaten/kota. Kosong berarti semua daerah.");

/// What the address of a list of candidates may ask.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Code or name of an area.
    #[serde(default)]
    pub asal: String,
}

/// The code of the area that is asked for, by code or by name; nothing for everywhere.
///
/// # Errors
/// What is wrong where there is no such area.
pub(crate) fn code(ctx: &Ctx, typed: &str) -> Result<Option<String>, Vec<FieldError>> {
    let form = Form::from([(FIELD.key.to_owned(), typed.to_owned())]);
    Ok(parse(&[&FIELD], &form, &ctx.house.reference, ctx.today())?.values.text(&FIELD).map(str::to_owned))
}

/// Whether a person is from an area: of a province also from its districts.
pub(crate) fn from(code: &str) -> Expr {
    let area = || Expr::col(("orang", "daerah_asal"));
    area().eq(code).or(area().like(format!("{code}.%")))
}

/// The form above candidates that narrows them; `more` is what else the address says.
pub(crate) fn filter(app: &App, path: &str, more: &Markup, typed: &str, errors: &[FieldError]) -> Markup {
    let wrong = errors.iter().find(|error| error.field == FIELD.key);
    html! {
        form.filter method="get" action=(path) {
            (more)
            (parts::input(&app.house.reference, &FIELD, typed, wrong))
            button.btn { "Tampilkan" }
        }
        (parts::lists(&app.house.reference))
    }
}

/// The same as a program asks: by a word as it is listed.
///
/// # Errors
/// [`Problem::Invalid`] where there is no such area.
pub(crate) fn listed(ctx: &Ctx, asked: &str) -> Result<Option<String>> {
    let refused = FIELD.shape(&ctx.house.reference).refuse(false, &json!(asked));
    refused.map_or(Ok(()), |detail| Err(Problem::field(FIELD.key, detail)))?;
    code(ctx, asked).map_err(Problem::Invalid)
}

/// The description of the question.
pub(crate) fn parameter(reference: &Reference) -> Value {
    openapi::parameter("query", FIELD.key, &openapi::asked(&FIELD.shape(reference)), FIELD.help)
}
