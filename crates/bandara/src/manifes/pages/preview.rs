//! Pasting a manifest, looking through it, and accepting it.

use std::collections::{BTreeSet, HashMap, HashSet};

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
use super::super::{MOST, arrival, pilihan};
use super::{Answer, MENU, crumb, grid as table, path, tercatat};
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
#[derive(Default)]
pub(super) struct Carried {
    pub sent: Sent,
    /// Rows that were opened to be changed.
    pub opened: HashSet<usize>,
    /// Whether rows that say what stands already are shown too.
    pub all: bool,
    /// Whether what was chosen for an earlier manifest is still to be laid under.
    fresh: bool,
}

impl Carried {
    /// With what was chosen for an earlier manifest of the arrival; a form of the preview has it already.
    async fn laid(mut self, ctx: &Ctx, arrival: &Arrival) -> Result<Self> {
        if std::mem::take(&mut self.fresh) {
            let before = pilihan::remembered(ctx, ctx.db(), arrival.id).await?;
            self.sent.choices = before.under(std::mem::take(&mut self.sent.choices));
        }
        Ok(self)
    }
}

fn broken() -> Problem {
    Problem::Malformed("Berkas tidak sampai dengan utuh, atau lebih besar dari 4 MB. Kirim ulang.".to_owned())
}

/// Takes a manifest with its corrections out of what was sent.
fn carried(mut typed: Form) -> Result<Carried> {
    let mut cells = import::carried(&mut typed, SENT)?;
    let mut carried = Carried { fresh: typed.remove("ingat").is_none(), ..Carried::default() };
    let skip = typed.remove("lewat").is_some();
    let named = numbers(&typed.remove("nomor").unwrap_or_default());
    let mut ticked: BTreeSet<usize> = BTreeSet::new();
    let mut reasons: HashMap<usize, String> = HashMap::new();
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
            Some("b") => ticked.extend(number(parts.next())),
            Some("r") => {
                reasons
                    .extend(number(parts.next()).map(|row| (row, text.trim().chars().take(200).collect::<String>())));
            }
            Some("k") => {
                carried.sent.chosen.extend(number(parts.next()).map(|column| (column, text)));
            }
            // What is typed comes before what is chosen, and "i" before "j".
            Some("i" | "j") if !text.trim().is_empty() => {
                if let Some((field, question)) = parts.next().zip(parts.next()) {
                    let answers = carried.sent.choices.jawaban.entry(field.to_owned()).or_default();
                    answers.entry(question.to_owned()).or_insert_with(|| text.trim().to_owned());
                }
            }
            Some("isi") if !text.trim().is_empty() => {
                let semua = &mut carried.sent.choices.semua;
                semua.extend(parts.next().map(|field| (field.to_owned(), text.trim().to_owned())));
            }
            Some(tercatat::PREFIX) => tercatat::typed(&mut carried.sent.stood, parts.next(), &text),
            Some("tarik") => carried.sent.drawn.extend(parts.next().and_then(|id| id.parse::<uuid::Uuid>().ok())),
            Some("ubah") => carried.opened.extend(text.parse::<usize>().ok()),
            Some("lihat") => carried.all = true,
            _ => {}
        }
    }
    if skip {
        ticked.extend(named);
    } else {
        carried.opened.extend(named);
    }
    let reason = |row: usize| (row, reasons.get(&row).cloned().unwrap_or_default());
    carried.sent.skipped = ticked.into_iter().map(reason).collect();
    carried.sent.grid = cells;
    Ok(carried)
}

/// Rows from 0 out of their numbers: `14, 20-22`.
fn numbers(text: &str) -> Vec<usize> {
    let number = |part: &str| part.trim().parse::<usize>().ok().filter(|row| *row > 0);
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((number(first)?, number(last)?))
    };
    let parts = text.split([',', ';', ' ']).filter_map(range);
    parts.flat_map(|(first, last)| (first..=last).take(MOST)).map(|row| row - 1).take(MOST).collect()
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
        Ok(carried) => {
            let carried = carried.laid(&ctx, &arrival).await?;
            looked(&app, &ctx, &arrival, &carried, &text).await
        }
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
            let sent = Sent { grid: cells, ..Sent::default() };
            let carried = Carried { sent, fresh: true, ..Carried::default() }.laid(&ctx, &arrival).await?;
            looked(&app, &ctx, &arrival, &carried, &text).await
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
        Ok(carried) => carried.laid(&ctx, &arrival).await?,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_by_numbers_and_ranges() {
        assert_eq!(numbers("14, 20-22;3 x 0 -"), [13, 19, 20, 21, 2]);
        assert_eq!(numbers("1-999999999").len(), MOST);
        assert!(numbers("9-3").is_empty());
    }

    #[test]
    fn what_is_typed_as_an_answer_comes_before_what_is_chosen() {
        let sent = [
            ("teks", "Nama\tAsal\nSiti Contoh\tTangerang"),
            ("j.daerah_asal.=kab. x", "36.03"),
            ("i.daerah_asal.=kab. x", "Lebak"),
        ];
        let typed: Form = sent.map(|(key, text)| (key.to_owned(), text.to_owned())).into();
        let carried = carried(typed).unwrap();
        assert_eq!(carried.sent.choices.answer("daerah_asal", "=kab. x"), Some("Lebak"));
        assert!(carried.fresh);
    }
}
