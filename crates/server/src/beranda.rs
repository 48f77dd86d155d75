//! The first page of who keeps accounts: accounts, what the office keeps, the night's work, backups, the audit, versions.

use accounts::manage::{self, Account};
use axum::extract::{Extension, State as Held};
use axum::response::{IntoResponse, Response};
use cadangan::State;
use kernel::{Ctx, Permission, Result};
use maud::{Markup, html};
use reporting::audit;
use sea_orm::DatabaseBackend;
use web::{App, Console, Failure, Routes, layout, parts};

use crate::compose::Lindung;
use crate::{jobs, pagi, surel};

/// Where it stands.
const HERE: &str = "/admin";

/// What the office keeps itself, and where.
const KEPT: [(&str, &str); 6] = [
    ("/kantor", "Data kantor"),
    ("/kata", "Kata dan daftar"),
    ("/templat", "Templat surat"),
    ("/libur", "Hari libur"),
    ("/tenggat", "Lama tenggat"),
    ("/akun/faktor", "Faktor kedua wajib"),
];

/// The jobs, as people call them.
const JOBS: [(&str, &str); 3] = [
    (jobs::NIGHTLY, "Tugas malam: angka dan audit"),
    (pagi::MORNING, "Tugas pagi: daftar tugas"),
    (surel::DIGEST, "Ringkasan lewat surel"),
];

/// The route.
pub(crate) fn router(lindung: &Lindung) -> Routes {
    Routes::new().get(HERE, show).layer(Extension(lindung.clone()))
}

async fn show(
    Held(app): Held<App>,
    Console(ctx): Console,
    Extension(lindung): Extension<Lindung>,
) -> std::result::Result<Response, Failure> {
    ctx.actor.require(Permission::ManageUsers)?;
    let all = manage::list(&ctx).await?;
    let body = html! {
        (reporting::pages::room(&ctx).await)
        div.head { div { h1 { "Pengelolaan" } p.lead { "Akun, yang diatur kantor sendiri, pekerjaan server, dan versinya." } } }
        (held(&ctx, &all))
        div.head { h2 { "Diatur kantor sendiri" } }
        ul.ways { @for (href, label) in KEPT { li { a href=(href) { (label) } } } }
        (work(&lindung).await?)
        (backups(&ctx, &cadangan::state(&lindung.house.db).await?))
        (found(&ctx).await?)
        (versions(&lindung))
    };
    Ok(layout::page(&app, &ctx, "Pengelolaan", HERE, &body).into_response())
}

/// How many accounts there are, and which need to be looked at.
fn held(ctx: &Ctx, all: &[Account]) -> Markup {
    let active = all.iter().filter(|account| account.active).count();
    let waiting = all.iter().filter(|account| account.active && account.word_until.is_some()).count();
    let late =
        all.iter().filter(|account| account.active && account.word_until.is_some_and(|until| until <= ctx.now()));
    let late = late.count();
    html! {
        div.head { h2 { "Akun" } p.acts { a.btn.main href="/akun" { "Buka daftar akun" } a.btn href="/akun/baru" { "Buat akun" } } }
        dl.fields {
            div { dt { "Aktif" } dd { (active) } }
            div { dt { "Dimatikan" } dd { (all.len() - active) } }
            div { dt { "Menunggu masuk pertama" } dd { (waiting) } }
            @if late > 0 { div { dt { "Kata sekali pakai lewat waktu" } dd { (late) } } }
        }
    }
}

/// When each job was last done, and what came of it.
async fn work(lindung: &Lindung) -> Result<Markup> {
    let mut lines = Vec::new();
    for (name, label) in JOBS {
        lines.push((label, jobs::last(lindung, name).await?));
    }
    Ok(html! {
        div.head { h2 { "Pekerjaan server" } }
        div.scroll role="region" aria-label="Pekerjaan server" tabindex="0" {
            table.list {
                thead { tr { th { "Pekerjaan" } th { "Untuk" } th { "Selesai" } th { "Hasil" } } }
                tbody {
                    @for (label, run) in &lines {
                        tr {
                            th scope="row" { (label) }
                            @if let Some(run) = run {
                                td { (parts::day(run.jatuh_tempo)) }
                                td { (run.selesai_pada.map(parts::instant).unwrap_or_default()) }
                                td { (run.hasil.as_deref().unwrap_or_default()) }
                            } @else { td colspan="3" { "Belum pernah selesai di basis data ini." } }
                        }
                    }
                }
            }
        }
    })
}

/// How old the newest backup and the newest rehearsal are, and what failed since.
fn backups(ctx: &Ctx, state: &State) -> Markup {
    let when = |run: Option<&cadangan::Model>, never: &'static str| {
        run.map_or_else(|| never.to_owned(), |run| parts::instant(run.pada))
    };
    html! {
        div.head { h2 { "Cadangan" } }
        dl.fields {
            div { dt { "Terakhir dibuat" } dd { (when(state.backup.as_ref(), "belum pernah")) } }
            div { dt { "Terakhir dilatih memulihkan" } dd { (when(state.rehearsal.as_ref(), "belum pernah")) } }
        }
        @for run in &state.failed { p.note.bad { "Yang terakhir gagal, " (parts::instant(run.pada)) ": " (run.hasil) } }
        @if state.word(ctx.now()) != "baik" {
            p.note.warn {
                "Cadangan " (state.word(ctx.now())) ". Isi penerima dan tempatnya di setelan, atau jalankan " code { "lindung backup" }
                " di terminal server."
            }
        }
    }
}

/// What the newest audit found; its findings are for who reads figures, and for the terminal.
async fn found(ctx: &Ctx) -> Result<Markup> {
    let findings = audit::open_findings(ctx).await?;
    Ok(html! {
        div.head { h2 { "Audit" } }
        @if findings == 0 { p { "Audit terakhir tidak menemukan apa-apa di kantor Anda." } } @else {
            p.note.bad {
                "Audit terakhir menemukan " (findings) " hal di kantor Anda. Rinciannya ada di halaman Audit bagi kepala dan perencana, dan di terminal "
                "server dengan " code { "lindung verify" } "."
            }
        }
    })
}

fn versions(lindung: &Lindung) -> Markup {
    let backend = lindung.house.db.get_database_backend();
    let kind = if backend == DatabaseBackend::Postgres { "PostgreSQL" } else { "SQLite" };
    html! {
        div.head { h2 { "Versi" } }
        dl.fields {
            div { dt { "Program" } dd { (env!("CARGO_PKG_VERSION")) } }
            div { dt { "Skema basis data" } dd { (migrations::newest()) } }
            div { dt { "Basis data" } dd { (kind) } }
        }
    }
}
