//! The fields of pengaduan, and how they become a row.

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
pub struct Pengaduan;

impl Kind for Pengaduan {
    type Record = Model;

    const INFO: Info = Info {
        name: "pengaduan",
        table: "pengaduan",
        title: "Pengaduan",
        prefix: "PGD",
        permission: Permission::Cases,
        person: true,
        day: "diterima_pada",
        unique: Some("nomor_siskop2mi"),
        measures: &[measures::PENANGANAN, measures::SISKOP2MI],
        columns: &["diterima_pada", "kanal", "jenis_kasus", "negara", "nomor_siskop2mi"],
        filters: &["kanal", "jenis_kasus", "negara"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("diterima_pada", "Tanggal diterima", FieldKind::Day)
            .required()
            .help("Hari pengaduan sampai di kantor, bukan hari diketik."),
        Field::new("kanal", "Kanal", FieldKind::Term("kanal_pengaduan")).required(),
        Field::new("pelapor", "Nama pelapor", FieldKind::Text(200)).required(),
        Field::new("hubungan_pelapor", "Hubungan dengan pekerja", FieldKind::Term("hubungan_pelapor")).required(),
        Field::new("telepon_pelapor", "Telepon pelapor", FieldKind::Phone).identity(),
        Field::new("negara", "Negara penempatan", FieldKind::Country),
        Field::new("jenis_kasus", "Jenis kasus", FieldKind::Term("jenis_kasus")).required(),
        Field::new("pemberi_kerja", "Pemberi kerja", FieldKind::Text(160)),
        Field::new("prosedural", "Prosedural", FieldKind::YesNo),
        Field::new("kronologi", "Kronologi", FieldKind::Long),
        Field::new("nomor_siskop2mi", "Nomor SISKOP2MI", FieldKind::Text(60)),
        Field::new("siskop2mi_pada", "Tanggal masuk SISKOP2MI", FieldKind::Day),
        Field::new("diverifikasi_pada", "Tanggal diverifikasi", FieldKind::Day),
        Field::new("dilimpahkan_pada", "Tanggal dilimpahkan", FieldKind::Day),
        Field::new("dilimpahkan_ke", "Dilimpahkan ke", FieldKind::Term("tujuan_limpah")),
        Field::new("selesai_pada", "Tanggal selesai", FieldKind::Day),
        Field::new("hasil", "Hasil", FieldKind::Text(500)),
        Field::new("ditutup_pada", "Tanggal ditutup", FieldKind::Day),
        Field::new("dasar_penutupan", "Dasar penutupan", FieldKind::Term("dasar_penutupan")),
        Field::new("dibuka_kembali_pada", "Tanggal dibuka kembali", FieldKind::Day),
    ];

    fn check(values: &Values) -> Vec<FieldError> {
        gather([
            values.together("siskop2mi_pada", "nomor_siskop2mi", "Isi nomor SISKOP2MI."),
            values.together("dilimpahkan_pada", "dilimpahkan_ke", "Isi ke mana dilimpahkan."),
            values.together("dilimpahkan_ke", "dilimpahkan_pada", "Isi tanggal dilimpahkan."),
            values.together("selesai_pada", "hasil", "Isi hasil penyelesaian."),
            values.together("ditutup_pada", "dasar_penutupan", "Isi dasar penutupan."),
            values.in_order("diterima_pada", "diverifikasi_pada", "Tidak mungkin sebelum diterima."),
            values.in_order("diterima_pada", "dilimpahkan_pada", "Tidak mungkin sebelum diterima."),
            values.in_order("diterima_pada", "selesai_pada", "Tidak mungkin sebelum diterima."),
            values.in_order("diterima_pada", "ditutup_pada", "Tidak mungkin sebelum diterima."),
            values.in_order("diterima_pada", "dibuka_kembali_pada", "Tidak mungkin sebelum diterima."),
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
            diterima_pada: values.need_day("diterima_pada")?,
            kanal: values.need_text("kanal")?,
            pelapor: values.need_text("pelapor")?,
            hubungan_pelapor: values.need_text("hubungan_pelapor")?,
            telepon_pelapor_sandi: seal.text(values, "telepon_pelapor")?,
            negara: values.text("negara"),
            jenis_kasus: values.need_text("jenis_kasus")?,
            pemberi_kerja: values.text("pemberi_kerja"),
            prosedural: values.maybe("prosedural"),
            kronologi: values.text("kronologi"),
            nomor_siskop2mi: values.text("nomor_siskop2mi"),
            siskop2mi_pada: values.day("siskop2mi_pada"),
            diverifikasi_pada: values.day("diverifikasi_pada"),
            dilimpahkan_pada: values.day("dilimpahkan_pada"),
            dilimpahkan_ke: values.text("dilimpahkan_ke"),
            selesai_pada: values.day("selesai_pada"),
            hasil: values.text("hasil"),
            ditutup_pada: values.day("ditutup_pada"),
            dasar_penutupan: values.text("dasar_penutupan"),
            dibuka_kembali_pada: values.day("dibuka_kembali_pada"),
        })
    }

    fn show(r: &Model, showing: &mut Showing<'_>) -> Result<()> {
        showing
            .day("diterima_pada", Some(r.diterima_pada))
            .text("kanal", Some(&r.kanal))
            .text("pelapor", Some(&r.pelapor))
            .text("hubungan_pelapor", Some(&r.hubungan_pelapor))
            .sealed("telepon_pelapor", r.telepon_pelapor_sandi.as_ref())?
            .text("negara", r.negara.as_deref())
            .text("jenis_kasus", Some(&r.jenis_kasus))
            .text("pemberi_kerja", r.pemberi_kerja.as_deref())
            .flag("prosedural", r.prosedural)
            .text("kronologi", r.kronologi.as_deref())
            .text("nomor_siskop2mi", r.nomor_siskop2mi.as_deref())
            .day("siskop2mi_pada", r.siskop2mi_pada)
            .day("diverifikasi_pada", r.diverifikasi_pada)
            .day("dilimpahkan_pada", r.dilimpahkan_pada)
            .text("dilimpahkan_ke", r.dilimpahkan_ke.as_deref())
            .day("selesai_pada", r.selesai_pada)
            .text("hasil", r.hasil.as_deref())
            .day("ditutup_pada", r.ditutup_pada)
            .text("dasar_penutupan", r.dasar_penutupan.as_deref())
            .day("dibuka_kembali_pada", r.dibuka_kembali_pada);
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }
}
