//! The closings of a year: its five periods, and how far each is.

use std::ops::RangeInclusive;

use kernel::{Ctx, Period, Permission, Problem};
use maud::{Markup, html};
use web::{App, layout, parts};

use super::super::entity::Model;
use super::super::status::Status;
use super::marks;
use crate::agreement::{Agreement, Agreements};
use crate::{query, table};

/// What the page shows.
pub(super) struct View<'a> {
    pub agreements: &'a Agreements,
    pub agreement: &'a Agreement,
    /// The years that can be looked at.
    pub years: RangeInclusive<i32>,
    /// Newest first.
    pub closings: Vec<Model>,
    pub problem: Option<&'a Problem>,
}

const PERIODS: [u8; 5] = [1, 2, 3, 4, 0];

pub(super) fn page(app: &App, ctx: &Ctx, view: &View<'_>) -> Markup {
    let agreement = view.agreement;
    let title = format!("Penutupan {}", agreement.year);
    let scope = table::scope(ctx, agreement);
    let body = html! {
        @if let Some(problem) = view.problem { (marks::refusal(problem)) }
        div.head {
            div {
                h1 { (title) }
                p.lead { "Angka satu masa disiapkan, ditinjau orang kedua, lalu ditandatangani kepala. Yang sudah ditandatangani tidak berubah lagi." }
            }
            form.filter method="get" action="/penutupan" {
                label { "Tahun "
                    select name="tahun" {
                        @for year in view.years.clone().rev() { option value=(year) selected[year == agreement.year] { (year) } }
                    }
                }
                button.btn { "Tampilkan" }
            }
        }
        @if agreement.is_bare() {
            p.note.warn {
                "Tahun " (agreement.year) " belum punya perjanjian kinerja yang ditandatangani, jadi belum dapat ditutup. "
                a href={ "/perjanjian?tahun=" (agreement.year) } { "Buka Perjanjian" } "."
            }
        } @else if !scope.whole {
            p.note.warn { "Perjanjian ini milik " (agreement.office) "; hanya kantor itu yang menutupnya." }
        }
        div.head.tight {
            nav.tabs aria-label="Perjanjian kinerja" {
                @for other in view.agreements.counted_by(agreement.year) {
                    a href={ "/penutupan?tahun=" (other.year) "&perjanjian=" (other.code) }
                        aria-current=[(other.code == agreement.code).then_some("page")] { (other.title) }
                }
            }
        }
        div.scroll {
            table.list.closings {
                thead {
                    tr {
                        th scope="col" { "Masa" }
                        th scope="col" { "Keadaan" }
                        th scope="col" { "Disiapkan" }
                        th scope="col" { "Ditinjau" }
                        th scope="col" { "Ditandatangani" }
                        th scope="col" { "Kode keaslian" }
                    }
                }
                tbody { @for tw in PERIODS { (rows(ctx, view, tw, scope.whole)) } }
            }
        }
        p.legend { "Apakah data diubah tanpa lewat Lindung: lihat " a href="/audit" { "temuan audit" } "." }
    };
    layout::page(app, ctx, &title, "/penutupan", &body)
}

/// The days of a period, in words.
fn days(period: Period) -> String {
    let last = period.until.pred_opt().unwrap_or(period.until);
    format!("{} – {}", parts::day(period.from), parts::day(last))
}

fn rows(ctx: &Ctx, view: &View<'_>, tw: u8, whole: bool) -> Markup {
    let Ok(period) = query::period(view.agreement.year, Some(tw)) else { return html! {} };
    let closings: Vec<&Model> = view.closings.iter().filter(|closing| closing.tw == i64::from(tw)).collect();
    let in_force = closings.iter().find(|closing| closing.status == Status::Ditandatangani);
    html! {
        @if closings.is_empty() { (nothing(ctx, view.agreement, (tw, period), whole)) }
        @for (place, closing) in closings.iter().enumerate() {
            @let stands = in_force.is_some_and(|one| one.id == closing.id);
            (row(closing, period, (place > 0).then_some(stands)))
        }
    }
}

fn name(tw: u8) -> String {
    if tw == 0 { "Setahun".to_owned() } else { format!("Triwulan {tw}") }
}

/// A period that nobody has closed.
fn nothing(ctx: &Ctx, agreement: &Agreement, (tw, period): (u8, Period), whole: bool) -> Markup {
    let ended = ctx.today() >= period.until;
    html! {
        tr {
            th scope="row" { (name(tw)) small { (days(period)) } }
            td { span.badge.off { (if ended { "Belum ditutup" } else { "Belum berakhir" }) } }
            td colspan="4" {
                @if ended && whole && ctx.actor.may(Permission::PrepareClosing) {
                    form method="post" action="/penutupan" {
                        input type="hidden" name="tahun" value=(agreement.year);
                        input type="hidden" name="tw" value=(tw);
                        input type="hidden" name="perjanjian" value=(agreement.code);
                        button.btn { "Siapkan" span.hide { " penutupan " (name(tw)) } }
                    }
                } @else if ended {
                    span.muted { "Menunggu disiapkan oleh perencana." }
                } @else {
                    span.muted { "Dapat disiapkan mulai " (parts::day(period.until)) "." }
                }
            }
        }
    }
}

/// A closing of a period; of one before the newest it says whether it still stands.
fn row(closing: &Model, period: Period, older: Option<bool>) -> Markup {
    let revision = if closing.revisi == 0 { "yang pertama".to_owned() } else { format!("revisi {}", closing.revisi) };
    html! {
        tr class=[older.is_some().then_some("older")] {
            th scope="row" {
                a href=(marks::address(closing)) {
                    @if older.is_some() { (revision) span.hide { " " (marks::period(closing.tw)) } }
                    @else { (name(u8::try_from(closing.tw).unwrap_or_default())) }
                }
                @if older.is_none() { small { (days(period)) } }
            }
            td {
                (marks::state(closing))
                @match older {
                    Some(true) => small { "masih berlaku" },
                    Some(false) => small { "sudah digantikan" },
                    None if closing.revisi > 0 => small { (revision) },
                    None => {},
                }
            }
            td { (marks::by(Some(&closing.disiapkan_oleh), Some(closing.pada))) }
            td { (marks::by(closing.ditinjau_oleh.as_deref(), closing.ditinjau_pada)) }
            td { (marks::by(closing.ditandatangani_oleh.as_deref(), closing.ditandatangani_pada)) }
            td { (marks::short(&closing.sidik)) }
        }
    }
}
