//! The table before it is saved, and what came of saving it.

use axum::extract::{Extension, State};
use axum::response::IntoResponse;
use kernel::form::Form;
use kernel::{Ctx, Problem, Result};
use maud::{Markup, html};
use web::{App, AppForm as Body, Console};

use super::sent::{HEAD, HEADLESS, Table, UNUSED};
use super::{Answer, address, frame, grid, judul, refused, start};
use crate::import::{self, Fate, Heads, Place, Report, Sent, carry, run_grid};
use crate::surface::This;
use crate::{AnyKind, Consent, Mode, Registry};

/// A table that was looked at, or saved.
pub(super) struct Seen {
    pub(super) report: Report,
    /// Why it was not looked at or saved.
    pub(super) error: Option<String>,
    /// Whether its columns could not be told, so that somebody has to name them.
    pub(super) unnamed: bool,
}

impl Seen {
    /// A table that nobody has filled in yet, or that was not looked at: `error` says why. Its heads are where they were found before, or else
    /// the first of the fullest rows.
    pub(super) fn unread(kind: &dyn AnyKind, sent: &Table, error: Option<String>) -> Self {
        let head = sent.head.unwrap_or_else(|| import::head_of(&sent.grid));
        let columns = sent.grid.rows.get(head).into_iter().flatten();
        let columns = columns.map(|text| (text.clone(), import::named(kind, text))).collect();
        let heads = Heads { place: Place { sheet: String::new(), row: head + 1 }, columns };
        Self { report: Report { heads: vec![heads], ..Report::default() }, error, unnamed: false }
    }

    /// The heads of the one table.
    pub(super) fn columns(&self) -> &[(String, Option<&'static str>)] {
        self.report.heads.first().map_or(&[], |heads| &heads.columns)
    }

    /// Whether what is taken for the heads holds a number as rows of people do.
    fn looks_like_a_row(&self) -> bool {
        let digits = |text: &String| text.bytes().filter(u8::is_ascii_digit).count();
        self.columns().iter().any(|(text, _)| digits(text) >= 6)
    }

    /// The row of the heads, from 0.
    pub(super) fn head(&self) -> usize {
        self.report.heads.first().map_or(0, |heads| heads.place.row.saturating_sub(1))
    }

    fn bad(&self) -> usize {
        self.report.told.iter().filter(|(_, fate)| *fate == Fate::Wrong).count()
    }

    pub(super) fn fate(&self, row: usize) -> Option<&Fate> {
        self.report.told.iter().find(|(place, _)| place.row == row + 1).map(|(_, fate)| fate)
    }
}

async fn ran(registry: &Registry, ctx: &Ctx, kind: &'static dyn AnyKind, sent: &Table, mode: Mode) -> Result<Seen> {
    let consent = Consent { update: sent.update, ..Consent::default() };
    let asked = Sent { grid: &sent.grid, given: &sent.given, mode, skip_bad: sent.aside };
    match run_grid(registry, ctx, kind, (asked, consent)).await {
        Ok(report) => Ok(Seen { report, error: None, unnamed: false }),
        Err(Problem::Malformed(detail)) if !sent.grid.rows.is_empty() => {
            let told = format!("{detail} Pilih isi kolomnya di atas tabel, atau isi yang sama untuk semua baris.");
            Ok(Seen { unnamed: true, ..Seen::unread(kind, sent, Some(told)) })
        }
        // What cannot be done now is tried again with what is on the page.
        Err(problem @ (Problem::Busy | Problem::NoRoom | Problem::Stale | Problem::Duplicate(_))) => {
            Ok(Seen::unread(kind, sent, Some(problem.to_string())))
        }
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
                h2 { "Belum ada yang disimpan" }
                p { (error) }
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
            @if seen.unnamed && !sent.keyed {
                label { input type="checkbox" name=(HEADLESS) value="1" checked[seen.looks_like_a_row()]; " Baris " (seen.head() + 1) " bukan judul: tabel ini tanpa judul kolom" }
            }
            @if sent.keyed { input type="hidden" name="ketik" value=(sent.grid.rows.len()); }
            (start::same(app, kind, &sent.given))
            div.scroll { table.list { (grid::heads(kind, seen)) tbody { (grid::rows(sent, seen)) } } }
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
