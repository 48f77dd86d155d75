//! The frame of every page.

use axum::http::StatusCode;
use kernel::{Ctx, Permission, Problem, Role};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::App;
use crate::assets::STYLESHEET;
use crate::failure::{Note, name};
use crate::kept::Kept;

const LOGO: PreEscaped<&str> = PreEscaped(
    r#"<svg class="logo" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3v11a7 7 0 0 0 7 7h9"/><circle cx="15.5" cy="9.5" r="4.5"/></svg>"#,
);

const ART: PreEscaped<&str> = PreEscaped(
    r#"<svg class="art" viewBox="12 -2 120 196" preserveAspectRatio="xMinYMax slice" aria-hidden="true"><path d="M78-60V96a34 34 0 0 0 34 34h300"/><path d="M63-60V96a49 49 0 0 0 49 49h300"/><path d="M48-60V96a64 64 0 0 0 64 64h300"/><path d="M33-60V96a79 79 0 0 0 79 79h300"/><path d="M18-60V96a94 94 0 0 0 94 94h300"/><circle cx="106" cy="90" r="15"/></svg>"#,
);

fn head(title: &str) -> Markup {
    head_with(title, STYLESHEET)
}

fn head_with(title: &str, style: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " · Lindung" }
            link rel="stylesheet" href=(style);
            link rel="icon" href="/favicon.ico" type="image/svg+xml";
        }
    }
}

/// The title of a role.
#[must_use]
pub fn role_title(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Helpdesk) => "Petugas helpdesk",
        Some(Role::Pelindungan) => "Tim pelindungan",
        Some(Role::Penempatan) => "Tim penempatan",
        Some(Role::Perencana) => "Perencana",
        Some(Role::Kepala) => "Kepala",
        Some(Role::Admin) => "Pengelola akun",
        None => "Sistem",
    }
}

/// A page of the console: `here` is the address of the menu entry that it belongs to.
#[must_use]
pub fn page(app: &App, ctx: &Ctx, title: &str, here: &str, body: &Markup) -> Markup {
    let menu = menu(app, ctx, here);
    html! {
        (DOCTYPE)
        html lang="id" {
            (head(title))
            body {
                a.skip href="#isi" { "Lompat ke isi" }
                div.shell {
                    header.top {
                        a.brand href="/" { (LOGO) "Lindung" }
                        span.office { (ctx.actor.office_name) }
                        @if ctx.actor.may(Permission::ReadPeople) {
                            form.find role="search" aria-label="Orang dan catatan" method="post" action="/cari" {
                                input name="cari" aria-label="Cari orang atau catatan (Alt+K)" placeholder="Cari nama atau nomor"
                                    autocomplete="off" accesskey="k";
                                button.btn { "Cari" }
                            }
                        }
                        form.who method="post" action="/keluar" {
                            a href="/akun/saya" { (ctx.actor.name) " " small { (role_title(ctx.actor.role)) } }
                            button.btn { "Keluar" }
                        }
                        details.menu { summary { "Menu" } nav aria-label="Menu" { (menu) ul { li { a href="/akun/saya" { "Akun saya" } } } } }
                    }
                    nav.rail aria-label="Menu utama" { (menu) }
                    main.page id="isi" tabindex="-1" { (body) }
                }
            }
        }
    }
}

/// A page without data of anybody, so that a browser may cache it. It has its own stylesheet and script.
#[must_use]
pub fn kept(title: &str, (style, script): (&str, &str), top: &Markup, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="id" {
            (head_with(title, style))
            body {
                a.skip href="#isi" { "Lompat ke isi" }
                header.top { a.brand href="/" { (LOGO) "Lindung" } (top) }
                main id="isi" tabindex="-1" { (body) }
                script type="module" src=(script) {}
            }
        }
    }
}

fn menu(app: &App, ctx: &Ctx, here: &str) -> Markup {
    html! {
        @for group in app.menu.iter() {
            @let items: Vec<_> = group.items.iter().filter(|item| ctx.actor.may(item.permission)).collect();
            @if !items.is_empty() {
                @if let Some(title) = group.title { p.grp { (title) } }
                ul {
                    @for item in items {
                        li { a href=(item.href) aria-current=[(item.href == here).then_some("page")] { (item.label) } }
                    }
                }
            }
        }
    }
}

/// A page for a big screen that nobody operates: without frame.
#[must_use]
pub fn screen(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="id" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Lindung" }
                link rel="stylesheet" href=(STYLESHEET);
                link rel="icon" href="/favicon.ico" type="image/svg+xml";
            }
            body.layar { (body) }
        }
    }
}

/// What is told of something that was sent without a session.
const UNSENT: &str =
    "Yang baru Anda kirim belum tersimpan: kembali dengan tombol kembali peramban, lalu kirim lagi sesudah masuk.";

/// The desk's script on the login page: what the password comes to opens the desk too (see [`crate::titipan`]). Without scripts all goes as ever.
const DESK: &str = "/meja/masuk.js";

/// The script of a page where a password is typed that lets somebody in.
#[must_use]
pub fn desk_script() -> Markup {
    html! { script type="module" src=(DESK) {} }
}

/// What the login page says and carries.
#[derive(Clone, Copy, Default)]
pub struct Door<'a> {
    /// The login name, as typed or as known.
    pub username: &'a str,
    /// Where to go after logging in.
    pub back: &'a str,
    /// What went wrong.
    pub error: Option<&'a str>,
    /// Whether something was sent by nobody who is known, so that it was neither kept nor carried here.
    pub unsent: bool,
    /// A form to be given back, as [`Kept`](crate::Kept) sealed it; empty without one.
    pub carried: &'a str,
}

/// A page before the login, with its form.
#[must_use]
pub fn doorway(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="id" {
            (head(title))
            body.door {
                aside {
                    (ART)
                    span.brand { (LOGO) "Lindung" }
                    p { "Setiap angka terbuka sampai ke catatan di baliknya." }
                    small { "Pelindungan pekerja migran Indonesia" }
                }
                main id="isi" { (body) }
            }
        }
    }
}

/// The login page.
#[must_use]
pub fn door(door: &Door) -> Markup {
    let body = html! {
        form method="post" action="/masuk" {
            h1 { "Masuk" }
            @if let Some(error) = door.error { div.errors role="alert" { p { (error) } } }
            @if door.unsent {
                p.note.warn role="status" { (UNSENT) }
                input type="hidden" name="belum" value="ya";
            }
            input type="hidden" name="kembali" value=(door.back);
            @if !door.carried.is_empty() { input type="hidden" name="isian" value=(door.carried); }
            div.field {
                label for="nama" { "Nama pengguna" }
                input id="nama" name="nama" autocomplete="username" autofocus value=(door.username);
            }
            div.field {
                label for="sandi" { "Kata sandi" }
                input id="sandi" name="sandi" type="password" autocomplete="current-password";
            }
            button.btn.main { "Masuk" }
        }
        p.hint { "Setiap pembukaan data pribadi tercatat atas nama Anda. Di komputer bersama, keluar setelah selesai." }
        (desk_script())
    };
    doorway("Masuk", &body)
}

/// The page of a problem: what happened, what to do, the number to quote, an additional note, if any, and the form that was sent.
#[must_use]
pub fn failure(
    problem: &Problem,
    code: StatusCode,
    (request, note): (&str, Option<&Note>),
    given: Option<&Kept>,
) -> Markup {
    let (_, title) = name(problem);
    html! {
        (DOCTYPE)
        html lang="id" {
            (head(title))
            body {
                div.shell {
                    header.top { a.brand href="/" { (LOGO) "Lindung" } }
                    main.page.slim.stop id="isi" tabindex="-1" {
                        @if let Some(Note(text)) = note { p.note.bad role="alert" { (text) } }
                        p.muted { "Galat " (code.as_u16()) }
                        h1 { (title) }
                        p { (problem) }
                        h2 { "Yang bisa dilakukan" }
                        ol {
                            @if given.is_some() {
                                li { "Isian Anda ada di bawah ini. Kirim lagi dari sini, atau salin yang diperlukan." }
                            } @else {
                                li { "Kembali ke halaman sebelumnya dengan tombol kembali peramban." }
                            }
                            li { "Muat ulang halaman itu, lalu coba lagi." }
                            li { "Bila terulang, kirim nomor permintaan di bawah ini ke pengelola sistem." }
                        }
                        @if let Some(given) = given { h2 { "Isian Anda" } (given.sheet()) }
                        p.acts { a.btn.main[given.is_none()] href="/" { "Ke halaman utama" } }
                        dl.fields { div { dt { "Nomor permintaan" } dd.id { (request) } } }
                    }
                }
            }
        }
    }
}
