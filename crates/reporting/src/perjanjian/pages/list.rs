//! The agreements, and the form that sets one up.

use kernel::{Ctx, Permission, Stage};
use maud::{Markup, html};
use web::{App, layout, parts};

use super::{HERE, Refusal};
use crate::agreement::Agreements;
use crate::perjanjian::queries::Shown;

/// What the page shows.
pub(super) struct View<'a> {
    pub all: &'a Agreements,
    pub listed: Vec<Shown>,
    /// The year that would be set up.
    pub year: i32,
    pub running: i32,
    /// What is wrong with the year that was asked for.
    pub wrong: Option<String>,
    pub refusal: &'a Refusal,
}

pub(super) fn page(app: &App, ctx: &Ctx, view: &View<'_>) -> Markup {
    let body = html! {
        (refused(view.refusal))
        @if let Some(wrong) = &view.wrong { p.note.bad role="alert" { (wrong) } }
        div.head {
            div {
                h1 { "Perjanjian kinerja" }
                p.lead {
                    "Disusun perencana dari perjanjian sebelumnya, ditandatangani kepala, lalu berlaku di dasbor, tugas malam dan penutupan. "
                    "Yang sudah ditandatangani tidak berubah; perubahannya versi baru."
                }
            }
            @if view.listed.len() > 1 { p.acts { a.btn href={ (HERE) "/sandingan" } { "Sandingkan dua" } } }
        }
        div.scroll {
            table.list {
                thead {
                    tr {
                        th { "Tahun" } th { "Perjanjian" } th { "Versi" } th { "Berlaku sejak" } th.num { "Butir" } th { "Keadaan" } th { "Ditandatangani" }
                    }
                }
                tbody { @for one in &view.listed { (row(one)) } }
            }
        }
        @if ctx.actor.may(Permission::PrepareClosing) { (begin(view)) }
    };
    layout::page(app, ctx, "Perjanjian kinerja", HERE, &body)
}

/// The state of a version.
pub(super) fn state(one: &Shown) -> Markup {
    parts::badge(one.status(), one.row.as_ref().map_or(Stage::Done, |row| row.status.stage()))
}

/// What is wrong, each leading to its input.
pub(super) fn refused(refusal: &Refusal) -> Markup {
    html! {
        @if !refusal.errors.is_empty() {
            div.errors role="alert" tabindex="-1" autofocus id="salah" {
                h2 { "Belum tersimpan: " (refusal.errors.len()) " hal perlu dibetulkan" }
                ul { @for error in &refusal.errors { li { a href={ "#" (error.field) } { (error.detail) } } } }
            }
        }
    }
}

fn row(one: &Shown) -> Markup {
    let agreement = &one.agreement;
    html! {
        tr {
            td { (agreement.year) }
            th scope="row" { a href=(one.address()) { (agreement.title) } div { small.muted { (agreement.code) ", " (agreement.office) } } }
            td { (agreement.version) }
            td { (parts::day(agreement.since)) }
            td.num { (agreement.items.len()) }
            td { (state(one)) }
            td {
                @match one.row.as_ref().and_then(|row| Some((row.ditandatangani_oleh.as_ref()?, row.ditandatangani_pada?))) {
                    Some((who, at)) => { (who) ", " (parts::instant(at)) }
                    None => { span.muted { "—" } }
                }
            }
        }
    }
}

fn begin(view: &View<'_>) -> Markup {
    let typed = |key: &str| view.refusal.typed.get(key).map_or("", String::as_str);
    let mut sources: Vec<_> = view.all.all().iter().filter(|one| one.year <= view.year).collect();
    sources.sort_by(|a, b| (b.year, &a.code).cmp(&(a.year, &b.code)));
    sources.dedup_by(|a, b| a.code == b.code);
    html! {
        form.form method="post" action=(HERE) novalidate id="susun" {
            fieldset.part {
                legend { "Susun perjanjian" }
                div.row {
                    div.field.s {
                        label for="tahun" { "Tahun " span.opt { "wajib" } }
                        select id="tahun" name="tahun" {
                            @for year in [view.running + 1, view.running, view.running - 1] {
                                option value=(year) selected[year == view.year] { (year) }
                            }
                        }
                    }
                    div.field {
                        label for="dari" { "Dari" }
                        select id="dari" name="dari" {
                            option value="" { "yang terakhir dari kantor ini" }
                            @for one in sources {
                                option value=(one.code) selected[one.code == typed("dari")] { (one.code) }
                            }
                        }
                        p.hint { "Sasaran, judul dan target disalin; ubah sesudahnya." }
                    }
                    div.field.m {
                        label for="sebutan" { "Sebutan" }
                        input id="sebutan" name="sebutan" value=(typed("sebutan")) autocomplete="off" maxlength="40";
                        p.hint { "Bila ada beberapa dalam setahun, misalnya pk-oktober. Kosong: seperti yang disalin." }
                    }
                }
            }
            div.bottom { button.btn.main accesskey="s" { "Susun rancangan " kbd { "Alt+S" } } }
        }
    }
}
