//! Quarters in the heads of columns, and what a head means that names only one.

use rust_decimal::Decimal;

use super::header::{Column, Header, lone_year};
use super::{Role, Row, When, rows};
use crate::read::Grid;

/// Words for a quarter.
const QUARTERS: [&str; 8] = ["tw", "triwulan", "trw", "triw", "trwl", "kuartal", "quarter", "q"];

/// The quarter that a head names.
pub(super) fn when(words: &[String]) -> Option<When> {
    let at = words.iter().position(|w| QUARTERS.contains(&w.as_str()))?;
    let mut after = words.get(at + 1..)?.iter().filter(|w| *w != "ke").map(|w| quarter(w));
    let first = after.next()??;
    let running = words.get(..at)?.iter().any(|w| w == "sd" || w == "sampai" || w == "kumulatif");
    match after.flatten().next() {
        Some(last) if last > first => Some(When::ToQuarter(last)),
        _ if running => Some(When::ToQuarter(first)),
        _ => Some(When::Quarter(first)),
    }
}

/// The number of a quarter.
pub(super) fn quarter(word: &str) -> Option<u8> {
    match word {
        "1" | "i" | "pertama" | "satu" => Some(1),
        "2" | "ii" | "kedua" | "dua" => Some(2),
        "3" | "iii" | "ketiga" | "tiga" => Some(3),
        "4" | "iv" | "keempat" | "empat" => Some(4),
        _ => None,
    }
}

/// The columns with those that only name a quarter: of a table that measures they are what was realised, unless it says so of others;
/// beside a target alone they may be its parts.
pub(super) fn with_bare(mut columns: Vec<Column>, bare: Vec<Column>) -> Vec<Column> {
    let has = |wanted: fn(Role) -> bool| columns.iter().any(|column| wanted(column.role));
    if !has(|r| matches!(r, Role::Target(_))) || has(|r| matches!(r, Role::Realised(When::Quarter(_)))) {
        return columns;
    }
    let measures = has(|r| matches!(r, Role::Realised(_) | Role::Capaian(_)));
    let parted = has(|r| matches!(r, Role::Target(When::Quarter(_))));
    for column in bare {
        match column.role {
            _ if measures => columns.push(column),
            Role::Realised(when) if !parted => columns.push(Column { role: Role::Target(when), ..column }),
            _ => {}
        }
    }
    columns.sort_by_key(|column| column.at);
    columns
}

/// The role of a head that says nothing but a quarter: "TW I", "Triwulan 1 Tahun 2031", "Q1".
pub(super) fn bare_quarter(words: &[String]) -> Option<Role> {
    const AROUND: [&str; 8] = ["ke", "sd", "sampai", "dengan", "tahun", "kumulatif", "orang", "kasus"];
    let known = |word: &String| {
        QUARTERS.contains(&word.as_str())
            || quarter(word).is_some()
            || AROUND.contains(&word.as_str())
            || lone_year(word).is_some()
    };
    when(words).filter(|_| words.iter().all(known)).map(Role::Realised)
}

/// Decides by the figures what columns hold that only name a quarter: where they add up to the target in every row, or stay at it,
/// they are its parts; beside a target alone they are nothing else.
pub(super) fn settle(grid: &Grid, header: &mut Header) {
    let bare = |column: &Column| column.bare && matches!(column.role, Role::Realised(_) | Role::Target(_));
    if !header.columns.iter().any(bare) {
        return;
    }
    let columns: Vec<&Column> = header.columns.iter().collect();
    let rows = rows::read(grid, header, &columns).rows;
    let realised = columns.iter().any(|c| c.bare && matches!(c.role, Role::Realised(_)));
    let role: fn(When) -> Role = if realised { Role::Realised } else { Role::Target };
    let parts = are_parts(&rows, role);
    let free = !columns.iter().any(|c| !c.bare && matches!(c.role, Role::Target(When::Quarter(_))));
    if realised && parts && free {
        for column in header.columns.iter_mut().filter(|column| column.bare) {
            if let Role::Realised(when) = column.role {
                column.role = Role::Target(when);
            }
        }
    } else if !realised && !parts {
        header.columns.retain(|column| !column.bare);
    }
}

/// Whether the quarters make the target of every row that has all of them, and not the realisation of any.
fn are_parts(rows: &[Row], role: fn(When) -> Role) -> bool {
    let mut any = false;
    for row in rows {
        let Some(four) = crate::unit::quarters(row, role) else { continue };
        let Some(target) = row.figure(Role::Target(When::Year)) else { continue };
        let sum: Decimal = four.iter().map(|figure| figure.value).sum();
        let makes =
            |year: &crate::number::Figure| year.agrees(sum) || four.iter().all(|figure| figure.value == year.value);
        if !makes(target) || row.figure(Role::Realised(When::Year)).is_some_and(makes) {
            return false;
        }
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::super::header::words;
    use super::*;

    #[test]
    fn heads_that_only_name_a_quarter() {
        let of = |head: &str| bare_quarter(&words(head));
        for head in [
            "TW II",
            "TW2",
            "TW-II",
            "TWII",
            "Triwulan 2",
            "Tri Wulan II",
            "Trw. II",
            "Q2",
            "Kuartal II 2031",
            "T.W. 2",
        ] {
            assert_eq!(of(head), Some(Role::Realised(When::Quarter(2))), "{head}");
        }
        assert_eq!(of("s.d. TW III"), Some(Role::Realised(When::ToQuarter(3))));
        for head in ["Kendala TW I", "Triwulan", "TW 5", "Qatar 1", "Catatan Q1", ""] {
            assert_eq!(of(head), None, "{head}");
        }
    }
}
