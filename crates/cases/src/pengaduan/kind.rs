//! The fields of pengaduan, and how they become a row.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Problem, Result, Tx};
use records::{DAY, Deed, Head, Info, Kind, Opening, Sealer, Showing, Step};

use super::entity::Model;
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, follow, grounds, measures, promise};

/// The days that cannot lie before the receipt.
const AFTER: [&str; 13] = [
    "dokumen_kurang_pada",
    "diverifikasi_pada",
    "klarifikasi_1_pada",
    "mediasi_pada",
    "dilimpahkan_pada",
    "kontak_pada",
    "selesai_pada",
    "ditutup_pada",
    "dicabut_pada",
    "dibuka_kembali_pada",
    "kembali_pada",
    "pertama_berakhir_pada",
    "komitmen_sampai",
];

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
        filters: &["kanal", "jenis_kasus", "negara", "kegentingan", "petugas"],
    };

    const FIELDS: &'static [Field] = &[
        Field::new("diterima_pada", "Tanggal diterima", FieldKind::Day)
            .required()
            .help("Hari pengaduan sampai di kantor, bukan hari diketik."),
        Field::new("diterima_jam", "Jam diterima", FieldKind::Time).help("WIB. Boleh kosong."),
        Field::new("kanal", "Kanal", FieldKind::Term("kanal_pengaduan")).required(),
        Field::new("nomor_asal", "Nomor di kanal asal", FieldKind::Text(80)),
        Field::new("kegentingan", "Kegentingan", FieldKind::Term("kegentingan"))
            .help("Yang mengancam nyawa selalu paling atas di daftar tugas."),
        Field::new("pelapor", "Nama pelapor", FieldKind::Text(200)).required(),
        Field::new("hubungan_pelapor", "Hubungan dengan pekerja", FieldKind::Term("hubungan_pelapor")).required(),
        Field::new("telepon_pelapor", "Telepon pelapor", FieldKind::Phone).identity(),
        Field::new("surat_kuasa", "Nomor surat kuasa", FieldKind::Text(80))
            .help("Wajib sebelum verifikasi bila pelapor kuasa hukum atau LSM."),
        Field::new("negara", "Negara penempatan", FieldKind::Country),
        Field::new("jenis_kasus", "Jenis kasus", FieldKind::Term("jenis_kasus")).required(),
        Field::new("jenis_lain", "Jenis kasus lain", FieldKind::Term("jenis_kasus")),
        Field::new("pemberi_kerja", "Pemberi kerja", FieldKind::Text(160)),
        Field::new("jenis_pemberi_kerja", "Jenis pemberi kerja", FieldKind::Term("jenis_pemberi_kerja"))
            .help("Menentukan direktorat tujuan pelimpahan."),
        Field::new("p3mi", "P3MI atau perekrut", FieldKind::Text(160)),
        Field::new("prosedural", "Prosedural", FieldKind::YesNo),
        Field::new("kronologi", "Kronologi", FieldKind::Long),
        Field::new("tuntutan", "Yang diminta", FieldKind::Long),
        Field::new("petugas", "Petugas", FieldKind::Officer).later(),
        Field::new("nomor_siskop2mi", "Nomor SISKOP2MI", FieldKind::Text(60)),
        Field::new("siskop2mi_pada", "Tanggal masuk SISKOP2MI", FieldKind::Day).later(),
        Field::new("dokumen_kurang_pada", "Dokumen diminta pada", FieldKind::Day).later(),
        Field::new("dokumen_kurang", "Dokumen yang kurang", FieldKind::Text(500)).later(),
        Field::new("diverifikasi_pada", "Tanggal diverifikasi", FieldKind::Day).later(),
        Field::new("klarifikasi_1_pada", "Klarifikasi pertama", FieldKind::Day).later(),
        Field::new("klarifikasi_2_pada", "Klarifikasi kedua", FieldKind::Day).later(),
        Field::new("komitmen_sampai", "Komitmen paling lambat", FieldKind::DayAhead).later(),
        Field::new("mediasi_pada", "Tanggal mediasi", FieldKind::Day).later(),
        Field::new("dilimpahkan_pada", "Tanggal dilimpahkan", FieldKind::Day).later(),
        Field::new("dilimpahkan_ke", "Dilimpahkan ke", FieldKind::Term("tujuan_limpah")).later(),
        Field::new("limpah_kantor", "Kantor tujuan", FieldKind::Office).later(),
        Field::new("surat_limpah", "Surat pelimpahan", FieldKind::Text(80)).later(),
        Field::new("kontak_pada", "Kontak terakhir", FieldKind::Day).later(),
        Field::new("selesai_pada", "Tanggal selesai", FieldKind::Day).later(),
        Field::new("hasil", "Hasil", FieldKind::Text(500)).later(),
        Field::new("ditutup_pada", "Tanggal ditutup", FieldKind::Day).later(),
        Field::new("dasar_penutupan", "Dasar penutupan", FieldKind::Term("dasar_penutupan")).later(),
        Field::new("dicabut_pada", "Tanggal dicabut", FieldKind::Day).later(),
        Field::new("dibuka_kembali_pada", "Tanggal dibuka kembali", FieldKind::Day).later(),
        Field::new("kembali_pada", "Tanggal kembali dari pelimpahan atau diambil alih", FieldKind::Day).later(),
        Field::new("pertama_berakhir_pada", "Tanggal akhir pertama", FieldKind::Day).later(),
        Field::new("pertama_berakhir", "Akhir pertama", FieldKind::Term("akhir_pengaduan")).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    const OPENING: Option<Opening> = Some(Opening {
        right: Permission::Pemulangan,
        filled: &[("kanal", "help_desk"), ("hubungan_pelapor", "diri_sendiri")],
        named: "pelapor",
    });

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            values.together("siskop2mi_pada", "nomor_siskop2mi", "Isi nomor SISKOP2MI."),
            values.together("dilimpahkan_pada", "dilimpahkan_ke", "Isi ke mana dilimpahkan."),
            values.together("dilimpahkan_ke", "dilimpahkan_pada", "Isi tanggal dilimpahkan."),
            values.together("selesai_pada", "hasil", "Isi hasil penyelesaian."),
            values.together("ditutup_pada", "dasar_penutupan", "Isi dasar penutupan."),
            values.together("klarifikasi_2_pada", "klarifikasi_1_pada", "Isi tanggal klarifikasi pertama."),
            values.together("pertama_berakhir_pada", "pertama_berakhir", "Isi bagaimana ia pertama berakhir."),
            values.in_order("klarifikasi_1_pada", "klarifikasi_2_pada", "Tidak mungkin sebelum yang pertama."),
        ]);
        let late = "Tidak mungkin sebelum diterima.";
        errors.extend(
            decide::within(values.text("dilimpahkan_ke").as_deref(), values.text("limpah_kantor").as_deref()).err(),
        );
        errors.extend(AFTER.iter().filter_map(|field| values.in_order("diterima_pada", field, late).err()));
        errors
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
            kembali_pada: values.day("kembali_pada"),
            diterima_jam: values.text("diterima_jam"),
            nomor_asal: values.text("nomor_asal"),
            surat_kuasa: values.text("surat_kuasa"),
            jenis_lain: values.text("jenis_lain"),
            jenis_pemberi_kerja: values.text("jenis_pemberi_kerja"),
            p3mi: values.text("p3mi"),
            tuntutan: values.text("tuntutan"),
            kegentingan: values.text("kegentingan"),
            petugas: values.text("petugas"),
            dokumen_kurang_pada: values.day("dokumen_kurang_pada"),
            dokumen_kurang: values.text("dokumen_kurang"),
            klarifikasi_1_pada: values.day("klarifikasi_1_pada"),
            klarifikasi_2_pada: values.day("klarifikasi_2_pada"),
            komitmen_sampai: values.day("komitmen_sampai"),
            mediasi_pada: values.day("mediasi_pada"),
            limpah_kantor: values.text("limpah_kantor"),
            surat_limpah: values.text("surat_limpah"),
            kontak_pada: values.day("kontak_pada"),
            dicabut_pada: values.day("dicabut_pada"),
            pertama_berakhir_pada: values.day("pertama_berakhir_pada"),
            pertama_berakhir: values.text("pertama_berakhir"),
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
            .day("dibuka_kembali_pada", r.dibuka_kembali_pada)
            .day("kembali_pada", r.kembali_pada)
            .text("diterima_jam", r.diterima_jam.as_deref())
            .text("nomor_asal", r.nomor_asal.as_deref())
            .text("surat_kuasa", r.surat_kuasa.as_deref())
            .text("jenis_lain", r.jenis_lain.as_deref())
            .text("jenis_pemberi_kerja", r.jenis_pemberi_kerja.as_deref())
            .text("p3mi", r.p3mi.as_deref())
            .text("tuntutan", r.tuntutan.as_deref())
            .text("kegentingan", r.kegentingan.as_deref())
            .text("petugas", r.petugas.as_deref())
            .day("dokumen_kurang_pada", r.dokumen_kurang_pada)
            .text("dokumen_kurang", r.dokumen_kurang.as_deref())
            .day("klarifikasi_1_pada", r.klarifikasi_1_pada)
            .day("klarifikasi_2_pada", r.klarifikasi_2_pada)
            .day("komitmen_sampai", r.komitmen_sampai)
            .day("mediasi_pada", r.mediasi_pada)
            .text("limpah_kantor", r.limpah_kantor.as_deref())
            .text("surat_limpah", r.surat_limpah.as_deref())
            .day("kontak_pada", r.kontak_pada)
            .day("dicabut_pada", r.dicabut_pada)
            .day("pertama_berakhir_pada", r.pertama_berakhir_pada)
            .text("pertama_berakhir", r.pertama_berakhir.as_deref());
        Ok(())
    }

    fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
        measures::facts(record, rules)
    }

    fn corrected(old: &Model, new: &Model, house: &House) -> Result<(), FieldError> {
        let sent = |record: &Model| {
            (
                record.dilimpahkan_ke.clone(),
                record.limpah_kantor.clone(),
                record.surat_limpah.clone(),
                record.dilimpahkan_pada,
            )
        };
        if old.status == Status::Dilimpahkan && new.status == Status::Dilimpahkan && sent(old) != sent(new) {
            let detail =
                "Pelimpahan yang sudah dikirim tidak dapat diganti di sini. Tarik kembali, lalu limpahkan lagi.";
            return Err(FieldError::new("dilimpahkan_ke", detail));
        }
        let ending = |record: &Model| (record.ditutup_pada, record.dasar_penutupan.clone());
        if let (Some(day), Some(ground)) = ending(new)
            && ending(new) != ending(old)
        {
            grounds::still(house, new, &ground, day)?;
        }
        promise::check(house, old, new)
    }

    fn settled(record: &Model) -> Result<(), &'static str> {
        if record.status == Status::Dilimpahkan {
            return Err("Pengaduan ini sedang dilimpahkan. Tarik kembali dahulu.");
        }
        Ok(())
    }

    fn verdict(record: &Model, step: &str) -> Result<(), &'static str> {
        Verb::of(step).map_or(Err("langkah itu tidak ada."), |verb| decide::verdict(record.status, verb))
    }

    fn step(record: &Model, step: &str, values: &Values, head: Head, house: &House) -> Result<Model> {
        if let (Some(ground), Some(day)) = (values.text("dasar_penutupan"), values.day(DAY.key)) {
            let form = records::plain::<Self>(record)?;
            grounds::check(house, record.status, &form, &ground, day)?;
        }
        let new = decide::decide(record, Verb::of(step).ok_or(Problem::NotFound)?, values, &head)?;
        promise::check(house, record, &new)?;
        Ok(new)
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow::follow(tx, ctx, deed))
    }
}
