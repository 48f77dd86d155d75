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
use super::tidur::{self, Beds};
use super::{Passenger, flight, passengers};
use crate::berita_acara::bersama;
use crate::kedatangan::entity as arrival;
use crate::kepulangan::Verb;
use crate::layanan::entity::KEY as SERVICE;

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
    /// The beds that are typed, or offered.
    beds: Beds,
    /// The beds that are free.
    free: Vec<String>,
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
    let free = free(&ctx, &flight, verb).await?;
    let able = chosen.iter().filter(|one| act::allowed(&ctx, one, verb).is_ok());
    let beds = tidur::offered(able.map(|one| one.record.id), &free);
    let tried = Tried { verb, step, chosen: &chosen, typed, errors: Vec::new(), beds, free };
    Ok(asked(&app, &ctx, &flight, &tried).into_response())
}

/// The beds that are free, where a step gives some.
async fn free(ctx: &Ctx, flight: &arrival::Model, verb: Verb) -> Result<Vec<String>> {
    Ok(if verb == Verb::Tampung { tidur::free(&tidur::known(ctx, flight.kantor_id).await?) } else { Vec::new() })
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
                (parts::errors(&tried.step.asks(), &tried.errors))
                @if able > 0 { (records::pages::part(app, "Yang dicatat pada masing-masing", &fields, &tried.typed, &tried.errors)) }
                @if able > 0 && tried.verb == Verb::Tampung { (rooms(tried, able)) }
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

/// How many beds are free for how many.
fn rooms(tried: &Tried<'_>, able: usize) -> Markup {
    let free = tried.free.len();
    html! {
        p.note.warn[able > free] {
            (able) " orang, " (free) " tempat tidur yang diketahui kosong. "
            @if able > free { "Isi sendiri nomor untuk " (able - free) " orang lainnya, atau hapus centangnya. " }
            "Semua yang dicentang ditampung, atau tidak seorang pun. Kosongkan semua nomor untuk menampung tanpa mencatat tempat tidur."
        }
    }
}

/// The bed of somebody.
fn bed(tried: &Tried<'_>, one: &Passenger) -> Markup {
    let typed = tried.beds.get(&one.record.id).map_or("", String::as_str);
    html! {
        input name={ (tidur::FIELD) (one.record.id) } value=(typed) maxlength="20" size="6" autocomplete="off"
            aria-label={ "Tempat tidur " (one.name) };
    }
}

fn people(ctx: &Ctx, tried: &Tried<'_>) -> Markup {
    let beds = tried.verb == Verb::Tampung;
    html! {
        div.scroll id=[beds.then_some(SERVICE.nomor_tempat_tidur.name)] { table.list {
            thead { tr {
                th.tick scope="col" { span.hide { "Pilih" } }
                @for title in ["Nomor", "Nama"] { th scope="col" { (title) } }
                @if beds { th scope="col" { "Tempat tidur" } }
                @for title in ["Tujuan", "Kantor penerima", "Keterangan"] { th scope="col" { (title) } }
            } }
            tbody {
                @for one in tried.chosen {
                    @let why = act::allowed(ctx, one, tried.verb).err();
                    tr {
                        td.tick { @if why.is_none() { (tick(one, true)) } }
                        td { a.id href={ "/kepulangan/" (one.record.id) } { (one.record.nomor) } }
                        td { (one.name) }
                        @if beds { td { @if why.is_none() { (bed(tried, one)) } } }
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
    // A bed counts as far as its person is ticked.
    let mut beds = tidur::typed(&mut typed);
    beds.retain(|id, _| chosen.iter().any(|(one, _)| one == id));
    gather_ticks(&mut typed);
    let all = passengers(&ctx, &flight, "daftar").await?;
    // What is wrong for all is said before anything is done.
    let told = match act::check(&ctx, &flight, (verb, step), &typed).await {
        Ok(()) => act::take(&ctx, &all, (verb, step), (&chosen, &beds, &typed)).await,
        Err(wrong) => Err(wrong),
    };
    let told = match told {
        Ok(told) => told,
        Err(Problem::Invalid(errors)) => {
            let (chosen, free) = (found(&all, &chosen), free(&ctx, &flight, verb).await?);
            let tried = Tried { verb, step, chosen: &chosen, typed, errors, beds, free };
            return Ok(asked(&app, &ctx, &flight, &tried).into_response());
        }
        Err(other) => return Err(other.into()),
    };
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
