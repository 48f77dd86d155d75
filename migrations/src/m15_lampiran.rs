//! Attachments of records of any kind. What they hold lies in files, under the address that stands here. Names and remarks
//! are sealed: people name scans after identity numbers.

const SQL: &str = "
    CREATE TABLE lampiran (
        id UUID NOT NULL PRIMARY KEY,
        jenis text NOT NULL,
        catatan_id UUID NOT NULL,
        kantor_id UUID NOT NULL REFERENCES kantor (id),
        nama_sandi BYTES NOT NULL,
        macam text NOT NULL CHECK (macam IN ('pdf', 'jpeg', 'png', 'docx', 'xlsx')),
        ukuran WHOLE NOT NULL CHECK (ukuran > 0),
        alamat text NOT NULL CHECK (length(alamat) = 64),
        keterangan_sandi BYTES,
        diunggah_id UUID,
        diunggah_oleh text NOT NULL,
        diunggah_pada INSTANT NOT NULL,
        dihapus_oleh text,
        dihapus_pada INSTANT,
        alasan text,
        CHECK ((dihapus_pada IS NULL) = (alasan IS NULL)),
        CHECK ((dihapus_pada IS NULL) = (dihapus_oleh IS NULL))
    );
    CREATE UNIQUE INDEX uq_lampiran_isi ON lampiran (catatan_id, alamat) WHERE dihapus_pada IS NULL;
    CREATE INDEX ix_lampiran_alamat ON lampiran (alamat);
    ";

pub fn up() -> String {
    SQL.to_owned()
}
