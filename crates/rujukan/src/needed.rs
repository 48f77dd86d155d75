//! Words on which the program depends. A test holds both lists against the code, the inclusion rules and the clocks.

/// Vocabularies whose words the code goes through or the database lists: their words get other labels and spellings, but none is added and
/// none ends.
pub const CLOSED: &[&str] = &[
    "akhir_pengaduan",
    "dasar_penutupan",
    "dasar_tenggat",
    "dokumen_klaim",
    "dokumen_klaim_bila_perlu",
    "dokumen_klaim_gagal",
    "dokumen_klaim_kecelakaan",
    "dokumen_klaim_lainnya",
    "dokumen_klaim_meninggal",
    "dokumen_klaim_phk",
    "fase_klaim",
    "golongan_pegawai",
    "hak_tenggat",
    "hasil_kekurangan",
    "hasil_pencegahan",
    "hasil_permintaan_data",
    "hasil_verifikasi",
    "jawaban_rekomendasi_p3mi",
    "jawaban_rekomendasi_paspor",
    "jenis_anggaran",
    "jenis_dokumen",
    "jenis_kedatangan",
    "jenis_kelamin",
    "jenis_klaim",
    "jenis_libur",
    "jenis_nilai",
    "jenis_rekomendasi_p3mi",
    "jenis_sesi",
    "kegentingan",
    "kelompok_pegawai",
    "kelompok_usia",
    "manfaat_jamsos",
    "peserta_pemberdayaan",
    "pilihan_selisih",
    "satuan_tenggat",
];

/// Words of the other vocabularies that code, rules or clocks name: they do not end.
pub const NAMED: &[(&str, &[&str])] = &[
    ("akibat_kecelakaan", &["meninggal"]),
    ("alasan_limpah_klaim", &["nilai"]),
    (
        "alasan_pulang",
        &["cuti", "deportasi", "habis_kontrak", "kekerasan", "meninggal", "phk", "sakit_kecelakaan_kerja"],
    ),
    ("alasan_tutup_klaim", &["ditolak", "kedaluwarsa"]),
    ("cara_pulang", &["difasilitasi"]),
    ("dokumen_jenazah", &["paspor"]),
    ("hak_pekerja", &["dokumen"]),
    ("hasil_kontak", &["tersambung"]),
    ("hasil_rekomendasi_paspor", &["ditolak"]),
    ("hubungan_pelapor", &["anak", "diri_sendiri", "kuasa_hukum", "lsm"]),
    ("jenis_dasar", &["brafaks", "daftar_imigrasi"]),
    (
        "jenis_kasus",
        &["gagal_berangkat", "meninggal_dunia", "phk", "proses_hukum", "sakit", "tidak_sesuai_perjanjian", "tppo"],
    ),
    ("jenis_kegiatan", &["diseminasi", "job_fair", "kunjungan_sekolah", "sosialisasi"]),
    ("jenis_layanan", &["pendampingan", "rumah_ramah", "rumah_sakit"]),
    ("jenis_mitra", &["lsm"]),
    ("jenis_pemberi_kerja", &["perseorangan"]),
    ("jenis_permintaan_data", &["salinan"]),
    ("kanal_pengaduan", &["help_desk", "telepon", "whatsapp"]),
    (
        "kategori_pulang",
        &[
            "anak",
            "bermasalah",
            "cuti",
            "deportasi",
            "dicegah",
            "habis_kontrak",
            "meninggal",
            "repatriasi",
            "sakit",
            "tppo",
        ],
    ),
    ("mata_anggaran", &["kepulangan", "pelindungan", "rehabilitasi"]),
    ("pelapor_klaim", &["kantor", "keluarga"]),
    ("penanda_tangan_penolakan", &["keluarga"]),
    ("penerima_pulang", &["ahli_waris", "keluarga", "rumah_sakit"]),
    ("sifat_surat", &["biasa", "sangat_segera"]),
    ("skema", &["g_to_g", "g_to_p", "p_to_p", "perseorangan", "re_entry", "sp2t", "ssw", "ukps"]),
    ("sumber_pencegahan", &["imigrasi"]),
    ("sumber_supply", &["datang_langsung", "job_fair", "sosialisasi"]),
    ("tempat_layanan", &["help_desk", "rumah_ramah"]),
    ("tingkat_jabatan", &["fungsional"]),
    ("tujuan_limpah", &["bp3mi_lain", "p4mi"]),
];

/// Whether a vocabulary takes no words besides its own.
#[must_use]
pub fn closed(vocabulary: &str) -> bool {
    CLOSED.contains(&vocabulary)
}

/// Whether the program depends on a word.
#[must_use]
pub fn needed(vocabulary: &str, code: &str) -> bool {
    closed(vocabulary) || NAMED.iter().any(|(name, codes)| *name == vocabulary && codes.contains(&code))
}
