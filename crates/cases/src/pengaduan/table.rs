//! The table of states and verbs of a complaint, with the rule behind each cell: the one place that says what may be done
//! when. A cell is either the state that the verb leads to, or why it does not.

use std::fmt::Write;

use sea_orm::{EnumIter, Iterable};

use super::status::Status;

/// What can be done with a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Verb {
    /// Ask for documents.
    MintaDokumen,
    /// Verify.
    Verifikasi,
    /// Hear the one complained about, once or a second time.
    Klarifikasi,
    /// Bring both sides together.
    Mediasi,
    /// Refer.
    Limpahkan,
    /// Take back what was referred; a refusal or a return of the referral does the same.
    Kembali,
    /// Solve.
    Selesaikan,
    /// Close unsolved.
    Tutup,
    /// Note that the complaint was taken back.
    Cabut,
    /// Take up again.
    BukaKembali,
    /// Give to somebody.
    Tugaskan,
    /// Note that the complainant was reached.
    Hubungi,
    /// Note something.
    Catatan,
    /// Note its number in SISKOP2MI.
    NomorSiskop2mi,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::MintaDokumen => "minta-dokumen",
            Self::Verifikasi => "verifikasi",
            Self::Klarifikasi => "klarifikasi",
            Self::Mediasi => "mediasi",
            Self::Limpahkan => "limpahkan",
            Self::Kembali => "kembali",
            Self::Selesaikan => "selesaikan",
            Self::Tutup => "tutup",
            Self::Cabut => "cabut",
            Self::BukaKembali => "buka-kembali",
            Self::Tugaskan => "tugaskan",
            Self::Hubungi => "hubungi",
            Self::Catatan => "catatan",
            Self::NomorSiskop2mi => "nomor-siskop2mi",
        }
    }

    /// The verb of a word.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::iter().find(|verb| verb.code() == code)
    }
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The verb leads to a state, by this rule.
    To(Status, &'static str),
    /// The verb leaves the state as it is, by this rule.
    Stays(&'static str),
    /// The verb leads back to the stage that the days say, by this rule.
    Back(&'static str),
    /// The verb is refused, for this reason: a sentence that says what must come first.
    No(&'static str),
}

const DOCUMENTS: &str = "Perban BP2MI 6/2024 pasal 30: dokumen dilengkapi dalam 30 hari sejak terdaftar";
const CHAIN: &str = "Permen P2MI 23/2025: klarifikasi kesatu, klarifikasi kedua, lalu mediasi";
const REFER: &str = "LKj 2025: pengaduan ditangani sampai verifikasi, lalu dilimpahkan ke pusat";
const CLOSE: &str = "Perban BP2MI 6/2024 pasal 30 huruf a sampai e: penutupan selalu dengan dasarnya";
const SOLVE: &str = "Perban BP2MI 6/2024 pasal 28: kriteria selesai (naskahnya belum dilihat; asumsi)";
const WITHDRAW: &str = "Asumsi: pengadu boleh mencabut pengaduannya selama belum berakhir";
const REOPEN: &str = "Asumsi: dibuka kembali dengan alasan; akhir yang pertama tetap tersimpan";
const WORK: &str = "Asumsi: urusan kantor, boleh selama belum berakhir";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const VERIFY_FIRST: &str = "pengaduan ini belum diverifikasi. Verifikasi dahulu.";
const VERIFIED: &str = "pengaduan ini sudah diverifikasi.";
const ENDED: &str = "pengaduan ini sudah berakhir. Buka kembali dahulu.";
const ELSEWHERE: &str = "pengaduan ini sedang dilimpahkan. Tarik kembali dahulu, atau tunggu jawabannya.";

/// The cell of a state and a verb.
#[must_use]
pub fn cell(status: Status, verb: Verb) -> Cell {
    match verb {
        Verb::MintaDokumen | Verb::Verifikasi => before_verified(status, verb),
        Verb::Klarifikasi | Verb::Mediasi => heard(status, verb),
        Verb::Limpahkan | Verb::Kembali => referred(status, verb),
        Verb::Selesaikan | Verb::Tutup | Verb::Cabut => ended(status, verb),
        Verb::BukaKembali => match status {
            Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::Back(REOPEN),
            Status::Dilimpahkan => Cell::No(ELSEWHERE),
            _ => Cell::No("pengaduan ini belum berakhir."),
        },
        Verb::Tugaskan | Verb::Hubungi => match status {
            Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
            _ => Cell::Stays(WORK),
        },
        Verb::Catatan | Verb::NomorSiskop2mi => Cell::Stays(ALWAYS),
    }
}

fn before_verified(status: Status, verb: Verb) -> Cell {
    match (status, verb) {
        (Status::Diterima, Verb::MintaDokumen) => Cell::To(Status::DokumenKurang, DOCUMENTS),
        (Status::DokumenKurang, Verb::MintaDokumen) => Cell::Stays(DOCUMENTS),
        (Status::Diterima | Status::DokumenKurang, _) => Cell::To(Status::Diverifikasi, REFER),
        (Status::Selesai | Status::Ditutup | Status::Dicabut, _) => Cell::No(ENDED),
        (Status::Dilimpahkan, _) => Cell::No(ELSEWHERE),
        _ => Cell::No(VERIFIED),
    }
}

fn heard(status: Status, verb: Verb) -> Cell {
    match (status, verb) {
        (Status::Diterima | Status::DokumenKurang, _) => Cell::No(VERIFY_FIRST),
        (Status::Diverifikasi, Verb::Klarifikasi) => Cell::To(Status::Klarifikasi1, CHAIN),
        (Status::Klarifikasi1, Verb::Klarifikasi) => Cell::To(Status::Klarifikasi2, CHAIN),
        (Status::Klarifikasi2, Verb::Klarifikasi) => {
            Cell::No("sudah dua kali klarifikasi. Sesudahnya mediasi, pelimpahan atau penyelesaian.")
        }
        (Status::Klarifikasi2, Verb::Mediasi) => Cell::To(Status::Mediasi, CHAIN),
        (Status::Diverifikasi | Status::Klarifikasi1, _) => {
            Cell::No("mediasi baru sesudah klarifikasi kedua. Catat klarifikasi dahulu.")
        }
        (Status::Mediasi, _) => Cell::No("pengaduan ini sudah sampai mediasi."),
        (Status::Dilimpahkan, _) => Cell::No(ELSEWHERE),
        _ => Cell::No(ENDED),
    }
}

fn referred(status: Status, verb: Verb) -> Cell {
    match (status, verb) {
        (Status::Dilimpahkan, Verb::Kembali) => {
            Cell::Back("Pelimpahan ditarik, ditolak atau dikembalikan: kembali ke tahap sebelumnya (asumsi)")
        }
        (_, Verb::Kembali) => Cell::No("pengaduan ini tidak sedang dilimpahkan."),
        (Status::Diterima | Status::DokumenKurang, _) => Cell::No(VERIFY_FIRST),
        (Status::Dilimpahkan, _) => Cell::No(ELSEWHERE),
        (Status::Selesai | Status::Ditutup | Status::Dicabut, _) => Cell::No(ENDED),
        _ => Cell::To(Status::Dilimpahkan, REFER),
    }
}

fn ended(status: Status, verb: Verb) -> Cell {
    match (status, verb) {
        (Status::Selesai | Status::Ditutup | Status::Dicabut, _) => Cell::No(ENDED),
        (Status::Diterima | Status::DokumenKurang, Verb::Selesaikan) => Cell::No(VERIFY_FIRST),
        (Status::Dilimpahkan, Verb::Cabut) => Cell::No(ELSEWHERE),
        (_, Verb::Selesaikan) => Cell::To(Status::Selesai, SOLVE),
        (_, Verb::Tutup) => Cell::To(Status::Ditutup, CLOSE),
        _ => Cell::To(Status::Dicabut, WITHDRAW),
    }
}

/// The table as a page of the documents.
#[must_use]
pub fn markdown() -> String {
    let mut text = "# Tahap pengaduan\n\nDibuat dari kode oleh `cargo xtask docs`. Untuk setiap keadaan dan langkah: ke mana, atau \
        mengapa tidak, dan aturan di baliknya.\n"
        .to_owned();
    for status in Status::iter() {
        let _ =
            write!(text, "\n## {}\n\n| langkah | menjadi | aturan atau alasan |\n| --- | --- | --- |\n", status.code());
        for verb in Verb::iter() {
            let (to, rule) = match cell(status, verb) {
                Cell::To(to, rule) => (to.code(), rule),
                Cell::Stays(rule) => ("tetap", rule),
                Cell::Back(rule) => ("tahap sebelumnya", rule),
                Cell::No(why) => ("ditolak", why),
            };
            let _ = writeln!(text, "| {} | {to} | {rule} |", verb.code());
        }
    }
    text
}
