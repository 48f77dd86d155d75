//! The fields of a participant, and how they become a row.

use kernel::form::{Field, FieldKind, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission, Result};
use records::{Head, Info, Kind, Sealer, Showing};

use super::entity::Model;
use super::measures;
use super::status::Status;

/// The kind.
#[derive(Clone, Copy)]
pub struct Opp;

impl Kind for Opp {
    type Record = Model;

    const INFO: Info = Info {
        name: "opp",
        table: "opp",
        title: "Peserta OPP",
        prefix: "OPP",
        permission: Permission::Penempatan,
        person: true,
        day: "dijadwalkan_pada",
        unique: None,
        measures: &[measures::PEMAHAMAN],
        columns: &["dijadwalkan_pada", "p3mi", "nilai_awal", "nilai_akhir"],
        filters: &[],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("p3mi", "P3MI", FieldKind::Text(160)),
        Field::new("dijadwalkan_pada", "Tanggal OPP", FieldKind::DayAhead).required(),
        Field::new("hadir", "Hadir", FieldKind::YesNo),
        Field::new("nilai_awal", "Nilai awal", FieldKind::Score),
        Field::new("nilai_akhir", "Nilai akhir", FieldKind::Score),
        Field::new("alasan_absen", "Alasan tidak hadir", FieldKind::Text(200)),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let scored = values.int("nilai_akhir").is_some() && values.maybe("hadir") != Some(true);
        let wrong = FieldError::new("hadir", "Yang bernilai pasti hadir: isi ya, atau kosongkan nilai akhir.");
        if scored { vec![wrong] } else { Vec::new() }
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
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
            p3mi: values.text("p3mi"),
            dijadwalkan_pada: values.need_day("dijadwalkan_pada")?,
            hadir: values.maybe("hadir"),
            nilai_awal: values.int("nilai_awal"),
            nilai_akhir: values.int("nilai_akhir"),
            alasan_absen: values.text("alasan_absen"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .text("p3mi", r.p3mi.as_deref())
            .day("dijadwalkan_pada", Some(r.dijadwalkan_pada))
            .flag("hadir", r.hadir)
            .score("nilai_awal", r.nilai_awal)
            .score("nilai_akhir", r.nilai_akhir)
            .text("alasan_absen", r.alasan_absen.as_deref());
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
