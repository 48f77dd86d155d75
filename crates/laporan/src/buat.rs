//! Making the report from the console. It is made beside the request, and its page says how far it is; without scripts it asks again by
//! itself.

use axum::extract::{Extension, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Ctx, Permission, Problem, Result};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;
use web::heavy::{Far, Seen};
use web::{App, AppForm as Body, Console, Failure, Routes, heavy, layout};

use crate::send::{AskedFile, STEPS, Wanted, made};
use crate::{Output, Shelf};

pub(crate) const PATH: &str = "/lkj/buat";
const FILE: &str = "/lkj/buat/berkas";
const TITLE: &str = "Membuat laporan kinerja";
/// After how many seconds the page asks again while the report is made.
const AGAIN: &str = "2";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, show).post(PATH, make).get(FILE, heavy::work(fetch))
}

/// What the form of the report says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    tahun: Option<i32>,
    kantor: Option<String>,
    /// The code of an agreement, or the id of a closing.
    dasar: Option<String>,
    format: Option<String>,
    asal: Option<String>,
}

impl Typed {
    fn wanted(self) -> Result<Wanted> {
        let basis = self.dasar.filter(|text| !text.trim().is_empty());
        let closing = basis.as_ref().is_some_and(|text| text.trim().parse::<Uuid>().is_ok());
        let (penutupan, perjanjian) = if closing { (basis, None) } else { (None, basis) };
        let (tahun, kantor, format, asal) = (self.tahun, self.kantor, self.format, self.asal);
        AskedFile { tahun, penutupan, kantor, perjanjian, format, asal }.wanted()
    }
}

/// Begins to make a report; pressed twice it is made once.
async fn make(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    Body(typed): Body<Typed>,
) -> Result<Redirect, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let wanted = typed.wanted()?;
    let form = match wanted.form {
        Output::Docx => "Word",
        Output::Xlsx => "Excel",
        Output::Pdf => "PDF",
    };
    let office = wanted.asked.office.as_deref().and_then(|code| ctx.house.offices.by_code(code));
    // Whether another office has that code is not told.
    let office = office.filter(|one| ctx.actor.offices.contains(&one.id));
    let name = office.map_or(ctx.actor.office_name.as_str(), |one| one.name.as_str());
    let what = format!("Laporan kinerja {name} tahun {} sebagai {form}", wanted.asked.year);
    let (own, of) = (shelf.clone(), ctx.clone());
    shelf.making.start(&app, &ctx, what, |steps| async move {
        let at = move |step| steps.at(step);
        made(&of, &own, &wanted, &at).await
    });
    Ok(Redirect::to(PATH))
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let seen = shelf.making.seen(&ctx);
    let mut answer = layout::page(&app, &ctx, TITLE, "/lkj", &page(&ctx, seen.as_ref())).into_response();
    if seen.is_some_and(|seen| matches!(seen.far, Far::Working(_))) {
        answer.headers_mut().insert(header::REFRESH, HeaderValue::from_static(AGAIN));
    }
    Ok(answer)
}

async fn fetch(Console(ctx): Console, Extension(shelf): Extension<Shelf>) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let gone = "Berkas laporan ini tidak lagi menunggu: ditunggu paling lama enam menit, dan tidak melewati mulai ulang program atau \
                perubahan peran dan kantor akun. Buat lagi di halaman Laporan kinerja.";
    Ok(shelf.making.fetched(&ctx).ok_or_else(|| Problem::Malformed(gone.to_owned()))?)
}

fn page(ctx: &Ctx, seen: Option<&Seen>) -> Markup {
    html! {
        div.head { div { h1 { (TITLE) } @if let Some(seen) = seen { p.lead { (seen.what) } } } }
        @match seen.map(|seen| (&seen.far, seen)) {
            None => p.note role="status" {
                "Tidak ada laporan yang sedang dibuat atau menunggu disimpan. Bila tadi menekan Buat laporan, tekan lagi: berkas menunggu "
                "paling lama enam menit."
            },
            Some((Far::Working(step), seen)) => (working(*step, (ctx.now() - seen.began).num_seconds().max(0))),
            Some((Far::Ready, _)) => {
                p.note role="status" { "Laporan sudah jadi. Berkasnya menunggu di sini paling lama enam menit." }
                p.acts { a.btn.main href=(FILE) { "Simpan berkas" } }
            }
            Some((Far::Failed(failure), seen)) => (failed(failure, seen)),
        }
        p { a href="/lkj" { "Ke halaman Laporan kinerja" } }
    }
}

/// At which step it is, and since when.
fn working(step: usize, seconds: i64) -> Markup {
    let now = STEPS.get(step).copied().unwrap_or_default();
    html! {
        section.box {
            p role="status" {
                "Langkah " (step + 1) " dari " (STEPS.len()) ": " b { (now) } ". Sudah " (seconds) " detik."
            }
            progress max=(STEPS.len()) value=(step) aria-label="Kemajuan" {}
            ol.steps aria-label="Langkah" {
                @for (place, name) in STEPS.into_iter().enumerate() {
                    li class=[(place < step).then_some("did")] aria-current=[(place == step).then_some("step")] { (name) }
                }
            }
            p.hint {
                "Halaman ini memuat ulang sendiri sampai laporannya jadi; boleh ditinggalkan, lalu dibuka lagi dari halaman Laporan kinerja. "
                "Setiap akun membuat satu laporan pada satu waktu."
            }
            p.acts { a.btn href=(PATH) { "Muat ulang" } }
        }
    }
}

/// Why it could not be made, and what to do.
fn failed(failure: &Failure, seen: &Seen) -> Markup {
    let problem = &*failure.0;
    html! {
        div.errors role="alert" {
            h2 { "Laporan tidak jadi" }
            p { (problem) }
            @match problem {
                Problem::Internal(_) => p {
                    "Coba buat lagi. Bila terulang, kirim nomor permintaan " b { (seen.request) } " ke pengelola sistem."
                },
                Problem::Busy | Problem::Crowded => p { "Tunggu beberapa detik, lalu tekan Buat laporan lagi di halaman Laporan kinerja." },
                _ => p { "Sesuaikan pilihannya di halaman Laporan kinerja, lalu buat lagi." },
            }
        }
    }
}
