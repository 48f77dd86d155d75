//! The tables `kata`, `hari_libur`, `tenggat` and `kantor_data`. Rows are added, never changed: together they are the history.

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

/// What was done to clocks (`tenggat`).
pub mod tenggat {
    use kernel::{Day, KantorId, PenggunaId};
    use sea_orm::entity::prelude::*;

    /// A clock as it is for records registered on a day or later.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tenggat")]
    pub struct Model {
        /// Its running number.
        #[sea_orm(primary_key, auto_increment = false)]
        pub nomor: i64,
        /// The kind of record.
        pub jenis: String,
        /// The name of the clock.
        pub kode: String,
        /// The first day of registration that it holds for.
        pub berlaku_sejak: Day,
        /// How long, in `satuan`.
        pub n: i64,
        /// `kerja`, `kalender` or `bulan`.
        pub satuan: String,
        /// The states in which it runs, one a line; none for all in which a record is open.
        pub tahap: String,
        /// So many days before its due day it is shown as a task; none for at once.
        pub tampil_sebelum: Option<i64>,
        /// Whose task it is while no officer is named; none if it is anybody's.
        pub hak: Option<String>,
        /// The legal basis.
        pub dasar: String,
        /// `terverifikasi` or `asumsi`.
        pub status: String,
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

/// What was done to the data of offices (`kantor_data`).
pub mod data {
    use kernel::{Day, KantorId, PenggunaId};
    use sea_orm::entity::prelude::*;

    /// What stands on the letters of an office from a day on.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kantor_data")]
    pub struct Model {
        /// Its running number.
        #[sea_orm(primary_key, auto_increment = false)]
        pub nomor: i64,
        /// The office that it is about.
        pub tentang_id: KantorId,
        /// The first day on which it holds.
        pub berlaku_sejak: Day,
        /// What stands above its name.
        pub kop: Option<String>,
        /// Its address.
        pub alamat: Option<String>,
        /// Telephone, e-mail and the like.
        pub kontak: Option<String>,
        /// The name of its head.
        pub kepala: Option<String>,
        /// The head's number as a civil servant.
        pub kepala_nip: Option<String>,
        /// Why.
        pub alasan: String,
        /// The name of who did it.
        pub pelaku: String,
        /// The account; none for the system.
        pub pelaku_id: Option<PenggunaId>,
        /// The office of who did it.
        pub kantor_id: KantorId,
        /// When.
        pub pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
