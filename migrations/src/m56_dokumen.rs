//! Which paper of its record an attachment is, where the kind of record has a list of papers.

pub fn up() -> String {
    "ALTER TABLE lampiran ADD COLUMN dokumen text CHECK (dokumen IS NULL OR dokumen <> '');".to_owned()
}
