//! What may be done with a closing next, by state and right.

use kernel::form::{Field, FieldKind};
use kernel::{Ctx, FieldError, Permission, Problem};
use maud::{Markup, html};
use web::{App, parts};

use super::super::commands;
use super::super::entity::Model;
use super::super::status::{Command, Status};
use super::show::View;
use super::{Tried, marks};

/// What a step asks for in words.
pub(super) fn field(command: Command) -> Option<Field> {
    let reason = |label, help| Field::asked("alasan", label, FieldKind::Text(500)).required().help(help);
    match command {
        Command::Tinjau => Some(
            Field::asked("catatan", "Catatan tinjauan", FieldKind::Text(500))
                .help("Boleh kosong, misalnya: dicocokkan dengan register pengaduan."),
        ),
        Command::Tandatangani => None,
        Command::Buang => {
            Some(reason("Alasan dibuang", "Tercatat di riwayat, misalnya: masih ada pengaduan yang belum dicatat."))
        }
        Command::Revisi => {
            Some(reason("Alasan revisi", "Tampil di penutupan baru, misalnya: dua kepulangan menyusul dicatat."))
        }
    }
}

/// What the actor may do now, and what the closing waits for.
pub(super) fn actions(app: &App, ctx: &Ctx, view: &View) -> Markup {
    let closing = &view.shown.closing;
    let may = |permission| ctx.actor.may(permission);
    html! {
        @match closing.status {
            Status::Disiapkan => section.box.do aria-labelledby="langkah" {
                h2 id="langkah" { "Berikutnya: tinjau" }
                @if !may(Permission::ReviewClosing) || commands::same_person(ctx, closing) {
                    p { "Menunggu orang kedua. Peninjau harus orang lain dari yang menyiapkan." }
                } @else {
                    p { "Cocokkan daftar periksa dan angkanya dahulu." }
                    @if may(Permission::SignClosing) {
                        p.note.warn {
                            "Anda juga yang menandatangani. Sebaiknya orang lain yang meninjau; bila Anda meninjau lalu menandatangani, "
                            "penutupan ini menyebutkannya."
                        }
                    }
                    (form(app, view, Command::Tinjau, "Tinjau"))
                }
            },
            Status::Ditinjau => section.box.do aria-labelledby="langkah" {
                h2 id="langkah" { "Berikutnya: tanda tangan" }
                @if may(Permission::SignClosing) { (sign(view)) } @else { p { "Menunggu tanda tangan kepala." } }
            },
            Status::Ditandatangani | Status::Dibuang => {},
        }
        @if may(Permission::PrepareClosing) && closing.status.allowed().contains(&Command::Buang) {
            (folded(app, view, Command::Buang, "Buang penutupan ini"))
        }
        (revise(app, ctx, view))
    }
}

/// The form of a revision, for who may, where the closing is the newest of its period.
pub(super) fn revise(app: &App, ctx: &Ctx, view: &View) -> Markup {
    let open = ctx.actor.may(Permission::PrepareClosing)
        && view.shown.closing.status.allowed().contains(&Command::Revisi)
        && view.newer().is_none();
    html! { @if open { (folded(app, view, Command::Revisi, "Buat revisi")) } }
}

fn sign(view: &View) -> Markup {
    let closing = &view.shown.closing;
    html! {
        p {
            "Yang ditandatangani: " (view.shown.figures.len()) " angka seperti diketahui pada "
            b { (parts::instant(closing.pada)) } ", menurut " (closing.perjanjian) " versi " (closing.perjanjian_versi)
            " dan versi definisi di tabel, dengan sidik " (marks::short(&closing.sidik)) "."
        }
        p.hint { "Yang ditandatangani disebut sekali lagi di halaman berikutnya." }
        p.acts { a.btn.main href=(address(closing, Command::Tandatangani)) { "Tandatangani" } }
    }
}

/// A step that is not the next one: it opens on demand, and stays open where it was refused.
fn folded(app: &App, view: &View, command: Command, words: &str) -> Markup {
    let tried = view.tried.as_ref().is_some_and(|tried| tried.command == command);
    html! {
        details.box.do open[tried] {
            summary { (words) }
            (form(app, view, command, words))
        }
    }
}

fn form(app: &App, view: &View, command: Command, words: &str) -> Markup {
    let tried = view.tried.as_ref().filter(|tried| tried.command == command);
    let typed = tried.map_or("", |tried| tried.typed.as_str());
    html! {
        form method="post" action={ (address(&view.shown.closing, command)) } novalidate {
            @if let Some(field) = field(command) {
                (parts::input(&app.house.reference, &field, typed, tried.and_then(|tried| wrong(tried, &field))))
            }
            p.acts { button class=(if command == Command::Buang { "btn danger" } else { "btn main" }) { (words) } }
        }
    }
}

pub(super) fn address(closing: &Model, command: Command) -> String {
    format!("{}/{}", marks::address(closing), command.word())
}

fn wrong<'a>(tried: &'a Tried, field: &Field) -> Option<&'a FieldError> {
    let Problem::Invalid(errors) = &tried.problem else { return None };
    errors.iter().find(|error| error.field == field.key)
}
