//! The table of states and verbs of a complaint, with the rule behind each cell: the one place that says what may be done
//! when. A cell is either the state that the verb leads to, or why it does not.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
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
    /// Note that the complainant was contacted: reached, or tried in vain.
    Hubungi,
    /// Note something.
    Catatan,
    /// Note its number in SISKOP2MI.
    NomorSiskop2mi,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
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
const BACK: &str = "Pelimpahan ditarik, ditolak atau dikembalikan: kembali ke tahap sebelumnya (asumsi)";
const NOT_REFERRED: &str = "pengaduan ini tidak sedang dilimpahkan.";
const TWICE_FIRST: &str = "mediasi baru sesudah klarifikasi kedua. Catat klarifikasi dahulu.";
const TWICE: &str = "sudah dua kali klarifikasi. Sesudahnya mediasi, pelimpahan atau penyelesaian.";
const MEDIATED: &str = "pengaduan ini sudah sampai mediasi.";
const NOT_ENDED: &str = "pengaduan ini belum berakhir.";

impl Verbs<Status> for Verb {
    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::MintaDokumen => documents(status),
            Self::Verifikasi => verified(status),
            Self::Klarifikasi => heard(status),
            Self::Mediasi => mediated(status),
            Self::Limpahkan => referred(status),
            Self::Kembali => back(status),
            Self::Selesaikan => solved(status),
            Self::Tutup => closed(status),
            Self::Cabut => withdrawn(status),
            Self::BukaKembali => reopened(status),
            Self::Tugaskan | Self::Hubungi => worked_on(status),
            Self::Catatan | Self::NomorSiskop2mi => Cell::Stays(ALWAYS),
        }
    }
}

fn documents(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima => Cell::To(Status::DokumenKurang, DOCUMENTS),
        Status::DokumenKurang => Cell::Stays(DOCUMENTS),
        Status::Diverifikasi | Status::Klarifikasi1 | Status::Klarifikasi2 | Status::Mediasi => Cell::No(VERIFIED),
        Status::Dilimpahkan => Cell::No(ELSEWHERE),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}

fn verified(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima | Status::DokumenKurang => Cell::To(Status::Diverifikasi, REFER),
        Status::Diverifikasi | Status::Klarifikasi1 | Status::Klarifikasi2 | Status::Mediasi => Cell::No(VERIFIED),
        Status::Dilimpahkan => Cell::No(ELSEWHERE),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}

fn heard(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima | Status::DokumenKurang => Cell::No(VERIFY_FIRST),
        Status::Diverifikasi => Cell::To(Status::Klarifikasi1, CHAIN),
        Status::Klarifikasi1 => Cell::To(Status::Klarifikasi2, CHAIN),
        Status::Klarifikasi2 => Cell::No(TWICE),
        Status::Mediasi => Cell::No(MEDIATED),
        Status::Dilimpahkan => Cell::No(ELSEWHERE),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}

fn mediated(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima | Status::DokumenKurang => Cell::No(VERIFY_FIRST),
        Status::Diverifikasi | Status::Klarifikasi1 => Cell::No(TWICE_FIRST),
        Status::Klarifikasi2 => Cell::To(Status::Mediasi, CHAIN),
        Status::Mediasi => Cell::No(MEDIATED),
        Status::Dilimpahkan => Cell::No(ELSEWHERE),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}

fn referred(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima | Status::DokumenKurang => Cell::No(VERIFY_FIRST),
        Status::Diverifikasi | Status::Klarifikasi1 | Status::Klarifikasi2 | Status::Mediasi => {
            Cell::To(Status::Dilimpahkan, REFER)
        }
        Status::Dilimpahkan => Cell::No(ELSEWHERE),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}

fn back(status: Status) -> Cell<Status> {
    match status {
        Status::Dilimpahkan => Cell::Back(BACK),
        Status::Diterima
        | Status::DokumenKurang
        | Status::Diverifikasi
        | Status::Klarifikasi1
        | Status::Klarifikasi2
        | Status::Mediasi
        | Status::Selesai
        | Status::Ditutup
        | Status::Dicabut => Cell::No(NOT_REFERRED),
    }
}

fn solved(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima | Status::DokumenKurang => Cell::No(VERIFY_FIRST),
        Status::Diverifikasi | Status::Klarifikasi1 | Status::Klarifikasi2 | Status::Mediasi | Status::Dilimpahkan => {
            Cell::To(Status::Selesai, SOLVE)
        }
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}

fn closed(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima
        | Status::DokumenKurang
        | Status::Diverifikasi
        | Status::Klarifikasi1
        | Status::Klarifikasi2
        | Status::Mediasi
        | Status::Dilimpahkan => Cell::To(Status::Ditutup, CLOSE),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}

fn withdrawn(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima
        | Status::DokumenKurang
        | Status::Diverifikasi
        | Status::Klarifikasi1
        | Status::Klarifikasi2
        | Status::Mediasi => Cell::To(Status::Dicabut, WITHDRAW),
        Status::Dilimpahkan => Cell::No(ELSEWHERE),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}

fn reopened(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima
        | Status::DokumenKurang
        | Status::Diverifikasi
        | Status::Klarifikasi1
        | Status::Klarifikasi2
        | Status::Mediasi => Cell::No(NOT_ENDED),
        Status::Dilimpahkan => Cell::No(ELSEWHERE),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::Back(REOPEN),
    }
}

fn worked_on(status: Status) -> Cell<Status> {
    match status {
        Status::Diterima
        | Status::DokumenKurang
        | Status::Diverifikasi
        | Status::Klarifikasi1
        | Status::Klarifikasi2
        | Status::Mediasi
        | Status::Dilimpahkan => Cell::Stays(WORK),
        Status::Selesai | Status::Ditutup | Status::Dicabut => Cell::No(ENDED),
    }
}
