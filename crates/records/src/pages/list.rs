//! The list of a kind: filters by GET, a search by POST, so that no name and no number of a person gets into an address. The
//! next pages of a search send the search text by form.

use std::collections::HashMap;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, FieldKind, Form};
use kernel::{Ctx, FieldError, Problem};
use maud::{Markup, html};
use uuid::Uuid;
use web::{App, AppForm as Body, AppQuery, Console, Failure, layout, paging};

use super::{filters, saringan as named, sekaligus, table};
use crate::officers::{self, Officer};
use crate::saringan::{self, Asked, Model};
use crate::search::{Format, OFFICER, ORDER, Place, Start, TEXT, file};
use crate::surface::This;
use crate::{AnyKind, Filter, Row};

type Answer = Result<Response, Failure>;

const PAGE: u64 = 50;

/// The content of a list, and the filters that were typed.
pub(super) struct View {
    /// The filters as typed, without those left empty.
    pub typed: Form,
    /// What is wrong with them.
    pub errors: Vec<FieldError>,
    /// The rows of this page.
    pub rows: Vec<Row>,
    /// The order, and where this page begins.
    pub start: Start,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many records match in all; none behind the first page, and where the filters cannot be read.
    pub count: Option<u64>,
    /// The officers to filter by, if the list has that filter.
    pub officers: Vec<Officer>,
    /// The names of the officers of these rows, by login name.
    pub names: HashMap<String, String>,
    /// The lists that were named, as far as the actor may use them.
    pub saved: Vec<Model>,
    /// The one of them that is shown.
    pub chosen: Option<Uuid>,
    /// What was typed to name this one.
    pub asked: Asked,
}

impl View {
    /// Whether it is the result of a search, so that its forms must use POST.
    pub(super) fn searched(&self) -> bool {
        self.typed.contains_key(TEXT)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppQuery(mut typed): AppQuery<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    if typed.contains_key(TEXT) {
        return Err(Problem::Malformed(
            "Cari lewat kotak Cari: nama dan nomor orang tidak boleh di alamat.".to_owned(),
        )
        .into());
    }
    let view = match typed.remove(named::SAVED) {
        Some(id) => {
            let row = saringan::find(&ctx, kind, &id).await?;
            let mut all = saringan::content(&row);
            all.extend(typed);
            View { chosen: Some(row.id), ..view(&ctx, kind, all).await? }
        }
        None => view(&ctx, kind, typed).await?,
    };
    Ok(page(&app, &ctx, kind, &view).into_response())
}

pub(super) async fn search(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    Ok(page(&app, &ctx, kind, &view(&ctx, kind, typed).await?).into_response())
}

/// Opening the address of a search shows the plain list, since a bookmark contains no search text.
pub(super) async fn start(Console(ctx): Console, Extension(This(kind)): Extension<This>) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    Ok(Redirect::to(&format!("/{}", kind.info().name)).into_response())
}

pub(super) async fn export(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Body(mut typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let format = typed.remove("bentuk");
    let wanted = async |typed: &Form| {
        file(&ctx, kind, &Filter::read(&ctx, kind, &narrowing(typed))?, Format::read(format.as_deref())?).await
    };
    match wanted(&typed).await {
        Err(Problem::Invalid(errors)) => {
            let view = View { errors, ..view(&ctx, kind, typed).await? };
            Ok(page(&app, &ctx, kind, &view).into_response())
        }
        done => Ok(done?),
    }
}

/// What was typed without the order: the filters.
fn narrowing(typed: &Form) -> Form {
    typed.iter().filter(|(key, _)| *key != ORDER).map(|(key, text)| (key.clone(), text.clone())).collect()
}

/// How many records a page has: of those that link to one record, such as all of a flight, as many as one step takes at once.
fn room(kind: &dyn AnyKind, typed: &Form) -> u64 {
    let links = |field: &Field| matches!(field.kind, FieldKind::Link(_)) && typed.contains_key(field.key);
    if kind.own().iter().any(links) { sekaligus::MOST as u64 } else { PAGE }
}

/// The requested list; if the filters cannot be read, the typed text with its errors.
pub(super) async fn view(ctx: &Ctx, kind: &dyn AnyKind, mut typed: Form) -> kernel::Result<View> {
    let mark = typed.remove(paging::MARK).unwrap_or_default();
    typed.retain(|_, text| !text.trim().is_empty());
    let room = room(kind, &typed);
    let start = Start::read(kind, typed.get(ORDER).map_or("", String::as_str), &mark)?;
    let officers = if filters::by_officer(kind) {
        officers::of(ctx.db(), ctx, ctx.actor.office, kind.info().permission).await?
    } else {
        Vec::new()
    };
    let (mut rows, mut errors, mut count) = (Vec::new(), Vec::new(), None);
    match Filter::read(ctx, kind, &narrowing(&typed)) {
        Ok(filter) => {
            (rows, count) = kind.counted_page(ctx, &filter, &start, room).await?;
        }
        Err(Problem::Invalid(wrong)) => errors = wrong,
        Err(other) => return Err(other),
    }
    let logins: Vec<&String> = rows.iter().filter_map(|row| row.form.get(OFFICER)).collect();
    let names = officers::names(ctx.db(), logins).await?;
    let next = rows.last().filter(|_| rows.len() as u64 == room).map(|last| start.place(kind, last));
    let saved = saringan::of(ctx, kind).await?;
    let (chosen, asked) = (None, Asked::default());
    Ok(View { typed, errors, rows, start, next, count, officers, names, saved, chosen, asked })
}

/// The page of a list.
pub(super) fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, view: &View) -> Markup {
    let info = kind.info();
    let base = format!("/{}", info.name);
    let body = html! {
        div.head {
            div {
                h1 { (info.title) }
                p.lead { (table::ordered(view)) @if info.person { " Isian terlindungi disamarkan." } }
            }
            p.acts {
                @for (part, button) in kind.info().more.beside { a.btn href={ (base) "/" (part) } { (button) } " " }
                @if kind.info().more.made_by.is_none() {
                    a.btn href={ (base) "/banyak" } { "Catat banyak" } " "
                    a.btn.main href={ (base) "/baru" } accesskey="b" { "Catat baru " kbd { "Alt+B" } }
                }
            }
        }
        (filters::forms(app, ctx, kind, view))
        (named::above(ctx, kind, view))
        (filters::count(app, ctx, kind, view))
        (table::sorting(&base, view))
        @if !view.rows.is_empty() {
            (ticked(app, ctx, kind, view))
        } @else if !view.errors.is_empty() {
            p.empty { "Betulkan saringan di atas, lalu coba lagi." }
        } @else if let (true, Some(why)) = (view.typed.is_empty(), kind.info().more.made_by) {
            p.empty { "Belum ada catatan. " (why) }
        } @else if view.typed.is_empty() {
            p.empty {
                "Belum ada catatan. Mulai dengan " a href={ (base) "/baru" } { "Catat baru" } ", atau "
                a href={ (base) "/banyak" } { "Catat banyak" } " dari tabel, XLSX, XLS, ODS atau CSV."
            }
        } @else {
            p.empty role="status" { "Tidak ada catatan yang cocok di kantor Anda. Kurangi saringan, atau cari sebagian nama saja." }
        }
        nav.pager aria-label="Halaman" { (pager(&base, view)) }
    };
    layout::page(app, ctx, info.title, &base, &body)
}

fn pager(base: &str, view: &View) -> Markup {
    html! {
        @if let Some(next) = &view.next {
            @if view.typed.is_empty() {
                a.btn href={ (base) "?" (paging::MARK) "=" (next) } rel="next" { "Berikutnya" }
            } @else {
                form method=(filters::method(view)) action=(filters::action(base, view)) {
                    (filters::hidden(&view.typed, &[]))
                    input type="hidden" name=(paging::MARK) value=(next);
                    button.btn { "Berikutnya" }
                }
            }
        }
        @if !view.rows.is_empty() { (filters::export(base, view)) }
    }
}

/// The table of a list; of a kind with steps its rows can be ticked, to take a step with all of them.
fn ticked(app: &App, ctx: &Ctx, kind: &dyn AnyKind, view: &View) -> Markup {
    let steps = sekaligus::steps(ctx, kind);
    if steps.is_empty() {
        return table::table(app, ctx, kind, (view, false));
    }
    html! {
        form method="post" action={ "/" (kind.info().name) "/sekaligus" } {
            (table::table(app, ctx, kind, (view, true)))
            div.acts {
                label for="langkah" { "Dengan yang dicentang" }
                select id="langkah" name="langkah" {
                    @for step in &steps { option value=(step.name) { (step.title) } }
                }
                button.btn { "Lanjut" }
                button.btn.quiet name="semua" value="1" { "Lanjut dengan semua di halaman ini (" (view.rows.len()) ")" }
            }
        }
    }
}
