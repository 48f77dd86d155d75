//! One step with many records: ticked in the list, looked at, taken with each by itself. A record that does not allow it, or that
//! somebody was faster with, stays as it is and says why; the others go on.

use axum::extract::{Extension, State};
use axum::response::IntoResponse;
use kernel::form::{Field, FieldKind, Form, gather_ticks, parse};
use kernel::{CatatanId, Ctx, FieldError, Problem, Result};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, layout, parts};

use super::Answer;
use crate::step::{DAY, Step};
use crate::surface::form::part;
use crate::surface::{This, badges};
use crate::{AnyKind, Boxed, Change, Row, officers, take};

/// The most records at once: what a page of a list has, four times.
pub(super) const MOST: usize = 200;
/// How the fields begin that name records: those that are ticked, and those that stand on the page.
const TICKED: &str = "pilih.";
const SHOWN: &str = "ada.";

/// The steps that can be taken with many records: those that the actor has the right to.
pub(super) fn steps(ctx: &Ctx, kind: &dyn AnyKind) -> Vec<&'static Step> {
    kind.steps().iter().filter(|step| step.right.is_none_or(|right| ctx.actor.may(right))).collect()
}

/// The box before a record, with the version that was seen.
pub(super) fn tick(row: &Row, checked: bool) -> Markup {
    let head = &row.head;
    html! {
        input type="checkbox" name={ (TICKED) (head.id) } value=(head.version) checked[checked] aria-label={ "Pilih " (head.number) };
        input type="hidden" name={ (SHOWN) (head.id) } value=(head.version);
    }
}

/// Records with the versions that were seen.
type Versions = Vec<(CatatanId, i64)>;

/// Takes the records out of a form: those that are ticked, or all of the page.
fn ticked(typed: &mut Form) -> Result<Versions> {
    let all = typed.remove("semua").is_some();
    let named = |prefix: &str| -> Versions {
        let one = |(key, text): (&String, &String)| {
            Some((CatatanId(key.strip_prefix(prefix)?.parse().ok()?), text.parse().ok()?))
        };
        typed.iter().filter_map(one).collect()
    };
    let versions = if all { named(SHOWN) } else { named(TICKED) };
    typed.retain(|key, _| !key.starts_with(TICKED) && !key.starts_with(SHOWN));
    if versions.len() > MOST {
        return Err(Problem::Malformed(format!("Paling banyak {MOST} catatan sekaligus. Kurangi centangnya.")));
    }
    Ok(versions)
}

/// What was typed for a step, and what is wrong with it.
#[derive(Default)]
struct Tried {
    typed: Form,
    errors: Vec<FieldError>,
}

pub(super) async fn choose(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Body(mut typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let step = take::find(kind.steps(), typed.get("langkah").map_or("", String::as_str))?;
    let versions = ticked(&mut typed)?;
    let mut begun = Form::new();
    if step.fields.iter().any(|field| field.key == DAY.key) {
        let today = parts::typable(&app.house.reference, &DAY, &ctx.today().to_string());
        begun.insert(DAY.key.to_owned(), today);
    }
    page(&app, &ctx, kind, (step, &versions), &Tried { typed: begun, ..Tried::default() }).await
}

/// The page on which a step is filled in once for all.
async fn page(
    app: &App,
    ctx: &Ctx,
    kind: &dyn AnyKind,
    (step, versions): (&'static Step, &Versions),
    tried: &Tried,
) -> Answer {
    let ids: Vec<CatatanId> = versions.iter().map(|(id, _)| *id).collect();
    let chosen = kind.chosen(ctx, &ids).await?;
    let all: Vec<&Field> = step.fields.iter().chain([&step.reason]).collect();
    let people = officers::of(ctx.db(), ctx, ctx.actor.office, kind.info().permission).await?;
    let able = chosen.iter().filter(|(_, record)| verdict(ctx, kind, step, record).is_ok()).count();
    let body = html! {
        (crumb(kind, step))
        div.head { div {
            h1 { (step.title) ": " (able) " dari " (chosen.len()) " catatan" }
            p.lead { (step.hint) }
        } }
        @if chosen.is_empty() {
            p.empty { "Belum ada yang dicentang. " a href={ "/" (kind.info().name) } { "Kembali ke daftar" } }
        } @else {
            form.form method="post" action={ "/" (kind.info().name) "/sekaligus/" (step.name) } novalidate {
                (parts::errors(&all, &tried.errors))
                @if able > 0 { (part(app, "Yang dicatat pada masing-masing", &all, &tried.typed, &tried.errors)) }
                (records(ctx, kind, step, &chosen))
                div.bottom {
                    @if able > 0 { button.btn.main accesskey="s" { (step.title) " " kbd { "Alt+S" } } }
                    a.btn.quiet href={ "/" (kind.info().name) } { "Batal" }
                }
            }
            (parts::lists(&app.house.reference))
            @if step.fields.iter().any(|field| field.kind == FieldKind::Officer) { (super::step::people(&people)) }
        }
    };
    Ok(layout::page(app, ctx, step.title, &format!("/{}", kind.info().name), &body).into_response())
}

/// Whether a record allows the step.
fn verdict(ctx: &Ctx, kind: &dyn AnyKind, step: &Step, record: &Boxed) -> Result<(), &'static str> {
    if record.head().withdrawn.is_some() {
        return Err("catatan ini dibatalkan.");
    }
    kind.verdict(ctx, &**record, step.name)
}

fn records(ctx: &Ctx, kind: &dyn AnyKind, step: &Step, chosen: &[(Row, Boxed)]) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr { th scope="col" { span.hide { "Pilih" } } th scope="col" { "Nomor" } th scope="col" { "Nama" } th scope="col" { "Status" } th scope="col" { "Keterangan" } } }
            tbody {
                @for (row, record) in chosen {
                    @let why = verdict(ctx, kind, step, record).err();
                    tr {
                        td { @if why.is_none() { (tick(row, true)) } }
                        td { a.id href={ "/" (kind.info().name) "/" (row.head.id) } { (row.head.number) } }
                        td { (row.called(kind.info()).unwrap_or("—")) }
                        td { (badges(row.status, row.stage, &row.head)) }
                        td.reason { @if let Some(why) = why { "Dilewati: " (why) } }
                    }
                }
            }
        } }
    }
}

fn crumb(kind: &dyn AnyKind, step: &Step) -> Markup {
    html! { ol.crumb { li { a href={ "/" (kind.info().name) } { (kind.info().title) } } li { "Sekaligus" } li { (step.title) } } }
}

pub(super) async fn take(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppPath(name): AppPath<String>,
    Body(mut typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let step = take::find(kind.steps(), &name)?;
    let versions = ticked(&mut typed)?;
    gather_ticks(&mut typed);
    // What is wrong for all is said before anything is done.
    if let Err(errors) = parse(&step.asks(), &typed, &ctx.house.reference, ctx.today()) {
        return page(&app, &ctx, kind, (step, &versions), &Tried { typed, errors }).await;
    }
    let ids: Vec<CatatanId> = versions.iter().map(|(id, _)| *id).collect();
    let chosen = kind.chosen(&ctx, &ids).await?;
    let (mut done, mut stopped) = (Vec::with_capacity(chosen.len()), false);
    for (row, _) in chosen {
        if stopped {
            done.push((row, Some(take::NOT_TRIED.to_owned())));
            continue;
        }
        let version = versions.iter().find(|(id, _)| *id == row.head.id).map(|(_, version)| *version);
        let change = Change { id: row.head.id, version, reason: String::new(), happened: None };
        let taken = kind.take(&ctx, change, step.name, typed.clone()).await;
        let why = take::left_out(taken).unwrap_or_else(|problem| {
            stopped = true;
            Some(take::stopped(&problem))
        });
        done.push((row, why));
    }
    let body = result(kind, step, &done);
    Ok(layout::page(&app, &ctx, step.title, &format!("/{}", kind.info().name), &body).into_response())
}

fn result(kind: &dyn AnyKind, step: &Step, done: &[(Row, Option<String>)]) -> Markup {
    let left: Vec<&(Row, Option<String>)> = done.iter().filter(|(_, why)| why.is_some()).collect();
    html! {
        (crumb(kind, step))
        div.head { h1 { (step.title) } }
        p.note.ok.bad[!left.is_empty()] role="status" {
            b { (done.len() - left.len()) " dari " (done.len()) " catatan" } ": " (step.done)
        }
        @if !left.is_empty() {
            div.scroll { table.list {
                thead { tr { th scope="col" { "Nomor" } th scope="col" { "Nama" } th scope="col" { "Mengapa tidak" } } }
                tbody {
                    @for (row, why) in left {
                        tr {
                            td { a.id href={ "/" (kind.info().name) "/" (row.head.id) } { (row.head.number) } }
                            td { (row.called(kind.info()).unwrap_or("—")) }
                            td.reason { (why.as_deref().unwrap_or_default()) }
                        }
                    }
                }
            } }
        }
        p.acts { a.btn.main href={ "/" (kind.info().name) } autofocus { "Kembali ke daftar" } }
    }
}
