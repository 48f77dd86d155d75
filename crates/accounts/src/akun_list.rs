//! Accounts in the console: the list, and the form for a new one.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, FieldError, Permission, Problem};
use maud::html;
use schemars::JsonSchema;
use serde::Deserialize;
use web::{App, AppForm, AppQuery, Console, Failure, layout};

use crate::akun_page;
use crate::akun_parts::{line, offices, role, roles, state, when, wrong};
use crate::gate::Accounts;
use crate::manage::{self, Account};
use crate::users::NewUser;

/// The address of the list.
pub(crate) const HERE: &str = "/akun";
/// The address of the form for a new account.
pub(crate) const NEW: &str = "/akun/baru";

type Answer = Result<Response, Failure>;

/// Which accounts are asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Asked {
    /// Bagian dari nama atau nama masuk.
    cari: String,
    /// Kata peran, misalnya helpdesk.
    peran: String,
    /// Kode kantor.
    kantor: String,
    /// `aktif` atau `mati`.
    keadaan: String,
}

impl Asked {
    /// Whether an account is one of those.
    pub(crate) fn takes(&self, account: &Account) -> bool {
        let sought = self.cari.trim().to_lowercase();
        let named = account.login.contains(&sought) || account.name.to_lowercase().contains(&sought);
        let same = |asked: &str, held: &str| asked.is_empty() || asked == held;
        let active = if account.active { "aktif" } else { "mati" };
        named && same(&self.peran, &account.role) && same(&self.kantor, &account.office) && same(&self.keadaan, active)
    }
}

/// The list.
pub(crate) async fn list(State(app): State<App>, Console(ctx): Console, AppQuery(asked): AppQuery<Asked>) -> Answer {
    let mut all = manage::list(&ctx).await?;
    all.retain(|account| asked.takes(account));
    let body = html! {
        div.head {
            div {
                h1 { "Akun" }
                p.lead { "Siapa yang dapat masuk, dengan peran apa dan di kantor mana. Setiap perubahan tercatat di riwayat akun itu." }
            }
            p.acts { a.btn.main href=(NEW) { "Buat akun" } }
        }
        form.filter method="get" action=(HERE) {
            label { "Nama " input name="cari" value=(asked.cari) autocomplete="off"; }
            label { "Peran " (roles("peran", &asked.peran, "Semua")) }
            label { "Kantor " (offices(&ctx, "kantor", &asked.kantor, "Semua")) }
            label { "Keadaan "
                select name="keadaan" {
                    option value="" { "Semua" }
                    option value="aktif" selected[asked.keadaan == "aktif"] { "Aktif" }
                    option value="mati" selected[asked.keadaan == "mati"] { "Dimatikan" }
                }
            }
            button.btn { "Tampilkan" }
        }
        (table(&ctx, &all))
    };
    Ok(layout::page(&app, &ctx, "Akun", HERE, &body).into_response())
}

fn table(ctx: &Ctx, all: &[Account]) -> maud::Markup {
    html! {
        @if all.is_empty() { p.empty { "Tidak ada akun yang cocok. Kosongkan saringan, atau buat akun." } } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            th { "Nama masuk" } th { "Nama" } th { "Peran" } th { "Kantor" } th { "Keadaan" }
                            th { "Terakhir masuk" } th.num { "Gagal sejak itu" } th.num { "Sesi" }
                        }
                    }
                    tbody {
                        @for account in all {
                            tr {
                                th scope="row" { a href={ (HERE) "/" (account.id) } { (account.login) } }
                                td { (account.name) }
                                td { (role(&account.role)) }
                                td { (account.office_name) }
                                td { (state(account, ctx.now())) }
                                td { (when(account.last)) }
                                td.num { (account.failed) }
                                td.num { (account.sessions) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is typed of a new account.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    nama_masuk: String,
    nama: String,
    peran: String,
    kantor: String,
    alasan: String,
}

/// The form for a new account.
pub(crate) async fn form(State(app): State<App>, Console(ctx): Console) -> Answer {
    ctx.actor.require(Permission::ManageUsers)?;
    Ok(new_page(&app, &ctx, &Typed::default(), &[]))
}

/// Makes an account, and tells its one-time word.
pub(crate) async fn make(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(accounts): Extension<Arc<Accounts>>,
    AppForm(typed): AppForm<Typed>,
) -> Answer {
    let Typed { nama_masuk, nama, peran, kantor, alasan } = &typed;
    let user = NewUser { username: nama_masuk, name: nama, role: peran, office: kantor, password: "" };
    match manage::create(&ctx, &accounts, user, alasan).await {
        Ok(word) => akun_page::told(&app, &ctx, &word).await,
        Err(Problem::Invalid(errors)) => Ok(new_page(&app, &ctx, &typed, &errors)),
        Err(Problem::Duplicate(detail)) => Ok(new_page(&app, &ctx, &typed, &[FieldError::new("nama_masuk", detail)])),
        Err(other) => Err(other.into()),
    }
}

fn new_page(app: &App, ctx: &Ctx, typed: &Typed, errors: &[FieldError]) -> Response {
    let bad = |field: &str| errors.iter().any(|error| error.field == field);
    let body = html! {
        ol.crumb { li { a href=(HERE) { "Akun" } } li { "Baru" } }
        div.head {
            div {
                h1 { "Akun baru" }
                p.lead { "Anda mendapat kata sekali pakai yang berlaku 24 jam. Pemilik akun masuk dengannya, lalu memilih kata sandi sendiri." }
            }
        }
        (wrong(errors))
        form.form method="post" action=(NEW) novalidate {
            fieldset.part {
                legend { "Siapa" }
                div.row {
                    (line(("nama_masuk", "nama_masuk"), "Nama masuk", (&typed.nama_masuk, bad("nama_masuk")),
                        "3 sampai 64 huruf kecil, angka, titik atau garis, tanpa spasi."))
                    (line(("nama", "nama"), "Nama lengkap", (&typed.nama, bad("nama")), "Yang dibaca orang lain."))
                    div.field { label for="peran" { "Peran" } (roles("peran", &typed.peran, "— pilih —")) }
                    div.field { label for="kantor" { "Kantor" } (offices(ctx, "kantor", &typed.kantor, "— pilih —")) }
                    (line(("alasan", "alasan"), "Alasan", (&typed.alasan, bad("alasan")), "Misalnya nomor surat penugasan. Boleh kosong."))
                }
            }
            div.bottom {
                button.btn.main accesskey="s" { "Buat " kbd { "Alt+S" } }
                a.btn.quiet href=(HERE) { "Batal" }
            }
        }
    };
    layout::page(app, ctx, "Akun baru", HERE, &body).into_response()
}
