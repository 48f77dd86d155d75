//! The page: files in, findings out, grouped by rule.

use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, Permission, Problem, Result};
use maud::{Markup, html};
use periksa::{TakTerbaca, Temuan};
use web::{App, Console, Failure, Media, Routes, heavy, layout, saved};

use super::{File, Hasil, files};
use crate::query::Shelf;

/// What the parts of a form take besides the files.
const AROUND: usize = 16 * 1024;

/// How many cells that could not be read a page shows.
const SHOWN: usize = 500;

/// What was sent.
#[derive(Default)]
struct Sent {
    files: Vec<File>,
    year: String,
    /// Whether the findings are wanted as a workbook.
    workbook: bool,
}

/// The routes.
pub fn router() -> Routes {
    Routes::new().get("/periksa", form).post("/periksa", heavy::upload(check, periksa::MAX_BYTES + AROUND))
}

async fn form(State(app): State<App>, Console(ctx): Console) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    Ok(page(&app, &ctx, "", &html! {}))
}

async fn check(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let broken = |_| Problem::Malformed("Kirim berkas lewat formulir di halaman Periksa laporan.".to_owned());
    let sent = receive(parts.map_err(broken)?).await;
    let year = sent.as_ref().map(|sent| sent.year.clone()).unwrap_or_default();
    let workbook = sent.as_ref().is_ok_and(|sent| sent.workbook);
    let outcome = match sent {
        Ok(sent) => run(&ctx, &all, sent).await,
        Err(problem) => Err(problem),
    };
    match outcome {
        Ok((_, found)) if workbook => Ok(saved("temuan-periksa", Media::Xlsx, files::workbook(&found)?)),
        Ok((names, found)) => Ok(page(&app, &ctx, &year, &result(&names, &found)).into_response()),
        Err(Problem::Malformed(detail)) => {
            let refused = html! { div.errors role="alert" { h2 { "Belum diperiksa" } p { (detail) } } };
            Ok(page(&app, &ctx, &year, &refused).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn run(ctx: &Ctx, all: &crate::Agreements, sent: Sent) -> Result<(String, Hasil)> {
    if sent.files.is_empty() {
        return Err(Problem::Malformed("Pilih berkasnya dahulu: CSV, XLSX, DOCX atau TXT.".to_owned()));
    }
    let counted = match sent.year.trim() {
        "" => None,
        text => {
            let year =
                text.parse().map_err(|_| Problem::Malformed("Tahun: tulis empat angka, misalnya 2025.".to_owned()))?;
            Some((super::counted(ctx, all, year).await?, year))
        }
    };
    let names = sent.files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    Ok((names, super::check(&sent.files, counted)?))
}

async fn receive(mut parts: Multipart) -> Result<Sent> {
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(|e| refuse(&e))? {
        web::legible_part(&part)?;
        match part.name() {
            Some("berkas") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let bytes = part.bytes().await.map_err(|e| refuse(&e))?;
                if !name.is_empty() {
                    sent.files.push((name, bytes));
                }
            }
            Some("tahun") => {
                sent.year = web::legible_text("tahun", part.text().await.map_err(|e| refuse(&e))?)?;
            }
            Some("bentuk") => sent.workbook = part.text().await.map_err(|e| refuse(&e))? == "xlsx",
            _ => {}
        }
    }
    Ok(sent)
}

fn refuse(error: &MultipartError) -> Problem {
    Problem::Malformed(
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                "Semua berkas bersama-sama lebih besar dari 10 MB. Kirim tabelnya saja, atau bertahap."
            }
            _ => "Berkas tidak sampai dengan utuh. Kirim ulang.",
        }
        .to_owned(),
    )
}

fn page(app: &App, ctx: &Ctx, year: &str, below: &Markup) -> Markup {
    let body = html! {
        div.head {
            div {
                h1 { "Periksa laporan" }
                p.lead {
                    "Mencari angka yang bertentangan di tabel laporan kinerja: triwulan dengan tahun, capaian dengan target, angka yang "
                    "tercetak dua cara, jumlah dan persentase anggaran. Berkas hanya dibaca, tidak disimpan."
                }
            }
        }
        form.box method="post" action="/periksa" enctype="multipart/form-data" {
            div.row {
                div.field {
                    label for="berkas" { "Berkas laporan" }
                    input id="berkas" name="berkas" type="file" multiple required accept=".csv,.tsv,.xlsx,.xlsm,.xls,.ods,.docx,.txt" aria-describedby="berkas-h";
                    p.hint id="berkas-h" { "CSV, XLSX, dokumen Word (DOCX), atau teks LKj. Beberapa berkas diperiksa bersama; paling besar 10 MB." }
                }
                div.field.s {
                    label for="tahun" { "Tahun" span.opt { "boleh kosong" } }
                    input id="tahun" name="tahun" inputmode="numeric" value=(year) aria-describedby="tahun-h";
                    p.hint id="tahun-h" { "Bila diisi, angkanya dibandingkan juga dengan catatan tahun itu." }
                }
            }
            p.acts { button.btn.main { "Periksa" } " " button.btn name="bentuk" value="xlsx" { "Periksa, unduh temuannya (XLSX)" } }
        }
        (below)
    };
    layout::page(app, ctx, "Periksa laporan", "/periksa", &body)
}

fn result(names: &str, found: &Hasil) -> Markup {
    let findings = &found.temuan;
    let mut rules: Vec<&str> = Vec::new();
    for temuan in findings {
        if !rules.contains(&temuan.aturan) {
            rules.push(temuan.aturan);
        }
    }
    html! {
        @if findings.is_empty() && found.tak_terbaca.is_empty() {
            p.note.ok role="status" { "Tidak ada pertentangan dalam " (names) "." }
        } @else if findings.is_empty() {
            p.note.warn role="status" {
                (found.tak_terbaca.len()) " sel dalam " (names) " tidak terbaca, jadi tentang isinya tidak ada penilaian. Di sel lain tidak "
                "ditemukan yang bertentangan."
            }
        } @else {
            p.note.warn role="status" { (findings.len()) " temuan dalam " (names) ". Yang benar ditentukan dari catatan, bukan dari hitungan ini." }
        }
        @for rule in rules {
            @let of_rule: Vec<&Temuan> = findings.iter().filter(|t| t.aturan == rule).collect();
            div.head.tight { h2 { (web::parts::words(&rule.replace('-', "_"))) " " small.muted { (of_rule.len()) } } }
            div.scroll {
                table.list {
                    thead { tr { th scope="col" { "Tempat" } th scope="col" { "Tercetak" } th scope="col" { "Dihitung" } th scope="col" { "Pesan" } } }
                    tbody {
                        @for temuan in of_rule {
                            tr {
                                td { @for place in temuan.tempat.split("; ") { div { (place) } } }
                                td { b { (temuan.tercetak) } }
                                td { (temuan.dihitung) }
                                td.reason { (temuan.pesan) }
                            }
                        }
                    }
                }
            }
        }
        (unread(&found.tak_terbaca))
        @for remark in &found.dilewati { p.note { (remark) } }
    }
}

/// The cells about which nothing can be said.
fn unread(cells: &[TakTerbaca]) -> Markup {
    html! {
        @if !cells.is_empty() {
            div.head.tight { h2 { "Tidak terbaca" " " small.muted { (cells.len()) } } }
            div.scroll {
                table.list {
                    thead { tr { th scope="col" { "Tempat" } th scope="col" { "Tertulis" } th scope="col" { "Pesan" } } }
                    tbody {
                        @for cell in cells.iter().take(SHOWN) {
                            tr { td { (cell.tempat()) } td { b { (cell.isi) } } td.reason { (cell.pesan) } }
                        }
                    }
                }
            }
            @if cells.len() > SHOWN {
                p.hint { "Ditampilkan " (SHOWN) " yang pertama." }
            }
        }
    }
}
