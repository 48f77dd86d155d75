//! The page of one person, with all records about them.

use axum::extract::{Extension, State};
use kernel::{CatatanId, Ctx, KantorId, OrangId, Permission, Problem, Result, history};
use maud::{Markup, html};
use people::{Act, FIELDS, Shown, Tie, hints};
use web::{App, AppPath, Console, Failure, Routes, layout, parts};

use super::file::{self, Entry};
use crate::Registry;
use crate::surface::badges;
use crate::surface::timeline::timeline;

pub(super) fn router() -> Routes {
    Routes::new().get("/orang/{id}", one).post("/orang/{id}/buka", reveal)
}

async fn one(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
) -> Result<Markup, Failure> {
    page(&app, &ctx, &registry, &people::show(&ctx, id, false).await?).await
}

async fn reveal(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
) -> Result<Markup, Failure> {
    page(&app, &ctx, &registry, &people::show(&ctx, id, true).await?).await
}

async fn page(app: &App, ctx: &Ctx, registry: &Registry, shown: &Shown) -> Result<Markup, Failure> {
    let records = file::of(registry, ctx, &[shown.id]).await?;
    let history = history::of(ctx, "orang", CatatanId(shown.id.0)).await?;
    let (tie, office) = people::tie(ctx, shown.id).await?;
    let elsewhere = if tie.allows(Act::Meet) {
        elsewhere(ctx, shown.id).await?
    } else {
        html! {}
    };
    let name = shown.form.get("nama").map_or("Orang", String::as_str);
    let fields: Vec<_> = FIELDS.iter().collect();
    let body = html! {
        ol.crumb { li { a href="/orang" { "Orang" } } li { (name) } }
        div.head { h1 { (name) } (acts(ctx, shown, tie)) }
        @if shown.merged.is_some() {
            p.note.warn role="status" { "Orang yang Anda buka sudah digabung ke orang ini." }
        }
        @if !tie.allows(Act::Meet) {
            p.note role="status" { "Orang ini catatan " (named(ctx, office)) ", yang mengizinkan kantor Anda membacanya." }
        }
        @if shown.revealed {
            p.note.warn role="status" { "Isian terlindungi sedang dibuka. Pembukaan ini tercatat atas nama Anda." }
        }
        div.cols {
            div {
                section.box { h2 { "Data diri" } (parts::fields(&app.house.reference, &fields, &shown.form, shown.revealed)) }
                section.box { h2 { "Berkas" } (list(&records)) }
            }
            div.side { (elsewhere) section.box { h2 { "Riwayat" } (timeline(&fields, &history)) } }
        }
    };
    Ok(layout::page(app, ctx, name, "/orang", &body))
}

fn named(ctx: &Ctx, office: KantorId) -> &str {
    ctx.house.offices.by_id(office).map_or("kantor lain", |office| office.name.as_str())
}

/// The office to contact, if another office may know the person; else nothing.
async fn elsewhere(ctx: &Ctx, id: OrangId) -> Result<Markup> {
    let hints = match hints::of_person(ctx, id).await {
        Ok(hints) => hints,
        Err(Problem::TooMany(wait)) => {
            return Ok(html! {
                section.box {
                    h2 { "Kantor lain" }
                    p.muted { "Belum diperiksa: terlalu sering memeriksa. Muat ulang dalam " (wait) " detik." }
                }
            });
        }
        Err(other) => return Err(other),
    };
    Ok(html! {
        @if !hints.is_empty() {
            section.box {
                h2 { "Kantor lain" }
                p {
                    "Mungkin dikenal di "
                    (hints.iter().map(|hint| named(ctx, hint.office)).collect::<Vec<_>>().join(", "))
                    ". Data di sana tertutup; hubungi kantor itu."
                }
                @if ctx.actor.may(Permission::RevealPeople) { a.btn href={ "/orang/" (id) "/izin" } { "Minta izin membuka" } }
            }
        }
    })
}

fn acts(ctx: &Ctx, shown: &Shown, tie: Tie) -> Markup {
    let may_reveal = ctx.actor.may(Permission::RevealPeople);
    let may_write = ctx.actor.may(Permission::WritePeople) && tie.allows(Act::Correct);
    let here = format!("/orang/{}", shown.id);
    html! {
        div.acts {
            @if may_reveal && !shown.revealed {
                form method="post" action={ (here) "/buka" } { button.btn { "Buka isian terlindungi" } }
            }
            @if may_write && may_reveal && tie.allows(Act::Merge) { a.btn href={ (here) "/gabung" } { "Gabungkan" } }
            @if may_write { a.btn href={ (here) "/ubah" } { "Ubah" } }
        }
    }
}

fn list(records: &[Entry]) -> Markup {
    html! {
        @if records.is_empty() {
            p.muted { "Tidak ada catatan tentang orang ini yang boleh Anda baca." }
        } @else {
            (table(&records.iter().collect::<Vec<_>>()))
        }
    }
}

/// Records of several kinds.
pub(super) fn table(records: &[&Entry]) -> Markup {
    html! {
        table.list {
            thead { tr { th scope="col" { "Nomor" } th scope="col" { "Jenis" } th scope="col" { "Hari" } th scope="col" { "Status" } } }
            tbody {
                @for entry in records {
                    @let (info, head) = (entry.kind.info(), &entry.row.head);
                    tr {
                        td { a.id href=(entry.href()) { (head.number) } }
                        td { (info.title) }
                        td.one { (entry.day().and_then(|day| day.parse().ok()).map_or_else(|| "—".to_owned(), parts::day)) }
                        td { (badges(entry.row.status, entry.row.stage, head)) }
                    }
                }
            }
        }
    }
}
