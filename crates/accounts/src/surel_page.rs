//! The user's own address, and whether the digest of tasks is wanted.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Ctx, PenggunaId, Permission, Problem};
use maud::html;
use serde::Deserialize;
use web::{App, AppForm, Console, Failure, layout, parts};

use crate::surel;

/// The address of the page.
pub(crate) const HERE: &str = "/akun/surel";

/// What is typed.
#[derive(Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    alamat: String,
    #[serde(default)]
    kirim: String,
}

/// Who asks; the digest is for people with tasks.
fn user(ctx: &Ctx) -> Result<PenggunaId, Problem> {
    ctx.actor.require(Permission::Tasks)?;
    ctx.actor.user.ok_or(Problem::Unauthenticated)
}

/// The page.
pub(crate) async fn show(State(app): State<App>, Console(ctx): Console) -> Result<Response, Failure> {
    let row = surel::of(&ctx.house, user(&ctx)?).await?;
    let typed = row.as_ref().map_or_else(Typed::default, |row| Typed {
        alamat: row.alamat.clone(),
        kirim: if row.aktif { "ya" } else { "tidak" }.to_owned(),
    });
    let state = match row {
        Some(row) if row.aktif => format!("Dikirim ke {} sejak {}.", row.alamat, parts::instant(row.diubah_pada)),
        Some(row) => format!("Tidak dikirim; dimatikan {}.", parts::instant(row.diubah_pada)),
        None => "Tidak dikirim: belum ada alamat.".to_owned(),
    };
    Ok(page(&app, &ctx, &typed, &state, None).into_response())
}

/// Keeps what was typed; an empty address takes the old one away.
pub(crate) async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    AppForm(typed): AppForm<Typed>,
) -> Result<Response, Failure> {
    let user = user(&ctx)?;
    let kept = if typed.alamat.trim().is_empty() {
        surel::remove(&ctx.house, user).await.map(|_| ())
    } else {
        let by = ctx.actor.login.as_deref().unwrap_or(&ctx.actor.name);
        surel::keep(&ctx.house, user, (typed.alamat.as_str(), typed.kirim == "ya"), by).await
    };
    match kept {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(Problem::Invalid(errors)) => {
            let detail = errors.first().map_or("", |error| error.detail.as_str());
            Ok(page(&app, &ctx, &typed, "Belum disimpan.", Some(detail)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn page(app: &App, ctx: &Ctx, typed: &Typed, state: &str, error: Option<&str>) -> maud::Markup {
    let described = if error.is_some() { "alamat-h alamat-e" } else { "alamat-h" };
    let body = html! {
        div.head {
            div {
                h1 { "Ringkasan tugas lewat surel" }
                p.lead {
                    "Sekali sehari, pada hari kerja: berapa tugas Anda yang terlambat, jatuh tempo, dan menunggu. Hanya jumlah; tidak ada nama, "
                    "nomor catatan atau jenis kasus. Dikirim bila pengelola sistem menyalakannya."
                }
            }
        }
        p role="status" { (state) }
        form.form method="post" action=(HERE) novalidate {
            div.row {
                div class=(if error.is_some() { "field bad" } else { "field" }) {
                    label for="alamat" { "Alamat surel" }
                    input id="alamat" name="alamat" type="email" autocomplete="email" maxlength="254" value=(typed.alamat)
                        aria-invalid=[error.map(|_| "true")] aria-describedby=(described);
                    p.hint id="alamat-h" { "Alamat kantor Anda. Kosongkan untuk menghapusnya." }
                    @if let Some(error) = error { p.err id="alamat-e" { (error) } }
                }
                div.field {
                    label for="kirim" { "Kirim ringkasan" }
                    select id="kirim" name="kirim" {
                        option value="ya" selected[typed.kirim != "tidak"] { "Ya" }
                        option value="tidak" selected[typed.kirim == "tidak"] { "Tidak" }
                    }
                }
            }
            button.btn.main { "Simpan" }
        }
    };
    layout::page(app, ctx, "Ringkasan lewat surel", "/tugas", &body)
}
