//! The fields of kepulangan, and how they become a row.

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
pub struct Kepulangan;

impl Kind for Kepulangan {
    type Record = Model;

    const INFO: Info = Info {
        name: "kepulangan",
        table: "kepulangan",
        title: "Kepulangan",
        prefix: "PLG",
        permission: Permission::Pemulangan,
        person: true,
        day: "tiba_pada",
        unique: None,
        measures: &[measures::KEPULANGAN],
        columns: &["tiba_pada", "negara", "kategori", "cara_pulang"],
        filters: &["kategori", "alasan", "negara", "cara_pulang"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("kedatangan", "Kedatangan", FieldKind::Link("kedatangan"))
            .help("Nomor kedatangan, misalnya KDT-2025-000188."),
        Field::new("tiba_pada", "Tanggal tiba", FieldKind::Day).required(),
        Field::new("negara", "Negara penempatan", FieldKind::Country),
        Field::new("kategori", "Kategori", FieldKind::Term("kategori_pulang"))
            .required()
            .help("Menentukan apakah kepulangan ini dihitung di IKU 6."),
        Field::new("alasan", "Alasan pulang", FieldKind::Term("alasan_pulang")),
        Field::new("jabatan", "Pekerjaan terakhir", FieldKind::Text(120)),
        Field::new("prosedural", "Prosedural", FieldKind::YesNo),
        Field::new("tempat_layanan", "Tempat layanan", FieldKind::Term("tempat_layanan")),
        Field::new("cara_pulang", "Cara pulang", FieldKind::Term("cara_pulang")),
        Field::new("kesehatan", "Keadaan kesehatan", FieldKind::Text(500)).health(),
        Field::new("rumah_sakit", "Rumah sakit rujukan", FieldKind::Text(120)),
        Field::new("pulang_pada", "Tanggal pulang ke daerah asal", FieldKind::Day),
        Field::new("serah_terima_pada", "Tanggal serah terima", FieldKind::Day),
        Field::new("penerima", "Penerima", FieldKind::Text(200)),
        Field::new("keterangan", "Keterangan", FieldKind::Long),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.in_order("tiba_pada", "pulang_pada", "Pulang tidak mungkin sebelum tiba. Periksa kedua tanggal."),
            values.in_order(
                "tiba_pada",
                "serah_terima_pada",
                "Serah terima tidak mungkin sebelum tiba. Periksa kedua tanggal.",
            ),
        ])
    }

    fn build(head: Head, values: &Values, seal: &Sealer<'_>) -> Result<Model> {
        Ok(Model {
            id: head.id,
            orang_id: head.somebody()?,
            nomor: head.number,
            kantor_id: head.office,
            kunci_isi: head.key,
            status: Status::of(values.day("pulang_pada"), values.day("serah_terima_pada")),
            versi: head.version,
            dibuat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            kedatangan_id: values.link("kedatangan"),
            tiba_pada: values.need_day("tiba_pada")?,
            negara: values.text("negara"),
            kategori: values.need_text("kategori")?,
            alasan: values.text("alasan"),
            jabatan: values.text("jabatan"),
            prosedural: values.maybe("prosedural"),
            tempat_layanan: values.text("tempat_layanan"),
            cara_pulang: values.text("cara_pulang"),
            kesehatan_sandi: seal.text(values, "kesehatan")?,
            rumah_sakit: values.text("rumah_sakit"),
            pulang_pada: values.day("pulang_pada"),
            serah_terima_pada: values.day("serah_terima_pada"),
            penerima: values.text("penerima"),
            keterangan: values.text("keterangan"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .link("kedatangan", r.kedatangan_id)
            .day("tiba_pada", Some(r.tiba_pada))
            .text("negara", r.negara.as_deref())
            .text("kategori", Some(&r.kategori))
            .text("alasan", r.alasan.as_deref())
            .text("jabatan", r.jabatan.as_deref())
            .flag("prosedural", r.prosedural)
            .text("tempat_layanan", r.tempat_layanan.as_deref())
            .text("cara_pulang", r.cara_pulang.as_deref())
            .sealed("kesehatan", r.kesehatan_sandi.as_ref())?
            .text("rumah_sakit", r.rumah_sakit.as_deref())
            .day("pulang_pada", r.pulang_pada)
            .day("serah_terima_pada", r.serah_terima_pada)
            .text("penerima", r.penerima.as_deref())
            .text("keterangan", r.keterangan.as_deref());
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
