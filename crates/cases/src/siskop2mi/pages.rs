//! The worklist in the console. Each row is a form of its own; after saving, the next row has the focus.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, FieldError, Problem};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppQuery, Console, Failure, Routes, heavy, layout, paging, parts};

use super::run::{Outcome, enter};
use super::{Asked, DAY, NUMBER, Waiting, cursor_of, field, kind, preview, waiting};

/// Where it is.
pub(super) const PATH: &str = "/pengaduan/belum-siskop2mi";
const PAGE: u64 = 50;
/// The largest file.
const BYTES: usize = 2 * 1024 * 1024;

pub(super) fn router() -> Routes {
    Routes::new()
        .get(PATH, show)
        .post(PATH, save)
        .post("/pengaduan/belum-siskop2mi/berkas", heavy::upload(preview::upload, BYTES))
        .post("/pengaduan/belum-siskop2mi/simpan", heavy::upload(preview::save, BYTES))
}

/// What the page shows beside the rows.
#[derive(Default)]
struct Typing {
    /// Which row has the focus.
    focus: Option<CatatanId>,
    /// What was typed in it, where it was refused.
    typed: Form,
    /// Why.
    error: Option<FieldError>,
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    AppQuery(mut typed): AppQuery<Form>,
) -> Result<Response, Failure> {
    ctx.actor.require(kind().info().permission)?;
    let focus = typed.remove("fokus").and_then(|text| text.parse::<CatatanId>().ok());
    page(&app, &ctx, typed, Typing { focus, ..Typing::default() }).await
}

async fn save(State(app): State<App>, Console(ctx): Console, Body(mut typed): Body<Form>) -> Result<Response, Failure> {
    ctx.actor.require(kind().info().permission)?;
    let id = typed.remove("id").and_then(|text| text.parse::<CatatanId>().ok()).ok_or(Problem::NotFound)?;
    let version = typed.remove("versi").and_then(|text| text.parse().ok()).ok_or(Problem::Stale)?;
    let next = typed.remove("berikut").filter(|text| text.parse::<CatatanId>().is_ok()).unwrap_or_default();
    let (number, day) = (typed.remove(NUMBER).unwrap_or_default(), typed.remove(DAY).unwrap_or_default());
    if let Outcome::Wrong(error) = enter(&ctx, id, version, &number, &day).await? {
        let kept = Form::from([(NUMBER.to_owned(), number), (DAY.to_owned(), day)]);
        return page(&app, &ctx, typed, Typing { focus: Some(id), typed: kept, error: Some(error) }).await;
    }
    let asked = Asked::read(&ctx, typed)?;
    Ok(Redirect::to(&format!("{PATH}?{}fokus={next}", query(&ctx, &asked))).into_response())
}

/// What is asked as the beginning of a query; it holds letters, digits and hyphens only.
fn query(ctx: &Ctx, asked: &Asked) -> String {
    let office = asked.filter.office.and_then(|id| ctx.house.offices.by_id(id)).map(|office| office.code.clone());
    let parts = [
        ("kantor", office),
        ("dari", asked.filter.from.map(|day| day.to_string())),
        ("sampai", asked.filter.until.map(|day| day.to_string())),
        (paging::MARK, asked.after.map(|(day, id)| format!("{day}_{id}"))),
    ];
    parts.into_iter().filter_map(|(key, text)| Some(format!("{key}={}&", text?))).collect()
}

async fn page(app: &App, ctx: &Ctx, mut typed: Form, typing: Typing) -> Result<Response, Failure> {
    typed.retain(|_, text| !text.trim().is_empty());
    let asked = match Asked::read(ctx, typed.clone()) {
        Ok(asked) => asked,
        Err(Problem::Invalid(errors)) => {
            return Ok(frame(app, ctx, &typed, &errors, &html! {}).into_response());
        }
        Err(other) => return Err(other.into()),
    };
    let rows = waiting(ctx, &asked, PAGE).await?;
    let count = kind().count_waiting(ctx, &asked.filter).await?;
    let body = html! {
        p.figure { b.fig { (count) } span { "pengaduan belum bernomor SISKOP2MI" } }
        @if rows.is_empty() {
            p.empty role="status" { "Tidak ada lagi di bawah ini." }
        } @else {
            (table(ctx, &typed, &rows, &typing))
            @if let Some(last) = rows.last().filter(|_| rows.len() as u64 == PAGE) {
                nav.pager aria-label="Halaman" {
                    a.btn rel="next" href={ (PATH) "?" (query(ctx, &Asked { filter: asked.filter.clone(), after: None })) (paging::MARK) "=" (cursor_of(last)) } { "Berikutnya" }
                }
            }
        }
        (preview::upload_form())
    };
    Ok(frame(app, ctx, &typed, &[], &body).into_response())
}

fn frame(app: &App, ctx: &Ctx, typed: &Form, errors: &[FieldError], below: &Markup) -> Markup {
    let text = |key: &str| typed.get(key).map_or("", String::as_str);
    let own: Vec<_> = ctx.house.offices.all().iter().filter(|office| ctx.actor.offices.contains(&office.id)).collect();
    let body = html! {
        ol.crumb { li { a href="/pengaduan" { "Pengaduan" } } li { "Belum SISKOP2MI" } }
        div.head {
            div {
                h1 { "Belum di SISKOP2MI" }
                p.lead { "Terlama dahulu. Ketik nomornya lalu Enter; baris berikutnya langsung siap diisi." }
            }
        }
        @if !errors.is_empty() {
            div.errors role="alert" { @for error in errors { p { (error.detail) } } }
        }
        form.filter method="get" action=(PATH) {
            @if own.len() > 1 {
                label for="kantor" {
                    "Kantor"
                    select id="kantor" name="kantor" {
                        option value="" { "Semua" }
                        @for office in &own { option value=(office.code) selected[office.code == text("kantor")] { (office.name) } }
                    }
                }
            }
            label for="dari" { "Diterima dari" input id="dari" name="dari" value=(text("dari")) placeholder="31/12/2025" autocomplete="off"; }
            label for="sampai" { "Sampai" input id="sampai" name="sampai" value=(text("sampai")) placeholder="31/12/2025" autocomplete="off"; }
            button.btn { "Saring" }
        }
        (below)
    };
    layout::page(app, ctx, "Belum di SISKOP2MI", PATH, &body)
}

fn table(ctx: &Ctx, typed: &Form, rows: &[Waiting], typing: &Typing) -> Markup {
    let focus = typing.focus.filter(|id| rows.iter().any(|row| row.row.head.id == *id));
    let focus = focus.or_else(|| rows.first().map(|row| row.row.head.id));
    let following = rows.iter().skip(1).map(|row| Some(row.row.head.id)).chain([None]);
    html! {
        div.scroll {
            table.list {
                thead {
                    tr {
                        th scope="col" { "Nomor" } th scope="col" { "Nama" } th.one scope="col" { "Diterima" } th.num scope="col" { "Hari" }
                        th scope="col" { "Nomor SISKOP2MI dan tanggalnya" }
                    }
                }
                tbody {
                    @for (row, next) in rows.iter().zip(following) {
                        tr {
                            td { a.id href={ "/pengaduan/" (row.row.head.id) } { (row.row.head.number) } }
                            td { (row.row.name.as_deref().unwrap_or("—")) }
                            td.one { (parts::day(row.since)) }
                            td.num { (row.age) }
                            td { (entry(ctx, typed, row, (focus, next), typing)) }
                        }
                    }
                }
            }
        }
    }
}

/// The form of one row.
fn entry(
    ctx: &Ctx,
    typed: &Form,
    row: &Waiting,
    (focus, next): (Option<CatatanId>, Option<CatatanId>),
    typing: &Typing,
) -> Markup {
    let id = row.row.head.id;
    let wrong = typing.error.as_ref().filter(|_| typing.focus == Some(id));
    let text = |key: &str| typing.typed.get(key).filter(|_| wrong.is_some()).cloned();
    let label = |key: &str| field(key).map_or("", |field| field.label);
    let (message, invalid) = (format!("galat-{id}"), wrong.is_some().then_some("true"));
    html! {
        form.filter method="post" action=(PATH) {
            input type="hidden" name="id" value=(id);
            input type="hidden" name="versi" value=(row.row.head.version);
            @if let Some(next) = next { input type="hidden" name="berikut" value=(next); }
            @for (key, text) in typed { input type="hidden" name=(key) value=(text); }
            input name=(NUMBER) value=(text(NUMBER).unwrap_or_default()) aria-label={ (label(NUMBER)) " untuk " (row.row.head.number) }
                autofocus[focus == Some(id)] autocomplete="off" aria-invalid=[invalid] aria-describedby=[wrong.map(|_| &message)];
            input name=(DAY) value=(text(DAY).unwrap_or_else(|| kernel::period::written(ctx.today())))
                aria-label={ (label(DAY)) " untuk " (row.row.head.number) } autocomplete="off";
            button.btn { "Simpan" }
        }
        @if let Some(wrong) = wrong { p.err id=(message) role="alert" { (wrong.detail) } }
    }
}
