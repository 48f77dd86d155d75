//! The page of the passengers: who is where, narrowed by links, with boxes to tick.

use axum::extract::State;
use kernel::{CatatanId, Ctx, Result};
use maud::{Markup, html};
use records::Kind;
use web::{App, AppPath, AppQuery, Console, Failure, layout, parts};

use super::act::{self, VERBS};
use super::list::{Asked, Group};
use super::{Passenger, flight, passengers};
use crate::kedatangan::entity as arrival;
use crate::kepulangan::Kepulangan;

/// The place in the menu.
pub(super) const MENU: &str = "/kedatangan";
/// How the fields begin that name returns: those that are ticked, and those that stand on the page.
pub(super) const TICKED: &str = "pilih.";
pub(super) const SHOWN: &str = "ada.";

/// The address of the page.
pub(super) fn path(flight: &arrival::Model) -> String {
    format!("{MENU}/{}/penumpang", flight.id)
}

/// Where the page stands.
pub(super) fn crumb(flight: &arrival::Model, last: &str) -> Markup {
    html! {
        ol.crumb {
            li { a href=(MENU) { "Kedatangan" } }
            li { a href={ (MENU) "/" (flight.id) } { (flight.nomor) } }
            @if last.is_empty() { li { "Penumpang" } } @else { li { a href=(path(flight)) { "Penumpang" } } li { (last) } }
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    let flight = flight(&ctx, id).await?;
    let all = passengers(&ctx, &flight, "daftar").await?;
    let tabs = html! { @for group in Group::ALL { (links(&ctx, &flight, &asked, (group, &all))) } };
    let whole = all.len();
    let shown = asked.narrow(&ctx, all);
    let body = html! {
        (crumb(&flight, ""))
        (head(&flight, &asked, whole))
        @if whole == 0 {
            p.empty role="status" {
                "Belum ada yang ditemui dari kedatangan ini. Terima orangnya di meja, atau buka Manifes pada halaman kedatangannya. "
                "Orang pada daftar serahan pencegahan ada di " a href={ "/pencegahan?kedatangan=" (flight.nomor) } { "Pencegahan" } "."
            }
        } @else {
            form method="post" action={ (path(&flight)) "/pilih" } {
                (bar(shown.len()))
                (tabs)
                (table(&ctx, &shown))
            }
        }
    };
    Ok(layout::page(&app, &ctx, "Penumpang", MENU, &body))
}

fn head(flight: &arrival::Model, asked: &Asked, many: usize) -> Markup {
    let question = asked.question();
    html! {
        div.head {
            div {
                h1 { "Penumpang " (flight.penerbangan) }
                p.meta {
                    span.id { (flight.nomor) }
                    span { (parts::day(flight.tiba_pada)) @if let Some(hour) = &flight.tiba_jam { ", " (hour) " WIB" } }
                    span { (many) " orang ditemui" }
                }
            }
            div.acts {
                a.btn href={ (MENU) "/" (flight.id) "/serah-terima" } { "Serah terima dan berita acara" }
                a.btn href={ "/kepulangan?kedatangan=" (flight.nomor) } { "Di daftar kepulangan" }
                a.btn href={ (path(flight)) ".pdf?" (question) } { "Cetak daftar" }
                a.btn href={ (path(flight)) ".xlsx?" (question) } { "Unduh XLSX" }
            }
        }
    }
}

/// What is done with those who are ticked, before the table, so that no hundred boxes stand in the way.
fn bar(many: usize) -> Markup {
    let title = |code: &str| Kepulangan::STEPS.iter().find(|step| step.name == code).map_or("", |step| step.title);
    html! {
        div.acts {
            label for="langkah" { "Dengan yang dicentang" }
            select id="langkah" name="langkah" autofocus {
                @for verb in VERBS { option value=(verb.code()) { (title(verb.code())) } }
            }
            button.btn accesskey="c" { "Lanjut " kbd { "Alt+C" } }
            button.btn.main name="semua" value="1" accesskey="a" { "Lanjut dengan semua (" (many) ") " kbd { "Alt+A" } }
        }
        @if many > act::MOST {
            p.note.warn { "Paling banyak " (act::MOST) " orang sekaligus. Saring dahulu, misalnya menurut daerah asal." }
        }
    }
}

/// The links that narrow the list by one group.
fn links(ctx: &Ctx, flight: &arrival::Model, asked: &Asked, (group, all): (Group, &[Passenger])) -> Markup {
    let here = asked.of(group);
    html! {
        nav.tabs aria-label=(group.title()) {
            a href={ (path(flight)) "?" (asked.with(group, None)) } aria-current=[here.is_none().then_some("page")] {
                (group.title()) ": semua"
            }
            @for (code, many) in group.counts(ctx, all) {
                a href={ (path(flight)) "?" (asked.with(group, Some(&code))) }
                    aria-current=[(here == Some(code.as_str())).then_some("page")] { (group.words(ctx, &code)) " " b { (many) } }
            }
        }
    }
}

/// The box before a passenger, with the version that was seen.
pub(super) fn tick(one: &Passenger, checked: bool) -> Markup {
    let (id, version) = (one.record.id, one.record.versi);
    html! {
        input type="checkbox" name={ (TICKED) (id) } value=(version) checked[checked] aria-label={ "Pilih " (one.name) };
        input type="hidden" name={ (SHOWN) (id) } value=(version);
    }
}

/// An area as people read it.
pub(super) fn area(ctx: &Ctx, code: Option<&str>) -> String {
    let name = |code: &str| ctx.house.reference.area(code).map_or_else(|| code.to_owned(), |area| area.name.clone());
    code.map_or_else(|| "—".to_owned(), name)
}

/// An office as people read it.
pub(super) fn office(ctx: &Ctx, code: Option<&str>) -> String {
    let name =
        |code: &str| ctx.house.offices.by_code(code).map_or_else(|| code.to_owned(), |office| office.name.clone());
    code.map_or_else(|| "—".to_owned(), name)
}

fn table(ctx: &Ctx, shown: &[Passenger]) -> Markup {
    html! {
        @if shown.is_empty() { p.empty role="status" { "Tidak ada yang cocok. Kurangi saringan." } } @else {
            div.scroll { table.list {
                thead { tr {
                    th.tick scope="col" { span.hide { "Pilih" } }
                    @for title in ["Nomor", "Nama", "Status", "Daerah asal", "Tujuan", "Kantor penerima"] { th scope="col" { (title) } }
                } }
                tbody { @for one in shown { (row(ctx, one)) } }
            } }
        }
    }
}

fn row(ctx: &Ctx, one: &Passenger) -> Markup {
    html! {
        tr {
            td.tick { (tick(one, false)) }
            td { a.id href={ "/kepulangan/" (one.record.id) } { (one.record.nomor) } }
            td { (one.name) }
            td { (parts::badge(one.record.status.code(), one.record.status.stage())) }
            td { (area(ctx, one.area.as_deref())) }
            td { (area(ctx, one.record.tujuan.as_deref())) }
            td { (office(ctx, one.receiving(ctx).as_deref())) }
        }
    }
}
