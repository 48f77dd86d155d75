//! One step with many passengers, each by a command of its own.

use kernel::form::{Field, Form, Values, parse};
use kernel::{CatatanId, Ctx, KantorId, Problem, Result};
use records::{Change, DAY, Kind, NOT_TRIED, Step, TANGGAL, kind, left_out, stopped, verdict};

use super::Passenger;
use super::tidur::{self, Beds};
use crate::kedatangan::entity as arrival;
use crate::kepulangan::entity::{KEY, Model};
use crate::kepulangan::{Kepulangan, Verb, nomor_ba};
use crate::layanan::entity::KEY as SERVICE;

/// The most passengers at once.
pub(super) const MOST: usize = 200;

/// The steps that can be taken with many passengers.
pub(super) const VERBS: [Verb; 3] = [Verb::Berangkatkan, Verb::Tampung, Verb::SerahTerima];

/// What is the same for many, and what each has of its own if it is left empty.
const OWN: [(&str, &str); 2] = [
    (KEY.tujuan.name, "Kosong berarti daerah asal masing-masing, seperti di tabel."),
    (KEY.kantor_asal.name, "Kosong berarti kantor daerah asal masing-masing, seperti di tabel."),
];

/// The step of a word.
///
/// # Errors
/// [`Problem::Invalid`] at `langkah`.
pub(super) fn step(word: &str) -> Result<(Verb, &'static Step)> {
    let verb = VERBS.into_iter().find(|verb| verb.code() == word);
    let known = verb.and_then(|verb| Some((verb, Kepulangan::STEPS.iter().find(|step| step.name == verb.code())?)));
    known.ok_or_else(|| {
        let words: Vec<&str> = VERBS.iter().map(|verb| verb.code()).collect();
        Problem::field("langkah", format!("Pilih salah satu: {}.", words.join(", ")))
    })
}

/// The fields that are asked once for all; a bed is asked of each.
pub(super) fn fields(step: &'static Step) -> Vec<Field> {
    let own = |field: &Field| {
        let help = OWN.iter().find(|(key, _)| *key == field.key).map_or(field.help, |(_, help)| *help);
        let help = if field.key == KEY.biaya_rp.name { "Dalam rupiah, untuk setiap orang." } else { help };
        Field { help, ..*field }
    };
    step.asks().into_iter().filter(|field| field.key != SERVICE.nomor_tempat_tidur.name).map(own).collect()
}

/// A passenger with the version that was seen.
pub(super) type Chosen = Vec<(CatatanId, i64)>;

/// What became of a passenger: why the step was not taken; none if it was.
pub(super) struct Told {
    /// The return.
    pub id: CatatanId,
    /// Its number.
    pub number: String,
    /// The name.
    pub name: String,
    /// Why not.
    pub why: Option<String>,
}

/// Whether a passenger allows a step.
///
/// # Errors
/// Why not.
pub(super) fn allowed(ctx: &Ctx, one: &Passenger, verb: Verb) -> Result<(), &'static str> {
    verdict::<Kepulangan>(&one.record, verb)?;
    Kepulangan::taken_by(ctx, &one.record, verb)
}

/// Looks at what was typed for all, before anything is done.
///
/// # Errors
/// All that is wrong with it.
pub(super) async fn check(
    ctx: &Ctx,
    flight: &arrival::Model,
    (verb, step): (Verb, &'static Step),
    typed: &Form,
) -> Result<()> {
    let values = parse(&step.asks(), typed, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
    if verb == Verb::SerahTerima {
        number_is_free(ctx, (flight.kantor_id, flight.id), &values).await?;
    }
    Ok(())
}

/// Refuses the number of a berita acara that another handover has, before anybody is handed over: each of them is looked at once more when it
/// is written.
async fn number_is_free(ctx: &Ctx, (office, flight): (KantorId, CatatanId), values: &Values) -> Result<()> {
    let Some(number) = values.get(KEY.nomor_ba) else { return Ok(()) };
    let of = (Some(flight.0), values.get(TANGGAL), values.get(KEY.penerima), values.get(KEY.jenis_penerima));
    let own = |row: &Model| {
        of == (row.kedatangan_id, row.serah_terima_pada, row.penerima.clone(), row.jenis_penerima.clone())
    };
    nomor_ba::free(ctx.db(), (office, &number), own).await
}

/// What a step is given for one passenger: what is the same for all, and the own destination and office.
fn own(ctx: &Ctx, one: &Passenger, step: &Step, typed: &Form) -> Form {
    let mut form = typed.clone();
    let mut fill = |key: &str, text: Option<String>| {
        let asked = step.fields.iter().any(|field| field.key == key);
        let empty = form.get(key).is_none_or(|text| text.trim().is_empty());
        if let Some(text) = text.filter(|_| asked && empty) {
            form.insert(key.to_owned(), text);
        }
    };
    fill(KEY.tujuan.name, one.destination().map(str::to_owned));
    fill(KEY.kantor_asal.name, one.receiving(ctx));
    form
}

/// What is said of who is no passenger any more.
pub(super) const GONE: &str =
    "Bukan (lagi) penumpang kedatangan ini: dibatalkan, dipindahkan, atau diubah kedatangannya.";

/// Takes a step with those who are chosen. Who was changed meanwhile or does not allow it stays as it is and says why. Where beds are given,
/// all are taken in, or nobody.
pub(super) async fn take(
    ctx: &Ctx,
    all: &[Passenger],
    (verb, step): (Verb, &'static Step),
    (chosen, beds, typed): (&Chosen, &Beds, &Form),
) -> Result<Vec<Told>> {
    let planned = typed.get(SERVICE.sampai_pada.name).is_some_and(|text| !text.trim().is_empty());
    if verb == Verb::Tampung && (planned || !beds.is_empty()) {
        return tidur::house(ctx, all, step, (chosen, beds, typed)).await;
    }
    let (mut told, mut halted) = (Vec::with_capacity(chosen.len()), false);
    for (id, seen) in chosen {
        let Some(one) = all.iter().find(|one| one.record.id == *id) else {
            told.push(Told { id: *id, number: "—".to_owned(), name: "—".to_owned(), why: Some(GONE.to_owned()) });
            continue;
        };
        let why = if halted {
            Some(NOT_TRIED.to_owned())
        } else if let Err(why) = allowed(ctx, one, verb) {
            Some(format!("Dilewati: {why}"))
        } else {
            let change = Change { id: *id, version: Some(*seen), reason: String::new(), happened: None };
            let taken = kind::<Kepulangan>().take(ctx, change, step.name, own(ctx, one, step, typed)).await;
            left_out(taken).unwrap_or_else(|problem| {
                halted = true;
                Some(stopped(&problem))
            })
        };
        told.push(Told { id: *id, number: one.record.nomor.clone(), name: one.name.clone(), why });
    }
    Ok(told)
}

/// What a form begins with: today, and the destination and office that all who are chosen share.
pub(super) fn begun(ctx: &Ctx, step: &Step, chosen: &[&Passenger]) -> Form {
    let mut form = Form::new();
    let asks = |key: &str| step.fields.iter().find(|field| field.key == key);
    if asks(DAY.key).is_some() {
        form.insert(DAY.key.to_owned(), kernel::period::written(ctx.today()));
    }
    let mut shared = |key: &str, texts: Vec<Option<String>>| {
        let first = texts.first().cloned().flatten();
        let same = first.filter(|first| texts.iter().all(|text| text.as_ref() == Some(first)));
        if let (Some(field), Some(text)) = (asks(key), same) {
            form.insert(key.to_owned(), web::parts::typable(&ctx.house.reference, field, &text));
        }
    };
    shared(KEY.tujuan.name, chosen.iter().map(|one| one.destination().map(str::to_owned)).collect());
    shared(KEY.kantor_asal.name, chosen.iter().map(|one| one.receiving(ctx)).collect());
    form
}
