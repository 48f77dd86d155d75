//! The access log names the people that a request showed in its own row; an index beside it finds the requests that showed a person.

pub fn up() -> String {
    "ALTER TABLE jejak_akses ADD COLUMN orang BYTES;
    --only sqlite
    CREATE TRIGGER tr_jejak_akses_urutan AFTER INSERT ON jejak_akses WHEN NEW.aliran > 0
    BEGIN
        UPDATE aliran SET jejak = NEW.urutan WHERE nomor = NEW.aliran AND jejak < NEW.urutan;
    END;
    --both
    --only postgres
    CREATE FUNCTION mulai_tulis(kunci bigint) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock_shared(kunci);
        RETURN (SELECT isi FROM setelan WHERE nama = 'batas_waktu');
    END $$;
    --both
    CREATE TABLE jejak_lipatan (
        sampai UUID NOT NULL PRIMARY KEY,
        jejak WHOLE NOT NULL CHECK (jejak > 0),
        sidik text NOT NULL CHECK (length(sidik) = 64),
        meterai BYTES NOT NULL
    );
    CREATE TABLE jejak_dilihat (
        orang_id UUID NOT NULL,
        sampai UUID NOT NULL REFERENCES jejak_lipatan (sampai),
        jejak BYTES NOT NULL,
        PRIMARY KEY (orang_id, sampai)
    );
    CREATE INDEX ix_jejak_dilihat_lipatan ON jejak_dilihat (sampai, orang_id);"
        .to_owned()
}
