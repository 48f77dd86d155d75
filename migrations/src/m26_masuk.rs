//! Logging in: each try is one row, written before the password is looked at; the addresses from which a user has logged in; and
//! every refresh token that was used, since any of them that comes again was stolen.

pub fn up() -> String {
    "
    DROP TABLE percobaan_masuk;
    CREATE TABLE percobaan_masuk (
        id UUID NOT NULL PRIMARY KEY,
        akun text NOT NULL CHECK (length(akun) = 64),
        alamat text NOT NULL CHECK (length(alamat) = 64),
        kenal boolean NOT NULL,
        gagal boolean NOT NULL,
        pada INSTANT NOT NULL
    );
    CREATE INDEX ix_percobaan_masuk_akun ON percobaan_masuk (akun);
    CREATE INDEX ix_percobaan_masuk_alamat ON percobaan_masuk (alamat);
    CREATE INDEX ix_percobaan_masuk_pada ON percobaan_masuk (pada);

    CREATE TABLE alamat_kenal (
        pengguna_id UUID NOT NULL REFERENCES pengguna (id),
        alamat text NOT NULL CHECK (length(alamat) = 64),
        pada INSTANT NOT NULL,
        PRIMARY KEY (pengguna_id, alamat)
    );
    CREATE INDEX ix_alamat_kenal_alamat ON alamat_kenal (alamat);

    CREATE TABLE sesi_bekas (
        rahasia text NOT NULL PRIMARY KEY CHECK (length(rahasia) = 64),
        sesi_id UUID NOT NULL REFERENCES sesi (id),
        berakhir_pada INSTANT NOT NULL
    );
    CREATE INDEX ix_sesi_bekas_berakhir ON sesi_bekas (berakhir_pada);
    INSERT INTO sesi_bekas (rahasia, sesi_id, berakhir_pada)
        SELECT rahasia_lama, id, berakhir_pada FROM sesi WHERE rahasia_lama IS NOT NULL;
    DROP INDEX ix_sesi_rahasia_lama;
    ALTER TABLE sesi DROP COLUMN rahasia_lama;"
        .to_owned()
}
