//! What the budget rules share: amounts, unreadable ones by what stands around them, and which columns belong together.

use kernel::figure::percent;
use rust_decimal::Decimal;

use crate::cell::Content;
use crate::number::Figure;
use crate::recognise::{Role, Row, Table};

/// An amount; nothing printed is zero. None for what cannot be read.
pub(super) fn amount(row: &Row, role: Role) -> Option<Decimal> {
    let cell = row.cell(role)?;
    match &cell.content {
        Content::Number(figure) => Some(figure.value),
        Content::Empty | Content::Dash => Some(Decimal::ZERO),
        Content::Unreadable | Content::Failed | Content::Text => None,
    }
}

/// An amount, and where it cannot be read what the rest of its row or another table says it is.
pub(super) fn amount_or_implied(tables: &[Table], row: &Row, role: Role) -> Option<Decimal> {
    amount(row, role).or_else(|| implied(tables, row, role).map(|(value, _)| value))
}

/// What an unreadable amount must be, and from what that follows.
pub(super) fn implied(tables: &[Table], row: &Row, role: Role) -> Option<(Decimal, String)> {
    let spent = last_spent(row);
    match role {
        Role::Ceiling(_) => {
            let spent = spent?;
            if let Some(left) = row.figure(Role::Left) {
                return Some((spent.value + left.value, "realisasi ditambah sisa".to_owned()));
            }
            if let Some((table, ceiling)) = elsewhere(tables, row, spent, |_, _| true) {
                return Some((ceiling.value, format!("pagu baris yang sama di {}", table.place)));
            }
            let absorbed = row.figure(Role::Absorbed)?.value;
            Some((
                (spent.value * Decimal::ONE_HUNDRED).checked_div(absorbed)?.round(),
                "realisasi dibagi persennya".to_owned(),
            ))
        }
        Role::Left => {
            let ceiling = last_ceiling(row)?;
            Some((ceiling.value - spent?.value, "pagu dikurangi realisasi".to_owned()))
        }
        Role::Spent(_) => {
            let (ceiling, left) = (last_ceiling(row)?, row.figure(Role::Left)?);
            Some((ceiling.value - left.value, "pagu dikurangi sisa".to_owned()))
        }
        _ => None,
    }
}

/// A ceiling of another row that spent the same amount and fits.
pub(super) fn elsewhere<'a>(
    tables: &'a [Table],
    row: &Row,
    spent: &Figure,
    fits: impl Fn(&Row, &Figure) -> bool,
) -> Option<(&'a Table, &'a Figure)> {
    if spent.value.is_zero() {
        return None;
    }
    for table in tables.iter().filter(|t| t.is_budget()) {
        for other in table.rows.iter().filter(|other| !std::ptr::eq(*other, row)) {
            if last_spent(other).is_some_and(|f| f.value == spent.value) {
                let ceilings = other.cells.iter().rev().filter(|(role, _)| matches!(role, Role::Ceiling(_)));
                if let Some(ceiling) =
                    ceilings.filter_map(|(_, cell)| cell.figure()).find(|ceiling| fits(other, ceiling))
                {
                    return Some((table, ceiling));
                }
            }
        }
    }
    None
}

fn last_spent(row: &Row) -> Option<&Figure> {
    row.cells.iter().rev().find(|(role, _)| matches!(role, Role::Spent(_))).and_then(|(_, cell)| cell.figure())
}

fn last_ceiling(row: &Row) -> Option<&Figure> {
    row.cells.iter().rev().find(|(role, _)| matches!(role, Role::Ceiling(_))).and_then(|(_, cell)| cell.figure())
}

/// The ceiling and the spending that a table's percentages and remainders are made of: those that fit most rows; in
/// doubt the last ones.
pub(super) fn basis(table: &Table) -> Option<(Role, Role)> {
    let roles =
        |wanted: fn(&Role) -> bool| table.heads.iter().map(|(role, _)| *role).filter(wanted).collect::<Vec<_>>();
    let ceilings = roles(|r| matches!(r, Role::Ceiling(_)));
    let spendings = roles(|r| matches!(r, Role::Spent(_)));
    let pairs = ceilings.iter().flat_map(|c| spendings.iter().map(|s| (*c, *s)));
    pairs.max_by_key(|(ceiling, spent)| table.rows.iter().filter(|row| fits(row, *ceiling, *spent)).count())
}

/// Whether percentage or remainder of a row follow from a ceiling and a spending.
pub(super) fn fits(row: &Row, ceiling: Role, spent: Role) -> bool {
    let (Some(ceiling), Some(spent)) = (amount(row, ceiling), amount(row, spent)) else { return false };
    let share = percent(spent, ceiling);
    let by_share = row.figure(Role::Absorbed).is_some_and(|shown| share.is_some_and(|share| shown.agrees(share)));
    by_share || row.figure(Role::Left).is_some_and(|shown| shown.agrees(ceiling - spent))
}

/// What findings about a row have in common, in whichever table it stands.
pub(super) fn key(row: &Row) -> String {
    let spent = last_spent(row).map(|f| f.value.to_string()).unwrap_or_default();
    let name: String = row.name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    if spent.is_empty() { name } else { spent }
}
