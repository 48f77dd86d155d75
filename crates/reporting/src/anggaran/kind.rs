//! The fields of anggaran, and what they must agree in.

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
pub struct Anggaran;

impl Kind for Anggaran {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "anggaran",
        table: "anggaran",
        title: "Anggaran",
        menu: Some(Section::Akuntabilitas),
        prefix: "AGR",
        permission: Permission::Perencanaan,
        person: false,
        day: KEY.tanggal,
        unique: None,
        same: &[KEY.kegiatan.name, KEY.tahun.name, KEY.jenis.name, KEY.revisi.name, KEY.tanggal.name, KEY.bukti.name],
        measures: &[],
        columns: &["tahun", "kegiatan", "jenis", "revisi", "jumlah_rp"],
        filters: &["jenis"],
        more: More::NONE,
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.tahun, "Tahun anggaran", FieldKind::Year).required(),
        Field::new(KEY.kegiatan, "Kegiatan", FieldKind::Text(200)).required(),
        Field::new(KEY.jenis, "Jenis", FieldKind::Term("jenis_anggaran")).required(),
        Field::new(KEY.revisi, "Revisi", FieldKind::Count).help("0 untuk pagu awal; hanya untuk pagu."),
        Field::new(KEY.tanggal, "Tanggal", FieldKind::Day).required(),
        Field::new(KEY.jumlah_rp, "Jumlah (Rp)", FieldKind::Money).required(),
        Field::new(KEY.bukti, "Bukti", FieldKind::Text(300)),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let ceiling = values.get(KEY.jenis).as_deref() == Some("pagu");
        match (ceiling, values.get(KEY.revisi)) {
            (true, None) => errors.push(FieldError::new(KEY.revisi, "Isi nomor revisi pagu; 0 untuk pagu awal.")),
            (false, Some(_)) => errors.push(FieldError::new(KEY.revisi, "Kosongkan: hanya pagu yang punya revisi.")),
            _ => {}
        }
        errors
    }

    fn status(_: &Values) -> Status {
        Status::Tercatat
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
