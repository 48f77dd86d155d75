//! The items of the ZI worksheet of a year, from which IKU 11 is counted.

use crate::sql::{About, kind};

pub fn up() -> String {
    let items = kind(
        "butir_zi",
        About::Nobody,
        &["belum_dinilai", "dinilai", "diverifikasi"],
        "tahun WHOLE NOT NULL,
        tanggal DAY NOT NULL,
        pokja text NOT NULL,
        kode text NOT NULL,
        butir text NOT NULL,
        bobot WHOLE NOT NULL CHECK (bobot BETWEEN 1 AND 1000000),
        jawaban text,
        terpenuhi WHOLE CHECK (terpenuhi BETWEEN 0 AND 1000000),
        dinilai_pada DAY,
        diverifikasi_pada DAY CHECK (diverifikasi_pada IS NULL OR diverifikasi_pada >= dinilai_pada),
        verifikator text,
        petugas text,
        keterangan text,
        CHECK ((dinilai_pada IS NULL) = (terpenuhi IS NULL)),
        CHECK ((diverifikasi_pada IS NULL) = (verifikator IS NULL)),
        CHECK (diverifikasi_pada IS NULL OR dinilai_pada IS NOT NULL),
        CHECK (status <> 'dinilai' OR dinilai_pada IS NOT NULL),
        CHECK (status <> 'diverifikasi' OR diverifikasi_pada IS NOT NULL)",
    );
    let more = "
        CREATE INDEX ix_butir_zi_status ON butir_zi (kantor_id, status, id);
        CREATE INDEX ix_butir_zi_tahun ON butir_zi (kantor_id, tahun);";
    [items, more.to_owned()].concat()
}
