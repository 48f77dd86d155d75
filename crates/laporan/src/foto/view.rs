//! How the page of the photos looks.

use kernel::offices::Office;
use maud::{Markup, html};
use records::photos::Photo;
use web::parts;

use super::entity::Model;
use super::form::{All, Typed};
use super::gathered::Gone;
use super::page::PATH;
use super::{LONGEST, MOST};
use crate::tahun::Chosen;
use crate::versi;
use crate::versi::Lock;

/// The page of a year.
pub(super) struct Listed<'a> {
    pub chosen: &'a Chosen,
    pub office: &'a Office,
    /// Whether the reader may choose.
    pub may: bool,
    /// That the head has signed, so that nothing is chosen any more.
    pub lock: Option<Lock>,
    pub photos: Vec<Photo>,
    pub typed: &'a All,
    pub version: i64,
    pub behind: Option<&'a Model>,
    pub refused: Option<&'a str>,
    /// Those that were chosen and cannot stand any more.
    pub gone: Vec<Gone>,
    pub history: &'a [Model],
}

pub(super) fn list(view: &Listed<'_>) -> Markup {
    html! {
        div.head {
            div {
                h1 { "Foto laporan kinerja " (view.chosen.year) }
                p.lead {
                    "Foto yang dilampirkan pada kegiatan " (view.office.name) " tahun ini. Yang dicentang tampil di Lampiran 4, menurut "
                    "urutannya, paling banyak " (MOST) ". Jangan pilih foto daftar hadir, dokumen atau wajah orang yang dilindungi, dan jangan "
                    "tulis nama atau nomor orang."
                }
            }
        }
        (view.chosen.form(PATH, Some(view.office.code.as_str())))
        @if let Some(row) = view.behind { (behind(row)) }
        @if let Some(why) = view.refused { (versi::view::refused(why)) }
        @if let Some(lock) = &view.lock { (versi::view::signed(lock)) }
        @if !view.gone.is_empty() { (gone(&view.gone)) }
        @if view.photos.is_empty() {
            p.note {
                "Belum ada foto pada kegiatan tahun ini. Lampirkan JPEG atau PNG pada catatan "
                a href="/kegiatan" { "Kegiatan" } ", lalu pilih di sini."
            }
        }
        // What was typed while the head signed stays in its field.
        @if view.may && (view.lock.is_none() || view.refused.is_some()) { (form(view)) } @else { (read_only(view)) }
        @if !view.history.is_empty() { (past(view.history)) }
        p { a href={ "/lkj?tahun=" (view.chosen.year) } { "Ke halaman Laporan kinerja" } }
    }
}

fn form(view: &Listed<'_>) -> Markup {
    html! {
        @if !view.photos.is_empty() || !view.gone.is_empty() {
            form.box method="post" action=(PATH) {
                input type="hidden" name="tahun" value=(view.chosen.year);
                input type="hidden" name="kantor" value=(view.office.code);
                input type="hidden" name="versi" value=(view.version);
                div.scroll {
                    table.list {
                        thead {
                            tr {
                                th scope="col" { "Pilih" }
                                th scope="col" { "Urutan" }
                                th scope="col" { "Kegiatan" }
                                th scope="col" { "Berkas" }
                                th scope="col" { "Keterangan di bawah foto" }
                            }
                        }
                        tbody { @for photo in &view.photos { (row(photo, view.typed.get(&photo.id))) } }
                    }
                }
                button.btn.main { @if view.behind.is_some() { "Simpan pilihan saya" } @else { "Simpan pilihan" } }
            }
        }
    }
}

fn row(photo: &Photo, typed: Option<&Typed>) -> Markup {
    let picked = typed.is_some_and(|one| one.picked);
    let place = typed.map(|one| one.place.as_str()).unwrap_or_default();
    let caption = typed.map(|one| one.caption.as_str()).filter(|text| !text.is_empty());
    let usual = photo.remark.as_deref().unwrap_or_default();
    let of = |what: &str| format!("{what} {}, {}", photo.name, photo.number);
    html! {
        tr {
            td { input type="checkbox" name={ "pilih-" (photo.id) } value="ya" checked[picked] aria-label=(of("Pilih")); }
            td {
                input type="text" name={ "urut-" (photo.id) } value=(place) inputmode="numeric" size="3" autocomplete="off"
                    aria-label=(of("Urutan"));
            }
            td {
                (photo.subject)
                small { (photo.number) @if let Some(day) = photo.day { ", " (parts::day(day)) } }
            }
            td { a href={ (PATH) "/" (photo.id) } { (photo.name) } }
            td {
                input type="text" name={ "keterangan-" (photo.id) } value=(caption.unwrap_or(usual)) maxlength=(LONGEST)
                    autocomplete="off" aria-label=(of("Keterangan"));
            }
        }
    }
}

/// The choice for who does not make it, and where the head has signed.
fn read_only(view: &Listed<'_>) -> Markup {
    let chosen = |photo: &&Photo| view.typed.get(&photo.id).is_some_and(|one| one.picked);
    html! {
        @if !view.may { p.note { "Hanya perencana dan kepala " (view.office.name) " yang memilih fotonya; di sini Anda melihatnya." } }
        ol {
            @for photo in view.photos.iter().filter(chosen) {
                li {
                    a href={ (PATH) "/" (photo.id) } { (photo.name) }
                    @if let Some(one) = view.typed.get(&photo.id) { ": " (one.caption) }
                    small { (photo.number) }
                }
            }
        }
    }
}

fn behind(row: &Model) -> Markup {
    let picks = row.picks().unwrap_or_default();
    html! {
        (versi::view::behind(("pilihan", "pilihan"), &row.pelaku, row.pada))
        section.box {
            h2 { "Pilihan " (row.pelaku) }
            ol { @for pick in &picks { li { (pick.caption) } } }
        }
    }
}

fn gone(all: &[Gone]) -> Markup {
    html! {
        div class="note warn" role="status" {
            p { "Foto berikut pernah dipilih dan tidak tampil lagi di laporan. Simpan pilihan untuk mengeluarkannya." }
            ul { @for one in all { li { (one.caption) ": " (one.why) "." } } }
        }
    }
}

fn past(all: &[Model]) -> Markup {
    html! {
        section.box {
            h2 { "Riwayat" }
            @for row in all {
                @let picks = row.picks().unwrap_or_default();
                details {
                    summary { "Versi " (row.versi) ", " (row.pelaku) ", " (parts::instant(row.pada)) ", " (picks.len()) " foto" }
                    ol { @for pick in &picks { li { (pick.caption) } } }
                }
            }
        }
    }
}
