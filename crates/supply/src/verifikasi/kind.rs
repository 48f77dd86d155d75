//! The fields of verifikasi, and how they become a row.

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
pub struct Verifikasi;

impl Kind for Verifikasi {
    type Record = Model;

    const INFO: Info = Info {
        name: "verifikasi",
        table: "verifikasi",
        title: "Verifikasi dokumen",
        prefix: "VRF",
        permission: Permission::Supply,
        person: true,
        day: "dijadwalkan_pada",
        unique: None,
        measures: &[measures::VERIFIKASI],
        columns: &["dijadwalkan_pada", "skema", "diperiksa_pada", "hasil"],
        filters: &["skema", "hasil"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("skema", "Skema", FieldKind::Term("skema")).required(),
        Field::new("nomor_pendaftaran", "Nomor pendaftaran", FieldKind::Text(60)),
        Field::new("dijadwalkan_pada", "Tanggal jadwal", FieldKind::DayAhead).required(),
        Field::new("hadir", "Hadir", FieldKind::YesNo),
        Field::new("diperiksa_pada", "Tanggal diperiksa", FieldKind::Day),
        Field::new("hasil", "Hasil", FieldKind::Term("hasil_verifikasi")),
        Field::new("kekurangan", "Kekurangan", FieldKind::Text(300)),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if values.day("diperiksa_pada").is_some() && values.maybe("hadir") != Some(true) {
            errors.push(FieldError::new(
                "hadir",
                "Yang diperiksa pasti hadir: isi ya, atau kosongkan tanggal diperiksa.",
            ));
        }
        errors
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            orang_id: head.somebody()?,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: Status::of(values),
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            skema: values.need_text("skema")?,
            nomor_pendaftaran: values.text("nomor_pendaftaran"),
            dijadwalkan_pada: values.need_day("dijadwalkan_pada")?,
            hadir: values.maybe("hadir"),
            diperiksa_pada: values.day("diperiksa_pada"),
            hasil: values.text("hasil"),
            kekurangan: values.text("kekurangan"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .text("skema", Some(&r.skema))
            .text("nomor_pendaftaran", r.nomor_pendaftaran.as_deref())
            .day("dijadwalkan_pada", Some(r.dijadwalkan_pada))
            .flag("hadir", r.hadir)
            .day("diperiksa_pada", r.diperiksa_pada)
            .text("hasil", r.hasil.as_deref())
            .text("kekurangan", r.kekurangan.as_deref());
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
