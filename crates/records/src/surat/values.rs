//! What may be filled into a letter, and with what.

use std::collections::BTreeMap;

use kernel::form::Sensitivity;
use kernel::{Ctx, Day};
use web::parts;

use crate::{AnyKind, Shown};

/// What stands where nothing is known, or the actor may not see it: it is written by hand.
pub(super) const BLANK: &str = "…………………";

/// What every letter has, beside the fields of its record: the placeholder, and what it stands for.
const EVERYWHERE: [(&str, &str); 11] = [
    ("nomor_surat", "Nomor surat ini"),
    ("tanggal_surat", "Tanggal surat ini"),
    ("kantor", "Nama kantor yang membuat surat"),
    ("kop_kantor", "Yang tertulis di atas nama kantor itu"),
    ("alamat_kantor", "Alamat kantor itu"),
    ("kontak_kantor", "Telepon dan surel kantor itu"),
    ("kepala_kantor", "Nama kepala kantor itu"),
    ("nip_kepala", "NIP kepala kantor itu"),
    ("petugas", "Nama pembuat surat"),
    ("hari_ini", "Hari surat dibuat"),
    ("nomor_catatan", "Nomor catatan"),
];

/// The placeholders of letters about records of a kind, each with what it stands for.
pub(super) fn known(kind: &dyn AnyKind) -> Vec<(&'static str, &'static str)> {
    let own = |key: &str| EVERYWHERE.iter().any(|(name, _)| *name == key);
    let fields = kind.fields().into_iter().filter(|field| !own(field.key)).map(|field| (field.key, field.label));
    EVERYWHERE.into_iter().chain(fields).collect()
}

/// Whether a placeholder is a protected field.
pub(super) fn protected(kind: &dyn AnyKind, name: &str) -> bool {
    kind.fields().iter().any(|field| field.key == name && field.sensitivity != Sensitivity::Open)
}

/// The text for each placeholder. Protected fields are filled in only where the record was opened.
pub(super) fn of(ctx: &Ctx, kind: &dyn AnyKind, shown: &Shown, (number, day): (&str, Day)) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for field in kind.fields() {
        let open = shown.revealed || field.sensitivity == Sensitivity::Open;
        let text = shown.form.get(field.key).filter(|_| open);
        let text = text.map_or_else(|| BLANK.to_owned(), |text| parts::readable(&ctx.house.reference, field, text));
        values.insert(field.key.to_owned(), text);
    }
    let office = ctx.house.letterheads.get(&ctx.actor.office).cloned().unwrap_or_default();
    let or_blank = |text: Option<String>| text.unwrap_or_else(|| BLANK.to_owned());
    let everywhere = [
        ("nomor_surat", number.to_owned()),
        ("tanggal_surat", parts::day(day)),
        ("kantor", ctx.actor.office_name.clone()),
        ("kop_kantor", or_blank(office.above)),
        ("alamat_kantor", or_blank(office.address)),
        ("kontak_kantor", or_blank(office.contact)),
        ("kepala_kantor", or_blank(office.head)),
        ("nip_kepala", or_blank(office.head_number)),
        ("petugas", ctx.actor.name.clone()),
        ("hari_ini", parts::day(ctx.today())),
        ("nomor_catatan", shown.head.number.clone()),
    ];
    values.extend(everywhere.map(|(name, text)| (name.to_owned(), text)));
    values
}
