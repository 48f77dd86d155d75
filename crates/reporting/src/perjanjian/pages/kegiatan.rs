//! Which activities of the budget serve which items: a table with a box for each pair.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::{Ctx, FieldError, Permission, Problem};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, Failure, layout};

use super::{HERE, own};
use crate::agreement::{Agreements, Item};
use crate::perjanjian::form::SEEN;
use crate::perjanjian::kegiatan::{MOST, Said, activities, effective, tie};
use crate::perjanjian::queries::{self, Shown};
use crate::perjanjian::status::Command;
use crate::query::Shelf;
use crate::serving::{ASSUMED, CONFIRMED, Named, Tie};

type Answer = Result<Response, Failure>;

/// The field that says how certain it is.
const STATUS: &str = "status";

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
) -> Answer {
    shown(&app, &ctx, &all, &id, (None, &[])).await
}

pub(super) async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(id): AppPath<String>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(Permission::PrepareClosing)?;
    let one = queries::find(&ctx, &all, &id).await?;
    let named = read(&typed, &one.agreement.items);
    let seen = typed.get(SEEN).and_then(|text| text.parse().ok()).unwrap_or_default();
    match tie(&ctx, &all, own(&id)?, Said { seen, named: named.clone() }).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}/kegiatan")).into_response()),
        Err(problem) => {
            let errors = told(problem)?;
            shown(&app, &ctx, &all, &id, (Some(named), &errors)).await
        }
    }
}

/// A problem that is told on the page; others are answers by themselves.
fn told(problem: Problem) -> Result<Vec<FieldError>, Failure> {
    match problem {
        Problem::Invalid(errors) => Ok(errors),
        Problem::Stale => {
            let how = "Orang lain baru saja mengubah perjanjian ini. Pilihan Anda masih ada di bawah: periksa, lalu simpan lagi.";
            Ok(vec![FieldError::new("kaitan", how)])
        }
        Problem::Refused { detail, .. } => Ok(vec![FieldError::new("kaitan", detail)]),
        other => Err(other.into()),
    }
}

fn name(at: usize) -> String {
    format!("k{at}")
}

fn pair(at: usize, item: &Item) -> String {
    format!("k{at}_{}", item.no)
}

/// What the boxes say.
fn read(typed: &Form, items: &[Item]) -> Named {
    let ticked = |key: &str| typed.get(key).is_some_and(|text| text == "ya");
    let row = |at: usize| {
        let activity = typed.get(&name(at))?.clone();
        let served = items.iter().filter(|item| ticked(&pair(at, item)));
        Some(Tie { activity, indicators: served.map(|item| item.indicator.clone()).collect() })
    };
    let status = typed.get(STATUS).cloned().unwrap_or_default();
    Named { status, all: (0..MOST).filter_map(row).collect() }
}

async fn shown(
    app: &App,
    ctx: &Ctx,
    all: &Agreements,
    id: &str,
    (typed, errors): (Option<Named>, &[FieldError]),
) -> Answer {
    let one = queries::find(ctx, all, id).await?;
    let named = typed.unwrap_or_else(|| effective(all, &one));
    let office = ctx.house.offices.by_code(&one.agreement.office).map(|office| office.id);
    let known = match office.filter(|_| ctx.actor.may(Permission::Perencanaan)) {
        Some(office) => activities(ctx, office, one.agreement.year, &named).await?,
        None => named.all.iter().map(|tie| tie.activity.clone()).collect(),
    };
    Ok(page(app, ctx, &one, (&named, &known), errors).into_response())
}

fn page(app: &App, ctx: &Ctx, one: &Shown, (named, known): (&Named, &[String]), errors: &[FieldError]) -> Markup {
    let agreement = &one.agreement;
    let title = "Kegiatan anggaran yang mendukung butirnya";
    let may = ctx.actor.may(Permission::PrepareClosing);
    let row = one.row.as_ref().filter(|row| may && row.status.allowed().contains(&Command::Kegiatan));
    let row = row.filter(|row| row.owned(ctx).is_ok());
    let body = html! {
        ol.crumb {
            li { a href=(HERE) { "Perjanjian kinerja" } }
            li { a href=(one.address()) { (agreement.code) " versi " (agreement.version) } }
            li { "Kegiatan anggaran" }
        }
        div.head { div { h1 { (title) } p.lead { (agreement.title) ". Dari sini Tabel 23 di halaman DIPA menjumlahkan pagu dan realisasi setiap butir." } } }
        @for error in errors { p.note.warn role="alert" { (error.detail) } }
        (certainty(one, named))
        @if known.is_empty() {
            p.empty role="status" {
                "Anggaran " (agreement.year) " belum dicatat. Catat DIPA-nya dahulu di " a href="/anggaran" { "Anggaran" } "."
            }
        } @else if let Some(row) = row {
            form method="post" action={ (one.address()) "/kegiatan" } {
                input type="hidden" name=(SEEN) value=(row.langkah);
                (table(agreement.items.as_slice(), named, known, true))
                (choice(named))
                div.bottom { button.btn.main accesskey="s" { "Simpan " kbd { "Alt+S" } } }
            }
        } @else {
            (table(agreement.items.as_slice(), named, known, false))
        }
    };
    layout::page(app, ctx, title, HERE, &body)
}

fn certainty(one: &Shown, named: &Named) -> Markup {
    html! {
        @if one.row.is_none() {
            p.note { "Perjanjian bawaan program: kaitannya dari berkas kegiatan.toml, dan diubah di sana." }
        } @else if one.agreement.named.is_none() && !named.all.is_empty() {
            p.note { "Belum disebut untuk perjanjian ini. Yang tampil kaitan yang dipakai sekarang, dari perjanjian sebelumnya." }
        } @else if one.agreement.named.is_none() {
            p.note { "Belum disebut. Sesudah ditandatangani yang dipakai kaitan perjanjian sebelumnya, sampai disebut di sini." }
        }
        @if named.status != CONFIRMED && !named.all.is_empty() {
            p.note.warn { b { "Asumsi" } ": kaitan ini belum dipastikan kantor, dan bertanda demikian di Tabel 23." }
        }
    }
}

fn choice(named: &Named) -> Markup {
    html! {
        div.field {
            label for=(STATUS) { "Kepastian" }
            select id=(STATUS) name=(STATUS) {
                option value=(ASSUMED) selected[named.status != CONFIRMED] { "Asumsi" }
                option value=(CONFIRMED) selected[named.status == CONFIRMED] { "Dipastikan kantor" }
            }
        }
    }
}

fn table(items: &[Item], named: &Named, known: &[String], writes: bool) -> Markup {
    html! {
        div.scroll {
            table.list {
                caption.hide { "Kegiatan menurut baris, butir menurut kolom" }
                thead {
                    tr {
                        th scope="col" { "Kegiatan" }
                        @for item in items { th.num scope="col" title=(item.title) { "No " (item.no) } }
                    }
                }
                tbody {
                    @for (at, activity) in known.iter().enumerate() {
                        tr {
                            th scope="row" {
                                (activity)
                                @if writes { input type="hidden" name=(name(at)) value=(activity); }
                            }
                            @for item in items {
                                @let ticked = named.serves(activity, &item.indicator);
                                td.num {
                                    @if writes {
                                        input type="checkbox" name=(pair(at, item)) value="ya" checked[ticked]
                                            aria-label={ (activity) " mendukung butir " (item.no) };
                                    } @else if ticked { "ya" } @else { "—" }
                                }
                            }
                        }
                    }
                }
            }
        }
        ul.hint { @for item in items { li { "No " (item.no) ": " (item.title) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_read_by_activity_and_item() {
        let shipped = Agreements::embedded().unwrap();
        let items = &shipped.find("2025-pok").unwrap().items;
        let typed = [("k0", "Kegiatan contoh"), ("k0_2", "ya"), ("k1", "Lain (contoh)"), ("status", ASSUMED)];
        let typed: Form = typed.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        let named = read(&typed, items);
        assert_eq!((named.all.len(), named.status.as_str()), (2, ASSUMED));
        assert!(
            named.serves("kegiatan  contoh", &items[1].indicator)
                && !named.serves("Lain (contoh)", &items[1].indicator)
        );
    }
}
