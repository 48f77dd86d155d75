//! The register of staff: somebody in one position, from a day until a day. It holds no name and no number of a person.

use crate::sql::{About, kind};

pub fn up() -> String {
    let staff = kind(
        "pegawai",
        About::Nobody,
        &["menjabat", "selesai"],
        "kode text NOT NULL,
        unit text NOT NULL,
        jabatan text NOT NULL,
        kelompok text NOT NULL CHECK (kelompok IN ('polri_tni', 'pns', 'pppk', 'outsourcing')),
        golongan text,
        tingkat text,
        jabatan_fungsional text,
        jenis_kelamin text NOT NULL CHECK (jenis_kelamin IN ('L', 'P')),
        pendidikan text,
        sejak DAY NOT NULL,
        sampai DAY CHECK (sampai IS NULL OR sampai >= sejak),
        CHECK ((status = 'selesai') = (sampai IS NOT NULL))",
    );
    let more = "
        CREATE INDEX ix_pegawai_status ON pegawai (kantor_id, status, id);
        CREATE INDEX ix_pegawai_kode ON pegawai (kantor_id, kode);";
    [staff, more.to_owned()].concat()
}
