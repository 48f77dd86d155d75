//! Tables whose columns are parted by blanks, as reports print them and terminals show them.
//!
//! Nothing but the place of a text says which column it is of. Such a table is only read where all rows agree: each has as many texts
//! as there are heads, or each text stands in the column of its head with nothing of another row in the way.

use std::collections::HashMap;

use kernel::form::seen;

/// The most cells that a table may spread over.
const SPREAD: usize = 1_000_000;

/// A text of a line, with the places where it begins and ends, counted in letters.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    from: usize,
    to: usize,
    text: String,
}

/// How many texts a line holds that two or more blanks part.
#[must_use]
pub fn pieces(line: &str) -> usize {
    parted(line).len()
}

/// Whether a line holds nothing but rules, as they stand under heads.
#[must_use]
pub fn is_rule(line: &str) -> bool {
    let signs = line.chars().filter(|one| !one.is_whitespace());
    let mut signs = signs.peekable();
    signs.peek().is_some() && line.trim().len() > 2 && signs.all(|one| "-=_+─━═".contains(one))
}

fn parted(line: &str) -> Vec<Piece> {
    let line = seen(line);
    let mut all: Vec<Piece> = Vec::new();
    let mut blanks = 2;
    for (at, one) in line.chars().enumerate() {
        if one == ' ' {
            blanks += 1;
            continue;
        }
        match all.last_mut().filter(|_| blanks < 2) {
            Some(last) => {
                last.text.extend(std::iter::repeat_n(' ', blanks));
                last.text.push(one);
                last.to = at + 1;
            }
            None => all.push(Piece { from: at, to: at + 1, text: one.to_string() }),
        }
        blanks = 0;
    }
    all
}

/// The cells of lines that make one table: of each line one text for each column. Lines with one text only are titles, groups, or cells
/// that go on. Rules are left empty.
///
/// # Errors
/// The place of the first line that does not agree with the others about the columns.
pub fn columns(lines: &[&str]) -> Result<Vec<Vec<String>>, usize> {
    let lines: Vec<Vec<Piece>> =
        lines.iter().map(|line| if is_rule(line) { Vec::new() } else { parted(line) }).collect();
    let several = |line: &&Vec<Piece>| line.len() > 1;
    let Some(head) = lines.iter().position(|line| line.len() > 1) else { return Err(0) };
    if lines.iter().filter(several).count() < 2 {
        return Err(head);
    }
    let counted = counted(&lines);
    let placed = placed(&lines);
    match (counted, placed) {
        (Ok(cells), Err(_)) | (Err(_), Ok(cells)) => Ok(cells),
        (Err(line), Err(_)) => Err(line),
        (Ok(counted), Ok(placed)) => {
            let differs = |at: &usize| counted.get(*at) != placed.get(*at);
            let several = |at: &usize| lines.get(*at).is_some_and(|line| line.len() > 1);
            let wrong = (0..lines.len()).filter(several).find(differs);
            wrong.map_or(Ok(placed), Err)
        }
    }
}

/// The cells by their order, where each line of several texts has as many as the first.
fn counted(lines: &[Vec<Piece>]) -> Result<Vec<Vec<String>>, usize> {
    let rows = || lines.iter().enumerate().filter(|(_, line)| line.len() > 1);
    let (first, columns) = rows().next().map(|(at, line)| (at, line.len())).unwrap_or_default();
    if let Some((at, _)) = rows().find(|(_, line)| line.len() != columns) {
        return Err(at);
    }
    let last = rows().next_back().map_or(first, |(at, _)| at);
    let left = rows().filter_map(|(_, line)| line.first()).map(|piece| piece.from).max().unwrap_or_default();
    let of = |(at, line): (usize, &Vec<Piece>)| -> Result<Vec<String>, usize> {
        match line.as_slice() {
            // Between the rows it goes on in the first column, or nobody knows in which.
            [only] if at > first && at < last && only.from > left => Err(at),
            line => Ok(line.iter().map(|piece| piece.text.clone()).collect()),
        }
    };
    lines.iter().enumerate().map(of).collect()
}

/// The cells by their place: between two columns all lines of several texts are blank.
fn placed(lines: &[Vec<Piece>]) -> Result<Vec<Vec<String>>, usize> {
    let rows: Vec<(usize, &Vec<Piece>)> = lines.iter().enumerate().filter(|(_, line)| line.len() > 1).collect();
    let spans = spans(rows.iter().flat_map(|(_, line)| line.iter()));
    let span = |piece: &Piece| spans.iter().position(|(from, to)| *from <= piece.from && piece.to <= *to);
    let (first, last) = (rows.first().map_or(0, |(at, _)| *at), rows.last().map_or(0, |(at, _)| *at));
    // Each column has its head, on the first line or, of heads in two lines, on the second.
    let headed = |at: usize| rows.iter().take(2).any(|(_, line)| line.iter().any(|piece| span(piece) == Some(at)));
    if spans.len() < 2 || !(0..spans.len()).all(headed) {
        return Err(rows.get(1).map_or(first, |(at, _)| *at));
    }
    if spans.len().saturating_mul(lines.len()) > SPREAD {
        return Err(first);
    }
    let edges = Edges::of(&rows);
    let mut all = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let mut cells = vec![String::new(); spans.len()];
        let inside = first <= at && at <= last;
        for piece in line {
            let place = match span(piece) {
                Some(place) if line.len() == spans.len() || edges.fit(piece, line.len()) => place,
                _ if line.len() == 1 && (!inside || spans.first().is_some_and(|(from, _)| piece.from <= *from)) => 0,
                _ => return Err(at),
            };
            let Some(cell) = cells.get_mut(place).filter(|cell| cell.is_empty()) else { return Err(at) };
            piece.text.clone_into(cell);
        }
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        cells.truncate(filled);
        all.push(cells);
    }
    Ok(all)
}

/// Where the texts of rows begin and end, and how many do there.
struct Edges {
    from: HashMap<usize, usize>,
    to: HashMap<usize, usize>,
}

impl Edges {
    fn of(rows: &[(usize, &Vec<Piece>)]) -> Self {
        let mut edges = Self { from: HashMap::new(), to: HashMap::new() };
        for piece in rows.iter().flat_map(|(_, line)| line.iter()) {
            *edges.from.entry(piece.from).or_default() += 1;
            *edges.to.entry(piece.to).or_default() += 1;
        }
        edges
    }

    /// Whether a text of a line that leaves cells empty begins or ends where another line has a text that does: only then its place
    /// says anything.
    fn fit(&self, piece: &Piece, line: usize) -> bool {
        let own = usize::from(line > 1);
        self.from.get(&piece.from).is_some_and(|many| *many > own)
            || self.to.get(&piece.to).is_some_and(|many| *many > own)
    }
}

/// The stretches that texts cover, with two blanks or more between.
fn spans<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = pieces.map(|piece| (piece.from, piece.to)).collect();
    all.sort_unstable();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (from, to) in all {
        match spans.last_mut().filter(|last| from < last.1 + 2) {
            Some(last) => last.1 = last.1.max(to),
            None => spans.push((from, to)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Result<Vec<String>, usize> {
        columns(lines).map(|rows| rows.into_iter().map(|row| row.join("|")).collect())
    }

    #[test]
    fn columns_are_where_all_rows_agree() {
        let rows = read(&[
            "No  Indikator Kinerja      Target   Realisasi",
            "--  ---------------------  ------  ---------",
            " 1  Jumlah rapat               40         40",
            " 2  Jumlah kunjungan desa               1.904",
            "    binaan",
        ]);
        let rows = rows.unwrap();
        assert_eq!(rows[0], "No|Indikator Kinerja|Target|Realisasi");
        assert_eq!(rows[1..], ["", "1|Jumlah rapat|40|40", "2|Jumlah kunjungan desa||1.904", "|binaan"]);
        // A long text pushes the rest aside; each row still has a text for each head.
        let pushed = read(&["Nama   NIK   Tiba", "Ana Contoh Sekali  3603   1 Juni", "Budi   3604   2 Juni"]);
        assert_eq!(pushed.unwrap()[1], "Ana Contoh Sekali|3603|1 Juni");
        let titled =
            read(&["     Daftar Contoh yang panjang sekali judulnya", "Nama    NIK", "Ana     1", "Jumlah: 1 orang"]);
        assert_eq!(
            titled.unwrap(),
            ["Daftar Contoh yang panjang sekali judulnya", "Nama|NIK", "Ana|1", "Jumlah: 1 orang"]
        );
        assert_eq!(read(&["Nama\u{a0}\u{a0}NIK", "Ana\u{a0}\u{a0} 1"]).unwrap()[1], "Ana|1");
    }

    #[test]
    fn where_rows_do_not_agree_nothing_is_read() {
        // Of the third row nobody knows which cell is empty.
        assert_eq!(read(&["Nama   NIK   Tiba", "Ana Contoh Sekali  3603   1 Juni", "Budi  2 Juni"]), Err(2));
        assert_eq!(read(&["Nama   Target   Realisasi", "Ana    40       39", "Budi          41"]), Err(2));
        assert_eq!(read(&["Target   Realisasi", "Ana    40       39", "Budi          41"]), Err(1));
        assert!(read(&["Satu kalimat", "dan satu lagi"]).is_err());
        assert!(read(&["Nama   NIK", "Ana"]).is_err());
    }

    #[test]
    fn rules_and_pieces() {
        assert!(is_rule("-----  ----") && is_rule("=====") && !is_rule("-") && !is_rule("a - b") && !is_rule(""));
        assert_eq!((pieces("a b"), pieces("a  b   c"), pieces("   a"), pieces("")), (1, 3, 1, 0));
    }
}
