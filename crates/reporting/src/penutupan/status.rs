//! The states of a closing, and the pure function that says what may follow.

use kernel::{Problem, Result, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Struck, waiting for a second person.
    Disiapkan,
    /// Looked through by a second person, waiting for the head.
    Ditinjau,
    /// Signed: it stands for good.
    Ditandatangani,
    /// Thrown away before it was signed.
    Dibuang,
}

/// What can be asked of a closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Command {
    /// A second person has looked it through.
    Tinjau,
    /// The head signs.
    Tandatangani,
    /// It is thrown away, to be struck anew.
    Buang,
    /// The period is struck anew, with a reason.
    Revisi,
}

impl Command {
    /// The word for it in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Status {
    /// The stored word.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// How far it is.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Disiapkan => Stage::New,
            Self::Ditinjau => Stage::Running,
            Self::Ditandatangani => Stage::Done,
            Self::Dibuang => Stage::Dropped,
        }
    }

    /// What may be asked of it.
    #[must_use]
    pub fn allowed(self) -> &'static [Command] {
        match self {
            Self::Disiapkan => &[Command::Tinjau, Command::Buang],
            Self::Ditinjau => &[Command::Tandatangani, Command::Buang],
            Self::Ditandatangani => &[Command::Revisi],
            Self::Dibuang => &[],
        }
    }

    /// The state that follows a command. A revision leaves the closing as it is: it makes another.
    ///
    /// # Errors
    /// [`Problem::Refused`] with what is missing.
    pub fn after(self, command: Command) -> Result<Self> {
        if !self.allowed().contains(&command) {
            return Err(Problem::Refused {
                status: self.code(),
                command: command.word(),
                allowed: self.allowed().iter().map(|c| c.word()).collect(),
                detail: self.missing(command).to_owned(),
            });
        }
        Ok(match command {
            Command::Tinjau => Self::Ditinjau,
            Command::Tandatangani | Command::Revisi => Self::Ditandatangani,
            Command::Buang => Self::Dibuang,
        })
    }

    fn missing(self, command: Command) -> &'static str {
        match (self, command) {
            (Self::Dibuang, _) => "Penutupan ini sudah dibuang. Siapkan yang baru.",
            (Self::Disiapkan, Command::Tandatangani) => {
                "Penutupan ini belum ditinjau. Minta orang kedua meninjaunya dahulu."
            }
            (_, Command::Revisi) => "Yang belum ditandatangani tidak perlu direvisi: buang, lalu siapkan lagi.",
            (Self::Ditandatangani, _) => "Penutupan ini sudah ditandatangani. Perubahan hanya lewat revisi.",
            (Self::Ditinjau, _) => "Penutupan ini sudah ditinjau; tinggal ditandatangani kepala.",
            (Self::Disiapkan, _) => "Penutupan ini menunggu tinjauan.",
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn every_state_and_command_has_one_answer() {
        use Command as C;
        use Status as S;
        let goes = [
            (S::Disiapkan, C::Tinjau, S::Ditinjau),
            (S::Disiapkan, C::Buang, S::Dibuang),
            (S::Ditinjau, C::Tandatangani, S::Ditandatangani),
            (S::Ditinjau, C::Buang, S::Dibuang),
            (S::Ditandatangani, C::Revisi, S::Ditandatangani),
        ];
        for status in S::iter() {
            for command in C::iter() {
                let expected = goes.iter().find(|(s, c, _)| (*s, *c) == (status, command)).map(|(_, _, to)| *to);
                match status.after(command) {
                    Ok(to) => assert_eq!(Some(to), expected, "{status:?} {command:?}"),
                    Err(Problem::Refused { detail, allowed, .. }) => {
                        assert_eq!(expected, None, "{status:?} {command:?}");
                        assert!(detail.ends_with('.') && allowed.len() == status.allowed().len());
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }
}
