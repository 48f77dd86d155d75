//! A version of an agreement: what it says, what is left to mend, what may be done.

use kernel::history::Model as Line;
use kernel::period::{day_of, written};
use kernel::{Ctx, Permission};
use maud::{Markup, html};
use web::{App, layout, parts};

use super::list::{refused, state};
use super::{HERE, Refusal, edit, placed};
use crate::agreement::{Agreement, Agreements, Item};
use crate::perjanjian::check;
use crate::perjanjian::entity::Model;
use crate::perjanjian::form::SEEN;
use crate::perjanjian::queries::Shown;
use crate::perjanjian::status::{Command, Status};
use crate::render;

/// What the page shows.
pub(super) struct View<'a> {
    pub all: &'a Agreements,
    pub one: Shown,
    /// All versions of the office.
    pub versions: Vec<Shown>,
    /// Oldest first.
    pub history: Vec<Line>,
    pub refusal: &'a Refusal,
}

impl View<'_> {
    /// Whether the actor may write versions of this office.
    fn own(&self, ctx: &Ctx) -> bool {
        let office = ctx.house.offices.by_code(&self.one.agreement.office);
        office.is_some_and(|office| office.id == ctx.actor.office)
    }

    fn may(&self, ctx: &Ctx, command: Command) -> bool {
        let right = if command == Command::Tandatangani { Permission::SignClosing } else { Permission::PrepareClosing };
        let allowed = match &self.one.row {
            Some(row) => row.status.allowed().contains(&command),
            None => command == Command::Revisi,
        };
        allowed && self.own(ctx) && ctx.actor.may(right)
    }

    /// The other versions of the same agreement.
    fn others(&self) -> impl Iterator<Item = &Shown> {
        let one = &self.one;
        self.versions.iter().filter(|other| other.agreement.code == one.agreement.code && other.id() != one.id())
    }
}

pub(super) fn page(app: &App, ctx: &Ctx, view: &View<'_>) -> Markup {
    let agreement = &view.one.agreement;
    let draft = view.one.row.as_ref().is_some_and(|row| row.status == Status::Rancangan);
    let found = if draft { placed(check::findings(agreement, view.all)) } else { Vec::new() };
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Perjanjian kinerja" } } li { (agreement.code) } li { "Versi " (agreement.version) } }
        (refused(view.refusal))
        div.head {
            div {
                h1 { (agreement.title) }
                p.meta {
                    (state(&view.one))
                    span { (agreement.office) ", " (agreement.year) ", versi " (agreement.version) ", berlaku sejak " b { (parts::day(agreement.since)) } }
                    span { @match agreement.cap { Some(cap) => { "Capaian dibatasi " (cap) " %" } None => "Capaian tidak dibatasi" } }
                }
            }
        }
        (notes(ctx, view))
        p.acts { a.btn href={ (view.one.address()) "/kegiatan" } { "Kegiatan anggaran yang mendukung butirnya" } }
        @if draft { (remarks(&found)) }
        // Who signs need not go through the form.
        @if draft { (steps(ctx, view, found.is_empty())) }
        @if view.may(ctx, Command::Ubah) { (edit::form(view.refusal, &view.one)) } @else { (table(agreement)) }
        @if !draft { div.under { (steps(ctx, view, found.is_empty())) } }
        (others(view))
        (history(&view.history))
    };
    layout::page(app, ctx, &agreement.title, HERE, &body)
}

/// What a revision says that begins before it is signed; until then, before today.
pub(super) fn reaches_back(ctx: &Ctx, one: &Shown) -> Option<String> {
    let row = one.row.as_ref().filter(|row| row.versi > 1 && row.status != Status::Dibuang)?;
    let signed = row.ditandatangani_pada.map_or_else(|| ctx.today(), day_of);
    let since = written(row.berlaku_sejak);
    (row.berlaku_sejak < signed).then(|| {
        format!("Berlaku mundur, sejak {since}. Hari sebelum tanda tangan tetap dinilai dengan versi sebelumnya.")
    })
}

fn notes(ctx: &Ctx, view: &View<'_>) -> Markup {
    let reason = view.one.row.as_ref().and_then(|row| row.alasan.as_ref());
    html! {
        @if view.one.row.is_none() { p.note { "Perjanjian bawaan program. Perubahannya lewat revisi: versi baru yang berlaku mulai hari tertentu." } }
        @if let Some(reason) = reason { p.note { "Alasan revisi: " (reason) } }
        @if let Some(said) = reaches_back(ctx, &view.one) { p.note.warn { (said) } }
        @if let Some(said) = view.one.row.as_ref().and_then(Model::same_hands) { p.note.warn { (said) } }
        @match view.one.row.as_ref().map(|row| row.status) {
            Some(Status::Digantikan) => p.note.warn { "Versi ini sudah digantikan. Angka hari-hari sebelum versi berikutnya berlaku tetap dinilai dengannya." },
            Some(Status::Dibuang) => p.note.warn { "Rancangan ini dibuang dan tidak berlaku." },
            Some(Status::Rancangan | Status::Ditandatangani) | None => {},
        }
    }
}

fn remarks(found: &[kernel::FieldError]) -> Markup {
    html! {
        section.box id="periksa" aria-labelledby="periksa-judul" {
            @if found.is_empty() {
                h2 id="periksa-judul" { "Pemeriksaan: siap ditandatangani" }
            } @else {
                h2 id="periksa-judul" { "Pemeriksaan: " (found.len()) " hal perlu dibetulkan sebelum ditandatangani" }
                ul { @for one in found { li { a href={ "#" (one.field) } { (one.detail) } } } }
            }
        }
    }
}

fn table(agreement: &Agreement) -> Markup {
    html! {
        div.scroll {
            table.list {
                thead {
                    tr {
                        th.num { "No" } th { "Indikator" } th { "Sasaran" } th { "Satuan" } th.num { "Tahun" }
                        @for tw in 1..=4 { th.num { "TW" (tw) } }
                    }
                }
                tbody { @for item in &agreement.items { (row(item)) } }
            }
        }
    }
}

fn row(item: &Item) -> Markup {
    html! {
        tr {
            td.num { (item.no) }
            th scope="row" { (item.title) div { small.muted { (item.indicator) } } }
            td { (item.goal) }
            td { (item.unit) }
            @for tw in [0, 1, 2, 3, 4] {
                td.num { @match item.target(tw) { Some(target) => { (render::target(target)) } None => "—" } }
            }
        }
    }
}

fn steps(ctx: &Ctx, view: &View<'_>, clean: bool) -> Markup {
    let here = view.one.address();
    let seen = view.one.row.as_ref().map(|row| row.langkah).unwrap_or_default();
    let tried = |command| view.refusal.command == Some(command);
    let typed = |key: &str| view.refusal.typed.get(key).map_or("", String::as_str);
    html! {
        @if view.may(ctx, Command::Tandatangani) {
            section.box.do aria-labelledby="tanda-tangan" {
                h2 id="tanda-tangan" { "Berikutnya: tanda tangan" }
                @if clean {
                    p {
                        "Yang ditandatangani: " (view.one.agreement.items.len()) " butir, berlaku sejak " (parts::day(view.one.agreement.since))
                        ". Sesudah ini hanya versi baru yang menggantikannya."
                    }
                    form method="post" action={ (here) "/tandatangani" } {
                        input type="hidden" name=(SEEN) value=(seen);
                        button.btn.main { "Tandatangani" }
                    }
                } @else { p { "Menunggu perencana membetulkan yang disebut pemeriksaan." } }
            }
        } @else if view.one.row.as_ref().is_some_and(|row| row.status == Status::Rancangan) && clean {
            p.note { "Rancangan lengkap. Menunggu tanda tangan kepala." }
        }
        @if view.may(ctx, Command::Revisi) {
            details.box.do open[tried(Command::Revisi)] {
                summary { "Buat revisi" }
                form method="post" action={ (here) "/revisi" } novalidate {
                    (edit::plain(view.refusal, ("berlaku_sejak", "Berlaku sejak"), typed("berlaku_sejak"), "31/12/2025"))
                    (edit::plain(view.refusal, ("alasan", "Alasan revisi"), typed("alasan"), ""))
                    button.btn { "Buat revisi" }
                }
            }
        }
        @if view.may(ctx, Command::Buang) {
            details.box.do open[tried(Command::Buang)] {
                summary { "Buang rancangan" }
                form method="post" action={ (here) "/buang" } novalidate {
                    (edit::plain(view.refusal, ("alasan", "Alasan dibuang"), typed("alasan"), ""))
                    button.btn { "Buang rancangan" }
                }
            }
        }
    }
}

fn others(view: &View<'_>) -> Markup {
    let one = &view.one;
    let beside = |other: &Shown| format!("{HERE}/sandingan?satu={}&dua={}", other.id(), one.id());
    let years = view.versions.iter().filter(|other| other.agreement.year + 1 == one.agreement.year);
    html! {
        div.head { h2 { "Versi dan tahun lain" } }
        ul {
            @for other in view.others() {
                li {
                    a href=(other.address()) { "Versi " (other.agreement.version) } " " (state(other)) " "
                    a href=(beside(other)) { "Sandingkan dengan versi " (other.agreement.version) }
                }
            }
            @for other in years {
                li { a href=(beside(other)) { "Sandingkan dengan " (other.agreement.code) " versi " (other.agreement.version) } }
            }
        }
    }
}

fn history(lines: &[Line]) -> Markup {
    html! {
        @if !lines.is_empty() {
            div.head { h2 { "Riwayat" } }
            div.scroll {
                table.list {
                    thead { tr { th { "Pada" } th { "Menjadi" } th { "Alasan" } th { "Oleh" } } }
                    tbody {
                        @for line in lines.iter().rev() {
                            tr {
                                td { (parts::instant(line.dicatat_pada)) }
                                td { (parts::words(&line.ke)) }
                                td { (line.alasan) }
                                td { (line.pelaku) }
                            }
                        }
                    }
                }
            }
        }
    }
}
