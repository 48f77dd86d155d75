//! To whom the records go that are parted: somebody merged before, somebody new, or somebody else, who is sought here.

use std::collections::HashMap;

use kernel::form::Form;
use kernel::{Ctx, FieldError, OrangId, Problem, Result};
use maud::{Markup, html};
use people::{FIELDS, Shown};
use web::{App, parts};

use super::find;
use super::part_page::{Mixed, STEP};
use crate::Registry;

/// The key under which a form says to whom the records go.
pub(super) const TO: &str = "orang_id";
/// The key of the address of somebody else.
pub(super) const ADDRESS: &str = "alamat_orang";
/// What [`TO`] says of somebody whose address is given.
pub(super) const OTHER: &str = "lain";
/// The key of the text by which somebody else is sought.
const SOUGHT: &str = "cari";

/// People on record who may be meant.
#[derive(Default)]
pub(super) struct Others {
    people: Vec<Shown>,
    /// Whether they were sought, and so whether it is said that there are none.
    sought: bool,
    /// Whether there are more.
    more: bool,
}

impl Others {
    /// Whether a form has a text to seek by.
    pub(super) fn are_sought(typed: &Form) -> bool {
        typed.get(SOUGHT).is_some_and(|text| !text.trim().is_empty())
    }

    /// Who is found by what was typed, as the search over everything finds and logs it; somebody who was chosen before stays.
    ///
    /// # Errors
    /// As [`find::find`], but for a text that cannot be sought, which is told.
    pub(super) async fn sought(
        registry: &Registry,
        ctx: &Ctx,
        mixed: &Mixed,
        typed: &Form,
    ) -> Result<(Self, Vec<FieldError>)> {
        let text = typed.get(SOUGHT).map_or("", String::as_str);
        let mut others = Self::chosen(ctx, mixed, typed).await?;
        let found = match find::find(registry, ctx, text, None).await {
            Ok(found) => found,
            Err(Problem::Invalid(errors)) => return Ok((others, errors)),
            Err(other) => return Err(other),
        };
        let known: Vec<OrangId> = others.people.iter().map(|person| person.id).chain([mixed.person.id]).collect();
        let fresh = found.people.into_iter().map(|person| person.shown).filter(|shown| !known.contains(&shown.id));
        others.people.extend(fresh);
        (others.sought, others.more) = (true, found.next.is_some());
        Ok((others, Vec::new()))
    }

    /// Somebody on record who was chosen, so that the choice stands when the form is shown again.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn chosen(ctx: &Ctx, mixed: &Mixed, typed: &Form) -> Result<Self> {
        let id = typed.get(TO).and_then(|text| text.trim().parse().ok()).map(OrangId);
        let other = |id: &OrangId| *id != mixed.person.id && mixed.merged.iter().all(|person| person.id != *id);
        let Some(id) = id.filter(other) else { return Ok(Self::default()) };
        match people::show(ctx, id, false).await {
            Ok(person) => Ok(Self { people: vec![person], ..Self::default() }),
            Err(Problem::NotFound) => Ok(Self::default()),
            Err(problem) => Err(problem),
        }
    }
}

/// The choice.
pub(super) fn whom(
    app: &App,
    (mixed, others): (&Mixed, &Others),
    typed: &Form,
    wrong: &HashMap<&str, &FieldError>,
) -> Markup {
    let to = typed.get(TO).map_or("", String::as_str);
    let text = |key: &str| typed.get(key).map_or("", String::as_str);
    html! {
        fieldset.part.choice {
            legend { "Kepada siapa" }
            @for person in &mixed.merged {
                label { input type="radio" name=(TO) value=(person.id) checked[to == person.id.to_string()]; span { (person.form.get("nama").map_or("Orang", String::as_str)) ", yang pernah digabung ke orang ini" } }
            }
            label { input type="radio" name=(TO) value="baru" checked[to == "baru"]; span { "Orang baru, dengan data di bawah" } }
            div class=(if wrong.contains_key(SOUGHT) { "field bad" } else { "field" }) {
                label for=(SOUGHT) { "Cari orang lain yang sudah tercatat" }
                input id=(SOUGHT) name=(SOUGHT) autocomplete="off" aria-describedby="cari-h" value=(text(SOUGHT));
                p.hint id="cari-h" { "Sebagian nama, NIK, nomor dokumen atau nomor catatan; pilih orangnya dari yang ditemukan." }
                div { button.btn name=(STEP) value="cari" { "Cari orangnya" } }
            }
            @for person in &others.people {
                label { input type="radio" name=(TO) value=(person.id) checked[to == person.id.to_string()]; span { (told(app, person)) } }
            }
            @if others.sought && others.people.is_empty() {
                p.empty role="status" { "Tidak ada orang lain yang cocok di kantor Anda. Coba sebagian nama saja, atau nomor yang utuh." }
            }
            @if others.more { p.hint role="status" { "Masih ada yang lain. Tulis nama yang lebih lengkap, atau nomor yang utuh." } }
            label { input type="radio" name=(TO) value=(OTHER) checked[to == OTHER]; span { "Orang lain, menurut alamat halamannya" } }
            div class=(if wrong.contains_key(ADDRESS) { "field bad" } else { "field" }) {
                label for=(ADDRESS) { "Alamat halaman orang lain itu" }
                input id=(ADDRESS) name=(ADDRESS) autocomplete="off" aria-describedby="alamat-orang-h" value=(text(ADDRESS));
                p.hint id="alamat-orang-h" { "Buka halamannya, lalu salin dari bilah alamat peramban." }
            }
        }
    }
}

/// What tells somebody apart, masked.
fn told(app: &App, person: &Shown) -> Markup {
    let text = |key: &str| {
        let field = FIELDS.iter().find(|field| field.key == key)?;
        let text = person.form.get(key).filter(|text| !text.is_empty())?;
        Some(parts::readable(&app.house.reference, field, text))
    };
    html! {
        b { (text("nama").unwrap_or_else(|| "Orang".to_owned())) }
        @for key in ["nik", "nomor_dokumen", "tanggal_lahir", "daerah_asal"] {
            @if let Some(text) = text(key) { " · " (text) }
        }
        " · " a href={ "/orang/" (person.id) } { "buka halamannya" }
    }
}
