//! `PostgreSQL` plans the lists once for all values, and is told for that how many offices the records are of. Where one office has nearly all, it
//! would take any office for such a one, and go through the records of all to find those of an office that has few.

use std::fmt::Write;

/// The tables of the kinds.
const KINDS: [&str; 29] = [
    "anggaran",
    "brafaks",
    "butir_zi",
    "izin",
    "kedatangan",
    "kegiatan",
    "kendala",
    "kepulangan",
    "kerja_sama",
    "klaim",
    "layanan",
    "nilai",
    "opp",
    "p3mi",
    "pegawai",
    "pelimpahan",
    "pemberdayaan",
    "pencari_kerja",
    "pencegahan",
    "penempatan",
    "pengaduan",
    "permintaan_data",
    "rehabilitasi",
    "rekomendasi_p3mi",
    "rekomendasi_paspor",
    "rencana_aksi",
    "selisih",
    "sesi",
    "verifikasi",
];
/// The columns with an office that records are shared with.
const SHARED: [(&str, &str); 3] =
    [("izin", "kantor_tujuan"), ("kepulangan", "kantor_asal"), ("pelimpahan", "kantor_tujuan")];

pub fn up() -> String {
    let columns = KINDS.into_iter().map(|table| (table, "kantor_id")).chain(SHARED);
    // Nothing is to be done for SQLite, and a step is a statement.
    let mut sql = "--only sqlite\nSELECT 1;\n--only postgres\n".to_owned();
    for (table, column) in columns {
        let _ = writeln!(sql, "ALTER TABLE {table} ALTER COLUMN {column} SET (n_distinct = 30);");
        let _ = writeln!(sql, "ANALYZE {table} ({column});");
    }
    sql
}
