//! The fields of klaim, and what they must agree in.

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
pub struct Klaim;

impl Kind for Klaim {
    type Record = Model;
    type Verb = NoVerbs;

    const INFO: Info = Info {
        name: "klaim",
        table: "klaim",
        title: "Klaim",
        prefix: "KLM",
        permission: Permission::Jamsos,
        person: true,
        day: "diajukan_pada",
        unique: Some("nomor_klaim"),
        measures: &[measures::KLAIM],
        columns: &["diajukan_pada", "jenis_klaim", "cabang", "jumlah_rp"],
        filters: &["jenis_klaim", "negara"],
        more: More::NONE,
    };

    const FIELDS: &'static [Field] = &[
        Field::new("jenis_klaim", "Jenis klaim", FieldKind::Term("jenis_klaim")).required(),
        Field::new("diajukan_pada", "Tanggal diajukan", FieldKind::Day).required(),
        Field::new("cabang", "Cabang BPJS Ketenagakerjaan", FieldKind::Text(80))
            .required()
            .help("Misalnya Serang atau Tangerang."),
        Field::new("nomor_klaim", "Nomor klaim", FieldKind::Text(60)),
        Field::new("negara", "Negara penempatan", FieldKind::Country),
        Field::new("rekening", "Rekening ahli waris", FieldKind::Text(60)).identity(),
        Field::new("dilimpahkan_pada", "Tanggal dilimpahkan ke pusat", FieldKind::Day),
        Field::new("dibayar_pada", "Tanggal dibayar", FieldKind::Day),
        Field::new("jumlah_rp", "Jumlah dibayar (Rp)", FieldKind::Money),
        Field::new("ditolak_pada", "Tanggal ditolak", FieldKind::Day),
        Field::new("alasan_tolak", "Alasan ditolak", FieldKind::Text(300)),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together("dibayar_pada", "jumlah_rp", "Isi jumlah yang dibayar."),
            values.together("ditolak_pada", "alasan_tolak", "Isi alasan penolakan."),
            values.in_order("diajukan_pada", "dilimpahkan_pada", "Tidak mungkin sebelum diajukan."),
            values.in_order("diajukan_pada", "dibayar_pada", "Tidak mungkin sebelum diajukan."),
            values.in_order("diajukan_pada", "ditolak_pada", "Tidak mungkin sebelum diajukan."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
