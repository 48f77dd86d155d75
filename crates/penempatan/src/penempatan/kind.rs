//! The fields of penempatan, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission};
use records::{Info, Kind, More, NoVerbs};

use super::entity::Model;
use super::measures;
use super::status::Status;

/// The kind.
#[derive(Clone, Copy)]
pub struct Penempatan;

impl Kind for Penempatan {
    type Record = Model;
    type Verb = NoVerbs;

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
        more: More::NONE,
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

    fn status(values: &Values) -> Status {
        Status::of(values.day("epmi_terbit_pada"), values.day("batal_pada"))
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
