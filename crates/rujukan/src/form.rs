//! What is asked for a word.

use kernel::Day;
use kernel::form::{Field, FieldKind, Form, Key};
use kernel::reference::Term;

pub(crate) const LABEL: Key<String> = Key::new("label");
pub(crate) const ALSO: Key<String> = Key::new("juga");
pub(crate) const BASIS: Key<String> = Key::new("dasar");
pub(crate) const SINCE: Key<Day> = Key::new("berlaku_sejak");
pub(crate) const ENDED: Key<Day> = Key::new("berakhir_pada");
pub(crate) const INSTEAD: Key<String> = Key::new("pengganti");
pub(crate) const WHY: Key<String> = Key::new("alasan");

const REASON: Field =
    Field::new(WHY, "Alasan", FieldKind::Text(300)).required().help("Tercatat di riwayat bersama nama Anda.");

static WORD: [Field; 5] = [
    Field::new(LABEL, "Kata", FieldKind::Text(120)).required(),
    Field::new(ALSO, "Ejaan lain", FieldKind::Text(1_000)).help(
        "Cara lain orang menulisnya, dengan titik koma di antaranya. Di berkas dan formulir dibaca sebagai kata ini.",
    ),
    Field::new(BASIS, "Dasar", FieldKind::Text(300)).help("Peraturan, surat atau keputusan, bila ada."),
    Field::new(SINCE, "Berlaku sejak", FieldKind::DayAhead).help("Kata baru yang dikosongkan berlaku sejak hari ini."),
    REASON,
];

static END: [Field; 3] = [
    Field::new(ENDED, "Tidak dipakai lagi sejak", FieldKind::DayAhead)
        .help("Hari pertama kata ini tidak dapat dipilih. Kosong berarti hari ini."),
    Field::new(INSTEAD, "Penggantinya", FieldKind::Text(120))
        .help("Kata di kamus ini yang disarankan sebagai gantinya."),
    REASON,
];

static REVIVE: [Field; 1] = [REASON];

/// What is done to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Add,
    Change,
    End,
    Revive,
}

impl Act {
    /// What is done to a word that there is.
    pub(crate) const ON: [Self; 3] = [Self::Change, Self::End, Self::Revive];

    /// The word in addresses.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Add => "tambah",
            Self::Change => "ubah",
            Self::End => "akhiri",
            Self::Revive => "hidupkan",
        }
    }

    /// The word in the history.
    pub(crate) const fn done(self) -> &'static str {
        match self {
            Self::Add => "ditambah",
            Self::Change => "diubah",
            Self::End => "diakhiri",
            Self::Revive => "dihidupkan",
        }
    }

    /// What people read.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Add => "Tambah",
            Self::Change => "Ubah",
            Self::End => "Akhiri",
            Self::Revive => "Hidupkan lagi",
        }
    }

    /// What it asks for.
    pub(crate) fn fields(self) -> &'static [Field] {
        match self {
            Self::Add | Self::Change => &WORD,
            Self::End => &END,
            Self::Revive => &REVIVE,
        }
    }
}

/// What a form of a change begins with: the word as it is.
pub(crate) fn of(term: &Term) -> Form {
    let mut form =
        Form::from([(LABEL.name.to_owned(), term.label.clone()), (ALSO.name.to_owned(), term.also.join("; "))]);
    form.extend(term.basis.clone().map(|basis| (BASIS.name.to_owned(), basis)));
    form.extend(term.since.map(|day| (SINCE.name.to_owned(), day.to_string())));
    form
}

/// The spellings of a text, each once.
pub(crate) fn spellings(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for one in text.split([';', '\n']).map(|one| one.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if !one.is_empty() && !all.contains(&one) {
            all.push(one);
        }
    }
    all
}
