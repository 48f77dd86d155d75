//! The page of tasks.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Response};
use chrono::Datelike;
use kernel::calendar::Certainty;
use kernel::tenggat::Holder;
use kernel::{Ctx, Permission, Result};
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, AppQuery, Console, Failure, layout, paging, parts};

use super::beside::{Beside, Besides};
use super::list::{self, Counts, Item, Listing, Whose};
use super::{record, reminder, words};
use crate::surface::badges;
use crate::{Registry, officers};

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    siapa: Option<Whose>,
    jenis: Option<String>,
    sebelum: Option<String>,
}

const PAGE: u64 = 50;

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    Extension(besides): Extension<Arc<dyn Besides>>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    let after = asked.sebelum.as_deref().map(str::parse).transpose()?;
    ctx.actor.require(Permission::Tasks)?;
    let kinds = list::asked(&ctx, &registry, asked.jenis.as_deref())?;
    let mut whose = asked.siapa.unwrap_or_default();
    let mut listing = list::list(&ctx, &kinds, whose, after, PAGE).await?;
    let kind = asked.jenis.filter(|kind| !kind.is_empty());
    let unnarrowed = kind.is_none() && after.is_none();
    let mut beside = if unnarrowed { besides.waiting(&ctx, whose).await? } else { Vec::new() };
    // Whoever has nothing of their own sees what waits for anybody.
    let other = unnarrowed && asked.siapa.is_none() && listing.items.is_empty() && beside.is_empty();
    if other {
        whose = Whose::Tim;
        listing = list::list(&ctx, &kinds, whose, after, PAGE).await?;
        beside = besides.waiting(&ctx, whose).await?;
    }
    let mut view = View { whose, other, kind, first: after.is_none(), listing, beside, ..View::default() };
    view.kinds = list::kinds(&ctx, &registry).iter().map(|kind| (kind.info().name, kind.info().title)).collect();
    if view.first {
        view.counts = list::counts(&ctx, &kinds, whose).await?.beside(view.beside.len());
    }
    if view.first && view.kind.is_none() {
        view.reminders = reminder::first(&ctx, &kinds, whose).await?;
        view.unassigned = reminder::unassigned(&ctx, &kinds).await?;
        view.reminded = match whose {
            Whose::Saya => reminder::count(&ctx).await?,
            Whose::Tim => view.unassigned,
        };
    }
    if whose == Whose::Tim {
        let logins = view.listing.items.iter().filter_map(|item| item.task.petugas.as_ref());
        view.officers = officers::names(ctx.db(), logins).await?;
    }
    Ok(page(&app, &ctx, &view).into_response())
}

/// What the page shows.
#[derive(Default)]
struct View {
    whose: Whose,
    /// Whether the team's tasks are shown since there are none of the actor's own.
    other: bool,
    kind: Option<String>,
    kinds: Vec<(&'static str, &'static str)>,
    first: bool,
    listing: Listing,
    /// What is about no record; on the first page of all kinds.
    beside: Vec<Beside>,
    counts: Counts,
    reminders: Vec<Item>,
    reminded: i64,
    unassigned: i64,
    officers: HashMap<String, String>,
}

fn page(app: &App, ctx: &Ctx, view: &View) -> Markup {
    let today = ctx.today();
    let tab = |whose: Whose, label: &str| {
        html! {
            li {
                a href=(address_of(whose, view.kind.as_deref())) aria-current=[(view.whose == whose).then_some("page")] { (label) }
            }
        }
    };
    let body = html! {
        div.head {
            div {
                h1 { "Tugas" }
                p.lead { (weekday(today)) ", " (parts::day(today)) ". Yang mengancam nyawa lebih dahulu, lalu tenggat terdekat." }
            }
            ul.seg { (tab(Whose::Saya, "Tugas saya")) (tab(Whose::Tim, "Tim")) }
            p.acts { a.btn href={ (address_of(view.whose, view.kind.as_deref()).replacen("/tugas?", "/tugas.xlsx?", 1)) } { "Unduh XLSX" } }
        }
        @if view.other { p.note { "Tidak ada tugas Anda sendiri. Di bawah ini tugas tim." } }
        (by_kind(view))
        @if view.first { (summary(&view.counts)) }
        (reminders(ctx, view))
        (beside(ctx, view))
        (record::unknown(ctx, &[today.year()].into()))
        @if view.listing.items.is_empty() { (nothing(view)) } @else { (table(ctx, view)) }
        nav.pager aria-label="Halaman" {
            @if let Some(next) = view.listing.next {
                a.btn href={ (address_of(view.whose, view.kind.as_deref())) "&" (paging::MARK) "=" (next) } rel="next" { "Berikutnya" }
            }
        }
        @if view.first { p.hint { a href="/akun/surel" { "Terima jumlah tugas ini setiap pagi lewat surel" } "." } }
    };
    layout::page(app, ctx, "Tugas", "/tugas", &body)
}

/// The address of the actor's or the team's tasks, of one kind or of all.
fn address_of(whose: Whose, kind: Option<&str>) -> String {
    let kind = kind.map(|kind| format!("&jenis={kind}")).unwrap_or_default();
    format!("/tugas?siapa={}{kind}", whose.code())
}

/// Links to the tasks of each kind alone, so that waiting referrals and telegrams can be seen by age.
fn by_kind(view: &View) -> Markup {
    let all = [(None, "Semua")].into_iter().chain(view.kinds.iter().map(|(name, title)| (Some(*name), *title)));
    html! {
        @if view.kinds.len() > 1 {
            nav.kinds aria-label="Jenis" {
                ul.seg {
                    @for (kind, title) in all {
                        @let here = view.kind.as_deref() == kind;
                        li { a href=(address_of(view.whose, kind)) aria-current=[here.then_some("page")] { (title) } }
                    }
                }
            }
        }
    }
}

fn weekday(day: kernel::Day) -> &'static str {
    const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
    usize::try_from(day.weekday().num_days_from_monday()).ok().and_then(|at| DAYS.get(at)).copied().unwrap_or_default()
}

fn summary(counts: &Counts) -> Markup {
    html! {
        @if counts.all > 0 {
            div.sum {
                dl {
                    @if counts.life > 0 { div { dt { "mengancam nyawa" } dd { (counts.life) } } }
                    div { dt { "terlambat" } dd { (counts.late) " " small { "dari " (counts.all) } } }
                    div { dt { "jatuh tempo hari ini" } dd { (counts.today) } }
                    div { dt { "tujuh hari berikutnya" } dd { (counts.soon) } }
                    @if counts.waiting > 0 { div { dt { "menunggu tanda tangan atau disposisi" } dd { (counts.waiting) } } }
                }
            }
        }
    }
}

fn reminders(ctx: &Ctx, view: &View) -> Markup {
    let more = view.reminded - i64::try_from(view.reminders.len()).unwrap_or_default();
    html! {
        @if !view.reminders.is_empty() {
            section.box aria-labelledby="pengingat" {
                h2 id="pengingat" { @if view.whose == Whose::Tim { "Jatuh tempo, belum ada petugasnya" } @else { "Pengingat hari ini" } }
                ul.checks.due {
                    @for item in &view.reminders {
                        li {
                            @let due = item.task.due();
                            span class=(if due < Some(ctx.today()) { "badge late" } else { "badge new" }) {
                                (words::when(ctx.today(), due))
                            }
                            " " a href=(address(item)) { (item.subject.as_ref().unwrap_or(&item.row.head.number)) }
                            small {
                                @if item.subject.is_some() { (item.kind) " " (item.row.head.number) ". " }
                                @if let Some(name) = &item.row.name { (name) ". " }
                                (item.purpose) "."
                            }
                        }
                    }
                }
                @if more > 0 { p.hint { "Dan " (more) " lagi di daftar di bawah." } }
            }
        }
        @if view.whose == Whose::Saya && view.unassigned > 0 {
            p.note.warn role="status" {
                b { (view.unassigned) " tugas kantor" } " terlambat atau segera jatuh tempo dan belum ada petugasnya. "
                a href=(address_of(Whose::Tim, None)) { "Lihat di Tim" } "."
            }
        }
    }
}

/// Closings and agreements that wait for somebody: they have no due day, and stand before the list.
fn beside(ctx: &Ctx, view: &View) -> Markup {
    html! {
        @if !view.beside.is_empty() {
            section.box aria-labelledby="menunggu" {
                h2 id="menunggu" { @if view.whose == Whose::Tim { "Yang menunggu" } @else { "Yang menunggu Anda" } }
                ul.checks.due {
                    @for one in &view.beside {
                        li {
                            (parts::badge(one.status, one.stage)) " " a href=(one.address) { (one.title) }
                            @let office = ctx.house.offices.by_id(one.office).filter(|office| office.id != ctx.actor.office);
                            small {
                                (one.purpose) ". Sejak " (parts::instant(one.since)) "."
                                @if let Some(office) = office { " " (office.name) "." }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn nothing(view: &View) -> Markup {
    html! {
        p.empty {
            @match (view.first, view.whose) {
                (false, _) => "Tidak ada lagi.",
                (true, _) if !view.beside.is_empty() => "Tidak ada tugas lain.",
                (true, Whose::Tim) => {
                    "Tidak ada tugas terbuka di kantor Anda. Tugas muncul sendiri begitu sebuah catatan menunggu langkah: "
                    "mulai dengan mencatat, dari daftar di menu."
                }
                (true, Whose::Saya) => {
                    "Tidak ada tugas atas nama Anda. "
                    a href="/tugas?siapa=tim" { "Lihat tugas tim" } " untuk yang belum punya petugas."
                }
            }
        }
    }
}

fn table(ctx: &Ctx, view: &View) -> Markup {
    let team = view.whose == Whose::Tim;
    html! {
        div.scroll {
            table.list {
                thead {
                    tr {
                        th scope="col" { "Tenggat" }
                        th scope="col" { "Yang harus selesai" }
                        th scope="col" { "Catatan" }
                        th scope="col" { "Nama" }
                        th scope="col" { "Status" }
                        @if team { th scope="col" { "Petugas" } }
                    }
                }
                tbody { @for item in &view.listing.items { (row(ctx, view, item)) } }
            }
        }
    }
}

fn row(ctx: &Ctx, view: &View, item: &Item) -> Markup {
    let office = ctx.house.offices.by_id(item.task.kantor_id).filter(|office| office.id != ctx.actor.office);
    html! {
        tr {
            td { (words::due(ctx.today(), item.task.due())) }
            td {
                @if let Some(urgent) = words::marked(item.task.kegentingan) { (urgent) ". " }
                (item.purpose) "."
                @if item.certainty == Some(Certainty::Asumsi) { small { "tenggat asumsi" } }
            }
            td {
                @match &item.subject {
                    Some(subject) => { a href=(address(item)) { (subject) } small { (item.kind) " " (item.row.head.number) } }
                    None => { a.id href=(address(item)) { (item.row.head.number) } small { (item.kind) } }
                }
            }
            td { (item.row.name.as_deref().unwrap_or("—")) }
            td { (badges(item.row.status, item.row.stage, &item.row.head)) }
            @if view.whose == Whose::Tim {
                td {
                    @match &item.task.petugas {
                        Some(login) => (view.officers.get(login).unwrap_or(login)),
                        None => span.muted { (item.holder.map_or("belum ada petugas", Holder::words)) },
                    }
                    @if let Some(office) = office { small { (office.name) } }
                }
            }
        }
    }
}

fn address(item: &Item) -> String {
    format!("/{}/{}", item.task.jenis, item.row.head.id)
}

/// A line for the dashboard about the reminders of the actor; empty if there are none.
///
/// # Errors
/// Any database error.
pub async fn note(ctx: &Ctx) -> Result<Markup> {
    let many = reminder::count(ctx).await?;
    Ok(html! {
        @if many > 0 {
            p.note.warn role="status" {
                b { "Pengingat hari ini: " } (many) " tugas Anda terlambat, jatuh tempo hari ini atau besok. "
                a href="/tugas" { "Buka Tugas" } "."
            }
        }
    })
}
