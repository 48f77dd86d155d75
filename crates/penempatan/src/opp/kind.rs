//! The fields of a participant, and what they must agree in.

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
pub struct Opp;

impl Kind for Opp {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "opp",
        table: "opp",
        title: "Peserta OPP",
        menu: Some(Section::Penempatan),
        prefix: "OPP",
        permission: Permission::Penempatan,
        person: true,
        day: KEY.dijadwalkan_pada,
        unique: None,
        same: &[KEY.dijadwalkan_pada.name],
        measures: &[measures::PEMAHAMAN],
        columns: &["dijadwalkan_pada", "p3mi", "nilai_awal", "nilai_akhir"],
        filters: &[],
        more: More::NONE,
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.p3mi, "P3MI", FieldKind::Text(160)),
        Field::new(KEY.dijadwalkan_pada, "Tanggal OPP", FieldKind::DayAhead).required(),
        Field::new(KEY.hadir, "Hadir", FieldKind::YesNo),
        Field::new(KEY.nilai_awal, "Nilai awal", FieldKind::Score),
        Field::new(KEY.nilai_akhir, "Nilai akhir", FieldKind::Score),
        Field::new(KEY.alasan_absen, "Alasan tidak hadir", FieldKind::Text(200)),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let scored = values.get(KEY.nilai_akhir).is_some() && values.get(KEY.hadir) != Some(true);
        let wrong = FieldError::new(KEY.hadir, "Yang bernilai pasti hadir: isi ya, atau kosongkan nilai akhir.");
        if scored { vec![wrong] } else { Vec::new() }
    }

    fn status(values: &Values) -> Status {
        Status::of(values.get(KEY.hadir))
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
