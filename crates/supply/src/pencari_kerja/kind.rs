//! The fields of pencari kerja, and what they must agree in.

use kernel::form::{Field, FieldKind, Values};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission};
use records::{Info, Kind, More, NoVerbs, Section};

use super::entity::{KEY, Model};
use super::measures;
use super::status::Status;

/// The kind.
#[derive(Clone, Copy)]
pub struct PencariKerja;

impl Kind for PencariKerja {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "pencari-kerja",
        table: "pencari_kerja",
        title: "Pencari kerja",
        menu: Some(Section::Penempatan),
        prefix: "PKJ",
        permission: Permission::Supply,
        person: true,
        day: KEY.dicatat_pada,
        unique: None,
        same: &[KEY.dicatat_pada.name, KEY.sumber.name],
        measures: &[measures::DATA_SUPPLY],
        columns: &["dicatat_pada", "sumber", "negara_minat", "pendidikan"],
        filters: &["sumber", "negara_minat"],
        more: More::NONE,
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.dicatat_pada, "Tanggal dicatat", FieldKind::Day).required(),
        Field::new(KEY.sumber, "Sumber", FieldKind::Term("sumber_supply")).required(),
        Field::new(KEY.berminat, "Berminat bekerja di luar negeri", FieldKind::YesNo).required(),
        Field::new(KEY.negara_minat, "Negara yang diminati", FieldKind::Country),
        Field::new(KEY.pendidikan, "Pendidikan", FieldKind::Term("pendidikan")),
        Field::new(KEY.keterampilan, "Keterampilan", FieldKind::Text(200)),
        Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let _ = values;
        Vec::new()
    }

    fn status(_: &Values) -> Status {
        Status::Tercatat
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
