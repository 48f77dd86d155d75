//! Before a closing is signed: once more, what is signed.

use kernel::Ctx;
use maud::{Markup, html};
use web::{App, layout, parts};

use super::super::entity::Model;
use super::super::status::Command;
use super::show::{View, crumb};
use super::{marks, next};

/// The field that says which closing is meant: its fingerprint.
pub(super) const NAMED: &str = "sidik";

pub(super) fn page(app: &App, ctx: &Ctx, view: &View) -> Markup {
    let closing = &view.shown.closing;
    let title = "Yang akan Anda tanda tangani";
    let body = html! {
        (crumb(closing, &view.agreement, Some("Tanda tangan")))
        div.head { div { h1 { (title) } p.lead { (marks::title(closing)) } } }
        @if let Some(newer) = view.newer() {
            p.note.warn { "Masa ini sudah disiapkan lagi: " a href=(marks::address(newer)) { (marks::title(newer)) } "." }
        }
        section.box.do aria-labelledby="langkah" {
            h2 id="langkah" { "Periksa sekali lagi" }
            (what(ctx, view))
            @if let Some(said) = closing.same_hands_if_signed(ctx) {
                p.note.warn { (said) " Keterangan ini tertulis di penutupan dan di cetakannya." }
            }
            p.hint { "Sebelum tersimpan, semua angka dihitung ulang dan dicocokkan. Setelah ini hanya revisi yang dapat menggantikannya." }
            @if closing.tw == 0 {
                p.hint {
                    "Dengan tanda tangan ini juga tulisan dan foto laporan kinerja " (closing.tahun) " seperti sekarang: sesudahnya hanya dapat "
                    "diubah di samping revisi. Lihat dulu " a href={ "/lkj/teks?tahun=" (closing.tahun) } { "tulisannya" } "."
                }
            }
            form method="post" action=(next::address(closing, Command::Tandatangani)) {
                input type="hidden" name=(NAMED) value=(closing.sidik);
                p.acts {
                    button.btn.main { "Ya, tanda tangani" }
                    " " a.btn href=(marks::address(closing)) { "Kembali tanpa menandatangani" }
                }
            }
        }
    };
    layout::page(app, ctx, title, "/penutupan", &body)
}

/// What is signed, by name.
fn what(ctx: &Ctx, view: &View) -> Markup {
    let closing = &view.shown.closing;
    let without = view.shown.figures.iter().filter(|row| row.nilai.is_none() && row.kategori.is_none()).count();
    html! {
        dl.fields {
            div { dt { "Kantor" } dd { (office(ctx, closing)) } }
            div { dt { "Masa" } dd { (marks::period(closing.tw)) " " (closing.tahun) } }
            div { dt { "Perjanjian" } dd { (view.agreement) ", versi " (closing.perjanjian_versi) } }
            div {
                dt { "Banyaknya angka" }
                dd { (view.shown.figures.len()) @if without > 0 { ", " (without) " di antaranya belum ada data" } }
            }
            div { dt { "Seperti diketahui pada" } dd { (parts::instant(closing.pada)) } }
            div { dt { "Disiapkan" } dd { (marks::by(Some(closing.disiapkan_oleh.as_str()), Some(closing.pada))) } }
            div { dt { "Ditinjau" } dd { (marks::by(closing.ditinjau_oleh.as_deref(), closing.ditinjau_pada)) } }
            div.wide { dt { "Kode keaslian" } dd.id { (closing.sidik) } }
        }
    }
}

/// The name of the office that closes.
pub(super) fn office(ctx: &Ctx, closing: &Model) -> String {
    ctx.house.offices.by_id(closing.kantor_id).map_or_else(String::new, |office| office.name.clone())
}
