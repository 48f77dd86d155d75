//! The first page: where a table comes from.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, State};
use axum::http::header;
use axum::response::IntoResponse;
use kernel::form::{Field, FieldKind, Form, Sensitivity};
use kernel::{Problem, Result};
use maud::{Markup, html};
use serde::Deserialize;
use web::{App, AppForm as Body, AppQuery, Console, parts};

use super::sent::{MOST_KEYED, Table, common, given};
use super::{Answer, address, frame, judul, refused, table};
use crate::import::{Grid, WHOLE, grid_within, pasted_within, write};
use crate::open::Origin;
use crate::surface::This;
use crate::{AnyKind, Registry};

/// How many rows a table that is keyed has, unless somebody says otherwise.
const ROWS: usize = 20;

/// The record that all rows belong to, by its number.
#[derive(Deserialize)]
pub(super) struct From {
    dari: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppQuery(from): AppQuery<From>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let origin = match from.dari {
        Some(number) => Origin::of(&registry, &ctx, &number).await?,
        None => None,
    };
    // A link leads to a record of the same office.
    let origin = origin.filter(|origin| origin.row.head.office == ctx.actor.office);
    let typed = origin.map(|origin| same_as(&app, kind, &origin)).unwrap_or_default();
    Ok(frame(&app, &ctx, kind, &forms(&app, kind, &typed, None)).into_response())
}

/// What holds for all rows, since they belong to one record: the link to it, and what they begin with where they come from it.
fn same_as(app: &App, kind: &dyn AnyKind, Origin { kind: from, row }: &Origin) -> Form {
    let from = from.info().name;
    let Some(link) = kind.own().iter().find(|field| field.kind == FieldKind::Link(from)) else { return Form::new() };
    let filled = row.form.to_form();
    let mut begins = kind.begins(from, &filled);
    let roster = kind.info().more.roster.filter(|roster| roster.of == link.key);
    begins.extend(roster.map(|roster| roster.begins(&filled)).unwrap_or_default());
    let mut typed = Form::from([(link.key.to_owned(), row.head.number.clone())]);
    for (key, text) in begins {
        if let Some(field) = kind.own().iter().find(|field| field.key == key) {
            typed.insert(key, parts::typable(&app.house.reference, field, &text));
        }
    }
    typed
}

/// The forms of the first page, with what was typed there and why it cannot be used.
pub(super) fn forms(app: &App, kind: &dyn AnyKind, typed: &Form, error: Option<&str>) -> Markup {
    let here = address(kind);
    let text = typed.get("teks").map_or("", String::as_str);
    html! {
        @if let Some(error) = error {
            div.errors role="alert" tabindex="-1" autofocus id="salah" { h2 { "Belum diperiksa" } p { (error) } }
        }
        form.form method="post" action=(here) enctype="multipart/form-data" {
            fieldset.part {
                legend { "Tabel" }
                div.row {
                    div.field.wide {
                        label for="teks" { "Tempel dari Excel, dengan baris judul kolom " kbd { "Alt+T" } }
                        textarea id="teks" name="teks" rows="8" accesskey="t" aria-describedby="teks-h" autofocus[error.is_none()] { (text) }
                        p.hint id="teks-h" { "Judul kolom boleh ditulis seperti biasanya, misalnya Nama, No. KTP, Tgl Lahir." }
                    }
                    div.field.wide {
                        label for="berkas" { "atau berkas XLSX, XLS, ODS, CSV" }
                        input id="berkas" name="berkas" type="file" accept=".csv,.xlsx,.xls,.ods" aria-describedby="berkas-h";
                        p.hint id="berkas-h" { "Paling besar 16 MB. " a href={ (here) "/contoh" } { "Unduh contoh kolom (XLSX)" } }
                    }
                }
            }
            (same(app, kind, typed))
            div.bottom { button.btn.main accesskey="p" { "Periksa " kbd { "Alt+P" } } a.btn.quiet href={ "/" (kind.info().name) } { "Batal" } }
        }
        form.box method="post" action={ (here) "/ketik" } {
            h2 { "Ketik di tabel" }
            fieldset.field.wide.ticks {
                legend { "Kolom" }
                @for field in columns(kind) {
                    label { input type="checkbox" name={ "kolom." (field.key) } value="ya" checked[usual(kind, field)]; (field.label) }
                }
            }
            div.field.s { label for="baris" { "Banyaknya baris" } input id="baris" name="baris" inputmode="numeric" value=(ROWS); }
            div.acts { button.btn { "Buka tabel" } }
        }
    }
}

/// What holds for all rows that leave it empty.
pub(super) fn same(app: &App, kind: &dyn AnyKind, typed: &Form) -> Markup {
    let said = common(kind).any(|field| typed.contains_key(field.key));
    html! {
        details.part open[said] {
            summary { "Isian yang sama untuk semua baris" }
            p.hint { "Dipakai di baris yang tidak mengisinya. Kosongkan yang tidak sama." }
            div.row {
                @for field in common(kind) {
                    @let free = Field { required: false, ..*field };
                    (parts::input(&app.house.reference, &free, typed.get(field.key).map_or("", String::as_str), None))
                }
            }
            (parts::lists(&app.house.reference))
        }
    }
}

/// The fields that a keyed table may have columns for.
fn columns(kind: &dyn AnyKind) -> impl Iterator<Item = &'static Field> {
    kind.fields().into_iter().filter(|field| !field.later)
}

/// Those that it has unless somebody says otherwise: what is required, what lists show, and by what people are told apart.
fn usual(kind: &dyn AnyKind, field: &Field) -> bool {
    let about = matches!(field.kind, FieldKind::Nik | FieldKind::Born | FieldKind::BornAbout);
    let shown = kind.info().columns.contains(&field.key) && field.sensitivity == Sensitivity::Open;
    field.required || shown || about
}

/// An empty table with the columns that were chosen.
pub(super) async fn keyed(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let heads: Vec<String> = columns(kind)
        .filter(|field| typed.contains_key(&format!("kolom.{}", field.key)))
        .map(|field| field.label.to_owned())
        .collect();
    if heads.is_empty() {
        return refused(&app, &ctx, kind, &typed, Problem::Malformed("Centang kolomnya dahulu.".to_owned()));
    }
    let rows = typed.get("baris").and_then(|text| text.trim().parse::<usize>().ok());
    let rows = rows.unwrap_or(ROWS).clamp(1, MOST_KEYED - 1);
    let empty = vec![String::new(); heads.len()];
    let rows = [heads].into_iter().chain(std::iter::repeat_n(empty, rows)).collect();
    let sent = Table { grid: Grid { rows, ..Grid::default() }, keyed: true, ..Table::default() };
    Ok(table::page(&app, &ctx, kind, &sent, &table::Seen::unread(kind, &sent, None)).into_response())
}

/// An empty file with the columns explained.
pub(super) async fn template(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let bytes = write(&app.house.reference, kind, false)?;
    let name = format!("attachment; filename=\"contoh-{}.xlsx\"", kind.info().name);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn broken() -> Problem {
    Problem::Malformed("Berkas tidak sampai dengan utuh, atau lebih besar dari 16 MB. Kirim ulang.".to_owned())
}

/// The fields of the form, and the file if one was chosen.
async fn receive(parts: Result<Multipart, MultipartRejection>) -> Result<(Form, Option<Vec<u8>>)> {
    let mut parts = parts.map_err(|_| broken())?;
    let (mut typed, mut file) = (Form::new(), None);
    while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
        web::legible_part(&part)?;
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| broken())?;
        if name == "berkas" {
            file = Some(bytes.to_vec()).filter(|bytes| !bytes.is_empty());
        } else {
            let text = String::from_utf8(bytes.to_vec());
            let text = text.ok().filter(|text| kernel::form::legible(text) || name == "teks");
            typed.insert(name, text.ok_or_else(|| Problem::Illegible(kernel::form::ILLEGIBLE.to_owned()))?);
        }
    }
    Ok((typed, file))
}

/// Looks at a table that was pasted, or at a file.
pub(super) async fn look(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let (typed, file) = match receive(parts).await {
        Ok(received) => received,
        Err(problem) => return refused(&app, &ctx, kind, &Form::new(), problem),
    };
    let text = typed.get("teks").map_or("", |text| text.trim());
    let read = match &file {
        Some(bytes) => grid_within(bytes, WHOLE),
        None if text.is_empty() => Err(Problem::Malformed("Tempel tabelnya, atau pilih berkasnya dahulu.".to_owned())),
        None => pasted_within(text, WHOLE),
    };
    let mut grid = match read {
        Ok(grid) => grid,
        Err(problem) => return refused(&app, &ctx, kind, &typed, problem),
    };
    judul::recall(&ctx, kind, &mut grid).await?;
    let sent = Table { grid, given: given(kind, &mut typed.clone()), ..Table::default() };
    match table::look(&registry, &ctx, kind, &sent).await {
        Ok(seen) => Ok(table::page(&app, &ctx, kind, &sent, &seen).into_response()),
        Err(problem) => refused(&app, &ctx, kind, &typed, problem),
    }
}
