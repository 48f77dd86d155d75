//! The text of a report: lines with tabs or bars are tables, and those that wide blanks part where all agree; the rest is captions and
//! sentences.

use kernel::Result;

use super::blanks::{Block, found};
use super::room::LONGEST;
use super::{Document, Grid, Room, Sentence};
use crate::cell::Cell;
use crate::temuan::TakTerbaca;

/// The longest line that may be a caption.
const CAPTION: usize = 200;

#[derive(Default)]
struct Reader {
    document: Document,
    /// Whether each line is a paragraph of its own, never broken in the middle of a sentence.
    whole: bool,
    /// The last place that names itself: "Tabel 9".
    named: String,
    /// Lines above a table since the last one, newest last.
    above: Vec<String>,
    open: Option<Grid>,
    paragraph: Option<Sentence>,
    /// The header of the table before: where it stands again after a page break, the table goes on.
    header: Vec<String>,
    /// Lines that may be a table whose columns are parted by blanks.
    block: Block,
}

/// Parts the text into tables and sentences.
///
/// # Errors
/// More than there is room for.
pub(super) fn read(name: &str, text: &str, room: &mut Room) -> Result<Document> {
    parted(Reader::default(), name, text, room)
}

/// The same for a text of which each line is a paragraph.
///
/// # Errors
/// More than there is room for.
pub(super) fn paragraphs(name: &str, text: &str, room: &mut Room) -> Result<Document> {
    parted(Reader { whole: true, ..Reader::default() }, name, text, room)
}

fn parted(mut reader: Reader, name: &str, text: &str, room: &mut Room) -> Result<Document> {
    for (at, line) in text.lines().enumerate() {
        Room::text(name, line)?;
        let line = line.trim_end_matches(['\r', '\u{c}']).trim_start_matches('\u{c}');
        if !line.trim().is_empty() {
            room.row(name, (line.matches(['\t', '|']).count() + 1).max(baca::blanks::pieces(line)))?;
        }
        let before = reader.document.sentences.len();
        reader.take(at + 1, line);
        room.sentences(name, reader.document.sentences.len() - before)?;
    }
    reader.end_block();
    reader.end_table();
    reader.end_paragraph();
    Ok(reader.document)
}

impl Reader {
    /// A line that may belong to a table of wide blanks waits until it is known what it is.
    fn take(&mut self, number: usize, line: &str) {
        if cells(line).is_none() && names_itself(line).is_none() && self.block.takes(line) {
            self.block.push(number, line);
        } else {
            self.end_block();
            self.line(number, line);
        }
    }

    fn end_block(&mut self) {
        if self.block.is_empty() {
            return;
        }
        let (lines, rest) = self.block.end();
        let found = found(&lines);
        if let Some(told) = found.unclear {
            self.document.unread.push(TakTerbaca { tabel: self.named.clone(), ..told });
        }
        for (number, line) in lines.iter().take(found.before) {
            self.line(*number, line);
        }
        if !found.rows.is_empty() {
            self.end_table();
            self.end_paragraph();
            for (number, row) in &found.rows {
                self.row(*number, row);
            }
            self.end_table();
        }
        for (number, line) in lines.iter().skip(found.before + found.lines).chain(&rest) {
            self.line(*number, line);
        }
    }

    fn line(&mut self, number: usize, line: &str) {
        if let Some(cells) = cells(line) {
            self.end_paragraph();
            self.row(number, &cells);
        } else if line.trim().is_empty() {
            self.end_table();
            self.end_paragraph();
        } else {
            self.end_table();
            self.prose(number, &line.replace("**", "").replace('*', ""));
        }
    }

    fn row(&mut self, number: usize, cells: &[String]) {
        let mut filled = cells.iter().filter(|text| !text.is_empty());
        let (first, second) = (filled.next(), filled.next());
        let Some(first) = first else { return };
        if second.is_none() {
            // A line across the whole table says something of its own.
            let text = first.clone();
            self.document.sentences.push(Sentence { line: number, text });
        }
        if self.open.is_none() {
            self.begin_table(number, cells);
        }
        if let Some(grid) = &mut self.open {
            grid.rows.push((number, cells.iter().map(|text| Cell::read(text)).collect()));
        }
    }

    /// A table begins; or, where the same header comes again without a caption between, the last one goes on.
    fn begin_table(&mut self, number: usize, cells: &[String]) {
        let caption = self.above.join(" ");
        let goes_on = !self.above.iter().any(|line| names_itself(line).is_some()) && self.header == cells;
        if goes_on && let Some(grid) = self.document.grids.pop() {
            self.open = Some(grid);
        } else {
            let near = self.above.iter().rev().take(3).find_map(|line| names_itself(line));
            let place = match (near, self.above.last()) {
                (Some(named), _) => named,
                (None, Some(line)) if self.named.is_empty() => short(line),
                (None, Some(line)) if line.to_lowercase().starts_with("ringkasan") => short(line),
                _ => self.named.clone(),
            };
            let place = if place.is_empty() { format!("baris {number}") } else { format!("{place} (baris {number})") };
            self.open = Some(Grid { place, caption, rows: Vec::new() });
        }
        self.header = cells.to_vec();
        self.above.clear();
    }

    fn end_table(&mut self) {
        self.document.grids.extend(self.open.take());
    }

    fn prose(&mut self, number: usize, line: &str) {
        let line = line.trim();
        if let Some(named) = names_itself(line) {
            self.named = named;
        }
        if line.chars().count() <= CAPTION {
            self.above.push(line.to_owned());
        } else {
            self.above.clear();
        }
        let wrapped = !self.whole && self.paragraph.as_ref().is_some_and(|p| long(&p.text) && !ends_sentence(&p.text));
        match &mut self.paragraph {
            Some(open) if wrapped => {
                open.text.push(' ');
                open.text.push_str(line);
            }
            _ => {
                self.end_paragraph();
                self.paragraph = Some(Sentence { line: number, text: line.to_owned() });
            }
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(open) = self.paragraph.take() {
            self.document.sentences.extend(sentences(&open));
        }
    }
}

/// The cells of a table's line; none for prose.
fn cells(line: &str) -> Option<Vec<String>> {
    let bare = line.trim();
    if bare.len() > 1 && bare.starts_with('|') && bare.ends_with('|') {
        let inner = bare.trim_start_matches('|').trim_end_matches('|');
        if inner.chars().all(|c| "-:| ".contains(c)) {
            return Some(Vec::new());
        }
        return Some(bare.get(1..bare.len() - 1)?.split('|').map(|text| text.trim().to_owned()).collect());
    }
    line.contains('\t').then(|| line.split('\t').map(|text| text.trim().to_owned()).collect())
}

/// "Tabel 9" where the line begins so, however it is punctuated.
fn names_itself(line: &str) -> Option<String> {
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut words = bare.split(|c: char| c.is_whitespace() || ".:".contains(c)).filter(|word| !word.is_empty());
    let first = words.next()?.to_lowercase();
    let title = match first.as_str() {
        "tabel" => "Tabel",
        "lampiran" => "Lampiran",
        _ => return None,
    };
    let number = words.next()?;
    let fits =
        number.len() <= 6 && number.chars().all(|c| c.is_ascii_digit() || "IVX-".contains(c) || c.is_ascii_lowercase());
    (fits && number.starts_with(|c: char| c.is_ascii_digit() || "IVX".contains(c))).then(|| format!("{title} {number}"))
}

fn short(line: &str) -> String {
    let mut cut: String = line.chars().take(40).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}

/// Whether a line is long enough to be broken in the middle of a sentence, and no longer than any paragraph is.
fn long(text: &str) -> bool {
    text.chars().nth(50).is_some() && text.len() < LONGEST
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', ':', ';', '!', '?'])
}

/// Parts a paragraph at full stops that end a sentence, not at those of numbers and short words.
fn sentences(paragraph: &Sentence) -> Vec<Sentence> {
    let mut pieces = Vec::new();
    let mut rest = paragraph.text.as_str();
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|t| t.find(". ")).map(|at| at + from) {
        let (before, after) = rest.split_at(at + 1);
        let word = before.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
        let capital = after.trim_start().starts_with(char::is_uppercase);
        if capital && word.chars().count() > 2 && !word.eq_ignore_ascii_case("tabel") {
            pieces.push(Sentence { line: paragraph.line, text: before.trim().to_owned() });
            rest = after;
            from = 0;
        } else {
            from = at + 1;
        }
    }
    pieces.push(Sentence { line: paragraph.line, text: rest.trim().to_owned() });
    pieces.retain(|s| !s.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_name_tables_and_page_breaks_do_not_part_them() {
        let text =
            "Tabel. 7\nPerjanjian BP3MI Contoh\n\nA\tB\nx\t1\n\n\n\nA\tB\ny\t2\n\nTabel. 8\nLain\n\nA\tB\nz\t3\n";
        let document = read("a.txt", text, &mut Room::default()).unwrap();
        assert_eq!(document.grids.len(), 2);
        assert_eq!(document.grids[0].place, "Tabel 7 (baris 4)");
        assert_eq!(document.grids[0].rows.len(), 4);
        assert_eq!(document.grids[1].place, "Tabel 8 (baris 15)");
    }

    #[test]
    fn wide_blanks_part_columns_where_the_rows_agree() {
        let table = "Tabel 3\n\nIndikator           Target   Realisasi\n------------------  ------   ---------\n\nJumlah rapat            40          39\nJumlah kunjungan                     8\n\nMengetahui,    Contoh, 5 Januari 2031\nKalimat sesudahnya.\n";
        let document = read("a.txt", table, &mut Room::default()).unwrap();
        assert_eq!((document.grids.len(), document.unread.len()), (1, 0), "{document:?}");
        let rows: Vec<(usize, Vec<&str>)> = document.grids[0]
            .rows
            .iter()
            .map(|(at, row)| (*at, row.iter().map(|cell| cell.text.as_str()).collect()))
            .collect();
        assert_eq!(document.sentences.len(), 3, "what stands around it is prose: {:?}", document.sentences);
        assert_eq!(rows[1..], [(6, vec!["Jumlah rapat", "40", "39"]), (7, vec!["Jumlah kunjungan", "", "8"])]);
        let unclear =
            "Tabel 3\nIndikator   Target   Realisasi\nJumlah rapat yang panjang  40  39\nJumlah kunjungan   8\n";
        let document = read("a.txt", unclear, &mut Room::default()).unwrap();
        assert_eq!((document.grids.len(), document.unread.len()), (0, 1));
        let told = &document.unread[0];
        assert_eq!(
            (told.baris, told.tabel.as_str(), told.kolom.as_str()),
            (4, "Tabel 3", "Indikator Target Realisasi")
        );
        let prose = "Realisasi  kinerja tahun ini  baik\ndan target  semua   tercapai.\n";
        let document = read("a.txt", prose, &mut Room::default()).unwrap();
        assert_eq!((document.grids.len(), document.unread.len(), document.sentences.len()), (0, 0, 2));
    }

    #[test]
    fn sentences_end_at_full_stops_and_not_at_thousands() {
        let text = "Realisasi 9.167 orang pada No. 5 Tahun 2031. Target 3.390 orang.\n";
        let document = read("a.txt", text, &mut Room::default()).unwrap();
        let texts: Vec<_> = document.sentences.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["Realisasi 9.167 orang pada No. 5 Tahun 2031.", "Target 3.390 orang."]);
    }
}
