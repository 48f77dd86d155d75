//! The fields of pengaduan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, FieldError, House, Permission, Result, Tx};
use records::{DAY, Deed, Head, Info, Kind, More, Opening, Step};

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
    type Verb = Verb;

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
        more: More {
            opening: Some(Opening {
                right: Permission::Pemulangan,
                filled: &[("kanal", "help_desk"), ("hubungan_pelapor", "diri_sendiri")],
                named: "pelapor",
            }),
            ..More::NONE
        },
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

    fn status(values: &Values) -> Status {
        Status::of(values)
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

    fn step(record: &Model, verb: Verb, values: &Values, head: Head, house: &House) -> Result<Model> {
        if let (Some(ground), Some(day)) = (values.text("dasar_penutupan"), values.day(DAY.key)) {
            let form = records::plain::<Self>(record)?;
            grounds::check(house, record.status, &form, &ground, day)?;
        }
        let new = decide::decide(record, verb, values, &head)?;
        promise::check(house, record, &new)?;
        Ok(new)
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow::follow(tx, ctx, deed))
    }
}
