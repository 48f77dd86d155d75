//! The state machine of a complaint: a pure function, exhaustive over states and commands.
//!
//! Corrections of what was typed go another way (editing fields, with a reason); a command is a step of the work.

use kernel::{Day, FieldError, Problem, Result};
use records::Head;

use super::entity::Model;
use super::status::Status;

/// A step of the work on a complaint, with what the step needs: a closing without its ground cannot be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The complaint was verified.
    Verifikasi {
        /// When.
        day: Day,
        /// Its SISKOP2MI number, if it has got one.
        number: Option<String>,
    },
    /// It was referred.
    Limpahkan {
        /// When.
        day: Day,
        /// To whom: a word of `tujuan_limpah`.
        to: String,
    },
    /// It was solved.
    Selesaikan {
        /// When.
        day: Day,
        /// How.
        result: String,
    },
    /// It was closed unsolved.
    Tutup {
        /// When.
        day: Day,
        /// On which ground: a word of `dasar_penutupan`.
        ground: String,
    },
    /// It was taken up again; the first ending is kept.
    BukaKembali {
        /// When.
        day: Day,
    },
}

impl Command {
    /// The word for the command.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Verifikasi { .. } => "verifikasi",
            Self::Limpahkan { .. } => "limpahkan",
            Self::Selesaikan { .. } => "selesaikan",
            Self::Tutup { .. } => "tutup",
            Self::BukaKembali { .. } => "buka-kembali",
        }
    }

    fn day(&self) -> Day {
        match self {
            Self::Verifikasi { day, .. }
            | Self::Limpahkan { day, .. }
            | Self::Selesaikan { day, .. }
            | Self::Tutup { day, .. }
            | Self::BukaKembali { day } => *day,
        }
    }
}

/// The commands that a state allows.
#[must_use]
pub fn allowed(status: Status) -> &'static [&'static str] {
    match status {
        Status::Diterima => &["verifikasi", "tutup"],
        Status::Diverifikasi => &["limpahkan", "selesaikan", "tutup"],
        Status::Dilimpahkan => &["selesaikan", "tutup"],
        Status::Selesai | Status::Ditutup => &["buka-kembali"],
    }
}

/// The complaint after a command.
///
/// # Errors
/// [`Problem::Refused`] where the state does not allow it, naming what it allows; [`Problem::Invalid`] for a day before
/// the receipt.
pub fn decide(record: &Model, command: Command, head: &Head) -> Result<Model> {
    if !allowed(record.status).contains(&command.code()) {
        return Err(Problem::Refused {
            status: record.status.code(),
            command: command.code(),
            allowed: allowed(record.status).to_vec(),
            detail: format!(
                "Pengaduan berstatus {} tidak dapat menjalani {}. Yang dapat sekarang: {}.",
                record.status.code(),
                command.code(),
                allowed(record.status).join(", ")
            ),
        });
    }
    if command.day() < record.diterima_pada {
        return Err(FieldError::new("tanggal", "Tidak mungkin sebelum diterima.").into());
    }
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    Ok(match command {
        Command::Verifikasi { day, number } => Model {
            status: Status::Diverifikasi,
            diverifikasi_pada: Some(day),
            siskop2mi_pada: number.as_ref().map_or(old.siskop2mi_pada, |_| Some(day)),
            nomor_siskop2mi: number.or(old.nomor_siskop2mi.clone()),
            ..old
        },
        Command::Limpahkan { day, to } => {
            Model { status: Status::Dilimpahkan, dilimpahkan_pada: Some(day), dilimpahkan_ke: Some(to), ..old }
        }
        Command::Selesaikan { day, result } => {
            Model { status: Status::Selesai, selesai_pada: Some(day), hasil: Some(result), ..old }
        }
        Command::Tutup { day, ground } => {
            Model { status: Status::Ditutup, ditutup_pada: Some(day), dasar_penutupan: Some(ground), ..old }
        }
        Command::BukaKembali { day } => Model { status: Status::Diverifikasi, dibuka_kembali_pada: Some(day), ..old },
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use kernel::{CatatanId, KantorId, OrangId};
    use sea_orm::Iterable;
    use sea_orm::prelude::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn complaint(status: Status) -> Model {
        let id = Uuid::nil();
        let text = || "contoh".to_owned();
        Model {
            id: CatatanId(id),
            nomor: text(),
            kantor_id: KantorId(id),
            orang_id: OrangId(id),
            kunci_isi: text(),
            status,
            versi: 1,
            dibuat_pada: DateTime::UNIX_EPOCH,
            diubah_pada: DateTime::UNIX_EPOCH,
            dibatalkan_pada: None,
            diterima_pada: day("2025-06-01"),
            kanal: text(),
            pelapor: text(),
            hubungan_pelapor: text(),
            telepon_pelapor_sandi: None,
            negara: None,
            jenis_kasus: text(),
            pemberi_kerja: None,
            prosedural: None,
            kronologi: None,
            nomor_siskop2mi: None,
            siskop2mi_pada: None,
            diverifikasi_pada: None,
            dilimpahkan_pada: None,
            dilimpahkan_ke: None,
            selesai_pada: None,
            hasil: None,
            ditutup_pada: None,
            dasar_penutupan: None,
            dibuka_kembali_pada: None,
        }
    }

    fn commands(day: Day) -> [Command; 5] {
        let text = || "contoh".to_owned();
        [
            Command::Verifikasi { day, number: None },
            Command::Limpahkan { day, to: text() },
            Command::Selesaikan { day, result: text() },
            Command::Tutup { day, ground: text() },
            Command::BukaKembali { day },
        ]
    }

    fn run(status: Status, command: Command) -> Result<Model> {
        let record = complaint(status);
        let head = Head { version: 2, ..records::Record::head(&record) };
        decide(&record, command, &head)
    }

    #[test]
    fn every_state_takes_what_it_allows_and_refuses_the_rest() {
        for status in Status::iter() {
            for command in commands(day("2025-06-02")) {
                let code = command.code();
                match run(status, command) {
                    Ok(new) => {
                        assert!(allowed(status).contains(&code), "{status:?} {code}");
                        assert!(new.status != status && new.versi == 2, "{status:?} {code}");
                    }
                    Err(Problem::Refused { allowed: told, .. }) => {
                        assert!(!allowed(status).contains(&code), "{status:?} {code}");
                        assert_eq!(told, allowed(status));
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }

    #[test]
    fn nothing_happens_before_the_receipt() {
        for command in commands(day("2025-05-31")) {
            for status in Status::iter() {
                assert!(run(status, command.clone()).is_err(), "{status:?} {}", command.code());
            }
        }
    }
}
