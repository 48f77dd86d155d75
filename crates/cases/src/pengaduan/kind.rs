//! The fields of pengaduan, and what they must agree in.

use futures_util::future::BoxFuture;
use kernel::form::{Field, FieldKind, Key, Values, gather};
use kernel::ledger::Fact;
use kernel::rules::Rules;
use kernel::{Ctx, Day, FieldError, House, Permission, Result, Tx};
use records::{Deed, Head, Info, Kind, More, Opening, Section, Step, TANGGAL};

use super::entity::{KEY, Model};
use super::letters::LETTERS;
use super::status::Status;
use super::steps::STEPS;
use super::table::Verb;
use super::{decide, follow, grounds, measures, promise, upaya};

/// The days that cannot lie before the receipt.
const AFTER: [Key<Day>; 13] = [
    KEY.dokumen_kurang_pada,
    KEY.diverifikasi_pada,
    KEY.klarifikasi_1_pada,
    KEY.mediasi_pada,
    KEY.dilimpahkan_pada,
    KEY.kontak_pada,
    KEY.selesai_pada,
    KEY.ditutup_pada,
    KEY.dicabut_pada,
    KEY.dibuka_kembali_pada,
    KEY.kembali_pada,
    KEY.pertama_berakhir_pada,
    KEY.komitmen_sampai,
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
        menu: Some(Section::Pelindungan),
        prefix: "PGD",
        permission: Permission::Cases,
        person: true,
        day: KEY.diterima_pada,
        unique: Some(KEY.nomor_siskop2mi),
        same: &[KEY.diterima_pada.name],
        measures: &[measures::PENANGANAN, measures::SISKOP2MI],
        columns: &["diterima_pada", "kanal", "jenis_kasus", "negara", "nomor_siskop2mi"],
        filters: &["kanal", "jenis_kasus", "negara", "kegentingan", "petugas"],
        more: More {
            opening: Some(Opening {
                right: Permission::Pemulangan,
                filled: &[("kanal", "help_desk"), ("hubungan_pelapor", "diri_sendiri")],
                named: "pelapor",
            }),
            leads_to: &[("klaim", "Catat klaim")],
            letters: LETTERS,
            reached: measures::REACHED,
            ..More::NONE
        },
    };

    const FIELDS: &'static [Field] = &[
        Field::new(KEY.diterima_pada, "Tanggal diterima", FieldKind::Day)
            .required()
            .help("Hari pengaduan sampai di kantor, bukan hari diketik."),
        Field::new(KEY.diterima_jam, "Jam diterima", FieldKind::Time).help("WIB. Boleh kosong."),
        Field::new(KEY.kanal, "Kanal", FieldKind::Term("kanal_pengaduan")).required(),
        Field::new(KEY.nomor_asal, "Nomor di kanal asal", FieldKind::Text(80)),
        Field::new(KEY.kegentingan, "Tingkat urgensi", FieldKind::Term("kegentingan"))
            .help("Yang mengancam nyawa selalu paling atas di daftar tugas."),
        Field::new(KEY.pelapor, "Nama pelapor", FieldKind::Text(200)).required().other(),
        Field::new(KEY.hubungan_pelapor, "Hubungan dengan pekerja", FieldKind::Term("hubungan_pelapor")).required(),
        Field::new(KEY.telepon_pelapor, "Telepon pelapor", FieldKind::Phone).identity().other(),
        Field::new(KEY.surat_kuasa, "Nomor surat kuasa", FieldKind::Text(80))
            .help("Wajib sebelum verifikasi bila pelapor kuasa hukum atau LSM."),
        Field::new(KEY.negara, "Negara penempatan", FieldKind::Country),
        Field::new(KEY.jenis_kasus, "Jenis kasus", FieldKind::Term("jenis_kasus")).required(),
        Field::new(KEY.jenis_lain, "Jenis kasus lain", FieldKind::Term("jenis_kasus")),
        Field::new(KEY.pemberi_kerja, "Pemberi kerja", FieldKind::Text(160)),
        Field::new(KEY.jenis_pemberi_kerja, "Jenis pemberi kerja", FieldKind::Term("jenis_pemberi_kerja"))
            .help("Menentukan direktorat tujuan pelimpahan."),
        Field::new(KEY.p3mi, "P3MI atau perekrut", FieldKind::Text(160)),
        Field::new(KEY.prosedural, "Prosedural", FieldKind::YesNo),
        Field::new(KEY.kronologi, "Kronologi", FieldKind::Long),
        Field::new(KEY.tuntutan, "Tuntutan", FieldKind::Long),
        Field::new(KEY.petugas, "Petugas", FieldKind::Officer).later(),
        Field::new(KEY.nomor_siskop2mi, "Nomor SISKOP2MI", FieldKind::Outside(60)),
        Field::new(KEY.siskop2mi_pada, "Tanggal masuk SISKOP2MI", FieldKind::Day).later(),
        Field::new(KEY.dokumen_kurang_pada, "Dokumen diminta pada", FieldKind::Day).later(),
        Field::new(KEY.dokumen_kurang, "Dokumen yang kurang", FieldKind::Text(500)).later(),
        Field::new(KEY.diverifikasi_pada, "Tanggal diverifikasi", FieldKind::Day).later(),
        Field::new(KEY.klarifikasi_1_pada, "Klarifikasi pertama", FieldKind::Day).later(),
        Field::new(KEY.klarifikasi_2_pada, "Klarifikasi kedua", FieldKind::Day).later(),
        Field::new(KEY.komitmen_sampai, "Komitmen paling lambat", FieldKind::DayAhead).later(),
        Field::new(KEY.mediasi_pada, "Tanggal mediasi", FieldKind::Day).later(),
        Field::new(KEY.dilimpahkan_pada, "Tanggal dilimpahkan", FieldKind::Day).later(),
        Field::new(KEY.dilimpahkan_ke, "Dilimpahkan ke", FieldKind::Term("tujuan_limpah")).later(),
        Field::new(KEY.limpah_kantor, "Kantor tujuan", FieldKind::Office).later(),
        Field::new(KEY.surat_limpah, "Surat pelimpahan", FieldKind::Text(80)).later(),
        Field::new(KEY.kontak_pada, "Kontak terakhir", FieldKind::Day).later(),
        Field::new(KEY.selesai_pada, "Tanggal selesai", FieldKind::Day).later(),
        Field::new(KEY.hasil, "Hasil", FieldKind::Text(500)).later(),
        Field::new(KEY.ditutup_pada, "Tanggal ditutup", FieldKind::Day).later(),
        Field::new(KEY.dasar_penutupan, "Dasar penutupan", FieldKind::Term("dasar_penutupan")).later(),
        Field::new(KEY.dicabut_pada, "Tanggal dicabut", FieldKind::Day).later(),
        Field::new(KEY.dibuka_kembali_pada, "Tanggal dibuka kembali", FieldKind::Day).later(),
        Field::new(KEY.kembali_pada, "Tanggal kembali dari pelimpahan atau diambil alih", FieldKind::Day).later(),
        Field::new(KEY.pertama_berakhir_pada, "Tanggal akhir pertama", FieldKind::Day).later(),
        Field::new(KEY.pertama_berakhir, "Akhir pertama", FieldKind::Term("akhir_pengaduan")).later(),
    ];

    const STEPS: &'static [Step] = STEPS;

    fn check(values: &Values) -> Vec<FieldError> {
        let mut errors = gather([
            values.together(KEY.siskop2mi_pada, KEY.nomor_siskop2mi, "Isi nomor SISKOP2MI."),
            values.together(KEY.dilimpahkan_pada, KEY.dilimpahkan_ke, "Isi ke mana dilimpahkan."),
            values.together(KEY.dilimpahkan_ke, KEY.dilimpahkan_pada, "Isi tanggal dilimpahkan."),
            values.together(KEY.selesai_pada, KEY.hasil, "Isi hasil penyelesaian."),
            values.together(KEY.ditutup_pada, KEY.dasar_penutupan, "Isi dasar penutupan."),
            values.together(KEY.klarifikasi_2_pada, KEY.klarifikasi_1_pada, "Isi tanggal klarifikasi pertama."),
            values.together(KEY.pertama_berakhir_pada, KEY.pertama_berakhir, "Isi bagaimana ia pertama berakhir."),
            values.in_order(KEY.klarifikasi_1_pada, KEY.klarifikasi_2_pada, "Tidak mungkin sebelum yang pertama."),
        ]);
        let late = "Tidak mungkin sebelum diterima.";
        errors.extend(
            decide::within(values.get(KEY.dilimpahkan_ke).as_deref(), values.get(KEY.limpah_kantor).as_deref()).err(),
        );
        errors.extend(AFTER.iter().filter_map(|field| values.in_order(KEY.diterima_pada, *field, late).err()));
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
            return Err(FieldError::new(KEY.dilimpahkan_ke, detail));
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
        if let (Some(ground), Some(day)) = (values.get(KEY.dasar_penutupan), values.get(TANGGAL)) {
            let form = records::plain::<Self>(record)?;
            grounds::check(house, record.status, &form, &ground, day)?;
        }
        let new = decide::decide(record, verb, values, &head)?;
        promise::check(house, record, &new)?;
        Ok(new)
    }

    fn remarks<'a>(ctx: &'a Ctx, record: &'a Model, _: Option<&'a [bool]>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(upaya::remarks(ctx, record))
    }

    fn follow<'a>(tx: &'a Tx, ctx: &'a Ctx, deed: Deed<'a, Model>) -> BoxFuture<'a, Result<()>> {
        Box::pin(follow::follow(tx, ctx, deed))
    }
}
