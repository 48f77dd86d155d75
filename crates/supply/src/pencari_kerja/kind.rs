//! The fields of pencari kerja, and how they become a row.

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
pub struct PencariKerja;

impl Kind for PencariKerja {
    type Record = Model;

    const INFO: Info = Info {
        name: "pencari-kerja",
        table: "pencari_kerja",
        title: "Pencari kerja",
        prefix: "PKJ",
        permission: Permission::Supply,
        person: true,
        day: "dicatat_pada",
        unique: None,
        measures: &[measures::DATA_SUPPLY],
        columns: &["dicatat_pada", "sumber", "negara_minat", "pendidikan"],
        filters: &["sumber", "negara_minat"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("dicatat_pada", "Tanggal dicatat", FieldKind::Day).required(),
        Field::new("sumber", "Sumber", FieldKind::Term("sumber_supply")).required(),
        Field::new("berminat", "Berminat bekerja di luar negeri", FieldKind::YesNo).required(),
        Field::new("negara_minat", "Negara yang diminati", FieldKind::Country),
        Field::new("pendidikan", "Pendidikan", FieldKind::Term("pendidikan")),
        Field::new("keterampilan", "Keterampilan", FieldKind::Text(200)),
        Field::new("keterangan", "Keterangan", FieldKind::Long),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let _ = values;
        Vec::new()
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            orang_id: head.somebody()?,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: Status::Tercatat,
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            dicatat_pada: values.need_day("dicatat_pada")?,
            sumber: values.need_text("sumber")?,
            berminat: values.flag("berminat"),
            negara_minat: values.text("negara_minat"),
            pendidikan: values.text("pendidikan"),
            keterampilan: values.text("keterampilan"),
            keterangan: values.text("keterangan"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .day("dicatat_pada", Some(r.dicatat_pada))
            .text("sumber", Some(&r.sumber))
            .flag("berminat", Some(r.berminat))
            .text("negara_minat", r.negara_minat.as_deref())
            .text("pendidikan", r.pendidikan.as_deref())
            .text("keterampilan", r.keterampilan.as_deref())
            .text("keterangan", r.keterangan.as_deref());
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
