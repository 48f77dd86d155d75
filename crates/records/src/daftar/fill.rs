//! One result for many people: shown before it is written, and only where nothing stands yet.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::{Field, Form, parse};
use kernel::{CatatanId, Ctx, Problem, Result};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, layout, parts};

use super::mark::{self, Fate, Mark};
use super::page::{head, number, reason, said};
use super::sheet::{Part, Sheet};
use super::{Answer, Rolls, typed};
use crate::Row;

/// The parts that can be filled in at once: those with something that does not stand yet.
const PARTS: [Part; 2] = [Part::Belum, Part::TanpaHasil];

/// The fields of the form.
fn fields(sheet: &Sheet) -> Vec<&'static Field> {
    [sheet.field(sheet.roster.came)]
        .into_iter()
        .flatten()
        .chain(sheet.marks())
        .chain(sheet.field(sheet.roster.absence))
        .collect()
}

/// The form on the page of a roster.
pub(super) fn form(app: &App, sheet: &Sheet, chosen: Option<Part>, typed: &Form) -> Markup {
    html! {
        details.part open[!typed.is_empty()] {
            summary { "Isi sekaligus" }
            form.form method="post" action={ (sheet.address()) "/daftar/semua" } {
                p.hint { "Dipakai untuk semua peserta di bagian yang dipilih, bukan hanya yang tampak. Anda melihat banyaknya dahulu." }
                div.row {
                    div.field {
                        label for="bagian-semua" { "Untuk" }
                        select id="bagian-semua" name="bagian" {
                            @for part in PARTS { option value=(part.code()) selected[chosen == Some(part)] { (part.title()) " (" (number(sheet.part(part).len())) ")" } }
                        }
                    }
                    @for field in fields(sheet) {
                        @let free = Field { required: false, ..*field };
                        (parts::input(&app.house.reference, &free, typed.get(field.key).map_or("", String::as_str), None))
                    }
                }
                div.acts { button.btn accesskey="i" { "Isi sekaligus… " kbd { "Alt+I" } } }
            }
        }
    }
}

pub(super) async fn fill(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(rolls): Extension<Rolls>,
    AppPath(id): AppPath<CatatanId>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    sheet.takes_results(&ctx)?;
    let part = Part::read(typed.remove("bagian").as_deref())?;
    // What was looked at is what is filled in: if there are others now, it is looked at again.
    let sure = typed.remove("pasti").is_some_and(|seen| seen == sheet.part(part).len().to_string());
    typed.retain(|key, text| fields(&sheet).iter().any(|field| field.key == key) && !text.trim().is_empty());
    if typed.is_empty() || !PARTS.contains(&part) {
        let detail = "Pilih bagiannya, dan isi sedikitnya satu isian.";
        return Err(Problem::Malformed(detail.to_owned()).into());
    }
    let all: Vec<&Field> = fields(&sheet);
    let free: Vec<Field> = all.iter().map(|field| Field { required: false, ..**field }).collect();
    if let Err(errors) = parse(&free.iter().collect::<Vec<_>>(), &typed, &ctx.house.reference, ctx.today()) {
        let body = html! { (head(&app, &sheet, "Daftar hadir")) (parts::errors(&all, &errors)) (form(&app, &sheet, Some(part), &typed)) };
        return Ok(frame(&app, &ctx, &sheet, &body).into_response());
    }
    if !sure {
        let body = html! { (head(&app, &sheet, "Daftar hadir")) (preview(&app, &ctx, &sheet, part, &typed)) };
        return Ok(frame(&app, &ctx, &sheet, &body).into_response());
    }
    let fates = write(&ctx, &sheet, part, &typed).await?;
    let saved = fates.iter().filter(|(_, fate)| *fate == Fate::Changed).count();
    let wrong: Vec<(String, String)> =
        fates.into_iter().filter_map(|(number, fate)| Some((number, said(&sheet, fate)?))).collect();
    if wrong.is_empty() {
        return Ok(Redirect::to(&format!("{}/daftar?tersimpan={saved}", sheet.address())).into_response());
    }
    let body = html! { (head(&app, &sheet, "Daftar hadir")) (left(&sheet, saved, &wrong)) };
    Ok(frame(&app, &ctx, &sheet, &body).into_response())
}

fn frame(app: &App, ctx: &Ctx, sheet: &Sheet, body: &Markup) -> Markup {
    layout::page(app, ctx, "Daftar hadir", &format!("/{}", sheet.of.info().name), body)
}

/// Writes what was typed for everybody of a part.
async fn write(ctx: &Ctx, sheet: &Sheet, part: Part, typed: &Form) -> Result<Vec<(String, Fate)>> {
    let rows = sheet.part(part);
    let marks: Vec<Mark> = rows
        .iter()
        .map(|row| Mark {
            id: row.head.id,
            version: Some(row.head.version),
            fields: typed::completed(sheet, ctx, row, unsaid(row, typed)),
        })
        .collect();
    let fates = mark::write(ctx, sheet.kind, &reason(sheet), &marks).await?;
    Ok(rows.iter().map(|row| row.head.number.clone()).zip(fates).collect())
}

/// What was typed for fields in which nothing stands of a person.
fn unsaid(row: &Row, typed: &Form) -> Form {
    typed.iter().filter(|(key, _)| !row.form.contains_key(key)).map(|(key, text)| (key.clone(), text.clone())).collect()
}

fn preview(app: &App, ctx: &Ctx, sheet: &Sheet, part: Part, typed: &Form) -> Markup {
    let rows = sheet.part(part);
    let said = rows.iter().filter(|row| typed.keys().any(|key| row.form.contains_key(key))).count();
    let whole = rows.first().map(|row| typed::completed(sheet, ctx, row, typed.clone())).unwrap_or_default();
    html! {
        section.box {
            h2 { "Isi untuk " (number(rows.len())) " peserta: " (part.title().to_lowercase()) }
            @if rows.is_empty() {
                p.empty { "Tidak ada peserta di bagian ini. " a href={ (sheet.address()) "/daftar" } { "Kembali ke daftar" } }
            } @else {
                dl.fields {
                    @for field in fields(sheet) {
                        @if let Some(text) = whole.get(field.key) {
                            div { dt { (field.label) } dd { (parts::readable(&app.house.reference, field, text)) } }
                        }
                    }
                }
                @if said > 0 { p.hint { (number(said)) " peserta sudah berisi sebagian; isian mereka yang sudah ada tidak diubah." } }
                form method="post" action={ (sheet.address()) "/daftar/semua" } {
                    input type="hidden" name="bagian" value=(part.code());
                    input type="hidden" name="pasti" value=(rows.len());
                    @for (key, text) in typed { input type="hidden" name=(key) value=(text); }
                    div.acts {
                        button.btn.main accesskey="s" autofocus { "Isi " (number(rows.len())) " peserta " kbd { "Alt+S" } }
                        a.btn.quiet href={ (sheet.address()) "/daftar" } { "Batal" }
                    }
                }
            }
        }
    }
}

fn left(sheet: &Sheet, saved: usize, wrong: &[(String, String)]) -> Markup {
    html! {
        p.note.bad role="status" { b { (number(saved)) } " peserta disimpan, " b { (number(wrong.len())) } " belum. Mengulanginya aman: yang sudah terisi dilewati." }
        div.scroll { table.list {
            thead { tr { th scope="col" { "Nomor" } th scope="col" { "Mengapa tidak" } } }
            tbody { @for (number, why) in wrong { tr { td { (number) } td.reason { (why) } } } }
        } }
        p.acts { a.btn.main href={ (sheet.address()) "/daftar" } autofocus { "Kembali ke daftar" } }
    }
}
