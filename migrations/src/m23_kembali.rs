//! When a complaint came back from a referral, or was taken on by another office: its clocks run from that day.

const SQL: &str = "
    ALTER TABLE pengaduan ADD COLUMN kembali_pada DAY;";

pub fn up() -> String {
    SQL.to_owned()
}
