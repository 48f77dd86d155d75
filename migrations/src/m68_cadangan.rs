//! Backups and rehearsals: when, by whom, where, how large, and what came of them.

pub fn up() -> String {
    "CREATE TABLE cadangan_jejak (
        id UUID NOT NULL PRIMARY KEY,
        macam text NOT NULL CHECK (macam IN ('cadangan', 'latihan')),
        pada INSTANT NOT NULL,
        oleh text NOT NULL CHECK (oleh IN ('jadwal', 'perintah')),
        tempat text NOT NULL,
        ukuran WHOLE CHECK (ukuran IS NULL OR ukuran >= 0),
        berhasil boolean NOT NULL,
        hasil text NOT NULL
    );
    CREATE INDEX ix_cadangan_jejak_pada ON cadangan_jejak (macam, pada);"
        .to_owned()
}
