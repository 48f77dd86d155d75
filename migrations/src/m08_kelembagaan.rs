//! Cooperation agreements, their action-plan items, and activities.

use crate::sql::{About, record};

pub fn up() -> String {
    let kerja_sama = record(
        "kerja_sama",
        About::Nobody,
        &["berlaku", "berakhir"],
        "mitra text NOT NULL,
        jenis_mitra text NOT NULL,
        nomor_naskah text NOT NULL,
        mulai_pada DAY NOT NULL,
        sampai_pada DAY,
        diakhiri_pada DAY,
        CHECK (sampai_pada IS NULL OR sampai_pada >= mulai_pada),
        CHECK (diakhiri_pada IS NULL OR diakhiri_pada >= mulai_pada),
        CHECK ((status = 'berakhir') = (diakhiri_pada IS NOT NULL))",
    );
    let rencana_aksi = record(
        "rencana_aksi",
        About::Nobody,
        &["direncanakan", "dilaksanakan"],
        "kerja_sama_id UUID NOT NULL REFERENCES kerja_sama (id),
        butir text NOT NULL,
        jatuh_tempo DAY NOT NULL,
        dilaksanakan_pada DAY,
        bukti text,
        CHECK ((status = 'dilaksanakan') = (dilaksanakan_pada IS NOT NULL AND bukti IS NOT NULL))",
    );
    let kegiatan = record(
        "kegiatan",
        About::Nobody,
        &["tercatat"],
        "jenis_kegiatan text NOT NULL,
        judul text NOT NULL,
        tanggal DAY NOT NULL,
        tempat text,
        daerah text,
        kerja_sama_id UUID REFERENCES kerja_sama (id),
        jumlah_peserta WHOLE CHECK (jumlah_peserta >= 0)",
    );
    let more = "CREATE INDEX ix_rencana_aksi_kerja_sama ON rencana_aksi (kerja_sama_id);
        CREATE INDEX ix_kegiatan_kerja_sama ON kegiatan (kerja_sama_id);";
    [kerja_sama, rencana_aksi, kegiatan, more.to_owned()].concat()
}
