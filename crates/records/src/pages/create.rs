//! Entering a new record: who may be the person already is asked before anything is saved.

use axum::extract::{Extension, Form as Body, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::{Form, gather_ticks};
use kernel::{CatatanId, Ctx, FieldError, Permission, Problem, Result};
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, AppQuery, Console, parts};

use super::{Answer, form};
use crate::api::This;
use crate::register::PERSON;
use crate::{AnyKind, Mode, Outcome, Registry, related};

/// How many people are offered.
pub const OFFERED: u64 = 8;

/// The record that the new one comes from, by its number.
const ORIGIN: &str = "dari";

#[derive(Deserialize)]
pub(super) struct From {
    dari: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppQuery(from): AppQuery<From>,
) -> Answer {
    by_hand(&ctx, kind)?;
    let mut typed = Form::new();
    // Most is entered on the day on which it happened.
    if let Some(day) = kind.fields().into_iter().find(|field| field.key == kind.info().day) {
        let today = parts::typable(&app.house.reference, day, &ctx.today().to_string());
        typed.extend(kind.steps().first().map(|_| (day.key.to_owned(), today)));
    }
    typed.extend(from.dari.map(|number| (ORIGIN.to_owned(), number)));
    Ok(page(&app, &ctx, kind, &typed, &Told::default()).into_response())
}

/// Refuses to enter by hand what only a step of another kind makes.
fn by_hand(ctx: &Ctx, kind: &dyn AnyKind) -> Result<()> {
    ctx.actor.require(kind.info().permission)?;
    kind.made_by().map_or(Ok(()), |why| Err(Problem::Malformed(why.to_owned())))
}

pub(super) async fn create(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    Body(mut typed): Body<Form>,
) -> Answer {
    by_hand(&ctx, kind)?;
    gather_ticks(&mut typed);
    let again = typed.remove("lagi").is_some();
    typed.retain(|_, text| !text.trim().is_empty());
    let mut about = typed.clone();
    let origin = about.remove(ORIGIN);
    let likely = offered(&ctx, kind, &about).await?;
    let mode = if likely.is_empty() { Mode::Write } else { Mode::DryRun };
    let done = match kind.register(&ctx, std::slice::from_ref(&about), &[], mode).await {
        Err(Problem::Invalid(errors)) => Outcome::Wrong(errors),
        done => done?.outcomes.into_iter().next().ok_or_else(|| Problem::internal("a form came to nothing"))?,
    };
    let base = format!("/{}", kind.info().name);
    let told = match done {
        Outcome::New(id, _) => {
            let unrelated = origin_of(&registry, &ctx, kind, (id, origin.as_deref())).await?;
            let next = if again && unrelated.is_none() { format!("{base}/baru") } else { format!("{base}/{id}") };
            return Ok(Redirect::to(&next).into_response());
        }
        Outcome::Known(id, _) => return Ok(Redirect::to(&format!("{base}/{id}")).into_response()),
        Outcome::Wrong(errors) => Told { errors, likely },
        Outcome::Fresh | Outcome::Same(_) => Told { errors: Vec::new(), likely },
    };
    Ok(page(&app, &ctx, kind, &typed, &told).into_response())
}

/// Relates a new record to the one that it comes from; a number that leads nowhere is no reason to lose the record.
async fn origin_of(
    registry: &Registry,
    ctx: &Ctx,
    kind: &dyn AnyKind,
    (id, origin): (CatatanId, Option<&str>),
) -> Result<Option<Vec<FieldError>>> {
    let Some(number) = origin else { return Ok(None) };
    match related::by_typed_number(registry, ctx, kind, id, number).await {
        Ok(()) => Ok(None),
        Err(Problem::Invalid(errors)) => Ok(Some(errors)),
        Err(other) => Err(other),
    }
}

/// Who may be the person of a form on which nobody was chosen yet.
async fn offered(ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> Result<Vec<people::Shown>> {
    let asked = typed.contains_key(PERSON) || !kind.info().person || !ctx.actor.may(Permission::ReadPeople);
    if asked { Ok(Vec::new()) } else { people::likely(ctx, typed, OFFERED).await }
}

/// What a form is told when it comes back.
#[derive(Default)]
struct Told {
    errors: Vec<FieldError>,
    likely: Vec<people::Shown>,
}

fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, typed: &Form, told: &Told) -> Markup {
    let chosen = typed.get(PERSON).filter(|_| told.likely.is_empty());
    let above = html! {
        @if let Some(origin) = typed.get(ORIGIN) {
            input type="hidden" name=(ORIGIN) value=(origin);
            p.note { "Akan dikaitkan dengan " (origin) "." }
        }
        @if let Some(chosen) = chosen {
            input type="hidden" name=(PERSON) value=(chosen);
            p.note { @if chosen == "baru" { "Dicatat sebagai orang baru." } @else { "Dicatat pada orang yang Anda pilih." } }
        }
        @if !told.likely.is_empty() { (choice(app, &told.likely)) }
    };
    form::new(app, ctx, kind, &form::Typed { form: typed, errors: &told.errors, above: &above })
}

/// The people whom the form may mean, and somebody new.
#[must_use]
pub fn choice(app: &App, likely: &[people::Shown]) -> Markup {
    let reference = &app.house.reference;
    html! {
        fieldset.part.choice tabindex="-1" autofocus id="orang-mungkin" {
            legend { "Mungkin sudah tercatat. Belum disimpan: pilih dahulu siapa orangnya." }
            @for person in likely {
                @let said = |key: &str| people::FIELDS.iter().find(|field| field.key == key).and_then(|field| {
                    let text = person.form.get(key).filter(|text| !text.is_empty())?;
                    Some(parts::readable(reference, field, text))
                });
                label {
                    input type="radio" name=(PERSON) value=(person.id);
                    span {
                    b { (said("nama").unwrap_or_default()) }
                    @for key in ["nik", "nomor_dokumen", "tanggal_lahir", "daerah_asal"] {
                        @if let Some(text) = said(key) { " · " (text) }
                    }
                    }
                }
            }
            label { input type="radio" name=(PERSON) value="baru"; span { b { "Orang baru" } ", bukan salah satu di atas" } }
            @if likely.len() as u64 == OFFERED {
                p.hint { "Mungkin masih ada yang lain. Isi NIK, paspor atau tanggal lahir di bawah, lalu simpan lagi." }
            }
        }
    }
}
