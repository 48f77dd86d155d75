//! Each handover looks whether its number stands on another paper of the office.

pub fn up() -> String {
    "CREATE INDEX ix_kepulangan_nomor_ba ON kepulangan (kantor_id, nomor_ba) WHERE nomor_ba IS NOT NULL;".to_owned()
}
