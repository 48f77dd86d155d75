//! The fields of penempatan, and how they become a row.

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
pub struct Penempatan;

impl Kind for Penempatan {
    type Record = Model;

    const INFO: Info = Info {
        name: "penempatan",
        table: "penempatan",
        title: "Penempatan",
        prefix: "PNP",
        permission: Permission::Penempatan,
        person: true,
        day: "epmi_terbit_pada",
        unique: Some("nomor_epmi"),
        measures: &[measures::PENEMPATAN],
        columns: &["epmi_terbit_pada", "skema", "negara", "p3mi"],
        filters: &["skema", "negara"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("skema", "Skema", FieldKind::Term("skema")).required(),
        Field::new("negara", "Negara penempatan", FieldKind::Country).required(),
        Field::new("jabatan", "Jabatan", FieldKind::Text(120)),
        Field::new("p3mi", "P3MI", FieldKind::Text(160)),
        Field::new("nomor_epmi", "Nomor E-PMI", FieldKind::Text(60)),
        Field::new("epmi_terbit_pada", "Tanggal terbit E-PMI", FieldKind::Day),
        Field::new("batal_pada", "Tanggal batal", FieldKind::Day),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together("nomor_epmi", "epmi_terbit_pada", "Isi tanggal terbit E-PMI."),
            values.together("epmi_terbit_pada", "nomor_epmi", "Isi nomor E-PMI."),
            values.in_order("epmi_terbit_pada", "batal_pada", "Tidak mungkin sebelum E-PMI terbit."),
        ])
    }

    fn build(head: Head, values: &Values, _: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            orang_id: head.somebody()?,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: Status::of(values.day("epmi_terbit_pada"), values.day("batal_pada")),
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            skema: values.need_text("skema")?,
            negara: values.need_text("negara")?,
            jabatan: values.text("jabatan"),
            p3mi: values.text("p3mi"),
            nomor_epmi: values.text("nomor_epmi"),
            epmi_terbit_pada: values.day("epmi_terbit_pada"),
            batal_pada: values.day("batal_pada"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .text("skema", Some(&r.skema))
            .text("negara", Some(&r.negara))
            .text("jabatan", r.jabatan.as_deref())
            .text("p3mi", r.p3mi.as_deref())
            .text("nomor_epmi", r.nomor_epmi.as_deref())
            .day("epmi_terbit_pada", r.epmi_terbit_pada)
            .day("batal_pada", r.batal_pada);
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
