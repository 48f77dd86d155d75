//! The fields of klaim, and what they must agree in.

use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{FieldError, Permission};
use records::{Info, Kind, More, NoVerbs, Section};

use super::entity::{KEY, Model};
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
        menu: Some(Section::Pelindungan),
        prefix: "KLM",
        permission: Permission::Jamsos,
        person: true,
        day: KEY.diajukan_pada,
        unique: Some(KEY.nomor_klaim),
        same: &[KEY.jenis_klaim.name, KEY.diajukan_pada.name],
        measures: &[measures::KLAIM],
        columns: &["diajukan_pada", "jenis_klaim", "cabang", "jumlah_rp"],
        filters: &["jenis_klaim", "negara"],
        more: More::NONE,
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.jenis_klaim, "Jenis klaim", FieldKind::Term("jenis_klaim")).required(),
        Field::new(KEY.diajukan_pada, "Tanggal diajukan", FieldKind::Day).required(),
        Field::new(KEY.cabang, "Cabang BPJS Ketenagakerjaan", FieldKind::Text(80))
            .required()
            .help("Misalnya Serang atau Tangerang."),
        Field::new(KEY.nomor_klaim, "Nomor klaim", FieldKind::Outside(60)),
        Field::new(KEY.negara, "Negara penempatan", FieldKind::Country),
        Field::new(KEY.rekening, "Rekening ahli waris", FieldKind::Text(60)).identity(),
        Field::new(KEY.dilimpahkan_pada, "Tanggal dilimpahkan ke pusat", FieldKind::Day),
        Field::new(KEY.dibayar_pada, "Tanggal dibayar", FieldKind::Day),
        Field::new(KEY.jumlah_rp, "Jumlah dibayar (Rp)", FieldKind::Money),
        Field::new(KEY.ditolak_pada, "Tanggal ditolak", FieldKind::Day),
        Field::new(KEY.alasan_tolak, "Alasan ditolak", FieldKind::Text(300)),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together(KEY.dibayar_pada, KEY.jumlah_rp, "Isi jumlah yang dibayar."),
            values.together(KEY.ditolak_pada, KEY.alasan_tolak, "Isi alasan penolakan."),
            values.in_order(KEY.diajukan_pada, KEY.dilimpahkan_pada, "Tidak mungkin sebelum diajukan."),
            values.in_order(KEY.diajukan_pada, KEY.dibayar_pada, "Tidak mungkin sebelum diajukan."),
            values.in_order(KEY.diajukan_pada, KEY.ditolak_pada, "Tidak mungkin sebelum diajukan."),
        ])
    }

    fn status(values: &Values) -> Status {
        Status::of(values)
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
