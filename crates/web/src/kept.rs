//! A form of the console that was sent when its session was over: the login page carries it, and gives it back to whoever
//! typed it. Nothing of it is kept on the server. What the page carries is sealed, so that it shows nothing to who sits down
//! next, and what comes back is what was sent.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::vault::{SEAL, Vault, hex};
use kernel::{Ctx, Problem, Result};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::auth::{self, Caller};
use crate::layout::{self, Door};
use crate::outer::BODY_LIMIT;
use crate::sent::{self, How, Typed};
use crate::{App, Failure, parts};

/// For which place the vault seals.
const PLACE: &str = "isian yang dikembalikan";
/// The most that the login page carries: it comes back with name and password, in a form like any other.
const MOST: usize = BODY_LIMIT - 16 * 1024;
/// How many of the fields are shown before they are sent on. The rest goes with them.
const SHOWN: usize = 60;

const CARRIED: &str = "Sesi Anda berakhir. Masuk lagi; isian Anda dikembalikan.";
const TOO_LARGE: &str = "Sesi Anda berakhir, dan isian itu terlalu besar untuk dibawa ke sini (paling besar 500 KB). \
                         Kembali di tab ini dengan tombol kembali peramban, salin yang diperlukan bila isiannya masih tampil, \
                         lalu masuk lagi dan kirim dalam beberapa bagian.";

/// An answer whose page is told as it is, although it is that of a failure.
#[derive(Clone, Copy)]
pub(crate) struct Whole;

/// A form that was not accepted because the session of its sender was over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The login name of the session's user.
    owner: String,
    /// Where it was sent.
    path: String,
    /// What was typed, but for passwords.
    fields: Vec<(String, String)>,
    /// The names of the passwords, which are asked for again.
    passwords: Vec<String>,
    /// The names of the files, which are chosen again; none of a form without.
    #[serde(default)]
    files: Option<Vec<String>>,
}

/// Whether a name is that of a password.
fn is_password(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("sandi") || name.contains("password")
}

/// Whether an address is a path of this host: an address behind two slashes would lead elsewhere, and browsers drop tabs.
#[must_use]
pub fn is_inside(path: &str) -> bool {
    let odd = |c: char| c == '\\' || c.is_control() || c.is_whitespace();
    path.starts_with('/') && !path.starts_with("//") && !path.contains(odd)
}

impl Kept {
    fn new(owner: String, path: &str, typed: Typed) -> Self {
        let (passwords, fields): (Vec<_>, Vec<_>) = typed.fields.into_iter().partition(|(name, _)| is_password(name));
        let passwords = passwords.into_iter().map(|(name, _)| name).collect();
        Self { owner, path: path.to_owned(), fields, passwords, files: typed.files }
    }

    /// What the login page carries; none if it would be more than comes back.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the system has no randomness.
    fn seal(&self, vault: &Vault) -> Result<Option<String>> {
        let text = serde_json::to_vec(self).map_err(Problem::internal)?;
        if 2 * (text.len() + SEAL) > MOST {
            return Ok(None);
        }
        Ok(Some(hex(&vault.seal(PLACE, &text)?)))
    }

    /// What the login page brought back.
    ///
    /// # Errors
    /// [`Problem::Malformed`] if it is not what the page was given.
    pub fn open(vault: &Vault, carried: &str) -> Result<Self> {
        let opened = unhex(carried).and_then(|sealed| vault.open(PLACE, &sealed).ok());
        let kept: Option<Self> = opened.and_then(|text| serde_json::from_slice(&text).ok());
        kept.filter(|kept| is_inside(&kept.path)).ok_or_else(|| {
            let text =
                "Isian tadi tidak terbaca, jadi tidak dapat dikembalikan. Masuk dari halaman depan, lalu isi ulang.";
            Problem::Malformed(text.to_owned())
        })
    }

    /// The page after logging in: the form, to be sent on by whoever typed it. It never goes by itself, and somebody else gets
    /// nothing of it.
    #[must_use]
    pub fn page(&self, app: &App, ctx: &Ctx) -> Markup {
        let own = ctx.actor.login.as_ref() == Some(&self.owner);
        let body = if own { self.form() } else { another(&self.owner) };
        layout::page(app, ctx, "Isian tadi", "", &body)
    }

    fn form(&self) -> Markup {
        html! {
            h1 { "Isian tadi" }
            p.note.warn role="status" { "Belum terkirim: sesi berakhir sebelum isian ini diterima. Periksa, lalu kirim." }
            (self.sheet())
        }
    }

    /// What was typed, to be read and sent on.
    pub(crate) fn sheet(&self) -> Markup {
        // Names with a dot are cells of tables, which say nothing by themselves.
        let read = |name: &str| name != "versi" && !name.contains('.');
        let typed = || self.fields.iter().filter(|(name, text)| read(name) && !text.trim().is_empty());
        let cells = self.fields.iter().filter(|(name, _)| name.contains('.')).count();
        let rest = typed().skip(SHOWN).count();
        html! {
            form.form method="post" action=(self.path) enctype=[self.files.as_ref().map(|_| "multipart/form-data")] {
                dl.fields {
                    div { dt { "Dikirim ke" } dd { (self.path) } }
                    @for (name, text) in typed().take(SHOWN) { div { dt { (parts::words(name)) } dd { (text) } } }
                }
                @if rest > 0 { p.muted { "… dan " (rest) " isian lain, ikut terkirim." } }
                @if cells > 0 { p.muted { "Dengan " (cells) " sel tabel, ikut terkirim." } }
                @for (name, text) in &self.fields { input type="hidden" name=(name) value=(text); }
                @for name in self.files.iter().flatten() {
                    div.field { label for=(name) { "Berkas, bila ada: pilih lagi" } input id=(name) name=(name) type="file"; }
                }
                @for name in &self.passwords {
                    div.field {
                        label for=(name) { "Kata sandi" }
                        input id=(name) name=(name) type="password" autocomplete="current-password";
                    }
                }
                p.acts { button.btn.main { "Kirim isian tadi" } a.btn href="/" { "Buang isian ini" } }
            }
        }
    }
}

/// The page for another user than the one who typed.
fn another(owner: &str) -> Markup {
    html! {
        h1 { "Isian tadi" }
        p.note.bad role="alert" {
            "Isian itu diketik oleh pengguna " (owner) ", bukan Anda, jadi tidak ditampilkan dan tidak dikirim. "
            "Belum ada yang tersimpan."
        }
        p { "Bila isian itu masih diperlukan, " (owner) " mengisinya lagi." }
        p.acts { a.btn.main href="/" { "Ke halaman utama" } }
    }
}

/// The bytes that [`hex`] wrote; none where it is no such text.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

/// A layer around the routes: answers a form that comes without a living session with the login page, which carries the form.
/// It stands within the check for requests from other sites, so that no other site's form is ever carried.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(how) = How::of(&request) else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    // Who is found stays with the request, so that the handler does not look again.
    let known = Caller::from_request_parts(&mut parts, &app).await;
    if !matches!(&known, Err(failure) if matches!(*failure.0, Problem::Unauthenticated)) {
        return match how {
            How::Words => given_back(&app, parts, body, next).await,
            How::Files => next.run(Request::from_parts(parts, body)).await,
        };
    }
    carry(&app, &parts, body, how).await.unwrap_or_else(IntoResponse::into_response)
}

/// The most of a form that is given back with the page of its failure, in bytes.
const BACK: usize = 256 * 1024;

/// A form that failed, as an extension of its answer: the page of the failure gives it back.
#[derive(Clone)]
pub(crate) struct Given(pub(crate) Kept);

/// Runs a form. Where it fails with a page that is not its own, that page is told what was typed: browsers forget it, since
/// no page of the console may be kept by them.
async fn given_back(app: &App, parts: Parts, body: Body, next: Next) -> Response {
    if sent::length(&parts).is_none_or(|length| length > BACK) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let Ok(bytes) = Bytes::from_request(Request::from_parts(parts.clone(), body), app).await else {
        return StatusCode::REQUEST_TIMEOUT.into_response();
    };
    let again = parts.clone();
    let mut response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    // What is saved already is not sent a second time.
    let saved = |failure: &Failure| matches!(*failure.0, Problem::Unshown);
    let failed = response.extensions().get::<Failure>().is_some_and(|failure| !saved(failure));
    if failed {
        let read = sent::read(app, &again, Body::from(bytes), How::Words).await;
        if let Some(typed) = read.filter(|typed| !typed.fields.is_empty()) {
            response.extensions_mut().insert(Given(Kept::new(String::new(), address(&again), typed)));
        }
    }
    response
}

/// Where a form was sent.
fn address(parts: &Parts) -> &str {
    parts.uri.path_and_query().map_or("/", PathAndQuery::as_str)
}

async fn carry(app: &App, parts: &Parts, body: Body, how: How) -> Result<Response, Failure> {
    // A form of nobody who was ever logged in is not even read: it could be given back to no one but its owner.
    let owner = match auth::session_secret(&parts.headers) {
        Some(secret) => app.gate.owner(secret).await?,
        None => None,
    };
    let owner = owner.ok_or(Problem::Unauthenticated)?;
    // What comes with a large file is not read for its words.
    if how == How::Files && sent::length(parts).is_some_and(|length| length > BODY_LIMIT) {
        return Err(Problem::Unauthenticated.into());
    }
    let Ok(bytes) = Bytes::from_request(Request::from_parts(parts.clone(), body), app).await else {
        return Ok(door(TOO_LARGE, &owner, ""));
    };
    let read = sent::read(app, parts, Body::from(bytes), how).await;
    let typed = read.filter(|typed| !typed.fields.is_empty()).ok_or(Problem::Unauthenticated)?;
    let kept = Kept::new(owner, address(parts), typed);
    Ok(match kept.seal(&app.house.vault)? {
        Some(carried) => door(CARRIED, &kept.owner, &carried),
        None => door(TOO_LARGE, &kept.owner, ""),
    })
}

fn door(text: &str, username: &str, carried: &str) -> Response {
    let page = layout::door(&Door { username, error: Some(text), carried, ..Door::default() });
    let mut response = (StatusCode::UNAUTHORIZED, page).into_response();
    response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response.extensions_mut().insert(Whole);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(path: &str) -> Kept {
        let typed = [("nama", "Siti Contoh"), ("kata_sandi", "kuda hijau"), ("nama", "Budi Contoh")];
        let fields = typed.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        Kept::new("siti".to_owned(), path, Typed { fields, files: None })
    }

    #[test]
    fn what_is_carried_shows_nothing_and_comes_back_as_it_was_without_passwords() {
        let vault = Vault::new(&[7; 32]);
        let kept = kept("/pengaduan/baru");
        let carried = kept.seal(&vault).unwrap().unwrap();
        assert!(carried.chars().all(|c| c.is_ascii_hexdigit()));
        let back = Kept::open(&vault, &carried).unwrap();
        assert_eq!(back, kept);
        assert_eq!((back.fields.len(), back.passwords.as_slice()), (2, ["kata_sandi".to_owned()].as_slice()));
        assert!(!back.form().into_string().contains("kuda hijau"));
    }

    #[test]
    fn nothing_is_given_back_that_was_not_sealed_here_or_leads_elsewhere() {
        let vault = Vault::new(&[7; 32]);
        let carried = kept("/pengaduan/baru").seal(&vault).unwrap().unwrap();
        assert!(Kept::open(&Vault::new(&[8; 32]), &carried).is_err());
        for odd in ["", "0", "zz", "é", carried.get(2..).unwrap()] {
            assert!(Kept::open(&vault, odd).is_err(), "{odd}");
        }
        for outside in ["//jahat.example", "https://jahat.example", "/\\jahat.example", "/\tjahat"] {
            assert!(Kept::open(&vault, &kept(outside).seal(&vault).unwrap().unwrap()).is_err(), "{outside}");
        }
    }
}
