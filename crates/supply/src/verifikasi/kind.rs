//! The fields of verifikasi, and what they must agree in.

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
pub struct Verifikasi;

impl Kind for Verifikasi {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "verifikasi",
        table: "verifikasi",
        title: "Verifikasi dokumen",
        menu: Some(Section::Penempatan),
        prefix: "VRF",
        permission: Permission::Supply,
        person: true,
        day: KEY.dijadwalkan_pada,
        unique: None,
        same: &[KEY.skema.name, KEY.dijadwalkan_pada.name],
        measures: &[measures::VERIFIKASI],
        columns: &["dijadwalkan_pada", "skema", "diperiksa_pada", "hasil"],
        filters: &["skema", "hasil"],
        more: More::NONE,
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.skema, "Skema", FieldKind::Term("skema")).required(),
        Field::new(KEY.nomor_pendaftaran, "Nomor pendaftaran", FieldKind::Text(60)),
        Field::new(KEY.dijadwalkan_pada, "Tanggal jadwal", FieldKind::DayAhead).required(),
        Field::new(KEY.hadir, "Hadir", FieldKind::YesNo),
        Field::new(KEY.diperiksa_pada, "Tanggal diperiksa", FieldKind::Day),
        Field::new(KEY.hasil, "Hasil", FieldKind::Term("hasil_verifikasi")),
        Field::new(KEY.kekurangan, "Kekurangan", FieldKind::Text(300)),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if values.get(KEY.diperiksa_pada).is_some() && values.get(KEY.hadir) != Some(true) {
            errors.push(FieldError::new(
                "hadir",
                "Yang diperiksa pasti hadir: isi ya, atau kosongkan tanggal diperiksa.",
            ));
        }
        errors
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
