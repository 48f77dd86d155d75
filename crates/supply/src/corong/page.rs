//! The funnel in the console. Each number lists its people below.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::State;
use chrono::Datelike;
use kernel::form::{Field, FieldKind, Form};
use kernel::{CatatanId, Ctx, FieldError, Problem};
use maud::{Markup, html};
use records::Registry;
use records::afterwards::Reached;
use web::{App, AppQuery, Console, Failure, Routes, layout, parts};

use super::{Asked, Part, Seeker, behind, seekers};
use crate::orang::{named, table};

const PATH: &str = "/pencari-kerja/corong";
const FROM: Field = Field::asked("dari", "Dicatat dari", FieldKind::Day);
const UNTIL: Field = Field::asked("sampai", "Sampai", FieldKind::Day);
const EVENT: Field = Field::asked("kegiatan", "Nomor kegiatan", FieldKind::Text(40));

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppQuery(mut typed): AppQuery<Form>,
) -> Result<Markup, Failure> {
    // Without a question it is this year.
    if typed.is_empty() {
        typed.insert(FROM.key.to_owned(), format!("{}-01-01", ctx.today().year()));
    }
    let found = async {
        let asked = Asked::read(&registry, &ctx, typed.clone()).await?;
        let all = seekers(&registry, &ctx, &asked).await?;
        Ok((asked, all))
    };
    let (asked, all) = match found.await {
        Ok(found) => found,
        Err(Problem::Invalid(errors)) => return Ok(refused(&app, &ctx, &typed, &errors)),
        Err(Problem::Malformed(detail)) => {
            return Ok(refused(&app, &ctx, &typed, &[FieldError::new(FROM.key, detail)]));
        }
        Err(other) => return Err(other.into()),
    };
    let behind = behind(&all, asked.part);
    let rows = named(&ctx, &behind.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
    let body = html! {
        ol.crumb { li { a href="/pencari-kerja" { "Pencari kerja" } } li { "Kelanjutan" } }
        div.head {
            div {
                h1 { "Kelanjutan pencari kerja" }
                p.lead {
                    "Dari yang dicatat pada masa ini, berapa yang sampai ke mana. Setiap orang dihitung sekali di setiap tahap yang dicapainya; "
                    "tahap boleh terlewati. Verifikasi dan penempatan dibaca dari catatan orang yang sama sejak hari ia dicatat."
                }
            }
        }
        (narrowing(&app, &typed))
        (numbers(&asked, &all))
        div.head id="orang" { h2 { (asked.part.title()) } }
        (table(&app, &rows, behind.len(), &led(&behind)))
    };
    Ok(layout::page(&app, &ctx, "Kelanjutan pencari kerja", "/pencari-kerja", &body))
}

/// What cannot be asked, with what was typed.
fn refused(app: &App, ctx: &Ctx, typed: &Form, errors: &[FieldError]) -> Markup {
    let body = html! {
        ol.crumb { li { a href="/pencari-kerja" { "Pencari kerja" } } li { "Kelanjutan" } }
        div.head { h1 { "Kelanjutan pencari kerja" } }
        @for error in errors { p.note.bad role="alert" { (error.detail) } }
        (narrowing(app, typed))
    };
    layout::page(app, ctx, "Kelanjutan pencari kerja", "/pencari-kerja", &body)
}

fn narrowing(app: &App, typed: &Form) -> Markup {
    let text = |field: &Field| typed.get(field.key).map_or("", String::as_str);
    html! {
        form.filter method="get" action=(PATH) {
            @for field in [&FROM, &UNTIL, &EVENT] {
                (parts::input(&app.house.reference, field, &parts::typable(&app.house.reference, field, text(field)), None))
            }
            button.btn { "Tampilkan" }
        }
    }
}

/// The address of the people of a stage, with what is asked for.
fn address(asked: &Asked, part: Part) -> String {
    let day = |key: &str, day: Option<kernel::Day>| day.map(|day| format!("{key}={day}&")).unwrap_or_default();
    let (from, until) = (day("dari", asked.filter.from), day("sampai", asked.filter.until));
    let event = asked.event.as_ref().map(|row| format!("kegiatan={}&", row.head.number)).unwrap_or_default();
    format!("{PATH}?{from}{until}{event}tahap={}#orang", part.code())
}

fn numbers(asked: &Asked, all: &[Seeker]) -> Markup {
    let share = |count: usize| (count * 100 + all.len() / 2).checked_div(all.len());
    html! {
        div.scroll { table.list {
            thead { tr {
                th scope="col" { "Tahap" } th.num scope="col" { "Orang" } th.num scope="col" { "Dari yang dicatat" }
            } }
            tbody { @for (part, count) in Part::ALL.map(|part| (part, behind(all, part).len())) { tr {
                th scope="row" { (part.title()) }
                td.num { a href=(address(asked, part)) { (count) } }
                td.num { @if let Some(share) = share(count) { (share) " %" } }
            } } }
        } }
    }
}

/// What the people came to, by their records.
fn led(seekers: &[&Seeker]) -> HashMap<CatatanId, Markup> {
    let further = seekers.iter().filter(|one| one.verified.is_some() || one.placed.is_some());
    further
        .map(|one| {
            (one.id, html! { (to("verifikasi", one.verified.as_ref())) " " (to("penempatan", one.placed.as_ref())) })
        })
        .collect()
}

fn to(kind: &str, reached: Option<&Reached>) -> Markup {
    html! {
        @if let Some(one) = reached { a.id href={ "/" (kind) "/" (one.id) } { (one.number) } " " (parts::day(one.day)) }
    }
}
