//! The board as a page that draws itself anew, until somebody who reads it slowly has it stand still.

use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use chrono::Datelike;
use kernel::{Ctx, Day, figure};
use maud::{Markup, html};
use serde::Deserialize;
use web::{AppQuery, Console, Failure, layout, parts};

use super::board::{Board, Flight, board};

/// After how many seconds the page is drawn anew.
const AGAIN: u32 = 20;
/// How many flights of a day fit.
const FIT: usize = 9;

/// How the board is shown.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// Whether it stands still.
    diam: Option<String>,
}

pub(super) async fn show(Console(ctx): Console, AppQuery(asked): AppQuery<Asked>) -> Result<Response, Failure> {
    let board = board(&ctx).await?;
    let still = asked.diam.is_some();
    let page = layout::screen("Papan meja", &draw(&ctx, &board, still));
    Ok(if still { page.into_response() } else { ([(REFRESH, AGAIN.to_string())], page).into_response() })
}

fn weekday(day: Day) -> &'static str {
    const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
    usize::try_from(day.weekday().num_days_from_monday()).ok().and_then(|at| DAYS.get(at)).copied().unwrap_or_default()
}

fn draw(ctx: &Ctx, board: &Board, still: bool) -> Markup {
    let now = parts::instant(ctx.now());
    let (day, hour) = now.split_once(", ").unwrap_or((&now, ""));
    let expected: i64 = board.today.iter().map(|flight| flight.expected).sum();
    let met: i64 = board.today.iter().map(|flight| flight.met + flight.extra).sum();
    html! {
        header {
            div { h1 { "Meja kedatangan" } p { (ctx.actor.office_name) } }
            p.hari { (weekday(ctx.today())) ", " (day) }
            p.jam { (hour) " " small { "WIB" } }
        }
        main {
            section.lajur aria-labelledby="hari-ini" {
                h2 id="hari-ini" { "Hari ini" span { (figure::whole(met)) " ditemui dari " (figure::whole(expected)) " yang diharapkan" } }
                (flights(&board.today, FIT))
                @if !board.tomorrow.is_empty() {
                    h2.esok { "Besok" span { (figure::whole(board.tomorrow.iter().map(|flight| flight.expected).sum())) " diharapkan" } }
                    (flights(&board.tomorrow, FIT.saturating_sub(board.today.len()).max(2)))
                }
            }
            section.orang aria-label="Orang" {
                (number("menunggu", board.waiting, "Menunggu serah terima", "sudah tiba, belum berangkat"))
                (number("tampung", board.shelter, "Di penampungan", "Rumah Ramah dan selter"))
                (number("rawat", board.hospital, "Di rumah sakit", "dirujuk dan dirawat"))
                (number("jalan", board.away, "Dalam perjalanan", "belum diserahterimakan"))
            }
        }
        footer {
            @if still { "Tanpa nama. Tidak diperbarui. " a href="/meja/papan" { "Perbarui terus" } }
            @else { "Tanpa nama. Diperbarui setiap " (AGAIN) " detik. " a href="/meja/papan?diam=ya" { "Berhenti memperbarui" } }
        }
    }
}

fn number(class: &str, many: i64, what: &str, more: &str) -> Markup {
    html! {
        div class={ "angka " (class) (look(many)) } {
            b { (figure::whole(many)) }
            p { (what) small { (more) } }
        }
    }
}

/// A number of four digits is written smaller, so that it stays in its place.
fn look(many: i64) -> &'static str {
    match many {
        0 => " nol",
        1_000.. => " besar",
        _ => "",
    }
}

fn flights(flights: &[Flight], fit: usize) -> Markup {
    html! {
        @if flights.is_empty() { p.kosong { "Belum ada penerbangan tercatat." } } @else {
            table {
                thead {
                    tr {
                        th { "Jam" } th { "Penerbangan" } th { "Dari" } th { "T" }
                        th.n { "Diharapkan" } th.n { "Ditemui" } th.n { "Tambahan" } th.n { "Tidak datang" }
                    }
                }
                tbody { @for flight in flights.iter().take(fit) { (row(flight)) } }
            }
            @if flights.len() > fit { p.kosong { "dan " (flights.len() - fit) " lagi" } }
        }
    }
}

fn row(flight: &Flight) -> Markup {
    let settled = flight.expected > 0 && flight.met + flight.absent >= flight.expected;
    let class = if flight.done || settled { "usai" } else { "tunggu" };
    let zero = |many: i64| if many == 0 { "n nol" } else { "n" };
    html! {
        tr class=(class) {
            td.jam { (flight.hour.as_deref().unwrap_or("–")) }
            td.nama { (flight.name) }
            td { (flight.from.as_deref().unwrap_or("–")) }
            td { (flight.terminal.as_deref().unwrap_or("–").trim_start_matches("Terminal ")) }
            td.n { (flight.expected) }
            td.n { (bar(flight)) b class=[(flight.met == 0).then_some("nol")] { (flight.met) } }
            td class=(zero(flight.extra)) { (flight.extra) }
            td class=(zero(flight.absent)) { (flight.absent) }
        }
    }
}

/// How much of a flight is met, and how much of it did not come.
fn bar(flight: &Flight) -> Markup {
    let share = |many: i64| if flight.expected > 0 { (many * 100 / flight.expected).clamp(0, 100) } else { 0 };
    let (met, absent) = (share(flight.met), share(flight.absent));
    html! {
        svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {
            rect.all width="100" height="4" {}
            rect.met width=(met) height="4" {}
            rect.gone x=(met) width=(absent.min(100 - met)) height="4" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_four_digits_is_smaller_and_readable() {
        let page = number("menunggu", 1_234, "Menunggu", "contoh").into_string();
        assert!(page.contains("angka menunggu besar") && page.contains(">1.234<"), "{page}");
        assert!(!number("menunggu", 999, "Menunggu", "contoh").into_string().contains("besar"));
    }
}
