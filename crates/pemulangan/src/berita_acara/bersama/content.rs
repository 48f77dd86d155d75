//! What stands in the record of a handover of many.

use kernel::form::Form;
use kernel::{Ctx, Problem, Result};
use serde_json::{Value, json};
use web::parts;

use super::super::content::{BLANK, Row, above, spoken};
use super::handover::Handover;
use super::{GIVER, GIVER_NUMBER, PLACE, RECEIVER_NUMBER, RECEIVER_OFFICE};
use crate::kedatangan::entity as arrival;
use crate::penumpang::Passenger;

pub(super) const TITLE: &str = "BERITA ACARA SERAH TERIMA";
pub(super) const GIVER_AS: &str = "selanjutnya disebut PIHAK PERTAMA, dan";
pub(super) const RECEIVER_AS: &str = "selanjutnya disebut PIHAK KEDUA.";
pub(super) const ANNEX: &str = "LAMPIRAN BERITA ACARA SERAH TERIMA";
pub(super) const CLOSING: &str = "Demikian berita acara serah terima ini dibuat dengan sebenarnya untuk dipergunakan \
    sebagaimana mestinya. Sejak ditandatangani, PIHAK KEDUA bertanggung jawab atas orang atau jenazah yang diterimanya.";
pub(super) const HEADS: [&str; 7] = ["No", "Nama", "L/P", "NIK", "Paspor atau SPLP", "Daerah asal", "Nomor kepulangan"];

/// A signature: as what, who, and under which number.
pub(super) type Sign = (String, String, String);

pub(super) struct Content {
    pub above: Vec<String>,
    pub office: String,
    pub below: Vec<String>,
    pub number: String,
    pub opening: String,
    pub giver: Vec<Row>,
    pub receiver: Vec<Row>,
    pub handed: String,
    pub counts: Vec<Row>,
    pub signs: [Sign; 3],
    pub annex_lead: String,
    pub people: Vec<Vec<String>>,
    pub footer: String,
}

impl Content {
    pub(super) fn json(&self) -> Value {
        json!({
            "above": self.above, "office": self.office, "below": self.below, "title": TITLE, "number": self.number,
            "opening": self.opening, "giver": self.giver, "giver_as": GIVER_AS, "receiver": self.receiver,
            "receiver_as": RECEIVER_AS, "handed": self.handed, "counts": self.counts, "closing": CLOSING,
            "signs": self.signs, "annex": ANNEX, "annex_lead": self.annex_lead, "heads": HEADS, "people": self.people,
            "footer": self.footer,
        })
    }
}

pub(super) async fn of(
    ctx: &Ctx,
    (flight, handover): (&arrival::Model, &Handover<'_>),
    typed: &Form,
    reveal: bool,
) -> Result<Content> {
    let first = handover.first();
    let office = first.kantor_id;
    let name = ctx.house.offices.by_id(office).map_or("", |office| office.name.as_str());
    let head = ctx.house.letterheads.get(&office).cloned().unwrap_or_default();
    let or_blank = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or(BLANK).to_owned();
    let said = |key: &str| typed.get(key).map(String::as_str);
    let number = or_blank(first.nomor_ba.as_deref());
    let receiver = or_blank(first.penerima.as_deref());
    let as_what = first.jenis_penerima.as_deref().map(|code| {
        ctx.house.reference.term("penerima_pulang", code).map_or_else(|| parts::words(code), |term| term.label.clone())
    });
    let giver = said(GIVER.key).unwrap_or(&ctx.actor.name).to_owned();
    let row = |label: &str, text: String| (label.to_owned(), text);
    let day = first.serah_terima_pada.map_or_else(|| BLANK.to_owned(), spoken);
    let place = said(PLACE.key).unwrap_or(name);
    Ok(Content {
        above: head.above.map_or_else(|| above(ctx, office), |text| text.lines().map(str::to_owned).collect()),
        office: name.to_uppercase(),
        below: [head.address, head.contact].into_iter().flatten().collect(),
        opening: format!("Pada {day}, bertempat di {place}, yang bertanda tangan di bawah ini:"),
        giver: vec![
            row("Nama", giver.clone()),
            row("NIP", or_blank(said(GIVER_NUMBER.key))),
            row("Instansi", name.to_owned()),
        ],
        receiver: vec![
            row("Nama", receiver.clone()),
            row("Selaku", or_blank(as_what.as_deref())),
            row("NIP atau nomor identitas", or_blank(said(RECEIVER_NUMBER.key))),
            row("Instansi", or_blank(said(RECEIVER_OFFICE.key))),
        ],
        handed: handed(ctx, flight, handover.people.len()),
        counts: counts(ctx, &handover.people),
        signs: [
            (row("PIHAK PERTAMA", giver), said(GIVER_NUMBER.key)),
            (row("PIHAK KEDUA", receiver), said(RECEIVER_NUMBER.key)),
            (row("Saksi", or_blank(first.saksi.as_deref())), None),
        ]
        .map(|((side, name), number)| (side, name, number.map(str::to_owned).unwrap_or_default())),
        annex_lead: format!("Nomor {number}: {} orang dari penerbangan {}.", handover.people.len(), flight.penerbangan),
        number,
        people: annex(ctx, &handover.people, reveal).await?,
        footer: format!(
            "{} · dicetak oleh {} pada {} WIB{}",
            flight.nomor,
            ctx.actor.name,
            parts::instant(ctx.now()),
            if reveal { "" } else { " · nomor identitas tidak dibuka" }
        ),
    })
}

/// What is handed over, in a sentence.
fn handed(ctx: &Ctx, flight: &arrival::Model, many: usize) -> String {
    let from = flight.negara.as_deref().map(|code| {
        let country = ctx.house.reference.country(code);
        format!(" dari {}", country.map_or(code, |country| country.name.as_str()))
    });
    format!(
        "PIHAK PERTAMA menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA menerima, {many} ({}) Pekerja Migran Indonesia yang tiba dengan \
         {}{} pada {}, dengan nama dan nomor seperti pada lampiran yang tidak terpisahkan dari berita acara ini. Menurut daerah asal:",
        in_words(many),
        flight.penerbangan,
        from.unwrap_or_default(),
        kernel::period::spelled(flight.tiba_pada),
    )
}

/// A province as people read it.
fn province(ctx: &Ctx, one: &Passenger) -> String {
    let area = one.province().and_then(|code| ctx.house.reference.area(code));
    area.map_or_else(|| "Belum diketahui".to_owned(), |area| area.name.clone())
}

/// How many are from where.
fn counts(ctx: &Ctx, people: &[&Passenger]) -> Vec<Row> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for one in people {
        let name = province(ctx, one);
        match counts.iter_mut().find(|(held, _)| *held == name) {
            Some((_, many)) => *many += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    counts.into_iter().map(|(name, many)| (name, format!("{many} orang"))).collect()
}

/// A row for each person; numbers only where they are opened.
async fn annex(ctx: &Ctx, people: &[&Passenger], reveal: bool) -> Result<Vec<Vec<String>>> {
    let ids: Vec<_> = people.iter().filter(|_| reveal).map(|one| one.record.orang_id).collect();
    let opened = people::models(ctx.db(), &ids).await?;
    let mut rows = Vec::with_capacity(people.len());
    for (at, one) in (1..).zip(people) {
        let form = match opened.get(&one.record.orang_id).map(|person| people::text(ctx, person)) {
            Some(Ok(form)) => form,
            // Who was erased has no numbers any more.
            None | Some(Err(Problem::NotFound)) => Form::new(),
            Some(Err(other)) => return Err(other),
        };
        let text = |key: &str| form.get(key).cloned().unwrap_or_default();
        let area = one.area.as_deref().and_then(|code| ctx.house.reference.area(code));
        rows.push(vec![
            format!("{at}"),
            one.name.clone(),
            one.sex.clone().unwrap_or_default(),
            text(people::key::NIK.name),
            text(people::key::NOMOR_DOKUMEN.name),
            area.map(|area| area.name.clone()).unwrap_or_default(),
            one.record.nomor.clone(),
        ]);
    }
    Ok(rows)
}

const ONES: [&str; 12] =
    ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];

/// A count in words, as an official paper has it beside the figure.
fn in_words(many: usize) -> String {
    let rest = |rest: usize| if rest == 0 { String::new() } else { format!(" {}", in_words(rest)) };
    match many {
        0..=11 => ONES.get(many).copied().unwrap_or_default().to_owned(),
        12..=19 => format!("{} belas", in_words(many - 10)),
        20..=99 => format!("{} puluh{}", in_words(many / 10), rest(many % 10)),
        100..=199 => format!("seratus{}", rest(many - 100)),
        200..=999 => format!("{} ratus{}", in_words(many / 100), rest(many % 100)),
        1_000..=1_999 => format!("seribu{}", rest(many - 1_000)),
        2_000..=999_999 => format!("{} ribu{}", in_words(many / 1_000), rest(many % 1_000)),
        _ => many.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_count_is_said_in_words() {
        for (many, words) in [
            (1, "satu"),
            (11, "sebelas"),
            (12, "dua belas"),
            (20, "dua puluh"),
            (57, "lima puluh tujuh"),
            (100, "seratus"),
            (103, "seratus tiga"),
            (110, "seratus sepuluh"),
            (211, "dua ratus sebelas"),
            (1_019, "seribu sembilan belas"),
            (2_345, "dua ribu tiga ratus empat puluh lima"),
        ] {
            assert_eq!(super::in_words(many), words);
        }
    }
}
