//! The user's own address, and whether the digest of tasks is wanted.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Ctx, FieldError, PenggunaId, Permission, Problem};
use maud::html;
use serde::Deserialize;
use web::{App, AppForm, Console, Failure, layout, parts};

use crate::surel;

/// The address of the page.
pub(crate) const HERE: &str = "/akun/surel";

/// The key of the choice whether the digest is sent.
const SENT: &str = "kirim";

/// What is typed; none where the field did not come at all.
#[derive(Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    alamat: Option<String>,
    #[serde(default)]
    kirim: Option<String>,
}

impl Typed {
    /// The address, and whether the digest is wanted. What did not come is no answer.
    fn answer(&self) -> Result<(&str, bool), Problem> {
        let wanted = match self.kirim.as_deref() {
            Some("ya") => true,
            Some("tidak") => false,
            _ => return Err(Problem::field(SENT, "Pilih Ya atau Tidak, lalu simpan lagi.")),
        };
        let address = self.alamat.as_deref().map(str::trim).ok_or_else(|| {
            Problem::field(
                surel::FIELD,
                "Alamatnya tidak ikut terkirim. Isi, atau kosongkan untuk menghapusnya, lalu simpan lagi.",
            )
        })?;
        Ok((address, wanted))
    }
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
        alamat: Some(row.alamat.clone()),
        kirim: Some(if row.aktif { "ya" } else { "tidak" }.to_owned()),
    });
    let state = match row {
        Some(row) if row.aktif => format!("Dikirim ke {} sejak {}.", row.alamat, parts::instant(row.diubah_pada)),
        Some(row) => format!("Tidak dikirim; dimatikan {}.", parts::instant(row.diubah_pada)),
        None => "Tidak dikirim: belum ada alamat.".to_owned(),
    };
    Ok(page(&app, &ctx, &typed, &state, None).into_response())
}

/// Keeps what was typed; an address that came empty takes the old one away.
pub(crate) async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    AppForm(typed): AppForm<Typed>,
) -> Result<Response, Failure> {
    let user = user(&ctx)?;
    match kept(&ctx, user, &typed).await {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(Problem::Invalid(errors)) => {
            Ok(page(&app, &ctx, &typed, "Belum disimpan.", errors.first()).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn kept(ctx: &Ctx, user: PenggunaId, typed: &Typed) -> Result<(), Problem> {
    let (address, wanted) = typed.answer()?;
    if address.is_empty() {
        surel::remove(&ctx.house, user).await?;
        return Ok(());
    }
    let by = ctx.actor.login.as_deref().unwrap_or(&ctx.actor.name);
    surel::keep(&ctx.house, user, (address, wanted), by).await
}

fn page(app: &App, ctx: &Ctx, typed: &Typed, state: &str, refused: Option<&FieldError>) -> maud::Markup {
    let wrong = |key: &str| refused.filter(|error| error.field == key).map(|error| error.detail.as_str());
    let (error, unsaid) = (wrong(surel::FIELD), wrong(SENT));
    let described = if error.is_some() { "alamat-h alamat-e" } else { "alamat-h" };
    let sent = typed.kirim.as_deref();
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
                    input id="alamat" name="alamat" type="email" autocomplete="email" maxlength="254"
                        value=(typed.alamat.as_deref().unwrap_or_default())
                        aria-invalid=[error.map(|_| "true")] aria-describedby=(described);
                    p.hint id="alamat-h" { "Alamat kantor Anda. Kosongkan untuk menghapusnya." }
                    @if let Some(error) = error { p.err id="alamat-e" { (error) } }
                }
                div class=(if unsaid.is_some() { "field bad" } else { "field" }) {
                    label for=(SENT) { "Kirim ringkasan" }
                    select id=(SENT) name=(SENT) aria-invalid=[unsaid.map(|_| "true")]
                        aria-describedby=[unsaid.map(|_| "kirim-e")] {
                        option value="ya" selected[sent != Some("tidak")] { "Ya" }
                        option value="tidak" selected[sent == Some("tidak")] { "Tidak" }
                    }
                    @if let Some(unsaid) = unsaid { p.err id="kirim-e" { (unsaid) } }
                }
            }
            button.btn.main { "Simpan" }
        }
    };
    layout::page(app, ctx, "Ringkasan lewat surel", "/tugas", &body)
}
