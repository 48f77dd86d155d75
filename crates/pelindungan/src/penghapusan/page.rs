//! The page of erasing and holding a person.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form};
use kernel::{Ctx, FieldError, OrangId, Problem, Result as Done};
use lampiran::Store;
use maud::{Markup, html};
use records::Registry;
use web::{App, AppForm as Body, AppPath, Console, Failure, layout, parts};

use super::{Act, NUMBER, REASON, Shown, allowed, entity, hold, read};

/// What a form of an act says: the end of its address, its title, its button.
impl Act {
    fn path(self) -> &'static str {
        match self {
            Self::Propose => "/penghapusan",
            Self::Approve => "/penghapusan/setujui",
            Self::Refuse => "/penghapusan/tolak",
            Self::Hold => "/penahanan",
            Self::Lift => "/penahanan/angkat",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Propose => ("Usulkan penghapusan", "Usulkan"),
            Self::Approve => ("Setujui usul ini", "Setujui dan hapus sekarang"),
            Self::Refuse => ("Tolak atau tarik usul ini", "Tolak"),
            Self::Hold => ("Tahan data orang ini", "Tahan"),
            Self::Lift => ("Angkat penahanan", "Angkat"),
        }
    }

    fn fields(self) -> &'static [Field] {
        match self {
            Self::Propose => PROPOSING,
            Self::Approve => APPROVING,
            Self::Refuse => REFUSING,
            Self::Hold | Self::Lift => HOLDING,
        }
    }

    /// The key of its reason: forms that stand on one page have fields of their own.
    fn reason(self) -> &'static str {
        match self {
            Self::Propose | Self::Approve => REASON.key,
            Self::Refuse => REFUSAL.key,
            Self::Hold | Self::Lift => HOLD.key,
        }
    }

    /// What was typed, by the keys that every act has.
    fn said(self, typed: &Form) -> Form {
        let key = |key: &String| if key == self.reason() { REASON.key.to_owned() } else { key.clone() };
        typed.iter().map(|(name, text)| (key(name), text.clone())).collect()
    }
}

const REFUSAL: Field = Field { key: "alasan_tolak", ..REASON };
const HOLD: Field = Field { key: "alasan_tahan", ..REASON };
const PROPOSING: &[Field] = &[REASON, NUMBER];
const APPROVING: &[Field] = &[REASON];
const REFUSING: &[Field] = &[REFUSAL];
const HOLDING: &[Field] = &[HOLD];

/// What was typed into one form, with what is wrong with it.
struct Typed<'a> {
    act: Act,
    form: &'a Form,
    errors: &'a [FieldError],
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
) -> Result<Markup, Failure> {
    allowed(&ctx)?;
    let shown = read(&ctx, &registry, id).await?;
    Ok(page(&app, &ctx, &shown, None))
}

/// The page again after an act, or with what is wrong in the form of the act.
async fn after(
    (app, ctx, registry): (&App, &Ctx, &Registry),
    id: OrangId,
    (act, form): (Act, &Form),
    done: Done<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/orang/{id}/penghapusan")).into_response()),
        Err(Problem::Invalid(mut errors)) => {
            for error in errors.iter_mut().filter(|error| error.field == REASON.key) {
                act.reason().clone_into(&mut error.field);
            }
            let shown = read(ctx, registry, id).await?;
            let typed = Typed { act, form, errors: &errors };
            Ok(page(app, ctx, &shown, Some(&typed)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// Of what a form is made: who sends it, about whom, and what was typed.
pub(super) type Sent = (State<App>, Console, (Extension<Registry>, Extension<Store>), AppPath<OrangId>, Body<Form>);

/// Does what a form asks.
pub(super) async fn act(
    act: Act,
    (State(app), Console(ctx), (Extension(registry), Extension(store)), AppPath(id), Body(form)): Sent,
) -> Result<Response, Failure> {
    allowed(&ctx)?;
    let done = act.done(&ctx, (&registry, &store), (id, &act.said(&form))).await;
    after((&app, &ctx, &registry), id, (act, &form), done).await
}

fn page(app: &App, ctx: &Ctx, shown: &Shown, typed: Option<&Typed<'_>>) -> Markup {
    let name = &shown.whose.person.nama;
    let here = format!("/orang/{}", shown.whose.person.id);
    let ask = |act: Act| form(app, &here, act, typed.filter(|typed| typed.act == act));
    let body = html! {
        ol.crumb { li { a href="/orang" { "Orang" } } li { a href=(here) { (name) } } li { "Hapus data" } }
        div.head {
            div {
                h1 { "Hapus data " (name) }
                p.lead {
                    "Nama, nomor, kontak, kesehatan, uraian bebas dan lampiran dihapus untuk selamanya, dan tidak dapat dipulihkan. "
                    "Angka laporan tidak berubah. Satu akun mengusulkan, akun lain menyetujui."
                }
            }
        }
        @if let Some(gone) = &shown.erased {
            p.note role="status" { "Data orang ini dihapus " (parts::instant(gone.pada)) ", disetujui " (gone.oleh) "." }
        } @else {
            @if !shown.bars.is_empty() {
                div.note.warn role="status" {
                    p { "Belum dapat dihapus:" }
                    ul { @for bar in &shown.bars { li { (bar) } } }
                    p { "Permintaan penghapusan yang menjadi dasarnya boleh masih terbuka: tulis nomornya, dan penghapusan menjawabnya." }
                }
            }
            @if let Some(waiting) = shown.waiting() {
                p.note role="status" {
                    "Diusulkan " (waiting.diusulkan_oleh) ", " (parts::instant(waiting.diusulkan_pada)) ": " (waiting.alasan)
                }
                @if shown.bars.is_empty() { (ask(Act::Approve)) }
                (ask(Act::Refuse))
            } @else {
                (ask(Act::Propose))
            }
            @if shown.held(ctx) { (ask(Act::Lift)) } @else { (ask(Act::Hold)) }
        }
        (past(&shown.proposals, &shown.holds))
    };
    layout::page(app, ctx, "Hapus data", "/orang", &body)
}

/// The form of an act.
fn form(app: &App, here: &str, act: Act, typed: Option<&Typed<'_>>) -> Markup {
    let fields: Vec<&Field> = act.fields().iter().collect();
    let errors = typed.map_or(&[][..], |typed| typed.errors);
    let (title, button) = act.words();
    html! {
        form.form method="post" action={ (here) (act.path()) } novalidate {
            (parts::errors(&fields, errors))
            fieldset.part {
                legend { (title) }
                div.row {
                    @for field in &fields {
                        @let text = typed.and_then(|typed| typed.form.get(field.key)).map_or("", String::as_str);
                        (parts::input(&app.house.reference, field, text, errors.iter().find(|error| error.field == field.key)))
                    }
                }
            }
            div.bottom { button.btn.main { (button) } }
        }
    }
}

/// What was asked, decided, held and lifted.
fn past(proposals: &[entity::Model], holds: &[hold::Model]) -> Markup {
    let heads = ["Apa", "Alasan", "Oleh", "Pada", "Menjadi", "Oleh", "Pada"];
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    html! {
        @if !proposals.is_empty() || !holds.is_empty() {
            section.box {
                h2 { "Yang pernah diusulkan dan ditahan" }
                div.scroll { table.list {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody {
                        @for one in proposals {
                            tr {
                                td { "Usul penghapusan" }
                                td { (one.alasan) }
                                td { (one.diusulkan_oleh) }
                                td { (parts::instant(one.diusulkan_pada)) }
                                td { (parts::words(&one.status)) }
                                td { (text(&one.diputus_oleh)) }
                                td { (one.diputus_pada.map_or_else(|| "—".to_owned(), parts::instant)) }
                            }
                        }
                        @for one in holds {
                            tr {
                                td { "Penahanan" }
                                td { (one.alasan) }
                                td { (one.dipasang_oleh) }
                                td { (parts::instant(one.dipasang_pada)) }
                                td { @if one.diangkat_pada.is_some() { "Diangkat" } @else { "Berlaku" } }
                                td { (text(&one.diangkat_oleh)) }
                                td { (one.diangkat_pada.map_or_else(|| "—".to_owned(), parts::instant)) }
                            }
                        }
                    }
                } }
            }
        }
    }
}
