//! The fields of kegiatan, and what they must agree in.

use kernel::form::{Field, FieldKind, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission};
use records::{Info, Kind, More, NoVerbs, Section};

use super::entity::{KEY, Model};
use super::measures;
use super::status::Status;

/// The kind.
#[derive(Clone, Copy)]
pub struct Kegiatan;

impl Kind for Kegiatan {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "kegiatan",
        table: "kegiatan",
        title: "Kegiatan",
        menu: Some(Section::Kelembagaan),
        prefix: "KGT",
        permission: Permission::Kelembagaan,
        person: false,
        day: KEY.tanggal,
        unique: None,
        same: &[KEY.judul.name, KEY.jenis_kegiatan.name, KEY.tanggal.name, KEY.tempat.name],
        measures: &[],
        columns: &["tanggal", "jenis_kegiatan", "judul", "jumlah_peserta"],
        filters: &["jenis_kegiatan"],
        more: More {
            parts: &[("peserta", "Peserta")],
            shown_at: &[KEY.kerja_sama.name],
            subject: Some(KEY.judul.name),
            pictured: true,
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.jenis_kegiatan, "Jenis kegiatan", FieldKind::Term("jenis_kegiatan")).required(),
        Field::new(KEY.judul, "Judul", FieldKind::Text(200)).required(),
        Field::new(KEY.tanggal, "Tanggal", FieldKind::Day).required(),
        Field::new(KEY.tempat, "Tempat", FieldKind::Text(200)),
        Field::new(KEY.daerah, "Daerah", FieldKind::Area),
        Field::new(KEY.kerja_sama, "Kerja sama", FieldKind::Link("kerja-sama")),
        Field::new(KEY.jumlah_peserta, "Jumlah peserta", FieldKind::Count)
            .help("Menurut daftar hadir. Peserta yang dicatat sebagai pencari kerja dihitung sendiri."),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let _ = values;
        Vec::new()
    }

    fn status(_: &Values) -> Status {
        Status::Tercatat
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
