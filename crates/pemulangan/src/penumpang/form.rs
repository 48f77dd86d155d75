//! The form of one step with many passengers, and what became of each.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::form::{Field, Form, gather_ticks};
use kernel::{CatatanId, Ctx, FieldError, Problem, Result};
use maud::{Markup, html};
use records::Step;
use web::{App, AppForm as Body, AppPath, Console, Failure, layout, parts};

use super::act::{self, Chosen, MOST, Told};
use super::page::{MENU, SHOWN, TICKED, area, crumb, office, path, tick};
use super::{Passenger, flight, passengers};
use crate::berita_acara::bersama;
use crate::kedatangan::entity as arrival;
use crate::kepulangan::Verb;

type Answer = Result<Response, Failure>;

/// Takes the returns out of a form: those that are ticked, or all of the page.
fn ticked(typed: &mut Form) -> Result<Chosen> {
    let all = typed.remove("semua").is_some();
    let prefix = if all { SHOWN } else { TICKED };
    let one = |(key, text): (&String, &String)| {
        Some((CatatanId(key.strip_prefix(prefix)?.parse().ok()?), text.parse().ok()?))
    };
    let chosen: Chosen = typed.iter().filter_map(one).collect();
    typed.retain(|key, _| !key.starts_with(TICKED) && !key.starts_with(SHOWN));
    if chosen.len() > MOST {
        let detail = format!("Paling banyak {MOST} orang sekaligus. Saring dahulu, misalnya menurut daerah asal.");
        return Err(Problem::Malformed(detail));
    }
    Ok(chosen)
}

/// A step with those who are chosen, and what was typed for it.
struct Tried<'a> {
    verb: Verb,
    step: &'static Step,
    chosen: &'a [&'a Passenger],
    typed: Form,
    errors: Vec<FieldError>,
}

/// The passengers who are chosen.
fn found<'a>(all: &'a [Passenger], chosen: &Chosen) -> Vec<&'a Passenger> {
    all.iter().filter(|one| chosen.iter().any(|(id, _)| *id == one.record.id)).collect()
}

pub(super) async fn choose(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<CatatanId>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let flight = flight(&ctx, id).await?;
    let (verb, step) = act::step(typed.get("langkah").map_or("", String::as_str))?;
    let chosen = ticked(&mut typed)?;
    let all = passengers(&ctx, &flight, "daftar").await?;
    let chosen = found(&all, &chosen);
    let typed = act::begun(&ctx, step, &chosen);
    Ok(asked(&app, &ctx, &flight, &Tried { verb, step, chosen: &chosen, typed, errors: Vec::new() }).into_response())
}

/// The page on which a step is filled in once for all.
fn asked(app: &App, ctx: &Ctx, flight: &arrival::Model, tried: &Tried<'_>) -> Markup {
    let own = act::fields(tried.step);
    let fields: Vec<&Field> = own.iter().collect();
    let able = tried.chosen.iter().filter(|one| act::allowed(ctx, one, tried.verb).is_ok()).count();
    let body = html! {
        (crumb(flight, tried.step.title))
        div.head { div {
            h1 { (tried.step.title) ": " (able) " dari " (tried.chosen.len()) " orang" }
            p.lead { "Penerbangan " (flight.penerbangan) ", " (parts::day(flight.tiba_pada)) ". " (tried.step.hint) }
        } }
        @if tried.chosen.is_empty() {
            p.empty { "Belum ada yang dicentang. " a href=(path(flight)) { "Kembali ke penumpang" } }
        } @else {
            form.form method="post" action={ (path(flight)) "/langkah" } novalidate {
                input type="hidden" name="langkah" value=(tried.step.name);
                (parts::errors(&fields, &tried.errors))
                @if able > 0 { (records::pages::part(app, "Yang dicatat pada masing-masing", &fields, &tried.typed, &tried.errors)) }
                (people(ctx, tried))
                div.bottom {
                    @if able > 0 { button.btn.main accesskey="s" { (tried.step.title) " " kbd { "Alt+S" } } }
                    a.btn.quiet href=(path(flight)) { "Batal" }
                }
            }
            (parts::lists(&app.house.reference))
        }
    };
    layout::page(app, ctx, tried.step.title, MENU, &body)
}

fn people(ctx: &Ctx, tried: &Tried<'_>) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr {
                th.tick scope="col" { span.hide { "Pilih" } }
                @for title in ["Nomor", "Nama", "Tujuan", "Kantor penerima", "Keterangan"] { th scope="col" { (title) } }
            } }
            tbody {
                @for one in tried.chosen {
                    @let why = act::allowed(ctx, one, tried.verb).err();
                    tr {
                        td.tick { @if why.is_none() { (tick(one, true)) } }
                        td { a.id href={ "/kepulangan/" (one.record.id) } { (one.record.nomor) } }
                        td { (one.name) }
                        td { (area(ctx, one.destination())) }
                        td { (office(ctx, one.receiving(ctx).as_deref())) }
                        td.reason { @if let Some(why) = why { "Dilewati: " (why) } }
                    }
                }
            }
        } }
    }
}

pub(super) async fn take(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<CatatanId>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let flight = flight(&ctx, id).await?;
    let (verb, step) = act::step(&typed.remove("langkah").unwrap_or_default())?;
    let chosen = ticked(&mut typed)?;
    gather_ticks(&mut typed);
    let all = passengers(&ctx, &flight, "daftar").await?;
    // What is wrong for all is said before anything is done.
    match act::check(&ctx, &flight, (verb, step), &typed).await {
        Ok(()) => {}
        Err(Problem::Invalid(errors)) => {
            let chosen = found(&all, &chosen);
            let tried = Tried { verb, step, chosen: &chosen, typed, errors };
            return Ok(asked(&app, &ctx, &flight, &tried).into_response());
        }
        Err(other) => return Err(other.into()),
    }
    let told = act::take(&ctx, &all, (verb, step), (&chosen, &typed)).await?;
    let body = result(&flight, (verb, step), &told);
    Ok(layout::page(&app, &ctx, step.title, MENU, &body).into_response())
}

fn result(flight: &arrival::Model, (verb, step): (Verb, &Step), told: &[Told]) -> Markup {
    let left: Vec<&Told> = told.iter().filter(|one| one.why.is_some()).collect();
    let done = told.iter().find(|one| one.why.is_none());
    html! {
        (crumb(flight, step.title))
        div.head { h1 { (step.title) ", " (flight.penerbangan) } }
        p.note.ok.bad[!left.is_empty()] role="status" {
            b { (told.len() - left.len()) " dari " (told.len()) " orang" } ": " (step.done) "."
        }
        @if !left.is_empty() { (left_out(&left)) }
        @if let Some(one) = done.filter(|_| verb == Verb::SerahTerima) { (bersama::print(flight, one.id)) }
        p.acts {
            a.btn href=(path(flight)) { "Kembali ke penumpang" }
            @if verb == Verb::SerahTerima { a.btn href={ (MENU) "/" (flight.id) "/serah-terima" } { "Semua serah terima kedatangan ini" } }
        }
    }
}

fn left_out(left: &[&Told]) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr { th scope="col" { "Nomor" } th scope="col" { "Nama" } th scope="col" { "Mengapa tidak" } } }
            tbody {
                @for one in left {
                    tr {
                        td { a.id href={ "/kepulangan/" (one.id) } { (one.number) } }
                        td { (one.name) }
                        td.reason { (one.why.as_deref().unwrap_or_default()) }
                    }
                }
            }
        } }
    }
}
