//! Before an agreement is signed: once more, what is signed.

use kernel::Ctx;
use maud::{Markup, html};
use web::{App, layout, parts};

use super::HERE;
use super::show::reaches_back;
use crate::perjanjian::entity::Model;
use crate::perjanjian::form::SEEN;
use crate::perjanjian::queries::Shown;

/// The field that says that it was asked once more.
pub(super) const SURE: &str = "pasti";

pub(super) fn page(app: &App, ctx: &Ctx, one: &Shown, row: &Model) -> Markup {
    let agreement = &one.agreement;
    let title = "Yang akan Anda tanda tangani";
    let body = html! {
        ol.crumb {
            li { a href=(HERE) { "Perjanjian kinerja" } }
            li { a href=(one.address()) { (agreement.code) " versi " (agreement.version) } }
            li { "Tanda tangan" }
        }
        div.head { div { h1 { (title) } p.lead { (agreement.title) } } }
        section.box.do aria-labelledby="langkah" {
            h2 id="langkah" { "Periksa sekali lagi" }
            dl.fields {
                div { dt { "Kantor" } dd { (agreement.office) } }
                div { dt { "Tahun" } dd { (agreement.year) } }
                div { dt { "Perjanjian" } dd { (agreement.code) ", versi " (agreement.version) } }
                div { dt { "Banyaknya butir" } dd { (agreement.items.len()) } }
                div { dt { "Berlaku sejak" } dd { (parts::day(agreement.since)) } }
                div { dt { "Disusun" } dd { (row.disusun_oleh) ", " (parts::instant(row.disusun_pada)) } }
                @if let Some(reason) = &row.alasan { div.wide { dt { "Alasan revisi" } dd { (reason) } } }
            }
            @if let Some(said) = reaches_back(ctx, one) { p.note.warn { (said) } }
            @if let Some(said) = row.same_hands_if_signed(ctx) {
                p.note.warn { (said) " Keterangan ini tertulis di halaman versi ini." }
            }
            p.hint { "Bila perencana mengubahnya sebelum ini, tanda tangan ditolak. Setelah ini hanya versi baru yang menggantikannya." }
            form method="post" action={ (one.address()) "/tandatangani" } {
                input type="hidden" name=(SEEN) value=(row.langkah);
                input type="hidden" name=(SURE) value="ya";
                p.acts {
                    button.btn.main { "Ya, tanda tangani" }
                    " " a.btn href=(one.address()) { "Kembali tanpa menandatangani" }
                }
            }
        }
    };
    layout::page(app, ctx, title, HERE, &body)
}
