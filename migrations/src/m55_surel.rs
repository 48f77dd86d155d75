//! E-mail addresses of users, and the digests that were sent: one for each user and day.

pub fn up() -> String {
    "CREATE TABLE surel_pengguna (
        pengguna_id UUID NOT NULL PRIMARY KEY REFERENCES pengguna (id),
        alamat text NOT NULL CHECK (length(alamat) BETWEEN 3 AND 254),
        aktif boolean NOT NULL,
        diubah_pada INSTANT NOT NULL,
        pelaku text NOT NULL CHECK (pelaku <> '')
    );
    CREATE TABLE surel_kirim (
        pengguna_id UUID NOT NULL REFERENCES pengguna (id),
        hari DAY NOT NULL,
        keadaan text NOT NULL CHECK (keadaan IN ('berjalan', 'dikirim', 'gagal', 'nihil')),
        percobaan WHOLE NOT NULL CHECK (percobaan >= 1),
        coba_lagi_pada INSTANT CHECK (coba_lagi_pada IS NULL OR keadaan = 'gagal'),
        sebab text CHECK (sebab IS NULL OR keadaan = 'gagal'),
        pada INSTANT NOT NULL,
        PRIMARY KEY (pengguna_id, hari)
    );
    CREATE INDEX ix_surel_kirim_keadaan ON surel_kirim (keadaan);"
        .to_owned()
}
