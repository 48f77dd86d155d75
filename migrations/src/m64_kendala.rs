//! The problems of the teams of an office, of which Bab IV of the annual report is made.

use crate::sql::{About, kind};

pub fn up() -> String {
    let problems = kind(
        "kendala",
        About::Nobody,
        &["tercatat", "ditindaklanjuti", "selesai", "dibuka_kembali"],
        "tim text NOT NULL,
        masalah text NOT NULL,
        penyebab text,
        dampak text,
        iku text,
        penanggung_jawab text NOT NULL,
        petugas PLAIN,
        dicatat_pada DAY NOT NULL,
        tenggat DAY CHECK (tenggat IS NULL OR tenggat >= dicatat_pada),
        ditindaklanjuti_pada DAY CHECK (ditindaklanjuti_pada IS NULL OR ditindaklanjuti_pada >= dicatat_pada),
        tindak_lanjut text,
        diteruskan_pada DAY CHECK (diteruskan_pada IS NULL OR diteruskan_pada >= dicatat_pada),
        selesai_pada DAY CHECK (selesai_pada IS NULL OR selesai_pada >= dicatat_pada),
        hasil text,
        selesai_sebelumnya_pada DAY CHECK (selesai_sebelumnya_pada IS NULL OR selesai_sebelumnya_pada >= dicatat_pada),
        dibuka_kembali_pada DAY CHECK (dibuka_kembali_pada IS NULL OR dibuka_kembali_pada >= selesai_sebelumnya_pada),
        keterangan text,
        CHECK (ditindaklanjuti_pada IS NULL OR tindak_lanjut IS NOT NULL),
        CHECK (selesai_pada IS NULL OR hasil IS NOT NULL),
        CHECK ((dibuka_kembali_pada IS NULL) = (selesai_sebelumnya_pada IS NULL)),
        CHECK (selesai_pada IS NULL OR dibuka_kembali_pada IS NULL OR selesai_pada >= dibuka_kembali_pada),
        CHECK (status <> 'ditindaklanjuti' OR ditindaklanjuti_pada IS NOT NULL),
        CHECK (status <> 'selesai' OR selesai_pada IS NOT NULL),
        CHECK (status <> 'dibuka_kembali' OR dibuka_kembali_pada IS NOT NULL)",
    );
    let more = "
        CREATE INDEX ix_kendala_status ON kendala (kantor_id, status, id);
        CREATE INDEX ix_kendala_hari ON kendala (kantor_id, dicatat_pada, id);
        CREATE INDEX ix_kendala_petugas ON kendala (kantor_id, petugas, id);";
    [problems, more.to_owned()].concat()
}
