//! A request as its rows say it. Pure.

use chrono::{DateTime, Utc};

use super::entity::Model;
use super::{Kind, Place};
use crate::id::PenggunaId;
use crate::problem::{Problem, Result};

/// What is said where the time of a request is over; the second where something waits on it, and bars a new one until it is refused.
const OVER: &str = "Permintaan ini sudah lewat waktunya. Ajukan permintaan baru.";
const OVER_THERE: &str = "Usul ini sudah lewat waktunya. Tolak, lalu usulkan lagi.";

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked for.
    Asked,
    /// Approved, and not used yet.
    Approved,
    /// Refused.
    Refused,
    /// Used.
    Used,
}

impl State {
    /// The word for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "diminta",
            Self::Approved => "disetujui",
            Self::Refused => "ditolak",
            Self::Used => "dipakai",
        }
    }

    /// What may be done about it.
    fn allows(self) -> Vec<&'static str> {
        match self {
            Self::Asked => vec!["setujui", "tolak"],
            Self::Approved => vec!["tolak", "pakai"],
            Self::Refused | Self::Used => Vec::new(),
        }
    }
}

/// A request with what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// As it was asked for.
    pub asked: Model,
    /// Who approved it.
    pub approved: Option<Model>,
    /// Who refused it, before or after it was approved.
    pub refused: Option<Model>,
    /// By what it was used.
    pub used: Option<Model>,
}

impl Request {
    /// The request that some rows are about; none where nobody asked.
    #[must_use]
    pub fn of(rows: &[Model]) -> Option<Self> {
        let find = |step: &str| rows.iter().find(|row| row.langkah == step).cloned();
        let asked = find("minta")?;
        Some(Self { asked, approved: find("setuju"), refused: find("tolak"), used: find("pakai") })
    }

    /// How far it is, as its rows say; whether its time is over is said by [`Request::is_over`].
    #[must_use]
    pub fn state(&self) -> State {
        if self.used.is_some() {
            State::Used
        } else if self.refused.is_some() {
            State::Refused
        } else if self.approved.is_some() {
            State::Approved
        } else {
            State::Asked
        }
    }

    /// Whether its time was over before anything came of it.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        matches!(self.state(), State::Asked | State::Approved) && now >= self.asked.berlaku_sampai
    }

    fn no<T>(&self, command: &'static str, detail: &str) -> Result<T> {
        let state = self.state();
        Err(Problem::Refused { status: state.code(), command, allowed: state.allows(), detail: detail.to_owned() })
    }

    /// Refuses an approval: not by who asked, not twice, and not when its time is over.
    ///
    /// # Errors
    /// [`Problem::Refused`] with what to do.
    pub(super) fn approvable(&self, by: PenggunaId, now: DateTime<Utc>) -> Result<()> {
        if self.asked.pelaku_id == Some(by) {
            return self.no(
                "setujui",
                "Yang meminta tidak dapat menyetujui permintaannya sendiri. Minta akun lain yang berwenang.",
            );
        }
        self.open("setujui", now)?;
        if self.approved.is_some() {
            return self.no("setujui", "Permintaan ini sudah disetujui.");
        }
        Ok(())
    }

    /// Refuses a refusal of what came to its end. What waits on a request whose time is over is let go by one.
    ///
    /// # Errors
    /// [`Problem::Refused`] with what to do.
    pub(super) fn refusable(&self) -> Result<()> {
        self.unended("tolak")
    }

    /// Refuses the use of what is not approved, or was for something else.
    ///
    /// # Errors
    /// [`Problem::Refused`] with what to do.
    pub(super) fn usable(&self, print: &str, now: DateTime<Utc>) -> Result<()> {
        self.open("pakai", now)?;
        match &self.approved {
            None => {
                self.no("pakai", "Permintaan ini belum disetujui orang kedua. Minta persetujuannya di /persetujuan.")
            }
            Some(approved) if approved.sidik != print || self.asked.sidik != print => {
                self.no("pakai", "Yang disetujui bukan ini. Ajukan permintaan baru untuk tindakan ini.")
            }
            Some(_) => Ok(()),
        }
    }

    /// Refuses what comes after the end, or when the time is over.
    fn open(&self, command: &'static str, now: DateTime<Utc>) -> Result<()> {
        self.unended(command)?;
        if self.is_over(now) {
            let place = Kind::parse(&self.asked.macam).map(Kind::place);
            return self.no(command, if place == Some(Place::Deed) { OVER_THERE } else { OVER });
        }
        Ok(())
    }

    /// Refuses what comes after the end.
    fn unended(&self, command: &'static str) -> Result<()> {
        match self.state() {
            State::Used => self.no(command, "Permintaan ini sudah dipakai. Ajukan permintaan baru."),
            State::Refused => self.no(command, "Permintaan ini sudah ditolak. Ajukan permintaan baru."),
            State::Asked | State::Approved => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::KantorId;
    use uuid::Uuid;

    fn row(step: &str, by: u128) -> Model {
        Model {
            id: Uuid::from_u128(1),
            permintaan_id: Uuid::from_u128(2),
            langkah: step.to_owned(),
            macam: "putar_kunci".to_owned(),
            isi: serde_json::json!({ "kunci": "1" }),
            sidik: "a".to_owned(),
            berlaku_sampai: DateTime::UNIX_EPOCH + Kind::Rotate.life(),
            alasan: "Contoh".to_owned(),
            pelaku: "Uji Contoh".to_owned(),
            pelaku_id: Some(PenggunaId(Uuid::from_u128(by))),
            kantor_id: KantorId(Uuid::from_u128(3)),
            pada: DateTime::UNIX_EPOCH,
            meterai: Vec::new(),
        }
    }

    #[test]
    fn a_second_person_approves_once_within_a_day() {
        let (now, late) = (DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH + Kind::Rotate.life());
        let by = |n| PenggunaId(Uuid::from_u128(n));
        let asked = Request::of(&[row("minta", 1)]).unwrap();
        assert!(asked.approvable(by(1), now).is_err(), "not by who asked");
        assert!(asked.approvable(by(2), now).is_ok());
        assert!(asked.approvable(by(2), late).is_err(), "not after a day");
        assert!(asked.usable("a", now).is_err(), "not before");
        let approved = Request::of(&[row("minta", 1), row("setuju", 2)]).unwrap();
        assert!(approved.approvable(by(3), now).is_err(), "once");
        assert!(approved.usable("a", now).is_ok() && approved.usable("b", now).is_err(), "of that and nothing else");
        assert!(approved.usable("a", late).is_err() && approved.is_over(late));
        assert!(approved.refusable().is_ok(), "taken back while it is not used");
    }

    #[test]
    fn nothing_comes_after_the_end() {
        for end in ["tolak", "pakai"] {
            let over = Request::of(&[row("minta", 1), row("setuju", 2), row(end, 2)]).unwrap();
            assert!(over.usable("a", DateTime::UNIX_EPOCH).is_err());
            assert!(over.refusable().is_err());
            assert!(!over.is_over(DateTime::UNIX_EPOCH + Kind::Rotate.life()));
        }
        assert!(Request::of(&[row("setuju", 2)]).is_none());
    }
}
