//! What each kind of record is for, and to whom its data is sent. All of it is assumed until the office says so.

/// Where a kind has no line yet.
const UNSAID: (&str, &str) = ("Belum dirumuskan", "Belum dirumuskan");

/// Nobody outside the office.
const NOBODY: &str = "Tidak dikirim ke luar kantor";

const PURPOSES: [(&str, &str, &str); 28] = [
    ("orang", "Mengenali orang yang dilayani, agar satu orang tidak tercatat dua kali", "Kantor lain, dengan izin"),
    (
        "pengaduan",
        "Menerima dan menangani pengaduan pekerja migran",
        "Kantor, instansi dan Perwakilan tempat dilimpahkan",
    ),
    ("pelimpahan", "Menyerahkan pengaduan kepada yang berwenang menanganinya", "Kantor atau instansi yang dituju"),
    ("brafaks", "Menindaklanjuti berita dari Perwakilan", "Perwakilan yang mengirimnya"),
    ("izin", "Meminta izin membaca orang yang dicatat kantor lain", "Kantor yang diminta"),
    ("kepulangan", "Melayani kepulangan sampai ke daerah asal", "Kantor daerah asal, keluarga, Pemda"),
    ("layanan", "Mencatat layanan selama kepulangan", "Rumah sakit dan rumah singgah yang melayani"),
    ("kedatangan", "Menyiapkan penerimaan orang yang akan tiba", NOBODY),
    ("pencegahan", "Melayani orang yang dicegah berangkat", "Kepolisian, bila dilaporkan"),
    ("rehabilitasi", "Memulihkan pekerja migran yang terkendala", "Sarana rehabilitasi"),
    ("pemberdayaan", "Memberdayakan purna pekerja migran dan keluarganya", NOBODY),
    ("selisih", "Menyelesaikan isian meja bandara yang berbeda", NOBODY),
    ("klaim", "Membantu klaim jaminan sosial", "BPJS Ketenagakerjaan"),
    ("pencari-kerja", "Mendampingi pencari kerja sampai mendaftar", NOBODY),
    ("verifikasi", "Memeriksa dokumen calon pekerja migran", "Kementerian, lewat sistemnya"),
    ("penempatan", "Mencatat penempatan", "Kementerian, lewat sistemnya"),
    ("sesi", "Menyelenggarakan orientasi, verifikasi dan pelatihan", NOBODY),
    ("opp", "Mencatat peserta orientasi pra-pemberangkatan", NOBODY),
    ("p3mi", "Mencatat perusahaan penempatan", NOBODY),
    ("rekomendasi-p3mi", "Mengusulkan izin atau sanksi perusahaan penempatan", "Kementerian"),
    ("rekomendasi-paspor", "Menjawab permintaan rekomendasi paspor", "Kantor imigrasi"),
    ("kerja-sama", "Mencatat kerja sama", "Mitranya"),
    ("rencana-aksi", "Melaksanakan kerja sama", "Mitranya"),
    ("kegiatan", "Mencatat kegiatan sosialisasi dan diseminasi", NOBODY),
    ("nilai", "Mencatat nilai kinerja kantor", "Kementerian"),
    ("butir-zi", "Menyusun lembar kerja zona integritas", "Kementerian"),
    ("anggaran", "Mencatat anggaran dan realisasinya", "Kementerian"),
    ("permintaan-data", "Menjawab permintaan orang atas datanya sendiri", "Pemohon"),
];

/// The purpose and the recipients of a kind.
pub(super) fn of(kind: &str) -> (&'static str, &'static str) {
    let line = PURPOSES.iter().find(|(name, ..)| *name == kind);
    line.map_or(UNSAID, |(_, purpose, recipients)| (*purpose, *recipients))
}
