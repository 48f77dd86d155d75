//! Requests for what takes two people: who asked for what, who approved or refused it, and by what it was used. Of each step there is one.

pub fn up() -> String {
    "CREATE TABLE persetujuan (
        id UUID NOT NULL PRIMARY KEY,
        permintaan_id UUID NOT NULL,
        langkah text NOT NULL CHECK (langkah IN ('minta', 'setuju', 'tolak', 'pakai')),
        macam text NOT NULL CHECK (macam <> ''),
        isi JSON NOT NULL,
        sidik text NOT NULL CHECK (length(sidik) = 64),
        berlaku_sampai INSTANT NOT NULL,
        alasan text NOT NULL CHECK (alasan <> ''),
        pelaku text NOT NULL,
        pelaku_id UUID,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        pada INSTANT NOT NULL,
        meterai BYTES NOT NULL,
        CHECK ((langkah = 'minta') = (permintaan_id = id)),
        CHECK (langkah = 'pakai' OR pelaku_id IS NOT NULL)
    );
    CREATE UNIQUE INDEX uq_persetujuan_langkah ON persetujuan (permintaan_id, langkah);
    CREATE INDEX ix_persetujuan_kantor ON persetujuan (kantor_id, langkah, id);"
        .to_owned()
}
