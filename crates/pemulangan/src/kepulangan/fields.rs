//! What is asked of a return.

use kernel::form::{Field, FieldKind};

use super::entity::KEY;

/// The fields, in the order in which the desk asks them; those that a later step fills in come last.
pub(super) const FIELDS: &[Field] = &[
    Field::new(KEY.kedatangan, "Kedatangan", FieldKind::Link("kedatangan"))
        .help("Nomor kedatangan, misalnya KDT-2025-000188."),
    Field::new(KEY.tiba_pada, "Tanggal tiba", FieldKind::Day).required(),
    Field::new(KEY.tiba_jam, "Jam ditemui", FieldKind::Time).help("WIB, misalnya 22:31."),
    Field::new(KEY.negara, "Negara penempatan", FieldKind::Country),
    Field::new(KEY.kategori, "Kategori", FieldKind::Term("kategori_pulang"))
        .required()
        .help("Menentukan apakah kepulangan ini dihitung di IKU 6."),
    Field::new(KEY.alasan, "Alasan pulang", FieldKind::Term("alasan_pulang")),
    Field::new(KEY.alasan_lain, "Alasan lain", FieldKind::Terms("alasan_pulang")),
    Field::new(KEY.kelompok_usia, "Kelompok usia", FieldKind::Term("kelompok_usia")),
    Field::new(KEY.pendamping, "Datang bersama", FieldKind::Link("kepulangan"))
        .help("Untuk anak: nomor kepulangan orang dewasa yang membawanya."),
    Field::new(KEY.jabatan, "Pekerjaan terakhir", FieldKind::Text(120)),
    Field::new(KEY.p3mi, "P3MI atau perekrut", FieldKind::Text(200)),
    Field::new(KEY.prosedural, "Prosedural", FieldKind::YesNo),
    Field::new(KEY.hak_belum_dibayar, "Hak yang belum dibayar", FieldKind::Terms("hak_pekerja")),
    Field::new(KEY.ingin_mengadu, "Ingin mengadu", FieldKind::YesNo),
    Field::new(KEY.tempat_layanan, "Tempat layanan", FieldKind::Term("tempat_layanan")),
    Field::new(KEY.cara_pulang, "Cara pulang", FieldKind::Term("cara_pulang")),
    Field::new(KEY.kesehatan, "Keadaan kesehatan", FieldKind::Text(500)).health(),
    Field::new(KEY.rumah_sakit, "Rumah sakit rujukan", FieldKind::Named("rumah_sakit", 120)),
    Field::new(KEY.pulang_pada, "Tanggal pulang ke daerah asal", FieldKind::Day),
    Field::new(KEY.serah_terima_pada, "Tanggal serah terima", FieldKind::Day),
    Field::new(KEY.penerima, "Penerima", FieldKind::Text(200)).other(),
    Field::new(KEY.keterangan, "Keterangan", FieldKind::Long),
    Field::new(KEY.dirawat_pada, "Dirawat sejak", FieldKind::Day).later(),
    Field::new(KEY.nomor_rujukan, "Nomor rujukan", FieldKind::Text(80)).later(),
    Field::new(KEY.ditampung_pada, "Ditampung sejak", FieldKind::Day).later(),
    Field::new(KEY.tujuan, "Tujuan", FieldKind::Area).later(),
    Field::new(KEY.angkutan, "Angkutan", FieldKind::Text(120)).later(),
    Field::new(KEY.nomor_tiket, "Nomor tiket", FieldKind::Text(60)).later(),
    Field::new(KEY.biaya_rp, "Biaya", FieldKind::Money).later(),
    Field::new(KEY.mata_anggaran, "Mata anggaran", FieldKind::Term("mata_anggaran")).later(),
    Field::new(KEY.meninggal_pada, "Meninggal", FieldKind::Day).later(),
    Field::new(KEY.dokumen_jenazah, "Dokumen jenazah yang ada", FieldKind::Terms("dokumen_jenazah")).later(),
    Field::new(KEY.keluarga_diberi_tahu_pada, "Keluarga diberi tahu", FieldKind::Day).later(),
    Field::new(KEY.jenis_penerima, "Diserahkan kepada", FieldKind::Term("penerima_pulang")).later(),
    Field::new(KEY.saksi, "Saksi", FieldKind::Text(200)).other().later(),
    Field::new(KEY.nomor_ba, "Nomor berita acara", FieldKind::Text(80)).later(),
    Field::new(KEY.kantor_asal, "Kantor daerah asal", FieldKind::Office).later(),
    Field::new(KEY.asal_diberi_tahu_pada, "Kantor asal diberi tahu", FieldKind::Day).later(),
    Field::new(KEY.tiba_di_asal_pada, "Tiba di daerah asal", FieldKind::Day).later(),
    Field::new(KEY.selesai_pada, "Selesai", FieldKind::Day).later(),
    Field::new(KEY.pulih_pada, "Keluar dari rumah sakit", FieldKind::Day).later(),
    Field::new(KEY.pencegahan, "Pencegahan", FieldKind::Link("pencegahan")).later(),
];
