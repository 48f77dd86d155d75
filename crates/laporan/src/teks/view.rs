//! How the pages of the texts look.

use std::collections::BTreeMap;

use kernel::offices::Office;
use maud::{Markup, html};
use web::parts;

use super::differ::{Side, lines};
use super::entity::Model;
use super::page::{EDIT, PATH};
use crate::susun::tulisan::Section;
use crate::tahun::Chosen;
use crate::versi;
use crate::versi::Lock;

/// The list of the sections.
pub(super) struct Listed<'a> {
    pub chosen: &'a Chosen,
    pub office: &'a Office,
    pub sections: &'a [Section],
    pub texts: &'a BTreeMap<String, Model>,
    /// That the head has signed, so that nothing is written any more.
    pub lock: Option<Lock>,
}

/// What somebody else has saved, and what was typed.
pub(super) struct Behind<'a> {
    pub row: &'a Model,
    pub typed: &'a str,
}

/// A section that is written.
pub(super) struct Editing<'a> {
    pub year: i32,
    pub office: &'a Office,
    /// Whether it is the office of the reader, who may then write.
    pub own: bool,
    /// That the head has signed, so that nothing is written any more.
    pub lock: Option<Lock>,
    pub section: &'a Section,
    pub typed: &'a str,
    /// What the record says of the numbers in it.
    pub numbers: Markup,
    pub version: i64,
    pub behind: Option<Behind<'a>>,
    pub refused: Option<&'a str>,
    pub history: &'a [Model],
    pub before: Option<&'a Model>,
    pub back: String,
}

pub(super) fn list(view: &Listed<'_>) -> Markup {
    let year = view.chosen.year;
    let written = |key: &str| view.texts.get(key).filter(|row| !row.isi.is_empty());
    let address = |key: &str| format!("{EDIT}?tahun={year}&kantor={}&bagian={key}", view.office.code);
    let done = view.sections.iter().filter(|one| written(&one.key).is_some()).count();
    html! {
        div.head {
            div {
                h1 { "Tulisan laporan kinerja " (year) }
                p.lead {
                    (view.office.name) ": " (done) " dari " (view.sections.len()) " bagian sudah ditulis. Angka, tabel dan evaluasi disusun "
                    "sendiri; di sini hanya penjelasannya. Jangan menulis nama atau nomor orang yang dilayani."
                }
            }
        }
        (view.chosen.form(PATH, Some(view.office.code.as_str())))
        @if let Some(lock) = &view.lock { (versi::view::signed(lock)) }
        div.scroll {
            table.list {
                thead { tr { th scope="col" { "Bagian" } th scope="col" { "Keadaan" } th scope="col" { "Terakhir" } } }
                tbody {
                    @for one in view.sections {
                        tr {
                            td { a href=(address(&one.key)) { (one.title) } }
                            @match written(&one.key) {
                                Some(row) => {
                                    td { span class="badge done" { "Ditulis" } }
                                    td { (row.pelaku) ", " (parts::instant(row.pada)) }
                                }
                                None => {
                                    td { span class="badge off" { "Belum ditulis" } }
                                    td {}
                                }
                            }
                        }
                    }
                }
            }
        }
        p { a href="/lkj" { "Ke halaman Laporan kinerja" } }
    }
}

pub(super) fn edit(view: &Editing<'_>) -> Markup {
    html! {
        div.head {
            div {
                h1 { (view.section.title) }
                p.lead { "Laporan kinerja " (view.office.name) " tahun " (view.year) ". Baris kosong memisahkan paragraf." }
            }
        }
        @if let Some(behind) = &view.behind { (behind_of(behind)) }
        @if let Some(why) = view.refused { (versi::view::refused(why)) }
        @if let Some(lock) = &view.lock { (versi::view::signed(lock)) }
        // What was typed while the head signed stays in its field.
        @if view.own && (view.lock.is_none() || view.refused.is_some()) { (form(view)) } @else { (read_only(view)) }
        (view.numbers)
        @if let Some(before) = view.before.filter(|row| !row.isi.is_empty()) {
            section.box {
                h2 { "Tahun " (before.tahun) ", sebagai awal" }
                (paragraphs(&before.isi))
                p.hint { "Salin yang masih berlaku, lalu sesuaikan. Angkanya jangan ikut disalin." }
            }
        }
        @if !view.history.is_empty() { (past(view.history)) }
    }
}

fn form(view: &Editing<'_>) -> Markup {
    html! {
        form.box method="post" action=(EDIT) {
            input type="hidden" name="tahun" value=(view.year);
            input type="hidden" name="kantor" value=(view.office.code);
            input type="hidden" name="bagian" value=(view.section.key);
            input type="hidden" name="versi" value=(view.version);
            div.field {
                label for="tulisan" { "Tulisan" }
                textarea id="tulisan" name="isi" rows="16" { "\n" (view.typed) }
            }
            button.btn.main { @if view.behind.is_some() { "Simpan tulisan saya" } @else { "Simpan" } }
            " "
            a href=(view.back) { "Kembali ke daftar" }
        }
    }
}

/// The text for who belongs to an office above, since an office writes its own, and where the head has signed.
fn read_only(view: &Editing<'_>) -> Markup {
    html! {
        @if !view.own { p.note { "Hanya " (view.office.name) " yang menulis bagian ini; di sini Anda membacanya." } }
        section.box {
            @if view.typed.trim().is_empty() { p.hint { "Belum ditulis." } } @else { (paragraphs(view.typed)) }
        }
        p { a href=(view.back) { "Kembali ke daftar" } }
    }
}

/// Both texts and what differs, above what was typed, which stays in its field.
fn behind_of(behind: &Behind<'_>) -> Markup {
    let row = behind.row;
    html! {
        (versi::view::behind(("bagian", "tulisan"), &row.pelaku, row.pada))
        section.box {
            h2 { "Tulisan " (row.pelaku) }
            (paragraphs(&row.isi))
        }
        section.box {
            h2 { "Yang berbeda" }
            ul {
                @for (side, line) in lines(&row.isi, behind.typed).into_iter().filter(|(side, _)| *side != Side::Both) {
                    @if side == Side::First {
                        li { "Hanya pada " (row.pelaku) ": " del { (line) } }
                    } @else {
                        li { "Hanya pada Anda: " ins { (line) } }
                    }
                }
            }
        }
    }
}

fn past(all: &[Model]) -> Markup {
    html! {
        section.box {
            h2 { "Riwayat" }
            @for row in all {
                details {
                    summary { "Versi " (row.versi) ", " (row.pelaku) ", " (parts::instant(row.pada)) }
                    @if row.isi.is_empty() { p.hint { "Dikosongkan." } } @else { (paragraphs(&row.isi)) }
                }
            }
        }
    }
}

fn paragraphs(text: &str) -> Markup {
    html! { @for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) { p { (part) } } }
}
