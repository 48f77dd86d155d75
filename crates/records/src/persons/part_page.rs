//! The page on which somebody takes apart what was mixed up: which records go, to whom, and what becomes of the numbers. What was
//! chosen is shown once more before it is done.

use std::collections::HashMap;

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::{Form, parse};
use kernel::{CatatanId, Ctx, FieldError, OrangId, Problem, Result, history};
use maud::{Markup, html};
use people::{FIELDS, Number, Parting, Shown, Whom, aliases, require_to_join};
use serde::Deserialize;
use web::{App, AppForm as Body, AppPath, AppQuery, Console, Failure, Routes, layout, parts};

use super::file::{self, Entry};
use super::part::{self, Asked};
use super::part_whom::{ADDRESS, OTHER, Others, TO, whom};
use crate::surface::by_field;
use crate::surface::form::part as fields_of;
use crate::{REASON, Registry};

pub(super) fn router() -> Routes {
    Routes::new().get("/orang/{id}/pisahkan", show).post("/orang/{id}/pisahkan", go)
}

#[derive(Deserialize)]
struct Query {
    /// A merged person whose records are chosen to begin with.
    ke: Option<OrangId>,
}

/// The key under which a form says what it is for: `tinjau`, `pisahkan`, `pilih` or `cari`.
pub(super) const STEP: &str = "langkah";
/// The keys under which a form says what becomes of the numbers, with the field.
const NUMBERS: [(&str, &str, &str); 2] = [("nik_ke", "nik", "NIK"), ("dokumen_ke", "nomor_dokumen", "Nomor dokumen")];

/// The key of a record in the form.
fn mark(entry: &Entry) -> String {
    format!("catatan:{}:{}", entry.kind.info().name, entry.row.head.id)
}

/// A person whose records may be parted, with what is known of each record.
pub(super) struct Mixed {
    /// The person.
    pub person: Shown,
    /// Who was merged into the person.
    pub merged: Vec<Shown>,
    records: Vec<Entry>,
    /// The name that was typed, where it is another.
    typed: HashMap<CatatanId, String>,
    /// The person from whom a record came.
    came: HashMap<CatatanId, OrangId>,
}

impl Mixed {
    async fn of(registry: &Registry, ctx: &Ctx, id: OrangId) -> Result<Self> {
        let person = people::show(ctx, id, false).await?;
        let merged = people::absorbed(ctx, person.id).await?;
        let records = file::of(registry, ctx, &[person.id]).await?;
        let ids: Vec<CatatanId> = records.iter().map(|entry| entry.row.head.id).collect();
        let typed = aliases::in_records(ctx.db(), &ids).await?;
        let came = history::came_from(ctx.db(), &ids).await?;
        Ok(Self { person, merged, records, typed, came })
    }

    fn name_of(&self, id: OrangId) -> Option<&str> {
        let person = self.merged.iter().find(|person| person.id == id)?;
        person.form.get("nama").map(String::as_str)
    }
}

async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    AppQuery(query): AppQuery<Query>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    let mixed = Mixed::of(&registry, &ctx, id).await?;
    if mixed.person.merged.is_some() {
        return Ok(Redirect::to(&format!("/orang/{}/pisahkan", mixed.person.id)).into_response());
    }
    let mut typed = Form::new();
    if let Some(back) = query.ke.filter(|id| mixed.name_of(*id).is_some()) {
        typed.insert(TO.to_owned(), back.to_string());
        let own = mixed.records.iter().filter(|entry| mixed.came.get(&entry.row.head.id) == Some(&back));
        typed.extend(own.map(|entry| (mark(entry), "1".to_owned())));
    }
    Ok(choose(&app, &ctx, (&mixed, &Others::default()), &typed, &[]).into_response())
}

async fn go(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    Body(typed): Body<Form>,
) -> Result<Response, Failure> {
    require_to_join(&ctx)?;
    let step = typed.get(STEP).map_or("", String::as_str);
    if step == "cari" && Others::are_sought(&typed) {
        let mixed = Mixed::of(&registry, &ctx, id).await?;
        let (others, errors) = Others::sought(&registry, &ctx, &mixed, &typed).await?;
        return Ok(choose(&app, &ctx, (&mixed, &others), &typed, &errors).into_response());
    }
    let done = match asked(&ctx, id, &typed) {
        Err(problem) => Err(problem),
        Ok(asked) if step == "pisahkan" => {
            part::part(&registry, &ctx, &asked).await.map(|to| Some(Redirect::to(&format!("/orang/{to}"))))
        }
        Ok(_) if step == "pilih" => Err(Problem::Invalid(Vec::new())),
        Ok(asked) => part::try_out(&registry, &ctx, &asked).await.map(|()| None),
    };
    let errors = match done {
        Ok(Some(onward)) => return Ok(onward.into_response()),
        Err(Problem::Invalid(errors)) if step != "pilih" => errors,
        Ok(None) | Err(Problem::Invalid(_)) => Vec::new(),
        Err(problem @ Problem::Refused { .. }) => vec![FieldError::new(TO, problem.to_string())],
        Err(other) => return Err(other.into()),
    };
    let mixed = Mixed::of(&registry, &ctx, id).await?;
    if errors.is_empty() && step != "pilih" {
        return Ok(preview(&app, &ctx, &mixed, &typed).await?.into_response());
    }
    let others = Others::chosen(&ctx, &mixed, &typed).await?;
    Ok(choose(&app, &ctx, (&mixed, &others), &typed, &errors).into_response())
}

/// What a form asks for.
fn asked(ctx: &Ctx, id: OrangId, typed: &Form) -> Result<Asked> {
    let version: i64 = typed.get("versi").and_then(|v| v.parse().ok()).ok_or(Problem::Stale)?;
    let text = |key: &str| typed.get(key).map_or("", |text| text.trim());
    let unsaid = || Problem::field(TO, "Pilih kepada siapa catatannya pergi.");
    let to = match text(TO) {
        "baru" => {
            let fields: Vec<_> = FIELDS.iter().collect();
            let form: Form =
                FIELDS.iter().filter_map(|f| Some((f.key.to_owned(), typed.get(f.key)?.clone()))).collect();
            Whom::New(parse(&fields, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values)
        }
        // The user may paste the full address of the other person's page.
        OTHER => {
            let address = text(ADDRESS).trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let wrong = |_| Problem::field(ADDRESS, "Bukan alamat orang lain. Salin alamat halamannya.");
            Whom::Known(address.parse().map_err(wrong)?, None)
        }
        id => Whom::Known(id.parse().map_err(|_| unsaid())?, None),
    };
    let number = |key: &str| match text(key) {
        "ikut" => Number::Goes,
        "lepas" => Number::Nobodys,
        _ => Number::Stays,
    };
    let [nik, document] = NUMBERS.map(|(key, ..)| number(key));
    let record = |key: &String| {
        let (kind, id) = key.strip_prefix("catatan:")?.split_once(':')?;
        Some((kind.to_owned(), id.parse().ok()?))
    };
    Ok(Asked {
        parting: Parting { from: id, version: Some(version), to, nik, document },
        records: typed.keys().filter_map(record).collect(),
        reason: text(REASON.key).to_owned(),
    })
}

fn head(mixed: &Mixed, lead: &str) -> Markup {
    let id = mixed.person.id;
    html! {
        ol.crumb { li { a href="/orang" { "Orang" } } li { a href={ "/orang/" (id) } { "Orang ini" } } li { "Pisahkan" } }
        div.head { div { h1 { "Pisahkan catatan" } p.lead { (lead) } } }
    }
}

/// A line of the table of records.
fn line(mixed: &Mixed, entry: &Entry, first: Option<&Markup>) -> Markup {
    let head = &entry.row.head;
    let came = mixed.came.get(&head.id).and_then(|id| mixed.name_of(*id));
    html! {
        tr {
            @if let Some(first) = first { td { (first) } }
            td { a.id href=(entry.href()) { (head.number) } }
            td { (entry.kind.info().title) }
            td.one { (entry.day().and_then(|day| day.parse().ok()).map_or_else(|| "—".to_owned(), parts::day)) }
            td {
                @if let Some(name) = mixed.typed.get(&head.id) { "tertulis " b { (name) } br; }
                @if let Some(name) = came { "dari penggabungan " (name) }
            }
        }
    }
}

fn choose(app: &App, ctx: &Ctx, (mixed, others): (&Mixed, &Others), typed: &Form, errors: &[FieldError]) -> Markup {
    let wrong = by_field(errors);
    let id = mixed.person.id;
    let on = |key: &str| typed.contains_key(key);
    let fields: Vec<_> = FIELDS.iter().collect();
    let body = html! {
        (head(mixed, "Untuk orang yang memegang catatan dua orang. Pilih catatan yang bukan miliknya, lalu kepada siapa catatan itu pergi."))
        @if !errors.is_empty() {
            div.errors role="alert" tabindex="-1" autofocus { h2 { "Belum dipisahkan" } ul { @for error in errors { li { (error.detail) } } } }
        }
        @for person in &mixed.merged {
            p { a href={ "/orang/" (id) "/pisahkan?ke=" (person.id) } { "Kembalikan " (person.form.get("nama").map_or("orang", String::as_str)) ", yang pernah digabung ke orang ini" } }
        }
        form.form method="post" action={ "/orang/" (id) "/pisahkan" } novalidate {
            input type="hidden" name="versi" value=(typed.get("versi").cloned().unwrap_or_else(|| mixed.person.version.to_string()));
            fieldset.part {
                legend { "Catatan yang pergi" }
                @if mixed.records.is_empty() { p.muted { "Tidak ada catatan tentang orang ini yang boleh Anda baca." } }
                div.scroll { table.list {
                    thead { tr { th scope="col" { "Pergi" } th scope="col" { "Nomor" } th scope="col" { "Jenis" } th scope="col" { "Hari" } th scope="col" { "Nama" } } }
                    tbody { @for entry in &mixed.records {
                        @let key = mark(entry);
                        @let tick = html! { input type="checkbox" name=(key) value="1" checked[on(&key)] aria-label={ (entry.row.head.number) " pergi" }; };
                        (line(mixed, entry, Some(&tick)))
                    } }
                } }
            }
            (whom(app, (mixed, others), typed, &wrong))
            (numbers(mixed, typed))
            (fields_of(app, "Data orang baru, bila ke orang baru", &fields, typed, errors))
            (parts::input(&app.house.reference, &REASON, typed.get(REASON.key).map_or("", String::as_str), wrong.get(REASON.key).copied()))
            div.bottom {
                button.btn.main name=(STEP) value="tinjau" { "Tinjau dahulu" }
                a.btn.quiet href={ "/orang/" (id) } { "Batal" }
            }
        }
        p { a href={ "/orang/" (id) "/pastikan?isian=catatan" } { "Semua catatan memang tentang orang ini" } }
        (parts::lists(&app.house.reference))
    };
    layout::page(app, ctx, "Pisahkan", "/orang", &body)
}

/// What becomes of each number that the person has.
fn numbers(mixed: &Mixed, typed: &Form) -> Markup {
    html! {
        @for (key, field, label) in NUMBERS {
            @if let Some(number) = mixed.person.form.get(field) {
                @let chosen = typed.get(key).map_or("tetap", String::as_str);
                fieldset.part.choice {
                    legend { (label) " " span.mask { (number) } }
                    @for (value, words) in [("tetap", "Milik orang ini: tetap"), ("ikut", "Milik orang yang dituju: ikut pergi"), ("lepas", "Bukan milik siapa pun, misalnya nomor pengisi: lepaskan")] {
                        label { input type="radio" name=(key) value=(value) checked[chosen == value]; span { (words) } }
                    }
                }
            }
        }
    }
}

/// What was chosen, once more.
async fn preview(app: &App, ctx: &Ctx, mixed: &Mixed, typed: &Form) -> Result<Markup> {
    let id = mixed.person.id;
    let name = |person: &Shown| person.form.get("nama").cloned().unwrap_or_else(|| "orang ini".to_owned());
    let to = match asked(ctx, id, typed)?.parting.to {
        Whom::New(values) => format!("orang baru: {}", values.get(people::key::NAMA).unwrap_or_default()),
        Whom::Known(other, _) => match mixed.merged.iter().find(|person| person.id == other) {
            Some(person) => format!("{}, yang kembali menjadi orang tersendiri", name(person)),
            None => name(&people::show(ctx, other, false).await?),
        },
    };
    let (gone, stay): (Vec<&Entry>, Vec<&Entry>) =
        mixed.records.iter().partition(|entry| typed.contains_key(&mark(entry)));
    let body = html! {
        (head(mixed, "Belum ada yang dipisahkan. Periksa sekali lagi."))
        section.box {
            h2 { "Pergi ke " (to) }
            @if gone.is_empty() { p.muted { "Tidak ada catatan yang pergi." } }
            div.scroll { table.list { tbody { @for entry in &gone { (line(mixed, entry, None)) } } } }
        }
        section.box {
            h2 { "Tetap pada " (name(&mixed.person)) }
            @if stay.is_empty() { p.muted { "Tidak ada catatan yang tetap." } }
            div.scroll { table.list { tbody { @for entry in &stay { (line(mixed, entry, None)) } } } }
        }
        @for (key, field, label) in NUMBERS {
            @if let (Some(number), Some(what)) = (mixed.person.form.get(field), typed.get(key)) {
                p.note {
                    (label) " " span.mask { (number) } ": "
                    @match what.as_str() {
                        "ikut" => "ikut pergi.",
                        "lepas" => "dilepaskan, bukan milik siapa pun.",
                        _ => { "tetap pada " (name(&mixed.person)) "." }
                    }
                }
            }
        }
        p.note { "Angka triwulan yang sudah ditutup tidak berubah. Angka yang belum ditutup dihitung menurut orang yang benar." }
        form method="post" action={ "/orang/" (id) "/pisahkan" } {
            @for (key, text) in typed.iter().filter(|(key, _)| key.as_str() != STEP) { input type="hidden" name=(key) value=(text); }
            div.bottom {
                button.btn.main name=(STEP) value="pisahkan" { "Pisahkan" }
                button.btn.quiet name=(STEP) value="pilih" { "Ubah pilihan" }
            }
        }
    };
    Ok(layout::page(app, ctx, "Pisahkan", "/orang", &body))
}
