//! The table of states and verbs of a return, with the rule behind each cell: the one place that says what may be done when.
//! A cell is either the state that the verb leads to, or why it does not. What else must hold stands in [`barred`].

use records::{Cell, Verbs};
use strum::{EnumIter, IntoStaticStr, VariantNames};

use super::entity::Model;
use super::status::Status;

/// What can be done with a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Verb {
    /// Take to hospital.
    Rawat,
    /// Note that the person left the hospital.
    Pulih,
    /// Take in at the shelter.
    Tampung,
    /// Send on the way home.
    Berangkatkan,
    /// Hand over.
    SerahTerima,
    /// End without a handover.
    Selesai,
    /// Confirm the arrival at home.
    Konfirmasi,
    /// Note the death.
    Meninggal,
    /// Note the papers of the remains.
    LengkapiJenazah,
    /// Give a service.
    Layanan,
    /// Note something.
    Catatan,
    /// Take up again.
    BukaKembali,
}

impl Verb {
    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.into_str()
    }
}

const CARE: &str = "Permen P2MI 32/2025 pasal 39: dibawa ke fasilitas rehabilitasi atau rumah sakit, lalu dipulangkan";
const SHELTER: &str =
    "Permen P2MI 32/2025 pasal 13: perjalanan dimulai dari debarkasi, sarana rehabilitasi atau Rumah Ramah";
const TRAVEL: &str = "Permen P2MI 32/2025 pasal 13: perjalanan darat, laut atau udara ke daerah asal";
const HANDOVER: &str = "Permen P2MI 32/2025 pasal 13: serah terima kepada keluarga atau kuasanya dengan berita acara";
const ALONE: &str = "LKj 2025: yang pulang mandiri atau oleh pihak lain tidak diserahterimakan (asumsi)";
const INFORM: &str = "Permen P2MI 32/2025 pasal 13: UPT debarkasi memberi tahu UPT daerah asal; konfirmasinya asumsi";
const DEATH: &str = "Asumsi: satu kepulangan, satu catatan; kategorinya menjadi meninggal, alasannya tetap";
const REMAINS: &str = "Asumsi: dokumen jenazah dilengkapi sampai diserahterimakan";
const SERVED: &str = "Perban BP2MI 1/2024 pasal 5: layanan kepulangan selama masih ditangani";
const ALWAYS: &str = "Asumsi: pencatatan, boleh kapan saja";
const REOPEN: &str = "Asumsi: dibuka kembali dengan alasan; akhir yang pertama tetap di riwayat";

const ENDED: &str = "kepulangan ini sudah selesai. Buka kembali dahulu.";
const IN_CARE: &str = "orang ini sudah dirawat.";
const NOT_IN_CARE: &str = "orang ini tidak sedang dirawat.";
const SHELTERED: &str = "orang ini sudah ditampung.";
const NOT_DEPARTED: &str = "orang ini belum berangkat. Catat keberangkatan atau serah terimanya dahulu.";
const DEPARTED: &str = "orang ini sudah berangkat.";
const STILL_IN_CARE: &str = "orang ini masih dirawat. Catat pulih, atau serah-terimakan.";
const NOT_ENDED: &str = "kepulangan ini belum selesai.";

impl Verbs<Status> for Verb {
    const BESIDE: &'static str = "orang yang meninggal tidak dirawat, ditampung atau ditutup tanpa serah terima; dokumen jenazah \
        hanya untuk yang meninggal; konfirmasi hanya sekali dan hanya oleh kantor daerah asal.";

    fn cell(self, status: Status) -> Cell<Status> {
        match self {
            Self::Rawat => cared_for(status),
            Self::Pulih => recovered(status),
            Self::Tampung => sheltered(status),
            Self::Berangkatkan => departed(status),
            Self::SerahTerima => handed_over(status),
            Self::Selesai => ended(status),
            Self::Konfirmasi => confirmed(status),
            Self::Meninggal => while_open(status, DEATH),
            Self::LengkapiJenazah => while_open(status, REMAINS),
            Self::Layanan => while_open(status, SERVED),
            Self::Catatan => Cell::Stays(ALWAYS),
            Self::BukaKembali => reopened(status),
        }
    }
}

fn cared_for(status: Status) -> Cell<Status> {
    match status {
        Status::Tiba | Status::Ditampung | Status::Dipulangkan => Cell::To(Status::Dirawat, CARE),
        Status::Dirawat => Cell::No(IN_CARE),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn recovered(status: Status) -> Cell<Status> {
    match status {
        Status::Dirawat => Cell::Back(CARE),
        Status::Tiba | Status::Ditampung | Status::Dipulangkan => Cell::No(NOT_IN_CARE),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn sheltered(status: Status) -> Cell<Status> {
    match status {
        Status::Tiba | Status::Dirawat | Status::Dipulangkan => Cell::To(Status::Ditampung, SHELTER),
        Status::Ditampung => Cell::No(SHELTERED),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn departed(status: Status) -> Cell<Status> {
    match status {
        Status::Tiba | Status::Dirawat | Status::Ditampung => Cell::To(Status::Dipulangkan, TRAVEL),
        Status::Dipulangkan => Cell::No(DEPARTED),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn handed_over(status: Status) -> Cell<Status> {
    match status {
        Status::Tiba | Status::Dirawat | Status::Ditampung | Status::Dipulangkan => Cell::To(Status::Selesai, HANDOVER),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn ended(status: Status) -> Cell<Status> {
    match status {
        Status::Tiba | Status::Ditampung | Status::Dipulangkan => Cell::To(Status::Selesai, ALONE),
        Status::Dirawat => Cell::No(STILL_IN_CARE),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn confirmed(status: Status) -> Cell<Status> {
    match status {
        Status::Tiba | Status::Dirawat | Status::Ditampung => Cell::No(NOT_DEPARTED),
        Status::Dipulangkan | Status::Selesai => Cell::Stays(INFORM),
    }
}

/// What is noted of a return until it ends.
fn while_open(status: Status, rule: &'static str) -> Cell<Status> {
    match status {
        Status::Tiba | Status::Dirawat | Status::Ditampung | Status::Dipulangkan => Cell::Stays(rule),
        Status::Selesai => Cell::No(ENDED),
    }
}

fn reopened(status: Status) -> Cell<Status> {
    match status {
        Status::Tiba | Status::Dirawat | Status::Ditampung | Status::Dipulangkan => Cell::No(NOT_ENDED),
        Status::Selesai => Cell::Back(REOPEN),
    }
}

/// What bars a verb beside the state: what the desk knows of the person.
#[must_use]
pub fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
    let dead = record.kategori == DEAD;
    match verb {
        Verb::Rawat | Verb::Pulih | Verb::Tampung if dead => Some("orang ini sudah meninggal."),
        Verb::Meninggal if dead => Some("orang ini sudah dicatat meninggal."),
        Verb::LengkapiJenazah if !dead => Some("orang ini tidak dicatat meninggal."),
        Verb::Selesai if dead => Some("jenazah selalu diserahterimakan. Catat serah terimanya."),
        Verb::Konfirmasi if record.tiba_di_asal_pada.is_some() => {
            Some("kedatangannya di daerah asal sudah dikonfirmasi.")
        }
        Verb::Rawat
        | Verb::Pulih
        | Verb::Tampung
        | Verb::Berangkatkan
        | Verb::SerahTerima
        | Verb::Selesai
        | Verb::Konfirmasi
        | Verb::Meninggal
        | Verb::LengkapiJenazah
        | Verb::Layanan
        | Verb::Catatan
        | Verb::BukaKembali => None,
    }
}

/// The category of who died.
pub const DEAD: &str = "meninggal";
