//! The fields of rehabilitasi, and how they become a row.

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
pub struct Rehabilitasi;

impl Kind for Rehabilitasi {
    type Record = Model;

    const INFO: Info = Info {
        name: "rehabilitasi",
        table: "rehabilitasi",
        title: "Rehabilitasi",
        prefix: "RHB",
        permission: Permission::Pemulangan,
        person: true,
        day: "didata_pada",
        unique: None,
        measures: &[measures::REHABILITASI],
        columns: &["didata_pada", "pelaksanaan_pada", "tempat"],
        filters: &[],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("didata_pada", "Tanggal didata", FieldKind::Day).required(),
        Field::new("bermasalah", "PMI bermasalah", FieldKind::YesNo)
            .required()
            .help("ya bila semasa bekerja mengalami permasalahan."),
        Field::new("identifikasi_pada", "Tanggal identifikasi kebutuhan", FieldKind::Day),
        Field::new("pelaksanaan_pada", "Tanggal pelaksanaan", FieldKind::Day),
        Field::new("selesai_pada", "Tanggal selesai", FieldKind::Day),
        Field::new("ditolak_pada", "Tanggal menolak", FieldKind::Day).help("Ada surat pernyataan penolakan."),
        Field::new("tempat", "Tempat", FieldKind::Text(200)),
        Field::new("kebutuhan", "Kebutuhan", FieldKind::Text(500)).health(),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together("selesai_pada", "pelaksanaan_pada", "Isi tanggal pelaksanaan dahulu."),
            values.in_order("didata_pada", "identifikasi_pada", "Tidak mungkin sebelum didata."),
            values.in_order("didata_pada", "pelaksanaan_pada", "Tidak mungkin sebelum didata."),
            values.in_order("pelaksanaan_pada", "selesai_pada", "Tidak mungkin sebelum pelaksanaan."),
        ])
    }

    fn build(head: Head, values: &Values, seal: &Sealer<'_>) -> Result<Model> {
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
            didata_pada: values.need_day("didata_pada")?,
            bermasalah: values.flag("bermasalah"),
            identifikasi_pada: values.day("identifikasi_pada"),
            pelaksanaan_pada: values.day("pelaksanaan_pada"),
            selesai_pada: values.day("selesai_pada"),
            ditolak_pada: values.day("ditolak_pada"),
            tempat: values.text("tempat"),
            kebutuhan_sandi: seal.text(values, "kebutuhan")?,
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .day("didata_pada", Some(r.didata_pada))
            .flag("bermasalah", Some(r.bermasalah))
            .day("identifikasi_pada", r.identifikasi_pada)
            .day("pelaksanaan_pada", r.pelaksanaan_pada)
            .day("selesai_pada", r.selesai_pada)
            .day("ditolak_pada", r.ditolak_pada)
            .text("tempat", r.tempat.as_deref())
            .sealed("kebutuhan", r.kebutuhan_sandi.as_ref())?;
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
