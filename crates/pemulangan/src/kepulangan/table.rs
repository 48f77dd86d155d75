//! The table of states and verbs of a return, with the rule behind each cell: the one place that says what may be done when.
//! A cell is either the state that the verb leads to, or why it does not. What else must hold stands in [`barred`].

use std::fmt::Write;

use sea_orm::{EnumIter, Iterable};

use super::entity::Model;
use super::status::Status;

/// What can be done with a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
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
    pub fn code(self) -> &'static str {
        match self {
            Self::Rawat => "rawat",
            Self::Pulih => "pulih",
            Self::Tampung => "tampung",
            Self::Berangkatkan => "berangkatkan",
            Self::SerahTerima => "serah-terima",
            Self::Selesai => "selesai",
            Self::Konfirmasi => "konfirmasi",
            Self::Meninggal => "meninggal",
            Self::LengkapiJenazah => "lengkapi-jenazah",
            Self::Layanan => "layanan",
            Self::Catatan => "catatan",
            Self::BukaKembali => "buka-kembali",
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

/// The cell of a state and a verb.
#[must_use]
pub fn cell(status: Status, verb: Verb) -> Cell {
    match verb {
        Verb::Rawat | Verb::Pulih | Verb::Tampung => cared_for(status, verb),
        Verb::Berangkatkan | Verb::SerahTerima | Verb::Selesai | Verb::Konfirmasi => sent_home(status, verb),
        Verb::Meninggal | Verb::LengkapiJenazah | Verb::Layanan if status == Status::Selesai => Cell::No(ENDED),
        Verb::Meninggal => Cell::Stays(DEATH),
        Verb::LengkapiJenazah => Cell::Stays(REMAINS),
        Verb::Layanan => Cell::Stays(SERVED),
        Verb::Catatan => Cell::Stays(ALWAYS),
        Verb::BukaKembali if status == Status::Selesai => Cell::Back(REOPEN),
        Verb::BukaKembali => Cell::No("kepulangan ini belum selesai."),
    }
}

fn cared_for(status: Status, verb: Verb) -> Cell {
    match (status, verb) {
        (Status::Selesai, _) => Cell::No(ENDED),
        (Status::Dirawat, Verb::Rawat) => Cell::No(IN_CARE),
        (_, Verb::Rawat) => Cell::To(Status::Dirawat, CARE),
        (Status::Dirawat, Verb::Pulih) => Cell::Back(CARE),
        (_, Verb::Pulih) => Cell::No("orang ini tidak sedang dirawat."),
        (Status::Ditampung, _) => Cell::No("orang ini sudah ditampung."),
        _ => Cell::To(Status::Ditampung, SHELTER),
    }
}

fn sent_home(status: Status, verb: Verb) -> Cell {
    match (status, verb) {
        (Status::Dipulangkan | Status::Selesai, Verb::Konfirmasi) => Cell::Stays(INFORM),
        (_, Verb::Konfirmasi) => {
            Cell::No("orang ini belum berangkat. Catat keberangkatan atau serah terimanya dahulu.")
        }
        (Status::Selesai, _) => Cell::No(ENDED),
        (Status::Dipulangkan, Verb::Berangkatkan) => Cell::No("orang ini sudah berangkat."),
        (_, Verb::Berangkatkan) => Cell::To(Status::Dipulangkan, TRAVEL),
        (_, Verb::SerahTerima) => Cell::To(Status::Selesai, HANDOVER),
        (Status::Dirawat, _) => Cell::No("orang ini masih dirawat. Catat pulih, atau serah-terimakan."),
        _ => Cell::To(Status::Selesai, ALONE),
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
        _ => None,
    }
}

/// The category of who died.
pub const DEAD: &str = "meninggal";

/// The table as a page of the documents.
#[must_use]
pub fn markdown() -> String {
    let mut text = "# Tahap kepulangan\n\nDibuat dari kode oleh `cargo xtask docs`. Untuk setiap keadaan dan langkah: ke mana, atau \
        mengapa tidak, dan aturan di baliknya. Di luar tabel: orang yang meninggal tidak dirawat, ditampung atau ditutup tanpa \
        serah terima; dokumen jenazah hanya untuk yang meninggal; konfirmasi hanya sekali dan hanya oleh kantor daerah asal.\n"
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
