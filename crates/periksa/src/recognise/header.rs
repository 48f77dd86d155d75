//! The header of a table: which column holds what, in whatever order and words an office writes it.

use std::collections::{BTreeMap, BTreeSet};

use super::quarter::{bare_quarter, quarter, when, with_bare};
use super::{Role, When};
use crate::cell::{Cell, Content};
use crate::read::Grid;

/// How far from the top of a grid a header may stand, and how many lines it may have.
pub(super) const REACH: usize = 12;
const DEPTH: usize = 3;

/// A column that holds something known.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub at: usize,
    pub role: Role,
    pub head: String,
    /// The year that the head names.
    pub year: Option<i32>,
    /// Whether the head names only a quarter, and not what of it.
    pub bare: bool,
}

/// A header.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// The first row of data.
    pub data: usize,
    /// The header's own lines, to know them again after a page break.
    pub lines: Vec<Vec<String>>,
    pub columns: Vec<Column>,
}

/// Words of a lower header line that only part the upper one.
const PLAIN: [&str; 17] = [
    "rp", "i", "ii", "iii", "iv", "rupiah", "rincian", "keuangan", "fisik", "total", "jumlah", "tahun", "setahun",
    "akhir", "bulan", "sd", "dengan",
];
const MONTHS: [&str; 18] = [
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "des",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    No,
    Goal,
    Indicator,
    Item,
    Unit,
    Target,
    Realised,
    Capaian,
    Ceiling,
    Left,
    Percent,
}

/// Finds the header: the first lines whose words make a known table.
pub(crate) fn find(grid: &Grid) -> Option<Header> {
    for first in 0..grid.rows.len().min(REACH) {
        // A title stands alone at the left, over no column in particular.
        let title = |(_, cells): &(usize, Vec<Cell>)| {
            cells.iter().skip(1).all(|c| c.content == Content::Empty) && cells.first().is_some_and(Cell::filled)
        };
        if grid.rows.get(first).is_some_and(title) {
            continue;
        }
        let mut depth = 1;
        while depth < DEPTH && grid.rows.get(first + depth).is_some_and(|(_, cells)| goes_on(cells)) {
            depth += 1;
        }
        for depth in (1..=depth).rev() {
            let lines: Vec<&[Cell]> = grid.rows.get(first..first + depth)?.iter().map(|(_, c)| c.as_slice()).collect();
            if let Some(columns) = columns(&lines)
                && !misread(grid.rows.get(first + depth).map(|(_, c)| c.as_slice()), &columns)
            {
                let lines = lines.iter().map(|line| line.iter().map(|c| c.text.clone()).collect()).collect();
                return Some(Header { data: first + depth, lines, columns });
            }
        }
    }
    None
}

/// Whether the first line of data is none: words beside known columns and no number under any, as in a header that goes
/// on in words not known here.
fn misread(first: Option<&[Cell]>, columns: &[Column]) -> bool {
    let Some(first) = first else { return false };
    let of = |column: &Column| first.get(column.at);
    let named = columns.iter().any(|c| c.role == Role::Name && of(c).is_some_and(Cell::filled));
    let known = |at: usize| columns.iter().any(|c| c.at == at && matches!(c.role, Role::No | Role::Goal | Role::Unit));
    let words = first.iter().enumerate().any(|(at, cell)| !known(at) && cell.content == Content::Text);
    let numbers =
        columns.iter().filter(|c| c.role != Role::No).any(|c| of(c).is_some_and(|cell| cell.figure().is_some()));
    columns.iter().any(|c| c.role == Role::Name) && !named && words && !numbers
}

/// Whether a line can be the lower part of a header: words of headers, years and quarters only.
fn goes_on(cells: &[Cell]) -> bool {
    let mut filled = cells.iter().filter(|c| c.content != Content::Empty).peekable();
    filled.peek().is_some()
        && filled.all(|cell| match &cell.content {
            Content::Number(_) => lone_year(&cell.text).is_some() || ["1", "2", "3", "4"].contains(&cell.text.as_str()),
            Content::Text => {
                let words = words(&cell.text);
                cell.text.chars().count() < 60
                    && (kind(&cell.text).is_some()
                        || when(&words).is_some()
                        || words.iter().all(|w| PLAIN.contains(&w.as_str()) || MONTHS.contains(&w.as_str())))
            }
            _ => false,
        })
}

fn columns(lines: &[&[Cell]]) -> Option<Vec<Column>> {
    let width = lines.iter().map(|line| line.len()).max()?;
    let text = |line: &[Cell], at: usize| line.get(at).map(|c| c.text.clone()).unwrap_or_default();
    let mut heads: Vec<Vec<String>> = Vec::with_capacity(width);
    for at in 0..width {
        let mut parts = Vec::new();
        for (depth, line) in lines.iter().enumerate() {
            let own = text(line, at);
            let below = lines.get(depth + 1..).unwrap_or_default().iter().any(|lower| !text(lower, at).is_empty());
            let left = (0..at).rev().map(|left| text(line, left)).find(|t| !t.is_empty());
            // A head that spans columns stands over the first of them only.
            let spans = own.is_empty() && below && depth + 1 < lines.len();
            parts.push(if spans { left.unwrap_or_default() } else { own });
        }
        parts.retain(|part| !part.is_empty());
        heads.push(parts);
    }
    let columns = assign(&heads);
    let has = |wanted: fn(Role) -> bool| columns.iter().any(|c| wanted(c.role));
    let named = has(|r| matches!(r, Role::Name | Role::No | Role::Goal));
    let performance = has(|r| matches!(r, Role::Target(_)))
        && (has(|r| matches!(r, Role::Realised(_) | Role::Capaian(_))) || has(|r| r == Role::Name));
    let budget =
        has(|r| matches!(r, Role::Ceiling(_))) && has(|r| matches!(r, Role::Spent(_) | Role::Absorbed | Role::Left));
    (named && (performance || budget)).then_some(columns)
}

/// Gives each head its role. What a bare "Realisasi" or "%" means follows from the column before it.
fn assign(heads: &[Vec<String>]) -> Vec<Column> {
    let kinds: Vec<Option<Kind>> = heads.iter().map(|parts| parts.iter().rev().find_map(|part| kind(part))).collect();
    let indicator = kinds.contains(&Some(Kind::Indicator));
    let budget = kinds.contains(&Some(Kind::Ceiling));
    let (mut columns, mut bare) = (Vec::<Column>::new(), Vec::<Column>::new());
    let (mut money, mut ceilings, mut spent) = (!kinds.contains(&Some(Kind::Target)), 0, 0);
    for (at, (parts, kind)) in heads.iter().zip(&kinds).enumerate() {
        let head = parts.join(" ");
        let words = words(&head);
        let mentions = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        let rupiah = mentions(&["rp", "rupiah", "anggaran", "keuangan", "belanja", "pagu"]);
        let Some(kind) = kind else {
            let quarter = bare_quarter(&words);
            bare.extend(quarter.map(|role| Column { at, role, year: lone_year(&head), head, bare: true }));
            continue;
        };
        if mentions(&["kategori", "keterangan", "status", "predikat", "analisis"]) && *kind != Kind::Item {
            continue;
        }
        let part = mentions(&["semester", "bulan"]) || mentions(&MONTHS);
        if mentions(&["fisik"]) || (part && !budget && !(mentions(&["sd"]) && mentions(&["desember", "des"]))) {
            continue;
        }
        let when = when(&words).unwrap_or(When::Year);
        let spending = budget && (rupiah || (money && !mentions(&["kinerja"])));
        let role = match kind {
            Kind::No => Role::No,
            Kind::Goal => Role::Goal,
            Kind::Unit => Role::Unit,
            Kind::Item if indicator => continue,
            Kind::Indicator | Kind::Item => Role::Name,
            Kind::Target if rupiah => continue,
            Kind::Target => Role::Target(when),
            Kind::Ceiling => Role::Ceiling(ceilings),
            Kind::Left => Role::Left,
            Kind::Realised if spending && mentions(&["persen", "persentase"]) => Role::Absorbed,
            Kind::Realised if spending && spent > 0 && head.contains('%') => Role::Absorbed,
            Kind::Realised if spending => Role::Spent(spent),
            Kind::Realised => Role::Realised(when),
            Kind::Capaian if spending && rupiah => Role::Absorbed,
            Kind::Percent if spending => Role::Absorbed,
            Kind::Capaian if mentions(&["dibatasi"]) => Role::Capped(when),
            Kind::Capaian | Kind::Percent => Role::Capaian(when),
        };
        match role {
            Role::Ceiling(_) => (ceilings, money) = (ceilings + 1, true),
            Role::Target(_) => money = false,
            Role::Spent(_) => spent += 1,
            _ => {}
        }
        columns.push(Column { at, role, year: lone_year(&head), head, bare: false });
    }
    settle(unambiguous(&with_bare(columns, bare)))
}

/// Of names and units the first column counts; figures that two columns claim are left alone.
fn unambiguous(columns: &[Column]) -> Vec<Column> {
    let same = |a: &Column, b: &Column| a.role == b.role && a.year == b.year;
    let keep = |at: usize, column: &Column| {
        let others =
            columns.iter().enumerate().filter(|(other, c)| *other != at && same(c, column)).map(|(other, _)| other);
        let before = others.clone().any(|other| other < at);
        if column.role.is_performance() { others.count() == 0 } else { !before }
    };
    columns.iter().enumerate().filter(|(at, column)| keep(*at, column)).map(|(_, column)| column.clone()).collect()
}

/// "s.d. TW IV" without earlier quarters beside it is the year.
fn settle(mut columns: Vec<Column>) -> Vec<Column> {
    let running = columns
        .iter()
        .any(|c| matches!(c.role, Role::Realised(When::ToQuarter(1 | 2)) | Role::Target(When::ToQuarter(1 | 2))));
    let year = |columns: &[Column], role: Role| columns.iter().any(|c| c.role == role);
    if !running {
        let (target, realised) = (year(&columns, Role::Target(When::Year)), year(&columns, Role::Realised(When::Year)));
        for column in &mut columns {
            column.role = match column.role {
                Role::Target(When::ToQuarter(4)) if !target => Role::Target(When::Year),
                Role::Realised(When::ToQuarter(4)) if !realised => Role::Realised(When::Year),
                Role::Capaian(When::ToQuarter(4)) => Role::Capaian(When::Year),
                role => role,
            };
        }
    }
    columns
}

/// What one line of a head says: its first telling word decides.
pub(super) fn kind(text: &str) -> Option<Kind> {
    let words = words(text);
    let first = words.first().map_or("", String::as_str);
    if first == "no" || first == "nomor" || first == "kode" {
        return (words.len() <= 2).then_some(Kind::No);
    }
    let telling = words.iter().find_map(|word| {
        Some(match word.as_str() {
            "target" => Kind::Target,
            "realisasi" | "realisasinya" | "actual" => Kind::Realised,
            "capaian" | "ketercapaian" | "pencapaian" => Kind::Capaian,
            "pagu" | "anggaran" | "alokasi" | "dipa" | "plafon" => Kind::Ceiling,
            "sisa" | "saldo" => Kind::Left,
            "persen" | "persentase" | "prosentase" | "penyerapan" | "serapan" => Kind::Percent,
            "satuan" => Kind::Unit,
            "sasaran" | "tujuan" => Kind::Goal,
            "indikator" | "iku" | "ikk" | "ikp" | "ikss" => Kind::Indicator,
            "kegiatan" | "uraian" | "keterangan" | "jenis" | "program" | "komponen" | "output" | "rincian" | "akun" => {
                Kind::Item
            }
            _ => return None,
        })
    });
    telling.or_else(|| text.contains('%').then_some(Kind::Percent))
}

/// The words of a head: `target_tw1` and "Target TW-I" alike; "s.d." and "s/d" are one word.
pub(super) fn words(text: &str) -> Vec<String> {
    let glued = |word: &str| word.strip_prefix("tw").filter(|rest| quarter(rest).is_some()).map(str::to_owned);
    let parts = |word: &str| match glued(word) {
        Some(roman) => vec!["tw".to_owned(), roman],
        None => vec![word.to_owned()],
    };
    parted(text).split_whitespace().flat_map(parts).collect()
}

/// A text in words parted by blanks.
fn parted(text: &str) -> String {
    let lower = text.to_lowercase().replace("s.d.", " sd ").replace("s.d", " sd ").replace("s/d", " sd ");
    let lower = lower.replace("tri wulan", "triwulan").replace("tri-wulan", "triwulan").replace("t.w.", "tw ");
    let mut parted = String::with_capacity(lower.len());
    let mut before = ' ';
    for c in lower.chars() {
        if before.is_alphabetic() && c.is_ascii_digit() || before.is_ascii_digit() && c.is_alphabetic() {
            parted.push(' ');
        }
        parted.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    parted
}

/// The one year that a text names.
pub(crate) fn lone_year(text: &str) -> Option<i32> {
    let mut years = years(text);
    years.sort_unstable();
    years.dedup();
    if let [year] = years.as_slice() { Some(*year) } else { None }
}

/// The year that "Tahun 2025" names most often in texts that follow each other, else the one year that is named.
pub(crate) fn main_year<'a>(texts: impl Iterator<Item = &'a str>) -> Option<i32> {
    let (mut named, mut all, mut of_year) = (BTreeMap::<i32, usize>::new(), BTreeSet::new(), false);
    for text in texts {
        for word in parted(text).split_whitespace() {
            if of_year {
                for year in years(word) {
                    *named.entry(year).or_default() += 1;
                }
            }
            of_year = word == "tahun";
        }
        all.extend(years(text));
    }
    let often = named.into_iter().max_by_key(|(year, times)| (*times, *year)).map(|(year, _)| year);
    often.or_else(|| all.first().copied().filter(|_| all.len() == 1))
}

fn years(text: &str) -> Vec<i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    numbers.filter_map(|part| part.parse().ok()).filter(|year| (2000..2100).contains(year)).collect()
}

/// First words of places that need a second one: Jawa Barat, Nusa Tenggara Timur.
const PARTIAL: [&str; 10] =
    ["jawa", "kalimantan", "sulawesi", "sumatera", "nusa", "kepulauan", "bangka", "daerah", "papua", "maluku"];

/// The office that texts which follow each other name most often; of several the one named last.
pub(crate) fn main_office<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let words = texts.flat_map(str::split_whitespace).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut named: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut office, mut place) = ("", "");
    for (at, next) in words.chain(["", ""]).enumerate() {
        if (office.eq_ignore_ascii_case("bp3mi") || office.eq_ignore_ascii_case("p4mi"))
            && let Some(name) = named_place(place, next)
        {
            let (times, last) = named.entry(name).or_default();
            (*times, *last) = (*times + 1, at);
        }
        (office, place) = (place, next);
    }
    named.into_iter().max_by_key(|(_, often)| *often).map(|(name, _)| name)
}

/// The place behind the word for an office, and the word after it where one is not enough.
fn named_place(place: &str, next: &str) -> Option<String> {
    let fits = place.chars().count() > 2 && place.starts_with(char::is_uppercase);
    let first = Some(place.to_lowercase()).filter(|_| fits)?;
    if ["tahun", "dan", "pada", "berdasarkan"].contains(&first.as_str()) {
        return None;
    }
    let partial = PARTIAL.contains(&first.as_str()) && !next.is_empty();
    Some(if partial { format!("{first} {}", next.to_lowercase()) } else { first })
}
