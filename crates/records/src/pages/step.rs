//! The page on which a step of the work is taken.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::{Field, FieldKind, Form, gather_ticks};
use kernel::{CatatanId, Ctx, FieldError, Problem};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, layout, parts};

use super::Answer;
use crate::step::{DAY, Weight};
use crate::surface::This;
use crate::surface::badges;
use crate::surface::form::{part, typable};
use crate::{AnyKind, Change, Letter, Shown, Step, officers, take};

/// The result of a failed try, to be shown on the page.
#[derive(Default)]
struct Tried {
    typed: Form,
    errors: Vec<FieldError>,
    detail: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppPath((id, name)): AppPath<(CatatanId, String)>,
) -> Answer {
    let step = take::find(kind.steps(), &name)?;
    let shown = kind.read(&ctx, id, false).await?;
    let mut typed = typable(&app, &step.fields.iter().collect::<Vec<_>>(), &shown.form);
    // A future day was promised for the previous step; this step asks for it again.
    typed.retain(|key, _| step.fields.iter().any(|field| field.key == key && field.kind != FieldKind::DayAhead));
    if step.fields.iter().any(|field| field.key == DAY.key) {
        typed.insert(DAY.key.to_owned(), parts::typable(&app.house.reference, &DAY, &ctx.today().to_string()));
    }
    page(&app, &ctx, kind, (&shown, step), &Tried { typed, ..Tried::default() }).await
}

pub(super) async fn take(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppPath((id, name)): AppPath<(CatatanId, String)>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let step = take::find(kind.steps(), &name)?;
    gather_ticks(&mut typed);
    let version: Option<i64> = typed.remove("versi").and_then(|version| version.parse().ok());
    let change = Change { id, version: Some(version.ok_or(Problem::Stale)?), reason: String::new(), happened: None };
    let mut tried = Tried { typed: typed.clone(), ..Tried::default() };
    match kind.take(&ctx, change, step.name, typed).await {
        Ok(()) => return Ok(Redirect::to(&format!("/{}/{id}", kind.info().name)).into_response()),
        Err(Problem::Invalid(errors)) => tried.errors = errors,
        Err(problem @ (Problem::Refused { .. } | Problem::Duplicate(_) | Problem::Busy | Problem::NoRoom)) => {
            tried.detail = Some(problem.to_string());
        }
        Err(Problem::Stale) => {}
        Err(other) => return Err(other.into()),
    }
    let shown = kind.read(&ctx, id, false).await?;
    if tried.errors.is_empty() && tried.detail.is_none() {
        tried.detail = Some(overtaken(&shown));
    }
    page(&app, &ctx, kind, (&shown, step), &tried).await
}

/// The message about who changed the record first, and what was done.
pub(super) fn overtaken(shown: &Shown) -> String {
    let line = shown.history.last().map(|line| {
        let what = parts::words(&line.ke).to_lowercase();
        format!("{} mengubahnya pada {} (sekarang: {what}). ", line.pelaku, parts::instant(line.dicatat_pada))
    });
    format!(
        "Catatan ini sudah diubah orang lain. {}Periksa dahulu; isian Anda masih ada di bawah ini.",
        line.unwrap_or_default()
    )
}

async fn page(
    app: &App,
    ctx: &Ctx,
    kind: &dyn AnyKind,
    (shown, step): (&Shown, &'static Step),
    tried: &Tried,
) -> Answer {
    let info = kind.info();
    let base = format!("/{}", info.name);
    let here = format!("{base}/{}", shown.head.id);
    let allowed = shown.allowed.iter().any(|other| other.name == step.name);
    let fields: Vec<&Field> = step.fields.iter().collect();
    let offered = |field: &Field| match kind.offered(field.key, &shown.form) {
        Some(words) => Field { kind: FieldKind::Terms(words), ..*field },
        None => *field,
    };
    let all: Vec<Field> = step.fields.iter().chain([&step.reason]).map(offered).collect();
    let all: Vec<&Field> = all.iter().collect();
    let list = officers::of(ctx.db(), ctx, shown.head.office, info.permission).await?;
    let title = shown.form.get("nama").filter(|_| info.person).unwrap_or(&shown.head.number);
    let body = html! {
        ol.crumb { li { a href=(base) { (info.title) } } li { a href=(here) { (shown.head.number) } } li { (step.title) } }
        div.head { div {
            h1 { (step.title) }
            p.meta { (title) " " span.id { (shown.head.number) } (badges(shown.status, shown.stage, &shown.head)) }
            p.lead { (step.hint) }
        } }
        @if let Some(detail) = &tried.detail { p.note.bad role="alert" tabindex="-1" autofocus { (detail) } }
        @if allowed {
            (letters(info.more.letters, &here, step.name))
            form.form method="post" action={ (here) "/langkah/" (step.name) } novalidate {
                (parts::errors(&all, &tried.errors))
                input type="hidden" name="versi" value=(shown.head.version);
                (part(app, "Yang dicatat", &all, &tried.typed, &tried.errors))
                div.bottom {
                    button.btn.main accesskey="s" { (step.title) " " kbd { "Alt+S" } }
                    a.btn.quiet href=(here) { "Batal" }
                }
            }
            (parts::lists(&app.house.reference))
            @if fields.iter().any(|field| field.kind == FieldKind::Officer) { (people(&list)) }
        } @else {
            p.empty { "Langkah ini tidak dapat dilakukan sekarang. Yang dapat: " (others(&here, shown)) }
            (left_over(app, &here, shown, &all, &tried.typed))
        }
    };
    Ok(layout::page(app, ctx, step.title, &base, &body).into_response())
}

/// The letters that a step needs, with the way to them.
fn letters(all: &[Letter], here: &str, step: &str) -> Markup {
    let needed: Vec<&str> =
        all.iter().filter(|letter| letter.steps.contains(&step)).map(|letter| letter.title).collect();
    html! {
        @if !needed.is_empty() {
            p.hint { "Surat untuk langkah ini: " (needed.join(", ")) ". " a href={ (here) "/surat" } { "Buat surat" } }
        }
    }
}

/// The text typed for a step that is no longer possible after somebody else's step. It is not lost, and can be saved as a note.
fn left_over(app: &App, here: &str, shown: &Shown, fields: &[&Field], typed: &Form) -> Markup {
    let reference = &app.house.reference;
    let sentence = |field: &&Field| {
        let text = typed.get(field.key).filter(|text| !text.trim().is_empty())?;
        Some(format!("{}: {}", field.label, parts::readable(reference, field, text)))
    };
    let lines: Vec<String> = fields.iter().filter_map(sentence).collect();
    let note = shown.allowed.iter().find(|step| step.name == NOTE_STEP);
    html! {
        @if !lines.is_empty() {
            @if let Some(note) = note {
                form.form method="post" action={ (here) "/langkah/" (note.name) } novalidate {
                    input type="hidden" name="versi" value=(shown.head.version);
                    fieldset.part {
                        legend { "Isian Anda, belum tersimpan" }
                        (parts::input(reference, &note.reason, &lines.join("\n"), None))
                    }
                    div.bottom {
                        button.btn.main accesskey="s" { "Simpan sebagai catatan " kbd { "Alt+S" } }
                        a.btn.quiet href=(here) { "Buang isian ini" }
                    }
                }
            } @else {
                section.box { h2 { "Isian Anda, belum tersimpan" } @for line in &lines { p { (line) } } }
            }
        }
    }
}

/// The step that adds a note, if the kind has one.
const NOTE_STEP: &str = "catatan";

/// The list of people who may be given the work, for inputs with an officer.
pub(super) fn people(list: &[officers::Officer]) -> Markup {
    html! { datalist id="daftar-petugas" { @for officer in list { option value=(officer.login) { (officer.name) } } } }
}

/// The possible steps, each with a link to its page.
fn others(here: &str, shown: &Shown) -> Markup {
    html! {
        @for (at, step) in shown.allowed.iter().enumerate() {
            @if at > 0 { ", " }
            a href={ (here) "/langkah/" (step.name) } { (step.title) }
        }
        @if shown.allowed.is_empty() { "tidak ada" } "."
    }
}

/// The steps that a record allows, on its page. The step that leads the work on is emphasised; steps that do not change the
/// state are shown apart.
pub(super) fn next(kind: &dyn AnyKind, shown: &Shown) -> Markup {
    let here = format!("/{}/{}", kind.info().name, shown.head.id);
    let of = |weight: Weight| shown.allowed.iter().filter(move |step| step.weight == weight);
    let link = |step: &Step, class: &str| {
        html! { a class=(class) href={ (here) "/langkah/" (step.name) } title=(step.hint) { (step.title) } }
    };
    html! {
        @if !shown.allowed.is_empty() {
            nav.next aria-label="Langkah" {
                @for (at, step) in of(Weight::Onward).enumerate() { (link(step, if at == 0 { "btn main" } else { "btn" })) }
                @for step in of(Weight::Other) { (link(step, "btn")) }
                span.beside { @for step in of(Weight::Beside) { (link(step, "btn quiet")) } }
            }
        }
    }
}
