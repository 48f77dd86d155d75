//! What the pages of the second factor share, before the login and after it.

use kernel::{FieldError, House, Problem, Result};
use maud::{Markup, PreEscaped, html};

use crate::akun_parts::wrong;
use crate::entity::pengguna;
use crate::factor::{self, Secret};
use crate::once;
use crate::second::CODE;

/// The place of tickets to the form that sets a second factor up.
pub(crate) const PLACE: &str = "masuk.pasang";

/// What the form that sets a factor up carries, sealed: who may, and what the telephone is told.
pub(crate) struct Setup {
    pub(crate) ticket: String,
    pub(crate) secret: String,
}

impl Setup {
    /// For a user who has shown the password a moment ago.
    pub(crate) fn new(house: &House, user: &pengguna::Model) -> Result<Self> {
        let ticket = once::ticket(&house.vault, PLACE, (user.id, user.generasi), house.clock.now())?;
        let secret = kernel::vault::hex(&Secret::new()?.sealed(&house.vault, user.id)?);
        Ok(Self { ticket, secret })
    }

    /// The secret that it carries for a user.
    pub(crate) fn opened(&self, house: &House, user: &pengguna::Model) -> Result<Secret> {
        let sealed = once::unhex(&self.secret).ok_or(Problem::Unauthenticated)?;
        Secret::opened(&house.vault, user.id, &sealed).map_err(|_| Problem::Unauthenticated)
    }
}

/// A code or a word in its place that does not fit, as forms say it.
pub(crate) fn unfit() -> FieldError {
    let detail = "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di ponsel, lalu ketik yang itu. Bila terus begini, periksa jam ponsel.";
    FieldError::new(CODE, detail)
}

/// The field of a code.
pub(crate) fn code_field(label: &str, bad: bool) -> Markup {
    html! {
        div class=(if bad { "field bad" } else { "field" }) {
            label for=(CODE) { (label) }
            input id=(CODE) name=(CODE) autocomplete="one-time-code" maxlength="40" aria-invalid=[bad.then_some("true")];
        }
    }
}

/// What a telephone is told, and the fields that carry it and ask for its first code.
pub(crate) fn setup(house: &House, user: &pengguna::Model, setup: &Setup, errors: &[FieldError]) -> Result<Markup> {
    let secret = setup.opened(house, user)?;
    let link = secret.link(&user.nama_masuk);
    let picture = factor::picture(&link)?;
    Ok(html! {
        (wrong(errors))
        ol {
            li { "Buka aplikasi autentikator di ponsel (misalnya Aegis, Google Authenticator, Microsoft Authenticator)." }
            li { "Pindai gambar ini, atau buka " a id="tautan" href=(link) { "tautan ini" } " di ponsel itu, atau ketik rahasianya." }
        }
        div role="img" aria-label="Kode QR berisi rahasia yang sama" { (PreEscaped(picture)) }
        p { "Rahasia: " code id="rahasia-teks" { (secret.text()) } }
        p.hint { "Rahasia hanya ditampilkan sekarang. Waktu 15 menit." }
        input type="hidden" name="tiket" value=(setup.ticket);
        input type="hidden" name="rahasia" value=(setup.secret);
        (code_field("Enam angka yang tampil di ponsel", !errors.is_empty()))
    })
}

/// The words for a lost telephone, told once.
pub(crate) fn words(words: &[String]) -> Markup {
    html! {
        div.note.ok role="status" {
            p {
                "Kata pemulihan, bila ponsel hilang: satu kata menggantikan satu kode, masing-masing sekali. Hanya ditampilkan sekarang. Cetak atau "
                "tulis, simpan terkunci, jangan di ponsel yang sama."
            }
            ol id="kata-pemulihan" { @for word in words { li { code { (word) } } } }
        }
    }
}
