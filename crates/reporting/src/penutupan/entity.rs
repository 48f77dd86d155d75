//! The table `penutupan`: a closing.

use kernel::ledger::Rule;
use kernel::{KantorId, PenggunaId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A closing: the figures of an agreement for a quarter or a year, as known at an instant.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "penutupan")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The office that closes.
    pub kantor_id: KantorId,
    /// The offices whose records it counts: ids.
    pub lingkup: Json,
    /// The agreement.
    pub perjanjian: String,
    /// Its version, by whose targets the figures were judged.
    pub perjanjian_versi: i64,
    /// Percent at which that version caps capaian.
    pub batas_capaian: Option<i64>,
    /// The year.
    pub tahun: i64,
    /// The quarter; 0 for the year.
    pub tw: i64,
    /// 0 for the first closing of the period, then 1, 2, 3 …
    pub revisi: i64,
    /// Why it was revised; none for the first.
    pub alasan: Option<String>,
    /// The status.
    pub status: Status,
    /// Counts up with each step.
    pub versi: i64,
    /// The instant: what was recorded before it is in the figures, what was recorded later is not.
    pub pada: DateTimeUtc,
    /// What was worth a look when it was prepared, see [`super::checklist::Point`].
    pub daftar_periksa: Json,
    /// The account that prepared it.
    pub disiapkan_id: Option<PenggunaId>,
    /// Who prepared it.
    pub disiapkan_oleh: String,
    /// The account that reviewed it.
    pub ditinjau_id: Option<PenggunaId>,
    /// Who reviewed it.
    pub ditinjau_oleh: Option<String>,
    /// When.
    pub ditinjau_pada: Option<DateTimeUtc>,
    /// What the reviewer noted.
    pub catatan_tinjauan: Option<String>,
    /// The account that signed it.
    pub ditandatangani_id: Option<PenggunaId>,
    /// Who signed it.
    pub ditandatangani_oleh: Option<String>,
    /// When.
    pub ditandatangani_pada: Option<DateTimeUtc>,
    /// The fingerprint of its figures and their members.
    pub sidik: String,
    /// Its place among the signed closings of the office.
    pub urutan: Option<i64>,
    /// The chain's fingerprint before it.
    pub rantai_sebelum: Option<String>,
    /// The chain's fingerprint with it.
    pub rantai: Option<String>,
    /// By which rule the fingerprints of its members were taken; none for the rule of before, see [`Model::rule`].
    pub cara: Option<i64>,
    /// The stamp of the link over history and access log to which it was anchored when it was signed, see [`kernel::chain`];
    /// none where that was before there were links.
    pub jangkar: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The newest rule by which members are hashed: over fields with their lengths.
pub(super) const LENGTHS: i64 = 2;

impl Model {
    /// The rule by which its members were hashed.
    #[must_use]
    pub fn rule(&self) -> Rule {
        if self.cara == Some(LENGTHS) { Rule::Lengths } else { Rule::Marked }
    }
}

/// A figure of a closing.
pub mod angka {
    use sea_orm::entity::prelude::*;

    /// A figure of a closing, as signed.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "penutupan_angka")]
    pub struct Model {
        /// The closing.
        #[sea_orm(primary_key, auto_increment = false)]
        pub penutupan_id: Uuid,
        /// The item's number in the agreement.
        #[sea_orm(primary_key, auto_increment = false)]
        pub no: i64,
        /// The indicator.
        pub indikator: String,
        /// Its published title.
        pub judul: String,
        /// Its published unit.
        pub satuan: String,
        /// The version of the definition.
        pub definisi_versi: i64,
        /// Members that count.
        pub pembilang: i64,
        /// All members of a share's whole.
        pub penyebut: Option<i64>,
        /// Members kept but not counted.
        pub tidak_dihitung: i64,
        /// The figure, unrounded; none where there was nothing to count from, or where it is a category.
        pub nilai: Option<String>,
        /// The category.
        pub kategori: Option<String>,
        /// The target.
        pub target: Option<String>,
        /// Capaian in percent, unrounded and uncapped.
        pub capaian: Option<String>,
        /// Whether the target was met.
        pub tercapai: Option<bool>,
        /// How many facts stand behind it, counted and not counted.
        pub anggota: i64,
        /// The fingerprint of those facts.
        pub sidik: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
