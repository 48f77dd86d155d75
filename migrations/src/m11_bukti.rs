//! What an audit needs: a fingerprint of the row and of the facts at every line of history; withdrawn records, which free
//! their numbers; people merged into another; age groups in the ledger.

const RECORDS: [&str; 15] = [
    "pengaduan",
    "kedatangan",
    "kepulangan",
    "rehabilitasi",
    "pemberdayaan",
    "klaim",
    "pencari_kerja",
    "verifikasi",
    "penempatan",
    "opp",
    "kerja_sama",
    "rencana_aksi",
    "kegiatan",
    "nilai",
    "anggaran",
];

/// Numbers from elsewhere that stand once in an office: index, table and column.
const NUMBERS: [(&str, &str, &str); 3] = [
    ("uq_pengaduan_siskop2mi", "pengaduan", "nomor_siskop2mi"),
    ("uq_klaim_nomor_klaim", "klaim", "nomor_klaim"),
    ("uq_penempatan_nomor_epmi", "penempatan", "nomor_epmi"),
];

pub fn up() -> String {
    let books = "
    ALTER TABLE riwayat ADD COLUMN sidik text;
    ALTER TABLE riwayat ADD COLUMN fakta JSON;
    ALTER TABLE fakta ADD COLUMN kelompok_umur text;
    CREATE INDEX ix_fakta_dari ON fakta (dicatat_dari);
    CREATE INDEX ix_fakta_sampai ON fakta (dicatat_sampai) WHERE dicatat_sampai IS NOT NULL;
    CREATE INDEX ix_fakta_orang ON fakta (orang_id) WHERE orang_id IS NOT NULL;
    ALTER TABLE orang ADD COLUMN digabung_ke UUID REFERENCES orang (id);
    CREATE INDEX ix_orang_digabung ON orang (digabung_ke) WHERE digabung_ke IS NOT NULL;";
    let withdrawn = RECORDS.map(|table| {
        format!(
            "ALTER TABLE {table} ADD COLUMN dibatalkan_pada INSTANT;
            DROP INDEX uq_{table}_isi;
            CREATE UNIQUE INDEX uq_{table}_isi ON {table} (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;"
        )
    });
    let numbers = NUMBERS.map(|(index, table, column)| {
        format!(
            "DROP INDEX {index};
            CREATE UNIQUE INDEX {index} ON {table} (kantor_id, {column})
                WHERE {column} IS NOT NULL AND dibatalkan_pada IS NULL;"
        )
    });
    [books.to_owned(), withdrawn.concat(), numbers.concat()].concat()
}
