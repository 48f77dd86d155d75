//! The pages before the first login: a password of one's own after a one-time word, and the first admin of a house.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{FieldError, House, Problem};
use maud::{Markup, html};
use sea_orm::EntityTrait;
use serde::Deserialize;
use web::{App, AppForm, Caller, Failure, layout, titipan};

use crate::akun_parts::{line, password, wrong};
use crate::entity::pengguna;
use crate::gate::Accounts;
use crate::own::{self, AGAIN, NEW};
use crate::pages::{Onward, cookie, let_in, with_cookie};
use crate::second::{self, Next};
use crate::titip::along;
use crate::users::NewUser;
use crate::{first, kode_page, landing, once, session};

/// Where a password of one's own is sent.
pub(crate) const CHOOSE: &str = "/masuk/baru";
/// The page of the first admin.
pub(crate) const FIRST: &str = "/mulai";

const HINT: &str = "Paling sedikit 12 huruf: tiga kata atau lebih yang tidak berkaitan, tanpa nama dan tahun.";

type Answer = Result<Response, Failure>;

/// A ticket and the password that was chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    tiket: String,
    sandi_baru: String,
    sandi_ulang: String,
    /// What the page's script leaves for the desk, see [`web::titipan`]; empty without scripts.
    titipan: String,
}

/// The form that asks who came in with a one-time word for a password.
pub(crate) fn asking(house: &House, user: &pengguna::Model) -> Result<Response, Problem> {
    let ticket = once::ticket(&house.vault, once::PLACE, (user.id, user.generasi), house.clock.now())?;
    Ok(choose_page(&user.nama_masuk, &ticket, &[]))
}

/// Takes the password, and lets its owner in. The word is void from then on.
pub(crate) async fn choose(
    State(app): State<App>,
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    headers: HeaderMap,
    AppForm(typed): AppForm<Chosen>,
) -> Answer {
    let house = &accounts.house;
    let Some((id, generation)) = once::bearer(&house.vault, once::PLACE, &typed.tiket, house.clock.now()) else {
        return Ok(Redirect::to("/masuk").into_response());
    };
    let user = pengguna::Entity::find_by_id(id).one(&house.db).await?;
    let waiting = user.filter(|user| user.aktif && user.generasi == generation && once::of(&user.sandi).is_some());
    let Some(user) = waiting else { return Ok(Redirect::to("/masuk").into_response()) };
    let chosen = match own::typed(&user, (&typed.sandi_baru, &typed.sandi_ulang)) {
        Ok(chosen) => chosen,
        Err(Problem::Invalid(errors)) => return Ok(choose_page(&user.nama_masuk, &typed.tiket, &errors)),
        Err(other) => return Err(other.into()),
    };
    let user = own::set(house, &accounts, (id, generation), chosen).await?;
    // What the one-time word had left opens nothing from now on.
    let left = titipan::cookie(&house.vault, &user.nama_masuk, &typed.titipan)?.unwrap_or_else(titipan::gone);
    // The word stands for the password, not for the second factor.
    let entered = match second::next(house, &user).await? {
        Next::In => let_in((&app, &accounts), user, (from, &headers), Onward::default()).await?,
        Next::Code => kode_page::asking(house, &user, Onward::default())?,
        Next::Setup => kode_page::setting_up(house, &user, Onward::default())?,
    };
    along(entered, &left)
}

fn choose_page(login: &str, ticket: &str, errors: &[FieldError]) -> Response {
    let bad = |field: &str| errors.iter().any(|error| error.field == field);
    let body = html! {
        form method="post" action=(CHOOSE) novalidate {
            h1 { "Pilih kata sandi" }
            p { "Anda masuk sebagai " strong { (login) } " dengan kata sekali pakai. Pilih kata sandi yang hanya Anda ketahui." }
            (wrong(errors))
            input type="hidden" name="tiket" value=(ticket);
            input type="hidden" name="nama" value=(login);
            (password(NEW, "Kata sandi baru", ("new-password", HINT), bad(NEW)))
            (password(AGAIN, "Kata sandi baru, sekali lagi", ("new-password", ""), bad(AGAIN)))
            button.btn.main { "Simpan dan masuk" }
        }
        (layout::desk_script())
    };
    layout::doorway("Pilih kata sandi", &body).into_response()
}

/// What is typed of the first admin.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Starting {
    kata: String,
    nama_masuk: String,
    nama: String,
    kantor: String,
    sandi_baru: String,
    sandi_ulang: String,
}

/// The page of the first admin, while nobody has an account.
pub(crate) async fn start(Extension(accounts): Extension<Arc<Accounts>>) -> Answer {
    if !first::is_empty(&accounts.house).await? {
        accounts.first.close();
        return Ok(Redirect::to("/masuk").into_response());
    }
    Ok(start_page(&accounts, &Starting::default(), &[]))
}

/// Makes the first admin, and lets them in.
pub(crate) async fn begin(
    Extension(accounts): Extension<Arc<Accounts>>,
    Caller(from): Caller,
    headers: HeaderMap,
    AppForm(typed): AppForm<Starting>,
) -> Answer {
    let Starting { kata, nama_masuk, nama, kantor, sandi_baru, sandi_ulang } = &typed;
    let user = NewUser { username: nama_masuk, name: nama, role: "admin", office: kantor, password: sandi_baru };
    match first::make(&accounts, kata, (user, sandi_ulang)).await {
        Ok(user) => {
            let (_, secret) = session::anew(&accounts, &user, (from, &headers)).await?;
            with_cookie(Redirect::to(landing::of(&user.peran)).into_response(), &cookie(&secret))
        }
        Err(Problem::Invalid(errors)) => Ok(start_page(&accounts, &typed, &errors)),
        Err(Problem::NotFound) => Ok(Redirect::to("/masuk").into_response()),
        Err(other) => Err(other.into()),
    }
}

fn start_page(accounts: &Accounts, typed: &Starting, errors: &[FieldError]) -> Response {
    let body = html! {
        @if accounts.first.is_open() { (start_form(accounts, typed, errors)) } @else {
            h1 { "Belum ada akun" }
            p { "Jalankan " code { "lindung serve" } " di terminal server: di sana tertulis kata sekali pakai untuk pengelola akun pertama." }
            p { "Server tanpa terminal: " code { "lindung user add NAMA --name \"Nama Lengkap\" --role admin" } "." }
        }
    };
    layout::doorway("Mulai", &body).into_response()
}

fn start_form(accounts: &Accounts, typed: &Starting, errors: &[FieldError]) -> Markup {
    let bad = |field: &str| errors.iter().any(|error| error.field == field);
    html! {
        form method="post" action=(FIRST) novalidate {
            h1 { "Pengelola akun pertama" }
            p { "Belum ada akun. Kata sekali pakai tertulis di terminal tempat server dijalankan." }
            (wrong(errors))
            (line(("kata", "kata"), "Kata sekali pakai", ("", bad("kata")), ""))
            (line(("nama_masuk", "nama_masuk"), "Nama masuk", (&typed.nama_masuk, bad("nama_masuk")), "Huruf kecil, angka, titik atau garis."))
            (line(("nama", "nama"), "Nama lengkap", (&typed.nama, bad("nama")), ""))
            div.field {
                label for="kantor" { "Kantor" }
                select id="kantor" name="kantor" {
                    @for office in accounts.house.offices.all() {
                        option value=(office.code) selected[office.code == typed.kantor] { (office.name) }
                    }
                }
            }
            (password(NEW, "Kata sandi", ("new-password", HINT), bad(NEW)))
            (password(AGAIN, "Kata sandi, sekali lagi", ("new-password", ""), bad(AGAIN)))
            button.btn.main { "Buat akun dan masuk" }
        }
    }
}
