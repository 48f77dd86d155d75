//! The table of a list: its heads, by which it is ordered, and its rows.

use kernel::form::Field;
use kernel::{Ctx, Stage};
use maud::{Markup, html};
use web::{App, parts};

use super::list::View;
use super::{filters, sekaligus};
use crate::search::{By, OFFICER, ORDER, Order};
use crate::surface::badges;
use crate::tugas::due;
use crate::{AnyKind, Info, Row};

/// The form that the heads send. It stands beside the table, since a form in a form is none.
const SORTING: &str = "urutan";

/// Above so many columns beside number, name and status, a table may be wider than the page.
const WIDE: usize = 5;

/// The form that the heads send: the filters as they are.
pub(super) fn sorting(base: &str, view: &View) -> Markup {
    html! {
        @if !view.rows.is_empty() {
            form id=(SORTING) method=(filters::method(view)) action=(filters::action(base, view)) {
                (filters::hidden(&view.typed, &[ORDER]))
            }
        }
    }
}

/// How the list is ordered, in words.
pub(super) fn ordered(view: &View) -> Markup {
    html! {
        @match view.start.order {
            None => { "Terbaru dahulu." }
            Some(order) => {
                "Diurutkan menurut " (order.told()) "; yang kosong di akhir. "
                @if !view.rows.is_empty() {
                    button.sort form=(SORTING) name=(ORDER) value="" { "Terbaru dahulu" }
                }
            }
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy)]
enum Column<'a> {
    /// A field of the kind or of its person.
    Field(&'a Field),
    /// Who handles it.
    Officer,
    /// The nearest day on which something is due.
    Due,
}

impl Column<'_> {
    fn label(self) -> &'static str {
        match self {
            Column::Field(field) => field.label,
            Column::Officer => "Petugas",
            Column::Due => "Tenggat terdekat",
        }
    }

    fn by(self, info: &Info) -> Option<By> {
        match self {
            Column::Field(field) => (field.key == info.day.name).then_some(By::Day),
            Column::Officer => Some(By::Officer),
            Column::Due => Some(By::Due),
        }
    }

    fn class(self) -> Option<&'static str> {
        match self {
            Column::Field(field) => parts::column(field),
            Column::Officer | Column::Due => None,
        }
    }
}

/// The columns behind number, name and status: the day, the deadline and the officer where the kind has such, then its other ones. What is worked by
/// stands where a narrow screen shows it.
fn columns<'a>(ctx: &Ctx, kind: &dyn AnyKind, fields: &[&'a Field]) -> Vec<Column<'a>> {
    let info = kind.info();
    let own = info.columns.iter().filter(|key| **key != OFFICER);
    let own = own.filter_map(|key| fields.iter().find(|field| field.key == *key).copied());
    let (day, others): (Vec<&'a Field>, Vec<&'a Field>) = own.partition(|field| field.key == info.day.name);
    let mut all: Vec<Column<'a>> = day.into_iter().map(Column::Field).collect();
    all.extend(ctx.house.clocks.has(info.name).then_some(Column::Due));
    all.extend(By::of(kind).contains(&By::Officer).then_some(Column::Officer));
    all.extend(others.into_iter().map(Column::Field));
    all
}

/// The table of a list, with boxes to tick its rows if asked for.
pub(super) fn table(app: &App, ctx: &Ctx, kind: &dyn AnyKind, (view, ticks): (&View, bool)) -> Markup {
    let info = kind.info();
    let fields = kind.fields();
    let columns = columns(ctx, kind, &fields);
    let by_status = By::of(kind).contains(&By::Status).then_some(By::Status);
    html! {
        div.scroll.wide[columns.len() > WIDE] {
            table.list {
                thead {
                    tr {
                        @if ticks { th.tick scope="col" { span.hide { "Pilih" } } }
                        (head(view, Some(By::Number), None, "Nomor"))
                        @if info.person { th scope="col" { "Nama" } }
                        (head(view, by_status, None, "Status"))
                        @for column in &columns { (head(view, column.by(info), column.class(), column.label())) }
                    }
                }
                tbody { @for row in &view.rows { (line(app, ctx, (info, columns.as_slice()), (view, row, ticks))) } }
            }
        }
    }
}

/// A head; by what the list can be ordered, a button that does it, and another time the other way round.
fn head(view: &View, by: Option<By>, class: Option<&str>, label: &str) -> Markup {
    let Some(by) = by else { return html! { th scope="col" class=[class] { (label) } } };
    let now = view.start.order.filter(|order| order.by == by);
    let told = now.map(|order| if order.falling { "descending" } else { "ascending" });
    let next = Order { by, falling: now.is_some_and(|order| !order.falling) };
    html! {
        th scope="col" class=[class] aria-sort=[told] {
            button.sort form=(SORTING) name=(ORDER) value=(next.word()) {
                (label)
                @if let Some(order) = now { span aria-hidden="true" { @if order.falling { " ▼" } @else { " ▲" } } }
            }
        }
    }
}

fn line(
    app: &App,
    ctx: &Ctx,
    (info, columns): (&Info, &[Column<'_>]),
    (view, row, ticks): (&View, &Row, bool),
) -> Markup {
    let address = format!("/{}/{}", info.name, row.head.id);
    html! {
        tr {
            @if ticks { td.tick { (sekaligus::tick(row, false)) } }
            td { a.id href=(address) { (row.head.number) } }
            @if info.person { td { (row.name.as_deref().unwrap_or("—")) } }
            td { (badges(row.status, row.stage, &row.head)) }
            @for column in columns {
                @match column {
                    Column::Field(field) => {
                        @match row.form.get(field.key).filter(|_| info.more.subject == Some(field.key)) {
                            Some(subject) => { td { a href=(address) { (subject) } } }
                            None => { (cell(app, row, field)) }
                        }
                    }
                    Column::Officer => { td.officer { (officer(view, row)) } }
                    Column::Due => { td { (deadline(ctx, row)) } }
                }
            }
        }
    }
}

/// Who handles a record: the name, and the login name by which the list is ordered.
fn officer(view: &View, row: &Row) -> Markup {
    let Some(login) = row.form.get(OFFICER) else { return html! { "—" } };
    html! {
        @match view.names.get(login) {
            Some(name) => { (name) " " small { (login) } }
            None => { (login) }
        }
    }
}

/// When something is due, in words and with a sign where it is late.
fn deadline(ctx: &Ctx, row: &Row) -> Markup {
    let open = matches!(row.stage, Stage::New | Stage::Running) && row.head.withdrawn.is_none();
    if let Some(day) = row.due.filter(|_| open) {
        due(ctx.today(), Some(day))
    } else {
        html! { "—" }
    }
}

fn cell(app: &App, row: &Row, field: &Field) -> Markup {
    let Some(text) = row.form.get(field.key) else { return html! { td { "—" } } };
    let text = parts::readable(&app.house.reference, field, text);
    // A number from another system must not be broken over lines.
    let class = parts::column(field).or((!text.contains(' ')).then_some("one"));
    html! { td class=[class] { (text) } }
}
