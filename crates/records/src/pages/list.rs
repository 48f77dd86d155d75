//! The list of a kind: filters by GET, a search by POST, so that no name and no number of a person gets into an address. The
//! next pages of a search send the search text by form.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form};
use kernel::{CatatanId, Ctx, FieldError, Problem};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppQuery, Console, Failure, layout, paging, parts};

use super::{filters, sekaligus};
use crate::officers::{self, Officer};
use crate::search::{Format, TEXT, file};
use crate::surface::badges;
use crate::surface::{This, cursor};
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
    /// Where the next page begins.
    pub next: Option<CatatanId>,
    /// The officers to filter by, if the list has that filter.
    pub officers: Vec<Officer>,
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
    AppQuery(typed): AppQuery<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    if typed.contains_key(TEXT) {
        return Err(Problem::Malformed(
            "Cari lewat kotak Cari: nama dan nomor orang tidak boleh di alamat.".to_owned(),
        )
        .into());
    }
    Ok(page(&app, &ctx, kind, &view(&ctx, kind, typed).await?).into_response())
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
        file(&ctx, kind, &Filter::read(&ctx, kind, typed)?, Format::read(format.as_deref())?).await
    };
    match wanted(&typed).await {
        Err(Problem::Invalid(errors)) => {
            let view = View { errors, ..view(&ctx, kind, typed).await? };
            Ok(page(&app, &ctx, kind, &view).into_response())
        }
        done => Ok(done?),
    }
}

/// The requested list; if the filters cannot be read, the typed text with its errors.
async fn view(ctx: &Ctx, kind: &dyn AnyKind, mut typed: Form) -> kernel::Result<View> {
    let before = cursor(&mut typed)?;
    typed.retain(|_, text| !text.trim().is_empty());
    let officers = if filters::by_officer(kind) {
        officers::of(ctx.db(), ctx, ctx.actor.office, kind.info().permission).await?
    } else {
        Vec::new()
    };
    let mut view = View { typed, errors: Vec::new(), rows: Vec::new(), next: None, officers };
    match Filter::read(ctx, kind, &view.typed) {
        Ok(filter) => view.rows = kind.list(ctx, &filter, before, PAGE).await?,
        Err(Problem::Invalid(errors)) => view.errors = errors,
        Err(other) => return Err(other),
    }
    view.next = view.rows.last().filter(|_| view.rows.len() as u64 == PAGE).map(|last| last.head.id);
    Ok(view)
}

fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, view: &View) -> Markup {
    let info = kind.info();
    let base = format!("/{}", info.name);
    let body = html! {
        div.head {
            div { h1 { (info.title) } p.lead { "Terbaru dahulu." @if info.person { " Isian terlindungi disamarkan." } } }
            p.acts {
                @for (part, button) in kind.info().more.beside { a.btn href={ (base) "/" (part) } { (button) } " " }
                @if kind.info().more.made_by.is_none() {
                    a.btn href={ (base) "/banyak" } { "Catat banyak" } " "
                    a.btn.main href={ (base) "/baru" } accesskey="b" { "Catat baru " kbd { "Alt+B" } }
                }
            }
        }
        (filters::forms(app, ctx, kind, view))
        @if !view.rows.is_empty() {
            (ticked(app, ctx, kind, &view.rows))
        } @else if !view.errors.is_empty() {
            p.empty { "Betulkan saringan di atas, lalu coba lagi." }
        } @else if let (true, Some(why)) = (view.typed.is_empty(), kind.info().more.made_by) {
            p.empty { "Belum ada catatan. " (why) }
        } @else if view.typed.is_empty() {
            p.empty { "Belum ada catatan. Mulai dengan Catat baru, atau Catat banyak dari tabel, XLSX, XLS, ODS atau CSV." }
        } @else {
            p.empty role="status" { "Tidak ada catatan yang cocok di kantor Anda. Kurangi saringan, atau cari sebagian nama saja." }
        }
        nav.pager aria-label="Halaman" { (pager(&base, view)) }
    };
    layout::page(app, ctx, info.title, &base, &body)
}

fn pager(base: &str, view: &View) -> Markup {
    html! {
        @if let Some(next) = view.next {
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
fn ticked(app: &App, ctx: &Ctx, kind: &dyn AnyKind, rows: &[Row]) -> Markup {
    let steps = sekaligus::steps(ctx, kind);
    if steps.is_empty() {
        return table(app, kind, rows, false);
    }
    html! {
        form method="post" action={ "/" (kind.info().name) "/sekaligus" } {
            (table(app, kind, rows, true))
            div.acts {
                label for="langkah" { "Dengan yang dicentang" }
                select id="langkah" name="langkah" {
                    @for step in &steps { option value=(step.name) { (step.title) } }
                }
                button.btn { "Lanjut" }
                button.btn.quiet name="semua" value="1" { "Lanjut dengan semua di halaman ini (" (rows.len()) ")" }
            }
        }
    }
}

fn table(app: &App, kind: &dyn AnyKind, rows: &[Row], ticks: bool) -> Markup {
    let info = kind.info();
    let base = format!("/{}", info.name);
    let fields = kind.fields();
    let columns: Vec<_> = info.columns.iter().filter_map(|key| fields.iter().find(|f| f.key == *key)).collect();
    html! {
        div.scroll {
            table.list {
                thead {
                    tr {
                        @if ticks { th scope="col" { span.hide { "Pilih" } } }
                        th scope="col" { "Nomor" }
                        @if info.person { th scope="col" { "Nama" } }
                        @for field in &columns { th scope="col" class=[parts::column(field)] { (field.label) } }
                        th scope="col" { "Status" }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @if ticks { td { (sekaligus::tick(row, false)) } }
                            td { a.id href={ (base) "/" (row.head.id) } { (row.head.number) } }
                            @if info.person { td { (row.name.as_deref().unwrap_or("—")) } }
                            @for field in &columns {
                                @match row.form.get(field.key).filter(|_| info.more.subject == Some(field.key)) {
                                    Some(subject) => { td { a href={ (base) "/" (row.head.id) } { (subject) } } }
                                    None => (cell(app, row, field)),
                                }
                            }
                            td { (badges(row.status, row.stage, &row.head)) }
                        }
                    }
                }
            }
        }
    }
}

fn cell(app: &App, row: &Row, field: &Field) -> Markup {
    let Some(text) = row.form.get(field.key) else { return html! { td { "—" } } };
    let text = parts::readable(&app.house.reference, field, text);
    // A number from another system must not be broken over lines.
    let class = parts::column(field).or((!text.contains(' ')).then_some("one"));
    html! { td class=[class] { (text) } }
}
