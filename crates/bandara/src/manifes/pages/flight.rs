//! The list of a flight: who is expected, was met, came beside the list, or did not come.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::mask;
use kernel::{CatatanId, Ctx, Permission, Problem};
use maud::{Markup, html};
use records::{Registry, Row};
use serde::Deserialize;
use uuid::Uuid;
use web::{App, AppPath, AppQuery, Console, layout, parts};

use super::super::line::{Line, lines};
use super::super::pilihan::{self, Skipped};
use super::super::{absent, arrival, claim, intake};
use super::{Answer, MENU, crumb, path, preview};
use pemulangan::baris::Status;
use pemulangan::kedatangan::entity::Model as Arrival;

/// What the list shows.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    tampil: Option<String>,
}

/// The lists of a flight: word in the address, and heading.
const LISTS: [(&str, &str); 5] = [
    ("belum", "Belum ditemui"),
    ("ditemui", "Ditemui"),
    ("tambahan", "Di luar manifes"),
    ("tidak_datang", "Tidak datang"),
    ("ditarik", "Ditarik"),
];

pub(super) async fn back(AppPath(id): AppPath<CatatanId>) -> Redirect {
    Redirect::to(&path(id))
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(asked): AppQuery<Asked>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let all = lines(&ctx, arrival.id).await?;
    let kind = arrival::kind(&registry, &arrival)?;
    let extra = intake::extra(&ctx, kind, &arrival, &all).await?;
    let mut rows = kind.labels(&ctx, &extra).await?;
    let extra: Vec<Row> = extra.iter().filter_map(|id| rows.remove(id)).collect();
    let shown = asked.tampil.as_deref().filter(|word| LISTS.iter().any(|(known, _)| known == word)).unwrap_or("belum");
    let open = arrival::open(&ctx, &arrival, "manifes").is_ok();
    let skipped: Vec<Skipped> = pilihan::remembered(&ctx, ctx.db(), arrival.id).await?.lewati.into_values().collect();
    let body = html! {
        (crumb(&arrival, None))
        (head(&arrival, &all, open))
        (counts(&arrival, &all, extra.len(), shown))
        (left_out(&skipped))
        @if all.is_empty() && extra.is_empty() {
            p.empty { "Belum ada manifes. Tempel tabelnya di bawah ini, atau catat orang satu per satu." }
        } @else if shown == "tambahan" { (extras(kind.info().name, &extra)) }
        @else { (list(&ctx, &arrival, &all, shown, open)) }
        @if open { (preview::paste(&arrival, "", None, all.is_empty())) }
    };
    Ok(layout::page(&app, &ctx, "Manifes", MENU, &body).into_response())
}

fn head(arrival: &Arrival, all: &[Line], open: bool) -> Markup {
    let left = all.iter().any(|line| line.row.status == Status::Diharapkan);
    html! {
        div.head {
            div {
                h1 { "Manifes " (arrival.penerbangan) }
                p.meta {
                    span.id { (arrival.nomor) }
                    (parts::badge(arrival.status.code(), arrival.status.stage()))
                    span { (parts::day(arrival.tiba_pada)) @if let Some(hour) = &arrival.tiba_jam { ", " (hour) " WIB" } }
                    @if let Some(terminal) = &arrival.terminal { span { "Terminal " (terminal.trim_start_matches("Terminal").trim()) } }
                }
            }
            @if open {
                div.acts {
                    @if left {
                        form method="post" action={ (path(arrival.id)) "/berikutnya" } {
                            button.btn.main accesskey="n" { "Orang berikutnya " kbd { "Alt+N" } }
                        }
                    }
                    a.btn href={ (path(arrival.id)) "/luar" } accesskey="l" { "Orang di luar manifes" }
                    @if !left && !all.is_empty() {
                        a.btn.main href={ (MENU) "/" (arrival.id) "/langkah/selesai" } { "Selesaikan kedatangan" }
                    }
                }
            }
        }
    }
}

fn of<'a>(all: &'a [Line], word: &str) -> Vec<&'a Line> {
    let wanted = match word {
        "ditemui" => Status::Ditemui,
        "tidak_datang" => Status::TidakDatang,
        "ditarik" => Status::Ditarik,
        _ => Status::Diharapkan,
    };
    all.iter().filter(|line| line.row.status == wanted).collect()
}

fn counts(arrival: &Arrival, all: &[Line], extra: usize, shown: &str) -> Markup {
    let expected = all.iter().filter(|line| line.row.status != Status::Ditarik).count();
    html! {
        p.lead {
            @if let Some(letter) = arrival.jumlah_diharapkan { "Menurut surat " b { (letter) } " orang, menurut " }
            @else { "Menurut " }
            "manifes " b { (expected) } " orang."
        }
        nav.tabs aria-label="Saringan" {
            @for (word, title) in LISTS {
                @let count = if word == "tambahan" { extra } else { of(all, word).len() };
                a href={ (path(arrival.id)) "?tampil=" (word) } aria-current=[(word == shown).then_some("page")] {
                    (title) " " b { (count) }
                }
            }
        }
    }
}

/// Whom somebody left out of the manifest, and why.
fn left_out(skipped: &[Skipped]) -> Markup {
    html! {
        @if !skipped.is_empty() {
            details.box.dilewati {
                summary { "Baris manifes yang dilewati: " (skipped.len()) }
                ul {
                    @for one in skipped {
                        li { (if one.nama.is_empty() { "tanpa nama" } else { one.nama.as_str() }) @if !one.alasan.is_empty() { ": " (one.alasan) } }
                    }
                }
            }
        }
    }
}

fn extras(kind: &str, rows: &[Row]) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr { th scope="col" { "Nomor" } th scope="col" { "Nama" } th scope="col" { "Status" } } }
            tbody {
                @for row in rows {
                    tr {
                        td { a.id href={ "/" (kind) "/" (row.head.id) } { (row.head.number) } }
                        td { (row.name.as_deref().unwrap_or("—")) }
                        td { (parts::badge(row.status, row.stage)) }
                    }
                }
            }
        } }
        @if rows.is_empty() { p.empty { "Tidak ada." } }
    }
}

fn list(ctx: &Ctx, arrival: &Arrival, all: &[Line], shown: &str, open: bool) -> Markup {
    let rows = of(all, shown);
    // The desk compares passports with the list while the flight is being received.
    let documents = open || ctx.actor.may(Permission::RevealPeople);
    html! {
        div.scroll { table.list {
            thead { tr {
                th.num.seq scope="col" { "Baris" } th scope="col" { "Nama" } th scope="col" { "Paspor" }
                th scope="col" { "Lahir" } th scope="col" { "L/P" } th scope="col" { "Keadaan" }
            } }
            tbody { @for line in &rows { (row(ctx, arrival, line, (documents, open))) } }
        } }
        @if rows.is_empty() { p.empty { "Tidak ada." } }
    }
}

fn row(ctx: &Ctx, arrival: &Arrival, line: &Line, (documents, open): (bool, bool)) -> Markup {
    let row = &line.row;
    let here = format!("{}/{}", path(arrival.id), row.id);
    let number = line.said.isi.get("nomor_dokumen").map(|text| if documents { text.clone() } else { mask(text) });
    html! {
        tr {
            td.num { (row.baris) }
            td { @if open && row.status == Status::Diharapkan { a href=(here) { (row.nama) } } @else { (row.nama) } }
            td.id { (number.unwrap_or_default()) }
            td.one { @if let Some(day) = row.tanggal_lahir { (parts::day(day)) } }
            td { (row.jenis_kelamin.as_deref().unwrap_or_default()) }
            td {
                @if let (Some(kind), Some(record)) = (&row.jenis_catatan, row.catatan_id) {
                    a href={ "/" (kind) "/" (record) } { "Buka catatan" }
                } @else if open && row.status == Status::TidakDatang {
                    form method="post" action={ (here) "/datang" } { button.plain { "Ternyata datang" } }
                } @else if open && row.status == Status::Diharapkan {
                    @if let Some(other) = claim::elsewhere(ctx, row) { small { "Sedang diterima " (other) } }
                    form method="post" action={ (here) "/tidak-datang" } { button.plain { "Tidak datang" } }
                } @else { (parts::words(row.status.code())) }
            }
        }
    }
}

pub(super) async fn not_come(Console(ctx): Console, AppPath((id, line)): AppPath<(CatatanId, Uuid)>) -> Answer {
    absence(&ctx, id, line, true).await
}

pub(super) async fn come(Console(ctx): Console, AppPath((id, line)): AppPath<(CatatanId, Uuid)>) -> Answer {
    absence(&ctx, id, line, false).await
}

async fn absence(ctx: &Ctx, id: CatatanId, line: Uuid, gone: bool) -> Answer {
    let arrival = arrival::load(ctx, id).await?;
    arrival::open(ctx, &arrival, "tidak-datang")?;
    if intake::one(ctx, &arrival, line).await?.row.kedatangan_id != id {
        return Err(Problem::NotFound.into());
    }
    let tx = ctx.begin().await?;
    absent(&tx, ctx, line, gone).await?;
    tx.commit().await?;
    Ok(Redirect::to(&path(id)).into_response())
}

pub(super) async fn release(Console(ctx): Console, AppPath((id, line)): AppPath<(CatatanId, Uuid)>) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    claim::release(&ctx, arrival.id, line).await?;
    Ok(Redirect::to(&path(id)).into_response())
}
