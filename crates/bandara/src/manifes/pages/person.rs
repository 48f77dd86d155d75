//! Receiving one person: a form that is filled in from the line.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect};
use kernel::access::{Read, log};
use kernel::form::{Field, FieldKind, Form, gather_ticks};
use kernel::{CatatanId, Ctx, FieldError, Problem};
use maud::{Markup, html};
use records::pages::{another, choice, offered, part, typable};
use records::{AnyKind, Before, Mode, OTHER, Outcome, Registry};
use uuid::Uuid;
use web::{App, AppForm as Body, AppPath, Console, layout, parts};

use super::super::intake::{self, Done, receive};
use super::super::line::Line;
use super::super::{arrival, claim};
use super::{Answer, MENU, crumb, path};
use pemulangan::kedatangan::entity::Model as Arrival;

/// The key under which a form says who the person is.
const PERSON: &str = "orang_id";
/// The key under which it says what becomes of a name that is typed otherwise.
const NAMED: &str = "nama_orang";
/// How the answer begins that it is about a record which stands; the rest is its id. One question has one name, so that the last answer holds.
const SAME: &str = "sama:";
/// What is wrong with the answer about who was recorded already stands under this name.
const ONCE: Field = Field::asked(OTHER, "Sudah dicatat", FieldKind::Text(40));

/// What a form shows beside its fields.
#[derive(Default)]
struct Told {
    typed: Form,
    errors: Vec<FieldError>,
    likely: Vec<people::Proposal>,
    /// The records of the same person and day.
    same: Vec<Before>,
    note: Option<String>,
}

pub(super) async fn next(Console(ctx): Console, AppPath(id): AppPath<CatatanId>) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    arrival::open(&ctx, &arrival, "berikutnya")?;
    Ok(onward(&ctx, id).await?.into_response())
}

/// The way to the next person, or to the list when nobody is left.
async fn onward(ctx: &Ctx, id: CatatanId) -> kernel::Result<Redirect> {
    Ok(match claim::next(ctx, id).await? {
        Some(line) => Redirect::to(&format!("{}/{line}", path(id))),
        None => Redirect::to(&path(id)),
    })
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath((id, line)): AppPath<(CatatanId, Uuid)>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let kind = arrival::kind(&registry, &arrival)?;
    let held = intake::one(&ctx, &arrival, line).await?;
    // What is known of somebody stands open here only as long as there is somebody to receive.
    if let Some(record) = held.row.catatan_id {
        return Ok(Redirect::to(&format!("/{}/{record}", kind.info().name)).into_response());
    }
    if arrival::open(&ctx, &arrival, "temui").is_err() {
        return Ok(Redirect::to(&path(id)).into_response());
    }
    let mut notice = Told::default();
    if let Some(other) = claim::elsewhere(&ctx, &held.row) {
        notice.note = Some(format!("Sedang diterima {other}. Yang menyimpan lebih dahulu yang tercatat."));
    } else {
        claim::take(&ctx, &held.row).await?;
    }
    notice.typed = typable(&app, &kind.fields(), &intake::prefilled(&ctx, &arrival, kind, Some(&held.said)));
    Ok(page(&app, &ctx, kind, (&arrival, Some(&held)), &notice).into_response())
}

pub(super) async fn show_extra(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    let arrival = arrival::load(&ctx, id).await?;
    let kind = arrival::kind(&registry, &arrival)?;
    let typed = typable(&app, &kind.fields(), &intake::prefilled(&ctx, &arrival, kind, None));
    Ok(page(&app, &ctx, kind, (&arrival, None), &Told { typed, ..Told::default() }).into_response())
}

pub(super) async fn save(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath((id, line)): AppPath<(CatatanId, Uuid)>,
    Body(typed): Body<Form>,
) -> Answer {
    keep(&app, &ctx, &registry, (id, Some(line)), typed).await
}

pub(super) async fn save_extra(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    Body(typed): Body<Form>,
) -> Answer {
    keep(&app, &ctx, &registry, (id, None), typed).await
}

async fn keep(
    app: &App,
    ctx: &Ctx,
    registry: &Registry,
    (id, line): (CatatanId, Option<Uuid>),
    mut typed: Form,
) -> Answer {
    let arrival = arrival::load(ctx, id).await?;
    let kind = arrival::kind(registry, &arrival)?;
    gather_ticks(&mut typed);
    typed.retain(|_, text| !text.trim().is_empty());
    let chosen = typed.get(OTHER).and_then(|text| Some(CatatanId(text.strip_prefix(SAME)?.parse().ok()?)));
    if chosen.is_some() {
        typed.remove(OTHER);
    }
    let held = match line {
        Some(line) => Some(intake::one(ctx, &arrival, line).await?),
        None => None,
    };
    let mut notice = Told { typed, ..Told::default() };
    let joins = line.zip(chosen);
    if joins.is_none() {
        notice.likely = offered(ctx, kind, &notice.typed).await?;
        notice.same = standing(ctx, kind, held.as_ref(), &mut notice.typed).await?;
    }
    if notice.likely.is_empty() && notice.same.is_empty() {
        let done = match joins {
            Some(both) => intake::same(ctx, &arrival, both, &notice.typed).await,
            None => receive(ctx, registry, &arrival, line, (notice.typed.clone(), None)).await,
        };
        match done {
            Ok(Done::New(..)) if line.is_some() => return Ok(onward(ctx, id).await?.into_response()),
            Ok(Done::New(..)) => return Ok(Redirect::to(&format!("{}?tampil=tambahan", path(id))).into_response()),
            Ok(Done::Before(record)) => notice.note = Some(before(app, ctx, kind, record).await?),
            Ok(Done::Wrong(errors)) | Err(Problem::Invalid(errors)) => notice.errors = errors,
            Err(problem @ (Problem::Refused { .. } | Problem::Busy | Problem::NoRoom)) => {
                notice.note = Some(problem.to_string());
            }
            Err(other) => return Err(other.into()),
        }
        if joins.is_some() && !notice.errors.is_empty() {
            notice.same = standing(ctx, kind, held.as_ref(), &mut notice.typed).await?;
        }
    }
    Ok(page(app, ctx, kind, (&arrival, held.as_ref()), &notice).into_response())
}

/// The records of the same person and day, unless the form says that this is another arrival, or says nothing but what stands already. It
/// leaves a trace of whom they are about. Of a line that was met there is nothing to ask.
async fn standing(ctx: &Ctx, kind: &dyn AnyKind, held: Option<&Line>, typed: &mut Form) -> kernel::Result<Vec<Before>> {
    if held.is_some_and(|line| line.row.catatan_id.is_some()) {
        return Ok(Vec::new());
    }
    let same = kind.once(ctx, ctx.db(), typed).await?;
    if same.is_empty() {
        return Ok(same);
    }
    let tried = kind.register(ctx, std::slice::from_ref(typed), &[], Mode::DryRun).await?;
    if matches!(tried.outcomes.first(), Some(Outcome::Known(..))) {
        return Ok(Vec::new());
    }
    let people = same.iter().map(|one| one.person).collect();
    log(ctx, Read { action: "cocokkan", kind: kind.info().name, revealed: false }, people).await?;
    Ok(same)
}

/// The answer that the person of a line is the one of a record that stands.
fn joining(held: Option<&Line>, same: &[Before]) -> Markup {
    html! {
        @if held.is_some() {
            @for one in same {
                label {
                    input type="radio" name=(OTHER) value={ (SAME) (one.id) };
                    span { b { "Catatan itu" } ", " (one.number) ": baris ini ditandai ditemui, tidak ada catatan baru" }
                }
            }
        }
    }
}

/// Who recorded somebody, and as what.
async fn before(app: &App, ctx: &Ctx, kind: &dyn AnyKind, record: CatatanId) -> kernel::Result<String> {
    let shown = kind.read(ctx, record, false).await?;
    let by =
        shown.history.first().map(|line| format!(" oleh {} pada {}", line.pelaku, parts::instant(line.dicatat_pada)));
    let title = app.directory.title(kind.info().name).to_lowercase();
    Ok(format!(
        "Sudah dicatat sebagai {title} {}{}. Tidak ada yang disimpan dua kali.",
        shown.head.number,
        by.unwrap_or_default()
    ))
}

fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, (arrival, held): (&Arrival, Option<&Line>), notice: &Told) -> Markup {
    let title = held.map_or("Orang di luar manifes", |line| line.row.nama.as_str());
    let action =
        held.map_or_else(|| format!("{}/luar", path(arrival.id)), |l| format!("{}/{}", path(arrival.id), l.row.id));
    let later = |field: &&Field| !field.later || notice.errors.iter().any(|error| error.field == field.key);
    let (person, own) = kind.parted();
    let own: Vec<&Field> = own.iter().copied().filter(later).collect();
    let chosen = notice.typed.get(PERSON).filter(|_| notice.likely.is_empty());
    let body = html! {
        (crumb(arrival, Some(title)))
        div.head {
            div {
                h1 { (title) }
                p.meta {
                    span.id { (arrival.nomor) } span { (arrival.penerbangan) }
                    @if let Some(line) = held { span { "Baris " (line.row.baris) } }
                }
            }
            @if let Some(line) = held {
                div.acts {
                    form method="post" action={ (action) "/tidak-datang" } { button.btn tabindex="-1" { "Tidak datang" } }
                    @if line.row.catatan_id.is_none() {
                        form method="post" action={ (action) "/lepas" } { button.btn.quiet tabindex="-1" { "Kembalikan" } }
                    }
                }
            }
        }
        @if let Some(note) = &notice.note { p.note.warn role="alert" tabindex="-1" autofocus { (note) } }
        @if let Some(line) = held.filter(|line| !line.said.lain.is_empty()) {
            dl.fields.line { @for (head, text) in &line.said.lain { div { dt { (head) } dd { (text) } } } }
        }
        form.form method="post" action=(action) novalidate {
            (parts::enter_waits())
            (parts::errors(&[kind.fields(), vec![&ONCE]].concat(), &notice.errors))
            @if let Some(chosen) = chosen {
                input type="hidden" name=(PERSON) value=(chosen);
                @if let Some(named) = notice.typed.get(NAMED) { input type="hidden" name=(NAMED) value=(named); }
            }
            @if let Some(other) = notice.typed.get(OTHER).filter(|_| notice.same.is_empty()) {
                input type="hidden" name=(OTHER) value=(other);
                p.note { "Bukan yang sudah dicatat di " (other) "." }
            }
            @if !notice.same.is_empty() { (another(ctx, kind, &notice.same, &joining(held, &notice.same))) }
            @if !notice.likely.is_empty() { (choice(app, &notice.likely)) }
            (part(app, "Orang", &person, &notice.typed, &notice.errors))
            (part(app, kind.info().title, &own, &notice.typed, &notice.errors))
            div.bottom {
                button.btn.main accesskey="s" { "Simpan" @if held.is_some() { ", lalu orang berikutnya" } " " kbd { "Alt+S" } }
                a.btn.quiet href=(path(arrival.id)) { "Batal" }
            }
        }
        (parts::lists(&app.house.reference))
    };
    layout::page(app, ctx, title, MENU, &body)
}
