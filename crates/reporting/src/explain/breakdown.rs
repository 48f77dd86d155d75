//! A figure by dimension (`sebaran`). In what leaves the office, cells under five are suppressed, and the next smallest too
//! where they could be found by subtraction.

use kernel::ledger::{self, Members};
use kernel::{Ctx, Problem, Result};
use schemars::JsonSchema;
use serde::Serialize;

/// The sides from which a figure can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Sex.
    Kelamin,
    /// Country.
    Negara,
    /// Category, or kind of case.
    Kategori,
    /// Province of origin.
    Provinsi,
    /// Office.
    Kantor,
    /// Age group on the day.
    Umur,
    /// Why it does not count.
    Alasan,
}

/// The smallest number that leaves the office.
pub const SMALLEST: i64 = 5;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = web::openapi::uncommented)]
pub struct Cell {
    /// The code.
    pub kode: Option<String>,
    /// What it means.
    pub nama: String,
    /// How many; none where it is suppressed.
    pub banyak: Option<i64>,
}

impl Dimension {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Kelamin, Self::Umur, Self::Negara, Self::Provinsi, Self::Kategori, Self::Kantor, Self::Alasan];

    /// The word for it in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Kelamin => "kelamin",
            Self::Negara => "negara",
            Self::Kategori => "kategori",
            Self::Provinsi => "provinsi",
            Self::Kantor => "kantor",
            Self::Umur => "umur",
            Self::Alasan => "alasan",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Kelamin => "Jenis kelamin",
            Self::Negara => "Negara",
            Self::Kategori => "Kategori atau jenis kasus",
            Self::Provinsi => "Provinsi asal",
            Self::Kantor => "Kantor",
            Self::Umur => "Kelompok umur",
            Self::Alasan => "Sebab tidak dihitung",
        }
    }

    /// The dimension of a word.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the words.
    pub fn parse(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|d| d.word() == word).ok_or_else(|| {
            let words: Vec<_> = Self::ALL.iter().map(|d| d.word()).collect();
            Problem::Malformed(format!("menurut: pilih {}.", words.join(", ")))
        })
    }

    fn column(self) -> ledger::Column {
        match self {
            Self::Kelamin => ledger::Column::Kelamin,
            Self::Negara => ledger::Column::Negara,
            Self::Kategori => ledger::Column::Kategori,
            Self::Provinsi => ledger::Column::Provinsi,
            Self::Kantor => ledger::Column::KantorId,
            Self::Umur => ledger::Column::KelompokUmur,
            Self::Alasan => ledger::Column::Alasan,
        }
    }

    fn name(self, ctx: &Ctx, code: Option<&str>) -> String {
        let Some(code) = code else { return "tidak diketahui".to_owned() };
        let reference = &ctx.house.reference;
        let name = match self {
            Self::Kelamin => Some(if code == "L" { "Laki-laki" } else { "Perempuan" }.to_owned()),
            Self::Negara => reference.country(code).map(|c| c.name.clone()),
            Self::Provinsi => reference.area(code).map(|a| a.name.clone()),
            Self::Kategori => Some(web::parts::words(code)),
            Self::Umur => Some(format!("{code} tahun")),
            Self::Alasan | Self::Kantor => None,
        };
        name.unwrap_or_else(|| code.to_owned())
    }
}

/// The cells of a figure by a dimension, most first. They add up to the figure.
///
/// # Errors
/// What the database says.
pub async fn cells(ctx: &Ctx, select: &Members, dimension: Dimension) -> Result<Vec<Cell>> {
    if dimension == Dimension::Kantor {
        return by_office(ctx, select).await;
    }
    let rows = select.by(ctx.db(), dimension.column()).await?;
    Ok(rows
        .into_iter()
        .map(|(code, count)| Cell { nama: dimension.name(ctx, code.as_deref()), kode: code, banyak: Some(count) })
        .collect())
}

/// Offices are few, so each is counted by itself: a person who counts once in all may count in each of two.
async fn by_office(ctx: &Ctx, select: &Members) -> Result<Vec<Cell>> {
    let mut cells = Vec::new();
    for office in &select.offices {
        let one = Members { offices: vec![*office], ..select.clone() };
        let (count, _) = one.totals(ctx.db()).await?;
        if count > 0 {
            let known = ctx.house.offices.by_id(*office);
            cells.push(Cell {
                kode: known.map(|o| o.code.clone()),
                nama: known.map_or_else(|| office.to_string(), |o| o.name.clone()),
                banyak: Some(count),
            });
        }
    }
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.banyak));
    Ok(cells)
}

/// The cells as they may leave the office. More than the small ones are hidden where their sum, which follows from the total,
/// would tell them: where one is alone, or where all of them must be 1 or all of them 4.
#[must_use]
pub fn suppressed(mut cells: Vec<Cell>) -> Vec<Cell> {
    let (mut hidden, mut sum) = (0, 0);
    for cell in &mut cells {
        if let Some(count) = cell.banyak.filter(|count| *count < SMALLEST) {
            (hidden, sum) = (hidden + 1, sum + count);
            cell.banyak = None;
        }
    }
    let derivable = hidden == 1 || (hidden > 1 && (sum == hidden || sum == hidden * (SMALLEST - 1)));
    let next = cells.iter_mut().filter(|cell| cell.banyak.is_some()).min_by_key(|cell| cell.banyak);
    if let Some(next) = next.filter(|_| derivable) {
        next.banyak = None;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(counts: &[i64]) -> Vec<Cell> {
        counts.iter().map(|n| Cell { kode: None, nama: n.to_string(), banyak: Some(*n) }).collect()
    }

    fn shown(counts: &[i64]) -> Vec<Option<i64>> {
        suppressed(row(counts)).into_iter().map(|cell| cell.banyak).collect()
    }

    #[test]
    fn small_cells_do_not_leave_the_office_and_cannot_be_found_by_subtraction() {
        assert_eq!(shown(&[40, 12, 5]), [Some(40), Some(12), Some(5)]);
        assert_eq!(shown(&[40, 12, 4]), [Some(40), None, None]);
        assert_eq!(shown(&[40, 12, 3, 1]), [Some(40), Some(12), None, None]);
        assert_eq!(shown(&[40, 12, 1, 1]), [Some(40), None, None, None]);
        assert_eq!(shown(&[40, 12, 4, 4]), [Some(40), None, None, None]);
        assert_eq!(shown(&[3]), [None]);
        assert_eq!(shown(&[]), Vec::<Option<i64>>::new());
    }
}
