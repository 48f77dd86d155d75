//! The states of a version of an agreement, and the pure function that says what may follow.

use kernel::{Problem, Result, Stage};
use sea_orm::{DeriveActiveEnum, EnumIter};
use strum::IntoStaticStr;

/// The status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, IntoStaticStr)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Being set up: targets may still change, and nothing is judged by it.
    Rancangan,
    /// Signed: it holds from its day and never changes.
    Ditandatangani,
    /// A later version is signed; before that one's day it still holds.
    Digantikan,
    /// Thrown away before it was signed.
    Dibuang,
}

/// What can be asked of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Command {
    /// The planner changes the draft.
    Ubah,
    /// The head signs.
    Tandatangani,
    /// The draft is thrown away.
    Buang,
    /// The next version is begun, with a reason.
    Revisi,
    /// Which activities of the budget serve its items is said.
    Kegiatan,
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
            Self::Rancangan => Stage::New,
            Self::Ditandatangani => Stage::Done,
            Self::Digantikan | Self::Dibuang => Stage::Dropped,
        }
    }

    /// What may be asked of it.
    #[must_use]
    pub fn allowed(self) -> &'static [Command] {
        match self {
            Self::Rancangan => &[Command::Ubah, Command::Tandatangani, Command::Buang, Command::Kegiatan],
            Self::Ditandatangani => &[Command::Revisi, Command::Kegiatan],
            Self::Digantikan | Self::Dibuang => &[],
        }
    }

    /// The state that follows a command. A revision leaves the version as it is: it makes another.
    ///
    /// # Errors
    /// [`Problem::Refused`] with what to do instead.
    pub fn after(self, command: Command) -> Result<Self> {
        if !self.allowed().contains(&command) {
            return Err(Problem::Refused {
                status: self.code(),
                command: command.word(),
                allowed: self.allowed().iter().map(|c| c.word()).collect(),
                detail: self.instead().to_owned(),
            });
        }
        Ok(match command {
            Command::Ubah => Self::Rancangan,
            Command::Tandatangani | Command::Revisi => Self::Ditandatangani,
            Command::Buang => Self::Dibuang,
            Command::Kegiatan => self,
        })
    }

    fn instead(self) -> &'static str {
        match self {
            Self::Rancangan => "Rancangan tidak perlu direvisi: ubah saja isinya, lalu minta kepala menandatanganinya.",
            Self::Ditandatangani => "Perjanjian yang sudah ditandatangani tidak berubah lagi. Buat revisi.",
            Self::Digantikan => "Versi ini sudah digantikan. Buka versi terbaru perjanjian ini.",
            Self::Dibuang => "Rancangan ini sudah dibuang. Susun yang baru.",
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
            (S::Rancangan, C::Ubah, S::Rancangan),
            (S::Rancangan, C::Tandatangani, S::Ditandatangani),
            (S::Rancangan, C::Buang, S::Dibuang),
            (S::Ditandatangani, C::Revisi, S::Ditandatangani),
            (S::Rancangan, C::Kegiatan, S::Rancangan),
            (S::Ditandatangani, C::Kegiatan, S::Ditandatangani),
        ];
        for status in S::iter() {
            for command in C::iter() {
                let expected = goes.iter().find(|(s, c, _)| (*s, *c) == (status, command)).map(|(_, _, to)| *to);
                match status.after(command) {
                    Ok(to) => assert_eq!(Some(to), expected, "{status:?} {command:?}"),
                    Err(Problem::Refused { detail, .. }) => {
                        assert!(expected.is_none() && detail.ends_with('.'), "{status:?} {command:?}");
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }
}
