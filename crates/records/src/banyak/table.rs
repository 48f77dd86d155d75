//! The table before it is saved, and what came of saving it. Only cells that are wrong and rows that were opened are inputs: of
//! thousands of rows few are, so that the page stays light and Tab goes from one wrong cell to the next.

use axum::extract::{Extension, State};
use axum::response::IntoResponse;
use kernel::form::Form;
use kernel::{Ctx, Problem, Result};
use maud::{Markup, html};
use web::{App, AppForm as Body, Console};

use super::sent::{HEAD, HEADLESS, Table, UNUSED};
use super::{Answer, address, frame, judul, refused, start};
use crate::import::{self, CellError, Fate, Heads, Place, Report, Sent, carry, run_grid};
use crate::surface::This;
use crate::{AnyKind, Consent, Mode, Registry};

/// The most rows that are shown; of a longer table those that somebody has to look at.
const SHOWN: usize = 200;
/// How many rows are shown of a table that could not be read.
const SOME: usize = 10;

/// A table that was looked at, or saved.
pub(super) struct Seen {
    report: Report,
    /// Why it could not be read.
    error: Option<String>,
}

impl Seen {
    /// A table that nobody has filled in yet, or whose columns somebody has to name: `error` says why. Its heads are taken to be the first
    /// of the fullest rows.
    pub(super) fn unread(kind: &dyn AnyKind, sent: &Table, error: Option<String>) -> Self {
        let head = import::head_of(&sent.grid);
        let columns = sent.grid.rows.get(head).into_iter().flatten();
        let columns = columns.map(|text| (text.clone(), import::named(kind, text))).collect();
        let heads = Heads { place: Place { sheet: String::new(), row: head + 1 }, columns };
        Self { report: Report { heads: vec![heads], ..Report::default() }, error }
    }

    /// The heads of the one table.
    fn columns(&self) -> &[(String, Option<&'static str>)] {
        self.report.heads.first().map_or(&[], |heads| &heads.columns)
    }

    /// Whether what is taken for the heads holds a number as rows of people do.
    fn looks_like_a_row(&self) -> bool {
        let digits = |text: &String| text.bytes().filter(u8::is_ascii_digit).count();
        self.columns().iter().any(|(text, _)| digits(text) >= 6)
    }

    /// The row of the heads, from 0.
    fn head(&self) -> usize {
        self.report.heads.first().map_or(0, |heads| heads.place.row.saturating_sub(1))
    }

    fn bad(&self) -> usize {
        self.report.told.iter().filter(|(_, fate)| *fate == Fate::Wrong).count()
    }

    fn fate(&self, row: usize) -> Option<&Fate> {
        self.report.told.iter().find(|(place, _)| place.row == row + 1).map(|(_, fate)| fate)
    }
}

async fn ran(registry: &Registry, ctx: &Ctx, kind: &'static dyn AnyKind, sent: &Table, mode: Mode) -> Result<Seen> {
    let consent = Consent { update: sent.update, ..Consent::default() };
    let asked = Sent { grid: &sent.grid, given: &sent.given, mode, skip_bad: sent.aside };
    match run_grid(registry, ctx, kind, (asked, consent)).await {
        Ok(report) => Ok(Seen { report, error: None }),
        Err(Problem::Malformed(detail)) if !sent.grid.rows.is_empty() => Ok(Seen::unread(kind, sent, Some(detail))),
        Err(other) => Err(other),
    }
}

/// Looks at a table without saving it. One whose columns cannot be read is shown, so that somebody can say what they hold.
///
/// # Errors
/// As [`run_grid`].
pub(super) async fn look(registry: &Registry, ctx: &Ctx, kind: &'static dyn AnyKind, sent: &Table) -> Result<Seen> {
    ran(registry, ctx, kind, sent, Mode::DryRun).await
}

pub(super) async fn check(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let kept = typed.clone();
    let looked = async {
        let sent = Table::read(kind, typed)?;
        let seen = look(&registry, &ctx, kind, &sent).await?;
        Ok((sent, seen))
    };
    match looked.await {
        Ok((sent, seen)) => Ok(page(&app, &ctx, kind, &sent, &seen).into_response()),
        Err(problem) => refused(&app, &ctx, kind, &kept, problem),
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    Body(typed): Body<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let kept = typed.clone();
    let saved = async {
        let sent = Table::read(kind, typed)?;
        let seen = ran(&registry, &ctx, kind, &sent, Mode::Write).await?;
        Ok((sent, seen))
    };
    match saved.await {
        Ok((sent, seen)) if seen.error.is_some() => Ok(page(&app, &ctx, kind, &sent, &seen).into_response()),
        Ok((sent, seen)) if !seen.report.written && seen.report.new + seen.report.updated + seen.bad() > 0 => {
            Ok(page(&app, &ctx, kind, &sent, &seen).into_response())
        }
        Ok((sent, seen)) => {
            judul::remember(&ctx, kind, &chosen(&sent, &seen)).await?;
            Ok(after(&app, &ctx, kind, (sent, &seen), &registry).await?)
        }
        Err(problem) => refused(&app, &ctx, kind, &kept, problem),
    }
}

/// The heads that somebody chose a field for, and its key.
fn chosen(sent: &Table, seen: &Seen) -> Vec<(String, String)> {
    let key = |column: usize| seen.columns().get(column).map(|(_, key)| key.unwrap_or(UNUSED).to_owned());
    sent.origins.iter().filter_map(|(column, origin)| Some((origin.clone(), key(*column)?))).collect()
}

/// What was saved, and the rows that are left.
async fn after(
    app: &App,
    ctx: &Ctx,
    kind: &'static dyn AnyKind,
    (mut sent, seen): (Table, &Seen),
    registry: &Registry,
) -> Answer {
    let report = &seen.report;
    let message = html! {
        p.note.ok role="status" {
            b { (report.new) " dicatat" }
            @if report.updated > 0 { ", " (report.updated) " diperbarui" }
            @if report.known > 0 { ", " (report.known) " sudah ada" }
            @if report.repeated > 0 { ", " (report.repeated) " berulang" }
            @if report.changed.len() > report.updated { ", " (report.changed.len() - report.updated) " berisi lain dan tidak diubah" }
            "."
        }
    };
    let wrong: Vec<usize> =
        report.told.iter().filter(|(_, fate)| *fate == Fate::Wrong).map(|(place, _)| place.row - 1).collect();
    if wrong.is_empty() {
        let body = html! {
            (message)
            @for remark in &report.remarks { p.note.warn { (remark) } }
            p.acts {
                a.btn.main href={ "/" (kind.info().name) } autofocus { "Ke daftar" }
                " " a.btn href=(address(kind)) { "Catat banyak lagi" }
            }
        };
        return Ok(frame(app, ctx, kind, &body).into_response());
    }
    // Heads stay, those of further sheets too.
    for (place, _) in report.told.iter().filter(|(place, _)| !wrong.contains(&(place.row - 1))) {
        sent.grid.rows.get_mut(place.row - 1).into_iter().flatten().for_each(String::clear);
    }
    let left = look(registry, ctx, kind, &sent).await?;
    let body = html! { (message) (form(app, kind, &sent, &left)) };
    Ok(frame(app, ctx, kind, &body).into_response())
}

/// The page of a table that is not saved yet.
pub(super) fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, sent: &Table, seen: &Seen) -> Markup {
    frame(app, ctx, kind, &form(app, kind, sent, seen))
}

fn form(app: &App, kind: &dyn AnyKind, sent: &Table, seen: &Seen) -> Markup {
    let (report, bad, here) = (&seen.report, seen.bad(), address(kind));
    html! {
        @if let Some(error) = &seen.error {
            div.errors role="alert" tabindex="-1" autofocus id="salah" {
                h2 { "Belum diperiksa" }
                p { (error) " Pilih isi kolomnya di atas tabel, atau isi yang sama untuk semua baris." }
            }
        }
        @if report.rows > 0 { (tally(seen)) }
        @for remark in &report.remarks { p.hint { (remark) } }
        @if report.seen { p.note.warn { "Tabel yang sama persis sudah pernah disimpan." } }
        form.manifes method="post" action={ (here) "/periksa" } {
            // Enter looks again, and never saves a table that is half done.
            button hidden tabindex="-1" { "Periksa" }
            @for (name, text) in carry(&sent.grid) { input type="hidden" name=(name) value=(text); }
            input type="hidden" name=(HEAD) value=(seen.head());
            @for (column, origin) in &sent.origins { input type="hidden" name={ "asal." (column) } value=(origin); }
            @if seen.error.is_some() && !sent.keyed {
                label { input type="checkbox" name=(HEADLESS) value="1" checked[seen.looks_like_a_row()]; " Baris " (seen.head() + 1) " bukan judul: tabel ini tanpa judul kolom" }
            }
            @if sent.keyed { input type="hidden" name="ketik" value=(sent.grid.rows.len()); }
            (start::same(app, kind, &sent.given))
            div.scroll { table.list { (heads(kind, seen)) tbody { (rows(sent, seen)) } } }
            @if !report.changed.is_empty() {
                label { input type="checkbox" name="perbarui" value="1" checked[sent.update]; " Perbarui " (report.changed.len()) " catatan yang isinya lain" }
            }
            div.bottom {
                @if bad == 0 && report.rows > 0 {
                    button.btn.main formaction={ (here) "/simpan" } accesskey="s" autofocus { "Simpan " (report.new + if sent.update { report.changed.len() } else { 0 }) " catatan " kbd { "Alt+S" } }
                    button.btn accesskey="p" { "Periksa lagi" }
                } @else {
                    button.btn.main accesskey="p" { "Periksa " kbd { "Alt+P" } }
                    @if bad > 0 && bad < report.rows {
                        button.btn formaction={ (here) "/simpan" } name="sisihkan" value="1" { "Simpan yang benar, sisihkan " (bad) " baris merah" }
                    }
                }
                a.btn.quiet href=(here) { "Batal" }
            }
        }
    }
}

fn tally(seen: &Seen) -> Markup {
    let (report, bad) = (&seen.report, seen.bad());
    html! {
        p.note.bad[bad > 0] role="status" {
            b { (report.rows) " baris" } ": " (report.new) " baru"
            @if report.known > 0 { ", " (report.known) " sudah ada" }
            @if !report.changed.is_empty() { ", " (report.changed.len()) " sudah ada dengan isi lain" }
            @if report.repeated > 0 { ", " (report.repeated) " berulang" }
            @if bad > 0 { ", " b { (bad) " perlu dibetulkan" } }
            "."
        }
    }
}

fn heads(kind: &dyn AnyKind, seen: &Seen) -> Markup {
    html! {
        thead { tr {
            th.num scope="col" { "Baris" }
            th scope="col" { "Hasil" }
            @for (column, (head, key)) in seen.columns().iter().enumerate() {
                th scope="col" {
                    (head)
                    @if key.is_none_or(|key| kind.fields().iter().any(|field| field.key == key)) { select name={ "k." (column) } aria-label={ "Kolom " (head) " berisi" } tabindex=[seen.error.is_none().then_some("-1")] {
                        @if key.is_none() { option value="" selected { "— tidak dikenal —" } }
                        option value=(UNUSED) { "Tidak dipakai" }
                        @for field in kind.fields() { option value=(field.key) selected[*key == Some(field.key)] { (field.label) } }
                    } }
                }
            }
        } }
    }
}

fn rows(sent: &Table, seen: &Seen) -> Markup {
    let report = &seen.report;
    let places: Vec<usize> = if sent.keyed || seen.error.is_some() {
        let most = if sent.keyed { usize::MAX } else { SOME };
        (seen.head() + 1..sent.grid.rows.len()).take(most).collect()
    } else {
        let all = report.told.iter().filter(|(_, fate)| report.told.len() <= SHOWN || told(fate));
        all.map(|(place, _)| place.row - 1).take(SHOWN).collect()
    };
    let first = report.errors.first().map(|error| error.row);
    html! {
        @for at in &places { (row(sent, seen, *at, first == Some(at + 1))) }
        @if places.len() < report.told.len() {
            tr { td colspan=(seen.columns().len() + 2) { (places.len()) " baris ditampilkan dari " (report.told.len()) ": yang perlu dilihat dahulu." } }
        }
    }
}

/// Whether somebody should look at a row.
fn told(fate: &Fate) -> bool {
    matches!(fate, Fate::Wrong | Fate::Changed(_))
}

fn row(sent: &Table, seen: &Seen, at: usize, first: bool) -> Markup {
    let of = |all: &'_ [CellError]| all.iter().filter(|one| one.row == at + 1).cloned().collect::<Vec<_>>();
    let (errors, warnings) = (of(&seen.report.errors), of(&seen.report.warnings));
    let opened = sent.opened.contains(&at) || sent.keyed;
    let has = |key: &str| seen.columns().iter().any(|(_, field)| *field == Some(key));
    let loose: Vec<&CellError> = errors.iter().filter(|error| !has(&error.column)).collect();
    let start = errors.iter().find(|error| has(&error.column)).map(|error| error.column.as_str());
    let cells = sent.grid.rows.get(at);
    html! {
        tr.bad[!errors.is_empty()] {
            td.num { (at + 1) }
            td {
                (fate(seen, at))
                @for error in &loose { (without_column(at, error)) }
                @if !errors.is_empty() {
                    label.drop { input type="checkbox" name={ "b." (at) } value="1"; "Buang baris" }
                }
                @if !opened { button.plain name="ubah" value=(at) tabindex="-1" { "Ubah" } }
            }
            @for (column, (head, key)) in seen.columns().iter().enumerate() {
                @let text = cells.and_then(|row| row.get(column)).map_or("", String::as_str);
                @let wrong = errors.iter().find(|error| key.is_some_and(|key| error.column == key));
                @let odd = warnings.iter().find(|error| key.is_some_and(|key| error.column == key));
                @let focus = first && wrong.is_some() && start == *key;
                (cell((at, column), (head, text), (wrong, odd), (opened, focus)))
            }
        }
    }
}

/// What is wrong with a row in a field that has no column, with a place to say it.
fn without_column(at: usize, error: &CellError) -> Markup {
    let id = format!("t.{at}.{}", error.column);
    html! {
        p.err id={ (id) "-e" } { (error.detail) }
        @if !error.column.is_empty() {
            label { (error.column) " " input name=(id) autocomplete="off" aria-describedby={ (id) "-e" }; }
        }
    }
}

fn cell(
    (row, column): (usize, usize),
    (head, text): (&str, &str),
    (wrong, odd): (Option<&CellError>, Option<&CellError>),
    (opened, focus): (bool, bool),
) -> Markup {
    let id = format!("e.{row}.{column}");
    let described = (wrong.is_some() || odd.is_some()).then_some(id.as_str());
    html! {
        td.wrong[wrong.is_some()].odd[wrong.is_none() && odd.is_some()] {
            @if wrong.is_some() || opened {
                input name={ "s." (row) "." (column) } value=(text) autocomplete="off" autofocus[focus]
                    aria-label={ (head) ", baris " (row + 1) } aria-invalid=[wrong.map(|_| "true")] aria-describedby=[described];
            } @else { (text) }
            @if described.is_some() {
                div id=(id) { @for one in wrong.iter().chain(&odd) { p.err.soft[wrong.is_none()] { (one.detail) } } }
            }
        }
    }
}

fn fate(seen: &Seen, at: usize) -> Markup {
    let report = &seen.report;
    html! {
        @match seen.fate(at) {
            Some(Fate::Wrong) => { span.badge.late { "Belum benar" } }
            Some(Fate::Same(number)) => { span.badge.off { "Sudah ada" } " " small { (number) } }
            Some(Fate::Repeats) => { span.badge.off { "Berulang" } }
            Some(Fate::New) => { span.badge.new { "Baru" } }
            Some(Fate::Changed(number)) => {
                span.badge.run { "Isinya lain" } " " small { (number) }
                @for change in report.changed.iter().filter(|change| change.place.row == at + 1) {
                    @for field in &change.fields { small { (field.label) ": " (shown(&field.was)) " → " (shown(&field.is)) } }
                }
            }
            None => {}
        }
    }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "kosong" } else { text }
}
