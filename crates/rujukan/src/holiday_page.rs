//! Holidays in the console, by year.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Datelike;
use kernel::form::{Form, parse_day};
use kernel::{Ctx, Day, Permission, Problem};
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, AppForm as Body, AppPath, AppQuery, Console, Failure, Routes, layout, parts};

use crate::entity::libur::Model;
use crate::holiday::{self, ADD, Change, TAKE};
use crate::pages::{Refusal, inputs};
use crate::past::{self, Past};
use crate::shelf::Rujukan;

/// The address of the page.
const HERE: &str = "/libur";

type Answer = Result<Response, Failure>;

pub(crate) fn router() -> Routes {
    Routes::new().get(HERE, show).post(HERE, add).get("/libur/{hari}/cabut", ask).post("/libur/{hari}/cabut", take)
}

/// Which year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    tahun: Option<i32>,
}

async fn show(State(app): State<App>, Console(ctx): Console, AppQuery(asked): AppQuery<Asked>) -> Answer {
    let year = holiday::year(&ctx, asked.tahun)?;
    page(&app, &ctx, year, &Refusal::default()).await
}

async fn add(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Arc<Rujukan>>,
    Body(typed): Body<Form>,
) -> Answer {
    match holiday::change(&ctx, &shelf, Change::Add(&typed)).await {
        Ok(day) => Ok(Redirect::to(&address(day)).into_response()),
        Err(Problem::Invalid(errors)) => {
            let day = typed.get("hari").and_then(|text| parse_day(text));
            page(&app, &ctx, day.unwrap_or(ctx.today()).year(), &Refusal { typed, errors }).await
        }
        Err(other) => Err(other.into()),
    }
}

fn address(day: Day) -> String {
    format!("{HERE}?tahun={}", day.year())
}

async fn page(app: &App, ctx: &Ctx, year: i32, refusal: &Refusal) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let rows = holiday::history(ctx, year).await?;
    let body = html! {
        div.head {
            div {
                h1 { "Hari libur " (year) }
                p.lead {
                    "Hari yang bukan hari kerja selain Sabtu dan Minggu. Tenggat catatan baru mengikutinya dalam beberapa detik; tugas yang sudah ada "
                    "disusun ulang dalam setengah menit."
                }
            }
            p { a href={ (HERE) "?tahun=" (year - 1) } { (year - 1) } " · " a href={ (HERE) "?tahun=" (year + 1) } { (year + 1) } }
        }
        @if !ctx.house.calendar.holds(year) {
            p.note.warn { "Daftar " (year) " belum lengkap: 1 Januari belum ada. Sampai lengkap, hari lain dihitung hari kerja." }
        }
        (days(ctx, year, &rows))
        form.form method="post" action=(HERE) novalidate {
            fieldset.part { legend { "Hari libur baru" } (inputs(app, &ADD, refusal)) }
            div.bottom { button.btn.main accesskey="s" { "Tambah " kbd { "Alt+S" } } }
        }
        (history(ctx, &rows))
    };
    Ok(layout::page(app, ctx, "Hari libur", HERE, &body).into_response())
}

fn days(ctx: &Ctx, year: i32, rows: &[Model]) -> Markup {
    html! {
        div.scroll {
            table.list {
                thead { tr { th { "Hari" } th { "Nama" } th { "Jenis" } th { "Dasar" } th { "Oleh dan mengapa" } th { "Langkah" } } }
                tbody {
                    @for holiday in ctx.house.calendar.of_year(year) {
                        tr {
                            td.one { (parts::day(holiday.day)) }
                            th scope="row" { (holiday.name) }
                            td { (kind(ctx, holiday.kind.code())) }
                            td { (holiday.basis) }
                            td {
                                @match rows.iter().find(|row| row.hari == holiday.day) {
                                    Some(row) => { (row.pelaku) ": " (row.alasan) }
                                    None => { span.muted { "Bawaan" } }
                                }
                            }
                            td { a href={ (HERE) "/" (holiday.day) "/cabut" } { "Cabut" } }
                        }
                    }
                }
            }
        }
    }
}

fn kind(ctx: &Ctx, code: &str) -> String {
    ctx.house.reference.term("jenis_libur", code).map_or_else(|| code.to_owned(), |term| term.label.clone())
}

fn history(ctx: &Ctx, rows: &[Model]) -> Markup {
    past::history(ctx, "Hari", &rows.iter().map(line).collect::<Vec<_>>())
}

fn line(row: &Model) -> Past<'_> {
    Past {
        at: row.pada,
        what: (parts::day(row.hari), row.nama.as_str()),
        act: &row.tindakan,
        why: &row.alasan,
        who: &row.pelaku,
        office: row.kantor_id,
    }
}

async fn ask(State(app): State<App>, Console(ctx): Console, AppPath(hari): AppPath<String>) -> Answer {
    taking(&app, &ctx, &hari, &Refusal::default())
}

async fn take(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Arc<Rujukan>>,
    AppPath(hari): AppPath<String>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let day = parse_day(&hari).ok_or(Problem::NotFound)?;
    match holiday::change(&ctx, &shelf, Change::Take(day, &typed)).await {
        Ok(day) => Ok(Redirect::to(&address(day)).into_response()),
        Err(Problem::Invalid(errors)) => taking(&app, &ctx, &hari, &Refusal { typed, errors }),
        Err(other) => Err(other.into()),
    }
}

fn taking(app: &App, ctx: &Ctx, hari: &str, refusal: &Refusal) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let day = parse_day(hari).ok_or(Problem::NotFound)?;
    let holiday = ctx.house.calendar.holiday(day).ok_or(Problem::NotFound)?;
    let title = format!("Cabut {}", holiday.name);
    let body = html! {
        ol.crumb { li { a href=(address(day)) { "Hari libur" } } li { "Cabut" } }
        div.head { div { h1 { (title) } p.lead { (parts::day(day)) " menjadi hari kerja lagi." } } }
        form.form method="post" action={ (HERE) "/" (day) "/cabut" } novalidate {
            fieldset.part { legend { "Cabut" } (inputs(app, &TAKE, refusal)) }
            div.bottom {
                button.btn.main accesskey="s" { "Cabut " kbd { "Alt+S" } }
                a.btn.quiet href=(address(day)) { "Batal" }
            }
        }
    };
    Ok(layout::page(app, ctx, &title, HERE, &body).into_response())
}
