//! The fields of pemberdayaan, and what they must agree in.

use chrono::{DateTime, Utc};
use kernel::form::{Field, FieldKind, Values};
use kernel::ledger::Fact;
use kernel::period::day_of;
use kernel::rules::Rules;
use kernel::{Day, FieldError, House, Permission, Result};
use records::{Head, Info, Kind, More, REMARK, Section, Step, Verbs, Weight};

use super::entity::{KEY, Model};
use super::measures;
use super::status::Status;
use super::table::Verb;

const fn attendance(verb: Verb, title: &'static str, weight: Weight) -> Step {
    Step {
        name: verb.code(),
        title,
        hint: "Kehadirannya di kegiatan ini.",
        fields: &[],
        reason: REMARK,
        done: title,
        right: None,
        weight,
    }
}

const STEPS: &[Step] =
    &[attendance(Verb::Hadir, "Hadir", Weight::Onward), attendance(Verb::TidakHadir, "Tidak hadir", Weight::Other)];

/// The kind.
#[derive(Clone, Copy)]
pub struct Pemberdayaan;

impl Kind for Pemberdayaan {
    type Record = Model;
    type Verb = Verb;

    const INFO: Info = Info {
        name: "pemberdayaan",
        table: "pemberdayaan",
        title: "Pemberdayaan",
        menu: Some(Section::Pelindungan),
        prefix: "PBD",
        permission: Permission::Pemulangan,
        person: true,
        day: KEY.tanggal,
        unique: None,
        same: &[KEY.kegiatan.name, KEY.tanggal.name],
        measures: &[measures::PEMBERDAYAAN],
        columns: &["tanggal", "kegiatan", "peserta"],
        filters: &["peserta"],
        more: More { shown_at: &["kepulangan"], beside: &[("kegiatan", "Kegiatan dan calon")], ..More::NONE },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.kegiatan, "Kegiatan", FieldKind::Text(200)).required().help("Misalnya pelatihan kewirausahaan."),
        Field::new(KEY.tanggal, "Tanggal", FieldKind::DayWithin(366)).required(),
        Field::new(KEY.peserta, "Peserta sebagai", FieldKind::Term("peserta_pemberdayaan")).required(),
        Field::new(KEY.hadir, "Hadir", FieldKind::YesNo),
        Field::new(KEY.tempat, "Tempat", FieldKind::Text(200)),
        Field::new(KEY.kepulangan, "Kepulangan", FieldKind::Link("kepulangan")).help("Misalnya PLG-2025-000123."),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let _ = values;
        Vec::new()
    }

    fn status(values: &Values) -> Status {
        Status::of(values.get(KEY.hadir))
    }

    fn completed(record: Model) -> Result<Model> {
        known(record.hadir, record.tanggal, record.diubah_pada)?;
        Ok(record)
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn step(record: &Model, verb: Verb, _: &Values, head: Head, _: &House) -> Result<Model> {
        let came = match verb {
            Verb::Hadir => Some(true),
            Verb::TidakHadir => Some(false),
        };
        known(came, record.tanggal, head.changed)?;
        Ok(Model {
            status: verb.cell(record.status).onward(record.status)?,
            hadir: came,
            versi: head.version,
            diubah_pada: head.changed,
            ..record.clone()
        })
    }
}

/// Who came is known on the day of the activity, and not before.
fn known(came: Option<bool>, day: Day, recorded: DateTime<Utc>) -> Result<()> {
    if came.is_some() && day > day_of(recorded) {
        let detail = format!("Kegiatannya baru {}. Catat kehadiran sejak hari itu.", kernel::period::written(day));
        return Err(FieldError::new(KEY.hadir, detail).into());
    }
    Ok(())
}
