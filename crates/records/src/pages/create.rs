//! Entering a new record: who may be the person already is asked before anything is saved.

use axum::extract::{Extension, Form as Body, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::{FieldKind, Form, gather_ticks};
use kernel::{CatatanId, Ctx, FieldError, Permission, Problem, Result};
use maud::{Markup, html};
use people::score::Strength;
use people::{Proposal, Seen};
use serde::Deserialize;
use web::{App, AppQuery, Console, parts};

use super::{Answer, form};
use crate::api::This;
use crate::register::PERSON;
use crate::{AnyKind, Mode, Outcome, Registry, related};

/// How many people are offered.
pub const OFFERED: usize = 8;

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
    Extension(registry): Extension<Registry>,
    AppQuery(from): AppQuery<From>,
) -> Answer {
    by_hand(&ctx, kind)?;
    let mut typed = Form::new();
    // Most is entered on the day on which it happened.
    if let Some(day) = kind.fields().into_iter().find(|field| field.key == kind.info().day) {
        let today = parts::typable(&app.house.reference, day, &ctx.today().to_string());
        typed.extend(kind.steps().first().map(|_| (day.key.to_owned(), today)));
    }
    if let Some(number) = from.dari {
        typed.extend(carried(&ctx, kind, &registry, &number).await?);
        typed.insert(ORIGIN.to_owned(), number);
    }
    Ok(page(&app, &ctx, kind, &typed, &Told::default()).into_response())
}

/// What a new record takes over from the one that it comes from: the link to it, the person, and what is asked for in both.
async fn carried(ctx: &Ctx, kind: &dyn AnyKind, registry: &Registry, number: &str) -> Result<Form> {
    let mut typed = Form::new();
    let prefix = number.split('-').next().unwrap_or_default();
    let origin = registry.all().iter().find(|other| other.info().prefix == prefix);
    let Some(origin) = origin.filter(|other| ctx.actor.may(other.info().permission)) else { return Ok(typed) };
    let found = origin.by_number(ctx, number).await?;
    let Some(row) = found.iter().find(|row| row.head.number == number && row.head.office == ctx.actor.office) else {
        return Ok(typed);
    };
    for field in kind.fields() {
        if field.kind == FieldKind::Link(origin.info().name) {
            typed.insert(field.key.to_owned(), number.to_owned());
        }
        if let Some(text) = row.form.get(field.key).filter(|_| CARRIED.contains(&field.key)) {
            typed.insert(field.key.to_owned(), text.clone());
        }
    }
    if let (Some(person), Some(name), true) = (row.head.person, &row.name, kind.info().person) {
        typed.insert(PERSON.to_owned(), person.to_string());
        typed.insert("nama".to_owned(), name.clone());
    }
    Ok(typed)
}

/// The fields that mean the same wherever they stand.
const CARRIED: [&str; 2] = ["negara", "tiba_pada"];

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

/// Who may be the person of a form on which nobody was chosen yet. Nobody is asked about where a number says who it is.
///
/// # Errors
/// What the database says.
pub async fn offered(ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> Result<Vec<Proposal>> {
    if typed.contains_key(PERSON) || !kind.info().person || !ctx.actor.may(Permission::ReadPeople) {
        return Ok(Vec::new());
    }
    let found = people::proposals(ctx, typed, OFFERED).await?;
    let certain = found.iter().any(|one| one.strength == Strength::Pasti);
    Ok(if certain { Vec::new() } else { found })
}

/// What a form is told when it comes back.
#[derive(Default)]
struct Told {
    errors: Vec<FieldError>,
    likely: Vec<Proposal>,
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
        @if !told.likely.is_empty() { (choice(app, ctx, &told.likely)) }
    };
    form::new(app, ctx, kind, &form::Typed { form: typed, errors: &told.errors, above: &above })
}

/// The people whom the form may mean, and somebody new.
#[must_use]
pub fn choice(app: &App, ctx: &Ctx, likely: &[Proposal]) -> Markup {
    html! {
        fieldset.part.choice tabindex="-1" autofocus id="orang-mungkin" {
            legend { "Mungkin sudah tercatat. Belum disimpan: pilih dahulu siapa orangnya." }
            @for one in likely {
                label {
                    input type="radio" name=(PERSON) value=(one.id) disabled[!choosable(one)];
                    span {
                        (seen(app, ctx, one))
                        br;
                        small { (one.strength.code()) ": " (one.reasons.join(", ")) }
                    }
                }
            }
            label { input type="radio" name=(PERSON) value="baru"; span { b { "Orang baru" } ", bukan salah satu di atas" } }
            @if likely.len() == OFFERED {
                p.hint { "Mungkin masih ada yang lain. Isi NIK, paspor atau tanggal lahir di bawah, lalu simpan lagi." }
            }
        }
    }
}

/// Whether somebody may be chosen: of who only other offices know, only those about whom the form is strongly.
fn choosable(one: &Proposal) -> bool {
    matches!(one.seen, Seen::Known(_)) || one.strength >= Strength::Kuat
}

fn seen(app: &App, ctx: &Ctx, one: &Proposal) -> Markup {
    let reference = &app.house.reference;
    match &one.seen {
        Seen::Known(form) => {
            let said = |key: &str| {
                let field = people::FIELDS.iter().find(|field| field.key == key)?;
                Some(parts::readable(reference, field, form.get(key).filter(|text| !text.is_empty())?))
            };
            html! {
                b { (said("nama").unwrap_or_default()) }
                @for key in ["nik", "nomor_dokumen", "tanggal_lahir", "daerah_asal"] {
                    @if let Some(text) = said(key) { " · " (text) }
                }
            }
        }
        Seen::Elsewhere { initials, year, province } => {
            let office = ctx.house.offices.by_id(one.office).map_or("kantor lain", |office| office.name.as_str());
            let province = province.as_deref().and_then(|code| reference.area(code));
            html! {
                b { (initials) }
                @if let Some(year) = year { " · lahir " (year) }
                @if let Some(province) = province { " · " (province.name) }
                " · dikenal " (office)
                @if !choosable(one) { "; belum cukup mirip untuk dipilih, hubungi kantor itu" }
            }
        }
    }
}
