//! Naming people for another session: each gets a record of their own there; the one here stays, and says that they did not come.

use std::collections::HashSet;

use axum::extract::{Extension, State};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, FieldError, Problem, Result, Stage};
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, parts};

use super::absen::{self, Asked};
use super::sheet::Sheet;
use super::{Answer, Rolls};
use crate::open::Origin;
use crate::register::PERSON;
use crate::{Filter, Mode, Outcome, Registry, Row};

const ELSEWHERE: &str = "Sesi ini milik kantor lain. Pesertanya dijadwalkan ulang oleh kantor itu.";

/// The most sessions that are offered.
const OFFERED: u64 = 50;

/// The sessions of the same sort that lie ahead and take people.
///
/// # Errors
/// Any database error.
pub(super) async fn targets(ctx: &Ctx, sheet: &Sheet) -> Result<Vec<Row>> {
    let (key, word) = sheet.roster.when;
    let asked = Form::from([
        (key.to_owned(), word.to_owned()),
        ("dari".to_owned(), ctx.today().to_string()),
        ("dibatalkan".to_owned(), "tidak".to_owned()),
    ]);
    let filter = Filter::read(ctx, sheet.of, &asked)?;
    let mut rows = sheet.of.list(ctx, &filter, None, OFFERED).await?;
    rows.retain(|row| {
        row.stage == Stage::New && row.head.id != sheet.origin.head.id && row.head.office == sheet.origin.head.office
    });
    let day = sheet.of.info().day.name;
    rows.sort_by(|one, other| one.form.get(day).cmp(&other.form.get(day)));
    Ok(rows)
}

/// The part of the page that names the ticked people for another session.
pub(super) fn choice(app: &App, ctx: &Ctx, sheet: &Sheet, (targets, to): (&[Row], &str)) -> Markup {
    let info = sheet.of.info();
    let told = |row: &Row| {
        let shown = info.columns.iter().filter_map(|key| {
            let field = sheet.of.own().iter().find(|field| field.key == *key)?;
            Some(parts::readable(&app.house.reference, field, row.form.get(key)?))
        });
        shown.collect::<Vec<_>>().join(" · ")
    };
    html! {
        section.box {
            h2 { "Jadwalkan ulang yang dicentang" }
            @if sheet.origin.head.office != ctx.actor.office {
                p { (ELSEWHERE) }
            } @else if targets.is_empty() {
                p { "Belum ada sesi berikutnya. " a href={ "/" (info.name) "/baru" } { "Catat sesinya dahulu" } "." }
            } @else {
                div.row { div.field {
                    label for="ke" { "Ke sesi" }
                    select id="ke" name="ke" { @for row in targets { option value=(row.head.number) selected[row.head.number == to] { (row.head.number) " · " (told(row)) } } }
                } }
                div.bottom { button.btn.main accesskey="j" { "Jadwalkan ulang " kbd { "Alt+J" } } }
            }
        }
    }
}

/// What became of people who were named for another session.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// How many are named now.
    pub new: usize,
    /// Those who were named for it already.
    pub known: usize,
    /// Those whose records could not be made, with the reason; then nobody is named.
    pub wrong: Vec<(String, String)>,
}

/// Names people of a roster for another session of the same sort, all or nobody.
///
/// # Errors
/// [`Problem::Invalid`] at `ke` for a session that is not there, is another sort, is over, or has not enough room; [`Problem::Malformed`] without people.
pub(super) async fn name(
    ctx: &Ctx,
    (registry, rolls): (&Registry, &Rolls),
    sheet: &Sheet,
    to: &str,
    wanted: &HashSet<CatatanId>,
) -> Result<Named> {
    let wrong = |detail: String| Problem::from(FieldError::new("ke", detail));
    if sheet.origin.head.office != ctx.actor.office {
        return Err(wrong(ELSEWHERE.to_owned()));
    }
    let rows: Vec<&Row> = sheet.rows.iter().filter(|row| wanted.contains(&row.head.id)).collect();
    if rows.is_empty() {
        return Err(Problem::Malformed("Centang dahulu siapa yang dijadwalkan ulang.".to_owned()));
    }
    let to = to.trim().to_uppercase();
    let found = Origin::of(registry, ctx, &to).await?.filter(|origin| origin.kind.info().name == rolls.of.info().name);
    let target = found.ok_or_else(|| wrong(format!("Sesi {to} tidak ada di kantor ini. Periksa nomornya.")))?.row;
    // Held until all are named: nobody else fills the places, closes the session or moves it meanwhile.
    let tx = ctx.begin().await?;
    super::hold(&tx, target.head.id).await?;
    let target = Sheet::load(ctx, rolls, target.head.id).await?;
    if target.origin.head.office != ctx.actor.office {
        return Err(wrong(ELSEWHERE.to_owned()));
    }
    if target.kind.info().name != sheet.kind.info().name || target.origin.head.id == sheet.origin.head.id {
        return Err(wrong(format!("Pilih sesi lain yang sejenis; {to} bukan.")));
    }
    if target.origin.stage != Stage::New || target.origin.head.withdrawn.is_some() {
        return Err(wrong(format!("Sesi {to} sudah ditutup atau dibatalkan. Pilih sesi lain.")));
    }
    let there: HashSet<_> = target.rows.iter().filter_map(|row| row.head.person).collect();
    let (known, new): (Vec<&Row>, Vec<&Row>) =
        rows.into_iter().partition(|row| row.head.person.is_some_and(|person| there.contains(&person)));
    if let Some(room) = target.room()
        && target.rows.len() + new.len() > room
    {
        let left = room.saturating_sub(target.rows.len());
        return Err(wrong(format!(
            "Sesi {to} tinggal {left} tempat untuk {} orang. Pilih sebagian, atau sesi lain.",
            new.len()
        )));
    }
    let forms: Vec<Form> = new.iter().map(|row| form(&target, row)).collect();
    let mut named = Named { known: known.len(), ..Named::default() };
    if forms.is_empty() {
        return Ok(named);
    }
    let done = sheet.kind.register_in(&tx, ctx, &forms, &[], Mode::Write).await?;
    if done.written {
        tx.commit().await?;
    }
    for (row, outcome) in new.iter().zip(done.outcomes) {
        match outcome {
            Outcome::New(..) | Outcome::Fresh => named.new += 1,
            Outcome::Known(..) | Outcome::Same(_) => named.known += 1,
            Outcome::Contradicts(errors) | Outcome::Wrong(errors) => {
                let why = errors.into_iter().map(|error| error.detail).collect::<Vec<_>>().join(" ");
                named.wrong.push((row.head.number.clone(), why));
            }
        }
    }
    if !done.written {
        named.new = 0;
    }
    Ok(named)
}

/// The record of somebody in another session: what is theirs, without what became of them here.
fn form(target: &Sheet, row: &Row) -> Form {
    let roster = target.roster;
    let here = |key: &str| key == roster.came || key == roster.absence || roster.marks.contains(&key);
    let own = target.kind.own().iter().filter(|field| !field.later && !here(field.key));
    let mut form: Form =
        own.filter_map(|field| Some((field.key.to_owned(), row.form.get(field.key)?.clone()))).collect();
    form.extend(roster.begins(&target.origin.form.to_form()));
    form.insert(roster.of.to_owned(), target.origin.head.number.clone());
    form.insert("nama".to_owned(), row.name.clone().unwrap_or_default());
    form.extend(row.head.person.map(|person| (PERSON.to_owned(), person.to_string())));
    form
}

pub(super) async fn page(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(rolls): Extension<Rolls>,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    let sheet = Sheet::load(&ctx, &rolls, id).await?;
    let ticked = typed.keys().filter_map(|key| Some(CatatanId(key.strip_prefix("pilih.")?.parse().ok()?)));
    let wanted = ticked.collect();
    let to = typed.get("ke").cloned().unwrap_or_default();
    let (told, done) = match name(&ctx, (&registry, &rolls), &sheet, &to, &wanted).await {
        Ok(named) => (said(&named, &to), named.wrong.is_empty()),
        Err(Problem::Invalid(errors)) => {
            (html! { @for error in errors { p.note.bad role="alert" { (error.detail) } } }, false)
        }
        Err(Problem::Malformed(detail)) => (html! { p.note.bad role="alert" { (detail) } }, false),
        Err(other) => return Err(other.into()),
    };
    let wanted = (!done).then_some(wanted);
    absen::view(&app, &ctx, &sheet, &Asked { told: Some(told), wanted, to }).await
}

fn said(named: &Named, to: &str) -> Markup {
    html! {
        @if named.wrong.is_empty() {
            p.note.ok role="status" {
                b { (named.new) " orang dijadwalkan" } " ke " (to)
                @if named.known > 0 { "; " (named.known) " sudah terjadwal" }
                "."
            }
        } @else {
            div.errors role="alert" {
                h2 { "Belum ada yang dijadwalkan" }
                ul { @for (number, why) in &named.wrong { li { (number) ": " (why) } } }
            }
        }
    }
}
