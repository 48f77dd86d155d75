//! The call list in the console.

use axum::extract::State;
use kernel::Ctx;
use maud::{Markup, html};
use records::Row;
use web::{App, Console, Failure, Routes, layout, parts};

use super::{Calls, MOST, calls};

const PATH: &str = "/verifikasi/belum-visa";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

async fn show(State(app): State<App>, Console(ctx): Console) -> Result<Markup, Failure> {
    let calls = calls(&ctx).await?;
    let body = html! {
        ol.crumb { li { a href="/verifikasi" { "Verifikasi dokumen" } } li { "SSW belum unggah visa" } }
        div.head { div {
            h1 { "SSW belum unggah visa" }
            p.lead { "Sudah terverifikasi, visanya belum tercatat diunggah ke SISKOP2MI. Yang belum pernah dihubungi dahulu, lalu yang paling lama." }
        } }
        @if !calls.open { p.note.warn { "Nomor telepon disamarkan: peran Anda tidak menghubungi calon." } }
        @if calls.people.is_empty() {
            p.empty role="status" { "Semua calon SSW yang terverifikasi sudah mengunggah visa." }
        } @else {
            (table(&ctx, &calls))
        }
        @if calls.more { p.hint { "Yang tampak " (MOST) " pertama. Yang lain menyusul sesudah sebagian ini dihubungi." } }
    };
    Ok(layout::page(&app, &ctx, "SSW belum unggah visa", "/verifikasi", &body))
}

fn table(ctx: &Ctx, calls: &Calls) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr {
                th scope="col" { "Nomor" } th scope="col" { "Nama" } th scope="col" { "Telepon" } th scope="col" { "Diperiksa" }
                th scope="col" { "Kontak terakhir" } th scope="col" { "Hasil" } th scope="col" { span.hide { "Langkah" } }
            } }
            tbody { @for (row, number) in &calls.people { (line(ctx, row, number.as_deref())) } }
        } }
    }
}

fn line(ctx: &Ctx, row: &Row, number: Option<&str>) -> Markup {
    let day = |key: &str| row.form.get(key).and_then(|text| text.parse().ok()).map(parts::day);
    let outcome = row.form.get("hasil_kontak").map(|code| {
        let term = ctx.house.reference.term("hasil_kontak", code);
        term.map_or_else(|| code.clone(), |term| term.label.clone())
    });
    let here = format!("/verifikasi/{}", row.head.id);
    html! {
        tr {
            td { a.id href=(here) { (row.head.number) } }
            td { (row.name.as_deref().unwrap_or("—")) }
            td.one { (number.unwrap_or("Tidak tercatat")) }
            td.one { (day("diperiksa_pada").unwrap_or_default()) }
            td.one { (day("kontak_pada").unwrap_or_else(|| "Belum pernah".to_owned())) }
            td { (outcome.unwrap_or_default()) }
            td.one {
                a.btn.quiet href={ (here) "/langkah/catat-kontak" } { "Catat kontak" } " "
                a.btn.quiet href={ (here) "/langkah/unggah-visa" } { "Visa diunggah" }
            }
        }
    }
}
