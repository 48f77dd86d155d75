//! The fields of kegiatan, and how they become a row.

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
pub struct Kegiatan;

impl Kind for Kegiatan {
    type Record = Model;

    const INFO: Info = Info {
        name: "kegiatan",
        table: "kegiatan",
        title: "Kegiatan",
        prefix: "KGT",
        permission: Permission::Kelembagaan,
        person: false,
        day: "tanggal",
        unique: None,
        measures: &[],
        columns: &["tanggal", "jenis_kegiatan", "judul", "jumlah_peserta"],
        filters: &["jenis_kegiatan"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("jenis_kegiatan", "Jenis kegiatan", FieldKind::Term("jenis_kegiatan")).required(),
        Field::new("judul", "Judul", FieldKind::Text(200)).required(),
        Field::new("tanggal", "Tanggal", FieldKind::Day).required(),
        Field::new("tempat", "Tempat", FieldKind::Text(200)),
        Field::new("daerah", "Daerah", FieldKind::Area),
        Field::new("kerja_sama", "Kerja sama", FieldKind::Link("kerja-sama")),
        Field::new("jumlah_peserta", "Jumlah peserta", FieldKind::Count),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let _ = values;
        Vec::new()
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: Status::Tercatat,
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            jenis_kegiatan: values.need_text("jenis_kegiatan")?,
            judul: values.need_text("judul")?,
            tanggal: values.need_day("tanggal")?,
            tempat: values.text("tempat"),
            daerah: values.text("daerah"),
            kerja_sama_id: values.link("kerja_sama"),
            jumlah_peserta: values.int("jumlah_peserta"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .text("jenis_kegiatan", Some(&r.jenis_kegiatan))
            .text("judul", Some(&r.judul))
            .day("tanggal", Some(r.tanggal))
            .text("tempat", r.tempat.as_deref())
            .text("daerah", r.daerah.as_deref())
            .link("kerja_sama", r.kerja_sama_id)
            .int("jumlah_peserta", r.jumlah_peserta);
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
