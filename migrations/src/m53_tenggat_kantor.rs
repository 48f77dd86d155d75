//! Clocks and data of offices that the office keeps itself: every change is a row, with who and why.

pub fn up() -> String {
    "CREATE TABLE tenggat (
        nomor WHOLE NOT NULL PRIMARY KEY,
        jenis text NOT NULL CHECK (jenis <> ''),
        kode text NOT NULL CHECK (kode <> ''),
        berlaku_sejak DAY NOT NULL,
        n WHOLE NOT NULL CHECK (n >= 0),
        satuan text NOT NULL CHECK (satuan IN ('kerja', 'kalender', 'bulan')),
        tahap text NOT NULL,
        tampil_sebelum WHOLE CHECK (tampil_sebelum IS NULL OR tampil_sebelum > 0),
        hak text CHECK (hak IS NULL OR hak = 'disposisi'),
        dasar text NOT NULL CHECK (dasar <> ''),
        status text NOT NULL CHECK (status IN ('terverifikasi', 'asumsi')),
        alasan text NOT NULL CHECK (alasan <> ''),
        pelaku text NOT NULL,
        pelaku_id UUID REFERENCES pengguna (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        pada INSTANT NOT NULL
    );
    CREATE TABLE kantor_data (
        nomor WHOLE NOT NULL PRIMARY KEY,
        tentang_id UUID NOT NULL REFERENCES kantor (id),
        berlaku_sejak DAY NOT NULL,
        kop text,
        alamat text,
        kontak text,
        kepala text,
        kepala_nip text,
        alasan text NOT NULL CHECK (alasan <> ''),
        pelaku text NOT NULL,
        pelaku_id UUID REFERENCES pengguna (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        pada INSTANT NOT NULL
    );"
    .to_owned()
}
