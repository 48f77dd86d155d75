//! The handovers of an arrival, each with the form for its berita acara.

use axum::extract::State;
use kernel::CatatanId;
use kernel::form::Field;
use maud::{Markup, html};
use web::{App, AppPath, Console, Failure, layout, parts};

use super::FIELDS;
use super::handover::Handover;
use crate::kedatangan::entity as arrival;
use crate::penumpang::{flight, passengers};

const MENU: &str = "/kedatangan";

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<CatatanId>,
) -> Result<Markup, Failure> {
    let flight = flight(&ctx, id).await?;
    let all = passengers(&ctx, &flight, "daftar").await?;
    let handovers = Handover::all(&all);
    let left = all.len() - handovers.iter().map(|one| one.people.len()).sum::<usize>();
    let here = format!("{MENU}/{}", flight.id);
    let term = |code: &str| {
        let term = app.house.reference.term("penerima_pulang", code);
        term.map_or_else(|| parts::words(code), |term| term.label.clone())
    };
    let body = html! {
        ol.crumb {
            li { a href=(MENU) { "Kedatangan" } }
            li { a href=(here) { (flight.nomor) } }
            li { a href={ (here) "/penumpang" } { "Penumpang" } }
            li { "Serah terima" }
        }
        div.head { div {
            h1 { "Serah terima " (flight.penerbangan) }
            p.lead { (all.len() - left) " dari " (all.len()) " orang sudah diserahterimakan. Satu berita acara untuk yang diserahkan bersama." }
        } }
        @if handovers.is_empty() {
            p.empty role="status" { "Belum ada. Centang orangnya di " a href={ (here) "/penumpang" } { "Penumpang" } ", lalu Serah terima." }
        }
        @for one in &handovers {
            @let first = one.first();
            section.box {
                h2 { (one.people.len()) " orang kepada " (first.penerima.as_deref().unwrap_or("—")) }
                p.meta {
                    @if let Some(day) = first.serah_terima_pada { span { (parts::day(day)) } }
                    @if let Some(code) = first.jenis_penerima.as_deref() { span { (term(code)) } }
                    span { "Nomor " (first.nomor_ba.as_deref().unwrap_or("belum diisi")) }
                }
                (print(&flight, first.id))
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Serah terima", MENU, &body))
}

/// The form for the berita acara of those who were handed over together with one return.
pub(crate) fn print(flight: &arrival::Model, one: CatatanId) -> Markup {
    let field = |field: &Field| {
        let id = format!("{}-{one}", field.key);
        html! {
            div.field {
                label for=(id) { (field.label) }
                input id=(id) name=(field.key) autocomplete="off" aria-describedby=[(!field.help.is_empty()).then(|| format!("{id}-h"))];
                @if !field.help.is_empty() { p.hint id={ (id) "-h" } { (field.help) } }
            }
        }
    };
    html! {
        form.form method="post" action={ (MENU) "/" (flight.id) "/berita-acara" } {
            input type="hidden" name="kepulangan" value=(one);
            fieldset.part {
                legend { "Berita acara dengan lampiran" }
                div.row { @for one in FIELDS { (field(one)) } }
            }
            div.bottom {
                button.btn.main name="bentuk" value="pdf" { "Berita acara (PDF)" }
                button.btn name="bentuk" value="docx" { "Berita acara (Word)" }
            }
        }
    }
}
