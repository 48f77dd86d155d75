//! Offices and accounts.

pub fn up() -> String {
    "
    CREATE TABLE kantor (
        id UUID NOT NULL PRIMARY KEY,
        kode text NOT NULL,
        nama text NOT NULL,
        jenis text NOT NULL CHECK (jenis IN ('pusat', 'bp3mi', 'p4mi')),
        induk_id UUID REFERENCES kantor (id)
    );
    CREATE UNIQUE INDEX uq_kantor_kode ON kantor (kode);

    CREATE TABLE pengguna (
        id UUID NOT NULL PRIMARY KEY,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        nama_masuk text NOT NULL CHECK (length(nama_masuk) BETWEEN 3 AND 64),
        nama text NOT NULL,
        peran text NOT NULL CHECK (peran IN
            ('helpdesk', 'pelindungan', 'penempatan', 'perencana', 'kepala', 'admin')),
        sandi text NOT NULL,
        aktif boolean NOT NULL,
        generasi WHOLE NOT NULL CHECK (generasi >= 1),
        dibuat_pada INSTANT NOT NULL
    );
    CREATE UNIQUE INDEX uq_pengguna_nama_masuk ON pengguna (nama_masuk);

    CREATE TABLE sesi (
        id UUID NOT NULL PRIMARY KEY,
        pengguna_id UUID NOT NULL REFERENCES pengguna (id),
        jenis text NOT NULL CHECK (jenis IN ('konsol', 'token')),
        rahasia text NOT NULL CHECK (length(rahasia) = 64),
        rahasia_lama text,
        generasi WHOLE NOT NULL,
        dibuat_pada INSTANT NOT NULL,
        dipakai_pada INSTANT NOT NULL,
        berakhir_pada INSTANT NOT NULL,
        dicabut_pada INSTANT
    );
    CREATE UNIQUE INDEX uq_sesi_rahasia ON sesi (rahasia);
    CREATE INDEX ix_sesi_rahasia_lama ON sesi (rahasia_lama);

    CREATE TABLE percobaan_masuk (
        id UUID NOT NULL PRIMARY KEY,
        kunci text NOT NULL,
        pada INSTANT NOT NULL
    );
    CREATE INDEX ix_percobaan_masuk ON percobaan_masuk (kunci, pada);
    "
    .to_owned()
}
