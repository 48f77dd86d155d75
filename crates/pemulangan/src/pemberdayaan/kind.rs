//! The fields of pemberdayaan, and how they become a row.

use kernel::form::{Field, FieldKind, Values};
use kernel::ledger::Fact;
use kernel::period::day_of;
use kernel::rules::Rules;
use kernel::{Day, FieldError, House, Permission, Problem, Result};
use records::{Head, Info, Kind, REMARK, Sealer, Showing, Step, Weight};

use super::entity::Model;
use super::measures;
use super::status::Status;

const fn attendance(name: &'static str, title: &'static str, weight: Weight) -> Step {
    Step {
        name,
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
    &[attendance("hadir", "Hadir", Weight::Onward), attendance("tidak-hadir", "Tidak hadir", Weight::Other)];

/// The kind.
#[derive(Clone, Copy)]
pub struct Pemberdayaan;

impl Kind for Pemberdayaan {
    type Record = Model;

    const INFO: Info = Info {
        name: "pemberdayaan",
        table: "pemberdayaan",
        title: "Pemberdayaan",
        prefix: "PBD",
        permission: Permission::Pemulangan,
        person: true,
        day: "tanggal",
        unique: None,
        measures: &[measures::PEMBERDAYAAN],
        columns: &["tanggal", "kegiatan", "peserta"],
        filters: &["peserta"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("kegiatan", "Kegiatan", FieldKind::Text(200)).required().help("Misalnya pelatihan kewirausahaan."),
        Field::new("tanggal", "Tanggal", FieldKind::DayWithin(366)).required(),
        Field::new("peserta", "Peserta sebagai", FieldKind::Term("peserta_pemberdayaan")).required(),
        Field::new("hadir", "Hadir", FieldKind::YesNo),
        Field::new("tempat", "Tempat", FieldKind::Text(200)),
        Field::new("kepulangan", "Kepulangan", FieldKind::Link("kepulangan")).help("Misalnya PLG-2025-000123."),
    ];

    const STEPS: &'static [Step] = STEPS;

    const BESIDE: &'static [(&'static str, &'static str)] = &[("kegiatan", "Kegiatan dan calon")];

    const SHOWN_AT: &'static [&'static str] = &["kepulangan"];

    fn check(values: &Values) -> Vec<FieldError> {
        let _ = values;
        Vec::new()
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
        known(values.maybe("hadir"), values.need_day("tanggal")?, &head)?;
        Ok(Model {
            id: head.id,
            orang_id: head.somebody()?,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: Status::of(values.maybe("hadir")),
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            kegiatan: values.need_text("kegiatan")?,
            tanggal: values.need_day("tanggal")?,
            peserta: values.need_text("peserta")?,
            hadir: values.maybe("hadir"),
            tempat: values.text("tempat"),
            kepulangan_id: values.link("kepulangan"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .text("kegiatan", Some(&r.kegiatan))
            .day("tanggal", Some(r.tanggal))
            .text("peserta", Some(&r.peserta))
            .flag("hadir", r.hadir)
            .text("tempat", r.tempat.as_deref())
            .link("kepulangan", r.kepulangan_id);
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn verdict(record: &Model, step: &str) -> Result<(), &'static str> {
        match (step, record.hadir) {
            ("hadir", Some(true)) => Err("sudah dicatat hadir."),
            ("tidak-hadir", Some(false)) => Err("sudah dicatat tidak hadir."),
            _ => Ok(()),
        }
    }

    fn step(record: &Model, step: &str, _: &Values, head: Head, _: &House) -> Result<Model> {
        let came = match step {
            "hadir" => Some(true),
            "tidak-hadir" => Some(false),
            _ => return Err(Problem::NotFound),
        };
        known(came, record.tanggal, &head)?;
        Ok(Model {
            status: Status::of(came),
            hadir: came,
            versi: head.version,
            diubah_pada: head.changed,
            ..record.clone()
        })
    }
}

/// Who came is known on the day of the activity, and not before.
fn known(came: Option<bool>, day: Day, head: &Head) -> Result<()> {
    if came.is_some() && day > day_of(head.changed) {
        let detail = format!("Kegiatannya baru {}. Catat kehadiran sejak hari itu.", day.format("%d/%m/%Y"));
        return Err(FieldError::new("hadir", detail).into());
    }
    Ok(())
}
