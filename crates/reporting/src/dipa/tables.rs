//! The tables of the budget: activities, months, and the items of the agreement.

use kernel::period::month;
use kernel::{Day, figure};
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::View;
use super::joined::{Joined, Served};
use super::model::{Activity, Part, Row, Sum, absorbed};
use super::page::Whose;
use crate::render;

/// A ratio in per cent, at two decimals at most.
fn percent(ratio: Option<Decimal>) -> String {
    ratio.map_or_else(|| "—".to_owned(), |ratio| format!("{}\u{a0}%", figure::decimal(ratio * Decimal::ONE_HUNDRED, 2)))
}

/// A number that opens; a dash where no record is behind it.
fn number(view: &View, part: Part, whose: Whose<'_>, sum: &Sum<'_>) -> Markup {
    html! {
        @if sum.rows.is_empty() { "—" } @else { a href=(view.behind(part, whose)) { (figure::whole(sum.amount)) } }
    }
}

fn absorption(view: &View, whose: Whose<'_>, spent: i64, ceiling: i64) -> Markup {
    html! { a href=(view.behind(Part::Left, whose)) { (percent(absorbed(spent, ceiling))) } }
}

/// Ceiling in force, realisation, what is left, and absorption.
fn numbers<'a>(view: &View, whose: Whose<'_>, sum: &dyn Fn(Part) -> Sum<'a>) -> Markup {
    html! {
        @for part in [Part::Ceiling, Part::Spent, Part::Left] { td.num { (number(view, part, whose, &sum(part))) } }
        td.num { (absorption(view, whose, sum(Part::Spent).amount, sum(Part::Ceiling).amount)) }
    }
}

/// Activities by ceiling, revisions, realisation, and what is left.
pub(super) fn activities(view: &View) -> Markup {
    let budget = &view.budget;
    html! {
        div.scroll {
            table.list {
                caption.hide { "Pagu, realisasi dan sisa setiap kegiatan, dalam rupiah" }
                thead {
                    tr {
                        th scope="col" { "Kegiatan (Rp)" }
                        @for revision in &budget.revisions {
                            th.num scope="col" {
                                a href=(view.by_revision(revision.number)) { (head(revision.number)) }
                                br;
                                small { (kernel::period::written(revision.first)) }
                            }
                        }
                        th.num scope="col" { "Pagu berlaku" }
                        th.num scope="col" { "Realisasi" }
                        th.num scope="col" { "Sisa" }
                        th.num scope="col" { "Serapan" }
                    }
                }
                tbody {
                    @for activity in &budget.activities {
                        @let whose = Whose::Activity(&activity.name);
                        tr {
                            th scope="row" { (activity.name) }
                            @for revision in &budget.revisions { td.num { (ceiling(view, activity, revision.number)) } }
                            (numbers(view, whose, &move |part: Part| activity.sum(part)))
                        }
                    }
                    tr {
                        th scope="row" { "Jumlah" }
                        @for revision in &budget.revisions {
                            @let part = Part::Revision(revision.number);
                            td.num { (number(view, part, Whose::All, &budget.total(part))) }
                        }
                        (numbers(view, Whose::All, &move |part: Part| budget.total(part)))
                    }
                }
            }
        }
    }
}

fn head(revision: i64) -> String {
    if revision == 0 { "Pagu awal".to_owned() } else { format!("Revisi {revision}") }
}

/// The ceiling after a revision; of an activity that the revision does not name, with the revision that it is from.
fn ceiling(view: &View, activity: &Activity, revision: i64) -> Markup {
    let part = Part::Revision(revision);
    let held = activity.ceiling(revision, Day::MAX).and_then(Row::revision);
    html! {
        (number(view, part, Whose::Activity(&activity.name), &activity.sum(part)))
        @if let Some(held) = held.filter(|held| *held != revision) { br; small { "dari revisi " (held) } }
    }
}

/// Activities by month, with the running total and what it is of the ceiling.
pub(super) fn months(view: &View) -> Markup {
    let budget = &view.budget;
    let all: Vec<u32> = (1..=budget.months()).collect();
    let ceiling = budget.total(Part::Ceiling).amount;
    html! {
        h2.over { "Realisasi menurut bulan" }
        div.scroll {
            table.list {
                thead {
                    tr {
                        th scope="col" { "Kegiatan (Rp)" }
                        @for at in &all { th.num scope="col" { (month(*at)) } }
                    }
                }
                tbody {
                    @for activity in &budget.activities {
                        tr {
                            th scope="row" { (activity.name) }
                            @for at in &all {
                                @let part = Part::Month(*at);
                                td.num { (number(view, part, Whose::Activity(&activity.name), &activity.sum(part))) }
                            }
                        }
                    }
                    tr {
                        th scope="row" { "Jumlah" }
                        @for at in &all {
                            td.num { (number(view, Part::Month(*at), Whose::All, &budget.total(Part::Month(*at)))) }
                        }
                    }
                    tr {
                        th scope="row" { "Sampai dengan bulan itu" }
                        @for at in &all {
                            td.num { (number(view, Part::Until(*at), Whose::All, &budget.total(Part::Until(*at)))) }
                        }
                    }
                    tr {
                        th scope="row" { "Serapan dari pagu berlaku" }
                        @for at in &all {
                            td.num {
                                a href=(view.behind(Part::Until(*at), Whose::All)) {
                                    (percent(absorbed(budget.total(Part::Until(*at)).amount, ceiling)))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The items of the agreement beside the activities that serve them: Tabel 23 of the report.
pub(super) fn items(view: &View, joined: &Joined) -> Markup {
    html! {
        h2.over id="tabel-23" { "Tabel 23: indikator dan anggarannya" }
        p.note {
            (joined.agreement.title) ". " (render::known(joined.known)) " Satu kegiatan dapat mendukung lebih dari satu butir, jadi kolom "
            "rupiah di sini tidak dijumlahkan."
            @if !joined.unnamed.is_empty() { " Tanpa butir: " (joined.unnamed.join("; ")) "." }
        }
        div.scroll {
            table.list {
                thead {
                    tr {
                        th.num scope="col" { "No" }
                        th scope="col" { "Indikator" }
                        th.num scope="col" { "Target" }
                        th.num scope="col" { "Realisasi" }
                        th.num scope="col" { "Capaian" }
                        th scope="col" { "Kegiatan" }
                        th.num scope="col" { "Pagu (Rp)" }
                        th.num scope="col" { "Realisasi (Rp)" }
                        th.num scope="col" { "Serapan" }
                    }
                }
                tbody { @for served in &joined.lines { (item(view, joined, served)) } }
            }
        }
    }
}

fn item(view: &View, joined: &Joined, served: &Served) -> Markup {
    let (line, budget) = (&served.line, &view.budget);
    let (no, year) = (line.item.no, &line.year);
    let figures = format!("/indikator/{}/{no}", joined.agreement.code);
    let whose = Whose::Item(no);
    let (ceiling, spent) = (served.sum(budget, Part::Ceiling), served.sum(budget, Part::Spent));
    html! {
        tr {
            td.num { (no) }
            th scope="row" { (line.item.title) }
            td.num { (render::target(&line.item.target_year)) (render::sign(line)) }
            td.num { a href=(figures) { (render::text(&year.value, line.indicator.decimals)) (render::sign(line)) } }
            td.num {
                @match year.achieved(joined.agreement.cap) {
                    Some(capaian) => (capaian.markup(year.met == Some(false))),
                    None => "—",
                }
            }
            td {
                @if served.serving.is_empty() { "Belum dikaitkan dengan kegiatan mana pun." }
                @for one in &served.serving {
                    (one.activities.join("; ")) " "
                    @if one.status == "asumsi" { small.muted title=(one.basis) { "asumsi" } }
                }
                @if !served.missing.is_empty() { br; small { "Tidak ada di anggaran tahun ini: " (served.missing.join("; ")) } }
            }
            td.num { (number(view, Part::Ceiling, whose, &ceiling)) }
            td.num { (number(view, Part::Spent, whose, &spent)) }
            td.num { (absorption(view, whose, spent.amount, ceiling.amount)) }
        }
    }
}
