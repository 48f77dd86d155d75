//! What shows that a row was written by Lindung: a stamp on each line of history, row of the access log, person and account;
//! gapless numbers, counted in streams; and links over all of them, to which a signed closing is anchored.

/// How many may write at a time without waiting for each other. Stream 0 holds what was there before this step.
const STREAMS: u32 = 128;

const SQL: &str = "
    ALTER TABLE riwayat ADD COLUMN aliran WHOLE;
    ALTER TABLE riwayat ADD COLUMN urutan WHOLE;
    ALTER TABLE riwayat ADD COLUMN meterai BYTES;
    ALTER TABLE jejak_akses ADD COLUMN aliran WHOLE;
    ALTER TABLE jejak_akses ADD COLUMN urutan WHOLE;
    ALTER TABLE jejak_akses ADD COLUMN meterai BYTES;
    ALTER TABLE orang ADD COLUMN meterai BYTES;
    ALTER TABLE pengguna ADD COLUMN meterai BYTES;
    ALTER TABLE penutupan ADD COLUMN cara WHOLE;
    ALTER TABLE penutupan ADD COLUMN jangkar text CHECK (length(jangkar) = 64);
    CREATE TABLE aliran (
        nomor WHOLE NOT NULL PRIMARY KEY,
        riwayat WHOLE NOT NULL CHECK (riwayat >= 0),
        jejak WHOLE NOT NULL CHECK (jejak >= 0)
    );
    CREATE TABLE rantai (
        urutan WHOLE NOT NULL PRIMARY KEY,
        pada INSTANT NOT NULL,
        sebab text NOT NULL CHECK (sebab IN ('awal', 'malam', 'penutupan')),
        kepala JSON NOT NULL,
        riwayat WHOLE NOT NULL,
        sidik_riwayat text NOT NULL CHECK (length(sidik_riwayat) = 64),
        jejak WHOLE NOT NULL,
        sidik_jejak text NOT NULL CHECK (length(sidik_jejak) = 64),
        sebelum text NOT NULL CHECK (length(sebelum) = 64),
        meterai BYTES NOT NULL
    );";

pub fn up() -> String {
    let streams = (0..=STREAMS).map(|number| format!("INSERT INTO aliran VALUES ({number}, 0, 0);"));
    [SQL.to_owned(), streams.collect()].concat()
}
