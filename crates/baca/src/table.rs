//! Where in a sheet a table stands: heads below titles, rows of people or records, and what is neither.

use crate::paper::spans;
use crate::{Paper, Row, Sheet};

/// How far down the heads are looked for.
const DEEP: usize = 30;

/// A table in a sheet.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// The sheet's name, where the file has several that hold something.
    pub sheet: &'a str,
    /// The heads by column; of heads in two lines the lower, where it says something.
    pub heads: Vec<String>,
    /// The number of the row that holds them, or the lower of two.
    pub head: usize,
    /// Its rows.
    pub rows: Vec<&'a Row>,
    /// The whole sheet.
    pub on: &'a Sheet,
    /// What was passed over, in sentences with their place.
    pub remarks: Vec<String>,
}

/// The table of each sheet that has heads; `known` says whether a head is one.
#[must_use]
pub fn tables<'a>(paper: &'a Paper, known: &dyn Fn(&str) -> bool) -> (Vec<Table<'a>>, Vec<String>) {
    let (mut all, mut remarks) = (Vec::new(), Vec::new());
    let many = paper.sheets.len() > 1;
    for sheet in &paper.sheets {
        match table(sheet, known) {
            Some(table) => all.push(Table { sheet: if many { &sheet.name } else { "" }, ..table }),
            None => remarks.push(format!(
                "Lembar {} tidak dibaca: tidak ada baris dengan nama kolom yang dikenal ({} baris terisi).",
                sheet.name,
                sheet.rows.len()
            )),
        }
    }
    (all, if many { remarks } else { Vec::new() })
}

/// The table of a sheet. Of sheets that were put below it each has its heads; one without, or with others, is told.
#[must_use]
pub fn table<'a>(sheet: &'a Sheet, known: &dyn Fn(&str) -> bool) -> Option<Table<'a>> {
    let mut found: Option<Table<'a>> = None;
    let (mut unread, mut titles) = (Vec::new(), Vec::new());
    for (name, rows) in parts(sheet) {
        let Some((first, last, heads)) = heads(sheet, rows, known) else {
            unread.push(format!(
                "Lembar {name} tidak dibaca: tidak ada baris dengan nama kolom yang dikenal ({} baris terisi).",
                rows.len()
            ));
            continue;
        };
        let head = rows.get(last)?.number;
        if let Some(table) = found.as_ref().filter(|table| !table.headed(&heads)) {
            unread.push(format!(
                "Lembar {name} tidak dibaca: kolomnya lain daripada di baris {}. Samakan kolomnya, atau kirim lembar itu sendiri.",
                table.head
            ));
            continue;
        }
        let table = found.get_or_insert_with(|| Table {
            sheet: &sheet.name,
            heads,
            head,
            rows: Vec::new(),
            on: sheet,
            remarks: Vec::new(),
        });
        titles.extend(rows.iter().take(first).map(|row| row.number));
        table.take(rows.get(last + 1..).unwrap_or_default());
    }
    let mut table = found?;
    let passed = std::mem::take(&mut table.remarks);
    table.passed(&titles, "di atas nama kolom");
    table.remarks.extend(passed);
    table.remarks.extend(if sheet.begins.is_empty() { Vec::new() } else { unread });
    Some(table)
}

/// The rows of the sheet, and of each that was put below it.
fn parts(sheet: &Sheet) -> Vec<(&str, &[Row])> {
    let (mut all, mut rest, mut name) = (Vec::new(), sheet.rows.as_slice(), sheet.name.as_str());
    for (begin, next) in &sheet.begins {
        let (part, below) = rest.split_at(rest.partition_point(|row| row.number < *begin));
        all.push((name, part));
        (rest, name) = (below, next);
    }
    all.push((name, rest));
    all.retain(|(_, rows)| !rows.is_empty());
    all
}

/// The row, or the two, in which most heads are known: the first of the rows and the last of them.
fn heads(sheet: &Sheet, rows: &[Row], known: &dyn Fn(&str) -> bool) -> Option<(usize, usize, Vec<String>)> {
    let line = |row: &Row| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<String>>();
    let count = |heads: &[String]| heads.iter().filter(|head| known(head)).count();
    let top = rows.get(..rows.len().min(DEEP)).unwrap_or_default();
    let single = top.iter().enumerate().map(|(at, row)| (at, at, line(row)));
    let double = top.windows(2).enumerate().filter_map(|(at, pair)| {
        let [upper, lower] = pair else { return None };
        // A row of people below the heads makes no head of theirs better known.
        (upper.number + 1 == lower.number).then(|| (at, at + 1, joined(sheet, upper, lower)))
    });
    let best = |all: &mut dyn Iterator<Item = (usize, usize, Vec<String>)>| {
        all.map(|(first, last, heads)| (count(&heads), first, last, heads))
            .reduce(|one, other| if other.0 > one.0 { other } else { one })
            .filter(|(many, ..)| *many > 0)
    };
    let one = best(&mut single.into_iter())?;
    let spans = |at: usize| rows.get(at).is_some_and(|row| spanned(sheet, row.number));
    let two = best(&mut double.into_iter()).filter(|two| two.0 > one.0 + 1 || (two.0 > one.0 && spans(two.1)));
    let (_, first, last, heads) = two.unwrap_or(one);
    Some((first, last, heads))
}

/// Whether a head of a row spans several columns or rows.
fn spanned(sheet: &Sheet, row: usize) -> bool {
    sheet.merged.iter().any(|merge| merge.from.0 + 1 == row && merge.from != merge.to)
}

/// Heads of two lines: the lower where it says something, else the upper.
fn joined(sheet: &Sheet, upper: &Row, lower: &Row) -> Vec<String> {
    let width = upper.cells.len().max(lower.cells.len());
    let head = |column: usize| match (upper.text(column), lower.text(column)) {
        (above, "") if sheet.covered(lower.number - 1, column).is_some() || !above.is_empty() => above.to_owned(),
        (_, below) => below.to_owned(),
    };
    (0..width).map(head).collect()
}

/// Why a row is none of people or records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Heads,
    Numbers,
    Group,
    Total,
    Empty,
    Closing,
}

impl Why {
    fn words(self) -> &'static str {
        match self {
            Self::Heads => "nama kolom yang berulang",
            Self::Numbers => "nomor kolom",
            Self::Group => "judul kelompok",
            Self::Total => "jumlah",
            Self::Empty => "hanya nomor urut",
            Self::Closing => "penutup tabel (tempat dan tanggal, pejabat, catatan)",
        }
    }
}

impl<'a> Table<'a> {
    /// Whether other heads are the same.
    fn headed(&self, heads: &[String]) -> bool {
        let plain = |heads: &[String]| {
            let all: Vec<String> = heads.iter().map(|head| self::plain(head)).collect();
            all.iter()
                .rposition(|head| !head.is_empty())
                .map_or_else(Vec::new, |last| all.into_iter().take(last + 1).collect())
        };
        plain(heads) == plain(&self.heads)
    }

    /// Takes the rows below heads, and tells those that are none of people or records.
    fn take(&mut self, rows: &'a [Row]) {
        let (mut passed, mut closing, mut below): (Vec<(usize, Why)>, _, _) = (Vec::new(), false, true);
        for row in rows {
            let why = self.why(row, below, closing);
            below = why == Some(Why::Heads) || (below && why == Some(Why::Numbers));
            closing = match why {
                Some(Why::Closing) => true,
                Some(Why::Total) => closing,
                _ => false,
            };
            match why {
                Some(why) => passed.push((row.number, why)),
                None => self.rows.push(row),
            }
        }
        for why in [Why::Heads, Why::Numbers, Why::Group, Why::Total, Why::Empty, Why::Closing] {
            let rows: Vec<usize> = passed.iter().filter(|(_, other)| *other == why).map(|(row, _)| *row).collect();
            self.passed(&rows, why.words());
        }
    }

    fn passed(&mut self, rows: &[usize], why: &str) {
        if !rows.is_empty() {
            let place = if self.on.name.is_empty() { String::new() } else { format!("Lembar {}: ", self.on.name) };
            let sentence = format!("{place}baris {} dilewati: {why}.", spans(rows));
            let mut letters = sentence.chars();
            let first = letters.next().map(|one| one.to_uppercase().collect::<String>()).unwrap_or_default();
            self.remarks.push(first + letters.as_str());
        }
    }

    /// Why a row is passed over; `below` the heads with nothing but such rows between, `closing` after the first closing row.
    fn why(&self, row: &Row, below: bool, closing: bool) -> Option<Why> {
        let filled: Vec<(usize, &str)> = row.filled().map(|(column, cell)| (column, cell.text.as_str())).collect();
        let columns = self.heads.iter().filter(|head| !head.is_empty()).count();
        let same = |(column, text): &(usize, &str)| {
            self.heads.get(*column).is_some_and(|head| plain(head) == plain(text) && !plain(head).is_empty())
        };
        if filled.len() > 1 && filled.iter().all(same) {
            return Some(Why::Heads);
        }
        if below && filled.len() > 1 && numbered(&filled) {
            return Some(Why::Numbers);
        }
        if columns < 3 {
            return None;
        }
        if total(&filled) {
            return Some(Why::Total);
        }
        if let [(column, text)] = filled.as_slice()
            && self.counts(*column)
            && text.trim_end_matches('.').bytes().all(|one| one.is_ascii_digit())
        {
            return Some(Why::Empty);
        }
        // A row that begins with a running number goes on, and so does one whose first word is a name.
        let first = filled.first().map_or("", |(_, text)| *text);
        let counted = !first.is_empty() && first.bytes().all(|one| one.is_ascii_digit());
        if filled.len() <= 2 && !counted && (closing || closes(first)) {
            return Some(Why::Closing);
        }
        (filled.len() == 1 && filled.iter().any(|(column, text)| self.spans(row, *column) || groups(text)))
            .then_some(Why::Group)
    }

    /// Whether a column only counts the rows.
    fn counts(&self, column: usize) -> bool {
        let head = self.heads.get(column).map(|head| plain(head)).unwrap_or_default();
        ["no", "nomor urut", "no urut", "nr", "urut"].contains(&head.as_str())
    }

    fn spans(&self, row: &Row, column: usize) -> bool {
        self.on.merged.iter().any(|merge| merge.from == (row.number - 1, column) && merge.to.1 > column + 1)
    }
}

/// Letters and digits in lower case, single blanks.
fn plain(text: &str) -> String {
    let spaced: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the cells count the columns: (1), (2), (3).
fn numbered(filled: &[(usize, &str)]) -> bool {
    let number = |text: &str| text.trim_matches(['(', ')', '.', ' ']).parse::<usize>().ok();
    let first = filled.first().and_then(|(_, text)| number(text));
    first.is_some_and(|first| {
        first <= 1 && filled.iter().enumerate().all(|(at, (_, text))| number(text) == Some(first + at))
    })
}

/// Whether the row says how many there are: "Jumlah", with nothing else but numbers.
fn total(filled: &[(usize, &str)]) -> bool {
    let Some(((_, first), rest)) = filled.split_first() else { return false };
    let words = plain(first);
    let sums = ["jumlah", "total", "sub total", "subtotal", "grand total", "jml"];
    let named =
        sums.iter().any(|sum| words == *sum || words.strip_prefix(sum).is_some_and(|rest| rest.starts_with(' ')));
    let people = |text: &str| text.strip_suffix(" orang").is_some_and(|many| many.bytes().all(|b| b.is_ascii_digit()));
    let sums = |(_, text): &(usize, &str)| text.starts_with(|one: char| one.is_ascii_digit()) || text.starts_with('=');
    (named && rest.iter().all(sums)) || (rest.is_empty() && people(&words))
}

/// How rows below a table begin that are none of it.
const CLOSES: [&str; 18] = [
    "mengetahui",
    "menyetujui",
    "dibuat oleh",
    "disusun oleh",
    "diperiksa oleh",
    "kepala ",
    "an kepala",
    "a n kepala",
    "atase ",
    "penanggung jawab",
    "petugas ",
    "nip",
    "ttd",
    "catatan",
    "keterangan",
    "sumber",
    "dicetak",
    "halaman ",
];

/// Whether a text is one that stands below tables: place and day, an official, a note.
fn closes(text: &str) -> bool {
    let words = plain(text);
    let named = CLOSES.iter().any(|start| words.starts_with(start));
    let day = text.split_once(',').is_some_and(|(place, day)| {
        let mut parts = day.split_whitespace();
        let number = parts.next().and_then(|number| number.parse::<u8>().ok());
        let year = parts.last().and_then(|year| year.parse::<u16>().ok());
        let letters = |one: char| one.is_alphabetic() || " .-".contains(one);
        place.chars().all(letters)
            && number.is_some_and(|day| (1..=31).contains(&day))
            && year.is_some_and(|y| y > 1900)
    });
    named || day || text.starts_with("*)")
}

/// Words that name a group of people within a list.
const GROUPS: [&str; 14] = [
    "dewasa",
    "anak",
    "anak anak",
    "bayi",
    "laki laki",
    "perempuan",
    "pria",
    "wanita",
    "kelompok",
    "rombongan",
    "kloter",
    "regu",
    "infant",
    "adult",
];

/// Whether a text that stands alone in its row heads a group: `A. DEWASA`, `II. Anak-anak`.
fn groups(text: &str) -> bool {
    let words = plain(text);
    let (first, rest) = words.split_once(' ').unwrap_or((&words, ""));
    let counted = |word: &str| word.len() == 1 || word.chars().all(|one| matches!(one, 'i' | 'v' | 'x'));
    let marked = text.contains(['.', ')', ':']) && counted(first) && !rest.is_empty();
    let named = |words: &str| {
        GROUPS.iter().any(|group| {
            words
                .strip_prefix(group)
                .is_some_and(|rest| rest.is_empty() || (rest.starts_with(' ') && !person(group, rest)))
        })
    };
    named(&words) || (marked && named(rest))
}

/// Whether what follows a word of a group makes a name of it: Anak Agung, Dewasa Contoh. Groups are counted, or named after a place.
fn person(group: &str, rest: &str) -> bool {
    const NAMES: [&str; 5] = ["dewasa", "anak", "bayi", "pria", "wanita"];
    const AROUND: [&str; 10] = ["orang", "anak", "laki", "perempuan", "pria", "wanita", "dewasa", "pmi", "dan", "bayi"];
    let counted = |word: &str| word.bytes().all(|one| one.is_ascii_digit()) || AROUND.contains(&word);
    NAMES.contains(&group) && !rest.split_whitespace().all(counted)
}
