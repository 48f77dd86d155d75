//! The fields of klaim, and how they become a row.

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
pub struct Klaim;

impl Kind for Klaim {
    type Record = Model;

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
            jenis_klaim: values.need_text("jenis_klaim")?,
            diajukan_pada: values.need_day("diajukan_pada")?,
            cabang: values.need_text("cabang")?,
            nomor_klaim: values.text("nomor_klaim"),
            negara: values.text("negara"),
            rekening_sandi: seal.text(values, "rekening")?,
            dilimpahkan_pada: values.day("dilimpahkan_pada"),
            dibayar_pada: values.day("dibayar_pada"),
            jumlah_rp: values.int("jumlah_rp"),
            ditolak_pada: values.day("ditolak_pada"),
            alasan_tolak: values.text("alasan_tolak"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .text("jenis_klaim", Some(&r.jenis_klaim))
            .day("diajukan_pada", Some(r.diajukan_pada))
            .text("cabang", Some(&r.cabang))
            .text("nomor_klaim", r.nomor_klaim.as_deref())
            .text("negara", r.negara.as_deref())
            .sealed("rekening", r.rekening_sandi.as_ref())?
            .day("dilimpahkan_pada", r.dilimpahkan_pada)
            .day("dibayar_pada", r.dibayar_pada)
            .int("jumlah_rp", r.jumlah_rp)
            .day("ditolak_pada", r.ditolak_pada)
            .text("alasan_tolak", r.alasan_tolak.as_deref());
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
