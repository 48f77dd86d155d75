//! Clocks in the console.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::calendar::Certainty;
use kernel::form::Form;
use kernel::period::written;
use kernel::tenggat::{Clocks, Tenggat};
use kernel::{Ctx, Permission, Problem};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, Failure, Routes, layout, parts};

use crate::clock;
use crate::clock_form::{self, CLOCK};
use crate::entity::tenggat::Model;
use crate::pages::{Refusal, inputs};
use crate::past::{self, Past};
use crate::shelf::Rujukan;
use crate::write::{SEEN, SHOWN};

/// The address of the list.
const HERE: &str = "/tenggat";
const ONE: &str = "/tenggat/{jenis}/{kode}";

type Answer = Result<Response, Failure>;
type Shelf = Extension<Arc<Rujukan>>;

pub(crate) fn router() -> Routes {
    Routes::new().get(HERE, list).get(ONE, show).post(ONE, change)
}

async fn list(State(app): State<App>, Console(ctx): Console, Extension(shelf): Shelf) -> Answer {
    ctx.actor.require(Permission::Words)?;
    let clocks = &ctx.house.clocks;
    let rows = clock::history(&ctx, None).await?;
    let body = html! {
        div.head {
            div {
                h1 { "Lama tenggat" }
                p.lead {
                    "Apa yang harus selesai dalam berapa lama, per jenis catatan. Yang diubah berlaku untuk catatan yang diterima sejak hari yang disebut, "
                    "untuk semua kantor; tugas yang sudah ada disusun ulang dalam setengah menit. Siapa dan mengapa tercatat."
                }
            }
        }
        @for (kind, (title, _)) in &shelf.kinds {
            @if clocks.has(kind) {
                div.head { h2 { (title) } }
                div.scroll {
                    table.list {
                        thead { tr { th { "Yang harus selesai" } th { "Tahap" } th { "Lamanya" } th { "Dasar" } th { "Oleh dan mengapa" } } }
                        tbody { @for clock in clocks.latest(&[*kind]) { (row(&ctx, clock, &rows)) } }
                    }
                }
            }
        }
        (past::history(&ctx, "Tenggat", &rows.iter().map(|row| line(row, row.kode.as_str())).collect::<Vec<_>>()))
    };
    Ok(layout::page(&app, &ctx, "Lama tenggat", HERE, &body).into_response())
}

/// A clock as it is for what is registered today; one that holds for nothing of today in its newest entry.
fn row(ctx: &Ctx, newest: &Tenggat, rows: &[Model]) -> Markup {
    let clock = ctx.house.clocks.on(&newest.kind, &newest.code, ctx.today()).unwrap_or(newest);
    let of = |row: &&Model| (&row.jenis, &row.kode, row.berlaku_sejak) == (&clock.kind, &clock.code, clock.since);
    let by = rows.iter().find(of);
    html! {
        tr {
            th scope="row" { a href=(address(clock)) { (clock.purpose) } " " small.muted { (clock.code) } }
            td { (stages(clock)) }
            td.one { (clock.span()) @if let Some(days) = clock.lead { br; small.muted { "tampil " (days) " hari sebelumnya" } } }
            td { (basis(clock)) }
            td { @match by { Some(row) => { (row.pelaku) ": " (row.alasan) } None => { span.muted { "Bawaan" } } } }
        }
    }
}

fn address(clock: &Tenggat) -> String {
    [HERE, "/", clock.kind.as_str(), "/", clock.code.as_str()].concat()
}

fn stages(clock: &Tenggat) -> String {
    if clock.stages.is_empty() {
        return "Selama terbuka".to_owned();
    }
    clock.stages.iter().map(|stage| parts::words(stage)).collect::<Vec<_>>().join(", ")
}

fn basis(clock: &Tenggat) -> Markup {
    html! { (clock.basis) @if clock.status == Certainty::Asumsi { " " b { "Asumsi." } } }
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Shelf,
    AppPath((jenis, kode)): AppPath<(String, String)>,
) -> Answer {
    let typed = clock_form::of(clock::known(&ctx, &jenis, &kode)?);
    page((&app, &ctx, &shelf), (&jenis, &kode), &Refusal { typed, errors: Vec::new() }).await
}

async fn change(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Shelf,
    AppPath((jenis, kode)): AppPath<(String, String)>,
    Body(typed): Body<Form>,
) -> Answer {
    match clock::change(&ctx, &shelf, (&jenis, &kode), &typed).await {
        Ok(clock) => Ok(Redirect::to(&address(&clock)).into_response()),
        Err(Problem::Invalid(errors)) => page((&app, &ctx, &shelf), (&jenis, &kode), &Refusal { typed, errors }).await,
        Err(other) => Err(other.into()),
    }
}

async fn page((app, ctx, shelf): (&App, &Ctx, &Rujukan), (jenis, kode): (&str, &str), refusal: &Refusal) -> Answer {
    let clock = clock::known(ctx, jenis, kode)?;
    let seen = clock::newest_of(ctx.db(), (jenis, kode)).await?.0.to_string();
    let rows = clock::history(ctx, Some((jenis, kode))).await?;
    let all = shelf.clocks(ctx.db(), None).await?;
    let kind = shelf.kinds.get(jenis).map_or(jenis, |(title, _)| *title);
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Lama tenggat" } } li { (kind) } li { (kode) } }
        div.head { div { h1 { (clock.purpose) } p.lead { (kind) ". Dihitung dari: " (clock.from.join(", ")) "." } } }
        (entries(ctx, &all, (jenis, kode)))
        form.form method="post" action=(address(clock)) novalidate {
            input type="hidden" name=(SEEN) value=(seen);
            input type="hidden" name=(SHOWN) value=(clock.since.to_string());
            fieldset.part {
                legend { "Ubah" }
                p.hint { "Terisi dengan tenggat untuk catatan hari ini. Hanya isian yang Anda ubah yang menjadi lain sejak hari yang Anda tulis." }
                (inputs(app, &CLOCK, refusal))
            }
            div.bottom {
                button.btn.main accesskey="s" { "Simpan " kbd { "Alt+S" } }
                a.btn.quiet href=(HERE) { "Batal" }
            }
        }
        (past::history(ctx, "Menjadi", &rows.iter().map(|row| line(row, row.dasar.as_str())).collect::<Vec<_>>()))
    };
    Ok(layout::page(app, ctx, &clock.purpose, HERE, &body).into_response())
}

/// The entries of a clock, each with the time of registration that it holds for, also those that are yet to come.
fn entries(ctx: &Ctx, clocks: &Clocks, (jenis, kode): (&str, &str)) -> Markup {
    let mut all: Vec<&Tenggat> =
        clocks.all().iter().filter(|clock| clock.kind == jenis && clock.code == kode).collect();
    all.sort_by_key(|clock| clock.since);
    html! {
        div.scroll {
            table.list {
                thead { tr { th { "Catatan yang diterima" } th { "Tahap" } th { "Lamanya" } th { "Dasar" } } }
                tbody {
                    @for clock in all {
                        tr {
                            th scope="row" {
                                "sejak " (parts::day(clock.since))
                                @if let Some(until) = clock.until { " sampai " (parts::day(until)) }
                                @if clock.since > ctx.today() { br; small.muted { "direncanakan" } }
                            }
                            td { (stages(clock)) }
                            td.one { (clock.span()) }
                            td { (basis(clock)) }
                        }
                    }
                }
            }
        }
    }
}

fn line<'a>(row: &'a Model, beside: &'a str) -> Past<'a> {
    let unit = row.satuan.replace("kerja", "hari kerja").replace("kalender", "hari kalender");
    Past {
        at: row.pada,
        what: (format!("{} {unit} untuk catatan sejak {}", row.n, written(row.berlaku_sejak)), beside),
        act: "diubah",
        why: &row.alasan,
        who: &row.pelaku,
        office: row.kantor_id,
    }
}
