//! The fields of kerja sama, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission};
use records::{Info, Kind, More, NoVerbs, Section};

use super::entity::{KEY, Model};
use super::measures;
use super::status::Status;

/// The kind.
#[derive(Clone, Copy)]
pub struct KerjaSama;

impl Kind for KerjaSama {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "kerja-sama",
        table: "kerja_sama",
        title: "Kerja sama",
        menu: Some(Section::Kelembagaan),
        prefix: "KSM",
        permission: Permission::Kelembagaan,
        person: false,
        day: KEY.mulai_pada,
        unique: None,
        same: &[KEY.nomor_naskah.name, KEY.mitra.name],
        measures: &[],
        columns: &["mitra", "jenis_mitra", "mulai_pada", "sampai_pada"],
        filters: &["jenis_mitra"],
        more: More { pursued: false, ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.mitra, "Mitra", FieldKind::Text(160)).required(),
        Field::new(KEY.jenis_mitra, "Jenis mitra", FieldKind::Term("jenis_mitra")).required(),
        Field::new(KEY.nomor_naskah, "Nomor naskah", FieldKind::Text(120)).required(),
        Field::new(KEY.mulai_pada, "Mulai", FieldKind::Day).required(),
        Field::new(KEY.sampai_pada, "Sampai", FieldKind::DayAhead),
        Field::new(KEY.diakhiri_pada, "Diakhiri", FieldKind::Day),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.in_order(KEY.mulai_pada, KEY.sampai_pada, "Tidak mungkin sebelum mulai."),
            values.in_order(KEY.mulai_pada, KEY.diakhiri_pada, "Tidak mungkin sebelum mulai."),
        ])
    }

    fn status(values: &Values) -> Status {
        if values.get(KEY.diakhiri_pada).is_some() { Status::Berakhir } else { Status::Berlaku }
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
