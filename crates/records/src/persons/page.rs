//! The page of one person, with all records about them.

use axum::extract::{Extension, State};
use kernel::{CatatanId, Ctx, KantorId, OrangId, Permission, Problem, Result, history};
use maud::{Markup, html};
use people::{Act, FIELDS, Shown, Tie, aliases, hints};
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
    let others_of = aliases::shown(ctx, shown).await?;
    let others_of = numbered(&records, others_of);
    let sure =
        ctx.actor.may(Permission::RevealPeople) && ctx.actor.may(Permission::WritePeople) && tie.allows(Act::Renumber);
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
        @for field in fields.iter().filter(|field| shown.doubted.contains(&field.key)) {
            p.note.warn role="status" {
                (field.label) " diragukan: orang lain tercatat dengan nomor yang sama, jadi orang ini belum dikenali dengannya. Betulkan lewat Ubah"
                @if sure { ", atau " a href={ "/orang/" (shown.id) "/pastikan?isian=" (field.key) } { "pastikan nomornya benar" } }
                "."
            }
        }
        @if shown.revealed {
            p.note.warn role="status" { "Isian terlindungi sedang dibuka. Pembukaan ini tercatat atas nama Anda." }
        }
        div.cols {
            div {
                section.box {
                    h2 { "Data diri" }
                    (parts::fields(&app.house.reference, &fields, &shown.form, shown.revealed))
                    (others(&others_of))
                }
                section.box { h2 { "Berkas" } (list(&records)) }
            }
            div.side { (elsewhere) section.box { h2 { "Riwayat" } (timeline(&fields, &history)) } }
        }
    };
    Ok(layout::page(app, ctx, name, "/orang", &body))
}

/// The other names with the number and address of the record in which each was first typed, if the actor may read that record.
fn numbered(records: &[Entry], others: Vec<aliases::Shown>) -> Vec<(aliases::Shown, Option<(String, String)>)> {
    let of = |other: &aliases::Shown| {
        let (_, id) = other.record.as_ref()?;
        let entry = records.iter().find(|entry| entry.row.head.id == *id)?;
        Some((entry.row.head.number.clone(), entry.href()))
    };
    others.into_iter().map(|other| (of(&other), other)).map(|(record, other)| (other, record)).collect()
}

fn others(others: &[(aliases::Shown, Option<(String, String)>)]) -> Markup {
    html! {
        @if !others.is_empty() {
            h3 { "Nama lain" }
            ul {
                @for (other, record) in others {
                    li {
                        (other.name) ", seperti tertulis pada "
                        @if let Some((number, href)) = record { a.id href=(href) { (number) } ", " }
                        (parts::instant(other.at))
                    }
                }
            }
        }
    }
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
            @if may_write && may_reveal && tie.allows(Act::Merge) {
                a.btn href={ (here) "/gabung" } { "Gabungkan" }
                a.btn href={ (here) "/pisahkan" } { "Pisahkan" }
            }
            @if may_write { a.btn href={ (here) "/ubah" } { "Ubah" } }
            @if ctx.actor.may(Permission::DataProtection) && tie.allows(Act::Meet) {
                a.btn href={ (here) "/jejak" } { "Siapa yang melihat" }
                a.btn href={ (here) "/salinan" } { "Salinan data" }
            }
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
        div.scroll { table.list {
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
        } }
    }
}
