//! Pasting a manifest, looking through it, and accepting it.

use std::collections::{HashMap, HashSet};

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Extension, Multipart, State};
use axum::response::IntoResponse;
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Problem, Result};
use maud::{Markup, html};
use records::Registry;
use records::import::{self, Room, SENT, grid, lines};
use web::{App, AppForm as Body, AppPath, Console, layout};

use super::super::accept::{self, Sent, Written, look};
use super::super::arrival;
use super::{Answer, MENU, crumb, grid as table, path};
use pemulangan::kedatangan::entity::Model as Arrival;

/// The form into which a manifest is pasted, or a file given.
pub(super) fn paste(arrival: &Arrival, text: &str, error: Option<&str>, focus: bool) -> Markup {
    html! {
        @if let Some(error) = error { div.errors role="alert" tabindex="-1" autofocus id="salah" { h2 { "Belum diperiksa" } p { (error) } } }
        div.sides {
            form.box method="post" action={ (path(arrival.id)) "/periksa" } {
                h2 { "Tempel dari Excel" }
                div.field.wide {
                    label for="teks" { "Tabel manifes, dengan baris judul kolom " kbd { "Alt+T" } }
                    textarea id="teks" name="teks" rows="8" accesskey="t" aria-describedby="teks-h" autofocus[focus && error.is_none()] { (text) }
                    p.hint id="teks-h" { "Diperiksa dahulu, belum disimpan. Paling banyak 1.000 baris." }
                }
                div.acts { button.btn.main accesskey="p" { "Periksa " kbd { "Alt+P" } } }
            }
            form.box method="post" action={ (path(arrival.id)) "/berkas" } enctype="multipart/form-data" {
                h2 { "Dari berkas" }
                div.field.wide {
                    label for="berkas" { "Berkas XLSX, XLS, ODS atau CSV" }
                    input id="berkas" name="berkas" type="file" required accept=".csv,.xlsx,.xls,.ods" aria-describedby="berkas-h";
                    p.hint id="berkas-h" { "Semua lembar dengan kolom yang sama dibaca. Paling besar 4 MB." }
                }
                div.acts { button.btn { "Periksa berkas" } }
            }
        }
    }
}

/// What a form of the preview carries.
pub(super) struct Carried {
    pub sent: Sent,
    /// Rows that were opened to be changed.
    pub opened: HashSet<usize>,
}

fn broken() -> Problem {
    Problem::Malformed("Berkas tidak sampai dengan utuh, atau lebih besar dari 4 MB. Kirim ulang.".to_owned())
}

/// Takes a manifest with its corrections out of what was sent.
fn carried(mut typed: Form) -> Result<Carried> {
    let mut cells = import::carried(&mut typed, SENT)?;
    let mut carried = Carried { sent: Sent::default(), opened: HashSet::new() };
    let mut room = Room::within(SENT);
    for (key, text) in typed {
        let mut parts = key.splitn(3, '.');
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
        match parts.next() {
            Some("s") => {
                if let Some(place) = number(parts.next()).zip(number(parts.next())) {
                    room.put(&mut cells, place, &text)?;
                }
            }
            Some("b") => {
                let row = number(parts.next()).and_then(|row| cells.rows.get_mut(row));
                row.into_iter().flatten().for_each(String::clear);
            }
            Some("k") => {
                carried.sent.chosen.extend(number(parts.next()).map(|column| (column, text)));
            }
            Some("isi") if !text.trim().is_empty() => {
                carried.sent.given.extend(parts.next().map(|field| (field.to_owned(), text.trim().to_owned())));
            }
            Some("tarik") => carried.sent.drawn.extend(parts.next().and_then(|id| id.parse::<uuid::Uuid>().ok())),
            Some("ubah") => carried.opened.extend(text.parse::<usize>().ok()),
            _ => {}
        }
    }
    carried.sent.grid = cells;
    Ok(carried)
}

pub(super) async fn check(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    arrival::open(&ctx, &arrival, "manifes")?;
    let text = typed.get("teks").cloned().unwrap_or_default();
    match carried(typed) {
        Ok(carried) => looked(&app, &ctx, &arrival, &carried, &text).await,
        Err(problem) => refused(&app, &ctx, &arrival, &text, problem),
    }
}

async fn looked(app: &App, ctx: &Ctx, arrival: &Arrival, carried: &Carried, text: &str) -> Answer {
    match look(ctx, arrival, &carried.sent).await {
        Ok(seen) => {
            let body = html! {
                (crumb(arrival, Some("Periksa")))
                (table::page(app, arrival, &seen, carried, None))
            };
            Ok(layout::page(app, ctx, "Periksa manifes", MENU, &body).into_response())
        }
        Err(problem) => refused(app, ctx, arrival, text, problem),
    }
}

/// What is no manifest stands in the box again, with what to do.
fn refused(app: &App, ctx: &Ctx, arrival: &Arrival, text: &str, problem: Problem) -> Answer {
    let Problem::Malformed(detail) = problem else { return Err(problem.into()) };
    let body = html! {
        (crumb(arrival, Some("Periksa")))
        div.head { h1 { "Manifes " (arrival.penerbangan) } }
        (paste(arrival, text, Some(&detail), false))
    };
    Ok(layout::page(app, ctx, "Periksa manifes", MENU, &body).into_response())
}

pub(super) async fn upload(
    State(app): State<App>,
    Console(ctx): Console,
    AppPath(id): AppPath<CatatanId>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    arrival::open(&ctx, &arrival, "manifes")?;
    let read = async {
        let mut parts = parts.map_err(|_| broken())?;
        while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
            web::legible_part(&part)?;
            if part.name() == Some("berkas") {
                return grid(&part.bytes().await.map_err(|_| broken())?);
            }
        }
        Err(Problem::Malformed("Pilih berkasnya dahulu: XLSX, XLS, ODS atau CSV.".to_owned()))
    };
    match read.await {
        Ok(cells) => {
            let text = lines(&cells.rows);
            let sent = Sent { grid: cells, chosen: HashMap::new(), ..Sent::default() };
            looked(&app, &ctx, &arrival, &Carried { sent, opened: HashSet::new() }, &text).await
        }
        Err(problem) => refused(&app, &ctx, &arrival, "", problem),
    }
}

pub(super) async fn accept(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let aside = typed.remove("sisihkan").is_some();
    let text = typed.get("teks").cloned().unwrap_or_default();
    let carried = match carried(typed) {
        Ok(carried) => carried,
        Err(problem) => return refused(&app, &ctx, &arrival, &text, problem),
    };
    match accept::accept(&ctx, &registry, &arrival, &carried.sent, aside).await {
        Ok((written, seen)) if seen.bad() > 0 => {
            let rest: HashSet<usize> =
                seen.people.iter().filter(|person| person.bad()).map(|person| person.at).collect();
            let mut left = carried;
            let first = seen.sheet.head + 1;
            for (at, row) in left.sent.grid.rows.iter_mut().enumerate().skip(first) {
                if !rest.contains(&at) {
                    row.iter_mut().for_each(String::clear);
                }
            }
            // Only what is left is shown: the others are accepted, and not gone from the manifest.
            left.sent.drawn.clear();
            let mut again = look(&ctx, &arrival, &left.sent).await?;
            again.plan.gone.clear();
            let body = html! {
                (crumb(&arrival, Some("Periksa")))
                (table::page(&app, &arrival, &again, &left, Some(&message(written))))
            };
            Ok(layout::page(&app, &ctx, "Periksa manifes", MENU, &body).into_response())
        }
        Ok(_) => Ok(axum::response::Redirect::to(&path(id)).into_response()),
        Err(Problem::Invalid(_)) => looked(&app, &ctx, &arrival, &carried, &text).await,
        Err(problem) => refused(&app, &ctx, &arrival, &text, problem),
    }
}

fn message(written: Written) -> String {
    let Written { new, changed, same, .. } = written;
    format!("{} baris diterima ({new} baru, {changed} berubah). Yang merah masih di bawah ini.", new + changed + same)
}
