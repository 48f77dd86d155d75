//! A file of numbers: looked at first, saved after.

use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::response::{IntoResponse, Response};
use kernel::form::Form;
use kernel::{Ctx, Problem, Result};
use maud::{Markup, html};
use records::Mode;
use web::{App, AppForm as Body, Console, Failure, layout};

use super::pages::PATH;
use super::run::{Entry, Outcome, Tally, run};
use super::{file, kind};

/// The form that takes the file.
pub(super) fn upload_form() -> Markup {
    html! {
        form.box method="post" action={ (PATH) "/berkas" } enctype="multipart/form-data" {
            h2 { "Dari berkas" }
            div.field {
                label for="berkas" { "Berkas XLSX, XLS, ODS atau CSV" }
                input id="berkas" name="berkas" type="file" required accept=".csv,.xlsx,.xls,.ods" aria-describedby="berkas-h";
                p.hint id="berkas-h" {
                    "Kolom nomor dan nomor_siskop2mi; boleh juga siskop2mi_pada (bila kosong: hari ini) dan kantor. Diperiksa dahulu, belum "
                    "disimpan. Paling banyak 2.000 baris, 2 MB."
                }
            }
            button.btn { "Periksa berkas" }
        }
    }
}

pub(super) async fn upload(
    State(app): State<App>,
    Console(ctx): Console,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    ctx.actor.require(kind().info().permission)?;
    let done = async {
        let bytes = receive(parts.map_err(|_| broken())?).await?;
        let (entries, remarks) = file::entries(&bytes, ctx.today())?;
        let outcomes = run(&ctx, &entries, Mode::DryRun).await?;
        Ok(Looked { entries, outcomes, remarks })
    };
    answer(&app, &ctx, Mode::DryRun, done.await)
}

pub(super) async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    Body(typed): Body<Form>,
) -> Result<Response, Failure> {
    ctx.actor.require(kind().info().permission)?;
    let entries = file::carried(typed.get("baris").map_or("", String::as_str));
    let done = run(&ctx, &entries, Mode::Write).await;
    answer(&app, &ctx, Mode::Write, done.map(|outcomes| Looked { entries, outcomes, remarks: Vec::new() }))
}

fn broken() -> Problem {
    Problem::Malformed("Berkas tidak sampai dengan utuh, atau lebih besar dari 2 MB. Kirim ulang.".to_owned())
}

async fn receive(mut parts: Multipart) -> Result<Vec<u8>> {
    while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
        web::legible_part(&part)?;
        if part.name() == Some("berkas") {
            return Ok(part.bytes().await.map_err(|_| broken())?.to_vec());
        }
    }
    Err(Problem::Malformed("Pilih berkasnya dahulu: XLSX, XLS, ODS atau CSV.".to_owned()))
}

/// Rows with what becomes of them.
struct Looked {
    entries: Vec<Entry>,
    outcomes: Vec<Outcome>,
    /// What was passed over while reading.
    remarks: Vec<String>,
}

fn answer(app: &App, ctx: &Ctx, mode: Mode, done: Result<Looked>) -> Result<Response, Failure> {
    let body = match done {
        Ok(looked) => result(mode, &looked),
        Err(Problem::Malformed(detail)) => html! {
            div.errors role="alert" { h2 { "Belum diperiksa" } p { (detail) } }
            (upload_form())
        },
        Err(other) => return Err(other.into()),
    };
    let page = html! {
        ol.crumb {
            li { a href="/pengaduan" { "Pengaduan" } }
            li { a href=(PATH) { "Belum SISKOP2MI" } }
            li { "Berkas" }
        }
        div.head { h1 { "Nomor SISKOP2MI dari berkas" } }
        (body)
    };
    Ok(layout::page(app, ctx, "Nomor SISKOP2MI dari berkas", PATH, &page).into_response())
}

fn result(mode: Mode, Looked { entries, outcomes, remarks }: &Looked) -> Markup {
    let Tally { new, same, wrong } = Tally::of(outcomes);
    let dry = mode == Mode::DryRun;
    html! {
        p.note role="status" {
            @if dry { (new) " baris dapat dicatat, " } @else { (new) " baris dicatat, " }
            (same) " sudah tercatat, " (wrong) " belum benar."
            @if dry { " Belum ada yang disimpan." }
        }
        @for remark in remarks { p.note.warn { (remark) } }
        @if dry && new > 0 {
            form.acts method="post" action={ (PATH) "/simpan" } {
                input type="hidden" name="baris" value=(file::carry(entries));
                button.btn.main autofocus { "Simpan " (new) " nomor" }
                a.btn.quiet href=(PATH) { "Batal" }
            }
        } @else {
            p.acts { a.btn.main href=(PATH) { "Kembali ke daftar" } }
        }
        div.scroll {
            table.list {
                thead { tr { th.num scope="col" { "Baris" } th scope="col" { "Nomor" } th scope="col" { "Nomor SISKOP2MI" } th scope="col" { "Hasil" } } }
                tbody {
                    @for (entry, outcome) in entries.iter().zip(outcomes) {
                        tr {
                            td.num { (entry.place) }
                            td.id { (entry.number) }
                            td { (entry.siskop2mi) }
                            td.reason { (words(outcome)) }
                        }
                    }
                }
            }
        }
    }
}

fn words(outcome: &Outcome) -> Markup {
    match outcome {
        Outcome::Entered => html! { span.badge.done { "Dicatat" } },
        Outcome::Ready => html! { span.badge.run { "Dapat dicatat" } },
        Outcome::Same => html! { span.badge.off { "Sudah tercatat" } },
        Outcome::Wrong(error) => html! { span.badge.late { "Belum benar" } " " (error.detail) },
    }
}
