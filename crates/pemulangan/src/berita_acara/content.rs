//! What stands in the record of a handover.

use chrono::Datelike;
use kernel::form::{FieldKind, Form};
use kernel::period::spelled;
use kernel::{Ctx, Day, KantorId};
use records::{Kind, Shown};
use serde_json::{Value, json};
use web::parts;

use crate::kepulangan::Kepulangan;

pub(super) type Row = (String, String);

/// Stands where something is to be filled in by hand.
pub(super) const BLANK: &str = "........................................";

pub(super) struct Content {
    pub above: Vec<String>,
    pub office: String,
    pub number: String,
    pub opening: String,
    pub receiver: Vec<Row>,
    pub person: Vec<Row>,
    pub handed: Vec<Row>,
    pub signs: [Row; 3],
    pub footer: String,
}

pub(super) const TITLE: &str = "BERITA ACARA SERAH TERIMA";
pub(super) const PERSON_LEAD: &str = "telah diserahkan Pekerja Migran Indonesia di bawah ini:";
pub(super) const HANDED_LEAD: &str = "dengan keterangan:";
pub(super) const CLOSING: &str = "Demikian berita acara serah terima ini dibuat dengan sebenarnya untuk dipergunakan \
    sebagaimana mestinya. Sejak ditandatangani, yang menerima bertanggung jawab atas orang atau jenazah yang diterimanya.";

impl Content {
    pub(super) fn json(&self) -> Value {
        json!({
            "above": self.above, "office": self.office, "title": TITLE, "number": self.number, "opening": self.opening,
            "receiver": self.receiver, "person_lead": PERSON_LEAD, "person": self.person, "handed_lead": HANDED_LEAD,
            "handed": self.handed, "closing": CLOSING, "signs": self.signs, "footer": self.footer,
        })
    }
}

/// The names of the offices above one, as they stand above its own.
pub(super) fn above(ctx: &Ctx, office: KantorId) -> Vec<String> {
    let offices = &ctx.house.offices;
    let mut above = Vec::new();
    let mut at = offices.by_id(office).and_then(|office| office.parent);
    while let Some(parent) = at.and_then(|id| offices.by_id(id)) {
        above.insert(0, parent.name.to_uppercase());
        at = parent.parent;
    }
    above
}

pub(super) fn of(ctx: &Ctx, shown: &Shown) -> Content {
    let office = ctx.house.offices.by_id(shown.head.office);
    let above = above(ctx, shown.head.office);
    let name = office.map_or("", |office| office.name.as_str());
    let form = &shown.form;
    let day = form.get("serah_terima_pada").and_then(|day| day.parse::<Day>().ok());
    let value = |key: &str| answer(ctx, form, key);
    let or_blank = |key: &str| form.get(key).cloned().unwrap_or_else(|| BLANK.to_owned());
    let row = |label: &str, key: &str| (label.to_owned(), value(key));
    Content {
        above,
        office: name.to_uppercase(),
        number: or_blank("nomor_ba"),
        opening: format!(
            "Pada {}, bertempat di {name}, kepada penerima:",
            day.map_or_else(|| BLANK.to_owned(), spoken)
        ),
        receiver: vec![row("Nama", "penerima"), row("Selaku", "jenis_penerima"), row("Saksi", "saksi")],
        person: vec![
            row("Nama", "nama"),
            row("Jenis kelamin", "jenis_kelamin"),
            row("Daerah asal", "daerah_asal"),
            row("Alamat", "alamat"),
            row("NIK", "nik"),
            row("Nomor paspor atau SPLP", "nomor_dokumen"),
        ],
        handed: vec![
            ("Nomor kepulangan".to_owned(), shown.head.number.clone()),
            row("Tiba", "tiba_pada"),
            row("Negara penempatan", "negara"),
            row("Kategori", "kategori"),
            row("Tujuan", "tujuan"),
            row("Dokumen jenazah", "dokumen_jenazah"),
            row("Kantor daerah asal", "kantor_asal"),
            row("Diberi tahu pada", "asal_diberi_tahu_pada"),
        ]
        .into_iter()
        .filter(|(label, text)| text != BLANK || !label.starts_with("Dokumen jenazah"))
        .collect(),
        signs: [
            ("Yang menyerahkan".to_owned(), ctx.actor.name.clone()),
            ("Yang menerima".to_owned(), or_blank("penerima")),
            ("Saksi".to_owned(), or_blank("saksi")),
        ],
        footer: format!(
            "{} · dicetak oleh {} pada {} WIB{}",
            shown.head.number,
            ctx.actor.name,
            parts::instant(ctx.now()),
            if shown.revealed { "" } else { " · isian terlindungi disamarkan" }
        ),
    }
}

/// What a field says, as people read it.
fn answer(ctx: &Ctx, form: &Form, key: &str) -> String {
    let Some(text) = form.get(key).filter(|text| !text.is_empty()) else { return BLANK.to_owned() };
    let field = people::FIELDS.iter().chain(Kepulangan::FIELDS).find(|field| field.key == key);
    match field {
        Some(field) if matches!(field.kind, FieldKind::Office) => {
            ctx.house.offices.by_code(text).map_or_else(|| text.clone(), |office| office.name.clone())
        }
        Some(field) => parts::readable(&ctx.house.reference, field, text),
        None => text.clone(),
    }
}

const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];

/// A day in words: `hari Senin tanggal 2 Juni 2025`.
pub(super) fn spoken(day: Day) -> String {
    let weekday = DAYS.get(day.weekday().num_days_from_monday() as usize).unwrap_or(&"");
    format!("hari {weekday} tanggal {}", spelled(day))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_is_said_in_words() {
        assert_eq!(super::spoken("2025-06-02".parse().unwrap()), "hari Senin tanggal 2 Juni 2025");
    }
}
