//! The numbers that offices have given their letters, each once in a year for a class of letters. They hold no personal data.

pub fn up() -> String {
    "CREATE TABLE nomor_surat (
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        surat text NOT NULL CHECK (surat <> ''),
        tahun WHOLE NOT NULL,
        nomor text NOT NULL CHECK (nomor <> ''),
        urut WHOLE,
        tanggal DAY NOT NULL,
        catatan_id UUID NOT NULL,
        pada INSTANT NOT NULL,
        PRIMARY KEY (kantor_id, surat, tahun, nomor)
    );
    CREATE INDEX ix_nomor_surat_urut ON nomor_surat (kantor_id, surat, tahun, urut);"
        .to_owned()
}
