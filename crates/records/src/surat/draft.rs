//! A letter before it is made, and making it.

use std::collections::BTreeMap;

use kernel::form::{Field, FieldKind, Form, parse};
use kernel::period::written;
use kernel::{CatatanId, Ctx, Day, FieldError, Permission, Problem, Result};
use lampiran::Store;
use naskah::template::{self, NoTemplate};
use web::parts;

use super::{templat, values};
use crate::attached::{self, Attached, Came, Upload, attach};
use crate::letter_numbers::{self, Numbered};
use crate::step::TANGGAL;
use crate::{AnyKind, Letter, Shown};

/// The key by which a letter is chosen.
pub(super) const WHICH: &str = "jenis";
/// The number of the letter.
pub(super) const NUMBER: Field = Field::asked("nomor_surat", "Nomor surat", FieldKind::Text(80)).required().help(
    "Dari buku agenda surat keluar kantor. Bila dikosongkan, Lihat isinya mengusulkan nomor berikutnya dari surat sejenis; boleh diganti.",
);
/// The day of the letter.
pub(super) const DATED: Field = Field::asked(TANGGAL.name, "Tanggal surat", FieldKind::Day).required();

/// A letter with what would be filled in.
pub(super) struct Draft {
    pub(super) letter: &'static Letter,
    /// The placeholders of its template, each once: what they stand for, and what would be filled in.
    pub(super) filled: Vec<(&'static str, String)>,
    number: String,
    day: Day,
    record: String,
    template: Vec<u8>,
    values: BTreeMap<String, String>,
}

impl Draft {
    /// The name of the file.
    fn file(&self) -> String {
        let number: String = self.number.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        format!("{} {number} {}.docx", self.letter.title, self.record)
    }
}

/// The letter that a form asks for, with what would be filled in, from the template of the office that writes it. The record is read, and the read is logged; it is opened only if the
/// template has a protected field and the actor may see it.
///
/// # Errors
/// [`Problem::Invalid`] by field, [`Problem::Forbidden`], [`Problem::NotFound`].
pub(super) async fn prepare(ctx: &Ctx, kind: &dyn AnyKind, id: CatatanId, typed: &Form) -> Result<Draft> {
    kind.head(ctx, id).await?;
    let (letter, number, day) = understood(ctx, kind, typed)?;
    let template = templat::in_force(ctx, kind, letter).await?;
    let names: Vec<String> =
        template::placeholders(&template).map_err(unreadable)?.into_iter().map(|one| one.name).collect();
    let open = ctx.actor.may(Permission::RevealPeople) && names.iter().any(|name| values::protected(kind, name));
    let shown = kind.read(ctx, id, open).await?;
    not_before(kind, &shown, day)?;
    let values = values::of(ctx, kind, &shown, (&number, day));
    let known = values::known(kind).into_iter().filter(|(name, _)| names.iter().any(|other| other == name));
    let filled = known.map(|(name, label)| (label, values.get(name).cloned().unwrap_or_default())).collect();
    Ok(Draft { letter, filled, number, day, record: shown.head.number, template, values })
}

/// Makes a letter and attaches it: its file, the line of history and the record's version are one transaction.
///
/// # Errors
/// As [`prepare`]; [`Problem::Duplicate`] when the record has a letter of that kind and number; those of attaching.
pub async fn make(ctx: &Ctx, kind: &dyn AnyKind, store: &Store, id: CatatanId, typed: &Form) -> Result<Attached> {
    let draft = prepare(ctx, kind, id, typed).await?;
    let is = |remark: &String| letter_numbers::is_of(remark, draft.letter.title, &draft.number);
    let same = |one: &Attached| one.remark.as_ref().is_some_and(is);
    let all = attached::of(ctx, kind.info().name, id).await?;
    if let Some(one) = all.iter().find(|one| one.removed.is_none() && same(one)) {
        return Err(exists(&draft, one));
    }
    ctx.house.space.for_uploads().await?;
    let bytes = template::fill(&draft.template, &draft.values).map_err(unreadable)?;
    let day = parts::day(draft.day);
    let upload = Upload {
        name: draft.file(),
        bytes,
        remark: letter_numbers::remark(draft.letter.title, &draft.number, &day),
        paper: String::new(),
        numbered: Some(Numbered {
            class: templat::code(kind, draft.letter),
            title: draft.letter.title,
            number: draft.number.clone(),
            day: draft.day,
        }),
        told: Some(format!("{} nomor {} tanggal {day} dibuat.", draft.letter.title, draft.number)),
    };
    match attach(ctx, kind, store, (id, upload)).await? {
        Came::New(attached, _) => Ok(attached),
        Came::Known(attached) => Err(exists(&draft, &attached)),
    }
}

/// The next number of the letter that a form asks for, where the form has none and the actor's office has numbered such a letter before.
///
/// # Errors
/// [`Problem::Forbidden`], or any database error.
pub(super) async fn proposed(ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> Result<Option<String>> {
    ctx.actor.require(kind.info().permission)?;
    let said = |key: &str| typed.get(key).map(|text| text.trim()).filter(|text| !text.is_empty());
    let letter = said(WHICH).and_then(|code| kind.info().more.letters.iter().find(|letter| letter.code == code));
    let day = Form::from([(DATED.key.to_owned(), said(DATED.key).unwrap_or_default().to_owned())]);
    let day = parse(&[&DATED], &day, &ctx.house.reference, ctx.today()).ok();
    let day = day.and_then(|parsed| parsed.values.get(TANGGAL));
    match (letter, day) {
        (Some(letter), Some(day)) if said(NUMBER.key).is_none() => {
            letter_numbers::next(ctx, &templat::code(kind, letter), day).await
        }
        _ => Ok(None),
    }
}

/// Refuses a day before that of the record: its year would free a number that is used.
fn not_before(kind: &dyn AnyKind, shown: &Shown, day: Day) -> Result<()> {
    let received = shown.form.get(kind.info().dated(&shown.form)).and_then(|text| text.parse::<Day>().ok());
    let Some(received) = received.filter(|received| day < *received) else { return Ok(()) };
    let received = written(received);
    let detail =
        format!("Tanggal surat tidak boleh sebelum catatan diterima ({received}). Periksa hari, bulan dan tahunnya.");
    Err(Problem::field(DATED.key, detail))
}

/// The letters of other kinds that have the number which a form asks for; none where it cannot be read.
///
/// # Errors
/// [`Problem::Forbidden`], or any database error.
pub(super) async fn others(ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> Result<Vec<letter_numbers::Model>> {
    ctx.actor.require(kind.info().permission)?;
    match understood(ctx, kind, typed) {
        Ok((letter, number, day)) => letter_numbers::of_others(ctx, &templat::code(kind, letter), (&number, day)).await,
        Err(_) => Ok(Vec::new()),
    }
}

fn exists(draft: &Draft, attached: &Attached) -> Problem {
    letter_numbers::attached(draft.letter.title, &draft.number, &attached.name)
}

fn unreadable(_: NoTemplate) -> Problem {
    Problem::internal("the template of a letter cannot be read")
}

/// The letter, its number and its day; what is wrong with any of them is told at once.
fn understood(ctx: &Ctx, kind: &dyn AnyKind, typed: &Form) -> Result<(&'static Letter, String, Day)> {
    let letters = kind.info().more.letters;
    let mut rest = typed.clone();
    let code = rest.remove(WHICH).unwrap_or_default();
    let letter = letters.iter().find(|letter| letter.code == code.trim());
    let parsed = parse(&[&NUMBER, &DATED], &rest, &ctx.house.reference, ctx.today());
    let number = rest.get(NUMBER.key).map(|text| text.trim()).filter(|text| !text.is_empty());
    let odd = number.and_then(letter_numbers::wrong).map(|detail| FieldError::new(NUMBER.key, detail));
    match (letter, parsed) {
        (Some(letter), Ok(parsed)) if odd.is_none() => {
            let number = parsed.values.text(&NUMBER).unwrap_or_default().to_owned();
            Ok((letter, number, parsed.values.need(TANGGAL)?))
        }
        (letter, parsed) => {
            let codes: Vec<&str> = letters.iter().map(|letter| letter.code).collect();
            let detail = format!("Pilih suratnya: {}.", codes.join(", "));
            let wrong = letter.is_none().then(|| FieldError::new(WHICH, detail));
            let wrong = wrong.into_iter().chain(parsed.err().into_iter().flatten()).chain(odd);
            Err(Problem::Invalid(wrong.collect()))
        }
    }
}
