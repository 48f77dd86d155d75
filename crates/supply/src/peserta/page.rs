//! The participants of an event in the console. Each number lists its records below.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::State;
use kernel::form::Form;
use kernel::{CatatanId, Ctx};
use maud::{Markup, html};
use records::Registry;
use web::{App, AppPath, AppQuery, Console, Failure, Routes, layout, parts};

use super::{Asked, By, Event, Part, UNKNOWN};
use crate::orang::{named, readable, table};

pub(super) fn router() -> Routes {
    Routes::new().get("/kegiatan/{id}/peserta", show)
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(typed): AppQuery<Form>,
) -> Result<Markup, Failure> {
    let asked = Asked::read(typed)?;
    let event = Event::find(&registry, &ctx, id).await?;
    let behind: Vec<CatatanId> = asked.behind(&event.people).into_iter().map(|one| one.id).collect();
    let rows = named(&ctx, &behind).await?;
    let here = format!("/kegiatan/{id}");
    let body = html! {
        ol.crumb {
            li { a href="/kegiatan" { "Kegiatan" } }
            li { a href=(here) { (event.row.head.number) } }
            li { "Peserta" }
        }
        (head(&ctx, &event))
        (numbers(&app, &here, &event))
        div.head id="peserta" { h2 { (title(&app, &asked)) } }
        (table(&app, &rows, behind.len(), &HashMap::new()))
    };
    Ok(layout::page(&app, &ctx, "Peserta kegiatan", "/kegiatan", &body))
}

fn head(ctx: &Ctx, event: &Event) -> Markup {
    let number = &event.row.head.number;
    let day = event.row.form.get("tanggal").and_then(|text| text.parse().ok()).map(parts::day);
    html! {
        div.head {
            div {
                h1 { (event.row.form.get("judul").map_or("Peserta kegiatan", String::as_str)) }
                p.lead {
                    @if let Some(day) = day { (day) ". " }
                    "Peserta dihitung dari pencari kerja yang dicatat pada kegiatan ini, setiap orang sekali."
                }
            }
            @if event.row.head.office == ctx.actor.office && event.row.head.withdrawn.is_none() {
                div.acts {
                    a.btn.main href={ "/pencari-kerja/banyak?dari=" (number) } { "Catat banyak peserta" } " "
                    a.btn href={ "/pencari-kerja/baru?dari=" (number) } { "Catat satu peserta" }
                }
            }
        }
        @if let Some(differs) = event.differs() {
            p.note.warn role="status" { (differs) " Catat peserta yang belum ada, atau betulkan jumlah di catatan kegiatannya." }
        }
    }
}

fn numbers(app: &App, here: &str, event: &Event) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr { th scope="col" { "Peserta" } th.num scope="col" { "Orang" } } }
            tbody { @for part in Part::ALL { tr {
                th scope="row" { (parts::words(part.code())) }
                td.num { a href={ (here) "/peserta?bagian=" (part.code()) "#peserta" } { (event.count(part)) } }
            } } }
        } }
        @if !event.people.is_empty() {
            @for by in By::ALL {
                div.scroll { table.list {
                    thead { tr { th scope="col" { (parts::words(by.code())) } th.num scope="col" { "Orang" } } }
                    tbody { @for (word, count) in by.counted(&event.people) { tr {
                        th scope="row" { (said(app, by, word)) }
                        td.num { a href={ (here) "/peserta?" (by.code()) "=" (word) "#peserta" } { (count) } }
                    } } }
                } }
            }
        }
    }
}

fn said(app: &App, by: By, word: &str) -> String {
    if word == UNKNOWN { "Tidak dicatat".to_owned() } else { readable(app, by.key(), word) }
}

fn title(app: &App, asked: &Asked) -> String {
    let part = parts::words(asked.part.code());
    match &asked.by {
        Some((by, word)) => format!("{part}: {}", said(app, *by, word)),
        None => part,
    }
}
