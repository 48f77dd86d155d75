//! The steps of a return as they are offered: what each asks for.

use kernel::form::{Field, FieldKind};
use records::{DAY, REASON, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;
use crate::layanan::entity::KEY as SERVICE;

/// The office of the area of origin, and the day on which it was told.
const ORIGIN: Field = Field::new(KEY.kantor_asal, "Kantor daerah asal", FieldKind::Office)
    .help("BP3MI daerah asal: kantor itu melihat kepulangan ini dan mengonfirmasi kedatangannya.");
const TOLD: Field = Field::new(KEY.asal_diberi_tahu_pada, "Kantor asal diberi tahu pada", FieldKind::Day);
const LINE: Field = Field::new(KEY.mata_anggaran, "Mata anggaran", FieldKind::Term("mata_anggaran"));

/// The bed at the shelter, and the day until which it is planned.
const BED: Field =
    Field::new(SERVICE.nomor_tempat_tidur, "Nomor tempat tidur", FieldKind::Text(20)).help("Untuk Rumah Ramah.");
const UNTIL: Field = Field::new(SERVICE.sampai_pada, "Sampai", FieldKind::DayWithin(366))
    .help("Untuk menginap: hari keluar yang direncanakan.");

const fn plain(verb: Verb, title: &'static str, hint: &'static str, weight: Weight) -> Step {
    Step { name: verb.code(), title, hint, fields: &[DAY], reason: REMARK, done: title, right: None, weight }
}

/// All steps, in the order in which they are offered.
pub(super) const STEPS: &[Step] = &[
    Step {
        fields: &[
            DAY,
            Field::new(KEY.cara_pulang, "Cara pulang", FieldKind::Term("cara_pulang")).required(),
            Field::new(KEY.tujuan, "Tujuan", FieldKind::Area).help("Provinsi atau kabupaten/kota."),
            Field::new(KEY.angkutan, "Angkutan", FieldKind::Text(120)).help("Misalnya bus Damri atau GA 448."),
            Field::new(KEY.nomor_tiket, "Nomor tiket", FieldKind::Text(60)),
            Field::new(KEY.biaya_rp, "Biaya", FieldKind::Money).help("Dalam rupiah."),
            LINE,
            ORIGIN,
            TOLD,
        ],
        ..plain(Verb::Berangkatkan, "Berangkatkan", "Orang ini berangkat ke daerah asal.", Weight::Onward)
    },
    Step {
        fields: &[
            DAY,
            Field::new(KEY.jenis_penerima, "Diserahkan kepada", FieldKind::Term("penerima_pulang")).required(),
            Field::new(KEY.penerima, "Nama penerima", FieldKind::Text(200)).required(),
            Field::new(KEY.saksi, "Saksi", FieldKind::Text(200)).help("Pemerintah daerah, desa atau kelurahan."),
            Field::new(KEY.nomor_ba, "Nomor berita acara", FieldKind::Text(80)),
            ORIGIN,
            TOLD,
        ],
        ..plain(Verb::SerahTerima, "Serah terima", "Diserahkan kepada penerima dengan berita acara.", Weight::Onward)
    },
    plain(
        Verb::Selesai,
        "Selesai",
        "Berakhir tanpa serah terima: pulang sendiri, atau diurus pihak lain.",
        Weight::Other,
    ),
    Step {
        fields: &[
            DAY,
            Field::new(KEY.rumah_sakit, "Rumah sakit", FieldKind::Named("rumah_sakit", 120)).required(),
            Field::new(KEY.nomor_rujukan, "Nomor rujukan", FieldKind::Text(80)),
        ],
        ..plain(
            Verb::Rawat,
            "Bawa ke rumah sakit",
            "Keadaan kesehatannya diisi dengan Ubah, terlindungi.",
            Weight::Other,
        )
    },
    plain(Verb::Pulih, "Keluar dari rumah sakit", "Kembali ke tahap sebelum dirawat.", Weight::Onward),
    Step {
        fields: &[DAY, BED, UNTIL],
        ..plain(
            Verb::Tampung,
            "Tampung di Rumah Ramah",
            "Dengan nomor tempat tidur, layanannya dicatat sekaligus; berakhir saat orang ini berangkat atau selesai.",
            Weight::Other,
        )
    },
    Step {
        name: Verb::Layanan.code(),
        title: "Catat layanan",
        hint: "Layanan yang diberikan kepada orang ini, dengan biayanya.",
        fields: &[
            Field::new(SERVICE.jenis, "Layanan", FieldKind::Term("jenis_layanan")).required(),
            Field::new(SERVICE.mulai_pada, "Mulai", FieldKind::Day).help("Kosong berarti hari ini."),
            UNTIL,
            BED,
            Field::new(SERVICE.rujukan, "Nomor rujukan", FieldKind::Text(80)),
            Field::new(SERVICE.nama_pendamping, "Nama pendamping", FieldKind::Text(200)),
            Field::new(SERVICE.biaya_rp, "Biaya", FieldKind::Money).help("Dalam rupiah."),
            LINE,
        ],
        reason: REMARK,
        done: "Layanan dicatat.",
        right: None,
        weight: Weight::Beside,
    },
    plain(
        Verb::Konfirmasi,
        "Konfirmasi tiba di daerah asal",
        "Dicatat oleh kantor daerah asal: orang ini sudah sampai.",
        Weight::Beside,
    ),
    Step {
        reason: REASON,
        ..plain(
            Verb::Meninggal,
            "Catat meninggal",
            "Tetap satu kepulangan: kategorinya menjadi meninggal, alasan pulangnya tetap.",
            Weight::Beside,
        )
    },
    Step {
        fields: &[
            Field::new(KEY.dokumen_jenazah, "Dokumen yang sudah ada", FieldKind::Terms("dokumen_jenazah")),
            Field::new(KEY.keluarga_diberi_tahu_pada, "Keluarga diberi tahu pada", FieldKind::Day),
        ],
        ..plain(
            Verb::LengkapiJenazah,
            "Dokumen jenazah",
            "Yang masih kurang tertulis di atas halaman ini.",
            Weight::Beside,
        )
    },
    Step::note(Verb::Catatan.code()),
    Step {
        reason: REASON,
        ..plain(Verb::BukaKembali, "Buka kembali", "Ditangani lagi dari tahap terakhirnya.", Weight::Other)
    },
];
