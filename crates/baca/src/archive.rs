//! A look at the archive before anybody trusts what it says of itself.

use std::cell::Cell;
use std::io::{BufReader, Cursor, Error, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::findings::Findings;
use crate::{IDLE, Limits, Unfit};

/// The most parts of the archive.
const MAX_PARTS: usize = 500;
/// How an entry of the archive's table begins.
const ENTRY: &[u8] = b"PK\x01\x02";
/// The most bytes of one tag or text. A cell holds 32,767 letters.
const MAX_PIECE: usize = 1024 * 1024;
/// How many bytes of markup may stand around each byte of shared text.
const MARKUP: usize = 4;
/// What the reader of workbooks makes a thing in memory of for each tag, beside sheets and shared texts: their roots.
const LISTS: [&str; 3] = ["styleSheet", "workbook", "Relationships"];
/// The most tags of such a part. Workbooks that went through many hands have some ten thousand styles.
const MAX_TAGS: usize = 60_000;
/// The most bytes that the styles of cells take: each keeps a copy of its font and its format.
const MAX_STYLES: usize = 16 * 1024 * 1024;

/// Looks through an archive. Refuses one that unpacks to far more than a table needs, counting real bytes and not promised ones; and
/// one whose promises would be believed: a count of texts is what memory is set aside by.
pub(crate) fn look(bytes: &[u8], limits: Limits) -> Result<Findings, Unfit> {
    if memchr::memmem::find_iter(bytes, ENTRY).nth(MAX_PARTS * 2).is_some() {
        return Err(Unfit::ManyParts);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Unreadable)?;
    if archive.len() > MAX_PARTS {
        return Err(Unfit::ManyParts);
    }
    let gauge = Gauge { left: Cell::new(limits.unpacked), piece: Cell::new(0), over: Cell::new(false) };
    let mut findings = Findings::default();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Unfit::Unreadable)?;
        let xml = is_xml(part.name_raw());
        findings.begin(&String::from_utf8_lossy(part.name_raw()));
        let mut part = Metered { part, gauge: &gauge };
        if xml {
            tags(&mut part, &gauge, (limits, &mut findings))?;
        }
        let rest = std::io::copy(&mut Loose(&mut part), &mut std::io::sink());
        if gauge.over.get() {
            return Err(Unfit::Swollen);
        }
        rest.map_err(|_| Unfit::Unreadable)?;
    }
    Ok(findings)
}

/// Whether a part can be read as one of the workbook's own: pictures and the like are not.
fn is_xml(name: &[u8]) -> bool {
    [&b".xml"[..], b".rels"].iter().any(|ending| {
        name.len() >= ending.len() && name.iter().rev().zip(ending.iter().rev()).all(|(a, b)| a.eq_ignore_ascii_case(b))
    })
}

/// Looks through a part as the reader of workbooks will. What is no XML is left: it will not be read either.
fn tags(
    part: &mut Metered<'_, impl Read>,
    gauge: &Gauge,
    (limits, findings): (Limits, &mut Findings),
) -> Result<(), Unfit> {
    let mut xml = Reader::from_reader(BufReader::new(part));
    let config = xml.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    let began = gauge.left.get();
    let (mut buffer, mut strings, mut shared) = (Vec::new(), 0, false);
    let mut list = Listed::default();
    loop {
        buffer.clear();
        gauge.piece.set(0);
        match xml.read_event_into(&mut buffer) {
            Ok(Event::End(tag)) => findings.end(tag.local_name().as_ref(), limits)?,
            Ok(Event::Text(text)) => findings.letters(text.len(), limits)?,
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "table-row" => {
                findings.tag(&tag, limits)?;
                findings.end("table-row", limits)?;
            }
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                list.take(&tag)?;
                findings.tag(&tag, limits)?;
                match tag.local_name().as_ref() {
                    "sst" => {
                        shared = true;
                        promised(&tag, limits)?;
                    }
                    "si" => strings += 1,
                    "Relationship" => of_xml(&tag)?,
                    _ => {}
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        let read = usize::try_from(began - gauge.left.get()).unwrap_or(usize::MAX);
        if shared && (strings > texts(limits) || read > limits.text.saturating_mul(MARKUP)) {
            return Err(Unfit::LongTexts);
        }
    }
    if gauge.over.get() { Err(Unfit::Swollen) } else { Ok(()) }
}

/// What was read so far of a part whose tags each become something in memory.
#[derive(Default)]
struct Listed {
    within: bool,
    tags: usize,
    styles: usize,
    longest: usize,
}

impl Listed {
    /// Counts a tag; refuses the one that is too many, and styles that are too many for the longest that they may copy.
    fn take(&mut self, tag: &BytesStart<'_>) -> Result<(), Unfit> {
        let name = tag.local_name();
        self.within |= LISTS.contains(&name.as_ref());
        if !self.within {
            return Ok(());
        }
        self.tags += 1;
        self.styles += usize::from(name.as_ref() == "xf");
        self.longest = self.longest.max(tag.len());
        let copied = self.styles.saturating_mul(self.longest);
        if self.tags > MAX_TAGS || copied > MAX_STYLES { Err(Unfit::Swollen) } else { Ok(()) }
    }
}

/// How many shared texts there may be: sheets that are not read have some too.
fn texts(limits: Limits) -> usize {
    limits.cells.saturating_mul(2)
}

/// The count of texts that a workbook promises, before any is read: however the tag is written, no number in it is too large,
/// and none is hidden in references.
fn promised(tag: &str, limits: Limits) -> Result<(), Unfit> {
    let most = if tag.contains('&') { 0 } else { limits.cells.saturating_mul(IDLE) };
    let numbers = tag.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let fits = numbers.into_iter().all(|digits| digits.parse::<usize>().is_ok_and(|number| number <= most));
    if fits { Ok(()) } else { Err(Unfit::LongTexts) }
}

/// A sheet must lie in a part that was looked through.
fn of_xml(tag: &BytesStart<'_>) -> Result<(), Unfit> {
    let (mut sheet, mut fits) = (false, true);
    for attribute in tag.attributes().with_checks(false).flatten() {
        match attribute.key.as_ref() {
            "Type" => {
                sheet = ["/worksheet", "/styles", "/sharedStrings"].iter().any(|end| attribute.value.ends_with(end));
            }
            "Target" => fits = is_xml(attribute.value.as_bytes()),
            _ => {}
        }
    }
    if sheet && !fits { Err(Unfit::Unreadable) } else { Ok(()) }
}

/// How much more may be read, in all and of one tag or text.
struct Gauge {
    left: Cell<u64>,
    piece: Cell<usize>,
    over: Cell<bool>,
}

/// A part that stops at the gauge.
struct Metered<'a, R> {
    part: R,
    gauge: &'a Gauge,
}

impl<R: Read> Metered<'_, R> {
    fn take(&mut self, into: &mut [u8], piece: bool) -> std::io::Result<usize> {
        let read = self.part.read(into)?;
        let gauge = self.gauge;
        gauge.piece.set(gauge.piece.get() + read);
        let left = gauge.left.get().checked_sub(read as u64);
        if left.is_none() || (piece && gauge.piece.get() > MAX_PIECE) {
            gauge.over.set(true);
            return Err(Error::other("over the limit"));
        }
        gauge.left.set(left.unwrap_or_default());
        Ok(read)
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.take(into, true)
    }
}

/// The rest of a part that nobody reads as tags and texts.
struct Loose<'a, 'b, R>(&'a mut Metered<'b, R>);

impl<R: Read> Read for Loose<'_, '_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.0.take(into, false)
    }
}
