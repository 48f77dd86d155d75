//! The page on which a letter is chosen, looked at, made and attached.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Field, Form};
use kernel::period::written;
use kernel::{CatatanId, Ctx, FieldError, Problem};
use lampiran::Store;
use maud::{Markup, html};
use web::{App, AppForm as Body, AppPath, Console, Failure, layout, parts};

use super::draft::{self, DATED, Draft, NUMBER, WHICH};
use super::templat::Which;
use super::values::BLANK;
use crate::letter_numbers::Model;
use crate::surface::This;
use crate::surface::form::{part, typable};
use crate::{AnyKind, Letter, Registry};

type Answer = Result<Response, Failure>;

/// The key of the button that was pressed, and the value of the one that makes the letter.
const STAGE: (&str, &str) = ("tahap", "buat");

/// The key of the number of which it was told that other letters have it.
const TOLD: &str = "nomor_diketahui";

/// What came of what was typed.
#[derive(Default)]
struct Tried {
    typed: Form,
    errors: Vec<FieldError>,
    detail: Option<String>,
    draft: Option<Draft>,
    /// The letters of other kinds with the same number.
    others: Vec<String>,
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
    (Extension(store), Extension(registry)): (Extension<Store>, Extension<Registry>),
    AppPath(id): AppPath<CatatanId>,
    Body(mut typed): Body<Form>,
) -> Answer {
    let (key, makes) = STAGE;
    let (pressed, told) = (typed.remove(key).is_some_and(|stage| stage == makes), typed.remove(TOLD));
    if !pressed && let Some(number) = draft::proposed(&ctx, kind, &typed).await? {
        typed.insert(NUMBER.key.to_owned(), number);
    }
    let others = draft::others(&ctx, kind, &typed).await?;
    let mut tried = Tried { typed: typed.clone(), ..Tried::default() };
    if pressed && (others.is_empty() || typed.get(NUMBER.key) == told.as_ref()) {
        match draft::make(&ctx, kind, &store, id, &typed).await {
            Ok(_) => return Ok(Redirect::to(&format!("/{}/{id}#lampiran", kind.info().name)).into_response()),
            Err(problem) => tried.refused(problem)?,
        }
    } else {
        match draft::prepare(&ctx, kind, id, &typed).await {
            Ok(draft) => tried.draft = Some(draft),
            Err(problem) => tried.refused(problem)?,
        }
        tried.others = named(&ctx, &registry, &others).await?;
    }
    page(&app, &ctx, kind, id, &tried).await
}

/// Each letter with its record, where the actor may see that.
async fn named(ctx: &Ctx, registry: &Registry, others: &[Model]) -> Result<Vec<String>, Failure> {
    let mut all = Vec::new();
    for one in others {
        let which = Which::find(registry, &one.surat).ok();
        let mut record = None;
        if let Some(Which { kind, .. }) = which.filter(|which| ctx.actor.may(which.kind.info().permission)) {
            let row = kind.labels(ctx, &[one.catatan_id]).await?.remove(&one.catatan_id);
            record = row.map(|row| format!("{} {}", kind.info().title, row.head.number));
        }
        let record = record.unwrap_or_else(|| "catatan yang tidak dapat Anda lihat".to_owned());
        let title = which.map_or("Surat lain", |which| which.letter.title);
        all.push(format!("{title} nomor {} tanggal {}, tentang {record}", one.nomor, written(one.tanggal)));
    }
    Ok(all)
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
                @if tried.draft.is_some() && !tried.others.is_empty() { (shared(tried)) }
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

/// The letters of other kinds that have the number. Who makes the letter then was told.
fn shared(tried: &Tried) -> Markup {
    html! {
        div.note.warn role="alert" {
            p {
                "Nomor ini sudah dipakai surat jenis lain tahun itu. Bila buku agenda kantor menomori tiap jenis surat sendiri, buat saja; "
                "bila tidak, ganti nomornya, lalu pilih Lihat lagi."
            }
            ul { @for one in &tried.others { li { (one) } } }
            input type="hidden" name=(TOLD) value=(tried.typed.get(NUMBER.key).map_or("", String::as_str));
        }
    }
}
