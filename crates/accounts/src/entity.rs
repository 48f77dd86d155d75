//! The tables of accounts.

/// Offices (`kantor`).
pub mod kantor {
    use kernel::KantorId;
    use sea_orm::entity::prelude::*;

    /// An office.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kantor")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: KantorId,
        /// Its short code.
        pub kode: String,
        /// Its name.
        pub nama: String,
        /// `pusat`, `bp3mi` or `p4mi`.
        pub jenis: String,
        /// The office above it.
        pub induk_id: Option<KantorId>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Users (`pengguna`).
pub mod pengguna {
    use kernel::{KantorId, PenggunaId};
    use sea_orm::entity::prelude::*;

    /// A user.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pengguna")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PenggunaId,
        /// The office.
        pub kantor_id: KantorId,
        /// The name to log in with, in lower case.
        pub nama_masuk: String,
        /// The name that others read.
        pub nama: String,
        /// The role.
        pub peran: String,
        /// The Argon2id hash of the password, or a one-time word, see `once`.
        pub sandi: String,
        /// Whether the account may be used.
        pub aktif: bool,
        /// Counts up when password, role or office change: what was issued before is void.
        pub generasi: i64,
        /// When it was made.
        pub dibuat_pada: DateTimeUtc,
        /// The row's stamp, over all of it.
        #[sea_orm(column_type = "Blob", nullable)]
        pub meterai: Option<Vec<u8>>,
        /// The secret of the second factor, sealed; none without one.
        #[sea_orm(column_type = "Blob", nullable)]
        pub faktor_sandi: Option<Vec<u8>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Sessions (`sesi`): of the console, and of programs that hold a refresh token.
pub mod sesi {
    use kernel::PenggunaId;
    use sea_orm::entity::prelude::*;

    /// A session. Secrets are kept as fingerprints only.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sesi_masuk")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The user.
        pub pengguna_id: PenggunaId,
        /// `konsol` or `token`.
        pub jenis: String,
        /// The fingerprint of the secret.
        pub rahasia: String,
        /// The user's generation at login.
        pub generasi: i64,
        /// When it began.
        pub dibuat_pada: DateTimeUtc,
        /// When it was last used.
        pub dipakai_pada: DateTimeUtc,
        /// When it ends whatever happens.
        pub berakhir_pada: DateTimeUtc,
        /// When it was ended.
        pub dicabut_pada: Option<DateTimeUtc>,
        /// The address that it began from, in clear: its user must know it again.
        pub alamat: Option<String>,
        /// Browser and system in words.
        pub perangkat: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Secrets that a session had before (`sesi_bekas`): seeing one again means that it was stolen.
pub mod bekas {
    use sea_orm::entity::prelude::*;

    /// A used secret.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sesi_bekas")]
    pub struct Model {
        /// Its fingerprint.
        #[sea_orm(primary_key, auto_increment = false)]
        pub rahasia: String,
        /// The session.
        pub sesi_id: Uuid,
        /// When that ends, and with it this row.
        pub berakhir_pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Tries to log in (`percobaan_masuk`): those that failed, and those that are being looked at.
pub mod percobaan {
    use sea_orm::entity::prelude::*;

    /// A try.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "percobaan_masuk")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The name that was typed, as a blind index.
        pub akun: String,
        /// The address that it came from, as a blind index.
        pub alamat: String,
        /// Whether the account had logged in from that address before.
        pub kenal: bool,
        /// Whether it failed; not yet known while the password is looked at.
        pub gagal: bool,
        /// When.
        pub pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The last login of a user (`masuk_pengguna`), and what failed since.
pub mod masuk {
    use kernel::PenggunaId;
    use sea_orm::entity::prelude::*;

    /// The last login.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "masuk_pengguna")]
    pub struct Model {
        /// The user.
        #[sea_orm(primary_key, auto_increment = false)]
        pub pengguna_id: PenggunaId,
        /// When it was.
        pub terakhir_pada: Option<DateTimeUtc>,
        /// How many tries failed since.
        pub gagal: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was done to accounts (`peristiwa_akun`): rows are added and never changed.
pub mod peristiwa {
    use kernel::PenggunaId;
    use sea_orm::entity::prelude::*;

    /// Something that was done to an account.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "peristiwa_akun")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The account.
        pub pengguna_id: PenggunaId,
        /// From 1 without gaps, for each account.
        pub nomor: i64,
        /// What was done.
        pub tindakan: String,
        /// From what to what, in words.
        pub rincian: String,
        /// Why.
        pub alasan: String,
        /// Who did it.
        pub pelaku: String,
        /// Their account; none for the system itself.
        pub pelaku_id: Option<PenggunaId>,
        /// When.
        pub pada: DateTimeUtc,
        /// The row's stamp, over all of it.
        #[sea_orm(column_type = "Blob", nullable)]
        pub meterai: Option<Vec<u8>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Addresses from which a user has logged in (`alamat_kenal`).
pub mod kenal {
    use kernel::PenggunaId;
    use sea_orm::entity::prelude::*;

    /// An address of a user.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "alamat_kenal")]
    pub struct Model {
        /// The user.
        #[sea_orm(primary_key, auto_increment = false)]
        pub pengguna_id: PenggunaId,
        /// The address, as a blind index.
        #[sea_orm(primary_key, auto_increment = false)]
        pub alamat: String,
        /// When it last did.
        pub pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// E-mail addresses (`surel_pengguna`): where a user's digest of tasks goes.
pub mod surel {
    use kernel::PenggunaId;
    use sea_orm::entity::prelude::*;

    /// The address of a user.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "surel_pengguna")]
    pub struct Model {
        /// The user.
        #[sea_orm(primary_key, auto_increment = false)]
        pub pengguna_id: PenggunaId,
        /// The address.
        pub alamat: String,
        /// Whether the digest is wanted.
        pub aktif: bool,
        /// When it was last changed.
        pub diubah_pada: DateTimeUtc,
        /// By whom.
        pub pelaku: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Second factors (`faktor_kedua`), beside their secrets, which stand in the users' rows.
pub mod faktor {
    use kernel::PenggunaId;
    use sea_orm::entity::prelude::*;

    /// The second factor of a user.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "faktor_kedua")]
    pub struct Model {
        /// The user.
        #[sea_orm(primary_key, auto_increment = false)]
        pub pengguna_id: PenggunaId,
        /// The newest step whose code was used.
        pub langkah: i64,
        /// Since when there is one.
        pub dipasang_pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Words for who lost the telephone (`kata_pemulihan`).
pub mod pemulihan {
    use kernel::PenggunaId;
    use sea_orm::entity::prelude::*;

    /// A word, as a blind index with its user.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kata_pemulihan")]
    pub struct Model {
        /// The blind index.
        #[sea_orm(primary_key, auto_increment = false)]
        pub sidik: String,
        /// The user.
        pub pengguna_id: PenggunaId,
        /// When it was used.
        pub dipakai_pada: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which offices ask for a second factor (`faktor_wajib`): rows are added and never changed, the newest of an office holds.
pub mod wajib {
    use kernel::{KantorId, PenggunaId};
    use sea_orm::entity::prelude::*;

    /// What an office decided.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "faktor_wajib")]
    pub struct Model {
        /// Its running number.
        #[sea_orm(primary_key, auto_increment = false)]
        pub nomor: i64,
        /// The office that it is about, with those below it.
        pub tentang_id: KantorId,
        /// Whether roles that open sealed fields need a second factor.
        pub wajib: bool,
        /// Why.
        pub alasan: String,
        /// Who said so.
        pub pelaku: String,
        /// Their account; none for the system itself.
        pub pelaku_id: Option<PenggunaId>,
        /// When.
        pub pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
