//! The table of states and verbs of a claim, with the rule behind each cell: the one place that says what may be done when.

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::status::Status;

/// What can be done with a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Note which documents are there; after BPJS asked for more, that it was answered.
    Lengkapi,
    /// Ask the family or the worker for documents.
    MintaDokumen,
    /// File at a branch.
    Ajukan,
    /// Note that BPJS asked for more.
    MintaLengkapi,
    /// Note that the branch passed it to the centre.
    Limpahkan,
    /// Note that it was approved.
    Setujui,
    /// Note that it was paid.
    Bayar,
    /// Note that it was refused.
    Tolak,
    /// Object to the refusal.
    Keberatan,
    /// Close the file: after the payment, or unpaid on a ground.
    Tutup,
    /// Take up again.
    BukaKembali,
    /// Note that the family or the worker was reached.
    Hubungi,
    /// Give to somebody.
    Tugaskan,
    /// Note something.
    Catatan,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const REPORT: &str = "Permenaker 4/2023 pasal 43 dan 44: dilaporkan dahulu, lalu dilengkapi dan diajukan";
const PAPERS: &str = "Permenaker 4/2023 pasal 50 dan 57: dokumen klaim; untuk jenis lain asumsi";
const ASKED: &str = "Asumsi: BPJS dapat meminta kelengkapan selama belum memutus";
const PASSED: &str = "LKj 2025: cabang cenderung melimpahkan ke pusat; tanggal, alasan dan suratnya dicatat";
const DECIDED: &str = "Asumsi: cabang atau pusat memutus klaim yang sudah diajukan";
const PAID: &str =
    "LKj 2025: selesai ditangani bila dana cair; persetujuannya sering baru diketahui bersama pembayaran";
const OBJECT: &str = "Asumsi: penolakan dapat diajukan keberatan";
const CLOSE: &str = "Asumsi: berkas ditutup sesudah dibayar, atau dengan alasannya";
const REOPEN: &str = "Asumsi: dibuka kembali ke tahap terakhirnya, dengan alasan";
const WORK: &str = "Asumsi: urusan kantor, boleh selama belum berakhir";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";

const PAPERS_FIRST: &str = "dokumen klaim ini belum lengkap. Catat dokumennya dahulu.";
const COMPLETE: &str = "dokumen klaim ini sudah lengkap.";
const FILE_FIRST: &str = "klaim ini belum diajukan. Ajukan dahulu.";
const FILED: &str = "klaim ini sudah diajukan.";
const ANSWER_FIRST: &str = "BPJS masih menunggu kelengkapan. Catat dokumennya dahulu.";
const PASSED_ALREADY: &str = "klaim ini sudah dilimpahkan ke pusat.";
const APPROVED: &str = "klaim ini sudah disetujui.";
const REFUSED: &str = "klaim ini sudah ditolak. Catat keberatan bila diajukan.";
const NOT_REFUSED: &str = "klaim ini tidak ditolak.";
const OBJECTED: &str = "keberatan klaim ini sedang diperiksa.";
const SETTLED: &str = "klaim ini sudah dibayar.";
const CLOSED: &str = "berkas klaim ini sudah ditutup. Buka kembali dahulu.";
const NOT_CLOSED: &str = "berkas klaim ini belum ditutup.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "ajukan dan bayar hanya bila rekening ahli waris atau pekerjanya sudah diisi.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Lengkapi => documented(status),
            Self::MintaDokumen => requested(status),
            Self::Ajukan => filed(status),
            Self::MintaLengkapi => asked(status),
            Self::Limpahkan => passed(status),
            Self::Setujui => approved(status),
            Self::Bayar => paid(status),
            Self::Tolak => refused(status),
            Self::Keberatan => objected(status),
            Self::Tutup => closed(status),
            Self::BukaKembali => reopened(status),
            Self::Hubungi | Self::Tugaskan => worked_on(status),
            Self::Catatan => Cell::Stays(ALWAYS),
        }
    }
}

fn documented(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan | Status::Lengkap => Cell::Back(PAPERS),
        Status::PerluDilengkapi => Cell::Back(ASKED),
        Status::Diajukan | Status::Dilimpahkan => Cell::No(FILED),
        Status::Disetujui => Cell::No(APPROVED),
        Status::Ditolak | Status::Keberatan => Cell::No(REFUSED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn requested(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan | Status::PerluDilengkapi => Cell::Stays(PAPERS),
        Status::Lengkap => Cell::No(COMPLETE),
        Status::Diajukan | Status::Dilimpahkan => Cell::No(FILED),
        Status::Disetujui => Cell::No(APPROVED),
        Status::Ditolak | Status::Keberatan => Cell::No(REFUSED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn filed(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan => Cell::No(PAPERS_FIRST),
        Status::Lengkap => Cell::To(Status::Diajukan, REPORT),
        Status::Diajukan | Status::PerluDilengkapi | Status::Dilimpahkan => Cell::No(FILED),
        Status::Disetujui => Cell::No(APPROVED),
        Status::Ditolak | Status::Keberatan => Cell::No(REFUSED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn asked(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan | Status::Lengkap => Cell::No(FILE_FIRST),
        Status::Diajukan | Status::Dilimpahkan => Cell::To(Status::PerluDilengkapi, ASKED),
        Status::PerluDilengkapi => Cell::Stays(ASKED),
        Status::Disetujui => Cell::No(APPROVED),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Keberatan => Cell::No(OBJECTED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn passed(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan | Status::Lengkap => Cell::No(FILE_FIRST),
        Status::Diajukan => Cell::To(Status::Dilimpahkan, PASSED),
        Status::PerluDilengkapi => Cell::No(ANSWER_FIRST),
        Status::Dilimpahkan => Cell::No(PASSED_ALREADY),
        Status::Disetujui => Cell::No(APPROVED),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Keberatan => Cell::No(OBJECTED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn approved(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan | Status::Lengkap => Cell::No(FILE_FIRST),
        Status::Diajukan | Status::Dilimpahkan | Status::PerluDilengkapi => Cell::To(Status::Disetujui, DECIDED),
        Status::Keberatan => Cell::To(Status::Disetujui, OBJECT),
        Status::Disetujui => Cell::No(APPROVED),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn paid(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan | Status::Lengkap => Cell::No(FILE_FIRST),
        Status::Diajukan | Status::Dilimpahkan | Status::Disetujui => Cell::To(Status::Dibayar, PAID),
        Status::PerluDilengkapi => Cell::No(ANSWER_FIRST),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Keberatan => Cell::No(OBJECTED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn refused(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan | Status::Lengkap => Cell::No(FILE_FIRST),
        Status::Diajukan | Status::Dilimpahkan | Status::PerluDilengkapi => Cell::To(Status::Ditolak, DECIDED),
        Status::Keberatan => Cell::To(Status::Ditolak, OBJECT),
        Status::Disetujui => Cell::No(APPROVED),
        Status::Ditolak => Cell::No(REFUSED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn objected(status: Status) -> Cell<Status> {
    match status {
        Status::Ditolak => Cell::To(Status::Keberatan, OBJECT),
        Status::Keberatan => Cell::No(OBJECTED),
        Status::Dilaporkan
        | Status::Lengkap
        | Status::Diajukan
        | Status::PerluDilengkapi
        | Status::Dilimpahkan
        | Status::Disetujui => Cell::No(NOT_REFUSED),
        Status::Dibayar => Cell::No(SETTLED),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn closed(status: Status) -> Cell<Status> {
    match status {
        Status::Dibayar => Cell::To(Status::Selesai, CLOSE),
        Status::Dilaporkan
        | Status::Lengkap
        | Status::Diajukan
        | Status::PerluDilengkapi
        | Status::Dilimpahkan
        | Status::Disetujui
        | Status::Ditolak
        | Status::Keberatan => Cell::To(Status::Ditutup, CLOSE),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}

fn reopened(status: Status) -> Cell<Status> {
    match status {
        Status::Selesai | Status::Ditutup => Cell::Back(REOPEN),
        Status::Dilaporkan
        | Status::Lengkap
        | Status::Diajukan
        | Status::PerluDilengkapi
        | Status::Dilimpahkan
        | Status::Disetujui
        | Status::Ditolak
        | Status::Keberatan
        | Status::Dibayar => Cell::No(NOT_CLOSED),
    }
}

fn worked_on(status: Status) -> Cell<Status> {
    match status {
        Status::Dilaporkan
        | Status::Lengkap
        | Status::Diajukan
        | Status::PerluDilengkapi
        | Status::Dilimpahkan
        | Status::Disetujui
        | Status::Ditolak
        | Status::Keberatan
        | Status::Dibayar => Cell::Stays(WORK),
        Status::Selesai | Status::Ditutup => Cell::No(CLOSED),
    }
}
