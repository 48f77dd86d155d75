//! Text as people see it. What is copied from other programs carries signs that nobody sees; a word that only says that there is
//! nothing is not what was asked for.

use std::borrow::Cow;

/// Signs that nobody sees and that weigh nothing: zero-width blanks and joiners, the soft hyphen, marks of direction.
const UNSEEN: [char; 10] = [
    '\u{ad}', '\u{61c}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}',
];

/// The text without what nobody sees: hard and odd blanks are blanks, full-width letters and digits are the usual ones.
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
    let usual = |one: char| match one {
        '\n' | '\r' | '\t' | ' ' => Some(one),
        _ if UNSEEN.contains(&one) => None,
        _ if one.is_whitespace() => Some(' '),
        // Word and its like write these for the sign on the keyboard.
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(one as u32 - 0xfee0),
        _ => Some(one),
    };
    if text.chars().all(|one| usual(one) == Some(one)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(usual).collect())
}

/// The text of a day or number with the signs of the keyboard in place of those that look like them.
#[must_use]
pub fn straight(text: &str) -> String {
    let usual = |one: char| match one {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        '’' | '‘' | '`' | '´' => '\'',
        other => other,
    };
    text.chars().map(usual).collect()
}

/// Whether a sign turns the direction of what follows it, so that a text reads otherwise than it is stored.
#[must_use]
pub fn turns(one: char) -> bool {
    matches!(one, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a sign is none: Unicode keeps it free, and only broken programs write it.
#[must_use]
pub fn is_broken(one: char) -> bool {
    matches!(one, '\u{fffd}' | '\u{fdd0}'..='\u{fdef}') || one as u32 & 0xfffe == 0xfffe
}

/// What a spreadsheet shows where a formula failed.
const FAILED: [&str; 12] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#DATA!",
    "#ERROR!",
];

/// Whether the text is the error of a spreadsheet's cell.
#[must_use]
pub fn failed(text: &str) -> bool {
    FAILED.iter().any(|one| one.eq_ignore_ascii_case(text.trim()))
}

/// Words for nothing that only say so as the whole text, and such that are written together, without blanks and signs.
const TOGETHER: [&str; 8] = ["na", "no", "belumada", "blmada", "tidakada", "tdkada", "tidakdiketahui", "tidaktahu"];

/// Words that say that something is missing, alone or among [`AROUND`].
const MISSING: [&str; 35] = [
    "belum",
    "blm",
    "tidak",
    "tdk",
    "tak",
    "ga",
    "gak",
    "nggak",
    "ngga",
    "enggak",
    "tanpa",
    "nihil",
    "kosong",
    "hilang",
    "rusak",
    "dicuri",
    "lupa",
    "ditahan",
    "disita",
    "tertinggal",
    "ketinggalan",
    "menyusul",
    "menunggu",
    "proses",
    "unknown",
    "lost",
    "missing",
    "none",
    "null",
    "nil",
    "tba",
    "tbd",
    "pending",
    "undocumented",
    "expired",
];

/// Words that stand beside them and name nothing more: `hilang di LN`, `no. belum terbit`.
const AROUND: [&str; 44] = [
    "ada",
    "di",
    "ln",
    "luar",
    "negeri",
    "dalam",
    "dlm",
    "sedang",
    "sdg",
    "masih",
    "bawa",
    "dibawa",
    "punya",
    "memiliki",
    "terbit",
    "keluar",
    "dibuat",
    "diurus",
    "pengurusan",
    "dikenal",
    "diketahui",
    "tahu",
    "ingat",
    "jelas",
    "terbaca",
    "nomor",
    "nomer",
    "no",
    "paspor",
    "pasport",
    "passport",
    "splp",
    "ktp",
    "nik",
    "dokumen",
    "kartu",
    "identitas",
    "nama",
    "oleh",
    "majikan",
    "agen",
    "imigrasi",
    "sama",
    "sekali",
];

/// Whether a text only says that there is nothing: a dash, `0`, `belum ada`, `n/a`, `XXXX`, `hilang di LN`.
#[must_use]
pub fn nothing(text: &str) -> bool {
    let plain: String = text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let filled = plain.bytes().all(|one| one == b'0') || plain.bytes().all(|one| one == b'x');
    TOGETHER.contains(&plain.as_str()) || filled || missing(text)
}

/// Whether a text names no number though it may hold digits: `HILANG 2025`, `belum123`.
#[must_use]
pub fn numberless(text: &str) -> bool {
    let letters: String = text.chars().map(|one| if one.is_ascii_digit() { ' ' } else { one }).collect();
    nothing(text) || missing(&letters)
}

/// Whether a text is made of words that say that something is missing.
fn missing(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let (mut said, mut others) = (false, false);
    for word in words.by_ref() {
        said |= MISSING.contains(&word);
        others |= !MISSING.contains(&word) && !AROUND.contains(&word);
    }
    said && !others
}

/// Marks by which lists say that a cell is the same as the one above it. No reader looks above.
#[must_use]
pub fn ditto(text: &str) -> bool {
    let plain: String = text.to_lowercase().chars().filter(|one| !matches!(one, ' ' | '.' | '-' | '\'')).collect();
    matches!(
        plain.as_str(),
        "sda" | "idem" | "ditto" | "\"" | "\"\"" | "〃" | "”" | "“" | "″" | ",," | "samadenganatas"
    ) || text.trim() == "''"
}

/// Whether a text was saved in one encoding and read in another: `Nurâ€™aini`, `JosÃ©`.
#[must_use]
pub fn garbled(text: &str) -> bool {
    let mut letters = text.chars().peekable();
    while let Some(one) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let broken = match one {
            'â' => next == '€' || next == '\u{80}',
            'Ã' => matches!(next, '\u{80}'..='\u{bf}'),
            'Â' => matches!(next, '\u{80}'..='\u{bf}') && next != '\u{aa}' && next != '\u{ba}',
            _ => false,
        };
        if broken {
            return true;
        }
    }
    false
}

/// Whether digits repeat a few of them to the end: 1212…, 123123….
#[must_use]
pub fn repeats(digits: &str, most: usize) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() >= 6 && (1..=most).any(|step| bytes.iter().zip(bytes.iter().skip(step)).all(|(one, next)| one == next))
}

/// Whether so many of the same sign stand in a row.
#[must_use]
pub fn runs(text: &str, many: usize) -> bool {
    text.as_bytes().chunk_by(|one, next| one == next).any(|run| run.len() >= many)
}

/// Whether a cell says by a dash or by `n/a` that nothing stands in it.
#[must_use]
pub fn blank(text: &str) -> bool {
    let text = seen(text);
    let text = text.trim();
    let dashes = text.chars().all(|one| matches!(one, '-' | '‐' | '‑' | '–' | '—' | '―' | '−'));
    !text.is_empty() && (dashes || text.eq_ignore_ascii_case("n/a"))
}

/// Whether digits were put in only to fill the place: all the same, or counting up or down.
#[must_use]
pub fn filler(digits: &str) -> bool {
    let steps: Vec<i16> = digits.as_bytes().windows(2).filter_map(pair).collect();
    let counts = |step: i16| steps.iter().all(|one| *one == step || *one == -9 * step);
    steps.len() >= 4 && (steps.iter().all(|one| *one == 0) || counts(1) || counts(-1))
}

fn pair(two: &[u8]) -> Option<i16> {
    Some(i16::from(*two.get(1)?) - i16::from(*two.first()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_gone_and_what_is_seen_stays() {
        assert_eq!(seen("Ze\u{200b}nita\u{a0}Contoh"), "Zenita Contoh");
        assert_eq!(seen("\u{ff13}\u{ff16}\u{ff10}\u{ff13}"), "3603");
        assert!(matches!(seen("Nur'aini\nContoh"), Cow::Borrowed(_)));
    }

    #[test]
    fn words_for_nothing_and_fillers_are_known() {
        for text in [
            "-",
            "—",
            "0",
            "000",
            "belum",
            "Belum ada",
            "n/a",
            "N.A.",
            "HILANG",
            "tidak ada",
            "xxxx",
            ".",
            "hilang di LN",
            "dlm proses",
            "tidak bawa",
            "blm terbit",
            "-/-",
            "no. belum ada",
            "tidak ada nomor",
            "Tidak dikenal",
            "TBA",
            "tidakada",
            "nil",
            "no",
            "Menyusul",
        ] {
            assert!(nothing(text), "{text}");
        }
        for (text, empty) in
            [("-", true), ("——", true), (" N/A ", true), ("\u{2212}", true), ("", false), ("- x", false), ("0", false)]
        {
            assert_eq!(blank(text), empty, "{text}");
        }
        for text in
            ["1", "B-12", "SIS/2025/1", "100", "No. 12", "HILANG2025", "Ada", "Di Na", "Paspor", "Negeri Contoh"]
        {
            assert!(!nothing(text), "{text}");
        }
        for text in ["HILANG2025", "belum 123", "TIDAK ADA 1", "lost-2024"] {
            assert!(numberless(text), "{text}");
        }
        for text in ["No. 12/2025", "SKP-2025-900001", "S-1", "CONTOH-1"] {
            assert!(!numberless(text), "{text}");
        }
        for digits in ["0000000000000000", "9999999999999999", "1234567890123456", "9876543210987654", "00000"] {
            assert!(filler(digits), "{digits}");
        }
        for digits in ["3603994101900001", "1234568", "1111112", "123"] {
            assert!(!filler(digits), "{digits}");
        }
    }

    #[test]
    fn marks_for_the_same_and_letters_of_another_encoding_are_known() {
        for text in ["sda", "s.d.a.", "Idem", "\"", "''", "- \" -", "〃", ",,"] {
            assert!(ditto(text), "{text}");
        }
        for text in ["Sidoarjo", "-", "'", "Ida", ","] {
            assert!(!ditto(text), "{text}");
        }
        for text in ["Nurâ€™aini", "JosÃ©", "Rp\u{c2}\u{a0}5", "â€œkutipâ€"] {
            assert!(garbled(text), "{text}");
        }
        for text in ["José", "SÃO PAULO", "château", "Ângela", "5 €"] {
            assert!(!garbled(text), "{text}");
        }
        assert!(
            repeats("121212", 3) && repeats("1234123412341234", 4) && !repeats("12345", 4) && !repeats("3602991", 4)
        );
        assert!(runs("3602991111111111", 10) && !runs("3602991111110001", 10));
        assert_eq!(straight("12–11−2025’"), "12-11-2025'");
    }
}
