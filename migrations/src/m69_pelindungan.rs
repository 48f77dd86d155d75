//! Copies of what is held of a person, given to who asked for them.

pub fn up() -> String {
    "CREATE TABLE salinan_data (
        id UUID NOT NULL PRIMARY KEY,
        orang_id UUID NOT NULL REFERENCES orang (id),
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        alasan text NOT NULL,
        permintaan text,
        diminta_pada DAY NOT NULL,
        identitas text NOT NULL,
        bentuk text NOT NULL CHECK (bentuk IN ('json', 'pdf')),
        pelaku_id UUID,
        pelaku text NOT NULL,
        pada INSTANT NOT NULL
    );
    CREATE INDEX ix_salinan_data_orang ON salinan_data (orang_id, pada);"
        .to_owned()
}
