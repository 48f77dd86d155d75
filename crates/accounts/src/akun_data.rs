//! What the api tells of accounts.

use chrono::{DateTime, Utc};
use kernel::PenggunaId;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::entity::{peristiwa, sesi};
use crate::manage::{Account, Whole, Word};

/// An account.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AccountData {
    id: PenggunaId,
    nama_masuk: String,
    nama: String,
    peran: String,
    kantor: String,
    aktif: bool,
    /// Masuk dengan kata sandi dan kode dari ponsel.
    faktor_kedua: bool,
    /// Sampai kapan kata sekali pakainya berlaku, bila ada.
    kata_sekali_sampai: Option<DateTime<Utc>>,
    masuk_terakhir: Option<DateTime<Utc>>,
    /// Berapa kali gagal masuk sejak itu.
    gagal_masuk: i64,
    /// Berapa sesi yang terbuka.
    sesi_terbuka: usize,
}

impl From<Account> for AccountData {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            nama_masuk: account.login,
            nama: account.name,
            peran: account.role,
            kantor: account.office,
            aktif: account.active,
            faktor_kedua: account.factor,
            kata_sekali_sampai: account.word_until,
            masuk_terakhir: account.last,
            gagal_masuk: account.failed,
            sesi_terbuka: account.sessions,
        }
    }
}

/// Accounts.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AllAccounts {
    pub(crate) data: Vec<AccountData>,
}

/// A session.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SessionData {
    id: Uuid,
    /// `konsol` atau `token`.
    jenis: String,
    alamat: Option<String>,
    perangkat: Option<String>,
    sejak: DateTime<Utc>,
    dipakai_pada: DateTime<Utc>,
}

/// Something that was done to an account.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PastLine {
    nomor: i64,
    tindakan: String,
    rincian: String,
    alasan: String,
    pelaku: String,
    pada: DateTime<Utc>,
}

/// An account with its sessions and its history, newest first.
#[derive(Serialize, JsonSchema)]
pub(crate) struct OneAccount {
    data: AccountData,
    sesi: Vec<SessionData>,
    riwayat: Vec<PastLine>,
}

impl From<Whole> for OneAccount {
    fn from(whole: Whole) -> Self {
        let session = |one: sesi::Model| SessionData {
            id: one.id,
            jenis: one.jenis,
            alamat: one.alamat,
            perangkat: one.perangkat,
            sejak: one.dibuat_pada,
            dipakai_pada: one.dipakai_pada,
        };
        let line = |row: peristiwa::Model| PastLine {
            nomor: row.nomor,
            tindakan: row.tindakan,
            rincian: row.rincian,
            alasan: row.alasan,
            pelaku: row.pelaku,
            pada: row.pada,
        };
        Self {
            data: whole.account.into(),
            sesi: whole.sessions.into_iter().map(session).collect(),
            riwayat: whole.past.into_iter().map(line).collect(),
        }
    }
}

/// A one-time word: it is told once.
#[derive(Serialize, JsonSchema)]
pub(crate) struct WordData {
    id: PenggunaId,
    nama_masuk: String,
    kata_sekali: String,
    berlaku_sampai: DateTime<Utc>,
}

impl From<Word> for WordData {
    fn from(word: Word) -> Self {
        Self { id: word.id, nama_masuk: word.login, kata_sekali: word.word, berlaku_sampai: word.until }
    }
}
