//! What can go wrong, once for all interfaces. `web` turns it into problem+json or a page, the CLI into text.

use serde::Serialize;

use crate::actor::Permission;

/// The result of everything that can go wrong.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// What is wrong with one field, in Indonesian, telling what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's key.
    pub field: String,
    /// The message.
    pub detail: String,
}

impl FieldError {
    /// An error at a field.
    pub fn new(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { field: field.into(), detail: detail.into() }
    }
}

/// A failure that is reported to a person or a program.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nobody is logged in, or the token is no longer valid.
    #[error("Anda perlu masuk dahulu.")]
    Unauthenticated,
    /// The password was right, and the account has a second factor.
    #[error(
        "Kata sandi cocok, dan akun ini memakai faktor kedua. Kirim juga `kode`: enam angka dari ponsel, atau satu kata pemulihan."
    )]
    CodeNeeded,
    /// Logged in, but without the right.
    #[error("Peran Anda tidak berwenang untuk tindakan ini.")]
    Forbidden(Permission),
    /// Not there, or not visible to this office.
    #[error("Yang dicari tidak ditemukan, atau bukan milik kantor Anda.")]
    NotFound,
    /// Fields that must be corrected, all reported at once.
    #[error("{}", invalid_text(.0))]
    Invalid(Vec<FieldError>),
    /// A number belongs to somebody whose name, sex or birth date is another: what differs, and the ways out.
    #[error("{}", invalid_text(.0))]
    Contradicted(Vec<FieldError>),
    /// The request itself cannot be read.
    #[error("{0}")]
    Malformed(String),
    /// Text in the request holds control characters: it is refused as a whole, before anything is done with it.
    #[error("{0}")]
    Illegible(String),
    /// The state of the record does not allow the command.
    #[error("{detail}")]
    Refused {
        /// The state the record is in.
        status: &'static str,
        /// What was asked.
        command: &'static str,
        /// What is possible now.
        allowed: Vec<&'static str>,
        /// What is missing, as a sentence.
        detail: String,
    },
    /// The same thing is already on file.
    #[error("{0}")]
    Duplicate(String),
    /// Somebody else changed the record in between.
    #[error("Catatan ini sudah diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.")]
    Stale,
    /// Too many tries; how many seconds to wait.
    #[error("Terlalu banyak percobaan. Coba lagi dalam {0} detik.")]
    TooMany(u64),
    /// The database is busy or away.
    #[error("Sistem sedang sibuk. Data Anda belum tersimpan; coba lagi sebentar.")]
    Busy,
    /// The disk is full, or so nearly full that work that can wait is refused.
    #[error(
        "Ruang penyimpanan di server habis. Data Anda belum tersimpan; beri tahu pengelola sistem, lalu coba lagi."
    )]
    NoRoom,
    /// A read could not be logged, so nothing is shown.
    #[error(
        "Jejak pembacaan belum dapat dicatat, jadi data pribadi tidak ditampilkan. Coba lagi sebentar; bila terus begini, beri tahu pengelola sistem."
    )]
    Unlogged,
    /// What was asked is done, but its result cannot be shown now.
    #[error("Sudah tersimpan, tetapi belum dapat ditampilkan. Muat ulang sebentar lagi; tidak perlu dikirim ulang.")]
    Unshown,
    /// More was sent than a day allows.
    #[error("{detail}")]
    Quota {
        /// How much is allowed, how much of it is used, and when it is free again, as sentences.
        detail: String,
        /// Seconds until then.
        seconds: u64,
    },
    /// Too many files are being read, made or fetched.
    #[error("Terlalu banyak berkas sedang dikirim, dibuat atau diunduh. Tunggu beberapa detik, lalu ulangi.")]
    Crowded,
    /// Something that should not happen; the cause is logged, never shown.
    #[error("Terjadi kesalahan pada sistem.")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

fn invalid_text(errors: &[FieldError]) -> String {
    let lines: Vec<_> = errors.iter().map(|e| format!("{}: {}", e.field, e.detail)).collect();
    format!("Isian belum benar. {}", lines.join(" "))
}

impl Problem {
    /// One wrong field.
    pub fn field(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, detail)])
    }

    /// Something that should not happen.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The same problem for another request that shared the work.
    #[must_use]
    pub fn alike(&self) -> Self {
        match self {
            Self::Busy => Self::Busy,
            Self::NoRoom => Self::NoRoom,
            Self::Unlogged => Self::Unlogged,
            other => Self::internal(format!("what several requests shared failed: {other:?}")),
        }
    }
}

impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

impl From<sea_orm::DbErr> for Problem {
    fn from(error: sea_orm::DbErr) -> Self {
        crate::db::failure::problem(error)
    }
}
