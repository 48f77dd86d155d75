//! The list of retention as a page and as a workbook.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form};
use kernel::{Ctx, FieldError, Permission, Problem, Result as Done};
use lampiran::Store;
use maud::{Markup, html};
use records::Registry;
use web::sheet::{self, Cell};
use web::{App, AppForm as Body, AppQuery, Console, Failure, Media, layout, parts, saved};

use super::{Asked, HEADS, Progress, Siap, progress, proposed, ready, year};
use crate::penghapusan::REASON;

/// How many people a page shows; the workbook has all.
const SHOWN: usize = 200;
/// The key of the year in a form.
const YEAR: &str = "tahun";

/// What a form of the page does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Propose,
    Approve,
}

impl Act {
    /// Its field: forms that stand on one page have fields of their own.
    fn field(self) -> Field {
        match self {
            Self::Propose => Field { key: "alasan_usul", ..REASON },
            Self::Approve => REASON,
        }
    }

    /// What was typed, by the key that every act has.
    fn said(self, typed: &Form) -> Form {
        typed.get(self.field().key).map(|text| (REASON.key.to_owned(), text.clone())).into_iter().collect()
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Propose => ("usulkan", "Usulkan semua yang di daftar ini", "Usulkan"),
            Self::Approve => ("setujui", "Setujui usul akun lain", "Setujui dan hapus 50 berikutnya"),
        }
    }
}

/// All that the page shows of a year.
struct Shown {
    year: i32,
    ready: Vec<Siap>,
    state: Progress,
}

async fn read(ctx: &Ctx, registry: &Registry, year: i32) -> Done<Shown> {
    let ready = ready(ctx, registry, year).await?;
    Ok(Shown { year, ready, state: progress(&proposed(ctx, year).await?) })
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let shown = read(&ctx, &registry, year(&ctx, asked.tahun)?).await?;
    Ok(page(&app, &ctx, &shown, None))
}

pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let year = year(&ctx, asked.tahun)?;
    let rows: Vec<Vec<Cell>> = ready(&ctx, &registry, year).await?.iter().map(Siap::cells).collect();
    let bytes = sheet::xlsx("Siap dimusnahkan", &HEADS, &rows)?;
    Ok(saved(&format!("retensi-{year}"), Media::Xlsx, bytes))
}

pub(super) async fn propose(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    Body(mut form): Body<Form>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let year = typed(&ctx, &mut form)?;
    let done = super::propose(&ctx, &registry, year, &Act::Propose.said(&form)).await;
    after((&app, &ctx, &registry), year, (Act::Propose, &form), done).await
}

pub(super) async fn approve(
    State(app): State<App>,
    Console(ctx): Console,
    (Extension(registry), Extension(store)): (Extension<Registry>, Extension<Store>),
    Body(mut form): Body<Form>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let year = typed(&ctx, &mut form)?;
    let done = super::approve(&ctx, &registry, &store, (year, &Act::Approve.said(&form))).await;
    after((&app, &ctx, &registry), year, (Act::Approve, &form), done).await
}

/// The year in a form, taken out of it.
fn typed(ctx: &Ctx, form: &mut Form) -> Done<i32> {
    let text = form.remove(YEAR).unwrap_or_default();
    let asked = text.trim().parse::<i32>().map_err(|_| Problem::field(YEAR, "Tulis tahun dengan empat angka."))?;
    year(ctx, Some(asked))
}

/// The page again after an act, or with what is wrong in the form of the act.
async fn after(
    (app, ctx, registry): (&App, &Ctx, &Registry),
    year: i32,
    (act, form): (Act, &Form),
    done: Done<usize>,
) -> Result<Response, Failure> {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/pelindungan/retensi?tahun={year}")).into_response()),
        Err(Problem::Invalid(mut errors)) => {
            for error in errors.iter_mut().filter(|error| error.field == REASON.key) {
                act.field().key.clone_into(&mut error.field);
            }
            let shown = read(ctx, registry, year).await?;
            Ok(page(app, ctx, &shown, Some((act, form, errors.as_slice()))).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// What was typed into one form, with what is wrong with it.
type Typed<'a> = (Act, &'a Form, &'a [FieldError]);

fn page(app: &App, ctx: &Ctx, shown: &Shown, typed: Option<Typed<'_>>) -> Markup {
    let Shown { year, ready, state } = shown;
    let ask = |act: Act| form(app, *year, act, typed.filter(|(of, ..)| *of == act));
    let all = state.asked + state.done + state.refused;
    let body = html! {
        div.head {
            div {
                h1 { "Retensi " (year) }
                p.lead {
                    "Orang yang semua catatannya berakhir lebih lama daripada masa simpannya (asumsi), tanpa yang ditahan atau masih terbuka. "
                    "Satu akun mengusulkan daftarnya, akun lain menyetujui."
                }
            }
            div.acts { a.btn href={ "/pelindungan/retensi.xlsx?tahun=" (year) } { "Unduh XLSX" } }
        }
        form.filter method="get" action="/pelindungan/retensi" {
            div.field { label for="tahun" { "Tahun" } input id="tahun" name="tahun" value=(year) inputmode="numeric" autocomplete="off"; }
            button.btn { "Tampilkan" }
        }
        @if all > 0 {
            p.note role="status" {
                (state.done) " dari " (all) " sudah dihapus, " (state.asked) " menunggu persetujuan akun lain, " (state.refused) " ditolak."
            }
            @if state.asked > 0 { (ask(Act::Approve)) }
        }
        @if ready.is_empty() {
            p.empty role="status" { "Tidak ada yang siap dimusnahkan dan belum diusulkan." }
        } @else {
            (ask(Act::Propose))
            p.muted { (ready.len()) " orang siap dimusnahkan." @if ready.len() > SHOWN { " Yang tampil " (SHOWN) "; semuanya ada di XLSX." } }
            (table(ready))
        }
    };
    layout::page(app, ctx, "Retensi", "/pelindungan/retensi", &body)
}

fn table(ready: &[Siap]) -> Markup {
    html! {
        div.scroll { table.list {
            thead { tr { @for head in HEADS.iter().skip(1) { th scope="col" { (head) } } } }
            tbody {
                @for one in ready.iter().take(SHOWN) {
                    tr {
                        td { a href={ "/orang/" (one.person) "/penghapusan" } { (one.name) } }
                        td { (one.records) }
                        td.one { (parts::day(one.until)) }
                    }
                }
            }
        } }
    }
}

/// The form of an act.
fn form(app: &App, year: i32, act: Act, typed: Option<Typed<'_>>) -> Markup {
    let field = act.field();
    let errors = typed.map_or(&[][..], |(_, _, errors)| errors);
    let text = typed.and_then(|(_, form, _)| form.get(field.key)).map_or("", String::as_str);
    let (road, title, button) = act.words();
    html! {
        form.form method="post" action={ "/pelindungan/retensi/" (road) } novalidate {
            (parts::errors(&[&field], errors))
            input type="hidden" name=(YEAR) value=(year);
            fieldset.part {
                legend { (title) }
                div.row { (parts::input(&app.house.reference, &field, text, errors.iter().find(|error| error.field == field.key))) }
            }
            div.bottom { button.btn.main { (button) } }
        }
    }
}
