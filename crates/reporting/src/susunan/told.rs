//! The staff of an office for who writes the year's report: Tabel 1 to 6.

use kernel::{Ctx, Day, Result};

use super::page::PATH;
use super::{Asked, Tally, view};

/// The staff of an office as of a day.
#[derive(Clone, Debug)]
pub struct OfficeStaff {
    /// The day.
    pub on: Day,
    /// How many there are.
    pub many: usize,
    /// The tables 1 to 6 of the report, each with the address of its rows.
    pub tallies: Vec<(Tally, String)>,
    /// How many there are in each unit.
    pub units: Vec<(String, usize)>,
    /// How many there are of each group.
    pub groups: Vec<(&'static str, usize)>,
    /// The positions that lead, with their levels.
    pub leading: Vec<(String, String)>,
    /// How many hold a functional position, and how many such positions there are.
    pub functional: (usize, usize),
}

/// The staff of an office of the actor, and of those below it; none where nobody of them is recorded for the day.
///
/// # Errors
/// [`kernel::Problem::Forbidden`] for who may not read the staff; as the page of the staff otherwise.
pub async fn office_staff(ctx: &Ctx, office: &str, on: Day) -> Result<Option<OfficeStaff>> {
    let asked = Asked { pada: Some(on.to_string()), kantor: Some(office.to_owned()) };
    let shown = view(ctx, &asked).await?;
    let staff = &shown.staff;
    if staff.rows.is_empty() {
        return Ok(None);
    }
    let mut functions: Vec<&str> = staff.rows.iter().filter_map(|row| row.function.as_deref()).collect();
    let holders = functions.len();
    functions.sort_unstable();
    functions.dedup();
    let tallies = staff.tallies().into_iter().map(|one| {
        let address = shown.address(PATH, Some(one.no));
        (one, address)
    });
    Ok(Some(OfficeStaff {
        on,
        many: staff.rows.len(),
        tallies: tallies.collect(),
        units: staff.units(),
        groups: staff.groups().into_iter().map(|(group, many)| (group.title(), many)).collect(),
        leading: staff.leading(),
        functional: (holders, functions.len()),
    }))
}
