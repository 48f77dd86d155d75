//! What is asked of a return.

use kernel::form::{Field, FieldKind};

/// The fields, in the order in which the desk asks them; those that a later step fills in come last.
pub(super) const FIELDS: &[Field] = &[
    Field::new("kedatangan", "Kedatangan", FieldKind::Link("kedatangan"))
        .help("Nomor kedatangan, misalnya KDT-2025-000188."),
    Field::new("tiba_pada", "Tanggal tiba", FieldKind::Day).required(),
    Field::new("tiba_jam", "Jam ditemui", FieldKind::Time).help("WIB, misalnya 22:31."),
    Field::new("negara", "Negara penempatan", FieldKind::Country),
    Field::new("kategori", "Kategori", FieldKind::Term("kategori_pulang"))
        .required()
        .help("Menentukan apakah kepulangan ini dihitung di IKU 6."),
    Field::new("alasan", "Alasan pulang", FieldKind::Term("alasan_pulang")),
    Field::new("alasan_lain", "Alasan lain", FieldKind::Terms("alasan_pulang")),
    Field::new("kelompok_usia", "Kelompok usia", FieldKind::Term("kelompok_usia")),
    Field::new("pendamping", "Datang bersama", FieldKind::Link("kepulangan"))
        .help("Untuk anak: nomor kepulangan orang dewasa yang membawanya."),
    Field::new("jabatan", "Pekerjaan terakhir", FieldKind::Text(120)),
    Field::new("p3mi", "P3MI atau perekrut", FieldKind::Text(200)),
    Field::new("prosedural", "Prosedural", FieldKind::YesNo),
    Field::new("hak_belum_dibayar", "Hak yang belum dibayar", FieldKind::Terms("hak_pekerja")),
    Field::new("ingin_mengadu", "Ingin mengadu", FieldKind::YesNo),
    Field::new("tempat_layanan", "Tempat layanan", FieldKind::Term("tempat_layanan")),
    Field::new("cara_pulang", "Cara pulang", FieldKind::Term("cara_pulang")),
    Field::new("kesehatan", "Keadaan kesehatan", FieldKind::Text(500)).health(),
    Field::new("rumah_sakit", "Rumah sakit rujukan", FieldKind::Text(120)),
    Field::new("pulang_pada", "Tanggal pulang ke daerah asal", FieldKind::Day),
    Field::new("serah_terima_pada", "Tanggal serah terima", FieldKind::Day),
    Field::new("penerima", "Penerima", FieldKind::Text(200)),
    Field::new("keterangan", "Keterangan", FieldKind::Long),
    Field::new("dirawat_pada", "Dirawat sejak", FieldKind::Day).later(),
    Field::new("nomor_rujukan", "Nomor rujukan", FieldKind::Text(80)).later(),
    Field::new("ditampung_pada", "Ditampung sejak", FieldKind::Day).later(),
    Field::new("tujuan", "Tujuan", FieldKind::Area).later(),
    Field::new("angkutan", "Angkutan", FieldKind::Text(120)).later(),
    Field::new("nomor_tiket", "Nomor tiket", FieldKind::Text(60)).later(),
    Field::new("biaya_rp", "Biaya", FieldKind::Money).later(),
    Field::new("mata_anggaran", "Mata anggaran", FieldKind::Term("mata_anggaran")).later(),
    Field::new("meninggal_pada", "Meninggal", FieldKind::Day).later(),
    Field::new("dokumen_jenazah", "Dokumen jenazah yang ada", FieldKind::Terms("dokumen_jenazah")).later(),
    Field::new("keluarga_diberi_tahu_pada", "Keluarga diberi tahu", FieldKind::Day).later(),
    Field::new("jenis_penerima", "Diserahkan kepada", FieldKind::Term("penerima_pulang")).later(),
    Field::new("saksi", "Saksi", FieldKind::Text(200)).later(),
    Field::new("nomor_ba", "Nomor berita acara", FieldKind::Text(80)).later(),
    Field::new("kantor_asal", "Kantor daerah asal", FieldKind::Office).later(),
    Field::new("asal_diberi_tahu_pada", "Kantor asal diberi tahu", FieldKind::Day).later(),
    Field::new("tiba_di_asal_pada", "Tiba di daerah asal", FieldKind::Day).later(),
    Field::new("selesai_pada", "Selesai", FieldKind::Day).later(),
    Field::new("pulih_pada", "Keluar dari rumah sakit", FieldKind::Day).later(),
    Field::new("pencegahan", "Pencegahan", FieldKind::Link("pencegahan")).later(),
];
