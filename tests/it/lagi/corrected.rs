//! A row of each kind, and what an earlier file said otherwise.

use super::csv;

/// A kind, a row of a right file, and what an earlier file said otherwise; an empty text is a column that it left out.
pub(super) type Corrected =
    (&'static str, &'static [(&'static str, &'static str)], &'static [(&'static str, &'static str)]);

pub(super) const CORRECTED: [Corrected; 25] = [
    (
        "kerja-sama",
        &[
            ("mitra", "Kabupaten contoh"),
            ("jenis_mitra", "pemda_kabupaten_kota"),
            ("nomor_naskah", "1/CONTOH"),
            ("mulai_pada", "2025-01-02"),
            ("sampai_pada", "2027-01-01"),
        ],
        &[("jenis_mitra", "sekolah"), ("sampai_pada", "")],
    ),
    (
        "rencana-aksi",
        &[
            ("kerja_sama", "KSM-2025-000001"),
            ("butir", "Sosialisasi"),
            ("jatuh_tempo", "2025-06-30"),
            ("dilaksanakan_pada", "2025-06-02"),
            ("bukti", "L-1"),
        ],
        &[("dilaksanakan_pada", ""), ("bukti", "")],
    ),
    (
        "kegiatan",
        &[
            ("jenis_kegiatan", "sosialisasi"),
            ("judul", "Contoh"),
            ("tanggal", "2025-06-01"),
            ("jumlah_peserta", "40"),
            ("kerja_sama", "KSM-2025-000001"),
        ],
        &[("jumlah_peserta", "400"), ("kerja_sama", "")],
    ),
    (
        "kedatangan",
        &[("tiba_pada", "2025-06-01"), ("penerbangan", "ZZ 1"), ("negara", "MY"), ("jumlah_diharapkan", "12")],
        &[("penerbangan", "zz1"), ("jumlah_diharapkan", "21")],
    ),
    (
        "kepulangan",
        &[
            ("tiba_pada", "2025-06-01"),
            ("kategori", "sakit"),
            ("kedatangan", "KDT-2025-000001"),
            ("negara", "MY"),
            ("keterangan", "Sudah ditemui"),
        ],
        &[("kategori", "deportasi"), ("kedatangan", ""), ("negara", "TW"), ("keterangan", "")],
    ),
    (
        "rehabilitasi",
        &[
            ("didata_pada", "2025-06-01"),
            ("bermasalah", "ya"),
            ("pelaksanaan_pada", "2025-06-10"),
            ("kebutuhan", "Konseling"),
        ],
        &[("bermasalah", "tidak"), ("pelaksanaan_pada", ""), ("kebutuhan", "")],
    ),
    (
        "pemberdayaan",
        &[("kegiatan", "Pelatihan"), ("tanggal", "2025-06-01"), ("peserta", "purna_pmi"), ("hadir", "ya")],
        &[("peserta", "keluarga"), ("hadir", "")],
    ),
    (
        "pengaduan",
        &[
            ("diterima_pada", "2025-06-01"),
            ("kanal", "telepon"),
            ("pelapor", "A Contoh"),
            ("hubungan_pelapor", "anak"),
            ("jenis_kasus", "tppo"),
            ("nomor_siskop2mi", "S-1/CONTOH"),
            ("selesai_pada", "2025-06-20"),
            ("hasil", "Dipulangkan"),
        ],
        &[("jenis_kasus", "gaji_tidak_dibayar"), ("nomor_siskop2mi", ""), ("selesai_pada", ""), ("hasil", "")],
    ),
    (
        "brafaks",
        &[
            ("diterima_pada", "2025-06-02"),
            ("nomor_agenda", "1/CONTOH"),
            ("perwakilan", "KBRI Contoh"),
            ("nomor_brafaks", "B-1/CONTOH"),
            ("tanggal_brafaks", "2025-06-01"),
            ("sifat", "segera"),
            ("perihal", "Contoh"),
        ],
        &[("nomor_agenda", "11/CONTOH"), ("perihal", "Conto")],
    ),
    (
        "klaim",
        &[
            ("jenis_klaim", "meninggal_dunia"),
            ("diajukan_pada", "2025-06-01"),
            ("cabang", "Serang"),
            ("nomor_klaim", "K-1/CONTOH"),
            ("dibayar_pada", "2025-06-20"),
            ("jumlah_rp", "85000000"),
        ],
        &[("nomor_klaim", ""), ("dibayar_pada", ""), ("jumlah_rp", "")],
    ),
    (
        "pencegahan",
        &[("diterima_pada", "2025-06-01"), ("sumber", "imigrasi"), ("negara", "MY")],
        &[("sumber", "polresta"), ("negara", "")],
    ),
    (
        "pencari-kerja",
        &[("dicatat_pada", "2025-06-01"), ("sumber", "job_fair"), ("berminat", "ya"), ("pendidikan", "SMA")],
        &[("berminat", "tidak"), ("pendidikan", "")],
    ),
    (
        "sesi",
        &[("jenis_sesi", "opp"), ("tanggal", "2025-06-01"), ("tempat", "Aula contoh"), ("kapasitas", "40")],
        &[("kapasitas", "400")],
    ),
    (
        "verifikasi",
        &[
            ("skema", "g_to_g"),
            ("dijadwalkan_pada", "2025-06-01"),
            ("hadir", "ya"),
            ("diperiksa_pada", "2025-06-01"),
            ("hasil", "lengkap"),
        ],
        &[("hasil", "kurang")],
    ),
    (
        "penempatan",
        &[
            ("skema", "p_to_p"),
            ("negara", "TW"),
            ("nomor_epmi", "E-1/CONTOH"),
            ("epmi_terbit_pada", "2025-06-01"),
            ("jabatan", "Perawat"),
        ],
        &[("nomor_epmi", ""), ("epmi_terbit_pada", ""), ("jabatan", "Perawt")],
    ),
    (
        "opp",
        &[("dijadwalkan_pada", "2025-06-01"), ("hadir", "ya"), ("nilai_akhir", "81,25")],
        &[("nilai_akhir", "18,25")],
    ),
    (
        "rekomendasi-paspor",
        &[
            ("diminta_pada", "2025-06-01"),
            ("melalui", "tatap_muka"),
            ("negara", "JP"),
            ("jawaban", "tidak_diperlukan"),
            ("dijawab_pada", "2025-06-02"),
            ("dasar_jawaban", "se_kemenkumham"),
        ],
        &[("melalui", "telepon"), ("jawaban", ""), ("dijawab_pada", ""), ("dasar_jawaban", "")],
    ),
    (
        "permintaan-data",
        &[
            ("diterima_pada", "2025-06-01"),
            ("kanal", "email"),
            ("permintaan", "salinan"),
            ("uraian", "Semua datanya"),
            ("hasil", "dipenuhi"),
            ("dijawab_pada", "2025-06-02"),
            ("jawaban", "Salinan diserahkan"),
        ],
        &[("kanal", "telepon"), ("uraian", ""), ("hasil", ""), ("dijawab_pada", ""), ("jawaban", "")],
    ),
    (
        "p3mi",
        &[
            ("nama", "PT Contoh Penempatan"),
            ("ejaan_lain", "PT. Contoh Penempatan"),
            ("nomor_izin", "SIP3MI-1/CONTOH"),
            ("izin_sampai", "2027-06-01"),
            ("tercatat_pada", "2025-06-01"),
        ],
        &[("ejaan_lain", ""), ("nomor_izin", ""), ("izin_sampai", "")],
    ),
    (
        "rekomendasi-p3mi",
        &[
            ("p3mi", "P3M-2025-000001"),
            ("jenis", "sanksi"),
            ("bentuk_sanksi", "penghentian_sementara"),
            ("dasar", "Tidak hadir OPP (contoh)"),
            ("diusulkan_pada", "2025-06-02"),
        ],
        &[("bentuk_sanksi", "peringatan_tertulis"), ("dasar", "Tidak hadir (contoh)")],
    ),
    (
        "nilai",
        &[
            ("jenis_nilai", "kearsipan"),
            ("tanggal", "2025-06-01"),
            ("nilai", "79,49"),
            ("penilai", "Contoh"),
            ("bukti", "Surat"),
        ],
        &[("nilai", "97,94")],
    ),
    (
        "butir-zi",
        &[
            ("tahun", "2025"),
            ("tanggal", "2025-02-03"),
            ("pokja", "pelayanan_publik"),
            ("kode", "6.a"),
            ("butir", "Contoh"),
            ("bobot", "2,5"),
            ("terpenuhi", "80"),
            ("dinilai_pada", "2025-03-03"),
        ],
        &[("bobot", "5,2"), ("terpenuhi", ""), ("dinilai_pada", "")],
    ),
    (
        "anggaran",
        &[
            ("tahun", "2025"),
            ("kegiatan", "Contoh"),
            ("jenis", "pagu"),
            ("revisi", "0"),
            ("tanggal", "2025-01-02"),
            ("jumlah_rp", "1000000"),
        ],
        &[("jumlah_rp", "10000000")],
    ),
    (
        "kendala",
        &[
            ("masalah", "Server sering mati (contoh)"),
            ("tim", "tim_penempatan"),
            ("dicatat_pada", "2025-06-02"),
            ("penanggung_jawab", "Ketua tim contoh"),
            ("tenggat", "2025-12-01"),
            ("ditindaklanjuti_pada", "2025-06-10"),
            ("tindak_lanjut", "10 Jun 2025: Rapat (contoh)"),
        ],
        &[("penanggung_jawab", "Ketua contoh"), ("tenggat", ""), ("ditindaklanjuti_pada", ""), ("tindak_lanjut", "")],
        "pegawai",
        &[
            ("kode", "P-012"),
            ("unit", "BP3MI-BANTEN"),
            ("jabatan", "Pengantar Kerja Ahli Muda"),
            ("kelompok", "pns"),
            ("golongan", "III/c"),
            ("tingkat", "fungsional"),
            ("jabatan_fungsional", "Pengantar Kerja"),
            ("jenis_kelamin", "P"),
            ("pendidikan", "s1"),
            ("sejak", "2025-01-02"),
        ],
        &[("jabatan", "Pengantar Kerja Muda"), ("golongan", "III/b"), ("pendidikan", "")],
    ),
];

/// The rows of the right file and of the one before it; a person's origin, sex and telephone were wrong or left out too.
pub(super) fn files(at: usize, (_, right, wrong): &Corrected, person: bool) -> (String, String) {
    let nik = format!("36039941019{:05}", at + 101);
    let particulars = [
        ("nama", "Siti Contoh"),
        ("nik", nik.as_str()),
        ("tanggal_lahir", "1990-01-01"),
        ("jenis_kelamin", "P"),
        ("daerah_asal", "36.03"),
        ("telepon", "+628000000001"),
    ];
    let before = [
        ("nama", "Sitti Contoh"),
        ("nik", nik.as_str()),
        ("tanggal_lahir", ""),
        ("jenis_kelamin", "P"),
        ("daerah_asal", "36.04"),
        ("telepon", ""),
    ];
    let said =
        |key: &str, text: &'static str| wrong.iter().find(|(other, _)| *other == key).map_or(text, |(_, text)| *text);
    let take = |person: bool, all: &[(&'static str, &str)]| {
        if person { all.iter().map(|(k, t)| ((*k), (*t).to_owned())).collect() } else { Vec::new() }
    };
    let pairs = |mut first: Vec<(&'static str, String)>, rest: Vec<(&'static str, String)>| {
        first.extend(rest);
        csv(&first.iter().map(|(key, text)| (*key, text.as_str())).collect::<Vec<_>>())
    };
    let good = right.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
    let bad = right.iter().map(|(key, text)| (*key, said(key, text).to_owned())).collect();
    (pairs(take(person, &particulars), good), pairs(take(person, &before), bad))
}
