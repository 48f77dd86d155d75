//! Looking into a PDF for what runs, loads or carries something when it is opened.
//!
//! Readers find the objects of a PDF through its tables, or, where those are broken, by looking for them; each takes a broken
//! file for another one. So no table is believed here: every place where an object may begin is looked at, and what lies in
//! compressed objects too, up to a limit. What cannot be told is refused, since a new print of it can be.

mod tokens;

use std::io::Read;

use flate2::read::ZlibDecoder;
use kernel::{Problem, Result};

use crate::refused;
use tokens::{Token, Tokens, blank};

/// The most bytes to which compressed objects may unpack, all together.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most objects that are packed together; programs pack some hundred.
const MAX_PACKED: usize = 100_000;
/// How many times a file may be gone over: what lies within something else is looked at again.
const MAX_TIMES: usize = 8;

const SCRIPT: &str = "skrip";
const OTHERS: &str = "berkas lain di dalamnya";
const MEDIA: &str = "media yang dapat menjalankan skrip";
const DATA: &str = "perintah mengirim atau mengambil data";
const LEADS: &str = "rujukan yang membuka berkas lain";

/// Names that are not taken, and what they mean.
const REFUSED: [(&str, &str); 16] = [
    ("JS", SCRIPT),
    ("JavaScript", SCRIPT),
    ("Launch", "perintah menjalankan program"),
    ("EmbeddedFile", OTHERS),
    ("EmbeddedFiles", OTHERS),
    ("EF", OTHERS),
    ("FileAttachment", OTHERS),
    ("RichMedia", MEDIA),
    ("RichMediaContent", MEDIA),
    ("OnInstantiate", MEDIA),
    ("XFA", "formulir XFA"),
    ("SubmitForm", DATA),
    ("ImportData", DATA),
    ("GoToR", LEADS),
    ("GoToE", LEADS),
    ("FFilter", LEADS),
];

/// What is left of the work that a file may cost.
struct Budget {
    bytes: usize,
    unpacked: u64,
}

/// Refuses a PDF that runs, loads or carries something, and one of which that cannot be told.
pub(crate) fn harmless(bytes: &[u8]) -> Result<()> {
    let mut budget = Budget { bytes: bytes.len().saturating_mul(MAX_TIMES), unpacked: MAX_UNPACKED };
    for start in starts(bytes) {
        let read = object(bytes, start, &mut budget)?;
        budget.bytes = budget.bytes.checked_sub(read).ok_or_else(unreadable)?;
    }
    Ok(())
}

/// Where objects may begin: behind the word `obj` after a number, whatever stands around it, and behind the word `trailer`.
fn starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.windows(3).enumerate().filter_map(move |(at, three)| match three {
        b"obj" => {
            let before = bytes.get(..at).unwrap_or_default();
            let number = before.iter().rev().find(|byte| !blank(**byte)).is_some_and(u8::is_ascii_digit);
            number.then_some(at + 3)
        }
        b"tra" => bytes.get(at..).is_some_and(|rest| rest.starts_with(b"trailer")).then_some(at + 7),
        _ => None,
    })
}

/// Looks at one object. Returns how many bytes it took.
fn object(bytes: &[u8], start: usize, budget: &mut Budget) -> Result<usize> {
    let mut tokens = Tokens::from(bytes, start);
    let mut seen = Seen::default();
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(b"endobj" | b"startxref") => break,
            Token::Word(word) if word.starts_with(b"stream") => {
                if seen.elsewhere {
                    return Err(holds(LEADS));
                }
                if seen.packed || (seen.count && seen.first != First::Absent) {
                    let First::At(first) = seen.first else { return Err(unreadable()) };
                    inside(&packed(bytes, tokens.began + 6, &seen, budget)?, first)?;
                }
                break;
            }
            token => seen.take(&token)?,
        }
    }
    Ok(tokens.at - start)
}

/// What an object's dictionary said so far.
#[derive(Default)]
struct Seen {
    depth: usize,
    after: After,
    /// It says that it holds packed objects, or has the fields that only such a one has.
    packed: bool,
    count: bool,
    first: First,
    length: Option<usize>,
    elsewhere: bool,
    /// For each filter, if there are any, whether it is the usual one; `false` also for what is no name or prepares for one.
    usual: Option<Vec<bool>>,
}

/// Where packed objects begin.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum First {
    /// Not said.
    #[default]
    Absent,
    /// Said elsewhere, which is not looked up.
    Elsewhere,
    /// Here.
    At(usize),
}

/// What the next word belongs to.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum After {
    #[default]
    Nothing,
    Filter,
    Filters,
    Length,
    First,
}

impl Seen {
    fn take(&mut self, token: &Token<'_>) -> Result<()> {
        let after = std::mem::take(&mut self.after);
        match token {
            Token::Name(name) => {
                known(name)?;
                match after {
                    After::Filter | After::Filters => self.filter(matches!(&**name, b"FlateDecode" | b"Fl")),
                    _ => self.key(name),
                }
                if after == After::Filters {
                    self.after = after;
                }
            }
            Token::Open => self.depth += 1,
            Token::Close => self.depth = self.depth.saturating_sub(1),
            Token::Mark(b'[') if after == After::Filter => self.after = After::Filters,
            Token::Word(word) => match after {
                After::Length => self.length = number(word),
                After::First => self.first = number(word).map_or(First::Elsewhere, First::At),
                After::Filter | After::Filters => self.filter(false),
                After::Nothing => {}
            },
            Token::Mark(_) | Token::Text => {}
        }
        Ok(())
    }

    fn filter(&mut self, usual: bool) {
        self.usual.get_or_insert_default().push(usual);
    }

    fn key(&mut self, name: &[u8]) {
        match name {
            b"ObjStm" => self.packed = true,
            b"N" => self.count = true,
            b"Predictor" => self.filter(false),
            // What a stream holds may lie in another file.
            b"F" if self.depth == 1 => self.elsewhere = true,
            b"Filter" => self.after = After::Filter,
            b"Length" => self.after = After::Length,
            b"First" => (self.first, self.after) = (First::Elsewhere, After::First),
            _ => {}
        }
    }
}

fn number(word: &[u8]) -> Option<usize> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// Refuses a name that means harm.
fn known(name: &[u8]) -> Result<()> {
    if name == b"Encrypt" {
        return Err(refused(
            "PDF ini terkunci atau dibatasi dengan kata sandi, jadi isinya tidak dapat diperiksa. Buka, cetak ke PDF baru (Cetak, lalu Simpan sebagai PDF), dan unggah yang baru.",
        ));
    }
    match REFUSED.iter().find(|(bad, _)| bad.as_bytes() == name) {
        Some((_, what)) => Err(holds(what)),
        None => Ok(()),
    }
}

/// What a stream of packed objects holds. Packed in another way than all programs do, it is not taken.
fn packed(bytes: &[u8], at: usize, seen: &Seen, budget: &mut Budget) -> Result<Vec<u8>> {
    let rest = bytes.get(at..).unwrap_or_default();
    let rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).or(rest.strip_prefix(b"\r")).unwrap_or(rest);
    let data = match seen.usual.as_deref() {
        Some([true]) => {
            let mut data = Vec::new();
            let mut limited = ZlibDecoder::new(rest).take(budget.unpacked + 1);
            limited.read_to_end(&mut data).map_err(|_| unreadable())?;
            data
        }
        None => {
            // Whether a reader believes the length or looks for the end: it reads no further than this.
            let end = rest.windows(9).position(|window| window == b"endstream").unwrap_or(rest.len());
            let end = seen.length.ok_or_else(unreadable)?.max(end).min(rest.len());
            rest.get(..end).unwrap_or_default().to_vec()
        }
        Some(_) => return Err(unreadable()),
    };
    let left = budget.unpacked.checked_sub(data.len() as u64);
    budget.unpacked = left.ok_or_else(|| {
        refused("PDF ini mengembang jauh melebihi ukurannya ketika dibuka, jadi ditolak. Cetak ke PDF baru, lalu unggah lagi.")
    })?;
    Ok(data)
}

/// Looks at packed objects: in front of `first` stands which object begins where. One that begins within another would be one
/// thing to who reads on and another to who goes there.
fn inside(data: &[u8], first: usize) -> Result<()> {
    let mut places = places(data, first)?;
    places.sort_unstable_by(|one, other| other.cmp(one));
    let empty = |from: usize, to: usize| data.get(from..to).unwrap_or_default().iter().all(|byte| blank(*byte));
    let mut tokens = Tokens::from(data, first);
    while let Some(token) = tokens.next() {
        while let Some(place) = places.pop_if(|place| *place <= tokens.began) {
            if !empty(place, tokens.began) {
                return Err(unreadable());
            }
        }
        if let Token::Name(name) = token {
            known(&name)?;
        }
    }
    // What begins behind the last word, but not behind all that is there, begins within it.
    if places.iter().all(|place| empty(*place, data.len())) { Ok(()) } else { Err(unreadable()) }
}

/// Where packed objects begin.
fn places(data: &[u8], first: usize) -> Result<Vec<usize>> {
    let head = data.get(..first).ok_or_else(unreadable)?;
    let mut numbers = Vec::new();
    for token in Tokens::from(head, 0) {
        let Token::Word(word) = token else { return Err(unreadable()) };
        numbers.push(number(word).ok_or_else(unreadable)?);
        if numbers.len() > MAX_PACKED * 2 {
            return Err(unreadable());
        }
    }
    Ok(numbers.iter().skip(1).step_by(2).map(|place| first.saturating_add(*place)).collect())
}

fn holds(what: &str) -> Problem {
    refused(format!(
        "PDF ini berisi {what}, jadi ditolak. Buka, cetak ke PDF baru (Cetak, lalu Simpan sebagai PDF), dan unggah yang baru."
    ))
}

fn unreadable() -> Problem {
    refused(
        "Susunan PDF ini tidak dapat diperiksa. Buka, cetak ke PDF baru (Cetak, lalu Simpan sebagai PDF), dan unggah yang baru.",
    )
}

#[cfg(test)]
mod tests;
