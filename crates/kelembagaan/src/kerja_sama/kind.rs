//! The fields of kerja sama, and how they become a row.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission, Result};
use records::{Head, Info, Kind, Sealer, Showing};

use super::entity::Model;
use super::measures;
use super::status::Status;

/// The kind.
#[derive(Clone, Copy)]
pub struct KerjaSama;

impl Kind for KerjaSama {
    type Record = Model;

    const INFO: Info = Info {
        name: "kerja-sama",
        table: "kerja_sama",
        title: "Kerja sama",
        prefix: "KSM",
        permission: Permission::Kelembagaan,
        person: false,
        day: "mulai_pada",
        unique: None,
        measures: &[],
        columns: &["mitra", "jenis_mitra", "mulai_pada", "sampai_pada"],
        filters: &["jenis_mitra"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("mitra", "Mitra", FieldKind::Text(160)).required(),
        Field::new("jenis_mitra", "Jenis mitra", FieldKind::Term("jenis_mitra")).required(),
        Field::new("nomor_naskah", "Nomor naskah", FieldKind::Text(120)).required(),
        Field::new("mulai_pada", "Mulai", FieldKind::Day).required(),
        Field::new("sampai_pada", "Sampai", FieldKind::DayAhead),
        Field::new("diakhiri_pada", "Diakhiri", FieldKind::Day),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.in_order("mulai_pada", "sampai_pada", "Tidak mungkin sebelum mulai."),
            values.in_order("mulai_pada", "diakhiri_pada", "Tidak mungkin sebelum mulai."),
        ])
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: if values.day("diakhiri_pada").is_some() { Status::Berakhir } else { Status::Berlaku },
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            mitra: values.need_text("mitra")?,
            jenis_mitra: values.need_text("jenis_mitra")?,
            nomor_naskah: values.need_text("nomor_naskah")?,
            mulai_pada: values.need_day("mulai_pada")?,
            sampai_pada: values.day("sampai_pada"),
            diakhiri_pada: values.day("diakhiri_pada"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .text("mitra", Some(&r.mitra))
            .text("jenis_mitra", Some(&r.jenis_mitra))
            .text("nomor_naskah", Some(&r.nomor_naskah))
            .day("mulai_pada", Some(r.mulai_pada))
            .day("sampai_pada", r.sampai_pada)
            .day("diakhiri_pada", r.diakhiri_pada);
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
