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
        /// The Argon2id hash of the password.
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
    #[sea_orm(table_name = "sesi")]
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
        /// The fingerprint of the secret before: seeing it again means that it was stolen.
        pub rahasia_lama: Option<String>,
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
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Failed logins (`percobaan_masuk`).
pub mod percobaan {
    use sea_orm::entity::prelude::*;

    /// A failed login.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "percobaan_masuk")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// What it is counted by: an account or an address.
        pub kunci: String,
        /// When.
        pub pada: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
