//! The tables `kata` and `hari_libur`. Rows are added, never changed: together they are the history.

/// What was done to words (`kata`).
pub mod kata {
    use kernel::{Day, KantorId, PenggunaId};
    use sea_orm::entity::prelude::*;

    /// What was done to a word, and the whole word as it is from then on.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kata")]
    pub struct Model {
        /// Its running number.
        #[sea_orm(primary_key, auto_increment = false)]
        pub nomor: i64,
        /// The vocabulary.
        pub kamus: String,
        /// The code of the word.
        pub kode: String,
        /// What was done: `ditambah`, `diubah`, `diakhiri`, `dihidupkan`.
        pub tindakan: String,
        /// What people read.
        pub label: String,
        /// How else people write it, one a line.
        pub juga: String,
        /// The basis, where one is known.
        pub dasar: Option<String>,
        /// The first day on which it may be used.
        pub berlaku_sejak: Option<Day>,
        /// The first day on which it may not be used any more.
        pub berakhir_pada: Option<Day>,
        /// The label of the word to use in its place.
        pub pengganti: Option<String>,
        /// Why.
        pub alasan: String,
        /// The name of who did it.
        pub pelaku: String,
        /// The account; none for the system.
        pub pelaku_id: Option<PenggunaId>,
        /// The office.
        pub kantor_id: KantorId,
        /// When.
        pub pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was done to holidays (`hari_libur`).
pub mod libur {
    use kernel::{Day, KantorId, PenggunaId};
    use sea_orm::entity::prelude::*;

    /// A day that was made a holiday, or a working day again.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hari_libur")]
    pub struct Model {
        /// Its running number.
        #[sea_orm(primary_key, auto_increment = false)]
        pub nomor: i64,
        /// The day.
        pub hari: Day,
        /// What was done: `ditambah`, `dicabut`.
        pub tindakan: String,
        /// The name of the holiday.
        pub nama: String,
        /// `nasional` or `cuti_bersama`.
        pub jenis: String,
        /// The decision that declares it.
        pub dasar: String,
        /// Why.
        pub alasan: String,
        /// The name of who did it.
        pub pelaku: String,
        /// The account; none for the system.
        pub pelaku_id: Option<PenggunaId>,
        /// The office.
        pub kantor_id: KantorId,
        /// When.
        pub pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
