//! The table `p3mi`.

use std::collections::BTreeSet;

use kernel::form::Keys;
use kernel::reference::fold;
use kernel::{CatatanId, Day, KantorId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `p3mi`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "p3mi")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatatanId,
    /// Human number.
    pub nomor: String,
    /// Office.
    pub kantor_id: KantorId,
    /// Keyed fingerprint of what was first entered.
    pub kunci_isi: String,
    /// Status.
    pub status: Status,
    /// Counts up with each change.
    pub versi: i64,
    /// When it was recorded.
    pub dibuat_pada: DateTimeUtc,
    /// When it was last changed.
    pub diubah_pada: DateTimeUtc,
    /// When it was withdrawn, if it was.
    pub dibatalkan_pada: Option<DateTimeUtc>,
    /// The company's name.
    pub nama: String,
    /// How else its name is spelled, one spelling a line.
    pub ejaan_lain: Option<String>,
    /// Number of the licence.
    pub nomor_izin: Option<String>,
    /// Day on which the licence was issued or last extended.
    pub izin_terbit_pada: Option<Day>,
    /// Last day of the licence.
    pub izin_sampai: Option<Day>,
    /// Address.
    pub alamat: Option<String>,
    /// Where that is.
    pub daerah: Option<String>,
    /// Telephone of the company.
    pub telepon: Option<String>,
    /// E-mail of the company.
    pub surel: Option<String>,
    /// Who answers for it.
    pub penanggung_jawab: Option<String>,
    /// Anything else.
    pub keterangan: Option<String>,
    /// Day on which it came into the register.
    pub tercatat_pada: Day,
    /// Day from which the licence is suspended.
    pub diskors_pada: Option<Day>,
    /// Ground of the suspension.
    pub dasar_skors: Option<String>,
    /// Letter of the suspension.
    pub surat_skors: Option<String>,
    /// Last day of the suspension, if one was set.
    pub skors_sampai: Option<Day>,
    /// Day on which the licence was revoked.
    pub dicabut_pada: Option<Day>,
    /// Ground of the revocation.
    pub dasar_cabut: Option<String>,
    /// Letter of the revocation.
    pub surat_cabut: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |_| None);

/// All spellings of a company's name as names are compared: its own, and one for each line of the others.
#[must_use]
pub fn spellings(name: &str, others: Option<&str>) -> BTreeSet<String> {
    let lines = others.into_iter().flat_map(str::lines);
    [name].into_iter().chain(lines).map(fold).filter(|spelling| !spelling.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_differ_by_more_than_blanks_and_letter_case() {
        let all = spellings("PT Contoh  Penempatan", Some("pt contoh penempatan\r\n\nPT. Contoh Penempatan\n"));
        let expected = ["pt contoh penempatan", "pt. contoh penempatan"].map(str::to_owned);
        assert_eq!(all, BTreeSet::from(expected));
    }
}
