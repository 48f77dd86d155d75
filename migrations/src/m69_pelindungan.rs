//! Requests of people about their own data, and copies of what is held of a person, given to who asked for them.

use crate::sql::{About, kind};

/// All states of a request.
const STATES: [&str; 4] = ["diterima", "dikerjakan", "dijawab", "ditolak"];

const COPIES: &str = "
    CREATE TABLE salinan_data (
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
    CREATE INDEX ix_salinan_data_orang ON salinan_data (orang_id, pada);";

pub fn up() -> String {
    let requests = kind(
        "permintaan_data",
        About::Person,
        &STATES,
        "diterima_pada DAY NOT NULL,
        kanal text NOT NULL,
        permintaan text NOT NULL,
        uraian text,
        pemohon text,
        identitas text,
        dikerjakan_pada DAY,
        hasil text,
        dijawab_pada DAY,
        jawaban text,
        alasan_tolak text,
        CHECK ((hasil IS NULL) = (dijawab_pada IS NULL)),
        CHECK (dikerjakan_pada IS NULL OR dikerjakan_pada >= diterima_pada),
        CHECK (dijawab_pada IS NULL OR dijawab_pada >= diterima_pada),
        CHECK (hasil <> 'dipenuhi' OR jawaban IS NOT NULL),
        CHECK (hasil <> 'ditolak' OR alasan_tolak IS NOT NULL),
        CHECK (status <> 'dikerjakan' OR dikerjakan_pada IS NOT NULL),
        CHECK (status <> 'dijawab' OR dijawab_pada IS NOT NULL),
        CHECK (status <> 'ditolak' OR dijawab_pada IS NOT NULL)",
    );
    let index = "
    CREATE INDEX ix_permintaan_data_status ON permintaan_data (kantor_id, status, id);";
    [&requests, index, COPIES].concat()
}
