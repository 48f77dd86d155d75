//! The description of a field.

use super::{Content, Holds, Key};

/// How sensitive the content of a field is for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// Everybody who may read the record.
    Open,
    /// Identity numbers and contact: encrypted at rest, masked for most.
    Identity,
    /// Health and equally grave matters: encrypted at rest, hidden for most.
    Health,
}

/// What a field contains. This decides how it is read, shown and explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of at most so many characters.
    Text(usize),
    /// The name of a person, in one line.
    Name,
    /// A number that another office or system gave, of at most so many characters. A word for none is no number.
    Outside(usize),
    /// Several lines.
    Long,
    /// A day that has come: not in the future.
    Day,
    /// A day that may lie ahead, such as a deadline.
    DayAhead,
    /// A day that may lie at most so many days ahead, such as an announced arrival.
    DayWithin(u32),
    /// The birth date of a person.
    Born,
    /// The birth date of a person, of which only the year or the month may be known: then it holds the text `1987` or `1987-11`.
    BornAbout,
    /// A whole number from 0.
    Count,
    /// A year.
    Year,
    /// Whole rupiah.
    Money,
    /// A decimal with at most four places.
    Score,
    /// Yes or no.
    YesNo,
    /// A word of the named vocabulary.
    Term(&'static str),
    /// Several words of the named vocabulary: their codes in alphabetical order, with commas between.
    Terms(&'static str),
    /// A name of the named register, of at most so many characters: brought to the register's spelling if it is there, else kept as typed,
    /// with a warning.
    Named(&'static str, usize),
    /// A country.
    Country,
    /// A province or kabupaten/kota.
    Area,
    /// The number of a record of another kind in the same office.
    Link(&'static str),
    /// The code of an office.
    Office,
    /// The login name of somebody of the record's office who may do the work.
    Officer,
    /// A time of day in WIB, as 22:31.
    Time,
    /// NIK, 16 digits. One that nobody can have is refused; other odd ones warn.
    Nik,
    /// A passport or SPLP number: what holds no digit, or only fills the place, is none.
    Passport,
    /// A telephone number.
    Phone,
}

impl FieldKind {
    /// The sort of its content.
    #[must_use]
    pub const fn holds(self) -> Holds {
        match self {
            Self::Day | Self::DayAhead | Self::DayWithin(_) | Self::Born | Self::BornAbout => Holds::Day,
            Self::Year | Self::Count | Self::Money | Self::Score => Holds::Number,
            Self::YesNo => Holds::Flag,
            Self::Link(_) => Holds::Link,
            Self::Text(_)
            | Self::Name
            | Self::Outside(_)
            | Self::Long
            | Self::Term(_)
            | Self::Terms(_)
            | Self::Named(..)
            | Self::Country
            | Self::Area
            | Self::Office
            | Self::Officer
            | Self::Time
            | Self::Nik
            | Self::Passport
            | Self::Phone => Holds::Text,
        }
    }

    /// Whether it holds a day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.holds() == Holds::Day
    }
}

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key in JSON, in files and in the form: `snake_case` Indonesian.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What to write, with an example where that helps.
    pub help: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// How sensitive its content is.
    pub sensitivity: Sensitivity,
    /// Whether it is filled in by a later step: the form of a new record leaves it out, but files and the api may contain it.
    pub later: bool,
    /// Whether it names somebody else than the person of the record: who tells of the case, who receives the person, an heir.
    pub other: bool,
}

impl Field {
    /// An open field that may stay empty.
    ///
    /// # Panics
    /// If the kind does not match the type of the key. Fields are constants, so this is a compile error.
    #[must_use]
    pub const fn new<T: Content>(key: Key<T>, label: &'static str, kind: FieldKind) -> Self {
        assert!(kind.holds() as u8 == T::HOLDS as u8, "the kind of a field is not what its key holds");
        Self::asked(key.name, label, kind)
    }

    /// The same for a field that only a page asks for: it has no column, and code does not refer to it by a typed key.
    #[must_use]
    pub const fn asked(key: &'static str, label: &'static str, kind: FieldKind) -> Self {
        Self { key, label, help: "", kind, required: false, sensitivity: Sensitivity::Open, later: false, other: false }
    }

    /// The field with an explanation.
    #[must_use]
    pub const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// The field as a required one.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The field as one that a later step fills in.
    #[must_use]
    pub const fn later(self) -> Self {
        Self { later: true, ..self }
    }

    /// The field as one that names somebody else.
    #[must_use]
    pub const fn other(self) -> Self {
        Self { other: true, ..self }
    }

    /// The field as one that identifies a person or reaches them.
    #[must_use]
    pub const fn identity(self) -> Self {
        Self { sensitivity: Sensitivity::Identity, ..self }
    }

    /// The field as one about health.
    #[must_use]
    pub const fn health(self) -> Self {
        Self { sensitivity: Sensitivity::Health, ..self }
    }

    /// Its content as shown to somebody without the right to see it in full.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        match self.sensitivity {
            Sensitivity::Open => text.to_owned(),
            Sensitivity::Identity => mask(text),
            Sensitivity::Health if text.is_empty() => String::new(),
            Sensitivity::Health => "(terlindungi)".to_owned(),
        }
    }
}

/// Hides all but the first two and last two characters; short texts wholly.
#[must_use]
pub fn mask(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() < 8 {
        return "•".repeat(letters.len());
    }
    let last = letters.len() - 2;
    letters.iter().enumerate().map(|(i, c)| if i < 2 || i >= last { *c } else { '•' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_little() {
        assert_eq!(mask("3603990101900001"), "36••••••••••••01");
        assert_eq!(mask("X123456"), "•••••••");
        assert_eq!(mask(""), "");
    }

    #[test]
    fn a_year_outside_the_limits_is_told_them() {
        let field = Field::asked("tahun", "Tahun", FieldKind::Year);
        let reference = crate::reference::Reference::embedded().unwrap();
        let today = crate::period::Day::from_ymd_opt(2025, 6, 1).unwrap();
        for year in ["1999", "2999", "25"] {
            let form = [("tahun".to_owned(), year.to_owned())].into();
            let refused = crate::form::parse(&[&field], &form, &reference, today).unwrap_err();
            assert_eq!(refused[0].detail, "Tulis tahun dengan empat angka, dari 2000 sampai 2200.", "{year}");
        }
    }
}
