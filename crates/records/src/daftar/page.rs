//! The page of a roster: everybody with boxes to tick and results to fill in, by keyboard alone.

use std::collections::BTreeMap;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect};
use kernel::form::{Field, Form};
use kernel::{CatatanId, Ctx, Result, Stage, figure};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, AppQuery, Console, layout, parts};

use super::mark::{self, Fate, OVERTAKEN};
use super::sheet::{Part, Sheet};
use super::typed::{self, Typed};
use super::{Answer, Rolls, fill};
use crate::Row;
use crate::queries::met;
use crate::surface::badges;

/// How many people a page has.
const PAGE: usize = 100;

/// What is looked at, and what became of what was typed.
#[derive(Default)]
pub(super) struct View {
    part: Option<Part>,
    page: usize,
    saved: Option<usize>,
    typed: BTreeMap<CatatanId, Typed>,
    wrong: BTreeMap<CatatanId, String>,
}

impl View {
    /// Reads what is looked at out of text by key.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for an unknown part.
    fn read(form: &mut Form) -> Result<Self> {
        let number = |text: Option<String>| text.and_then(|text| text.trim().parse::<usize>().ok());
        Ok(Self {
            part: Some(Part::read(form.remove("bagian").as_deref())?),
            page: number(form.remove("halaman")).unwrap_or(1).max(1),
            saved: number(form.remove("tersimpan")),
            ..Self::default()
        })
    }

    fn part(&self) -> Part {
        self.part.unwrap_or(Part::Semua)
    }

    fn query(&self) -> String {
        format!("bagian={}&halaman={}", self.part().code(), self.page)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(rolls): Extension<Rolls>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(mut asked): AppQuery<Form>,
) -> Answer {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    page(&app, &ctx, &sheet, &View::read(&mut asked)?).await
}

pub(super) async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(rolls): Extension<Rolls>,
    AppPath(id): AppPath<CatatanId>,
    Body(mut form): Body<Form>,
) -> Answer {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    sheet.takes_results(&ctx)?;
    let mut view = View::read(&mut form)?;
    let mut people = typed::people(&sheet, &form);
    if form.contains_key("sisa") {
        stayed_away(&sheet, &mut people);
    }
    let marks = typed::marks(&sheet, &ctx, &people);
    let fates = mark::write(&ctx, sheet.kind, &reason(&sheet), &marks).await?;
    view.saved = Some(fates.iter().filter(|fate| **fate == Fate::Changed).count());
    for (id, error) in people.iter().filter_map(|(id, typed)| Some((id, typed.error.as_ref()?))) {
        view.wrong.insert(*id, error.detail.clone());
    }
    for (mark, fate) in marks.iter().zip(fates) {
        if fate == Fate::Overtaken {
            // The row shows what stands now; what was typed is told beside it.
            let typed = people.remove(&mark.id).map(|typed| typed.fields).unwrap_or_default();
            view.wrong.insert(
                mark.id,
                format!("{OVERTAKEN} Anda mengisi: {}.", told_again(&app, &sheet, (&typed, &mark.fields))),
            );
        } else {
            view.wrong.extend(said(&sheet, fate).map(|detail| (mark.id, detail)));
        }
    }
    if view.wrong.is_empty() {
        let saved = view.saved.unwrap_or_default();
        let to = format!("{}/daftar?{}&tersimpan={saved}", sheet.address(), view.query());
        return Ok(Redirect::to(&to).into_response());
    }
    people.retain(|id, _| view.wrong.contains_key(id));
    view.typed = people;
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    page(&app, &ctx, &sheet, &view).await
}

/// Everybody of the page of whom nothing is said did not come.
fn stayed_away(sheet: &Sheet, people: &mut BTreeMap<CatatanId, Typed>) {
    let said = |row: &Row| row.form.contains_key(sheet.roster.came);
    for row in sheet.rows.iter().filter(|row| !said(row)) {
        let Some(one) = people.get_mut(&row.head.id) else { continue };
        let marked = sheet.roster.marks.iter().any(|key| one.fields.get(*key).is_some_and(|text| !text.is_empty()));
        if let Some(came) = one.fields.get_mut(sheet.roster.came)
            && came.is_empty()
            && !marked
        {
            "tidak".clone_into(came);
        }
    }
}

/// The reason that the history of each record gives.
pub(super) fn reason(sheet: &Sheet) -> String {
    format!("Daftar hadir {} {}.", sheet.of.info().title.to_lowercase(), sheet.origin.head.number)
}

/// What was typed for a person and would have changed something, in words.
fn told_again(app: &App, sheet: &Sheet, (typed, changed): (&Form, &Form)) -> String {
    let told = typed.iter().filter(|(key, _)| changed.contains_key(*key)).filter_map(|(key, text)| {
        let field = sheet.field(key)?;
        let said =
            if text.is_empty() { "kosong".to_owned() } else { parts::readable(&app.house.reference, field, text) };
        Some(format!("{} {}", field.label, said.to_lowercase()))
    });
    told.collect::<Vec<_>>().join(", ")
}

/// What is wrong with a person's marks, in sentences.
pub(super) fn said(sheet: &Sheet, fate: Fate) -> Option<String> {
    match fate {
        Fate::Changed | Fate::Same => None,
        Fate::Overtaken => Some(OVERTAKEN.to_owned()),
        Fate::Left(detail) => Some(detail),
        Fate::Wrong(errors) => {
            let labelled = |error: kernel::FieldError| match sheet.field(&error.field) {
                Some(field) if !error.detail.starts_with(field.label) => format!("{}: {}", field.label, error.detail),
                _ => error.detail,
            };
            Some(errors.into_iter().map(labelled).collect::<Vec<_>>().join(" "))
        }
    }
}

async fn page(app: &App, ctx: &Ctx, sheet: &Sheet, view: &View) -> Answer {
    let all = sheet.part(view.part());
    let pages = all.len().div_ceil(PAGE).max(1);
    let at = view.page.min(pages);
    let rows: Vec<Row> = if view.wrong.is_empty() {
        all.into_iter().skip((at - 1) * PAGE).take(PAGE).cloned().collect()
    } else {
        sheet.rows.iter().filter(|row| view.wrong.contains_key(&row.head.id)).cloned().collect()
    };
    met(sheet.kind, ctx, &rows, "daftar").await?;
    let body = html! {
        (head(app, sheet, "Daftar hadir"))
        (told(view))
        @if sheet.takes_results(ctx).is_ok() && !sheet.rows.is_empty() { (fill::form(app, sheet, None, &Form::new())) }
        (tabs(sheet, view))
        @if rows.is_empty() {
            (empty(sheet, view.part()))
        } @else {
            (table(app, ctx, sheet, view, &rows))
            (turn(sheet, view, (at, pages)))
        }
    };
    Ok(layout::page(app, ctx, "Daftar hadir", &format!("/{}", sheet.of.info().name), &body).into_response())
}

/// The head of each page about a roster.
pub(super) fn head(app: &App, sheet: &Sheet, title: &str) -> Markup {
    let (info, here) = (sheet.of.info(), sheet.address());
    let told = info.columns.iter().filter(|key| **key != "kapasitas").filter_map(|key| {
        let field = sheet.of.own().iter().find(|field| field.key == *key)?;
        Some(parts::readable(&app.house.reference, field, sheet.origin.form.get(key)?))
    });
    let count = |part: Part| number(sheet.part(part).len());
    html! {
        ol.crumb {
            li { a href={ "/" (info.name) } { (info.title) } }
            li { a href=(here) { (sheet.origin.head.number) } }
            li { (title) }
        }
        div.head {
            div {
                h1 { (title) ": " (sheet.origin.head.number) }
                p.lead {
                    (told.collect::<Vec<_>>().join(" · "))
                    " " (badges(sheet.origin.status, sheet.origin.stage, &sheet.origin.head))
                }
                p {
                    b { (number(sheet.rows.len())) } " peserta"
                    @if let Some(room) = sheet.room() { " dari kapasitas " (number(room)) }
                    ": " b { (count(Part::Hadir)) } " hadir, " b { (count(Part::TidakHadir)) } " tidak hadir, "
                    b { (count(Part::Belum)) } " belum ditandai."
                }
                @if sheet.origin.stage == Stage::Done && !sheet.part(Part::Belum).is_empty() {
                    p.note.warn { "Sesinya sudah ditutup, tetapi masih ada peserta yang belum ditandai. Buka kembali sesinya dahulu." }
                }
                @if sheet.room().is_some_and(|room| room < sheet.rows.len()) {
                    p.note.warn { "Pesertanya lebih banyak daripada kapasitas. Jadwalkan sebagian ke sesi lain." }
                }
            }
            p.acts {
                a.btn href={ "/" (sheet.kind.info().name) "/banyak?dari=" (sheet.origin.head.number) } { "Tambah banyak peserta" } " "
                a.btn href={ "/" (sheet.kind.info().name) "/baru?dari=" (sheet.origin.head.number) } { "Tambah peserta" } " "
                a.btn href={ (here) "/tidak-hadir" } { "Yang tidak hadir" }
            }
        }
    }
}

/// A count as people read it: 1.803.
pub(super) fn number(count: usize) -> String {
    figure::whole(i64::try_from(count).unwrap_or(i64::MAX))
}

fn told(view: &View) -> Markup {
    html! {
        @if let Some(saved) = view.saved { p.note.ok role="status" { b { (number(saved)) } " peserta disimpan." } }
        @if !view.wrong.is_empty() {
            div.errors role="alert" tabindex="-1" autofocus id="salah" {
                h2 { (view.wrong.len()) " peserta belum tersimpan" }
                p { "Yang lain sudah. Betulkan baris di bawah, lalu simpan lagi." }
            }
        }
    }
}

fn tabs(sheet: &Sheet, view: &View) -> Markup {
    html! {
        nav.tabs aria-label="Bagian" {
            @for part in Part::ALL {
                @let here = view.wrong.is_empty() && part == view.part();
                a.btn.quiet href={ (sheet.address()) "/daftar?bagian=" (part.code()) } aria-current=[here.then_some("page")] {
                    (part.title()) " (" (number(sheet.part(part).len())) ")"
                } " "
            }
        }
    }
}

fn empty(sheet: &Sheet, part: Part) -> Markup {
    html! {
        @if sheet.rows.is_empty() {
            p.empty { "Belum ada peserta. Tambah banyak peserta dari tabel atau berkas, atau satu per satu." }
        } @else {
            p.empty { "Tidak ada peserta di bagian " (part.title().to_lowercase()) "." }
        }
    }
}

fn turn(sheet: &Sheet, view: &View, (at, pages): (usize, usize)) -> Markup {
    let to = |page: usize| format!("{}/daftar?bagian={}&halaman={page}", sheet.address(), view.part().code());
    html! {
        @if pages > 1 && view.wrong.is_empty() {
            nav.pager aria-label="Halaman" {
                @if at > 1 { a.btn href=(to(at - 1)) rel="prev" { "Sebelumnya" } }
                span { "Halaman " (at) " dari " (pages) }
                @if at < pages { a.btn href=(to(at + 1)) rel="next" { "Berikutnya" } }
            }
        }
    }
}

fn table(app: &App, ctx: &Ctx, sheet: &Sheet, view: &View, rows: &[Row]) -> Markup {
    let (marks, told) = (sheet.marks(), told_apart(sheet));
    let why = sheet.takes_results(ctx).err();
    html! {
        @if let Some(why) = &why { p.note.warn { (why) } }
        form.manifes method="post" action={ (sheet.address()) "/daftar" } {
            // Enter saves what is ticked, and nothing more.
            button hidden tabindex="-1" { "Simpan" }
            input type="hidden" name="bagian" value=(view.part().code());
            input type="hidden" name="halaman" value=(view.page);
            div.scroll { table.list.roster {
                thead { tr {
                    th scope="col" { "Nomor" }
                    th scope="col" { "Nama" }
                    @for field in &told { th scope="col" { (field.label) } }
                    th scope="col" { "Hadir" }
                    th scope="col" { "Tidak" }
                    @for field in &marks { th scope="col" { (field.label) } }
                    th scope="col" { (sheet.field(sheet.roster.absence).map_or("", |field| field.label)) }
                } }
                tbody { @for row in rows { (line(app, ctx, sheet, view, row)) } }
            } }
            @if why.is_none() {
                p.hint { "Spasi mencentang. Hasil yang diisi berarti hadir" @if sheet.roster.day.is_some() { "; tanggal yang kosong menjadi hari sesinya" } "." }
                div.bottom {
                    button.btn.main accesskey="s" { "Simpan " kbd { "Alt+S" } }
                    button.btn name="sisa" value="tidak" { "Simpan; yang tidak dicentang di halaman ini tidak hadir" }
                }
            }
        }
    }
}

/// The fields that tell people apart.
pub(super) fn told_apart(sheet: &Sheet) -> Vec<&'static Field> {
    sheet.roster.tells.iter().filter_map(|key| sheet.field(key)).collect()
}

fn line(app: &App, ctx: &Ctx, sheet: &Sheet, view: &View, row: &Row) -> Markup {
    let id = row.head.id;
    let typed = view.typed.get(&id);
    let text = |key: &str| match typed.and_then(|typed| typed.fields.get(key)) {
        Some(text) => text.clone(),
        None => typed::standing(sheet, ctx, row, key),
    };
    let came = text(sheet.roster.came);
    let both = typed.is_some_and(|typed| typed.error.is_some());
    let (wrong, columns) = (view.wrong.get(&id), 5 + sheet.marks().len() + told_apart(sheet).len());
    html! {
        tr.bad[wrong.is_some()] {
            td {
                a.id href={ "/" (sheet.kind.info().name) "/" (id) } { (row.head.number) }
                // What was typed stays beside what it was typed over, so that what somebody else entered meanwhile is met once more.
                input type="hidden" name={ "v." (id) } value=(typed.and_then(|typed| typed.version).unwrap_or(row.head.version));
                @for key in sheet.entered() {
                    @let before = typed.map(|typed| typed.before.get(key).cloned().unwrap_or_default());
                    @let shown = before.unwrap_or_else(|| typed::standing(sheet, ctx, row, key));
                    @if !shown.is_empty() { input type="hidden" name={ "b." (id) "." (key) } value=(shown); }
                }
            }
            td { (row.name.as_deref().unwrap_or("—")) }
            @for field in told_apart(sheet) {
                td { (row.form.get(field.key).map_or("—".to_owned(), |text| parts::readable(&app.house.reference, field, text))) }
            }
            td { input type="checkbox" name={ "h." (id) } value="ya" checked[both || came == "ya"] aria-label={ "Hadir: " (row.head.number) }; }
            td { input type="checkbox" name={ "t." (id) } value="ya" checked[both || came == "tidak"] aria-label={ "Tidak hadir: " (row.head.number) }; }
            @for field in sheet.marks() {
                td { (cell(app, &format!("m.{id}.{}", field.key), field, &text(field.key))) }
            }
            @if let Some(field) = sheet.field(sheet.roster.absence) {
                td { (cell(app, &format!("a.{id}"), field, &text(field.key))) }
            }
        }
        @if let Some(wrong) = wrong { tr.why { td colspan=(columns) { p.err { (row.head.number) ": " (wrong) } } } }
    }
}

/// An input of a table, without a label of its own.
fn cell(app: &App, name: &str, field: &Field, text: &str) -> Markup {
    html! {
        @if let kernel::form::FieldKind::Term(vocabulary) = field.kind {
            select name=(name) aria-label=(field.label) {
                option value="" { "—" }
                @for term in app.house.reference.terms(vocabulary) {
                    option value=(term.code) selected[term.code == text] { (term.label) }
                }
            }
        } @else {
            input name=(name) value=(text) autocomplete="off" aria-label=(field.label) size=(if field.kind.is_day() || field.kind == kernel::form::FieldKind::Score { "10" } else { "18" });
        }
    }
}
