//! The pages of activities.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form, Values, parse};
use kernel::{CatatanId, Ctx, Day, FieldError, Problem, Result};
use maud::{Markup, html};
use records::{Kind, kind};
use web::{App, AppForm as Body, AppQuery, Console, Failure, layout, parts};

use super::super::Pemberdayaan;
use super::super::entity::KEY;
use super::super::table::Verb;
use super::{PATH, query, write};
use crate::kepulangan::{asal, recent};

type Answer = Result<Response, Failure>;

/// The key under which rows are ticked.
const TICK: &str = "pilih";

/// What says which activity it is.
fn fields() -> Vec<&'static Field> {
    Pemberdayaan::FIELDS.iter().filter(|field| ["kegiatan", "tanggal", "tempat"].contains(&field.key)).collect()
}

/// An activity, and from where its candidates are sought.
struct Asked {
    activity: Values,
    from: String,
}

fn asked(ctx: &Ctx, mut typed: Form) -> Result<Asked, Vec<FieldError>> {
    let from = typed.remove(asal::FIELD.key).unwrap_or_default();
    let activity = parse(&fields(), &typed, &ctx.house.reference, ctx.today())?.values;
    Ok(Asked { activity, from })
}

pub(super) async fn show(State(app): State<App>, Console(ctx): Console, AppQuery(typed): AppQuery<Form>) -> Answer {
    ctx.actor.require(Pemberdayaan::INFO.permission)?;
    if typed.is_empty() {
        return Ok(list(&app, &ctx, &typed, &[]).await?.into_response());
    }
    match asked(&ctx, typed.clone()) {
        Ok(asked) => Ok(one(&app, &ctx, &asked, &[]).await?.into_response()),
        Err(errors) => Ok(list(&app, &ctx, &typed, &errors).await?.into_response()),
    }
}

/// The activities, and a form for a new one.
async fn list(app: &App, ctx: &Ctx, typed: &Form, errors: &[FieldError]) -> Result<Markup, Failure> {
    let activities = query::activities(ctx).await?;
    let body = html! {
        ol.crumb { li { a href="/pemberdayaan" { "Pemberdayaan" } } li { "Kegiatan" } }
        div.head { div { h1 { "Kegiatan pemberdayaan" } p.lead { "Terbaru dahulu. Buka satu untuk mendaftarkan peserta dan mencatat siapa yang hadir." } } }
        @if activities.is_empty() { p.empty role="status" { "Belum ada kegiatan." } } @else {
            div.scroll {
                table.list {
                    thead {
                        tr {
                            @for title in ["Tanggal", "Kegiatan", "Tempat"] { th scope="col" { (title) } }
                            @for title in ["Terdaftar", "Hadir", "Tidak hadir"] { th.num scope="col" { (title) } }
                        }
                    }
                    tbody {
                        @for one in &activities {
                            tr {
                                td.one { (parts::day(one.day)) }
                                td { a href=(address(&one.name, one.day, one.place.as_deref(), "")) { (one.name) } }
                                td { (one.place.as_deref().unwrap_or("—")) }
                                td.num { (one.listed) }
                                td.num { (one.came) }
                                td.num { (one.stayed_away) }
                            }
                        }
                    }
                }
            }
        }
        form.form method="get" action=(PATH) novalidate {
            (parts::errors(&fields(), errors))
            (records::pages::part(app, "Kegiatan baru", &fields(), typed, errors))
            div.bottom { button.btn.main accesskey="s" { "Pilih peserta " kbd { "Alt+S" } } }
        }
    };
    Ok(layout::page(app, ctx, "Kegiatan pemberdayaan", "/pemberdayaan", &body))
}

/// The page of an activity. Its name is no secret, and nobody is named in it.
fn address(name: &str, day: Day, place: Option<&str>, from: &str) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.append_pair("kegiatan", name).append_pair("tanggal", &day.to_string());
    text.extend_pairs(place.map(|place| ("tempat", place)));
    text.extend_pairs(Some((asal::FIELD.key, from)).filter(|_| !from.is_empty()));
    format!("{PATH}?{}", text.finish())
}

fn activity(values: &Values) -> Result<(String, Day, Option<String>)> {
    Ok((values.need(KEY.kegiatan)?, values.need(KEY.tanggal)?, values.get(KEY.tempat)))
}

async fn one(app: &App, ctx: &Ctx, asked: &Asked, errors: &[FieldError]) -> Result<Markup, Failure> {
    let (name, day, place) = activity(&asked.activity)?;
    let own = html! {
        input type="hidden" name="kegiatan" value=(name);
        input type="hidden" name="tanggal" value=(day);
        @if let Some(place) = &place { input type="hidden" name="tempat" value=(place); }
    };
    let hidden = html! {
        (own)
        @if !asked.from.is_empty() { input type="hidden" name=(asal::FIELD.key) value=(asked.from); }
    };
    let tick = |id: CatatanId, name: &str| html! { input type="checkbox" name=(TICK) value=(id) aria-label={ "Pilih " (name) }; };
    let (candidates, wrong) = match asal::code(ctx, &asked.from) {
        Ok(area) => (query::candidates(ctx, area.as_deref()).await?, Vec::new()),
        Err(wrong) => (Vec::new(), wrong),
    };
    let body = html! {
        ol.crumb { li { a href="/pemberdayaan" { "Pemberdayaan" } } li { a href=(PATH) { "Kegiatan" } } li { (name) } }
        div.head {
            div { h1 { (name) } p.meta { span { (parts::day(day)) } @if let Some(place) = &place { span { (place) } } } }
        }
        @for error in errors.iter().filter(|error| error.field == TICK) {
            p.note.warn role="alert" tabindex="-1" autofocus { (error.detail) }
        }
        @if errors.iter().any(|error| error.field != TICK) { (parts::errors(&fields(), errors)) }
        (participants(ctx, (&name, day, place.as_deref()), &hidden, tick).await?)
        div.head.tight { h2 { "Calon peserta" } }
        p.hint {
            "Orang dewasa dari " (recent::MOST) " kepulangan terakhir dalam 12 bulan yang belum ikut kegiatan apa pun. Yang lain, dan keluarga "
            "PMI, dicatat lewat Catat baru."
        }
        (asal::filter(app, PATH, &own, &asked.from, &wrong))
        @if candidates.is_empty() { p.empty { "Tidak ada calon." } } @else {
            form method="post" action={ (PATH) "/peserta" } {
                (hidden)
                (recent::table(app, &candidates, |one| Some(tick(one.id, &one.name)), |_| None))
                div.bottom { button.btn.main { "Daftarkan yang dipilih" } }
            }
        }
    };
    Ok(layout::page(app, ctx, &name, "/pemberdayaan", &body))
}

async fn participants(
    ctx: &Ctx,
    activity: (&str, Day, Option<&str>),
    hidden: &Markup,
    tick: impl Fn(CatatanId, &str) -> Markup,
) -> Result<Markup> {
    let ids = query::of(ctx, activity).await?;
    let rows = kind::<Pemberdayaan>().labels(ctx, &ids).await?;
    let rows: Vec<_> = ids.iter().filter_map(|id| rows.get(id)).collect();
    let over = activity.1 <= ctx.today();
    Ok(html! {
        div.head.tight { h2 { "Peserta" } }
        @if rows.is_empty() { p.empty { "Belum ada. Pilih dari calon di bawah." } } @else {
            form method="post" action={ (PATH) "/kehadiran" } {
                (hidden)
                div.scroll { table.list {
                    thead { tr { th.tick scope="col" { "Pilih" } @for title in ["Nomor", "Nama", "Status"] { th scope="col" { (title) } } } }
                    tbody {
                        @for row in &rows {
                            @let name = row.name.as_deref().unwrap_or("—");
                            tr {
                                td.tick { (tick(row.head.id, name)) }
                                td { a.id href={ "/pemberdayaan/" (row.head.id) } { (row.head.number) } }
                                td { (name) }
                                td { (parts::badge(row.status, row.stage)) }
                            }
                        }
                    }
                } }
                @if over {
                    div.bottom {
                        button.btn.main name="langkah" value=(Verb::Hadir.code()) { "Yang dipilih hadir" }
                        button.btn name="langkah" value=(Verb::TidakHadir.code()) { "Yang dipilih tidak hadir" }
                    }
                } @else { p.hint { "Kehadiran dicatat sejak hari kegiatan." } }
            }
        }
    })
}

/// What was sent: the activity, the step if there is one, and what is ticked.
fn sent(pairs: Vec<(String, String)>) -> Result<(Form, Vec<CatatanId>)> {
    let (ticked, typed): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(key, _)| key == TICK);
    let ids = ticked.into_iter().map(|(_, id)| id.parse().map(CatatanId).map_err(|_| Problem::NotFound));
    Ok((typed.into_iter().collect(), ids.collect::<Result<_>>()?))
}

/// Goes back to the activity; what is wrong stands above it.
async fn back(app: &App, ctx: &Ctx, asked: &Asked, done: Result<()>) -> Answer {
    match done {
        Ok(()) => {
            let (name, day, place) = activity(&asked.activity)?;
            Ok(Redirect::to(&address(&name, day, place.as_deref(), &asked.from)).into_response())
        }
        Err(Problem::Invalid(errors)) => Ok(one(app, ctx, asked, &errors).await?.into_response()),
        Err(other) => Err(other.into()),
    }
}

const TICK_FIRST: &str = "Centang dahulu orangnya, lalu simpan.";

pub(super) async fn enlist(
    State(app): State<App>,
    Console(ctx): Console,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Answer {
    ctx.actor.require(Pemberdayaan::INFO.permission)?;
    let (mut typed, ids) = sent(pairs)?;
    let asked = asked(&ctx, typed.clone()).map_err(Problem::Invalid)?;
    typed.remove(asal::FIELD.key);
    let area = asal::code(&ctx, &asked.from).map_err(Problem::Invalid)?;
    let candidates = query::candidates(&ctx, area.as_deref()).await?;
    let chosen: Vec<_> = candidates.iter().filter(|one| ids.contains(&one.id)).collect();
    let missing = ids.len() - chosen.len();
    let done = match write::enlist(&ctx, &typed, &chosen).await {
        Ok(()) if ids.is_empty() => Err(Problem::field(TICK, TICK_FIRST)),
        Ok(()) if missing > 0 => {
            let message = format!("{} didaftarkan, {missing} tidak: sudah didaftarkan dari tempat lain.", chosen.len());
            Err(Problem::field(TICK, message))
        }
        done => done,
    };
    back(&app, &ctx, &asked, done).await
}

pub(super) async fn attend(
    State(app): State<App>,
    Console(ctx): Console,
    Body(pairs): Body<Vec<(String, String)>>,
) -> Answer {
    ctx.actor.require(Pemberdayaan::INFO.permission)?;
    let (mut typed, mut ids) = sent(pairs)?;
    let step = typed.remove("langkah").unwrap_or_default();
    let asked = asked(&ctx, typed).map_err(Problem::Invalid)?;
    let (name, day, place) = activity(&asked.activity)?;
    let own = query::of(&ctx, (&name, day, place.as_deref())).await?;
    ids.retain(|id| own.contains(id));
    let done = match write::attend(&ctx, &ids, &step).await {
        Ok(()) if ids.is_empty() => Err(Problem::field(TICK, TICK_FIRST)),
        done => done,
    };
    back(&app, &ctx, &asked, done).await
}
