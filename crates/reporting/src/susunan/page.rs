//! The staff as of a day in the console: what is worth a look, the tables of the annual report, and the rows that they count.

use axum::extract::State;
use axum::response::Response;
use kernel::Ctx;
use kernel::period::written;
use maud::{Markup, html};
use web::{App, AppQuery, Console, Failure, Routes, heavy, layout, parts};

use super::model::Row;
use super::{Asked, Tally, View, export, view};

/// The page.
pub(super) const PATH: &str = "/pegawai/susunan";
const FILE: &str = "/pegawai/susunan.xlsx";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, show).get(FILE, heavy::work(download))
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    let view = view(&ctx, &asked).await?;
    Ok(page(&app, &ctx, &view))
}

async fn download(Console(ctx): Console, AppQuery(asked): AppQuery<Asked>) -> Result<Response, Failure> {
    let view = view(&ctx, &asked).await?;
    Ok(export::file(&view)?)
}

fn page(app: &App, ctx: &Ctx, view: &View) -> Markup {
    let many = view.staff.rows.len();
    let body = html! {
        ol.crumb { li { a href="/pegawai" { "Pegawai" } } li { "Susunan" } }
        div.head {
            div {
                h1 { "Susunan pegawai" }
                p.lead {
                    (view.office.name) ": " (many) " pegawai menjabat pada " (parts::day(view.on))
                    ", menurut catatannya dan kantor di bawahnya. Satu catatan adalah satu orang dalam satu jabatan."
                }
            }
            p.acts {
                @if many > 0 { a.btn href=(view.address(FILE, None)) { "Unduh XLSX" } " " }
                a.btn.main href="/pegawai/banyak" { "Catat banyak" }
            }
        }
        form.filter method="get" action=(PATH) {
            input type="hidden" name="kantor" value=(view.office.code);
            label { "Menjabat pada "
                input name="pada" value=(written(view.on)) placeholder="31/12/2025" inputmode="numeric" size="11";
            }
            button.btn { "Tampilkan" }
        }
        (worth(view))
        @if many == 0 {
            p.empty role="status" {
                "Belum ada pegawai " (view.office.name) " yang tercatat menjabat pada " (parts::day(view.on)) ". "
                "Catat semuanya sekaligus lewat " a href="/pegawai/banyak" { "Catat banyak" }
                ": tempel tabel pegawai dari Excel dengan baris judulnya."
            }
        } @else {
            @for one in &view.staff.tallies() { (table(one)) }
            (rows(view))
        }
    };
    layout::page(app, ctx, "Susunan pegawai", "/pegawai", &body)
}

fn worth(view: &View) -> Markup {
    html! {
        @if !view.told.is_empty() {
            section class="note warn" aria-labelledby="periksa" {
                h2 id="periksa" { "Yang perlu dilihat" }
                ul { @for sentence in &view.told { li { (sentence) } } }
            }
        }
    }
}

fn table(one: &Tally) -> Markup {
    html! {
        h2 id={ "tabel-" (one.no) } { "Tabel " (one.no) ". " (one.title) }
        @if one.lines.is_empty() { p.empty { "Tidak ada." } } @else {
            div.scroll {
                table.list {
                    caption.hide { (one.title) }
                    thead {
                        tr {
                            @for head in &one.heads { th scope="col" { (head) } }
                            @for head in &one.counted { th.num scope="col" { (head) } }
                        }
                    }
                    tbody {
                        @for (heads, counts) in &one.lines {
                            tr {
                                @for head in heads { td { (head) } }
                                @for count in counts { td.num { (count) } }
                            }
                        }
                        tr {
                            th scope="row" colspan=(one.heads.len()) { "Jumlah" }
                            @for count in &one.total { td.num { (count) } }
                        }
                    }
                }
            }
        }
    }
}

/// The rows that the tables count.
fn rows(view: &View) -> Markup {
    html! {
        h2 id="catatan" { "Catatannya" }
        div.scroll {
            table.list {
                thead {
                    tr {
                        th scope="col" { "Nomor" }
                        th scope="col" { "Kode pegawai" }
                        th scope="col" { "Unit kerja" }
                        th scope="col" { "Nama jabatan" }
                        th scope="col" { "Kelompok" }
                        th scope="col" { "Sejak" }
                        th scope="col" { "Sampai" }
                    }
                }
                tbody { @for row in &view.staff.rows { (line(row)) } }
            }
        }
    }
}

fn line(row: &Row) -> Markup {
    html! {
        tr {
            td { a.id href={ "/pegawai/" (row.id) } { (row.number) } }
            td.one { (row.code) }
            td { (row.unit.label) }
            td { (row.position) }
            td { (row.group.title()) }
            td.one { (parts::day(row.since)) }
            td.one { @if let Some(last) = row.until { (parts::day(last)) } @else { "—" } }
        }
    }
}
