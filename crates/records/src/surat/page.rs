//! The page on which a letter is chosen, looked at, made and attached.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form};
use kernel::{CatatanId, Ctx, FieldError, Problem};
use lampiran::Store;
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, Failure, layout, parts};

use super::draft::{self, DATED, Draft, NUMBER, WHICH};
use super::values::BLANK;
use crate::surface::This;
use crate::surface::form::{part, typable};
use crate::{AnyKind, Letter};

type Answer = Result<Response, Failure>;

/// The key of the button that was pressed, and the value of the one that makes the letter.
const STAGE: (&str, &str) = ("tahap", "buat");

/// What came of what was typed.
#[derive(Default)]
struct Tried {
    typed: Form,
    errors: Vec<FieldError>,
    detail: Option<String>,
    draft: Option<Draft>,
}

impl Tried {
    /// Keeps a refusal, to be shown with what was typed.
    fn refused(&mut self, problem: Problem) -> Result<(), Failure> {
        match problem {
            Problem::Invalid(errors) => self.errors = errors,
            problem @ (Problem::Refused { .. } | Problem::Duplicate(_) | Problem::Busy | Problem::NoRoom) => {
                self.detail = Some(problem.to_string());
            }
            other => return Err(other.into()),
        }
        Ok(())
    }
}

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    AppPath(id): AppPath<CatatanId>,
) -> Answer {
    let today = Form::from([(DATED.key.to_owned(), ctx.today().to_string())]);
    let typed = typable(&app, &[&DATED], &today);
    page(&app, &ctx, kind, id, &Tried { typed, ..Tried::default() }).await
}

pub(super) async fn send(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    Extension(store): Extension<Store>,
    AppPath(id): AppPath<CatatanId>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let (key, makes) = STAGE;
    let made = typed.remove(key).is_some_and(|stage| stage == makes);
    if !made && let Some(number) = draft::proposed(&ctx, kind, &typed).await? {
        typed.insert(NUMBER.key.to_owned(), number);
    }
    let mut tried = Tried { typed: typed.clone(), ..Tried::default() };
    if made {
        match draft::make(&ctx, kind, &store, id, &typed).await {
            Ok(_) => return Ok(Redirect::to(&format!("/{}/{id}#lampiran", kind.info().name)).into_response()),
            Err(problem) => tried.refused(problem)?,
        }
    } else {
        match draft::prepare(&ctx, kind, id, &typed).await {
            Ok(draft) => tried.draft = Some(draft),
            Err(problem) => tried.refused(problem)?,
        }
    }
    page(&app, &ctx, kind, id, &tried).await
}

async fn page(app: &App, ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId, tried: &Tried) -> Answer {
    let info = kind.info();
    let head = kind.read(ctx, id, false).await?.head;
    let base = format!("/{}", info.name);
    let here = format!("{base}/{id}");
    let fields: Vec<&Field> = vec![&NUMBER, &DATED];
    let (key, makes) = STAGE;
    let body = html! {
        ol.crumb { li { a href=(base) { (info.title) } } li { a href=(here) { (head.number) } } li { "Buat surat" } }
        div.head { div {
            h1 { "Buat surat" }
            p.meta { (info.title) " " span.id { (head.number) } }
            p.lead { "Surat diisi dari catatan, lalu dilampirkan sebagai berkas Word. Nomornya tercatat di riwayat." }
        } }
        @if let Some(detail) = &tried.detail { p.note.bad role="alert" tabindex="-1" autofocus { (detail) } }
        @if head.withdrawn.is_some() {
            p.empty { "Catatan ini dibatalkan; pulihkan dahulu sebelum membuat suratnya." }
        } @else {
            form.form method="post" action={ (here) "/surat" } novalidate {
                (parts::errors(&fields, &tried.errors))
                (choice(info.more.letters, tried))
                (part(app, "Nomor dan tanggal", &fields, &tried.typed, &tried.errors))
                @if let Some(draft) = &tried.draft { (preview(draft)) }
                div.bottom {
                    @if tried.draft.is_some() {
                        button.btn.main name=(key) value=(makes) accesskey="s" { "Buat dan lampirkan " kbd { "Alt+S" } }
                        button.btn name=(key) value="lihat" { "Lihat lagi" }
                    } @else {
                        button.btn.main name=(key) value="lihat" accesskey="s" { "Lihat isinya " kbd { "Alt+S" } }
                    }
                    a.btn.quiet href=(here) { "Batal" }
                }
            }
        }
    };
    Ok(layout::page(app, ctx, "Buat surat", &base, &body).into_response())
}

fn choice(letters: &[Letter], tried: &Tried) -> Markup {
    let chosen = tried.typed.get(WHICH).map_or("", String::as_str);
    let error = tried.errors.iter().find(|error| error.field == WHICH);
    html! {
        fieldset.part {
            legend { "Surat" }
            div class=(if error.is_some() { "field bad" } else { "field" }) {
                label for=(WHICH) { "Surat yang dibuat" span.opt { "wajib" } }
                select id=(WHICH) name=(WHICH) aria-invalid=[error.map(|_| "true")]
                    aria-describedby=[error.map(|_| "jenis-e")] {
                    option value="" { "— pilih —" }
                    @for letter in letters {
                        option value=(letter.code) selected[letter.code == chosen] { (letter.title) }
                    }
                }
                @if let Some(error) = error { p.err id="jenis-e" { (error.detail) } }
            }
        }
    }
}

/// What the letter would say, placeholder by placeholder.
fn preview(draft: &Draft) -> Markup {
    html! {
        section.box {
            h2 { "Yang akan diisikan: " (draft.letter.title) }
            dl.fields {
                @for (label, text) in &draft.filled { div { dt { (label) } dd { (text) } } }
            }
            @if draft.filled.iter().any(|(_, text)| text == BLANK) {
                p.hint { "Yang bertitik-titik belum ada di catatan, atau tidak boleh Anda lihat; tulis dengan tangan." }
            }
        }
    }
}
