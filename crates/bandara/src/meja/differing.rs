//! Fields that two sides filled in differently, and how such a field becomes a task.

use kernel::form::{Field, Form, Sensitivity, Values, parse};
use kernel::{CatatanId, Ctx, FieldError, OrangId, Problem, Result, Tx};
use records::{Mode, Outcome, kind};
use uuid::Uuid;
use web::parts;

use crate::selisih::Selisih;
use crate::selisih::entity::KEY;

/// A difference that was kept.
pub(super) struct Differing {
    /// The key of the field.
    pub field: &'static str,
    /// The record of the difference.
    pub id: CatatanId,
    /// Its number.
    pub number: String,
}

/// The return in which fields differ.
pub(super) struct Subject<'a> {
    /// Its number.
    pub number: &'a str,
    /// The person.
    pub person: OrangId,
    /// The person's name.
    pub name: &'a str,
    /// The operation that brought the other side.
    pub op: Uuid,
}

/// A field with what stands in it, and what the other side says.
pub(super) struct Sides {
    /// The field.
    pub field: &'static Field,
    /// What stands there.
    pub stored: Option<String>,
    /// What the other side says.
    pub proposed: Option<String>,
}

/// The text of a field as it would stand in a row; nothing where it is empty.
///
/// # Errors
/// What is wrong with the text.
pub(super) fn normal(ctx: &Ctx, field: &'static Field, text: &str) -> Result<Option<String>, FieldError> {
    let form = Form::from([(field.key.to_owned(), text.to_owned())]);
    let parsed = parse(&[field], &form, &ctx.house.reference, ctx.today());
    let read = |values: &Values| Some(values.value(field.key)?.text(field.kind));
    let unread = |errors: Vec<FieldError>| {
        errors.into_iter().next().unwrap_or_else(|| FieldError::new(field.key, "Isian ini tidak terbaca."))
    };
    parsed.map(|parsed| read(&parsed.values)).map_err(unread)
}

/// Keeps what differs, each field as a record of its own, so that it stands among the tasks until somebody decides.
///
/// # Errors
/// What the database says.
pub(super) async fn keep(tx: &Tx, ctx: &Ctx, about: &Subject<'_>, all: &[Sides]) -> Result<Vec<Differing>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let forms: Vec<Form> = all.iter().map(|sides| form(ctx, about, sides)).collect();
    let done = kind::<Selisih>().register_in(tx, ctx, &forms, &[], Mode::Write).await?;
    let mut kept = Vec::with_capacity(all.len());
    for (sides, outcome) in all.iter().zip(done.outcomes) {
        let (id, number) = match outcome {
            Outcome::New(id, number) | Outcome::Known(id, number) => (id, number),
            Outcome::Wrong(errors) | Outcome::Contradicts(errors) => return Err(Problem::Invalid(errors)),
            Outcome::Fresh | Outcome::Same(_) => return Err(Problem::internal("a difference came to nothing")),
        };
        kept.push(Differing { field: sides.field.key, id, number });
    }
    Ok(kept)
}

fn form(ctx: &Ctx, about: &Subject<'_>, sides: &Sides) -> Form {
    let mut form = Form::new();
    let mut put = |key: String, text: String| form.insert(key, text);
    put(people::key::NAMA.into(), about.name.to_owned());
    put("orang_id".to_owned(), about.person.to_string());
    put(KEY.kepulangan.into(), about.number.to_owned());
    put(KEY.isian.into(), sides.field.key.to_owned());
    put(KEY.uraian.into(), sentence(ctx, sides));
    put(KEY.diajukan_oleh.into(), ctx.actor.login.clone().unwrap_or_default());
    put(KEY.operasi.into(), about.op.to_string());
    put(KEY.dicatat_pada.into(), ctx.today().to_string());
    put(KEY.tersimpan.into(), sides.stored.clone().unwrap_or_default());
    put(KEY.diajukan.into(), sides.proposed.clone().unwrap_or_default());
    form
}

/// What differs, in words. What is protected in the return is not told here.
fn sentence(ctx: &Ctx, sides: &Sides) -> String {
    let label = sides.field.label;
    if sides.field.sensitivity != Sensitivity::Open {
        return format!("{label}: isi yang tersimpan dan yang diajukan berbeda; keduanya terlindungi");
    }
    let read = |text: &Option<String>| {
        let text = text.as_deref().map(|text| parts::readable(&ctx.house.reference, sides.field, text));
        let text = text.unwrap_or_else(|| "(kosong)".to_owned());
        if text.chars().count() > 200 { [text.chars().take(200).collect(), "…".to_owned()].concat() } else { text }
    };
    format!("{label}: tersimpan {}, diajukan {}", read(&sides.stored), read(&sides.proposed))
}
