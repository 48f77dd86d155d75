//! Entering a new record. Before anything is saved, the user is asked whether the person is already known.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect};
use kernel::access::{Read, log};
use kernel::form::{FieldKind, Form, gather_ticks};
use kernel::{Ctx, FieldError, Permission, Problem, Result};
use maud::{Markup, html};
use people::Proposal;
use people::mrz::{self, LINES};
use people::score::Strength;
use serde::Deserialize;
use web::{App, AppForm as Body, AppQuery, Console, parts};

use super::{Answer, form};
use crate::open::{self, Origin};
use crate::register::{CORRECTED, NAMED, OTHER, PERSON};
use crate::surface::This;
use crate::{AnyKind, Before, Mode, Outcome, Registry};

/// How many people are offered at most.
pub const OFFERED: usize = 8;

/// The record that the new one comes from, by its number.
const ORIGIN: &str = "dari";

/// The button that reads the lines of a passport, and saves where there are none.
const READ: &str = "baca";

#[derive(Deserialize)]
pub(super) struct From {
    dari: Option<String>,
    /// The number of the record saved before, for entering several in a row.
    tercatat: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    AppQuery(from): AppQuery<From>,
) -> Answer {
    let origin = origin(&ctx, kind, &registry, from.dari.as_deref()).await?;
    // Refused before anything is typed.
    if let Some(Origin { row, .. }) = &origin
        && open::taken(&ctx, row.head.id, kind).await?
    {
        return Err(open::already(row, kind.info()).into());
    }
    let before = match &from.tercatat {
        Some(number) => Origin::of(&registry, &ctx, number).await?,
        None => None,
    };
    let mut typed = Form::new();
    // Most records are entered on the day on which the event happened.
    if let Some(day) = kind.fields().into_iter().find(|field| field.key == kind.info().day.name) {
        let today = parts::typable(&app.house.reference, day, &ctx.today().to_string());
        typed.extend(kind.steps().first().map(|_| (day.key.to_owned(), today)));
        typed.extend(
            hour(kind, day.key).filter(|_| from.dari.is_none()).map(|key| (key, parts::typed_clock(ctx.now()))),
        );
    }
    if let Some(number) = from.dari {
        typed.extend(origin.iter().flat_map(|origin| carried(&ctx, kind, origin)));
        typed.insert(ORIGIN.to_owned(), number);
    } else {
        typed.extend(kind.begins("", &Form::new()));
    }
    let notice = Told { before, ..Told::default() };
    Ok(page(&app, &ctx, (kind, origin.as_ref()), &typed, &notice).into_response())
}

/// The field with the time of the day by which a record about a person counts: whoever stands there is met now. A flight is entered before it
/// comes, so that of other records stays empty.
fn hour(kind: &dyn AnyKind, day: &str) -> Option<String> {
    let key = format!("{}_jam", day.strip_suffix("_pada")?);
    let there = kind.info().person && !kind.steps().is_empty() && kind.fields().iter().any(|field| field.key == key);
    there.then_some(key)
}

/// What a new record takes over from its origin: the link to it, the person, the fields that both have, and the values of its
/// opening.
fn carried(ctx: &Ctx, kind: &dyn AnyKind, origin: &Origin) -> Form {
    let Origin { kind: from, row } = origin;
    let mut typed = Form::new();
    if row.head.office != ctx.actor.office {
        return typed;
    }
    let filled = row.form.to_form();
    let mut begins = kind.begins(from.info().name, &filled);
    let roster =
        kind.info().more.roster.filter(|roster| row.form.get(roster.when.0).is_some_and(|word| word == roster.when.1));
    begins.extend(roster.map(|roster| roster.begins(&filled)).unwrap_or_default());
    for field in kind.fields() {
        if field.kind == FieldKind::Link(from.info().name) {
            typed.insert(field.key.to_owned(), row.head.number.clone());
        }
        let own = begins.get(field.key);
        if let Some(text) = own.or_else(|| row.form.get(field.key).filter(|_| CARRIED.contains(&field.key))) {
            typed.insert(field.key.to_owned(), parts::typable(&ctx.house.reference, field, text));
        }
    }
    if let (Some(person), Some(name), true) = (origin.person(ctx), &row.name, kind.info().person) {
        typed.insert(PERSON.to_owned(), person.to_string());
        typed.insert("nama".to_owned(), name.clone());
    }
    if let Some(opening) = kind.info().more.opening.filter(|opening| from.info().permission == opening.right) {
        typed.extend(opening.filled.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())));
        typed.extend(row.name.as_ref().map(|name| (opening.named.to_owned(), name.clone())));
    }
    typed
}

/// The fields that mean the same in every kind.
const CARRIED: [&str; 2] = ["negara", "tiba_pada"];

/// The record that a new one comes from. Refuses kinds that only a step of another kind makes, and actors who may neither write
/// the kind nor open it from that record.
async fn origin(ctx: &Ctx, kind: &dyn AnyKind, registry: &Registry, number: Option<&str>) -> Result<Option<Origin>> {
    if let Some(why) = kind.info().more.made_by {
        return Err(Problem::Malformed(why.to_owned()));
    }
    let origin = match number {
        Some(number) => Origin::of(registry, ctx, number).await?,
        None => None,
    };
    if !origin.as_ref().is_some_and(|origin| open::may(ctx, origin.kind, kind)) {
        ctx.actor.require(kind.info().permission)?;
    }
    Ok(origin)
}

pub(super) async fn create(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(registry): Extension<Registry>,
    Body(mut typed): Body<Form>,
) -> Answer {
    gather_ticks(&mut typed);
    let again = typed.remove("lagi").is_some();
    typed.retain(|_, text| !text.trim().is_empty());
    let lines = typed.remove(LINES);
    typed.remove(READ);
    let mut about = typed.clone();
    let number = about.remove(ORIGIN);
    let origin = origin(&ctx, kind, &registry, number.as_deref()).await?;
    if let Some(lines) = lines.filter(|_| kind.info().person) {
        let notice = from_lines(&ctx, &lines, &mut typed);
        return Ok(page(&app, &ctx, (kind, origin.as_ref()), &typed, &notice).into_response());
    }
    let likely = offered(&ctx, kind, &about).await?;
    let same = standing(&ctx, kind, (&mut about, &mut typed)).await?;
    let certain = likely.is_empty() && same.is_empty();
    let done = match written(&ctx, kind, &about, (origin.as_ref(), certain)).await {
        Err(Problem::Invalid(errors)) => Outcome::Wrong(errors),
        Err(problem @ (Problem::Busy | Problem::NoRoom | Problem::Duplicate(_))) => {
            let notice = Told { detail: Some(problem.to_string()), ..Told::default() };
            return Ok(page(&app, &ctx, (kind, origin.as_ref()), &typed, &notice).into_response());
        }
        done => done?,
    };
    let base = format!("/{}", kind.info().name);
    let notice = match done {
        Outcome::New(..) | Outcome::Known(..) if !ctx.actor.may(kind.info().permission) => {
            return Ok(Redirect::to(&origin.map_or(base, |origin| address(&origin))).into_response());
        }
        Outcome::New(id, number) => {
            let next = if again { format!("{base}/baru?tercatat={number}") } else { format!("{base}/{id}") };
            return Ok(Redirect::to(&next).into_response());
        }
        Outcome::Known(id, _) => return Ok(Redirect::to(&format!("{base}/{id}")).into_response()),
        Outcome::Wrong(errors) => Told { errors, likely, same, again, ..Told::default() },
        Outcome::Contradicts(mut errors) => {
            // The choice above the form says it, with the name.
            errors.retain(|error| error.field != PERSON || likely.is_empty());
            Told { asks: !likely.is_empty(), errors, likely, same, again, ..Told::default() }
        }
        Outcome::Fresh | Outcome::Same(_) => Told { likely, same, again, ..Told::default() },
    };
    Ok(page(&app, &ctx, (kind, origin.as_ref()), &typed, &notice).into_response())
}

/// Fills a form in from the lines of a passport; nothing is saved yet. What its check digits do not confirm is said and not taken.
fn from_lines(ctx: &Ctx, lines: &str, typed: &mut Form) -> Told {
    let Some(read) = mrz::read(lines, ctx.today()) else {
        let detail = "Ini bukan baris paspor. Tempel kedua baris di kaki halaman paspor atau visa, masing-masing 44 atau 36 tanda.";
        return Told { detail: Some(detail.to_owned()), ..Told::default() };
    };
    let named = read.cut && typed.contains_key("nama");
    typed.extend(read.form.into_iter().filter(|(key, _)| !(named && key == "nama")));
    let (unplaced, errors): (Vec<_>, Vec<_>) = read.wrong.into_iter().partition(|error| error.field == LINES);
    let mut told = vec!["Isian diambil dari dokumen. Belum disimpan.".to_owned()];
    told.extend(unplaced.into_iter().map(|error| error.detail));
    told.extend(read.cut.then(|| "Nama di baris ini mungkin terpotong.".to_owned()));
    told.extend(read.visa.then(|| "Ini visa: periksa apakah nomornya nomor paspor.".to_owned()));
    let foreign = read.nationality != "IDN";
    told.extend(foreign.then(|| format!("Kewarganegaraan menurut dokumen: {}.", read.nationality)));
    Told { errors, read: Some(told.join(" ")), ..Told::default() }
}

/// The records that may be of the same happening, as long as the form does not say that it is another. An answer that is none any more is
/// dropped. It leaves a trace of whom they are about.
async fn standing(ctx: &Ctx, kind: &dyn AnyKind, (about, typed): (&mut Form, &mut Form)) -> Result<Vec<Before>> {
    let same = kind.once(ctx, ctx.db(), about).await?;
    if !about.contains_key(OTHER) {
        typed.remove(OTHER);
    }
    let people = same.iter().map(|one| one.person).collect();
    log(ctx, Read { action: "cocokkan", kind: kind.info().name, revealed: false }, people).await?;
    Ok(same)
}

/// The page of an origin.
fn address(Origin { kind, row }: &Origin) -> String {
    format!("/{}/{}", kind.info().name, row.head.id)
}

/// Writes a form, or only checks it while the person is not chosen yet. It is related to its origin, if it has one.
async fn written(
    ctx: &Ctx,
    kind: &dyn AnyKind,
    form: &Form,
    (origin, certain): (Option<&Origin>, bool),
) -> Result<Outcome> {
    let mode = if certain { Mode::Write } else { Mode::DryRun };
    let done = if let Some(origin) = origin.filter(|origin| open::may(ctx, origin.kind, kind)) {
        kind.open(ctx, origin, form, mode).await?
    } else {
        kind.register(ctx, std::slice::from_ref(form), &[], mode).await?
    };
    done.outcomes.into_iter().next().ok_or_else(|| Problem::internal("a form came to nothing"))
}

/// The people who may be the person of a form on which nobody was chosen yet. Empty if a number identifies the person.
///
/// # Errors
/// Any database error.
pub async fn offered(ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> Result<Vec<Proposal>> {
    if typed.contains_key(PERSON) || !kind.info().person || !ctx.actor.may(Permission::ReadPeople) {
        return Ok(Vec::new());
    }
    let proposals = people::proposals(ctx, typed, OFFERED).await?;
    let certain = proposals.iter().any(|one| one.strength == Strength::Pasti);
    Ok(if certain { Vec::new() } else { proposals })
}

/// The messages for a form that is shown again.
#[derive(Default)]
struct Told {
    errors: Vec<FieldError>,
    likely: Vec<Proposal>,
    /// The records that may be of the same happening.
    same: Vec<Before>,
    /// Whether nothing is wrong but that it must be said who it is.
    asks: bool,
    /// Why it was not saved, if no field is wrong.
    detail: Option<String>,
    /// What was read from a passport.
    read: Option<String>,
    /// Whether another is to be entered after this one.
    again: bool,
    /// The record saved before it.
    before: Option<Origin>,
}

fn page(app: &App, ctx: &Ctx, (kind, origin): (&dyn AnyKind, Option<&Origin>), typed: &Form, notice: &Told) -> Markup {
    let chosen = typed.get(PERSON).filter(|_| notice.likely.is_empty());
    let above = html! {
        @if let Some(detail) = &notice.detail { p.note.bad role="alert" tabindex="-1" autofocus { (detail) } }
        @if let Some(before) = &notice.before {
            p.note.ok role="status" { "Tersimpan: " a.id href=(address(before)) { (before.row.head.number) } ". Catat yang berikutnya." }
        }
        @if let Some(read) = &notice.read { p.note.ok role="status" { (read) } }
        @if kind.info().person { (passport()) }
        @if notice.again && !(notice.likely.is_empty() && notice.same.is_empty()) { input type="hidden" name="lagi" value="1"; }
        @if let Some(origin) = typed.get(ORIGIN) {
            input type="hidden" name=(ORIGIN) value=(origin);
            p.note { "Akan dikaitkan dengan " (origin) "." }
        }
        @if let Some(chosen) = chosen {
            input type="hidden" name=(PERSON) value=(chosen);
            @if let Some(named) = typed.get(NAMED) { input type="hidden" name=(NAMED) value=(named); }
            p.note { @if chosen == "baru" { "Dicatat sebagai orang baru." } @else { "Dicatat pada orang yang Anda pilih." } }
        }
        @if let Some(other) = typed.get(OTHER).filter(|_| notice.same.is_empty()) {
            input type="hidden" name=(OTHER) value=(other);
            p.note { "Bukan yang sudah dicatat di " (other) "." }
        }
        @if !notice.same.is_empty() { (another(ctx, kind, &notice.same, &html! {})) }
        @if !notice.likely.is_empty() { (choice(app, &notice.likely)) }
    };
    let back = origin.map_or_else(|| format!("/{}", kind.info().name), address);
    form::new(
        app,
        ctx,
        kind,
        &form::Typed { form: typed, errors: &notice.errors, above: &above, asks: notice.asks, back: &back },
    )
}

/// Where the lines of a passport are pasted, or typed by a reader.
fn passport() -> Markup {
    html! {
        details.part {
            summary { "Isi dari baris paspor" }
            div.field.wide {
                label for=(LINES) { "Kedua baris di kaki paspor atau visa" }
                textarea id=(LINES) name=(LINES) rows="2" autocomplete="off" spellcheck="false" {}
            }
            button.btn name=(READ) value="1" { "Isi dari paspor" }
        }
    }
}

/// The records that may be of the same happening, each to be opened, and the answer that this is another. `more` are other answers.
#[must_use]
pub fn another(ctx: &Ctx, kind: &dyn AnyKind, same: &[Before], more: &Markup) -> Markup {
    let info = kind.info();
    let word = info.more.once.unwrap_or_default();
    html! {
        fieldset.part.choice tabindex="-1" autofocus id="sudah-dicatat" {
            legend { "Orang ini sudah dicatat pada hari yang sama. Belum disimpan: buka catatan itu, atau pilih " (word.to_lowercase()) "." }
            @for one in same {
                p {
                    (one.told(ctx.today())) ": "
                    a href={ "/" (info.name) "/" (one.id) } target="_blank" rel="noopener" { "buka catatan itu" }
                }
            }
            (more)
            @if let Some(one) = same.first() {
                label { input type="radio" name=(OTHER) value=(one.number); span { b { (word) } ", bukan yang sudah dicatat" } }
            }
        }
    }
}

/// The people whom the form may mean, and somebody new.
#[must_use]
pub fn choice(app: &App, likely: &[Proposal]) -> Markup {
    html! {
        fieldset.part.choice tabindex="-1" autofocus id="orang-mungkin" {
            legend { "Mungkin sudah tercatat. Belum disimpan: pilih dahulu siapa orangnya." }
            @for one in likely {
                label {
                    input type="radio" name=(PERSON) value=(one.id);
                    span {
                        (seen(app, one))
                        br;
                        small { (one.strength.code()) ": " (one.reasons.join(", ")) }
                    }
                }
            }
            label { input type="radio" name=(PERSON) value="baru"; span { b { "Orang baru" } ", bukan salah satu di atas" } }
            label {
                input type="checkbox" name=(NAMED) value=(CORRECTED);
                span { "Nama di bawah yang benar: betulkan nama orang yang dipilih. Bila tidak, nama di bawah disimpan sebagai nama lain." }
            }
            @if likely.len() == OFFERED {
                p.hint { "Mungkin masih ada yang lain. Isi NIK, paspor atau tanggal lahir di bawah, lalu simpan lagi." }
            }
        }
    }
}

fn seen(app: &App, one: &Proposal) -> Markup {
    let value = |key: &str| {
        let field = people::FIELDS.iter().find(|field| field.key == key)?;
        let text = one.form.get(key).filter(|text| !text.is_empty())?;
        Some(parts::readable(&app.house.reference, field, text))
    };
    html! {
        b { (value("nama").unwrap_or_default()) }
        @for key in ["nik", "nomor_dokumen", "tanggal_lahir", "daerah_asal"] {
            @if let Some(text) = value(key) { " · " (text) }
        }
    }
}
